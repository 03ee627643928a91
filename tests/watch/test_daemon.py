"""The service as a whole: its schedule, and what signals do to a process of its own."""

import asyncio
import os
import select
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linkwatch.app import watching as watching_app
from linkwatch.config import Settings
from linkwatch.errors import StoreError
from linkwatch.watch.daemon import Daemon, Pauses
from tests.cli.conftest import Site, in_background
from tests.family import family_of
from tests.programs import Program
from tests.reading.test_workers import is_running

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

SOON = 20.0  # seconds that a test waits at most for what should happen at once


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with in_background(site.serve()) as site.url:
        yield site


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    except sqlite3.OperationalError:  # the tables are not there yet
        return []
    finally:
        db.close()


# --- the schedule


class CountingJobs:
    """Counts its wakes. act: what each wake of check does."""

    def __init__(self, act: Callable[[], Any] = lambda: asyncio.sleep(0)) -> None:
        self.wakes: list[str] = []
        self._act = act
        self.woke = asyncio.Event()

    async def begin(self) -> None:
        self.wakes.append("begin")

    async def act(self) -> None:
        self.wakes.append("act")

    async def act_all(self) -> None:
        self.wakes.append("act all")

    async def scan(self) -> None:
        self.wakes.append("scan")

    async def scan_all(self) -> None:
        self.wakes.append("scan all")

    async def check(self) -> int:
        self.wakes.append("check")
        self.woke.set()
        await self._act()
        return 0

    async def archive(self) -> None:
        self.wakes.append("archive")

    async def notify(self) -> None:
        self.wakes.append("notify")

    async def tidy(self) -> None:
        self.wakes.append("tidy")

    async def end(self) -> None:
        self.wakes.append("end")

    async def wait_for_checks(self, count: int) -> None:
        async with asyncio.timeout(SOON):
            while self.wakes.count("check") < count:
                self.woke.clear()
                await self.woke.wait()


