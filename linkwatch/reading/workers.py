"""Reading in processes that can be given up."""

import asyncio
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, ParamSpec, Self, TypeVar

from linkwatch.errors import KilledError, LinkwatchError, MachineError, TooMuchWorkError
from linkwatch.lacks import as_lack
from linkwatch.reading import Budget
from linkwatch.reading.process import FrameTooLongError, Process, explain_exit, usable_processors
from linkwatch.reading.waking import timeout_awake
from linkwatch.reading.worker import IS_ERROR, IS_WORN
from linkwatch.threads import in_thread

_P = ParamSpec("_P")
_T = TypeVar("_T")

_MODULE = "linkwatch.reading.worker"
_FEWEST = 2  # workers: a long article must not hold up every page
_WAITING_AT_ONCE = 4  # acts that wait for disks
_STARTS = 3  # tries to start one worker
_IDLE_SECONDS = 60.0
_MOST_UNDEAD = 16  # workers that were killed and hang in the kernel, as on a disk that does not answer
_LAST_SECONDS, _LAST_LOOKS = 1.0, 200  # for those that were killed at the end; most need a hundredth
_KILLED = "two processes that read pages were killed one after the other (SIGKILL): this machine lacks memory, it seems"
_LARGE = 2**20  # bytes of an answer; larger ones are unpickled beside the event loop


