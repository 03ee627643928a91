"""Where the computing for one link goes: microseconds of each step, on the pages of `against_lychee`.

    python -m tests.benchmarks.link_cost [LINKS]

The least of several passes counts, and only the time in which this thread was computing: so the figures are nearly the
same on a busy machine. What lies between the steps (turns of the event loop, ways to other processes and back) is not
in them.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from linkwatch.check.settling import look_at_once
from linkwatch.config import CheckSettings, RecheckSettings
from linkwatch.evidence import Observation, PageFacts, Visit
from linkwatch.evidence.as_json import evidence_to_json
from linkwatch.fetch import WebClient
from linkwatch.judge import judge, next_question, read_page
from linkwatch.model import Target, TargetKind, Verdict
from linkwatch.store import Store
from linkwatch.urls import authority
from tests.benchmarks.against_lychee.server import serving

_NOW = datetime(2026, 11, 22, tzinfo=UTC)
_PASSES = 5
_LINKS_OF_A_HOST = 10
_BATCH = 100

Body = tuple[bytes, str | None, str | None, str]
_T = TypeVar("_T")


async def costs(links: int, port: int) -> dict[str, float]:
    """Return the microseconds a link of each step."""
    urls = [f"http://127.1.0.{n // _LINKS_OF_A_HOST % 250 + 1}:{port}/0/article-{n}" for n in range(links)]
    bodies: dict[str, Body] = {}
    visits: dict[str, Visit] = {}
    async with _client(bodies) as client:

        async def visit_all() -> None:
            for start in range(0, links, _LINKS_OF_A_HOST):
                async with client.host(authority(urls[start])) as host:
                    for url in urls[start : start + _LINKS_OF_A_HOST]:
                        visits[url] = await host.visit(url)

        found = {"fetch": await _least(visit_all)}
    pages = {url: read_page(*bodies[url]) for url in urls}
    found["read the page"] = await _least(_each(urls, lambda url: read_page(*bodies[url])))

    def seen(url: str) -> Observation:
        return Observation(url, _NOW, replace(visits[url], page=replace(pages[url])))

    found["judge"] = await _least(_each(urls, lambda url: (next_question(one := seen(url)), judge(one))))
    looks = [(one := seen(url), judge(one)) for url in urls]
    found["evidence"] = await _least(_each(looks, lambda look: evidence_to_json(look[0])))
    found["store"] = min(_stored(looks) for _ in range(_PASSES))
    return {step: seconds / links * 1e6 for step, seconds in found.items()}


@asynccontextmanager
async def _client(bodies: dict[str, Body]) -> AsyncIterator[WebClient]:
    async def keep(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        bodies[url] = body, media_type, charset, url
        return PageFacts("text/html")

    settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0)
    async with WebClient(settings, keep) as client:
        yield client


def _each(things: list[_T], act: Callable[[_T], object]) -> Callable[[], Awaitable[None]]:
    async def all_of_them() -> None:
        for thing in things:
            act(thing)

    return all_of_them


async def _least(act: Callable[[], Awaitable[None]]) -> float:
    least = float("inf")
    for _ in range(_PASSES):
        started = time.thread_time()
        await act()
        least = min(least, time.thread_time() - started)
    return least


def _stored(looks: list[tuple[Observation, Verdict]]) -> float:
    """Store the looks in a new database, as an audit does; return the seconds."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "links.db")) as store:
        runs = store.runs
        run = runs.begin("audit", _NOW)
        runs.add_links(run, [Target(TargetKind.WEB, observation.url) for observation, _ in looks], _NOW)
        runs.plan(run, _NOW)
        hosts = runs.next_hosts(run, len(looks))
        links = {link.url: link for host in hosts for link in runs.links_of_host(run, host.authority, len(looks))}
        ready = [look_at_once(links[seen.url], seen, verdict, RecheckSettings()) for seen, verdict in looks]
        started = time.thread_time()
        for start in range(0, len(ready), _BATCH):
            store.checks.settle(run, ready[start : start + _BATCH])
        return time.thread_time() - started


def main() -> None:
    """Print the steps and their sum."""
    links = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with serving() as port:
        found = asyncio.run(costs(links, port))
    for step, microseconds in (*found.items(), ("in all", sum(found.values()))):
        print(f"{step:15} {microseconds:6.0f} µs")


if __name__ == "__main__":
    main()
