"""Who is asked where our own network is suspected, and what is made of the answers; with a web made by hand."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import repeat

import pytest

from linkwatch.check.control import ask_control
from linkwatch.check.outage import CONTROL_NAMES, CONTROL_URL, SAFE_CONTROL_URL, OutageGuard
from linkwatch.check.sameness import MANY
from linkwatch.errors import OutageError
from linkwatch.evidence import Observation, PageFacts, Trouble, Validators, Visit
from linkwatch.model import Status, Verdict

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PORTAL = PageFacts("text/html", title="Hotel Linde", excerpt="Your room number, please.", words=40, main_words=40)
EXAMPLE = PageFacts("text/html", title="Example", excerpt="For documents.", words=40, main_words=40)


class Web:
    """answers: by URL, the status or trouble; all else is silent. names: which exist. pages: by URL."""

    def __init__(
        self,
        answers: Mapping[str, int | Trouble] | None = None,
        names: Mapping[str, bool | None] | None = None,
        page: PageFacts | None = None,
    ) -> None:
        self.asked: list[str] = []
        self._answers, self._names, self._page = answers or {}, names or {}, page

    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator["Web"]:
        self._open = authority
        yield self

    async def visit(
        self,
        url: str,
        *,
        browser_headers: bool = False,
        validators: Validators | None = None,
        fragments: Sequence[str] = (),
    ) -> Visit:
        assert f"//{self._open}" in url
        self.asked.append(url)
        found = self._answers.get(url, Trouble.CONNECT_TIMEOUT)
        if isinstance(found, Trouble):
            return Visit(url, url, trouble=found)
        return Visit(url, url, found, page=self._page, body_bytes=9)

    async def resolves(self, name: str) -> bool | None:
        self.asked.append(name)
        return self._names.get(name, False)


def note(
    guard: OutageGuard,
    urls: Iterable[str],
    outcome: int | Trouble,
    page: PageFacts | None = None,
    details: Iterable[str] | None = None,
) -> None:
    """details: of each look, one after the other."""
    for url, detail in zip(urls, repeat(None) if details is None else details, strict=False):
        trouble = outcome if isinstance(outcome, Trouble) else None
        status = None if isinstance(outcome, Trouble) else outcome
        visit = Visit(url, url, status, trouble=trouble, detail=detail, page=page, body_bytes=9)
        guard.note(Observation(url, NOW, visit), Verdict(Status.DEAD, "soft-404", ()))


def sites(count: int = MANY) -> list[str]:
    return [f"http://www.site{number}.com/" for number in range(count)]


def guard_of(outcome: int | Trouble, urls: Iterable[str] = (), answered: str | None = None) -> OutageGuard:
    guard = OutageGuard()
    note(guard, [answered] if answered else [], 200)
    note(guard, urls or sites(), outcome)
    return guard


async def asked(guard: OutageGuard, web: Web, *, at_end: bool = False) -> str | None:
    return await ask_control(guard, web, at_end=at_end)


async def test_nobody_is_asked_where_nothing_is_suspected() -> None:
    web = Web()
    assert await asked(OutageGuard(), web, at_end=True) is None
    assert web.asked == []


@pytest.mark.parametrize(
    ("trouble", "answered", "controls"),
    [
        (Trouble.CONNECT_TIMEOUT, None, [CONTROL_URL]),
        (Trouble.CONNECT_TIMEOUT, "http://good.org/", ["http://good.org/", CONTROL_URL]),
        (Trouble.TLS_UNTRUSTED, None, [SAFE_CONTROL_URL]),
        (Trouble.TLS_UNTRUSTED, "http://good.org/", [SAFE_CONTROL_URL]),
        (Trouble.TLS_UNTRUSTED, "https://good.org/", ["https://good.org/", SAFE_CONTROL_URL]),
    ],
)
async def test_silence_is_believed_where_one_of_the_controls_answers(
    trouble: Trouble, answered: str | None, controls: list[str]
) -> None:
    web = Web()
    problem = await asked(guard_of(trouble, answered=answered), web)
    assert problem is not None
    assert problem.startswith(f"our own network seems to be down: 8 unrelated sites failed alike ({trouble})")
    assert web.asked == controls
    for control in controls:
        guard = guard_of(trouble, answered=answered)
        assert await asked(guard, Web({control: 503})) is None
        assert not guard.is_held(Observation(sites()[0], NOW, Visit(sites()[0], sites()[0], trouble=trouble)))


@pytest.mark.parametrize(("found", "is_believed"), [(True, True), (False, False), (None, False)])
async def test_names_that_are_not_found_are_believed_where_one_of_the_controls_is(
    found: bool | None, *, is_believed: bool
) -> None:
    web = Web(names={CONTROL_NAMES[-1]: found})
    assert (await asked(guard_of(Trouble.DNS_NXDOMAIN), web) is None) is is_believed
    assert web.asked == list(CONTROL_NAMES)


@pytest.mark.parametrize(("found", "is_believed"), [(True, True), (False, True), (None, False)])
async def test_a_resolver_that_says_anything_is_there(found: bool | None, *, is_believed: bool) -> None:
    guard = guard_of(Trouble.DNS_FAILURE, sites(1))
    problem = await asked(guard, Web(names=dict.fromkeys(CONTROL_NAMES, found)), at_end=True)
    assert (problem is None) is is_believed


NEAR, FAR_AND_NEAR = "http://10.0.0.1/", [f"http://10.0.{number}.1/" for number in range(1, MANY + 1)]


@pytest.mark.parametrize(
    ("answers", "visited", "is_believed"),
    [
        ({NEAR: 200}, [NEAR], True),
        ({NEAR: Trouble.BAD_RESPONSE}, [NEAR], True),
        ({}, [NEAR, CONTROL_URL], False),
        ({CONTROL_URL: 404}, [NEAR, CONTROL_URL], True),
    ],
)
async def test_whoever_is_near_is_asked_again_first(
    answers: Mapping[str, int | Trouble], visited: list[str], *, is_believed: bool
) -> None:
    guard, web = guard_of(Trouble.CONNECT_TIMEOUT, FAR_AND_NEAR, NEAR), Web(answers)
    assert (await asked(guard, web) is None) is is_believed
    assert web.asked == visited
    assert (guard.near_url is None) is (NEAR not in answers)


async def test_names_that_lead_inside_are_believed_where_the_control_does_not() -> None:
    def led() -> OutageGuard:
        return guard_of(Trouble.PRIVATE_ADDRESS)

    problem = await asked(led(), Web({CONTROL_URL: Trouble.PRIVATE_ADDRESS}), at_end=True)
    assert problem is not None
    assert problem.startswith("our own network leads names inside (our-network): 8 unrelated public names lead")
    assert await asked(led(), Web({CONTROL_URL: 404}), at_end=True) is not None  # all at one address
    guard = OutageGuard()
    note(guard, ["http://good.org/"], 200)
    note(guard, sites(), Trouble.PRIVATE_ADDRESS)
    assert await asked(guard, Web({CONTROL_URL: 404}), at_end=True) is None


@pytest.mark.parametrize("near", [True, False])
async def test_where_a_network_without_internet_answers_names_may_lead_inside(near: bool) -> None:
    guard = OutageGuard()
    note(guard, sites(), Trouble.PRIVATE_ADDRESS, details=(f"is at 10.1.1.{number}" for number in range(MANY)))
    if near:
        note(guard, ["http://10.0.0.1/"], 200)
    assert (await asked(guard, Web(), at_end=True) is None) is near


async def test_one_page_of_many_sites_is_ours_where_the_control_gives_it_too() -> None:
    def alike() -> OutageGuard:
        guard = OutageGuard()
        note(guard, sites(), 200, PORTAL)
        return guard

    with pytest.raises(OutageError, match="in the place of sites"):
        await asked(alike(), Web({CONTROL_URL: 200}, page=PORTAL))
    web = Web({CONTROL_URL: 200}, page=EXAMPLE)
    guard = alike()
    assert await asked(guard, web) is None
    assert web.asked == [CONTROL_URL]
    assert guard.sameness.suspect(at_end=True) is None
