"""A wall clock that is set while a daemon works. Needs time-machine."""

import json
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.running import Process, count, daemon, faults_of, rows, wait_until, write_settings
from tests.faults.web import HOSTS, Web, page_url

_LOOKS = "SELECT count(*) FROM checks"
_DAY = 86400


def clock_set(folder: Path, web: Web) -> dict[str, object]:
    """Ten days forward with 2 000 links, ten days back, then for a moment to 2099: looks go on by the rules."""
    database = folder / "links.db"
    article = web.answer_article("article", [page_url(number, web.port) for number in range(1, 2001)])
    settings = write_settings(
        folder / "settings.toml", database, [("page", article)], schedule={"scan": 2, "check": 1},
        check={"host_interval": 0.02},
    )  # fmt: skip
    figures: dict[str, object] = {}
    ahead = folder / "ahead"
    with daemon(settings, program=("tests.faults.set_clock", str(ahead))) as process:
        wait_until(lambda: count(database, _LOOKS) >= 2000, 120)
        asked = len(web.requests())
        _set(process, ahead, 10 * _DAY)
        figures["ten days forward: all looked at after (s)"] = wait_until(lambda: count(database, _LOOKS) >= 4000, 180)
        figures["ten days forward: most requests to one host in a second"] = _fastest(web, asked)
        figures["ten days forward: next dates, days from then"] = _dates(database, 10 * _DAY)
        _set(process, ahead, 0)
        figures["back: a job wakes after (s)"] = _awake_after(process, web, article)
        figures["back: next dates, days from now"] = _dates(database, 0)
        looks = count(database, _LOOKS)
        time.sleep(10)
        figures["back: looks in 10 s"] = count(database, _LOOKS) - looks
        _set(process, ahead, 73 * 365 * _DAY)
        figures["2099: all looked at after (s)"] = wait_until(lambda: count(database, _LOOKS) >= 6000, 180)
        _set(process, ahead, 0)
        figures["back again: a job wakes after (s)"] = _awake_after(process, web, article)
        wait_until(lambda: _dates(database, 0)[1] < 120, 60)
        figures["back again: next dates, days from now"] = _dates(database, 0)
        looks = count(database, _LOOKS)
        time.sleep(10)
        figures["back again: looks in 10 s"] = count(database, _LOOKS) - looks
        code, took = process.end()
        assert (code, took < 10) == (0, True), (code, took)
        figures["ended (s)"] = took
        figures["said of the clock"] = [
            entry["job"] for entry in map(json.loads, process.lines) if "clock was put back" in entry["event"]
        ]
    assert faults_of(database) == []
    return figures


def _set(process: Process, ahead: Path, seconds: int) -> None:
    ahead.write_text(str(seconds))
    process.send(signal.SIGUSR1)


def _awake_after(process: Process, web: Web, article: str) -> float:
    """Wait until the scan's job reads the source again; return the seconds that took."""
    reads = sum(url == article for _, url, *_ in web.requests())
    assert process.popen.poll() is None, process.lines
    return wait_until(lambda: sum(url == article for _, url, *_ in web.requests()) > reads, 60)


def _dates(database: Path, ahead: int) -> tuple[float, float]:
    """The first and the last date of a next look, in days from a clock that is so many seconds ahead."""
    now = datetime.now(UTC).timestamp() + ahead
    first, last = rows(database, "SELECT unixepoch(min(next_check_at)), unixepoch(max(next_check_at)) FROM links")[0]
    return round((first - now) / _DAY, 2), round((last - now) / _DAY, 2)


def _fastest(web: Web, after: int) -> int:
    """The most requests that one host had in one second."""
    seconds: dict[tuple[str, int], int] = {}
    for at, url, *_ in web.requests()[after:]:
        key = url.split("/")[2], int(at)
        seconds[key] = seconds.get(key, 0) + 1
    assert len({host for host, _ in seconds}) > HOSTS / 2
    return max(seconds.values())


SCENARIOS = (clock_set,)
