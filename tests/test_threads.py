"""Threads that the end of the program does not wait for."""

import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from linkwatch.threads import in_thread

HANGING = """
import asyncio, threading
from linkwatch.threads import in_thread

async def main():
    try:
        async with asyncio.timeout(0.05):
            await in_thread(threading.Event().wait)
    except TimeoutError:
        print("given up")

asyncio.run(main())
"""


async def test_an_act_is_carried_out_beside_the_event_loop() -> None:
    assert await in_thread(threading.get_ident) != threading.get_ident()
    assert await in_thread(int, "2a", base=16) == 42
    with pytest.raises(ValueError, match="invalid literal"):
        await in_thread(int, "x")


def test_a_program_ends_although_an_act_hangs() -> None:
    ended = subprocess.run([sys.executable, "-c", HANGING], capture_output=True, timeout=60, check=True)
    assert (ended.stdout, ended.stderr) == (b"given up\n", b"")


def test_no_other_thread_keeps_a_program_from_ending() -> None:
    """The store's may: what was seen is to be written. What `browse` reads, and long acts of SQLite, are broken off.

    Who is forked ends without taking everything apart, when all that it had to do is done.
    """
    package = Path(__file__).parent.parent / "linkwatch"
    found = [
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if re.search(r"to_thread\(|run_in_executor\(|ThreadPoolExecutor\(|\bThread\(|os\._exit\(", file.read_text())
    ]
    assert sorted(found) == [
        "browse/database.py",
        "browse/reader.py",
        "reading/fork_server.py",
        "store/interrupting.py",
        "store/thread.py",
        "threads.py",
    ]
