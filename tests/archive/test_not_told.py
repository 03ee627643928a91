"""What is private or secret reaches no archive outside: it keeps every request, and nothing of it stands in one."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from linkwatch.archive import Spent
from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.guarded import GuardedArchive
from linkwatch.archive.memento import MementoArchive
from linkwatch.archive.transport import Answer, Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.errors import ArchiveNotToldError
from tests.archive.conftest import USER_AGENT, inspect
from tests.standin.wayback import WaybackStandin

OUTSIDE = "http://archive.example"
CITED = datetime(2015, 6, 9, tzinfo=UTC)
RANDOM = "9fK2mQ7xVb3LpZ8sYt1c"
PRIVATE = [
    "http://10.1.2.3/hidden",
    "http://[fd00::7]/hidden",
    "http://0x0a010203/hidden",
    "http://intranet.corp/hidden",
    "https://hidden/",
    "https://wiki.internal/a/hidden?page=2",
    "https://web.archive.org/web/20150609120000/http://intranet.corp/hidden",
    "http://archive.example/web/2015/https%3A%2F%2Fnas.lan%2Fhidden",
]
SECRET = [
    "https://example.org/file?token=hidden",
    "https://example.org/file?page=2&sig=hidden",
    "https://bucket.example/file?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=hidden",
    f"https://example.org/file?key={RANDOM}hidden",
    "https://example.org/to?url=https%3A%2F%2Fexample.com%2F%3Ftoken%3Dhidden",
    "https://web.archive.org/web/2015/http://example.org/file?access_token=hidden",
]


class Forwarding(Transport):
    """The door to an archive outside, which stands on loopback here."""

    def __init__(self, base_url: str) -> None:
        super().__init__(OUTSIDE, user_agent=USER_AGENT, requests_per_minute=100_000, timeout=5)
        self._base_url = base_url

    async def get(self, url: str, *, spent: Spent, headers: Mapping[str, str] | None = None) -> Answer:
        return await super().get(url.replace(OUTSIDE, self._base_url, 1), spent=spent, headers=headers)


def finders(door: Transport) -> list[Finder]:
    """All kinds of archives; a TimeMap and a TimeGate of one place have the same name, and so stand apart."""
    wayback = WaybackMachine(door, OUTSIDE, Availability(door, OUTSIDE))
    mementos = [MementoArchive(door, OUTSIDE + path) for path in ("/web/timemap/link/", "/web/")]
    return [Finder([wayback, memento], inspect=inspect) for memento in mementos]


def everything_asked(standin: WaybackStandin) -> str:
    return "\n".join(f"{request.raw} {request.headers}" for request in standin.requests)


@pytest.mark.parametrize("url", PRIVATE + SECRET)
async def test_no_archive_outside_learns_of_it(base_url: str, standin: WaybackStandin, url: str) -> None:
    async with Forwarding(base_url) as door:
        answers = [await finder.find(url, CITED) for finder in finders(door)]
    assert [(answer.snapshot, answer.reason, answer.requests) for answer in answers] == [(None, "not-told", 0)] * 2
    assert everything_asked(standin) == ""


async def test_what_is_public_is_asked_in_the_same_way(base_url: str, standin: WaybackStandin) -> None:
    async with Forwarding(base_url) as door:
        answers = [await finder.find("https://example.org/seen?page=2", CITED) for finder in finders(door)]
    assert [answer.reason for answer in answers] == ["no-snapshot"] * 2
    for beginning in ("/cdx/search/cdx?", "/wayback/available?", "/web/timemap/link/", "/web/https:"):
        assert [request.raw for request in standin.requests if request.raw.startswith(beginning)], beginning
    assert "seen" in everything_asked(standin)


async def test_every_question_about_a_page_is_refused_by_itself(base_url: str, standin: WaybackStandin) -> None:
    url, spent = "http://intranet.corp/hidden", Spent()
    async with Forwarding(base_url) as door:
        wayback = WaybackMachine(door, OUTSIDE, Availability(door, OUTSIDE))
        questions = (
            wayback.captures(url, CITED, limit=1, spent=spent),
            wayback.directory(url, limit=1, spent=spent),
            wayback.neighbours(url, CITED, CITED, limit=1, spent=spent),
            wayback.second_opinion(url, CITED, spent=spent),
            MementoArchive(door, OUTSIDE + "/web/").captures(url, CITED, limit=1, spent=spent),
        )
        for question in questions:
            with pytest.raises(ArchiveNotToldError, match="on a private network"):
                await question
        assert await wayback.captures_since(url, CITED) == []
    assert everything_asked(standin) == ""


@pytest.mark.parametrize("target", [PRIVATE[0], SECRET[0]])
async def test_where_a_page_had_moved_to_is_not_told_either(
    base_url: str, standin: WaybackStandin, target: str
) -> None:
    standin.add("http://example.org/a/page", "20150601000000", status="301", headers=[("Location", target)])
    standin.add("http://example.org/a/other", "20150601000000")
    async with Forwarding(base_url) as door:
        answer = await Finder([WaybackMachine(door, OUTSIDE)], inspect=inspect).find("http://example.org/a/page", CITED)
    assert answer.reason == "no-snapshot"
    assert [request for request in standin.requests if "prefix" in request.raw]  # the redirect was believed
    assert "hidden" not in everything_asked(standin)


async def test_user_name_and_password_are_left_out_of_every_question(base_url: str, standin: WaybackStandin) -> None:
    async with Forwarding(base_url) as door:
        wayback = WaybackMachine(door, OUTSIDE, Availability(door, OUTSIDE))
        await Finder([wayback], inspect=inspect).find("https://me:hidden@example.org/page#hidden", CITED)
    assert "example.org%2Fpage" in everything_asked(standin)
    assert "hidden" not in everything_asked(standin)
    assert "me:" not in everything_asked(standin)


async def test_an_archive_of_another_package_is_kept_to_the_same(base_url: str, standin: WaybackStandin) -> None:
    async with Forwarding(base_url) as door:
        careless = GuardedArchive(WaybackMachine(door, base_url))  # by itself it would ask: it stands inside
        answer = await Finder([careless], inspect=inspect).find("http://intranet.corp/hidden", CITED)
        assert (answer.reason, standin.requests) == ("not-told", [])
        answer = await Finder([careless], inspect=inspect).find("http://example.org/seen", CITED)
        assert answer.reason == "no-snapshot"
    assert "seen" in everything_asked(standin)


async def test_an_archive_inside_is_asked_about_what_is_inside(base_url: str, standin: WaybackStandin) -> None:
    async with Forwarding(base_url) as door:
        archives = [WaybackMachine(door, OUTSIDE), MementoArchive(door, f"{base_url}/web/timemap/link/")]
        for url in ("http://intranet.corp/page", "http://intranet.corp/page?token=hidden"):
            standin.add(url, "20150601000000", body=b"<h1>Page</h1>" + b"<p>What the page says of the house.</p>" * 30)
        found = await Finder(archives, inspect=inspect).find("http://intranet.corp/page", CITED)
        assert found.snapshot is not None
        refused = await Finder(archives, inspect=inspect).find("http://intranet.corp/page?token=hidden", CITED)
    assert refused.reason == "not-told"
    assert {request.raw.partition("/http")[0] for request in standin.requests if "corp" in request.raw} == {
        "/web/timemap/link",
        "/web/20150601000000id_",
    }
    assert "hidden" not in everything_asked(standin)
