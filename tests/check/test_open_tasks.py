"""What comes of tasks that others carry out goes to whoever waits for it."""

import logging
from collections.abc import Mapping

import pytest

from linkwatch.check.examining import Finding, NotSeen
from linkwatch.check.messages import Done, Enough, Found, Logged, Paused, Refused, Turn
from linkwatch.check.open_tasks import LostError, OpenTasks
from linkwatch.errors import MachineError


class Kept:
    def __init__(self) -> None:
        self.kept: list[tuple[str, float, str]] = []

    async def known(self) -> Mapping[str, float]:
        return {}

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        self.kept.append((authority, seconds, reason))


class Waiting:
    """Somebody who waits for a task until there is enough."""

    def __init__(self, tasks: OpenTasks, most: int = 9) -> None:
        self.found: list[Finding] = []
        self.most = most
        self.number, self.done = tasks.begin(self._take, lambda: len(self.found) >= self.most)

    async def _take(self, finding: Finding) -> None:
        self.found.append(finding)


async def test_what_is_found_goes_to_the_task_it_is_of() -> None:
    tasks = OpenTasks(None)
    one, other = Waiting(tasks), Waiting(tasks)
    assert one.number != other.number
    assert (len(tasks), list(tasks)) == (2, [one.number, other.number])
    assert await tasks.take_in(Found(one.number, NotSeen(7))) is None
    assert (one.found, other.found) == ([NotSeen(7)], [])
    assert await tasks.take_in(Done(one.number, is_worn=False)) is None
    assert await tasks.take_in(Done(one.number, is_worn=False)) is None
    assert (one.done.done(), other.done.done()) == (True, False)
    tasks.end(one.number)
    assert (one.number in tasks, other.number in tasks) == (False, True)
    assert await tasks.take_in(Found(one.number, NotSeen(8))) is None
    assert await tasks.take_in(Done(one.number, is_worn=False)) is None
    assert one.found == [NotSeen(7)]


async def test_it_is_said_once_that_it_is_enough() -> None:
    tasks = OpenTasks(None)
    waiting = Waiting(tasks, most=2)
    assert tasks.enough() == []
    assert await tasks.take_in(Found(waiting.number, NotSeen(1))) is None
    assert await tasks.take_in(Found(waiting.number, NotSeen(2))) == Enough(waiting.number)
    assert await tasks.take_in(Found(waiting.number, NotSeen(3))) is None
    assert tasks.enough() == []
    later = Waiting(tasks, most=0)
    assert tasks.enough() == [Enough(later.number)]
    assert tasks.enough() == []


async def test_who_waits_for_what_is_lost_is_told() -> None:
    tasks = OpenTasks(None)
    one, other, done = (Waiting(tasks) for _ in range(3))
    await tasks.take_in(Done(done.number, is_worn=False))
    tasks.lose(LostError(7, was_killed=True), (one.number, done.number, -1))
    with pytest.raises(LostError) as lost:
        await one.done
    assert (lost.value.guilty, lost.value.was_killed) == (7, True)
    assert not other.done.done()
    await done.done
    await tasks.take_in(Refused(other.number, "too many files"))
    with pytest.raises(MachineError, match="too many files"):
        await other.done
    last = Waiting(tasks)
    tasks.lose(LostError(None, was_killed=False))
    with pytest.raises(LostError):
        await last.done


async def test_pauses_are_kept_where_they_outlive_a_worker() -> None:
    kept = Kept()
    paused = Paused("a.test", 60.0, "asked for it")
    assert await OpenTasks(kept).take_in(paused) is None
    assert kept.kept == [("a.test", 60.0, "asked for it")]
    assert await OpenTasks(None).take_in(paused) is None


async def test_what_a_worker_logs_is_logged_where_it_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "linkwatch.test")
    for level in (logging.INFO, logging.WARNING):
        record = logging.LogRecord("linkwatch.test", level, __file__, 1, "said", (), None)
        assert await OpenTasks(None).take_in(Logged(record)) is None
    assert [(record.levelno, record.message) for record in caplog.records] == [(logging.WARNING, "said")]
    assert await OpenTasks(None).take_in(Turn()) is None
