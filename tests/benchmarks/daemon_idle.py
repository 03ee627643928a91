"""What a daemon costs over a large database, while nothing is due and while much is.

    python -m tests.benchmarks.daemon_idle FILE [--seconds 120] [--links 5000]

FILE: a copy of what tests.benchmarks.big_database makes. It is changed: no look, source or tidying is due afterwards.
--seconds: for how long the idle daemon is watched. --links: that are added on local hosts, to be looked at.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

from linkwatch.model import Article, Citation, Target, TargetKind
from linkwatch.store import Store, take_census
from tests.faults.running import Process, count, daemon, rows, wait_until, write_settings
from tests.faults.web import page_url, small_web


def tell(name: str, figure: float, unit: str) -> None:
    print(f"{name:<52} {figure:10.2f} {unit}", flush=True)


def measure_rounds(path: Path) -> None:
    """How long it takes to find what is due: what is, and when everything is."""
    began = time.perf_counter()
    with Store.open(path) as store:
        tell("open (and bring the schema up to date)", time.perf_counter() - began, "s")
        now = datetime.now(UTC)
        moments = {
            "nothing due": now - timedelta(3650),
            "a hundred due": _when_due(path, 100),
            "a hundred due, again": _when_due(path, 100),
            "everything due": now + timedelta(3650),
        }
        for name, moment in moments.items():
            began = time.perf_counter()
            run_id = store.rounds.begin(moment, most=5000, most_of_host=200, excluded=lambda url: False)
            tell(f"begin a round, {name}", (time.perf_counter() - began) * 1000, "ms")
            if run_id is not None:
                began = time.perf_counter()
                store.rounds.end(run_id, now, complete=False)
                tell("end that round", (time.perf_counter() - began) * 1000, "ms")
        for name, act in {
            "clear cut-off rounds": lambda: store.rounds.clear_cut_off(now),
            "bring forward": lambda: store.rounds.bring_forward(now, 99 * 86400),
            "end exclusions": lambda: store.rounds.end_exclusions(lambda url: True, now),
        }.items():
            began = time.perf_counter()
            act()
            tell(name, (time.perf_counter() - began) * 1000, "ms")
    began = time.perf_counter()
    take_census(path, now, 30)
    tell("census for /metrics", time.perf_counter() - began, "s")


def _when_due(path: Path, links: int) -> datetime:
    """Return when so many links are due."""
    sql = f"SELECT next_check_at FROM links WHERE next_check_at > '' ORDER BY 1 LIMIT 1 OFFSET {links - 1}"
    return datetime.fromisoformat(rows(path, sql)[0][0])


def make_idle(path: Path) -> None:
    now = datetime.now(UTC)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(
            "UPDATE links SET next_check_at = ? WHERE next_check_at < ?",
            [_text(now + timedelta(60)), _text(now + timedelta(1))],
        )
        raw.execute("UPDATE sources SET last_scanned_at = ?", [_text(now)])
        raw.commit()
    with Store.open(path) as store:
        store.upkeep.end_tidying(now.date())


def measure_idle(path: Path, folder: Path, seconds: float) -> None:
    answering = write_settings(
        folder / "answering.toml", path, server={"listen": "127.0.0.1:0"}, schedule={"scan": "6h", "check": "60s"}
    )
    with daemon(answering) as process:
        line = json.loads(process.wait_for_line("answering"))
        address = line["addresses"].split(", ")[0]
        wait_until(lambda: _woke(address))
        tell("start-up until the end of the first wake", time.monotonic() - process.started, "s")
        process.end()
    quiet = write_settings(folder / "quiet.toml", path, schedule={"scan": "6h", "check": "60s"})
    with daemon(quiet) as process:
        process.wait_for_line("watching")
        time.sleep(5)
        cpu = process.cpu_seconds()
        time.sleep(seconds)
        tell(f"CPU over {seconds:.0f} s with nothing due", (process.cpu_seconds() - cpu) / seconds * 100, "%")
        tell("resident memory then", process.memory(), "MiB")
        _, took = process.end()
        tell("end", took, "s")


def measure_throughput(path: Path, folder: Path, links: int) -> None:
    sql = "SELECT max(id) FROM checks"
    with small_web() as web:
        urls = [page_url(number, web.port) for number in range(links)]
        for name in ("first looks", "later looks"):
            with Store.open(path) as store:
                targets = [Citation(url, Target(TargetKind.WEB, url), "text", "A sentence.", 1) for url in urls]
                store.articles.record(None, None, Article("benchmark", "B", None, targets), name, datetime.now(UTC))
            with closing(sqlite3.connect(path)) as raw:
                raw.execute("UPDATE links SET next_check_at = ? WHERE host LIKE '127.1.%'", [_text(datetime.now(UTC))])
                raw.commit()
            before = count(path, sql)
            settings = write_settings(folder / "busy.toml", path)
            with daemon(settings) as process:
                process.wait_for_line("watching")
                took = wait_until(lambda before=before: count(path, sql) >= before + links, 600)
                _tell_busy(name, process, links, took)


def _tell_busy(name: str, process: Process, links: int, took: float) -> None:
    tell(f"{name}: {links} links", links / took, "links/s")
    tell(f"{name}: CPU", process.cpu_seconds() / took * 100, "%")
    tell(f"{name}: peak memory", process.peak_memory(), "MiB")
    process.end()


def _woke(address: str) -> bool:
    with urlopen(f"http://{address.removeprefix('http://').rstrip('/')}/metrics", timeout=30) as answer:
        text = answer.read().decode()
    return any(
        line.startswith('linkwatch_job_seconds_count{job="check"}') and float(line.split()[-1]) >= 1
        for line in text.splitlines()
    )


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def main() -> None:
    """Measure, a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--links", type=int, default=5000)
    chosen = parser.parse_args()
    path = chosen.file.absolute()
    with tempfile.TemporaryDirectory() as folder:
        measure_rounds(path)
        make_idle(path)
        measure_idle(path, Path(folder), chosen.seconds)
        measure_throughput(path, Path(folder), chosen.links)


if __name__ == "__main__":
    main()
