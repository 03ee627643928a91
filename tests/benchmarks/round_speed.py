"""How fast a daemon's round is in a large database, but for the web: choosing what is due, and settling the looks.

    python -m tests.benchmarks.round_speed FILE [--rounds 4] [--links 5000]

FILE: as `tests.benchmarks.big_database` makes it; it is written to. Most looks find what the one before found: a page
that is as it was, a server that says so, a failure; one of fifty finds something else. They are settled in the batches
of the pipeline, with patience and from what is remembered, as the daemon's are. Each round is a day later than the one
before, so that enough is due. A database that was just made is slower at first, for its indexes are packed, and each
part of them that is written to has to be divided: take the last rounds of many. Times are of one thread; the
processor's time is told beside, for machines that others use.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from linkwatch.check.settling import look_patiently
from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, PageFacts, Trouble, Visit
from linkwatch.model import FAILED, Link, Past, Status, Verdict
from linkwatch.store import Look, Store

_T = TypeVar("_T")

_BATCH = 500
_MOST_OF_HOST = 200
_OTHERWISE = 50  # one look of so many finds something else than the one before
_TIMEOUT = Verdict(Status.FAILING, "read-timeout", ("it does not answer",))
_WORDS = "of the harbour and its people, as the chronicle of the parish has them in every year of the survey "
_PAGE = PageFacts(
    "text/html", "A page of an archive", "A page", excerpt=_WORDS * 3, text_chars=9120, main_chars=7480, words=1510
)


class _Times:
    """Adds up what its blocks take, by the clock and of the processor, in seconds."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def __enter__(self) -> None:
        self.wall -= time.perf_counter()
        self.processor -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.processor += time.process_time()

    def tell(self, what: str) -> None:
        print(f"{what:<36} {1000 * self.wall:9.1f} ms, {1000 * self.processor:9.1f} ms of the processor")


def timed(what: str, work: Callable[[], _T]) -> _T:
    times = _Times()
    with times:
        done = work()
    times.tell(what)
    return done


def planned(store: Store, run_id: int) -> Iterator[Link]:
    last = None
    while hosts := store.runs.next_hosts(run_id, 100, last):
        last = hosts[-1]
        for host in hosts:
            yield from store.runs.links_of_host(run_id, host.authority, _MOST_OF_HOST)


def in_batches(links: list[Link]) -> Iterator[list[Link]]:
    for first in range(0, len(links), _BATCH):
        yield links[first : first + _BATCH]


def looks_at(store: Store, links: list[Link], now: datetime, recheck: RecheckSettings) -> list[Look]:
    memories = store.checks.memories([link.id for link in links])
    made = []
    for link in links:
        visit, verdict = _found(link, memories[link.id].past, now)
        observation = Observation(link.url, now, visit, anchors=link.anchors)
        made.append(look_patiently(link, memories[link.id], observation, verdict, recheck, to_save=False))
    return made


def _found(link: Link, past: Past, now: datetime) -> tuple[Visit, Verdict]:
    """Return what a look finds."""
    if (link.id + now.toordinal()) % _OTHERWISE == 0:
        return Visit(link.url, link.url, trouble=Trouble.READ_TIMEOUT, requests=3), _TIMEOUT
    if past.status is Status.UNCHECKED:
        visit = Visit(link.url, link.url, 200, headers={"etag": '"1"'}, elapsed_ms=96, body_bytes=48_000, page=_PAGE)
        return visit, Verdict(Status.ALIVE, None, ("it answers",))
    address = past.final_url or link.url
    verdict = Verdict(past.status, past.reason, ("it was found like this",))
    if past.status in FAILED or past.status is Status.BLOCKED:
        return Visit(link.url, address, past.http_status, elapsed_ms=80, body_bytes=912), verdict
    if link.id % 2:
        return Visit(link.url, address, 304, headers={"etag": '"1"'}, elapsed_ms=96), verdict
    page = replace(_PAGE, title=past.title)
    return Visit(link.url, address, 200, headers={"etag": '"1"'}, elapsed_ms=96, body_bytes=48_000, page=page), verdict


def round_of(store: Store, links: int, now: datetime) -> None:
    """Measure one round."""
    recheck = RecheckSettings()
    runs, rounds = store.runs, store.rounds
    run_id = timed(
        f"choose and plan {links} due links",
        lambda: rounds.begin(now, most=links, most_of_host=_MOST_OF_HOST, excluded=lambda url: False),
    )
    assert run_id is not None, "nothing is due"
    found = timed("hand them out", lambda: list(planned(store, run_id)))
    remembering, settling = _Times(), _Times()
    for batch in in_batches(found):
        with remembering:
            looks = looks_at(store, batch, now, recheck)
        with settling:
            store.checks.settle(run_id, looks)
    remembering.tell("remember, decide")
    settling.tell("settle")
    each = settling.processor / len(found)
    print(f"{'':<36} {1e6 * each:9.0f} µs a look of the processor, {1 / each:.0f} looks settled a second")
    timed("end the round", lambda: rounds.end(run_id, now, complete=True))
    assert runs.last() == run_id


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--links", type=int, default=5000)
    arguments = parser.parse_args()
    with Store.open(arguments.file) as store:
        for day in range(arguments.rounds):
            round_of(store, arguments.links, datetime.now(UTC) + timedelta(days=1 + day))


if __name__ == "__main__":
    main()
