"""A process that may open few files looks at fewer links at once, or says in one line that it cannot."""

import asyncio
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from linkwatch import descriptors
from linkwatch.config import CheckSettings
from linkwatch.errors import MachineError
from linkwatch.fetch import WebClient
from tests.servers.raw import Script, answering, raw_server

HOSTS = 60
PAGE = b"<!doctype html><title>The old mill</title><h1>The old mill</h1><p>It turned for years.</p>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)


async def audit(folder: Path, script: Script, limit: int) -> tuple[int, str, list[dict[str, object]]]:
    """Audit links on sixty hosts with so many open files; return the exit code, what was said and the links."""
    async with raw_server(script, host="0.0.0.0") as server:
        links = (f"[{n}](http://127.0.0.{n + 1}:{server.port}/)" for n in range(HOSTS))
        (folder / "a.md").write_text("\n\n".join(links))
        command = f"ulimit -n {limit}; exec {sys.executable} -m linkwatch audit a.md --format json --host-interval 0"
        process = await asyncio.create_subprocess_shell(
            f"{command} --allow-private 127.0.0.0/8 --retries 0 --timeout 10 --no-archive",
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        stdout, stderr = await process.communicate()
    assert process.returncode is not None
    return process.returncode, stderr.decode(), json.loads(stdout)["links"] if stdout else []


async def slowly(request: bytes, writer: asyncio.StreamWriter) -> None:
    """Answer when all that will come have come."""
    await asyncio.sleep(0.05)
    await answering(ANSWER, close=False)(request, writer)


@pytest.mark.parametrize("limit", [64, 40])
async def test_with_few_files_there_are_few_connections(tmp_path: Path, limit: int) -> None:
    code, said, links = await audit(tmp_path, slowly, limit)
    assert (code, [link["status"] for link in links]) == (0, ["alive"] * HOSTS)
    assert said.count("\n") == 1
    assert f"at once: the limit of open files is {limit} (ulimit -n)" in said


@pytest.mark.parametrize("limit", [16, 24])
async def test_with_too_few_files_one_line_says_so(tmp_path: Path, limit: int) -> None:
    code, said, links = await audit(tmp_path, slowly, limit)
    assert (code, said.count("\n"), links) == (3, 1, [])
    assert f"the limit of open files is {limit} (ulimit -n)" in said


def test_a_limit_that_is_high_enough_leaves_everything_as_it_was_asked_for() -> None:
    room = descriptors.room_for(100, workers=6, limit=4096)
    assert (room.at_once, room.keeps_open) == (100, True)


def test_the_limit_is_raised_as_far_as_is_allowed() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(512, hard), hard))
        assert descriptors.raise_limit() == min(hard, 65_536)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def no_descriptors_left() -> Iterator[list[int]]:
    """Use up all files that may be open; give those that the test may close."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken: list[int] = []
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(512, hard), hard))
        with suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        yield taken
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for number in taken:
            os.close(number)


@pytest.mark.parametrize("is_passing", [True, False])
async def test_a_want_of_files_is_waited_out_and_never_the_sites_fault(is_passing: bool) -> None:
    waited: list[float] = []
    async with raw_server(answering(ANSWER, close=False)) as server:

        async def sleep(seconds: float) -> None:
            waited.append(seconds)
            if is_passing and len(waited) == 2:
                while len(taken) > 100:
                    os.close(taken.pop())

        settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0)
        async with WebClient(settings, None, sleep=sleep) as client:
            with no_descriptors_left() as taken:
                if is_passing:
                    assert (await client.visit(server.url())).http_status == 200
                else:
                    with pytest.raises(MachineError, match="ulimit"):
                        await client.visit(server.url())
    assert waited == ([0.5, 1] if is_passing else [0.5, 1, 2, 4, 8])
