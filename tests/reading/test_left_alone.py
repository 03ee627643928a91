"""Workers whose starter was killed: none may stay, whatever it is doing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.family import family_of
from tests.reading.test_workers import is_running

STARTER = """
import asyncio, os, sys
from pathlib import Path
from linkwatch.reading import Budget
from linkwatch.reading.workers import Workers
from tests.reading import acts

async def main():
    async with Workers() as workers:
        act = getattr(acts, sys.argv[1])
        idle = await workers(Budget(30, 60), acts.process_id)
        if sys.argv[1] == "process_id":
            Path(sys.argv[2]).write_text(str(idle))
            await asyncio.sleep(1000)
        await workers(Budget(1000, 1000), act, Path(sys.argv[2]))

asyncio.run(main())
"""


@pytest.mark.parametrize("act", ["process_id", "wait_for_ever", "hang_in_c_for_ever"])
def test_a_worker_ends_when_its_starter_was_killed(act: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    family = set[int]()
    with subprocess.Popen([sys.executable, "-c", STARTER, act, str(mark)]) as starter:
        try:
            deadline = time.monotonic() + 60
            while not mark.exists() or not mark.read_text():
                assert time.monotonic() < deadline
                time.sleep(0.01)
            family = family_of(starter.pid)
        finally:
            os.kill(starter.pid, signal.SIGKILL)
    assert int(mark.read_text()) in family
    deadline = time.monotonic() + 20
    while any(map(is_running, family)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
