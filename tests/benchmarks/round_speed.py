"""How fast a daemon's round is in a large database, but for the web: choosing what is due, and settling the looks.

    python -m tests.benchmarks.round_speed FILE [--rounds 4] [--links 5000]

FILE: as `tests.benchmarks.big_database` makes it; it is written to. Each look finds what a server leaves that says "not
modified", or a page; they are settled in the batches of the pipeline, with patience and from what is remembered, as the
daemon's are. Each round is a day later than the one before, so that enough is due. Times are of one thread; the
processor's time is told beside, for machines that others use.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from linkwatch.check.settling import look_patiently
from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, PageFacts, Visit
from linkwatch.model import Link, Status, Verdict
from linkwatch.store import Look, Store

_T = TypeVar("_T")

_BATCH = 200
_MOST_OF_HOST = 200
_ALIVE = Verdict(Status.ALIVE, None, ("it answers",))
_WORDS = "of the harbour and its people, as the chronicle of the parish has them in every year of the survey "
_PAGE = PageFacts(
    "text/html", "A page of an archive", "A page", excerpt=_WORDS * 3, text_chars=9120, main_chars=7480, words=1510
)


def timed(what: str, work: Callable[[], _T]) -> tuple[_T, float]:
    wall, processor = time.perf_counter(), time.process_time()
    done = work()
    took = time.perf_counter() - wall
    print(f"{what:<36} {1000 * took:9.1f} ms, {1000 * (time.process_time() - processor):9.1f} ms of the processor")
    return done, took


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
        visit = Visit(link.url, link.url, 200, headers={"etag": '"1"'}, elapsed_ms=96, body_bytes=48_000, page=_PAGE)
        if link.id % 2:
            visit = Visit(link.url, link.url, 304, headers={"etag": '"1"'}, elapsed_ms=96)
        observation = Observation(link.url, now, visit, anchors=link.anchors)
        made.append(look_patiently(link, memories[link.id], observation, _ALIVE, recheck, to_save=False))
    return made


def round_of(store: Store, links: int, now: datetime) -> None:
    """Measure one round."""
    recheck = RecheckSettings()
    runs, rounds = store.runs, store.rounds
    run_id, _ = timed(
        f"choose and plan {links} due links",
        lambda: rounds.begin(now, most=links, most_of_host=_MOST_OF_HOST, excluded=lambda url: False),
    )
    assert run_id is not None, "nothing is due"
    found, _ = timed("hand them out", lambda: list(planned(store, run_id)))
    batches, _ = timed(
        "remember, decide", lambda: [looks_at(store, batch, now, recheck) for batch in in_batches(found)]
    )
    _, took = timed("settle", lambda: [store.checks.settle(run_id, batch) for batch in batches])
    print(f"{'':<36} {len(found) / took:9.0f} looks settled a second")
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
