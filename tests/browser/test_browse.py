"""`linkwatch browse` in a real browser: clicked through, read by a machine as by somebody who cannot see."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browse.collection import LOST, make_collection, make_hostile
from tests.browse.test_serving import browsing
from tests.browser.chromium import Chromium, Page
from tests.browser.test_html_report import LOWEST_CONTRAST

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = (
    "", "link/1", "article/1", "articles", "host/mills.example", "hosts", "sources", "linkwatch", "linkwatch/links",
    "linkwatch/dead-with-snapshot", "linkwatch/search?words=mill", "linkwatch/links/1", "nowhere",
    "linkwatch?sql=SELECT+status+FROM+links", "article/1?status=work", "article/1?status=all", "site/mills.example",
    "find?q=mill", "find?q=no-such-word", "find", "linkwatch/current_links", "linkwatch/died-since?since=2026-11-22",
    "link/2", "link/3", "linkwatch/citations", "linkwatch/links?_facet=reason",
)  # fmt: skip
HOSTILE_PAGES = (
    "",
    "article/1",
    "find?q=alert",
    "host/mills.example",
    "link/4",
    "link/6",
    "link/7",
    "linkwatch/citations",
    "linkwatch/links",
    "hosts",
)
WORDS_OVER_OTHERS = (
    "[...document.querySelectorAll('dt, dd, li, p, td')]"
    ".filter(e => e.checkVisibility({contentVisibilityAuto: true}) && e.clientWidth"
    " && e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
)
"""The texts that stand out of their place on a page, and over what is beside it."""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("browse") / "links.db"
    make_collection(path)
    with browsing(path) as (_, address):
        yield address


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("hostile") / "links.db"
    make_hostile(path)
    with browsing(path) as (_, address):
        yield address


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which a package brings that need not work itself."""
    found = find_spec("axe_playwright_python")
    assert found is not None, "these tests need axe: pip install --no-deps axe-playwright-python"
    assert found.submodule_search_locations
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text()


async def follow(page: Page, selector: str) -> str:
    """Click a link; return the heading of the page that it leads to."""
    page.loaded.clear()
    await page.click(selector)
    await page.wait_until_loaded()
    heading: str = await page.evaluate("document.querySelector('h1').innerText")
    return heading


async def text(page: Page) -> str:
    found: str = await page.evaluate("document.body.innerText")
    return found


async def test_an_editor_clicks_from_the_collection_to_the_copy_to_cite(chromium: Chromium, editor: str) -> None:
    page = await chromium.open(editor)
    assert await page.evaluate("document.querySelector('h1').innerText") == "The collection"
    assert "lost-mill" in await follow(page, "#died + ol a[href$='/link/1']")
    assert "copy of 2015-06-09" in await text(page)
    assert await follow(page, ".citations .where a") == "Mills of the valley"
    assert "the moved mill" in await text(page)
    assert await follow(page, "header a[href='/linkwatch']") == "Questions and tables"
    assert await follow(page, "a[href$='/redirected']") == "Moved: what to cite now"
    assert "mills.example/its-new-place" in await text(page)
    assert "cite_now" in await page.evaluate(
        "fetch(document.querySelector('.export a[href*=csv]').href).then(r => r.text())"
    )
    assert page.complaints == []


async def test_a_tile_leads_to_its_links_and_a_search_to_its_link(chromium: Chromium, editor: str) -> None:
    page = await chromium.open(editor)
    assert await follow(page, ".tally .dead a") == "Current links"
    assert "2 rows where status" in await text(page)
    await page.evaluate(f"document.querySelector('.find input').value = {LOST!r}")
    assert "lost-mill" in await follow(page, ".find button")
    assert page.complaints == []


