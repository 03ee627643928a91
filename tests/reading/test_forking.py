"""Processes that are forked: all is as if each had been started, and it is not lost when whoever forks them is."""

import asyncio
import os
import resource
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from linkwatch.check.messages import NOTE_BYTES
from linkwatch.config import load_settings
from linkwatch.reading import forking, interpreter, process
from linkwatch.reading.process import Process
from linkwatch.reading.workers import Workers
from tests.reading import acts
from tests.reading.test_workers import AMPLE, gone, is_running, written

pytestmark = pytest.mark.usefixtures("own_servers")


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    async with Workers(2) as workers, asyncio.timeout(60):
        yield workers


async def two_at_once(workers: Workers, tmp_path: Path) -> tuple[int, int]:
    """Have two workers started, and return where each of them comes from."""
    mark = tmp_path / "mark"
    first = asyncio.create_task(workers(AMPLE, acts.wait_for, mark, "first"))
    second = await workers(AMPLE, acts.parent_id)
    mark.touch()
    await first
    return await workers(AMPLE, acts.parent_id), second


async def test_workers_come_from_one_process_that_has_loaded_what_they_need(workers: Workers, tmp_path: Path) -> None:
    one, other = await two_at_once(workers, tmp_path)
    assert one == other != os.getpid()
    async with Workers(1, preload=["tests.reading.unneeded"]) as others:
        assert await others(AMPLE, acts.parent_id) == one
        assert "tests.reading.unneeded" in await others(AMPLE, acts.modules_loaded)
    assert "tests.reading.unneeded" not in await workers(AMPLE, acts.modules_loaded)


def threads_of(process: int) -> int:
    return len(list(Path(f"/proc/{process}/task").iterdir()))


async def test_who_forks_has_one_thread() -> None:
    loads = ["linkwatch.judge.page", "linkwatch.articles.rows", "linkwatch.fetch.client"]
    with TemporaryFile() as note:
        note.truncate(NOTE_BYTES)
        for module, files in {"linkwatch.reading.worker": [], "linkwatch.check.worker": [note.fileno()]}.items():
            started = Process(module, loads=loads, files=files)
            try:
                await started.greet()
                (server,) = forking._servers.values()
                assert threads_of(server._process.pid) == 1, module
            finally:
                started.kill()
                code = await started.end()
                started.close()
            assert code == -signal.SIGKILL


async def test_folder_path_and_environment_are_those_of_now(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await workers(AMPLE, acts.process_id)
    monkeypatch.setenv("LATER", "yes")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    async with Workers(1) as others:
        assert await others(AMPLE, acts.folder_path_and_variable, "LATER") == (str(tmp_path), sys.path, "yes")
    monkeypatch.delenv("LATER")
    async with Workers(1) as others:
        assert (await others(AMPLE, acts.folder_path_and_variable, "LATER"))[2] is None


def environment_of(process: int) -> bytes:
    """Return what a living process was started with; for a moment after its start there is nothing to be read."""
    while not (environment := Path(f"/proc/{process}/environ").read_bytes()):
        pass
    return environment


async def test_what_settings_name_is_known_to_no_worker_and_not_to_who_forks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpreter, "_secrets", set())
    monkeypatch.setenv("TOKEN_OF_A_SITE", "hush-hush")
    monkeypatch.setenv("PART_OF_A_LOGIN", "be-silent")
    file = tmp_path / "linkwatch.toml"
    file.write_text(
        '[[hosts]]\nmatch = "example.org"\nauth = "me:${PART_OF_A_LOGIN}"\nheaders = {X-Token = "$TOKEN_OF_A_SITE"}\n'
    )
    load_settings(file)
    async with Workers(1) as workers, asyncio.timeout(60):
        names = await workers(AMPLE, acts.environment_names)
        server = environment_of(await workers(AMPLE, acts.parent_id))
    assert "PATH" in names
    assert not {"TOKEN_OF_A_SITE", "PART_OF_A_LOGIN"} & set(names)
    assert b"hush-hush" not in server
    assert b"be-silent" not in server


async def test_what_was_got_ready_is_there_when_a_process_is_wanted(workers: Workers) -> None:
    forking.get_ready(["tests.reading.unneeded"])
    (server,) = forking._servers.values()
    assert await workers(AMPLE, acts.parent_id) == server._process.pid
    assert "tests.reading.unneeded" in await workers(AMPLE, acts.modules_loaded)


