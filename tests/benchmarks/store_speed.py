"""How fast the store is: python -m tests.benchmarks.store_speed [CITATIONS]."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, Visit
from linkwatch.judge import decide_at_once
from linkwatch.model import Article, Citation, Past, Status, Target, TargetKind, Verdict
from linkwatch.store import Look, Settled, Store

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOSTS = 1000
LOOK = Observation("u", NOW, Visit("u", "u", 404))
RECHECK = RecheckSettings()


def make_article(citations: int) -> Article:
    def cite(number: int) -> Citation:
        url = f"https://h{number % HOSTS}.example/{number // 2}"
        return Citation(url, Target(TargetKind.WEB, url), f"text {number}", "a sentence around it " * 4, number)

    return Article("big.md", "Big", None, tuple(map(cite, range(citations))))


def settle_everything(store: Store, run_id: int) -> None:
    verdict = Verdict(Status.DEAD, "http-404", ("gone",))
    evidence = {"first": {"url": "u", "final_url": "u", "http_status": 404, "hops": []}, "because": ["gone"]}

    def settled(past: Past) -> Settled:
        return Settled(decide_at_once(verdict, LOOK, past, RECHECK).after, 3, evidence)

    after = None
    while hosts := store.runs.next_hosts(run_id, 100, after):
        after = hosts[-1]
        for host in hosts:
            links = store.runs.links_of_host(run_id, host.authority, 1000)
            looks = [Look(link.id, settled) for link in links]
            store.checks.settle(run_id, looks)


def timed(name: str, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    print(f"{name:<32} {time.perf_counter() - begin:8.2f} s")


def main(citations: int) -> None:
    article = make_article(citations)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "links.db") as store:
        run_id = store.runs.begin("audit", NOW)
        print(f"{citations} citations on {HOSTS} hosts")
        timed("record a new article", lambda: store.articles.record(run_id, None, article, "1", NOW))
        timed("record it unchanged", lambda: store.articles.record(run_id, None, article, "1", NOW))
        timed("plan", lambda: store.runs.plan(run_id, NOW))
        timed("hand out and settle every link", lambda: settle_everything(store, run_id))
        timed("summary", lambda: store.reports.summary(run_id))
        timed("every link of the run", lambda: sum(1 for _ in store.reports.links(run_id)))
        timed("every link of the article", lambda: sum(1 for _ in store.reports.article_links(run_id, "big.md")))
    print(f"{'most memory used':<32} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
