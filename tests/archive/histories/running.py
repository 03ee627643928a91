"""Histories put to the archives of linkwatch, and to a rule that only looks at dates."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from linkwatch.archive import CapturedPage, Cited, Inspected, Spent
from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.inspection import inspect
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from tests.archive.conftest import USER_AGENT, Clock
from tests.archive.histories.making import CITED, History
from tests.standin.wayback import WaybackStandin


@dataclass
class Score:
    """How many links got a right copy (or rightly none), a wrong one, or none where there was one.

    requests: by what was asked. beyond: those of each history beyond the index and the right captures alone.
    """

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    beyond: list[int] = field(default_factory=list)

    @property
    def links(self) -> int:
        return self.right + len(self.wrong) + len(self.missed)

    def count(self, name: str, chosen: str | None, right: tuple[str, ...]) -> None:
        """Count a link's copy, by its timestamp."""
        if chosen is None and right:
            self.missed.append(name)
        elif (chosen is None and not right) or (chosen is not None and chosen.startswith(right or ("none",))):
            self.right += 1
        else:
            self.wrong.append(f"{name}: {chosen}")

    def __str__(self) -> str:
        per_link = self.requests.total() / max(self.links, 1)
        kinds = ", ".join(f"{number} {kind}" for kind, number in self.requests.most_common())
        return (
            f"{self.right} right, {len(self.wrong)} wrong, {len(self.missed)} missed of {self.links} links,"
            f" {per_link:.2f} requests a link: {kinds}"
        )


Chooser = Callable[[WaybackMachine, History], Awaitable[list[str | None]]]


async def by_linkwatch(machine: WaybackMachine, history: History) -> list[str | None]:
    """Choose as linkwatch does."""
    finder = Finder([machine], inspect=inspect_once)
    chosen = []
    for at, (url, _) in enumerate(history.links):
        beside = [other for other, _ in history.links[at + 1 :]]
        answer = await finder.find(
            url, CITED, anchors=[history.words], sentences=[history.sentence] if history.sentence else [], beside=beside
        )
        chosen.append(answer.snapshot.timestamp if answer.snapshot else None)
    return chosen


async def nearest_by_date(machine: WaybackMachine, history: History) -> list[str | None]:
    """Choose the nearest capture that the archive names, as it is."""
    chosen = []
    for url, _ in history.links:
        capture = await machine.second_opinion(url, CITED, spent=Spent())
        chosen.append(capture.timestamp if capture else None)
    return chosen


def least(histories: Sequence[History]) -> float:
    """Return how many requests a link takes for the index and the right captures alone."""
    return sum(map(_least, histories)) / sum(len(history.links) for history in histories)


def _least(history: History) -> int:
    return 1 + sum(bool(right) for _, right in history.links)


class Bench:
    """One archive that holds the captures of one history after the other."""

    def __init__(self, archive: WaybackStandin, machine: WaybackMachine) -> None:
        self._archive = archive
        self._machine = machine

    async def put(self, history: History, choose: Chooser, score: Score) -> int:
        """Let a history be chosen from; return the requests that took."""
        self._archive.lines.clear()
        self._archive.requests.clear()
        history.fill(self._archive)
        chosen = await choose(self._machine, history)
        for (link, right), found in zip(history.links, chosen, strict=True):
            score.count(f"{history.name} ({link})" if history.beside else history.name, found, right)
        requests = self._archive.requests
        score.requests.update(_kind_of(request.path) for request in requests)
        score.beyond.append(len(requests) - _least(history))
        return len(requests)


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    """Serve an archive, and ask it in the way of a run: one door for all questions."""
    archive = WaybackStandin()
    clock = Clock()
    async with (
        archive.serve() as url,
        Transport(url, user_agent=USER_AGENT, requests_per_minute=999, clock=clock, sleep=clock.sleep) as transport,
    ):
        yield Bench(archive, WaybackMachine(transport, url, Availability(transport, url)))


_inspected: dict[object, Inspected] = {}


async def inspect_once(page: CapturedPage, cited: Cited) -> Inspected:
    """Judge a capture as archives do, in this process; many histories hold the same one."""
    key = (page.url, page.captured_at, page.http_status, tuple(page.headers.items()), page.body, page.is_cut, cited)
    if key not in _inspected:
        _inspected[key] = inspect(page, cited)
    return _inspected[key]


def _kind_of(path: str) -> str:
    if path.startswith("/web/"):
        return "playbacks"
    return "second opinions" if path.startswith("/wayback/") else "questions to the index"
