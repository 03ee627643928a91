// Draws each <canvas data-table="ID"> from the table of that ID, by Chart.js. Columns whose heading has data-colour are
// drawn, in the colour of that status. Without this script the tables stand alone.
"use strict";
const looks = ["(prefers-color-scheme: dark)", "print"].map((media) => matchMedia(media)); // paper is never dark
const charts = new Map();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function read(table) {
  const headings = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent),
    columns: headings.flatMap((heading, place) => heading.dataset.colour ? [{
      label: heading.textContent,
      colour: colour(heading.dataset.colour),
      data: rows.map((row) => Number(row.cells[place].textContent)),
    }] : []),
  };
}

function draw(canvas) {
  const { labels, columns } = read(document.getElementById(canvas.dataset.table));
  const ink = colour("faint");
  const grid = { color: colour("rule") };
  canvas.hidden = false;
  charts.get(canvas)?.destroy();
  charts.set(canvas, new Chart(canvas, {
    type: canvas.dataset.kind,
    data: {
      labels,
      datasets: columns.map((column) => ({
        label: column.label,
        data: column.data,
        borderColor: column.colour,
        backgroundColor: canvas.dataset.kind === "bar" ? column.colour : `${column.colour}55`,
        borderWidth: canvas.dataset.kind === "bar" ? 0 : 1.5,
        pointRadius: 0,
        pointHitRadius: 12,
        tension: 0.2,
        fill: "stack",
        maxBarThickness: 28,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 24 } },
        y: { stacked: true, beginAtZero: true, grid, border: { display: false }, ticks: { color: ink, precision: 0 } },
      },
      plugins: { legend: { position: "bottom", reverse: false, labels: { color: ink, boxWidth: 12, boxHeight: 12 } } },
    },
  }));
}

function drawAll() {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  document.querySelectorAll("canvas[data-table]").forEach(draw);
}

drawAll();
looks.forEach((look) => look.addEventListener("change", drawAll));
