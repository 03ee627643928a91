"""How long each page and each question takes to read: python -m tests.benchmarks.browse_speed FILE.

FILE: a database of the present schema, best a large one (`tests.benchmarks.big_database`; `Store.open` brings an older
one up to date). The first time is with nothing counted yet, the second is of the same address asked again; the third is
how long processors worked for the second, which a busy machine hardly changes.
"""

import argparse
import asyncio
import time
from pathlib import Path
from typing import Any

from linkwatch.browse import server
from linkwatch.browse.queries import QUESTIONS

_LIMIT = 0.3  # seconds that no page may take, with 200 000 links


async def example(datasette: Any, sql: str) -> Any:
    row = (await datasette.get_database().execute(sql)).first()
    return None if row is None else row[0]


async def addresses(datasette: Any) -> list[str]:
    host = await example(datasette, "SELECT host FROM links WHERE host <> '' ORDER BY id LIMIT 1")
    cited = await example(datasette, "SELECT link_id FROM citations GROUP BY link_id ORDER BY count(*) DESC LIMIT 1")
    word = await example(datasette, "SELECT substr(text, 1, instr(text || ' ', ' ') - 1) FROM citations LIMIT 1")
    domain = await example(datasette, "SELECT domain FROM links WHERE domain <> '' ORDER BY id LIMIT 1")
    given = {"words": word, "domain": domain, "host": "", "month": "", "since": ""}
    questions = [
        f"/linkwatch/{question.name}?{'&'.join(f'{name}={given[name]}' for name in question.parameters)}"
        for question in QUESTIONS
    ]
    largest = "SELECT host FROM links WHERE host <> '' GROUP BY host ORDER BY count(*) DESC LIMIT 1"
    worst = await example(datasette, largest)
    ill = await example(datasette, "SELECT article_id FROM dead_links LIMIT 1")
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


async def measure(file: Path) -> None:
    datasette = server.make(file)
    await datasette.client.get("/robots.txt")  # Datasette's own beginning
    slow = 0
    print(f"{'address':<46} {'first':>8} {'again':>8} {'computed':>9}   KiB")
    for address in await addresses(datasette):
        seconds, computed, answer = [], 0.0, None
        for _ in range(2):
            begin, computed = time.perf_counter(), time.process_time()
            answer = await datasette.client.get(address)
            seconds.append(time.perf_counter() - begin)
            computed = time.process_time() - computed
            assert answer.status_code in (200, 404), f"{address}: {answer.status_code}"
        is_slow = max(seconds) > _LIMIT and computed > _LIMIT
        slow += is_slow
        mark = "  too slow" if is_slow else ""
        assert answer is not None
        times = " ".join(f"{second * 1000:5.0f} ms" for second in (*seconds, computed))
        print(f"{address[:46]:<46} {times} {len(answer.content) / 1024:5.0f}{mark}")
    print(f"{slow} over {_LIMIT:g} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    asyncio.run(measure(parser.parse_args().file))