async def test_who_was_got_ready_before_a_variable_became_a_secret_forks_nobody(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpreter, "_secrets", set())
    monkeypatch.setenv("TOKEN_OF_A_SITE", "hush-hush")
    forking.get_ready([])
    (early,) = forking._servers.values()
    assert b"hush-hush" in environment_of(early._process.pid)
    interpreter.keep_secret("TOKEN_OF_A_SITE")
    server = await workers(AMPLE, acts.parent_id)
    assert b"hush-hush" not in environment_of(server)
    assert early.has_ended
    async with Workers(1) as others:
        assert await others(AMPLE, acts.parent_id) == server


async def test_an_act_goes_on_when_who_forked_its_worker_is_killed_and_so_does_the_next(
    workers: Workers, tmp_path: Path
) -> None:
    server, _ = await two_at_once(workers, tmp_path)
    mark = tmp_path / "later"
    running = asyncio.create_task(workers(AMPLE, acts.wait_for, mark, "whole"))
    os.kill(server, signal.SIGKILL)
    await gone(server)
    mark.touch()
    assert await running == "whole"
    assert await workers(AMPLE, acts.parent_id) not in (server, os.getpid())


async def test_who_lives_is_not_taken_for_killed_when_who_forked_it_was_and_can_be_killed_still(
    workers: Workers,
) -> None:
    server = await workers(AMPLE, acts.parent_id)
    mine, theirs = socket.socketpair()
    with mine, theirs:
        forked = forking.fork("linkwatch.reading.worker", [], theirs, [])
        theirs.close()
        assert forked is not None
        assert await asyncio.to_thread(mine.recv, 1)
        os.kill(server, signal.SIGKILL)
        await gone(server)
        assert forked.poll() is None
        forked.kill()
        assert await asyncio.to_thread(mine.recv, 1) == b""
        await asyncio.sleep(0.2)
        assert forked.poll() == -signal.SIGKILL


async def test_a_hung_worker_ends_with_its_socket_when_who_forked_it_was_killed(
    workers: Workers, tmp_path: Path
) -> None:
    server = await workers(AMPLE, acts.parent_id)
    running = asyncio.create_task(workers(AMPLE, acts.hang_in_c_for_ever, tmp_path / "mark"))
    hanging = await written(tmp_path / "mark")
    os.kill(server, signal.SIGKILL)
    await gone(server)
    assert is_running(hanging)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await gone(hanging)


