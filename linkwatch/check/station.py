"""One worker of a cluster, as its owner knows it: tasks go there in letters, findings come back in the answers.

One letter at a time is under way, and only while there is work. So nothing is lost but with the worker, and the worker
knows from the letters that its owner is there.
"""

import asyncio
import pickle
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from linkwatch.check.examining import HostBatch, Take
from linkwatch.check.messages import Assignment, Enough, Known, Order, Pauses, Task
from linkwatch.check.office import Answer, Letter
from linkwatch.check.open_tasks import LostError, OpenTasks

_MOMENT = 0.05  # seconds in which more is gathered for a letter
_LINKS_IN_LETTER = 1000
_TELL_AGAIN = 30.0  # seconds after which it is told anew which pauses are kept


class Station:
    """A worker that takes tasks until its `end`.

    assignment: what it is to be. lease: seconds, see `office.py`. pauses: of hosts, those that outlive it. post:
    carries a pickled Letter there and the pickled answer back; what it raises, those learn who wait. is_unfit: is told
    why the worker cannot be used.
    """

    def __init__(
        self,
        assignment: Assignment,
        lease: float,
        pauses: Pauses | None,
        post: Callable[[bytes], Awaitable[bytes]],
        is_unfit: Callable[[str], None],
    ) -> None:
        self._assignment = assignment
        self._lease = lease
        self._pauses = pauses
        self._told_at = -_TELL_AGAIN
        self._post = post
        self._is_unfit = is_unfit
        self._tasks = OpenTasks(pauses)
        self._waiting: deque[Task] = deque()
        self._to_stop: list[Enough] = []
        self._has_work = asyncio.Event()
        self._is_over = False
        self._talking = asyncio.create_task(self._talk())

    async def carry_out(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> None:
        """Have a batch looked at, as an Examiner does. Raises LostError if the worker is lost before."""
        if self._is_over:
            raise LostError(None, was_killed=True)
        number, done = self._tasks.begin(take, enough)
        self._waiting.append(Task(number, batch, now()))
        self._has_work.set()
        try:
            await done
        finally:
            self._tasks.end(number)
            self._has_work.set()  # one more letter says that nobody waits for it, should it be unfinished

    def end(self, why: Exception) -> int:
        """Send no more letters; those who wait learn why. Return how many tasks it had in hand."""
        self._is_over = True
        if self._talking is not asyncio.current_task():
            self._talking.cancel()
        self._tasks.lose(why)
        return len(self._tasks)

    async def _talk(self) -> None:
        while not self._is_over:
            await self._has_work.wait()
            await asyncio.sleep(_MOMENT)
            if not self._tasks:
                self._has_work.clear()
            try:
                await self._exchange()
            except Exception as error:  # noqa: BLE001 - a taker's fault, or the carrier's: they wait who must know
                self._tasks.lose(error)

    async def _exchange(self) -> None:
        orders = await self._orders()
        in_hand = frozenset(self._tasks) - {task.id for task in self._waiting}
        letter = Letter(self._assignment, orders, in_hand, self._lease)
        packed = await self._post(pickle.dumps(letter, pickle.HIGHEST_PROTOCOL))
        answer: Answer | str = pickle.loads(packed)  # noqa: S301 - from who gets the passwords of hosts, too
        if isinstance(answer, str):
            self._is_unfit(answer)
            return
        for report in answer.reports:
            if (order := await self._tasks.take_in(report)) is not None:
                self._to_stop.append(order)
        self._tasks.lose(LostError(None, was_killed=True), answer.unknown)
        if answer.unfit is not None:
            self._is_unfit(answer.unfit)

    async def _orders(self) -> tuple[Order, ...]:
        """Take what is to be said now, of the tasks that wait as many as one letter has room for."""
        orders: list[Order] = [*self._to_stop, *self._tasks.enough()]
        self._to_stop.clear()
        if self._pauses is not None and time.monotonic() >= self._told_at + _TELL_AGAIN:
            self._told_at = time.monotonic()
            orders.append(Known(dict(await self._pauses.known())))
        links = 0
        while self._waiting and links < _LINKS_IN_LETTER:
            task = self._waiting.popleft()
            if task.id in self._tasks:  # else nobody waits for it any more
                links += len(task.batch.questions)
                orders.append(task)
        return tuple(orders)
