"""Signals at every moment: a daemon ends soon and cleanly whenever it is told to."""

import os
import signal
import subprocess
import time
from pathlib import Path

from tests.faults.running import count, daemon, faults_of, rows, wait_until, write_settings
from tests.faults.storage import assert_ends_well, busy_settings, quiet_settings
from tests.faults.web import Web

_LOOKS = "SELECT count(*) FROM checks"
_BEFORE_IT_BEGAN = 128 + signal.SIGTERM


def at_start(folder: Path, web: Web) -> dict[str, object]:
    """SIGTERM every 50 ms of the first one and a half seconds, on a database that is new and on one that is not."""
    codes: dict[int, int] = {}
    longest = 0.0
    for number in range(30):
        database = folder / ("links.db" if number % 2 else f"{number}.db")
        settings = busy_settings(folder, database, web)
        with daemon(settings) as process:
            time.sleep(0.05 * (number + 1))
            code, took = process.end()
        assert code in (0, _BEFORE_IT_BEGAN, -signal.SIGTERM), (number, code, process.lines)
        assert code == 0 or not process.lines, process.lines
        codes[code] = codes.get(code, 0) + 1
        longest = max(longest, took)
        if database.exists() and database.stat().st_size:
            assert faults_of(database) == []
    assert longest < 10
    return {"exit codes": codes, "longest (s)": longest}


def while_busy(folder: Path, web: Web) -> dict[str, object]:
    """SIGTERM twice, SIGINT, and SIGTERM while a source is read that hangs."""
    database = folder / "links.db"
    settings = busy_settings(folder, database, web)
    took: dict[str, object] = {}
    for name, numbers in {
        "SIGTERM twice (s)": (signal.SIGTERM, signal.SIGTERM),
        "SIGINT (s)": (signal.SIGINT,),
        "SIGINT thrice (s)": (signal.SIGINT,) * 3,
        "SIGTERM and SIGHUP (s)": (signal.SIGTERM, signal.SIGHUP),
        "SIGHUP and SIGTERM (s)": (signal.SIGHUP, signal.SIGTERM),
    }.items():
        with daemon(settings) as process:
            looks = count(database, _LOOKS)
            wait_until(lambda looks=looks: count(database, _LOOKS) > looks)
            for number in numbers[:-1]:
                process.send(number)
                time.sleep(0.2)
            took[name] = assert_ends_well(process, database, numbers[-1])
    hanging = write_settings(
        folder / "hanging.toml", database, [("feed", web.url("/hang")), ("page", web.url("/hang"))]
    )
    with daemon(hanging) as process:
        wait_until(lambda: any("/hang" in url for _, url, *_ in web.requests()))
        took["SIGTERM while scanning what hangs (s)"] = assert_ends_well(process, database)
    tarpit = web.answer_article("slow", [web.url(f"/tarpit/{number}") for number in range(40)])
    slow = write_settings(folder / "slow.toml", database, [("page", tarpit)], check={"timeout": 60})
    with daemon(slow) as process:
        wait_until(lambda: any("/tarpit" in url for _, url, *_ in web.requests()))
        took["SIGTERM while looking at a tarpit (s)"] = assert_ends_well(process, database)
    assert rows(database, "SELECT count(*) FROM runs WHERE finished_at IS NULL") == [(0,)]
    return took


def while_archiving(folder: Path, web: Web) -> dict[str, object]:
    """SIGTERM while an archive that hangs is asked for copies of what is dead."""
    database = folder / "links.db"
    article = web.answer_article("dead", [web.url(f"/nothing/{number}", host=number) for number in range(20)])
    settings = write_settings(
        folder / "settings.toml",
        database,
        [("page", article)],
        archive={"find": True, "wayback_url": web.url("/hang", host=99).removesuffix("/hang") + "/hang?"},
        recheck={"confirmations": 1, "confirm_over": 0},
        schedule={"archive": 0.5},
    )
    with daemon(settings) as process:
        process.wait_for_line("links looked at")
        wait_until(lambda: any(f"//{_host(web, 99)}" in url for _, url, *_ in web.requests()))
        return {"ended (s)": assert_ends_well(process, database)}


def reload_storm(folder: Path, web: Web) -> dict[str, object]:
    """SIGHUP fifty times, with settings that are changed, broken and mended meanwhile."""
    database = folder / "links.db"
    settings = busy_settings(folder, database, web)
    good = settings.read_text()
    with daemon(settings) as process:
        wait_until(lambda: count(database, _LOOKS) > 100)
        for number in range(50):
            settings.write_text(good if number % 3 else "[check]\nno_such_key = 1\n")
            process.send(signal.SIGHUP)
            time.sleep(0.1)
        settings.write_text(good)
        process.send(signal.SIGHUP)
        process.wait_for_line("settings read again")
        looks = count(database, _LOOKS)
        wait_until(lambda: count(database, _LOOKS) > looks + 100)
        memory = process.memory()
        took = assert_ends_well(process, database)
    said = [sum(words in line for line in process.lines) for words in ("settings read again", "stay as they were")]
    return {"read again, refused": said, "ended (s)": took, "memory (MiB)": memory}


def as_process_one(folder: Path, web: Web) -> dict[str, object]:
    """SIGTERM as the first process of a container, where signals that nobody handles are dropped; early and late."""
    database = folder / "links.db"
    settings = quiet_settings(folder, database, web)
    took: dict[str, object] = {}
    for moment in (0.3, 0.6, 3.0):
        with daemon(settings, wrapper=("unshare", "--fork", "--pid", "--kill-child")) as process:
            wait_until(lambda popen=process.popen: _children(popen.pid))
            (child,) = _children(process.popen.pid)
            time.sleep(moment)
            began = time.monotonic()
            os.kill(child, signal.SIGTERM)
            code, _ = process.end(None)
            took[f"after {moment} s"] = f"exit {code} in {time.monotonic() - began:.1f} s"
            assert code in (0, _BEFORE_IT_BEGAN), (moment, code, process.lines)
            assert time.monotonic() - began < 10
    assert faults_of(database) == []
    return took


def _children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def _host(web: Web, number: int) -> str:
    return web.url("/", host=number).split("/")[2]


SCENARIOS = (at_start, while_busy, while_archiving, reload_storm, as_process_one)
