"""A daemon whose loop is stuck is unhealthy for whoever asks as the image's HEALTHCHECK does."""

import asyncio
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from linkwatch.watch.monitor import Monitor
from linkwatch.watch.monitor.server import serve
from tests.watch.monitor.test_server import Database

TOP = Path(__file__).parent.parent.parent.parent
PORT, PATIENCE = "127.0.0.1:8471", "timeout=8"


def healthcheck() -> str:
    """The program that the image asks with."""
    text = (TOP / "Dockerfile").read_text()
    found = re.search(r"^HEALTHCHECK .*--timeout=(\d+)s.*\\\n *CMD (\[.+\])$", text, re.MULTILINE)
    assert found is not None
    python, option, program = json.loads(found[2])
    assert (python, option) == ("python3", "-c")
    assert PORT in program
    assert int(PATIENCE.removeprefix("timeout=")) < int(found[1])  # it ends by itself, before it is killed
    return str(program)


def is_healthy(url: str, patience: str = PATIENCE) -> bool:
    """Ask as the image does, at another port; with less patience where it is known to be in vain."""
    program = healthcheck().replace(f"http://{PORT}", url).replace(PATIENCE, patience)
    assert url in program
    assert patience in program
    return subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=False).returncode == 0


@contextmanager
def loop_of_its_own(monitor: Monitor) -> Iterator[tuple[asyncio.AbstractEventLoop, str]]:
    """A monitor served in another thread; yield its loop and address."""
    loop, ready, urls = asyncio.new_event_loop(), threading.Event(), list[str]()
    end = asyncio.Event()

    async def run() -> None:
        database = Database()
        async with serve(monitor, "127.0.0.1:0", count=database.count, write=database.write) as (url, *_):
            urls.append(url)
            ready.set()
            await end.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    try:
        assert ready.wait(30)
        yield loop, urls[0]
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()


def test_a_stuck_loop_is_unhealthy_and_one_that_goes_on_is_well_again() -> None:
    monitor = Monitor()
    monitor.scheduled({"check": 60.0})
    stuck, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        stuck.set()
        go_on.wait()

    with loop_of_its_own(monitor) as (loop, url):
        assert is_healthy(url)
        loop.call_soon_threadsafe(hang)
        assert stuck.wait(30)
        try:
            assert not is_healthy(url, "timeout=1")
        finally:
            go_on.set()
        assert is_healthy(url)


def test_a_job_that_never_ends_is_unhealthy_though_the_loop_goes_on() -> None:
    now = 0.0
    monitor = Monitor(monotonic=lambda: now)
    monitor.scheduled({"check": 60.0})
    with loop_of_its_own(monitor) as (_, url):
        assert is_healthy(url)
        now = timedelta(days=1).total_seconds()
        assert not is_healthy(url)


def test_a_daemon_that_is_gone_is_unhealthy() -> None:
    with loop_of_its_own(Monitor()) as (_, url):
        pass
    assert not is_healthy(url)
