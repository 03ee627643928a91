"""What a machine lacks is told from what pages and programs do wrong."""

import errno
import logging
import os
import resource
import subprocess
import sys

import aiohttp
import pytest

from linkwatch import lacks
from linkwatch.errors import MachineError
from linkwatch.evidence import Trouble
from linkwatch.fetch.body import BodyLimits, read_body
from linkwatch.fetch.retry import wait_for_machine
from linkwatch.fetch.trouble import describe

NO_PROCESS = BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
OF_MEMORY = {
    "no more memory": [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("libx.so: failed to map segment from shared object"),
        ExceptionGroup("", [ExceptionGroup("", [MemoryError()])]),
    ],
    "no more threads": [RuntimeError("can't start new thread")],
    "no more processes": [NO_PROCESS],
}
OF_DISKS = {
    "the disk of /a/b has no room left": OSError(errno.ENOSPC, "No space left on device", "/a/b"),
    "TMPDIR or /tmp": OSError(errno.ENOSPC, "No space left on device"),
    "lets no file grow that large": OSError(errno.EFBIG, "File too large", "/a"),
    "is read-only": OSError(errno.EROFS, "Read-only file system", "/a"),
    "no folder for temporary files": FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
    "open files": OSError(errno.EMFILE, "Too many open files"),
}
OTHERS = (
    ValueError("can't start new thread"),
    RuntimeError("can't start"),
    ImportError("No module named x"),
    BlockingIOError(errno.EAGAIN, "write could not complete without blocking", 3),
    FileNotFoundError(errno.ENOENT, "No such file or directory", "/a"),
)


@pytest.mark.parametrize(("words", "error"), [(words, one) for words, all_ in OF_MEMORY.items() for one in all_])
def test_a_lack_of_memory_is_told_in_words_that_name_a_limit(words: str, error: Exception) -> None:
    assert words in str(lacks.as_lack(error))
    assert "ulimit -" in str(lacks.as_lack(error))


@pytest.mark.parametrize(("words", "error"), list(OF_DISKS.items()))
def test_a_lack_of_room_is_told_with_its_place(words: str, error: Exception) -> None:
    assert words in str(lacks.as_lack(error))
    assert not lacks.is_of_memory(error)


def test_an_error_that_is_its_own_cause_is_told_too() -> None:
    error, other = MemoryError(), ValueError()
    error.__cause__, other.__cause__ = error, other
    assert lacks.is_of_memory(error)
    assert not lacks.is_of_memory(other)
    error.__cause__ = other
    assert lacks.is_of_memory(error)


@pytest.mark.parametrize("error", OTHERS)
def test_other_errors_are_no_lack(error: Exception) -> None:
    assert lacks.as_lack(error) is None


def test_a_connection_that_broke_for_want_of_memory_is_no_trouble_of_its_site() -> None:
    broken = aiohttp.ClientPayloadError("broke")
    broken.__cause__ = MemoryError()
    for error in (MemoryError(), broken):
        with pytest.raises(MachineError, match="no more memory"):
            describe(error)
    assert describe(aiohttp.ClientPayloadError("broke"))[0] is Trouble.BAD_RESPONSE


async def test_a_body_that_finds_no_memory_is_not_taken_for_a_shorter_one() -> None:
    async def read() -> bytes:
        raise aiohttp.ClientPayloadError("broke") from MemoryError()

    with pytest.raises(aiohttp.ClientPayloadError):
        await read_body(read, None, "", BodyLimits(10, 1))


async def test_memory_that_others_hold_is_waited_for() -> None:
    waits: list[float] = []

    async def ask() -> int:
        if len(waits) < 3:
            raise MemoryError
        return 7

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    assert await wait_for_machine(ask, sleep) == 7
    assert waits == sorted(waits)


@pytest.mark.parametrize(("error", "is_kept"), [(MemoryError(), False), (ValueError(), True), (None, True)])
def test_what_libraries_log_of_a_lack_is_left_out(error: Exception | None, *, is_kept: bool) -> None:
    told = (type(error), error, None) if error is not None else None
    record = logging.LogRecord("asyncio", logging.ERROR, "", 1, "x", None, told)
    assert lacks.NotOfMemory().filter(record) is is_kept


_THREAD = """
import resource
from linkwatch import lacks
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {more}, resource.RLIM_INFINITY))
lacks.make_sure_of_a_thread()
"""


def test_a_thread_that_would_find_no_memory_to_begin_with_is_not_waited_for_without_end() -> None:
    stack, _ = resource.getrlimit(resource.RLIMIT_STACK)
    more = (8 * 2**20 if stack == resource.RLIM_INFINITY else stack) + 2**20
    for room, code in ((more, 1), (more + 64 * 2**20, 0)):
        done = subprocess.run(
            [sys.executable, "-c", _THREAD.format(more=room)], capture_output=True, timeout=60, check=False
        )
        assert done.returncode == code, done.stderr
        assert (b"lets no more threads start" in done.stderr) == bool(code)
