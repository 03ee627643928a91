"""`linkwatch audit` with workers: what is in its database, and who is left, when some of its processes are killed."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.check.loopback import HOSTS, Site
from tests.family import command, family_of, name, workers_of
from tests.programs import Program

WORDS = ["audit", "article.md", "--db", "links.db", "--workers"]
OPTIONS = ["--no-archive", "--allow-private", "127.0.0.0/8", "--host-interval", "0"]


@asynccontextmanager
async def audit(site: Site, folder: Path, links: int, workers: str = "2") -> AsyncIterator[Program]:
    urls = [site.url(HOSTS[number % len(HOSTS)], f"/page/{number}") for number in range(links)]
    (folder / "article.md").write_text("".join(f"- [page]({url})\n" for url in urls))
    words = [*WORDS, workers, *OPTIONS]
    program = Program(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield program
    finally:
        program.kill()
        site.gate.set()
        with program:
            pass


def crew_members(process: int) -> list[int]:
    return [each for each in workers_of(process) if name(each) == "check.worker"]


async def ended(processes: set[int]) -> None:
    while any(command(process) for process in processes):  # noqa: ASYNC110 - the kernel tells nobody but their parent
        await asyncio.sleep(0.01)


def looks(folder: Path) -> list[tuple[int, int]]:
    """Return how many looks how many links have."""
    sql = "SELECT looks, count(*) FROM (SELECT count(*) AS looks FROM checks GROUP BY link_id) GROUP BY looks"
    with closing(sqlite3.connect(folder / "links.db")) as database:
        return database.execute(sql).fetchall()


async def test_every_link_is_recorded_once_though_a_worker_is_killed(site: Site, tmp_path: Path) -> None:
    async with audit(site, tmp_path, 160) as program:
        for _ in range(60):
            await site.waiting.acquire()
        os.kill(crew_members(program.pid)[0], signal.SIGKILL)
        _, errors = await asyncio.to_thread(program.communicate)
    assert program.returncode == 0
    assert errors.decode() == "a process that looks at links ended (SIGKILL): what it had in hand is asked again\n"
    assert looks(tmp_path) == [(1, 160)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_all_at_once(number: signal.Signals, site: Site, tmp_path: Path) -> None:
    site.gate.clear()
    async with audit(site, tmp_path, 80) as program:
        await site.waiting.acquire()
        processes = family_of(program.pid)
        began = time.monotonic()
        program.send_signal(number)
        await asyncio.to_thread(program.communicate, timeout=60)
        took = time.monotonic() - began
        await ended(processes)
    assert crew_members(os.getpid()) == []
    assert program.returncode == 3
    assert took < 10  # 0.3 s on a machine that does nothing else


async def test_workers_end_with_the_process_that_started_them(site: Site, tmp_path: Path) -> None:
    site.gate.clear()
    async with audit(site, tmp_path, 80) as program:
        for _ in range(20):
            await site.waiting.acquire()
        processes = family_of(program.pid)
        assert crew_members(program.pid)
        program.kill()
        await asyncio.to_thread(program.communicate)
        await ended(processes)


async def test_few_links_are_looked_at_by_the_process_itself(site: Site, tmp_path: Path) -> None:
    site.gate.clear()
    async with audit(site, tmp_path, 80, "auto") as program:
        await site.waiting.acquire()
        assert crew_members(program.pid) == []
        site.gate.set()
        await asyncio.to_thread(program.communicate)
    assert looks(tmp_path) == [(1, 80)]