async def test_who_does_not_fork_any_more_is_ended_and_the_worker_started_otherwise(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await workers(AMPLE, acts.parent_id)
    os.kill(server, signal.SIGSTOP)
    monkeypatch.setattr(process, "_START_SECONDS", 2.0)
    monkeypatch.setattr(process, "_STOPPED_SECONDS", 60.0)
    async with Workers(1) as others:
        assert await others(AMPLE, acts.parent_id) == os.getpid()
    assert not is_running(server)


async def test_who_forks_and_was_stopped_is_not_waited_for_and_that_is_logged(
    workers: Workers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert process._STOPPED_SECONDS <= 5 < process._START_SECONDS
    server = await workers(AMPLE, acts.parent_id)
    os.kill(server, signal.SIGSTOP)
    monkeypatch.setattr(process, "_STOPPED_SECONDS", 0.2)
    monkeypatch.setattr(process, "_START_SECONDS", 10_000.0)
    async with Workers(1) as others:
        assert await others(AMPLE, acts.parent_id) == os.getpid()
        assert not is_running(server)
    assert "was stopped (SIGSTOP)" in caplog.text


async def test_a_worker_that_was_stopped_is_ended_and_another_does_its_work_and_that_is_logged(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert process._STOPPED_SECONDS + process._STILL_SECONDS <= 5 < AMPLE.wall
    monkeypatch.setattr(process, "_STOPPED_SECONDS", 0.1)
    stopped = await workers(AMPLE, acts.process_id)
    os.kill(stopped, signal.SIGSTOP)
    assert await workers(AMPLE, acts.process_id) != stopped
    await gone(stopped)
    assert "was stopped (SIGSTOP)" in caplog.text


async def test_one_that_goes_on_a_moment_after_us_is_left_alone(
    workers: Workers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mark = tmp_path / "mark"
    first = await workers(AMPLE, acts.process_id)
    (worker,) = workers._idle
    running = asyncio.create_task(workers(AMPLE, acts.wait_for, mark, "whole"))
    os.kill(first, signal.SIGSTOP)
    while not forking.is_stopped(first):  # noqa: ASYNC110 - the kernel tells its parent alone
        await asyncio.sleep(0)
    worker._look_whether_stopped(False)  # as when the shell has let us go on (fg), and is about to let it
    os.kill(first, signal.SIGCONT)
    while forking.is_stopped(first):  # noqa: ASYNC110 - the kernel tells its parent alone
        await asyncio.sleep(0)
    worker._look_whether_stopped(True)
    mark.touch()
    assert await running == "whole"
    assert await workers(AMPLE, acts.process_id) == first
    assert not caplog.messages


async def test_a_worker_is_ended_though_who_forked_it_was_stopped_too(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await workers(AMPLE, acts.parent_id)
    stopped = await workers(AMPLE, acts.process_id)
    (worker,) = workers._idle
    for each in (server, stopped):
        os.kill(each, signal.SIGSTOP)
    monkeypatch.setattr(process, "_STOPPED_SECONDS", 0.1)
    with pytest.raises(EOFError):
        await worker.receive(1)
    os.kill(server, signal.SIGKILL)


async def test_orders_that_who_was_stopped_does_not_take_hold_nobody_up(workers: Workers) -> None:
    server = await workers(AMPLE, acts.parent_id)
    (ours,) = forking._servers.values()
    os.kill(server, signal.SIGSTOP)
    number = next(iter(ours._living))
    for _ in range(2000):
        ours.kill(number)  # ends, though nobody takes it
    mine, theirs = socket.socketpair()
    with mine, theirs:
        assert forking.fork("linkwatch.reading.worker", [], theirs, []) is None
    os.kill(server, signal.SIGKILL)
    await gone(server)


async def test_who_is_only_slow_to_fork_is_waited_for(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    server = await workers(AMPLE, acts.parent_id)
    monkeypatch.setattr(process, "_STOPPED_SECONDS", 0.0001)
    async with Workers(1) as others:
        assert await others(AMPLE, acts.parent_id) == server


@pytest.mark.parametrize("files", [3, 8])
async def test_who_finds_no_room_for_what_a_process_needs_says_so_and_it_is_started_otherwise(files: int) -> None:
    async with Workers(1) as workers:
        server = await workers(AMPLE, acts.parent_id)
        resource.prlimit(server, resource.RLIMIT_NOFILE, (files, files))
        async with Workers(1) as others:
            assert await others(AMPLE, acts.parent_id) == (os.getpid() if files == 3 else server)
        assert await workers(AMPLE, acts.twice, 2) == 4


async def test_an_environment_too_long_to_be_told_is_there_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LONG", "LONGER", "LONGEST"):
        monkeypatch.setenv(name, "x" * 100_000)
    async with Workers(1) as workers:
        assert (await workers(AMPLE, acts.folder_path_and_variable, "LONGEST"))[2] == "x" * 100_000
        assert await workers(AMPLE, acts.parent_id) == os.getpid()


async def test_who_forks_ends_when_nobody_needs_it_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "_IDLE_SECONDS", 0.05)
    async with Workers(1) as workers:
        server = await workers(AMPLE, acts.parent_id)
    await gone(server)
    async with Workers(1) as workers:
        assert await workers(AMPLE, acts.parent_id) not in (server, os.getpid())


async def test_how_a_forked_process_ended_is_known(capfd: pytest.CaptureFixture[str]) -> None:
    for how, code in {"return": 0, "exit": 3, "complain": 1, "raise": 1, "abort": -6}.items():
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                forked = forking.fork("tests.reading.endings", [how], theirs, [])
            assert forked is not None
            async with asyncio.timeout(60):
                while forked.poll() is None:  # noqa: ASYNC110 - another process ends
                    await asyncio.sleep(0.005)
            assert forked.poll() == code, how
        assert ("ZeroDivisionError" in capfd.readouterr().err) == (how == "raise"), how
