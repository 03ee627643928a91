"""Workers with real processes, whose acts hang, die and eat memory."""

import asyncio
import errno
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from linkwatch.errors import InputError, KilledError, LinkwatchError, MachineError, TooMuchWorkError
from linkwatch.reading import Budget, Here, Reader, forking
from linkwatch.reading import workers as workers_module
from linkwatch.reading.workers import Workers
from tests.family import workers_of
from tests.reading import acts

AMPLE = Budget(cpu=30, wall=60)
SHORT = Budget(cpu=0.1, wall=60)
BRIEF = Budget(cpu=30, wall=60, answer=2**20)
HURRIED = Budget(cpu=30, wall=0.2)
SMALL = Budget(cpu=30, wall=60, memory=300 * 2**20)
ON_DISK = Budget(cpu=30, wall=60, waits=True)


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    async with Workers(2) as workers, asyncio.timeout(60):
        yield workers


async def written(mark: Path) -> int:
    """Return the process that an act noted, when it has."""
    while not (text := _read(mark)):  # noqa: ASYNC110 - another process makes the file
        await asyncio.sleep(0.005)
    return int(text)


def _read(mark: Path) -> str:
    return mark.read_text() if mark.exists() else ""


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it may end between opening and reading
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


async def gone(process: int) -> None:
    async with asyncio.timeout(30):
        while is_running(process):  # noqa: ASYNC110 - the kernel tells nobody but its parent
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("reader", [Here(), None])
async def test_an_act_gives_what_it_returns_and_raises_what_it_raises(reader: Reader | None, workers: Workers) -> None:
    read = reader or workers
    assert await read(AMPLE, acts.twice, number=21) == 42
    with pytest.raises(InputError, match="no article"):
        await read(AMPLE, acts.raise_error, InputError("no article"))


@pytest.mark.parametrize("error", acts.ERRORS, ids=lambda error: type(error).__name__)
async def test_every_error_of_ours_comes_back_as_it_was(error: LinkwatchError, workers: Workers) -> None:
    with pytest.raises(LinkwatchError) as raised:
        await workers(AMPLE, acts.raise_error, error)
    assert type(raised.value) is type(error)
    assert (str(raised.value), vars(raised.value)) == (str(error), vars(error))


async def test_a_fault_of_ours_says_where_it_arose(workers: Workers) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        await workers(AMPLE, acts.raise_error, ZeroDivisionError("division"))
    assert "tests/reading/acts.py" in raised.value.__notes__[0]


@pytest.mark.parametrize("act", [acts.raise_unreadable, acts.raise_something_that_cannot_be_pickled])
async def test_an_error_that_cannot_travel_is_told_in_words(act: Callable[[], None], workers: Workers) -> None:
    with pytest.raises(RuntimeError, match=act.__name__):
        await workers(AMPLE, act)
    assert await workers(AMPLE, acts.twice, 1) == 2


async def test_an_answer_that_cannot_travel_is_an_error(workers: Workers) -> None:
    with pytest.raises((pickle.PicklingError, AttributeError)):
        await workers(AMPLE, acts.give_something_that_cannot_be_pickled)


@pytest.mark.parametrize(
    ("act", "budget", "reason"),
    [
        (acts.loop_for_ever, SHORT, "reading it takes more than 0.1 seconds of computing"),
        (acts.hang_in_c, SHORT, "reading it takes more than 0.1 seconds of computing"),
        (acts.hang_in_c, HURRIED, "reading it does not end within 0.2 seconds"),
        (acts.allocate_without_end, SMALL, "reading it takes more than 300 MB of memory"),
        (acts.return_too_much, BRIEF, "reading it gives more than 1 MB"),
        (acts.claim_to_return_without_end, AMPLE, "reading it gives more than 128 MB"),
        (acts.end_process, AMPLE, "reading it ended the process that read it (exit code 7)"),
        (acts.crash, AMPLE, "reading it ended the process that read it (SIGABRT)"),
        (acts.close_sockets_and_live_on, AMPLE, "reading it cut the process that read it off"),
    ],
)
async def test_what_takes_too_much_is_given_up_and_the_next_is_read(
    act: Callable[[], None], budget: Budget, reason: str, workers: Workers
) -> None:
    with pytest.raises(TooMuchWorkError) as raised:
        await workers(budget, act)
    assert str(raised.value) == reason
    assert await workers(AMPLE, acts.twice, 4) == 8