class Ends:
    """Keeps how wakes ended."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, str | None]] = []

    def job_started(self, name: str, at: datetime) -> None: ...

    def job_ended(self, name: str, at: datetime, error: str | None) -> None:
        self.ends.append((name, error))


def utc_now() -> datetime:
    return datetime.now(UTC)


def daemon_of(jobs: CountingJobs, ends: Ends, **changes: Any) -> Daemon:
    settings = Settings.model_validate({"schedule": {"check": "20ms"}})
    return Daemon(jobs, settings, ends, utc_now, **changes)


async def test_every_job_wakes_at_once_and_then_by_its_own_schedule() -> None:
    jobs, stop = CountingJobs(), asyncio.Event()
    running = asyncio.create_task(daemon_of(jobs, Ends()).run(stop))
    await jobs.wait_for_checks(3)
    stop.set()
    await running
    assert jobs.wakes[0] == "begin"
    assert jobs.wakes[-1] == "end"
    assert {job: jobs.wakes.count(job) for job in ("scan", "archive", "notify", "tidy")} == {
        "scan": 1,
        "archive": 1,
        "notify": 1,
        "tidy": 1,
    }


async def test_a_job_that_fails_wakes_again(caplog: pytest.LogCaptureFixture) -> None:
    problems: list[Exception] = [StoreError("the disk is full"), KeyError("secret")]

    async def fail() -> None:
        if problems:
            raise problems.pop(0)

    jobs, ends, stop = CountingJobs(fail), Ends(), asyncio.Event()
    running = asyncio.create_task(daemon_of(jobs, ends).run(stop))
    await jobs.wait_for_checks(4)
    stop.set()
    await running
    errors = [error for name, error in ends.ends if name == "check"]
    assert errors[:3] == ["the disk is full", "internal error: KeyError", None]


async def test_a_wake_is_given_time_to_end_and_then_cut_off() -> None:
    jobs, ends, stop = CountingJobs(asyncio.Event().wait), Ends(), asyncio.Event()
    running = asyncio.create_task(daemon_of(jobs, ends, pauses=Pauses(drain=0.05)).run(stop))
    await jobs.wait_for_checks(1)
    stop.set()
    async with asyncio.timeout(SOON):
        await running
    assert ("check", "cut off") in ends.ends
    assert jobs.wakes.count("check") == 1  # a wake that lasts is not joined by another
    assert jobs.wakes[-1] == "end"


class ReachableDaemon(Daemon):
    scheduler: "AsyncIOScheduler"

    def _schedule(self) -> "AsyncIOScheduler":
        self.scheduler = super()._schedule()
        return self.scheduler


@pytest.mark.parametrize("back", [timedelta(days=1), timedelta(days=-60 * 365)])
async def test_jobs_wake_although_the_clock_was_set(back: timedelta) -> None:
    jobs, stop = CountingJobs(), asyncio.Event()
    settings = Settings.model_validate({"schedule": {"check": "20ms"}})
    daemon = ReachableDaemon(jobs, settings, Ends(), utc_now, Pauses(clock=0.02))
    running = asyncio.create_task(daemon.run(stop))
    await jobs.wait_for_checks(1)
    # what the scheduler is left with when the clock is put back, or ahead: by as much as a machine without a battery
    daemon.scheduler.modify_job("check", next_run_time=utc_now() + back)
    await jobs.wait_for_checks(jobs.wakes.count("check") + 2)
    stop.set()
    await running


# --- one pass


CHECK = {"allow_private": ["127.0.0.0/8"], "host_interval": 0, "retries": 0, "timeout": 5}


async def once(path: Path, settings: Settings, now: datetime) -> str | None:
    return await watching_app.run_daemon(path, settings, lambda: settings, once=True, now=lambda: now)


async def test_one_pass_reads_every_source_looks_at_what_is_due_and_ends(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[mill]({site.url}/stories/the-old-mill) [gone]({site.url}/gone)")
    source = {"kind": "files", "location": str(tmp_path / "a.md")}
    settings = Settings.model_validate({"check": CHECK, "sources": [source], "archive": {"find": False}})
    path, now = tmp_path / "x.db", datetime(2026, 1, 1, tzinfo=UTC)
    assert await once(path, settings, now) is None
    assert rows(path, "SELECT status, reason FROM links ORDER BY url") == [("failing", "http-410"), ("alive", None)]
    asked = len(site.requests)
    assert await once(path, settings, now) is None
    assert len(site.requests) == asked
    for day in (2, 4, 6):
        assert await once(path, settings, now + timedelta(days=day)) is None
    assert rows(path, "SELECT status, reason FROM links ORDER BY url") == [("dead", "http-410"), ("alive", None)]
    assert site.requests.count("/stories/the-old-mill") == 1


# --- a process of its own


class Process:
    """A daemon of its own, with a settings file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "linkwatch.toml"
        self.db = folder / "x.db"
        self.child: subprocess.Popen[bytes] = None  # type: ignore[assignment]  # `start` sets it

    def settle(self, *articles: Path, timeout: str = "60s") -> None:
        sources = "".join(f"[[sources]]\nkind = 'files'\nlocation = '{path}'\n" for path in articles)
        self.config.write_text(
            f"[database]\npath = '{self.db}'\n[archive]\nfind = false\n[schedule]\nscan = '100ms'\ncheck = '100ms'\n"
            f"[check]\nallow_private = ['127.0.0.0/8']\nretries = 0\nhost_interval = 0\ntimeout = '{timeout}'\n"
            f"{sources}"
        )

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        return Program(
            ["daemon", "--config", self.config, *more],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("LINKWATCH_")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def wait_for(self, sql: str) -> None:
        """Wait until a query finds something. What is watched is another process: only asking again tells."""
        until = time.monotonic() + SOON
        while not rows(self.db, sql):
            assert time.monotonic() < until, sql
            assert self.child.poll() is None, self.child.communicate()[1].decode()
            time.sleep(0.02)

    def hear(self, words: bytes) -> bytes:
        """Return what it says to the log until these words come."""
        assert self.child.stderr is not None
        heard = b""
        while words not in heard:
            assert select.select([self.child.stderr], [], [], SOON)[0], heard
            said = os.read(self.child.stderr.fileno(), 65_536)
            assert said, heard
            heard += said
        return heard


@contextmanager
def running(process: Process, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    process.child = child = process.start(*more)
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


async def ended_while_a_page_hangs(site: Site, path: Path, location: str, kind: str, *, once: bool) -> str | None:
    """Send ourselves SIGTERM when the page that hangs was asked for; return what the daemon gives back."""
    settings = Settings.model_validate(
        {
            "check": {**CHECK, "timeout": 60},
            "sources": [{"kind": kind, "location": location}],
            "archive": {"find": False},
            "schedule": {"check": "100ms"},
        }
    )
    life = watching_app.run_daemon(path, settings, lambda: settings, once=once, pauses=Pauses(drain=0.1))
    daemon = asyncio.create_task(life)
    await asyncio.to_thread(site.wait_for_the_slow_page)
    while not once and not rows(path, "SELECT 1 FROM links WHERE status = 'failing'"):  # noqa: ASYNC110 - as below
        await asyncio.sleep(0.02)  # the database tells only who asks
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(SOON):
        return await daemon


async def test_sigterm_ends_the_daemon_soon_and_well_while_a_host_hangs(site: Site, tmp_path: Path) -> None:
    article, path = tmp_path / "a.md", tmp_path / "x.db"
    article.write_text(f"[gone]({site.url}/gone) [slow]({site.url}/stands-still)")
    assert await ended_while_a_page_hangs(site, path, str(article), "files", once=False) is None
    assert rows(path, "SELECT 1 FROM runs WHERE finished_at IS NULL") == []
    assert rows(path, "SELECT status FROM links ORDER BY url") == [("failing",), ("unchecked",)]


def test_sigterm_ends_the_daemon_soon_and_well_while_a_huge_feed_is_read(site: Site, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"[mill]({site.url}/stories/the-old-mill)")
    site.feeds["/huge.xml"] = f"<rss><channel>{'<a/>' * 1_000_000}</channel></rss>"  # its parser takes a minute
    process = Process(tmp_path)
    process.settle(article)
    process.config.write_text(
        f"{process.config.read_text()}[[sources]]\nkind = 'feed'\nlocation = '{site.url}/huge.xml'\n"
    )
    with running(process) as child:
        process.wait_for("SELECT 1 FROM links WHERE status = 'alive'")
        assert "/huge.xml" in site.requests
        before = time.monotonic()
        child.send_signal(signal.SIGTERM)
        _, stderr = child.communicate(timeout=SOON)
    assert time.monotonic() - before < 4
    assert child.returncode == 0
    assert b'"ended"' in stderr


def test_a_daemon_that_was_killed_leaves_no_worker(site: Site, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"[mill]({site.url}/stories/the-old-mill)")
    site.feeds["/huge.xml"] = f"<rss><channel>{'<a/>' * 1_000_000}</channel></rss>"  # its parser takes a minute
    process = Process(tmp_path)
    process.settle(article)
    process.config.write_text(
        f"{process.config.read_text()}[[sources]]\nkind = 'feed'\nlocation = '{site.url}/huge.xml'\n"
    )
    with running(process) as child:
        process.wait_for("SELECT 1 FROM links WHERE status = 'alive'")
        workers = family_of(child.pid)
    until = time.monotonic() + SOON
    while any(map(is_running, workers)):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert workers


def test_sighup_reads_the_settings_again_and_keeps_the_old_ones_where_they_are_broken(
    site: Site, tmp_path: Path
) -> None:
    one, two, three = (tmp_path / name for name in ("one.md", "two.md", "three.md"))
    one.write_text(f"[mill]({site.url}/stories/the-old-mill)")
    two.write_text(f"[gone]({site.url}/gone)")
    three.write_text(f"[forbidden]({site.url}/forbidden)")
    process = Process(tmp_path)
    process.settle(one)
    with running(process) as child:
        process.wait_for("SELECT 1 FROM links WHERE status = 'alive'")
        process.settle(one, two)
        child.send_signal(signal.SIGHUP)
        process.wait_for("SELECT 1 FROM links WHERE status = 'failing'")
        good = process.config.read_text()
        process.config.write_text(good + "\n[check")
        child.send_signal(signal.SIGHUP)
        two.write_text(f"[forbidden]({site.url}/forbidden)")  # is read although the settings cannot be
        process.wait_for("SELECT 1 FROM links WHERE status = 'blocked'")
        heard = process.hear(b"linkwatch.toml: not valid TOML")  # else SIGTERM may come first
        child.send_signal(signal.SIGTERM)
        _, stderr = child.communicate(timeout=SOON)
    assert child.returncode == 0
    assert b"Traceback" not in heard + stderr
    assert rows(process.db, "SELECT count(*) FROM sources") == [(2,)]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("[[sources]]\nkind = 'feed'\nlocation = 'example.org/feed'\n", b"example.org/feed: a feed is a URL"),
        ("[server]\nlisten = '127.0.0.1:{taken}'\n", b"[server] listen: 127.0.0.1:{taken}: "),
    ],
)
def test_settings_that_cannot_be_used_leave_the_old_ones_in_force(
    site: Site, tmp_path: Path, broken: str, complaint: bytes
) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"[mill]({site.url}/stories/the-old-mill)")
    taken = site.url.rpartition(":")[2]
    process = Process(tmp_path)
    process.settle(article)
    with running(process) as child:
        process.wait_for("SELECT 1 FROM links WHERE status = 'alive'")
        process.config.write_text(process.config.read_text() + broken.format(taken=taken))
        child.send_signal(signal.SIGHUP)
        article.write_text(f"[gone]({site.url}/gone)")
        process.wait_for("SELECT 1 FROM links WHERE status = 'failing'")
        heard = process.hear(complaint.replace(b"{taken}", taken.encode()))
        child.send_signal(signal.SIGTERM)
        _, stderr = child.communicate(timeout=SOON)
    assert child.returncode == 0
    assert b"Traceback" not in heard + stderr


