"""How long each page and each question takes to read: python -m tests.benchmarks.browse_speed FILE [--limit 1].

FILE: a database of the present schema, best a large one (`tests.benchmarks.big_database`; `Store.open` brings an older
one up to date). --limit: seconds that no page may take; 0.3 are promised for 200 000 links, 1 for a million. The first
time is with nothing counted yet, the second is of the same address asked again; the third is how long processors worked
for the second, which a busy machine hardly changes. A page that was broken off counts as too slow.
"""

import argparse
import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from linkwatch.browse import server
from linkwatch.browse.queries import QUESTIONS


def addresses(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        return _addresses(raw)


def _addresses(raw: sqlite3.Connection) -> list[str]:
    def example(sql: str) -> Any:
        row = raw.execute(sql).fetchone()
        return None if row is None else row[0]

    host = example("SELECT host FROM links WHERE host <> '' ORDER BY id LIMIT 1")
    cited = example("SELECT link_id FROM citations GROUP BY link_id ORDER BY count(*) DESC LIMIT 1")
    word = example("SELECT substr(text, 1, instr(text || ' ', ' ') - 1) FROM citations LIMIT 1")
    domain = example("SELECT domain FROM links WHERE domain <> '' ORDER BY id LIMIT 1")
    given = {"words": word, "domain": domain, "host": "", "month": "", "since": ""}
    questions = [
        f"/linkwatch/{question.name}?{'&'.join(f'{name}={given[name]}' for name in question.parameters)}"
        for question in QUESTIONS
    ]
    largest = "SELECT host FROM links WHERE host <> '' GROUP BY host ORDER BY count(*) DESC LIMIT 1"
    worst = example(largest)
    ill = example("SELECT article_id FROM dead_links LIMIT 1")
    pages = [f"/link/{cited}", "/article/1", f"/article/{ill}?status=work", f"/host/{host}", f"/site/{domain}"]
    pages += [f"/host/{worst}", f"/site/{worst}?status=alive&page=9", "/source/1", "/articles", "/articles?order=new"]
    pages += ["/articles?words=river", "/hosts", "/hosts?name=www.", "/sources", "/linkwatch"]
    pages += [f"/find?q={typed}" for typed in (word, "the", "https", f"{worst[:6]}", f"{word} river", "no-such-word")]
    pages += [f"/changes.{kind}" for kind in ("atom", "json", f"atom?article={ill}", f"atom?host={worst}")]
    pages += ["/changes.atom?source=1", "/changes.atom?status=failing", "/badge.svg", f"/badge.json?article={ill}"]
    tables = ["links", "links?status=dead", "citations", "checks", "status_history", "snapshots", "articles"]
    tables += ["current_links", "current_links?status=dead", "current_links?_facet=reason", "dead_links", "deaths"]
    tables += [f"citations?_search={word}", f"links?_search={word}", f"articles?_search={word}"]
    return ["/", *pages, *questions, *(f"/linkwatch/{table}" for table in tables)]


async def measure(file: Path, limit: float) -> None:
    datasette = server.make(file)
    await datasette.client.get("/robots.txt")  # Datasette's own beginning
    slow = 0
    print(f"{'address':<46} {'first':>8} {'again':>8} {'computed':>9}   KiB")
    for address in addresses(file):
        seconds, computed, answer = [], 0.0, None
        for _ in range(2):
            begin, computed = time.perf_counter(), time.process_time()
            answer = await datasette.client.get(address)
            seconds.append(time.perf_counter() - begin)
            computed = time.process_time() - computed
            assert answer.status_code in (200, 400, 404, 503), f"{address}: {answer.status_code}"
        assert answer is not None
        is_slow = answer.status_code in (400, 503) or (max(seconds) > limit and computed > limit)
        slow += is_slow
        mark = "  too slow" if is_slow else ""
        times = " ".join(f"{second * 1000:5.0f} ms" for second in (*seconds, computed))
        print(f"{address[:46]:<46} {times} {len(answer.content) / 1024:5.0f}{mark}")
    print(f"{slow} over {limit:g} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=float, default=0.3)
    given = parser.parse_args()
    asyncio.run(measure(given.file, given.limit))
