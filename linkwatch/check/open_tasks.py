"""Tasks that somebody else carries out: what comes of each goes to whoever waits for it."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from linkwatch.check.examining import Take
from linkwatch.check.messages import Done, Enough, Found, Logged, Paused, Pauses, Refused, Report
from linkwatch.errors import MachineError

_numbers = count(1)  # no two tasks of a process have the same, whoever carries them out


class LostError(Exception):
    """Whoever carried out a task ended before it.

    guilty: the link that was worked for at that moment, None if none is known. was_killed: somebody ended it, perhaps
    the kernel for want of memory, so that the link may be innocent.
    """

    def __init__(self, guilty: int | None, *, was_killed: bool) -> None:
        super().__init__(guilty)
        self.guilty = guilty
        self.was_killed = was_killed


@dataclass(slots=True)
class _Open:
    """A task that is not done. is_stopped: whoever carries it out was told that it is enough."""

    take: Take
    enough: Callable[[], bool]
    done: asyncio.Future[None]
    is_stopped: bool = False


class OpenTasks:
    """The tasks that one worker has in hand. pauses: of hosts, those that outlive it; None for none."""

    def __init__(self, pauses: Pauses | None) -> None:
        self._pauses = pauses
        self._open: dict[int, _Open] = {}

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[int]:
        return iter(self._open)

    def __contains__(self, number: object) -> bool:
        return number in self._open

    def begin(self, take: Take, enough: Callable[[], bool]) -> tuple[int, asyncio.Future[None]]:
        """Return the number of a new task, and what ends with it."""
        number = next(_numbers)
        task = self._open[number] = _Open(take, enough, asyncio.get_running_loop().create_future())
        return number, task.done

    def end(self, number: int) -> None:
        """Nobody waits for a task any more."""
        del self._open[number]

    def lose(self, error: Exception, numbers: Iterable[int] | None = None) -> None:
        """Let those who wait for these tasks, or for all, know that they wait in vain."""
        for number in list(self if numbers is None else numbers):
            task = self._open.get(number)
            if task is not None and not task.done.done():
                task.done.set_exception(error)

    async def take_in(self, report: Report) -> Enough | None:
        """Give a report to whom it concerns. Return what the worker is to be told then."""
        match report:
            case Found(number, finding):
                if (task := self._open.get(number)) is not None:
                    await task.take(finding)
                    return self._stop(number, task)
            case Done(number):
                if (task := self._open.get(number)) is not None and not task.done.done():
                    task.done.set_result(None)
            case Refused(number, why):
                self.lose(MachineError(why), (number,))
            case Paused(authority, seconds, reason):
                if self._pauses is not None:
                    await self._pauses.keep(authority, seconds, reason)
            case Logged(record):
                log = logging.getLogger(record.name)
                if log.isEnabledFor(record.levelno):
                    log.handle(record)
        return None

    def enough(self) -> list[Enough]:
        """Return what the worker is to be told of tasks that are to be ended."""
        return [order for number, task in self._open.items() if (order := self._stop(number, task)) is not None]

    def _stop(self, number: int, task: _Open) -> Enough | None:
        if task.is_stopped or not task.enough():
            return None
        task.is_stopped = True
        return Enough(number)