async def test_a_single_pass_can_be_interrupted_while_a_source_hangs(site: Site, tmp_path: Path) -> None:
    url, path = f"{site.url}/stands-still", tmp_path / "x.db"
    assert await ended_while_a_page_hangs(site, path, url, "page", once=True) == "it was interrupted"


def test_a_second_daemon_on_one_database_is_refused_with_a_word(site: Site, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"[mill]({site.url}/stories/the-old-mill)")
    process = Process(tmp_path)
    process.settle(article)
    with running(process):
        process.wait_for("SELECT 1 FROM links WHERE status = 'alive'")
        for more in ((), ("--once",)):
            second = process.start(*more)
            _, stderr = second.communicate(timeout=SOON)
            assert second.returncode == 2
            assert b"a daemon is at work on it already" in stderr
            assert b"Traceback" not in stderr


def test_a_daemon_that_was_killed_leaves_a_database_that_the_next_one_takes_up(site: Site, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"[gone]({site.url}/gone) [slow]({site.url}/stands-still)")
    process = Process(tmp_path)
    process.settle(article)
    with running(process) as child:
        site.wait_for_the_slow_page()
        child.kill()
        child.communicate()
    process.settle(article, timeout="1s")
    with running(process) as child:
        process.wait_for("SELECT 1 FROM links WHERE reason = 'read-timeout'")
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=SOON)
    assert child.returncode == 0
    assert rows(process.db, "SELECT 1 FROM runs WHERE finished_at IS NULL") == []
