"""What people ask of their collection, each within two clicks of the home page: on a phone, on a desk, by keyboard."""

import asyncio
import base64
from collections.abc import Iterator

import pytest

from tests.browse.collection import COPY, LOST, NOWHERE, make_collection
from tests.browse.test_serving import browsing
from tests.browser.chromium import Chromium, Page

pytestmark = pytest.mark.asyncio(loop_scope="module")
WIDTHS = pytest.mark.parametrize("width", [390, 1280])
BY_KEYBOARD = pytest.mark.parametrize("by_keyboard", [False, True], ids=["by mouse", "by keyboard"])


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("browse") / "links.db"
    make_collection(path)
    with browsing(path) as (_, address):
        yield address


class Reader:
    """Somebody who clicks, or who has no mouse. clicks: how many pages were opened from the first one."""

    def __init__(self, page: Page, *, by_keyboard: bool) -> None:
        self.page = page
        self.by_keyboard = by_keyboard
        self.clicks = 0

    async def follow(self, selector: str) -> str:
        """Open what a link leads to; return what is read there."""
        self.page.loaded.clear()
        if self.by_keyboard:
            await self._reach(selector)
            await self.page.press("Enter")
        else:
            await self.page.click(selector)
        await self.page.wait_until_loaded()
        self.clicks += 1
        assert self.clicks <= 2
        assert self.page.complaints == []
        return await self.read()

    async def type(self, text: str) -> None:
        """Type into the search field."""
        if self.by_keyboard:
            await self._reach(".find input")
        else:
            await self.page.click(".find input")
        await self.page.call("Input.insertText", text=text)

    async def read(self) -> str:
        """Return what is read of the page, in one line."""
        found: str = await self.page.evaluate("document.querySelector('main').innerText.replace(/\\s+/g, ' ')")
        return found

    async def _reach(self, selector: str) -> None:
        wanted = f"document.activeElement === document.querySelector({selector!r})"
        for _ in range(120):
            await self.page.press("Tab")
            if await self.page.evaluate(wanted):
                return
        raise AssertionError(f"{selector} is not reached by keyboard")


async def reader(chromium: Chromium, address: str, width: int, *, by_keyboard: bool) -> Reader:
    page = await chromium.open(address, width=width)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return Reader(page, by_keyboard=by_keyboard)


@WIDTHS
@BY_KEYBOARD
async def test_which_article_needs_work_and_what_is_put_where(
    chromium: Chromium, collection: str, width: int, by_keyboard: bool
) -> None:
    asking = await reader(chromium, collection, width, by_keyboard=by_keyboard)
    home = await asking.read()
    assert "Mills of the valley Of 8 citations: 2 dead, 1 can be mended, 1 changed, 1 failing, 1 blocked" in home
    told = await asking.follow("#work ~ .work .quote a")
    assert "“the lost mill” line 3" in told
    assert f"cite the archived copy of 2015-06-09: {COPY.url}" in told
    summary = ".cites .take summary"
    await (asking.page.click(summary) if not by_keyboard else asking._reach(summary))
    if by_keyboard:
        await asking.page.press("Enter")
    assert f"[the lost mill]({COPY.url})" in await asking.read()
    assert asking.clicks == 1


@WIDTHS
@BY_KEYBOARD
async def test_what_died_this_week_this_month_and_since_a_day(
    chromium: Chromium, collection: str, width: int, by_keyboard: bool
) -> None:
    for number in (1, 2, 3):
        asking = await reader(chromium, collection, width, by_keyboard=by_keyboard)
        told = await asking.follow(f"#died ~ .more a:nth-of-type({number})")
        assert "Links that are dead, and were found so" in told or "Links that were found dead in a month" in told
        assert asking.clicks == 1
    await asking.page.go(f"{collection}linkwatch/died-since?since=2026-11-22")
    told = await asking.read()
    assert "2 rows" in told
    assert "mills.example/lost-mill" in told