@pytest.mark.parametrize("act", [acts.hang_in_c, acts.close_sockets_and_live_on])
async def test_the_event_loop_goes_on_while_workers_hang(act: Callable[[], None], workers: Workers) -> None:
    async def longest_pause() -> float:
        longest, last = 0.0, time.monotonic()
        while True:
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                return longest
            longest, last = max(longest, time.monotonic() - last), time.monotonic()

    await asyncio.gather(*(workers(AMPLE, acts.twice, 1) for _ in range(2)))
    watching = asyncio.create_task(longest_pause())
    results = await asyncio.gather(*(workers(SHORT, act) for _ in range(2)), return_exceptions=True)
    watching.cancel()
    assert [type(result) for result in results] == [TooMuchWorkError] * 2
    assert await watching < 1


async def test_a_worker_that_somebody_killed_is_replaced_and_the_act_done_again(
    workers: Workers, tmp_path: Path
) -> None:
    assert await workers(AMPLE, acts.kill_process_once, tmp_path / "mark") == "done"


async def test_an_act_whose_workers_are_killed_again_and_again_is_not_to_blame(workers: Workers) -> None:
    with pytest.raises(KilledError, match=r"SIGKILL.*lacks memory"):
        await workers(AMPLE, acts.kill_process)
    assert await workers(AMPLE, acts.twice, 4) == 8


