"""What 100 million links take, and whether the model that says so is right at a thousandth.

    python -m tests.cluster.simulate [--links 100000000] [--shards 10] [--part 1000] [--folder FOLDER]

First a thousandth of the links is really stored and looked at, in as many SQLite files as there are shards, each with
the domains that are its own: what a link and a look take on the disk, and of a processor to settle, to look at (pages
of 2000 words, without a network) and to hand out. From the first half of these looks the costs are taken; the model
then foretells the second half, the sizes of the files and the share of the largest, and is compared. Then it is asked
for all links. A question over all shards is put to them as Datasette would, by ATTACH.
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

from linkwatch.check.examining import Examiner, Finding, page_reader
from linkwatch.config import RecheckSettings
from linkwatch.model import Article, Citation, Target, TargetKind
from linkwatch.reading import Here
from linkwatch.store import Store
from linkwatch.urls import domain
from tests.benchmarks.round_speed import in_batches, looks_at, planned
from tests.check.test_crew import NOW
from tests.cluster import speed
from tests.cluster.model import BEGAN, Costs, Plan, Prices, dollars_for_a_million, largest_shard, shard_of
from tests.cluster.webs import ReadyWeb

_CITED = "a sentence around it, of the length that sentences have in articles"
_OWNER_SECONDS = 0.0004  # as `tests.cluster.speed` prints it: what owner and scheduler compute for a look
_READING_AND_JUDGING = 0.57  # of what a look takes, as docs/performance.md tells; the rest is asking
_OF_ARTICLE = 500


def urls_of(links: int, shard: int, shards: int) -> list[str]:
    """Return the URLs of one shard, of domains with a heavy tail."""
    names = max(1, links // 10)
    weights = [1 / (rank + 5) for rank in range(names)]
    total = sum(weights)
    found = []
    for rank, weight in enumerate(weights):
        name = f"1-{rank}.example"
        if shard_of(domain(name), shards) == shard:
            each = max(1, round(links * weight / total))
            found += [f"https://{name}/{'a-path-of-some-length'}/{number}" for number in range(each)]
    return found


def fill(store: Store, urls: list[str]) -> None:
    run_id = store.runs.begin("audit", BEGAN)
    for first in range(0, len(urls), _OF_ARTICLE):
        cited = tuple(
            Citation(url, Target(TargetKind.WEB, url), f"text {place}", _CITED, place)
            for place, url in enumerate(urls[first : first + _OF_ARTICLE])
        )
        name = f"article {first}"
        store.articles.record(run_id, None, Article(name, name, None, cited), name, BEGAN)


def size_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        asked = ("page_count", "freelist_count", "page_size")
        pages, free, size = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in asked)
    return int((pages - free) * size)


def look_at_all(store: Store, now: datetime) -> tuple[int, float]:
    """Settle a look at every link that is due; return how many, and the seconds of computing."""
    looks, seconds, recheck = 0, 0.0, RecheckSettings()
    while (run_id := store.rounds.begin(now, most=5000, most_of_host=5000, excluded=lambda url: False)) is not None:
        for batch in in_batches(list(planned(store, run_id))):
            made = looks_at(store, batch, now, recheck)
            began = time.process_time()
            store.checks.settle(run_id, made)
            seconds += time.process_time() - began
            looks += len(made)
        store.rounds.end(run_id, now, complete=True)
    return looks, seconds


async def seconds_of_a_look(links: int) -> float:
    """Return the seconds of computing that a look takes: reading and judging are measured, asking is added."""

    async def take(finding: Finding) -> None:
        """The look is all that counts."""

    examiner = Examiner(ReadyWeb(page_reader(Here())), Here(), 6)
    began = time.process_time()
    for batch in speed.batches(links):
        await examiner.look_at(batch, lambda: NOW, take, lambda: False)
    return (time.process_time() - began) / links / _READING_AND_JUDGING


def asked_over_all(paths: list[Path]) -> tuple[dict[str, int], float]:
    """Count the statuses of all shards by one query; return them and the seconds it took."""
    with closing(sqlite3.connect(":memory:")) as raw:
        for number, path in enumerate(paths):
            raw.execute(f"ATTACH ? AS shard{number}", [str(path)])
        parts = " UNION ALL ".join(f"SELECT status FROM shard{number}.links" for number in range(len(paths)))
        began = time.perf_counter()
        counts = dict(raw.execute(f"SELECT status, count(*) FROM ({parts}) GROUP BY status").fetchall())
        return counts, time.perf_counter() - began


def told(what: str, foretold: float, measured: float, unit: str) -> None:
    print(f"  {what:<44} {foretold:14,.4g} {measured:14,.4g} {unit:<8} {foretold / measured:6.2f}")


def measure(links: int, shards: int, folder: Path) -> Costs:
    """Measure the costs of so many links, and compare the model with what it did not see."""
    paths = [folder / f"shard{number}.db" for number in range(shards)]
    counts, empty = [], 0
    with ExitStack() as stack:
        stores = [stack.enter_context(Store.open(path)) for path in paths]
        empty = size_of(paths[0])
        for number, store in enumerate(stores):
            urls = urls_of(links, number, shards)
            counts.append(len(urls))
            fill(store, urls)
        before = [size_of(path) for path in paths]
        first = [look_at_all(store, BEGAN + timedelta(days=1)) for store in stores]
        second = [look_at_all(store, BEGAN + timedelta(days=30)) for store in stores]
        after = [size_of(path) for path in paths]
    half = shards // 2
    of_half = [*first[:half], *second[:half]]
    looks_of_half = sum(looks for looks, _ in of_half)
    costs = Costs(
        bytes_of_link=(sum(before[:half]) - half * empty) / sum(counts[:half]),
        bytes_of_look=(sum(after[:half]) - sum(before[:half])) / looks_of_half,
        settle_seconds=sum(seconds for _, seconds in of_half) / looks_of_half,
        look_seconds=asyncio.run(seconds_of_a_look(min(links, 300))),
        owner_seconds=_OWNER_SECONDS,
    )
    rest = sum(counts[half:])
    print(f"at {links:,} links in {shards} shards; costs are those of the first half of the shards")
    print(f"  {'of the other half':<44} {'foretold':>14} {'measured':>14} {'':<8} {'ratio':>6}")
    told("bytes before any look", rest * costs.bytes_of_link, sum(before[half:]) - (shards - half) * empty, "")
    looks = sum(looks for looks, _ in (*first[half:], *second[half:]))
    told("bytes of two looks at each link", looks * costs.bytes_of_look, sum(after[half:]) - sum(before[half:]), "")
    settled = sum(seconds for _, seconds in (*first[half:], *second[half:]))
    told("computing to settle them", looks * costs.settle_seconds, settled, "s")
    told("share of the largest shard", largest_shard(links, shards), max(counts) / sum(counts), "")
    statuses, took = asked_over_all(paths)
    print(f"  one query over all {shards} files, by ATTACH: {statuses}, {1000 * took:.0f} ms")
    return costs


def tell(plan: Plan, prices: Prices) -> None:
    """Print what the model says of a plan."""
    costs, part = plan.costs, largest_shard(plan.links, plan.shards)
    a_day, a_process, a_shard = plan.looks_a_day, plan.looks_a_day_of_one_process, plan.looks_a_day_of_one_shard
    deaths, repeats, allowed = plan.archive_lookups_a_day
    disk, dollars = plan.disk_after_a_year / 1e9, dollars_for_a_million(costs, prices)
    links, month = plan.links * costs.bytes_of_link / 1e9 * prices.disk_gb_month, a_day * 30.4 / 1e6
    of_all = sum(dollars.values())
    print(f"\n{plan.links:,} links in {plan.shards} shards, after the first year")
    for line in (
        (
            f"a link takes {costs.bytes_of_link:.0f} bytes with its citation, a look {costs.bytes_of_look:.0f};"
            f" {1e6 * costs.settle_seconds:.0f} µs to settle, {1e3 * costs.look_seconds:.1f} ms to look"
        ),
        f"looks a day: {a_day:,.0f}, {a_day / 86400:.0f} a second; the largest shard has {part:.1%} of them",
        f"looks a day of one process that looks: {a_process:,.0f}; of one daemon that settles: {a_shard:,.0f}",
        f"processes needed: {a_day / a_process:.2f}; the first look at all: {plan.links / a_process:,.1f} days of one",
        f"disk after a year: {disk:,.0f} GB, the largest shard {part * disk:,.0f} GB",
        f"written: {a_day / 86400 * costs.bytes_of_look / 1e3:,.0f} kB a second of new looks in all",
        f"archive lookups a day: {deaths:,.0f} new deaths and {repeats:,.0f} repeats; allowed: {allowed:,.0f}",
        f"repeats fit in from negative_ttl = {repeats * 7 / max(1.0, allowed - deaths):,.0f} days",
        *(f"a million looks a month: {price:8.3f} $ for {what}" for what, price in dollars.items()),
        (
            f"in all: {of_all:.2f} $ a million; {month:,.0f} million a month and the links themselves ({links:,.0f} $):"
            f" {month * of_all + links:,.0f} $ a month"
        ),
    ):
        print(f"  {line}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--links", type=int, default=100_000_000)
    parser.add_argument("--shards", type=int, default=10)
    parser.add_argument("--part", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        costs = measure(arguments.links // arguments.part, arguments.shards, Path(folder))
    tell(Plan(arguments.links, arguments.shards, costs), Prices())


if __name__ == "__main__":
    main()