@WIDTHS
@BY_KEYBOARD
async def test_which_dead_links_have_no_copy_and_why_is_this_one_dead(
    chromium: Chromium, collection: str, width: int, by_keyboard: bool
) -> None:
    asking = await reader(chromium, collection, width, by_keyboard=by_keyboard)
    told = await asking.follow("#work ~ dl a[href$='/dead-without-snapshot']")
    assert "1 row" in told
    assert "gone.example/without-a-copy" in told
    told = await asking.follow(".rows .col-url a")
    assert "dead no such domain" in told
    assert "Why the server answered so it is known" in told.replace("\n", " ")


@WIDTHS
@BY_KEYBOARD
async def test_what_is_cited_of_a_site_and_the_same_as_a_file(
    chromium: Chromium, collection: str, width: int, by_keyboard: bool
) -> None:
    asking = await reader(chromium, collection, width, by_keyboard=by_keyboard)
    await asking.type("mills.example")
    told = await asking.follow(".find button")
    assert "A host and those below it mills.example 5 links" in told
    for word in ("dead", "changed", "redirected", "alive"):
        assert word in told
    fetched = "fetch(document.querySelector('.export a[href*=csv]').href).then(r => r.text())"
    table = await asking.page.evaluate(fetched)
    assert LOST in table
    assert NOWHERE not in table


@WIDTHS
async def test_every_list_is_a_file_too(chromium: Chromium, collection: str, width: int) -> None:
    for address in ("article/1", "host/mills.example", "linkwatch/dead-with-snapshot?host=", "articles"):
        page = await chromium.open(collection + address, width=width)
        fetched = "fetch(document.querySelector('.export a[href*=\"/csv/\"]').href).then(r => r.text())"
        table = await page.evaluate(fetched)
        assert "mills" in table, address
        assert page.complaints == []


@WIDTHS
async def test_changes_are_told_of_all_and_of_one_thing(chromium: Chromium, collection: str, width: int) -> None:
    for address, about in (
        ("", ""),
        ("article/1", ", “Mills of the valley”"),
        ("host/mills.example", ", mills.example"),
    ):
        page = await chromium.open(collection + address, width=width)
        feed = await page.evaluate(
            "fetch(document.querySelector('main a[href*=\"/changes.atom\"]').href).then(r => r.text())"
        )
        assert f"{collection}link/1" in feed, address
        assert f"<title>linkwatch: changes{about}</title>" in feed


async def test_what_is_to_be_copied_is_copied(chromium: Chromium, collection: str) -> None:
    page = await chromium.open(f"{collection}article/1?status=dead")
    await page.call("Browser.grantPermissions", permissions=["clipboardReadWrite"], origin=collection.rstrip("/"))
    await page.click(".take summary")
    await page.click(".take dd:nth-of-type(2) button")
    for _ in range(100):
        if "Copied" in await page.evaluate("document.querySelector('.take dd:nth-of-type(2) button').innerText"):
            break
        await asyncio.sleep(0)
    assert await page.evaluate("navigator.clipboard.readText()") == f"[the lost mill]({COPY.url})"


async def test_ten_citations_are_a_page_on_paper(chromium: Chromium, collection: str) -> None:
    page = await chromium.open(f"{collection}article/1?status=work")
    said = await page.call("Page.printToPDF", preferCSSPageSize=False, paperWidth=8.27, paperHeight=11.69)
    pages = base64.b64decode(said["data"]).count(b"/Type /Page\n") or base64.b64decode(said["data"]).count(
        b"/Type /Page"
    )
    assert pages == 1


async def test_without_scripts_all_forms_stand_there(chromium: Chromium, collection: str) -> None:
    page = await chromium.open("about:blank")
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
    await page.go(f"{collection}article/1?status=dead")
    assert f"[the lost mill]({COPY.url})" in await page.evaluate("document.querySelector('.take').textContent")
    assert not await page.evaluate("document.querySelector('[data-copy]').checkVisibility()")
