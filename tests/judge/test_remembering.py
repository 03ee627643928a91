"""Looks at links that are remembered: asked only for what is new, and compared with what they said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from pytest_aiohttp import AiohttpServer

from linkwatch.check.examine import FULL_READ_EVERY, examine
from linkwatch.check.examining import page_reader
from linkwatch.check.site_memory import SiteMemory
from linkwatch.config import CheckSettings
from linkwatch.evidence import Memory, Observation, Visit
from linkwatch.fetch import WebClient
from linkwatch.judge import likeness_of, read_page
from linkwatch.model import Link, Past, Status, Verdict
from linkwatch.reading import Here
from tests.corpus.drift.pages import modern, paragraphs, soup
from tests.corpus.drift.texts import CHESS, DAM

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
THEN = NOW - timedelta(days=9)
DATE = "Wed, 21 Oct 2015 07:28:00 GMT"
KNOWN = Past(Status.ALIVE, None, 4, etag='"v1"', last_modified=DATE, last_checked_at=THEN, last_read_at=THEN)
ARTICLE = modern("Upper dam findings", paragraphs(DAM))

Look = Callable[[Memory | None], "object"]


class Site:
    """One page, which knows whether it was asked for what is new."""

    def __init__(self) -> None:
        self.body = ARTICLE
        self.etag = '"v1"'
        self.asked: list[dict[str, str]] = []
        self.app = web.Application()
        self.app.router.add_get("/upper-dam-findings", self.answer)
        self.app.router.add_get("/moved", self.lead_on)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append({name: value for name, value in request.headers.items() if name.startswith("If-")})
        if request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        return web.Response(text=self.body, content_type="text/html", headers={"ETag": self.etag})

    async def lead_on(self, request: web.Request) -> web.Response:
        self.asked.append({name: value for name, value in request.headers.items() if name.startswith("If-")})
        raise web.HTTPMovedPermanently("/upper-dam-findings")


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
async def look(site: Site, aiohttp_server: AiohttpServer) -> Callable[..., object]:
    server = await aiohttp_server(site.app)

    async def examine_it(memory: Memory | None, path: str = "/upper-dam-findings") -> tuple[Observation, Verdict]:
        settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0)
        async with WebClient(settings, page_reader(Here())) as client:
            return await examine(Link(1, str(server.make_url(path))), client, NOW, SiteMemory(), Here(), memory)

    return examine_it


def _baseline(body: str) -> Memory:
    page = read_page(body.encode(), "text/html", None, "http://a.test/")
    return Memory(Past(Status.ALIVE), likeness_of(page, THEN, "look"))


@pytest.mark.parametrize(
    ("status", "reason"), [(Status.ALIVE, None), (Status.CHANGED, "content-drift"), (Status.CHANGED, "taken-over")]
)
async def test_page_that_is_not_modified_is_what_it_was(site: Site, look: Look, status: Status, reason: str) -> None:
    observation, verdict = await look(Memory(replace(KNOWN, status=status, reason=reason)))
    assert (verdict.status, verdict.reason) == (status, reason)
    assert observation.first.http_status == 304
    assert site.asked == [{"If-None-Match": '"v1"', "If-Modified-Since": DATE}]


async def test_modified_page_is_read_and_judged_anew(site: Site, look: Look) -> None:
    site.etag = '"v2"'
    observation, verdict = await look(Memory(replace(KNOWN, status=Status.CHANGED, reason="content-drift")))
    assert (verdict.status, observation.standing) == (Status.ALIVE, None)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "memory",
    [
        None,
        Memory(Past()),
        Memory(replace(KNOWN, etag=None, last_modified=None)),
        Memory(replace(KNOWN, status=Status.BLOCKED)),
        Memory(replace(KNOWN, status=Status.FAILING)),
        Memory(replace(KNOWN, status=Status.DEAD)),
        Memory(replace(KNOWN, last_read_at=None)),
        Memory(replace(KNOWN, last_read_at=NOW - FULL_READ_EVERY - timedelta(seconds=1))),
        Memory(replace(KNOWN, last_read_at=NOW + timedelta(days=1))),
        Memory(replace(KNOWN, final_url="http://elsewhere.test/")),
    ],
)
async def test_page_is_asked_in_full_where_its_last_reading_cannot_be_relied_on(
    site: Site, look: Look, memory: Memory | None
) -> None:
    observation, verdict = await look(memory)
    assert (verdict.status, observation.first.http_status, observation.standing) == (Status.ALIVE, 200, None)
    assert site.asked == [{}]


async def test_page_that_says_what_it_said_is_alive_with_the_measure_beside(look: Look) -> None:
    observation, verdict = await look(_baseline(soup("Upper dam findings", paragraphs(DAM))))
    assert observation.drift is not None
    assert observation.drift.similarity > 0.75  # of the phrases, 87 of 100 are there; 95 are sampled
    assert verdict.status is Status.ALIVE


async def test_page_that_says_something_else_is_changed_also_where_it_moved(site: Site, look: Look) -> None:
    memory = _baseline(modern("Rook endings", paragraphs(CHESS)))
    for path in ("/upper-dam-findings", "/moved"):
        _, verdict = await look(memory, path)
        assert (verdict.status, verdict.reason) == (Status.CHANGED, "content-drift")
    _, verdict = await look(_baseline(ARTICLE), "/moved")
    assert verdict.status is Status.REDIRECTED


async def test_without_a_page_nothing_is_measured(site: Site, look: Look) -> None:
    observation, verdict = await look(_baseline(ARTICLE), "/missing")
    assert (verdict.reason, observation.drift) == ("http-404", None)


async def test_visitor_that_knows_no_validators_is_never_given_any() -> None:
    class Plain:
        async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
            return Visit(url, url, 503)

    _, verdict = await examine(Link(1, "http://a.test/"), Plain(), NOW, SiteMemory(), Here(), Memory(Past()))
    assert verdict.reason == "http-503"
