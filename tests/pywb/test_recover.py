"""What an article lost is found again in its older capture, which a real pywb lists and plays."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linkwatch import aio
from tests.articles.recover.stories import Story, as_markdown, made, page, weblog
from tests.pywb.conftest import COMMANDS

COLLECTION = "web"  # whose playback has the Wayback Machine's addresses
SITE = "http://www.valleypost.example"
TITLE = "A New Year and a New Border Blunder in the Valley"
LOST = 43
_FIELDS = "urlkey,timestamp,url,mime,status,digest,length"
_NAMES = {"statuscode": "status", "mimetype": "mime", "original": "url"}


@asynccontextmanager
async def with_the_index_of_the_wayback_machine(pywb: str) -> AsyncIterator[str]:
    """Stand before pywb and put the Wayback Machine's questions to its index as pywb understands them."""

    async def answer(request: web.Request) -> web.Response:
        url = f"{pywb}{request.raw_path}"
        if request.path == "/cdx/search/cdx":
            asked = [
                (name, value) for name, value in request.query.items() if name in ("url", "matchType", "from", "to")
            ]
            asked += [("filter", _filter(each)) for each in request.query.getall("filter", [])]
            url, parameters = f"{pywb}/{COLLECTION}/cdx", [*asked, ("fl", _FIELDS), ("output", "text")]
        else:
            parameters = []
        async with session.get(url, params=parameters or None, allow_redirects=False) as told:
            kept = {name: told.headers[name] for name in ("Content-Type", "Memento-Datetime") if name in told.headers}
            return web.Response(status=told.status, body=await told.read(), headers=kept)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    async with aiohttp.ClientSession() as session:
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


def _filter(condition: str) -> str:
    """Write a condition of the Wayback Machine's index, whose values are patterns, as one of pywb's."""
    negated = "!" if condition.startswith("!") else ""
    name, _, pattern = condition.removeprefix("!").partition(":")
    return f"{negated}~{_NAMES.get(name, name)}:^{pattern}$"


def _put(collections: Path, captures: list[tuple[str, str, Story]]) -> None:
    warc = collections.parent / "article.warc.gz"
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, day, story in captures:
            body = page(story, weblog).encode()
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            dated = {"WARC-Date": f"{day}T08:00:00Z"}
            writer.write_record(
                writer.create_warc_record(url, "response", BytesIO(body), len(body), "", dated, http_headers=head)
            )
    for command in (["init", COLLECTION], ["add", COLLECTION, str(warc)]):
        subprocess.run([COMMANDS / "wb-manager", *command], cwd=collections.parent, check=True, capture_output=True)


async def test_every_lost_target_of_a_long_article_is_found_in_its_own_capture(
    collections: Path, pywb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foot = "The original source of this article is The Valley Post. © 2020 www.valleypost.example"
    story = made("en", TITLE, "The Valley Post, January 03, 2020", foot, links=LOST)
    namesake = made("en", TITLE, "The Valley Post, January 05, 2015", foot, seed="of 2015", links=LOST)
    others = [
        made("en", f"Of {word} and their keepers", "The Valley Post, January 02, 2020", foot, seed=word)
        for word in ("mills", "bridges", "orchards", "wells", "ferries")
    ]
    captures = [
        (f"{SITE}/new-year-new-border-blunder-valley/5699423", "2020-01-04", story),
        (f"{SITE}/a-new-year-and-a-new-border-blunder-in-the-valley/5423110", "2015-01-06", namesake),
        *(
            (f"{SITE}/{other.title.lower().replace(' ', '-')}/569{at}", "2020-01-03", other)
            for at, other in enumerate(others)
        ),
    ]
    _put(collections, captures)
    article = tmp_path / "article.md"
    article.write_text(as_markdown(story))
    monkeypatch.setenv("LINKWATCH_ARCHIVE__REQUESTS_PER_MINUTE", "10000")
    async with with_the_index_of_the_wayback_machine(pywb) as archive:
        monkeypatch.setenv("LINKWATCH_ARCHIVE__WAYBACK_URL", archive)
        found = await aio.recover(article, no_config=True)
    (told,) = found.articles
    assert told.error is None
    assert told.older_capture is not None
    assert told.older_capture.endswith(f"/web/20200104080000/{captures[0][0]}")
    assert [(each.text, each.candidates[0].url) for each in found.proposals] == story.answers()
    assert {each.candidates[0].grade for each in found.proposals} == {"certain"}
