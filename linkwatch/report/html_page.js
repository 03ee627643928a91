// Sorting and copying, for those who let a page run this. The page says everything without it.
"use strict";

function addOrders() {
  const filters = document.querySelector(".filters");
  const cards = document.querySelectorAll("main .link");
  if (!filters || cards.length < 2) return;
  cards.forEach((card, place) => { card.dataset.place = place; });
  const keys = {
    status: (card) => [Number(card.dataset.place)],
    line: (card) => [Number(card.dataset.line || Infinity), Number(card.dataset.place)],
    host: (card) => [card.dataset.host || "", Number(card.dataset.place)],
  };
  const select = document.createElement("select");
  select.add(new Option("the worst first", "status"));
  select.add(new Option("as in the article", "line"));
  select.add(new Option("by site", "host"));
  select.addEventListener("change", () => {
    document.querySelector("main").dataset.order = select.value;
    for (const section of document.querySelectorAll("main section")) {
      sortInto(section, [...section.querySelectorAll(":scope > .link")], keys[select.value], 1);
      if (select.value === "status") putBackHeadings(section);
    }
  });
  const label = document.createElement("label");
  label.append("Order ", select);
  filters.append(label);
}

function putBackHeadings(section) {
  for (const heading of section.querySelectorAll(":scope > h3")) {
    section.querySelector(`:scope > .link.${heading.className}`).before(heading);
  }
}

function addSorting(table) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const wasFalling = head.ariaSort === "descending";
      const isNumber = head.classList.contains("number");
      const isFalling = head.ariaSort ? !wasFalling : isNumber;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", isFalling ? "descending" : "ascending");
      const key = (row) => {
        const text = row.cells[column].textContent.trim();
        return [isNumber ? Number(text.replaceAll(",", "") || -1) : text];
      };
      sortInto(body, [...body.rows], key, isFalling ? -1 : 1);
    });
  });
}

function sortInto(parent, children, key, direction) {
  const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));
  const keyed = children.map((child) => [key(child), child]);
  keyed.sort(([a], [b]) => {
    const place = a.findIndex((value, index) => order(value, b[index]) !== 0);
    return place < 0 ? 0 : direction * order(a[place], b[place]);
  });
  parent.append(...keyed.map(([, child]) => child));
}

function addCopying(button) {
  const link = button.previousElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.textContent);
    } catch { // where that is not allowed the address is marked, and the browser copies what is marked
      getSelection().selectAllChildren(link);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

addOrders();
document.querySelectorAll("button.copy").forEach(addCopying);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
document.querySelectorAll("table.sortable").forEach(addSorting);