class Workers:
    """A Reader over processes of its own; an asynchronous context manager, one for a whole process.

    at_once: acts that compute at the same time; None: as many as there are processors for this process. preload: names
    of modules that workers load while they have nothing to do; with any, the first worker is started at once, so that
    it is ready when the first answer comes, unless it hardly ever will be needed (starts_early). The others are started
    when they are needed. Each does one act at a time and is kept for the next, as many as compute at once; kept_beside:
    and so many more, for who reads files one after the other while others understand what they hold. One that nobody
    needs for `idle_seconds` ends, and gives its memory back. Acts wait in the order in which they came.
    """

    def __init__(
        self,
        at_once: int | None = None,
        *,
        preload: Sequence[str] = (),
        starts_early: bool = True,
        kept_beside: int = 0,
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        self._kept_beside = kept_beside
        self._at_once = at_once or max(_FEWEST, usable_processors())
        self._preload = preload
        self._starts_early = starts_early and bool(preload)
        self._computing = asyncio.Semaphore(self._at_once)
        self._waiting = asyncio.Semaphore(_WAITING_AT_ONCE)
        self._idle: dict[Process, float] = {}  # since when, by the loop's time; who is idle longest comes first
        self._idle_seconds = idle_seconds
        self._next_end: asyncio.TimerHandle | None = None
        self._busy: set[Process] = set()
        self._dying: list[Process] = []
        self._early: Process | None = None
        self._is_closed = False

    @property
    def most(self) -> int:
        """How many processes there may be at once, beside those that are being killed."""
        return self._at_once + _WAITING_AT_ONCE

    async def __aenter__(self) -> Self:
        if self._starts_early:
            with suppress(OSError):  # told where it is needed
                self._early = Process(_MODULE, loads=self._preload)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self._is_closed = True
        if self._next_end is not None:
            self._next_end.cancel()
        for worker in self._busy:
            worker.kill()  # whoever waits for its answer learns of its end, and closes its socket
        for worker in (*self._idle, *filter(None, [self._early])):
            self._give_up(worker)
        self._idle.clear()
        for _ in range(_LAST_LOOKS):
            self._bury()
            if not self._dying and not self._busy:
                break
            await asyncio.sleep(_LAST_SECONDS / _LAST_LOOKS)

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Carry out an act in a worker; see Reader."""
        async with self._waiting if budget.waits else self._computing:
            try:
                answer = await self._carry_out(budget, (budget, act, args, kwargs))
            except _LostError as first:  # somebody else may have killed it: the kernel, for want of memory
                try:
                    answer = await self._carry_out(budget, (budget, act, args, kwargs))
                except _LostError as second:
                    if first.exit_code == second.exit_code == -signal.SIGKILL:  # nothing that is read can do that
                        raise KilledError(_KILLED) from None
                    how = explain_exit(second.exit_code)
                    raise TooMuchWorkError(f"reading it ended the process that read it ({how})") from None
        value = await in_thread(_value, answer) if len(answer) > _LARGE else _value(answer)
        if answer[0] & IS_ERROR:
            raise value
        return value  # type: ignore[no-any-return]  # what the act returned

    async def _carry_out(self, budget: Budget, job: object) -> bytearray:
        """Let a worker do the job. One that did not answer to the end is never asked again."""
        worker = await self._take_worker()
        self._busy.add(worker)
        is_done = False
        try:
            async with timeout_awake(budget.wall):
                await worker.send(pickle.dumps(job, pickle.HIGHEST_PROTOCOL))
                answer = await worker.receive(budget.answer)
            is_done = not answer[0] & IS_WORN
        except TimeoutError:
            raise TooMuchWorkError(f"reading it does not end within {budget.wall:g} seconds") from None
        except FrameTooLongError:
            raise TooMuchWorkError(f"reading it gives more than {budget.answer // 2**20} MB") from None
        except (EOFError, ConnectionError):
            how = await worker.end()
            if how is None:
                raise TooMuchWorkError("reading it cut the process that read it off") from None
            if how == -signal.SIGPROF:
                raise TooMuchWorkError(f"reading it takes more than {budget.cpu:g} seconds of computing") from None
            raise _LostError(how) from None
        finally:
            self._busy.discard(worker)
            if is_done and len(self._idle) < self._at_once + self._kept_beside and not self._is_closed:
                self._keep(worker)
            else:
                self._give_up(worker)
        return answer

    async def _take_worker(self) -> Process:
        while self._idle:
            worker, _ = self._idle.popitem()
            if worker.is_running:
                return worker
            self._give_up(worker)
        return await self._start()

    async def _start(self) -> Process:
        if self._is_closed:
            raise LinkwatchError("nothing is read any more: the work is being ended")
        self._bury()
        if len(self._dying) >= _MOST_UNDEAD:
            raise LinkwatchError(
                f"{_MOST_UNDEAD} processes that were to read files hang in the kernel: look at the articles' disks"
            )
        for _ in range(_STARTS):  # whoever kills one may not have meant it
            try:
                worker, self._early = self._early or Process(_MODULE, loads=self._preload), None
            except OSError as error:
                raise _not_started(error) from error
            try:
                await worker.greet()
            except (EOFError, ConnectionError, TimeoutError):
                self._give_up(worker)
            except OSError as error:
                self._give_up(worker)
                raise _not_started(error) from error
            except BaseException:
                self._give_up(worker)
                raise
            else:
                return worker
        raise LinkwatchError(f"the process that is to read pages does not start: {sys.executable}")

    def _keep(self, worker: Process) -> None:
        """Let a worker wait for its next act."""
        loop = asyncio.get_running_loop()
        self._idle[worker] = loop.time()
        if self._next_end is None:
            self._next_end = loop.call_later(self._idle_seconds, self._end_idle)

    def _end_idle(self) -> None:
        """End the workers that nobody needed for long enough; come back for the others."""
        loop = asyncio.get_running_loop()
        self._bury()
        old = loop.time() - self._idle_seconds
        for worker in [worker for worker, since in self._idle.items() if since <= old]:
            del self._idle[worker]
            self._give_up(worker)
        again = next(iter(self._idle.values()), loop.time())
        is_needed = self._idle or self._dying  # those that were killed are to be buried
        self._next_end = loop.call_at(again + self._idle_seconds, self._end_idle) if is_needed else None

    def _bury(self) -> None:
        self._dying = [worker for worker in self._dying if worker.is_running]

    def _give_up(self, worker: Process) -> None:
        """Kill a worker without waiting for its end: one that hangs in the kernel ends when the kernel lets it go."""
        worker.kill()
        worker.close()
        if worker.is_running:
            self._dying.append(worker)


class _LostError(Exception):
    """A worker ended in the middle of an act, and its budget was not why."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def _not_started(error: OSError) -> LinkwatchError:
    lack = as_lack(error)
    kind = LinkwatchError if lack is None else MachineError
    return kind(f"no process can be started that reads pages: {lack or error.strerror or error}")


def _value(answer: bytearray) -> Any:
    return pickle.loads(memoryview(answer)[1:])  # noqa: S301 - from a process of ours
