"""Acting on the pages in a real browser, with a real daemon that carries it out."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from linkwatch.cli import run as run_command_line
from tests.browse.acting import acting, loopback
from tests.browse.test_carrying_out import PATIENCE, daemon
from tests.browser.chromium import Chromium, Page
from tests.browser.test_browse import axe as axe
from tests.browser.test_browse import follow, text
from tests.cli.conftest import Site, in_background
from tests.store.making import rows

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIGNED_IN_PAGES = ("link/1", "host/127.0.0.1", "article/1", "-/inbox", "")


@dataclass
class Desk:
    """Where somebody acts. link: signs in, once."""

    path: Path
    site: Site
    address: str
    link: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("acting")
    site, path = Site(), folder / "links.db"
    with pytest.MonkeyPatch.context() as patch, in_background(site.serve()) as site.url:
        loopback(patch)
        patch.setenv("LINKWATCH_ARCHIVE__FIND", "false")
        (folder / "mills.md").write_text(
            f"# Mills\n\n[The old mill]({site.url}/stories/the-old-mill), [a mill]({site.url}/stories/a-mill) "
            f"and [a lost one]({site.url}/missing/mill).\n"
        )
        assert run_command_line(["audit", str(folder / "mills.md"), "--db", str(path), "--no-config"]) == 1
        with daemon(path), acting(path) as person:
            yield Desk(path, site, person.address, person.link)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def signed_in(chromium: Chromium, desk: Desk) -> Page:
    """A tab of somebody who has opened the link."""
    page = await chromium.open(desk.link)
    assert await page.evaluate("location.href") == desk.address
    assert "Signed in as" in await text(page)
    return page


async def until_shown(page: Page, words: str) -> None:
    """Look at a page again and again, as somebody does who waits."""
    deadline = time.monotonic() + PATIENCE
    while words not in await text(page):
        assert time.monotonic() < deadline, await text(page)
        await asyncio.sleep(0.3)
        await page.go(await page.evaluate("location.href.replace(/#.*/, '')"))


async def test_links_are_looked_at_marked_and_excluded_with_who_and_why(signed_in: Page, desk: Desk) -> None:
    page = signed_in
    desk.site.gone.add("/stories/the-old-mill")
    await page.go(f"{desk.address}link/1")
    await page.evaluate("document.querySelector('#why').value = 'a reader wrote'")
    await follow(page, "button[value=recheck]")
    await until_shown(page, "is failing (http-404)")
    assert "“a reader wrote”" in await text(page)
    await page.evaluate(
        "document.querySelector('#word').value = 'alive'; document.querySelector('#why').value = 'I saw it'"
    )
    await follow(page, "button[value=mark]")
    await until_shown(page, "is alive by the word of")
    await follow(page, "button[value=exclude]")
    await until_shown(page, "is not looked at any more")
    assert await follow(page, "form button[value=include]") == "What was asked for"
    await until_shown(page, "is looked at again")
    assert page.complaints == []


async def test_a_source_is_added_by_keyboard_alone(signed_in: Page, desk: Desk) -> None:
    page = signed_in
    await page.go(f"{desk.address}-/inbox")
    await page.evaluate("document.querySelector('#place').focus()")
    await page.call("Input.insertText", text=f"{desk.site.url}/article")
    page.loaded.clear()
    await page.press("Enter")
    await page.wait_until_loaded()
    await until_shown(page, f"is watched from now on: page {desk.site.url}/article")


async def test_the_links_of_an_article_are_looked_at_again(signed_in: Page, desk: Desk) -> None:
    page = signed_in
    await page.go(f"{desk.address}article/1")
    assert await follow(page, ".act button") == "Mills"
    await page.go(f"{desk.address}-/inbox")
    await until_shown(page, "/missing/mill")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def foreign(desk: Desk) -> AsyncIterator[str]:
    """A page of another port of the same machine that sends a form of ours off, with the reader's cookies."""

    async def answer(request: web.Request) -> web.Response:
        fields = "".join(
            f"<input name={name} value='{value}'>"
            for name, value in (("action", "exclude"), ("place", "forged.example"), ("csrftoken", "x"))
        )
        form = f"<form method=post action='{desk.address}-/ask'>{fields}</form><h1>Win a prize</h1>"
        script = "<script>onload = () => document.forms[0].submit()</script>"
        return web.Response(text=form + script * ("wait" not in request.query), content_type="text/html")

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def test_a_page_of_another_port_cannot_act_for_whoever_signed_in(
    chromium: Chromium, signed_in: Page, desk: Desk, foreign: str
) -> None:
    page = await chromium.open(f"{foreign}?wait")
    page.loaded.clear()
    await page.evaluate("document.forms[0].submit()")
    await page.wait_until_loaded()
    assert "A page of another site may not ask this server" in await text(page)
    sent = await page.evaluate(
        f"fetch('{desk.address}-/ask', {{method: 'POST', credentials: 'include', mode: 'no-cors',"
        " body: new URLSearchParams(new FormData(document.forms[0] || undefined))})"
        ".then(() => 'sent', () => 'refused')"
    )
    assert sent in ("sent", "refused")
    assert rows(desk.path, "SELECT * FROM inbox WHERE target = 'forged.example'") == []


async def test_no_script_sees_the_cookie(signed_in: Page, desk: Desk) -> None:
    assert "linkwatch" not in await signed_in.evaluate("document.cookie")
    found = await signed_in.call("Network.getCookies", urls=[desk.address])
    (cookie,) = [one for one in found["cookies"] if one["name"].startswith("linkwatch_")]
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Strict"
    assert cookie["session"] is True


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", SIGNED_IN_PAGES)
async def test_a_page_with_forms_can_be_used_by_everyone(
    chromium: Chromium, signed_in: Page, desk: Desk, axe: str, address: str, dark: bool
) -> None:
    for width in (390, 1280):
        page = await chromium.open(desk.address + address, dark=dark, width=width)
        assert page.complaints == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await page.evaluate("document.querySelectorAll('form[method=post]').length") > 0
        await page.evaluate(f"{axe}\n;0")
        rules = "{rules: {'target-size': {enabled: true}}}"
        found = await page.evaluate(
            f"axe.run({rules}).then(r => r.violations.map(v => [v.id, v.impact, v.nodes[0].html]))"
        )
        assert found == []


async def test_whoever_signs_out_acts_no_more(signed_in: Page, desk: Desk) -> None:
    page = signed_in
    await page.go(f"{desk.address}link/1")
    await follow(page, "form[action$='sign-out'] button")
    await page.go(f"{desk.address}link/1")
    assert "Signed in as" not in await text(page)
    assert await page.evaluate("document.querySelectorAll('form[method=post]').length") == 0