@pytest.mark.parametrize("killed", [2, 6])  # each try has two ways
async def test_a_worker_that_is_killed_while_it_starts_is_started_again_up_to_three_times(
    killed: int, own_servers: None, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = subprocess.Popen, []

    def start_and_kill(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        process = start(*args, **kwargs)
        started.append(process)
        if len(started) <= killed:
            process.kill()
        return process

    monkeypatch.setattr(subprocess, "Popen", start_and_kill)
    if killed == 6:
        with pytest.raises(LinkwatchError, match="does not start"):
            await workers(AMPLE, acts.twice, 1)
    assert await workers(AMPLE, acts.twice, 1) == 2


@pytest.mark.parametrize(
    ("number", "lack"), [(errno.EAGAIN, "processes"), (errno.ENOMEM, "memory"), (errno.EMFILE, "open files")]
)
async def test_a_machine_that_starts_no_process_is_told_from_a_wrong_installation(
    number: int, lack: str, own_servers: None, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:  # root, as tests may be, is refused none for its number of processes
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(
        MachineError, match=f"no process can be started that reads pages: this machine .* no more {lack}"
    ):
        await workers(AMPLE, acts.twice, 1)
    monkeypatch.undo()
    assert await workers(AMPLE, acts.twice, 1) == 2


async def test_workers_that_were_killed_while_idle_cost_nothing(workers: Workers) -> None:
    idle = set(await asyncio.gather(*(workers(AMPLE, acts.wait_for, Path("/"), str(n)) for n in range(2))))
    assert idle == {"0", "1"}
    for process in {await workers(AMPLE, acts.process_id) for _ in range(2)}:
        os.kill(process, signal.SIGKILL)
        await gone(process)
    assert await workers(AMPLE, acts.twice, 3) == 6


async def test_a_worker_is_kept_for_the_next_act(workers: Workers) -> None:
    assert await workers(AMPLE, acts.process_id) == await workers(AMPLE, acts.process_id) != os.getpid()


async def test_the_first_worker_loads_what_will_be_needed_before_it_is_asked(
    own_servers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESTS_HEAVY_MARK", str(tmp_path / "mark"))
    async with Workers(1, preload=["tests.reading.heavy"]) as workers, asyncio.timeout(60):
        process = await written(tmp_path / "mark")
        assert process == await workers(AMPLE, acts.parent_id)
        assert _read(tmp_path / "mark") == str(process)  # it was loaded once


async def test_a_worker_that_was_never_asked_ends_with_the_others() -> None:
    before = children()
    async with Workers(1, preload=["json"]), asyncio.timeout(60):
        while not (early := children() - before):  # noqa: ASYNC110 - another process forks it
            await asyncio.sleep(0.005)
    assert len(early) == 1
    await gone(*early)


async def test_a_worker_that_hardly_ever_is_needed_is_started_when_it_is_and_loads_then() -> None:
    async with Workers(1, preload=["wave"], starts_early=False) as workers:
        assert workers._early is None
        assert "wave" in await workers(AMPLE, acts.modules_loaded)


def children() -> set[int]:
    return workers_of(os.getpid())


async def test_no_more_workers_are_kept_than_can_compute_at_once(tmp_path: Path) -> None:
    others = children()
    async with Workers(1) as workers:
        waiting = [asyncio.create_task(workers(ON_DISK, acts.wait_for, tmp_path / "mark", "a")) for _ in range(4)]
        assert await workers(AMPLE, acts.twice, 2) == 4
        (tmp_path / "mark").touch()
        await asyncio.gather(*waiting)
        assert await workers(AMPLE, acts.process_id) == await workers(AMPLE, acts.process_id)
        async with asyncio.timeout(30):
            while len([child for child in children() - others if is_running(child)]) > 1:  # noqa: ASYNC110 - the kernel's turn
                await asyncio.sleep(0.005)


async def test_a_worker_that_has_grown_is_replaced(workers: Workers) -> None:
    process = await workers(AMPLE, acts.hold, 2**20)
    assert await workers(AMPLE, acts.hold, 320 * 2**20) == process
    assert await workers(AMPLE, acts.process_id) != process
    await gone(process)


async def test_a_worker_that_ran_out_of_memory_is_replaced(workers: Workers) -> None:
    process = await workers(AMPLE, acts.process_id)
    with pytest.raises(TooMuchWorkError):
        await workers(SMALL, acts.allocate_without_end)
    assert await workers(AMPLE, acts.process_id) != process


async def test_each_answer_goes_to_who_asked(workers: Workers) -> None:
    answers = await asyncio.gather(*(workers(AMPLE, acts.twice, number) for number in range(200)))
    assert answers == [2 * number for number in range(200)]


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
async def test_a_body_of_any_size_goes_there_and_back(size: int, workers: Workers) -> None:
    assert await workers(AMPLE, acts.large, size) == b"x" * size
    assert await workers(AMPLE, len, b"x" * size) == size


async def test_acts_begin_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    done: list[str] = []
    async with Workers(1) as workers:

        async def note(mark: Path, name: str) -> None:
            done.append(await workers(AMPLE, acts.wait_for, mark, name))

        async with asyncio.TaskGroup() as group:
            group.create_task(note(tmp_path / "mark", "first"))
            for number in range(5):
                group.create_task(note(Path("/"), str(number)))
            await asyncio.sleep(0)
            (tmp_path / "mark").touch()
    assert done == ["first", "0", "1", "2", "3", "4"]


async def test_who_waits_and_is_cut_off_is_forgotten(tmp_path: Path) -> None:
    async with Workers(1) as workers:
        running = asyncio.create_task(workers(AMPLE, acts.wait_for, tmp_path / "mark", "first"))
        waiting = asyncio.create_task(workers(AMPLE, acts.kill_process_once, tmp_path / "never"))
        last = asyncio.create_task(workers(AMPLE, acts.twice, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        (tmp_path / "mark").touch()
        assert (await running, await last) == ("first", 2)
    assert not (tmp_path / "never").exists()


async def test_an_act_that_is_cut_off_ends_with_its_worker_and_its_answer_goes_to_nobody(tmp_path: Path) -> None:
    async with Workers(1) as workers:
        for number in range(20):
            mark = tmp_path / str(number)
            running = asyncio.create_task(workers(AMPLE, acts.wait_for, mark, f"late {number}"))
            await asyncio.sleep(0.002 * number)  # at every stage: starting, being sent, answering
            mark.touch()
            running.cancel()
            assert await workers(AMPLE, acts.twice, number) == 2 * number
            await asyncio.gather(running, return_exceptions=True)


async def test_an_act_that_is_cut_off_does_not_run_on(workers: Workers, tmp_path: Path) -> None:
    running = asyncio.create_task(workers(AMPLE, acts.wait_for_ever, tmp_path / "mark"))
    process = await written(tmp_path / "mark")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await gone(process)


async def test_acts_that_wait_for_disks_do_not_hold_up_those_that_compute(tmp_path: Path) -> None:
    async with Workers(1) as workers:
        waiting = [asyncio.create_task(workers(ON_DISK, acts.wait_for, tmp_path / "mark", "a")) for _ in range(4)]
        assert await workers(AMPLE, acts.twice, 2) == 4
        (tmp_path / "mark").touch()
        assert await asyncio.gather(*waiting) == ["a"] * 4


async def test_nothing_is_left_when_the_workers_are_closed(tmp_path: Path) -> None:
    async with Workers(2) as workers:
        idle = await workers(AMPLE, acts.process_id)
        hanging = asyncio.create_task(workers(AMPLE, acts.hang_in_c_for_ever, tmp_path / "mark"))
        busy = await written(tmp_path / "mark")
    await gone(idle)
    await gone(busy)
    with pytest.raises(LinkwatchError):
        await hanging


async def test_signals_for_all_of_a_group_do_not_end_a_worker(workers: Workers) -> None:
    assert await workers(AMPLE, acts.send_signals) == "still here"


async def test_an_act_has_no_standard_input_and_its_output_goes_nowhere(
    workers: Workers, capfd: pytest.CaptureFixture[str]
) -> None:
    assert await workers(AMPLE, acts.read_standard_input) == ""
    await workers(AMPLE, acts.write_to_standard_output)
    assert capfd.readouterr().out == ""


async def test_a_worker_holds_no_socket_but_its_own(workers: Workers) -> None:
    await asyncio.gather(*(workers(ON_DISK, acts.twice, 1) for _ in range(4)))
    assert await workers(AMPLE, acts.open_sockets) == 1


async def test_a_worker_knows_no_setting_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "hush")
    monkeypatch.setenv("READ_BY_LIBRARIES", "yes")
    async with Workers(1) as workers, asyncio.timeout(60):
        names = await workers(AMPLE, acts.environment_names)
    assert "READ_BY_LIBRARIES" in names
    assert not [name for name in names if name.startswith("LINKWATCH_")]


@pytest.mark.parametrize("interpreter", ["/no/such/python", "/bin/false"])
async def test_workers_that_cannot_be_started_are_told_in_a_line(
    interpreter: str, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    with pytest.raises(LinkwatchError) as raised:
        await workers(AMPLE, acts.twice, 1)
    assert not isinstance(raised.value, TooMuchWorkError)
    assert "\n" not in str(raised.value)
    monkeypatch.undo()
    assert await workers(AMPLE, acts.twice, 1) == 2


async def test_processes_that_hang_in_the_kernel_do_not_pile_up(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_MOST_UNDEAD", 2)
    with monkeypatch.context() as kernel:
        kernel.setattr(forking.Forked, "kill", lambda _: None)  # as with a process that waits for a dead disk
        hanging = []
        for name in ("first", "second"):
            act = asyncio.create_task(workers(AMPLE, acts.hang_whatever_comes, tmp_path / name))
            hanging.append(await written(tmp_path / name))
            act.cancel()
            await asyncio.gather(act, return_exceptions=True)
        with pytest.raises(
            LinkwatchError, match="2 processes that were to read files hang in the kernel: look at the articles' disks"
        ):
            await workers(AMPLE, acts.twice, 1)
    for process in hanging:
        os.kill(process, signal.SIGKILL)
    async with asyncio.timeout(30):
        while any(worker.is_running for worker in workers._dying):  # noqa: ASYNC110 - who forked them has yet to say so
            await asyncio.sleep(0.005)
    assert await workers(AMPLE, acts.twice, 1) == 2


async def test_workers_that_nobody_needs_end_and_others_are_started_when_somebody_does() -> None:
    before = children()
    async with Workers(2, idle_seconds=0.05) as workers, asyncio.timeout(60):
        process = await workers(AMPLE, acts.process_id)
        await gone(process)
        while children() - before:  # noqa: ASYNC110 - not even its entry in the table of processes is left
            await asyncio.sleep(0.005)
        assert await workers(AMPLE, acts.process_id) != process


async def test_one_more_is_kept_for_who_reads_files_beside(tmp_path: Path) -> None:
    kept, others = [], children()
    async with Workers(1, kept_beside=1) as workers:
        for name in ("first", "second"):
            waiting = asyncio.create_task(workers(ON_DISK, acts.wait_for, tmp_path / name, "a"))
            assert await workers(AMPLE, acts.twice, 2) == 4
            (tmp_path / name).touch()
            await waiting
            kept.append({child for child in children() - others if is_running(child)})
    assert len(kept[0]) == 2
    assert kept[0] == kept[1]
