"""The HTML report of real audits, in a real browser."""

import base64
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium, Page

EVERY_PAGE = ("editor", "hostile", "compared", "overview")
AXE = Path(str(distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js"))).read_text()
pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOWN_STATUSES = """[...document.querySelectorAll('main .link')].filter(e => e.checkVisibility())
    .map(e => e.classList[1])"""
# The contrast of every visible text with what lies behind it, by the formula of WCAG 2; [text, ratio] of the lowest.
LOWEST_CONTRAST = """(() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c }
    throw new Error('nothing is painted behind the text') };
  let lowest = ['', 99];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < lowest[1]) lowest = [walker.currentNode.data, ratio];
  }
  return lowest })()"""
BEYOND_THE_EDGE = """[...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 0.5)
    .map(e => e.outerHTML)"""


async def shown(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(SHOWN_STATUSES)
    return found


async def test_the_browser_tells_what_a_page_complains_of_and_asks_for(chromium: Chromium, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text("<img src='http://127.0.0.1:9/beacon'><script>console.error('ill'); no_such_name()</script>")
    page = await chromium.open(file.as_uri())
    assert "http://127.0.0.1:9/beacon" in page.requests
    assert len(page.complaints) >= 3


@pytest.mark.parametrize("name", ["editor", "hostile"])
async def test_a_report_opens_without_complaints_and_asks_for_nothing(
    chromium: Chromium, reports: dict[str, str], name: str
) -> None:
    page = await chromium.open(reports[name])
    assert await page.evaluate("document.querySelectorAll('main .link').length") > 5
    assert page.complaints == []
    assert page.requests == [reports[name]]


async def test_the_worst_is_shown_first_and_what_is_well_is_hidden(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    assert await shown(page) == ["dead", "dead", "failing", "blocked", "redirected", "invalid"]
    text = await page.evaluate("document.body.innerText")
    told = ["Mills of the valley", "“lost mill”", "“its twin”", "“is ill”", "“is closed to visitors”", "“moved”"]
    assert sorted(told, key=text.index) == told
    assert "“old mill”" not in text
    assert "Nothing to mend: 1 alive" in text


async def test_the_counts_of_an_article_stand_between_its_heading_and_its_links(
    chromium: Chromium, reports: dict[str, str]
) -> None:
    page = await chromium.open(reports["editor"])
    top = "(selector => document.querySelector(selector).getBoundingClientRect().top)"
    heights = [await page.evaluate(f"{top}('section {part}')") for part in ("h2", ".about", ".counts", "h3", ".link")]
    assert sorted(heights) == heights
    counts = await page.evaluate("document.querySelector('section .counts').innerText")
    assert counts == "2 dead, 1 failing, 1 blocked, 1 redirected, 1 invalid, 1 skipped, 2 alive"


async def test_a_dead_link_offers_its_snapshot_as_a_link(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    href = await page.evaluate("document.querySelector('.link.dead .instead a').href")
    assert "/web/20150611120000/http://127.0.0.1" in href
    assert "the copy of 2015-06-11" in await page.evaluate("document.querySelector('.link.dead .instead').innerText")


async def test_the_filters_show_and_hide_by_status(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    await page.click("label:has(#show-dead) .badge")
    await page.click("#show-alive")
    now = await shown(page)
    assert "dead" not in now
    assert now.count("alive") == 3
    headings = "[...document.querySelectorAll('h3')].filter(e => e.checkVisibility()).map(e => e.className)"
    assert set(await page.evaluate(headings)) == set(now)
    await page.click("label:has(#show-dead) .badge")
    assert (await shown(page)).count("dead") == 2


async def test_the_filters_work_from_the_keyboard(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    await page.evaluate("document.querySelector('#show-dead').focus()")
    for kind in ("keyDown", "keyUp"):
        await page.call("Input.dispatchKeyEvent", type=kind, key=" ", code="Space", text=" ", windowsVirtualKeyCode=32)
    assert "dead" not in await shown(page)


async def test_the_reasons_open_on_a_click(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    facts = "document.querySelector('.link.dead details li').checkVisibility({contentVisibilityAuto: true})"
    opened = "document.querySelector('.link.dead details').open"
    assert (await page.evaluate(opened), await page.evaluate(facts)) == (False, False)
    await page.click(".link.dead summary")
    assert (await page.evaluate(opened), await page.evaluate(facts)) == (True, True)
    assert "404" in await page.evaluate("document.querySelector('.link.dead details ol').innerText")


async def test_nothing_in_a_hostile_article_becomes_part_of_the_page(
    chromium: Chromium, reports: dict[str, str]
) -> None:
    page = await chromium.open(reports["hostile"])
    await page.evaluate("document.querySelectorAll('.filter').forEach(e => e.checked = true)")
    made = "[...document.querySelectorAll('img, iframe, object, embed, form, base, link, svg')].length"
    assert await page.evaluate(made) == 0
    assert await page.evaluate("document.scripts.length") == 1
    handlers = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
    assert not [name for name in await page.evaluate(handlers) if name.startswith("on")]
    schemes = set(await page.evaluate("[...document.querySelectorAll('a')].map(e => new URL(e.href).protocol)"))
    assert schemes == {"http:"}
    text = await page.evaluate("document.body.innerText")
    assert "javascript:alert(document.domain)" in text
    assert "<img src=http://127.0.0.1:9/beacon onerror=alert(1)>" in text
    assert "</title><script>alert(7)</script>" in text
    assert not set(text) & set("\u202e\u2066")
    assert page.complaints == []
    assert page.requests == [reports["hostile"]]


@pytest.mark.parametrize("name", EVERY_PAGE)
@pytest.mark.parametrize("width", [320, 390, 1200])
async def test_no_width_makes_the_reader_scroll_sideways(
    chromium: Chromium, reports: dict[str, str], name: str, width: int
) -> None:
    page = await chromium.open(reports[name], width=width)
    await page.evaluate("document.querySelectorAll('.filter').forEach(e => e.checked = true)")
    await page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    assert await page.evaluate("innerWidth") == width
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await page.evaluate(BEYOND_THE_EDGE) == []


@pytest.mark.parametrize("name", ["compared", "overview"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_has_enough_contrast(
    chromium: Chromium, reports: dict[str, str], name: str, dark: bool
) -> None:
    page = await chromium.open(reports[name], dark=dark)
    await page.evaluate("document.querySelectorAll('.filter').forEach(e => e.checked = true)")
    await page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    ground = await page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(ground) < 64) is dark
    text, ratio = await page.evaluate(LOWEST_CONTRAST)
    assert ratio >= 4.5, text


async def test_paper_is_white_where_the_screen_is_dark(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"], dark=True)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    await page.call("Emulation.setEmulatedMedia", media="print", features=[dark])
    words, ratio = await page.evaluate(LOWEST_CONTRAST)
    assert ratio >= 4.5, words
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


async def test_paper_shows_no_filters(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    await page.call("Emulation.setEmulatedMedia", media="print")
    assert not await page.evaluate(
        "[...document.querySelectorAll('.filters, .filter, label')].some(e => e.checkVisibility())"
    )
    assert (await shown(page)).count("dead") == 2


@pytest.mark.parametrize("name", EVERY_PAGE)
async def test_axe_finds_nothing_that_keeps_anybody_out(chromium: Chromium, reports: dict[str, str], name: str) -> None:
    page = await chromium.open(reports[name])
    await page.evaluate("document.querySelectorAll('.filter').forEach(e => e.checked = true)")
    await page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    await page.evaluate(AXE)
    asked = "axe.run({rules: {'target-size': {enabled: true}}})"  # which axe leaves out by itself
    found = await page.evaluate(f"{asked}.then(r => ({{violations: r.violations, passes: r.passes.length}}))")
    assert found["passes"] > 15
    assert [(row["id"], [node["html"] for node in row["nodes"]]) for row in found["violations"]] == []


async def test_axe_finds_what_is_wrong(chromium: Chromium, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<title>x</title><input><p style='color: #eee'>pale</p>")
    page = await chromium.open((tmp_path / "bad.html").as_uri())
    await page.evaluate(AXE)
    found = await page.evaluate(
        "axe.run({rules: {'target-size': {enabled: true}}}).then(r => r.violations.map(v => v.id))"
    )
    assert {"label", "color-contrast", "html-has-lang"} <= set(found)


ORDERS = """(order => { const s = document.querySelector('select'); s.value = order;
    s.dispatchEvent(new Event('change')) })"""


async def test_links_can_be_put_in_the_order_of_the_article_and_back(
    chromium: Chromium, reports: dict[str, str]
) -> None:
    page = await chromium.open(reports["editor"])
    await page.evaluate("document.querySelectorAll('.filter').forEach(e => e.checked = true)")
    shown_text = "[...document.querySelectorAll('section:first-child > :is(h3, .link)')].map(e => e.innerText)"
    before = await page.evaluate(shown_text)
    lines = "[...document.querySelectorAll('section:first-child .link')].map(e => Number(e.dataset.line))"
    worst_first = await page.evaluate(lines)
    await page.evaluate(f"{ORDERS}('line')")
    assert await page.evaluate(lines) == sorted(worst_first) != worst_first
    assert not await page.evaluate("[...document.querySelectorAll('h3')].some(e => e.checkVisibility())")
    assert await page.evaluate("[...document.querySelectorAll('.link .own')].every(e => e.checkVisibility())")
    await page.evaluate(f"{ORDERS}('host')")
    await page.evaluate(f"{ORDERS}('status')")
    assert await page.evaluate(shown_text) == before


async def test_what_the_baseline_knew_can_be_hidden(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["compared"])
    marks = "[...document.querySelectorAll('.mark')].filter(e => e.checkVisibility()).map(e => e.innerText)"
    assert (await page.evaluate(marks)).count("new") == 1
    assert "known in the baseline" in await page.evaluate(marks)
    await page.click("#show-known")
    assert await page.evaluate(marks) == ["new"]


async def test_tables_are_sorted_by_a_click_on_a_heading(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["overview"])
    table = "[...document.querySelectorAll('table')].find(t => t.tHead.innerText.includes('article'))"
    column = f"[...{table}.tBodies[0].rows].map(r => Number(r.cells[5].innerText))"
    heading = f"{table}.tHead.rows[0].cells[5]"
    before = await page.evaluate(column)
    await page.evaluate(f"{heading}.querySelector('button').click()")
    assert await page.evaluate(f"{heading}.getAttribute('aria-sort')") == "descending"
    assert await page.evaluate(column) == sorted(before, reverse=True)
    await page.evaluate(f"{heading}.querySelector('button').click()")
    assert await page.evaluate(f"{heading}.getAttribute('aria-sort')") == "ascending"
    assert await page.evaluate(column) == sorted(before)
    assert page.complaints == []


async def test_no_script_but_the_pages_own_runs(chromium: Chromium, reports: dict[str, str], tmp_path: Path) -> None:
    page = await chromium.open(reports["editor"])
    text = await page.evaluate("document.documentElement.outerHTML")
    (tmp_path / "bad.html").write_text(text.replace("<main", "<script>document.title = 'owned'</script><main"))
    page = await chromium.open((tmp_path / "bad.html").as_uri())
    assert await page.evaluate("document.title") == "Link report"
    assert [text for text in page.complaints if "Content Security Policy" in text]


@pytest.mark.parametrize("name", ["editor", "overview"])
async def test_without_scripts_the_page_says_the_same(chromium: Chromium, reports: dict[str, str], name: str) -> None:
    page = await chromium.open("about:blank")
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
    await page.go(reports[name])
    assert await page.evaluate("document.querySelectorAll('select, thead button').length") == 0
    assert "http" in await page.evaluate("document.querySelector('main').innerText")


async def test_articles_are_listed_by_need_and_each_is_a_click_away(
    chromium: Chromium, reports: dict[str, str]
) -> None:
    page = await chromium.open(reports["editor"])
    listed = await page.evaluate("[...document.querySelectorAll('.contents li')].map(e => e.innerText)")
    assert listed[0].startswith("Mills of the valley 2 dead")
    assert listed[1] == "All is well nothing to mend"
    headings = await page.evaluate("[...document.querySelectorAll('main h2')].map(e => e.innerText)")
    assert headings[:2] == ["Mills of the valley", "All is well"]
    await page.click(".contents li:last-child a")
    assert await page.evaluate("location.hash") == "#article-2"
    assert await page.evaluate("document.querySelector(location.hash + ' h2').innerText") == "All is well"


async def test_what_to_use_instead_is_copied_by_a_button(chromium: Chromium, reports: dict[str, str]) -> None:
    page = await chromium.open(reports["editor"])
    address = await page.evaluate("document.querySelector('.instead a').textContent")
    await page.evaluate("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }")
    await page.click(".instead .copy")
    assert await page.evaluate("window.copied") == address
    assert await page.evaluate("document.querySelector('.instead .copy').innerText") == "Copied"


async def test_ten_findings_are_a_page_on_paper_with_reasons_and_what_words_mean(
    chromium: Chromium, reports: dict[str, str]
) -> None:
    page = await chromium.open(reports["editor"])
    findings = await page.evaluate(
        "[...document.querySelectorAll('main .link')].filter(e => e.checkVisibility()).length"
    )
    said = await page.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
    pages = base64.b64decode(said["data"]).count(b"/Type /Page\n")
    assert 1 <= pages <= -(-findings // 10)
    await page.call("Emulation.setEmulatedMedia", media="print")
    assert await page.evaluate("document.querySelector('.legend.paper').checkVisibility()")
    assert "gone" in await page.evaluate("document.querySelector('.legend.paper').innerText")
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    hidden = "[...document.querySelectorAll('main .link details ol')].filter(e => !e.checkVisibility()).length"
    quiet = "document.querySelectorAll('main .link.alive, main .link.skipped').length"
    assert await page.evaluate(hidden) <= await page.evaluate(quiet)  # those are left out of what is shown at first
