"""A host that does not answer is asked once or twice, not once a link; one that only hesitates loses nothing by it."""

import asyncio
from datetime import UTC, datetime

from linkwatch.check.examining import Examiner, Finding, HostBatch, Question, Seen
from linkwatch.config import CheckSettings
from linkwatch.evidence import PageFacts, Trouble, Visit
from linkwatch.fetch import WebClient
from linkwatch.model import Link
from linkwatch.reading import Here
from linkwatch.urls import authority
from tests.servers.raw import RawServer, raw_server

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LINKS, PER_HOST = 40, 4
SETTINGS = CheckSettings(allow_private=["127.0.0.0/8"], timeout=1, per_host=PER_HOST, host_interval=0)


async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
    return PageFacts("text/html", title=body.decode(), main_words=len(body))


async def look_at(server: RawServer) -> list[Visit]:
    """Look at many links of the server; return what the look at each saw, in the order of the links."""
    found: dict[int, Visit] = {}

    async def take(finding: Finding) -> None:
        assert isinstance(finding, Seen)
        found[finding.link_id] = finding.observation.first

    links = [Link(number, server.url(f"/page-{number}")) for number in range(1, LINKS + 1)]
    batch = HostBatch(1, authority(server.url()), tuple(map(Question, links)))
    async with WebClient(SETTINGS, read_page) as web:
        await Examiner(web, Here(), PER_HOST).look_at(batch, lambda: NOW, take, lambda: False)
    return [found[link.id] for link in links]


async def answer(request: bytes, writer: asyncio.StreamWriter) -> None:
    body = request.split(b" ")[1]
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


async def say_nothing(request: bytes, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def test_all_links_of_a_silent_host_are_told_within_two_timeouts() -> None:
    async with raw_server(say_nothing) as server, asyncio.timeout(2.8 * SETTINGS.timeout):
        visits = await look_at(server)
    assert {visit.trouble for visit in visits} == {Trouble.READ_TIMEOUT}
    assert len(server.requests) == len(set(server.request_lines)) == PER_HOST + 1  # nobody is asked for one page twice
    not_asked = [visit for visit in visits if visit.requests == 0]
    assert len(not_asked) == LINKS - PER_HOST - 1
    assert {visit.detail for visit in not_asked} == {
        f"not asked: the host has answered none of the last {PER_HOST + 1} requests"
    }


async def test_a_host_that_begins_to_answer_gets_its_other_links_asked() -> None:
    async def wake_up(request: bytes, writer: asyncio.StreamWriter) -> None:
        await (say_nothing if len(server.requests) <= PER_HOST else answer)(request, writer)

    async with raw_server(wake_up) as server:
        visits = await look_at(server)
    assert [visit.http_status for visit in visits[PER_HOST:]] == [200] * (LINKS - PER_HOST)


async def test_slow_pages_of_a_host_that_answers_cost_the_others_nothing() -> None:
    async def hang_on_two(request: bytes, writer: asyncio.StreamWriter) -> None:
        await (say_nothing if request.startswith((b"GET /page-1 ", b"GET /page-2 ")) else answer)(request, writer)

    async with raw_server(hang_on_two) as server:
        visits = await look_at(server)
    assert [visit.trouble for visit in visits[:2]] == [Trouble.READ_TIMEOUT] * 2
    assert [visit.http_status for visit in visits[2:]] == [200] * (LINKS - 2)