async def test_a_plot_is_drawn_from_the_table_below_it(chromium: Chromium, editor: str) -> None:
    page = await chromium.open(editor)
    drawn = "Chart.getChart(document.querySelector('canvas[data-table=days]')).data"
    assert await page.evaluate(f"{drawn}.labels") == ["2026-10-23", "2026-11-12", "2026-11-22"]
    assert await page.evaluate(f"{drawn}.datasets.map(d => [d.label, d.data])") == [
        ["dead", [1, 0, 2]],
        ["failing", [0, 0, 1]],
        ["changed", [0, 0, 1]],
        ["blocked", [0, 0, 1]],
    ]
    assert await page.evaluate(f"{drawn}.datasets[0].borderColor") == "#b3261e"
    scheme = {"name": "prefers-color-scheme", "value": "dark"}
    await page.call("Emulation.setEmulatedMedia", features=[scheme])
    redrawn = f"(() => {drawn}.datasets[0].borderColor === '#ff8a80')"
    wait = "const look = () => drawn() ? done(true) : requestAnimationFrame(look); look()"
    assert await page.evaluate(f"new Promise(done => {{ const drawn = {redrawn}; {wait} }})")


@pytest.mark.parametrize("address", ["", "link/1", "article/1"])
async def test_paper_is_white_where_the_screen_is_dark(chromium: Chromium, editor: str, address: str) -> None:
    page = await chromium.open(editor + address, dark=True)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    await page.call("Emulation.setEmulatedMedia", media="print", features=[dark])
    words, ratio = await page.evaluate(LOWEST_CONTRAST)
    assert ratio >= 4.5, words
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


async def test_without_scripts_the_numbers_stand_in_the_page(chromium: Chromium, editor: str) -> None:
    page = await chromium.open("about:blank")
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
    await page.go(editor)
    shown = await page.evaluate("document.querySelector('canvas').checkVisibility()")
    assert shown is False
    assert "2026-11-12" in await page.evaluate("document.querySelector('#days').textContent")


async def test_a_page_is_walked_through_by_keyboard(chromium: Chromium, editor: str) -> None:
    page = await chromium.open(editor)
    await page.press("Tab")
    assert await page.evaluate("document.activeElement.innerText") == "To the contents"
    await page.press("Enter")
    await page.press("Tab")
    assert await page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", PAGES)
async def test_a_page_can_be_read_by_everyone(
    chromium: Chromium, editor: str, axe: str, address: str, dark: bool
) -> None:
    page = await chromium.open(editor + address, dark=dark)
    complaints = [said for said in page.complaints if "404" not in said or address != "nowhere"]
    assert complaints == []
    asked = [url for url in page.requests if not url.startswith("data:")]  # Chromium's own picture beside a date
    assert [url for url in asked if not url.startswith(editor)] == []
    await page.evaluate(f"{axe}\n;0")
    run = "axe.run({rules: {'target-size': {enabled: true}}})"  # which axe leaves out by itself
    found = await page.evaluate(f"{run}.then(r => r.violations.map(v => [v.id, v.impact, v.nodes[0].html]))")
    assert found == []
    words, ratio = await page.evaluate(LOWEST_CONTRAST)
    assert ratio >= 4.5, words


@pytest.mark.parametrize("address", PAGES)
async def test_a_page_fits_on_a_phone(chromium: Chromium, editor: str, address: str) -> None:
    page = await chromium.open(editor + address, width=360)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(WORDS_OVER_OTHERS) == []


@pytest.mark.parametrize("width", [390, 1280])
async def test_what_can_be_done_with_a_column_is_reached_by_keyboard(
    chromium: Chromium, editor: str, width: int
) -> None:
    page = await chromium.open(editor + "linkwatch/links", width=width)
    wanted = "document.activeElement.innerText.startsWith('Column status')"
    for _ in range(80):
        await page.press("Tab")
        if await page.evaluate(wanted):
            break
    await page.press("Enter")
    menu = "document.querySelector('.menu[open]')"
    told = await page.evaluate(f"{menu}.innerText")
    assert "what is known of it: alive, redirected" in told
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(WORDS_OVER_OTHERS) == []
    assert await follow(page, ".menu[open] li:nth-of-type(3) a") == "Links"
    assert "dead 2" in " ".join((await page.evaluate("document.querySelector('.facets').innerText")).split())


@pytest.mark.parametrize("address", HOSTILE_PAGES)
async def test_hostile_texts_are_shown_and_do_nothing(chromium: Chromium, hostile: str, address: str) -> None:
    page = await chromium.open(hostile + address, width=360)
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith(hostile)] == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.querySelectorAll('main img, main script, main [onerror]').length") == 0
