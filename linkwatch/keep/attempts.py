"""Brings attempts to keep pages on, so that a killed run neither loses one nor repeats one.

    note in the store that a page is to be kept              intended
    is there a recent copy? then that is all                 archived
    note that it is being sent, then send it                 sending
    note the archive's job, ask until it has ended           submitted → saved | refused | postponed

What is found open at the beginning was left by a run that ended too early. What was "sending" then may have arrived
or not, as may a request without an answer: it is uncertain, and looked up before anything is sent again. What
certainly did not arrive is intended once more. An answer that forbids all further attempts for a while is kept in the
store: until then no run begins any. Only one process saves by one database (`store.only_saver`).

Pages without a copy come first if their site begins to lose its pages.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveKeysError, ArchiveUnavailableError
from linkwatch.keep import rules
from linkwatch.keep.keeper import Ended, Keeper, NotMade, NotTaken, PutOff, Reach, Unknown, Working
from linkwatch.store import Save, SaveEnd, Saves, SavesPause

_PAGE = 100  # attempts read from the store at once


@dataclass(frozen=True, slots=True)
class RoundEnd:
    """What a round came to. ended: attempts. stopped: why no more may begin for now, None while they may."""

    ended: int
    stopped: str | None


class Round:
    """One keeper's attempts, brought on until nothing more can be done now or it is `enough`."""

    def __init__(
        self,
        saves: Saves,
        keeper: Keeper,
        settings: ArchiveSettings,
        now: Callable[[], datetime],
        enough: Callable[[], bool],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._saves = saves
        self._keeper = keeper
        self._settings = settings
        self._now = now
        self._enough = enough
        self._sleep = sleep
        self._monotonic = monotonic
        self._waiting: deque[Save] = deque()
        self._last_id = 0
        self._urgent: list[str] | None = None  # hosts whose pages come first; None once these are taken
        self._taken_first: set[int] = set()
        self._reading = asyncio.Lock()
        self._opening = asyncio.Lock()
        self._opened = AsyncExitStack()
        self._places: asyncio.Semaphore | None = None
        self._left: int | None = None
        self._followed = 0
        self._ended = 0
        self._host_pauses: dict[str, datetime] = {}
        self._stopped: str | None = None

    async def run(self) -> RoundEnd:
        """All ends are in the store, whatever the keeper does. Raises what `Keeper` names, but for silence."""
        name, account = self._keeper.name, self._keeper.account
        pause = await self._saves.call(self._saves.pause_now, name, account, self._now())
        if pause is not None:
            self._stopped = rules.told_again(pause)
            if pause.word == rules.KEYS:
                return RoundEnd(0, self._stopped)  # without them it does not even tell how a job goes
        words = self._keeper.host_words
        self._urgent = await self._saves.call(self._saves.dying_hosts, self._now()) or None
        self._host_pauses = await self._saves.call(self._saves.paused_hosts, name, words, self._now())
        try:
            async with self._opened, asyncio.TaskGroup() as group:
                for _ in range(rules.MOST_AT_ONCE):
                    group.create_task(self._work())
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return RoundEnd(self._ended, self._stopped)

    async def _work(self) -> None:
        while (save := await self._next()) is not None:
            try:
                await self._bring_on(save)
            except ArchiveKeysError as error:
                await self._stop(rules.stop_without_keys(str(error), self._now()))
                raise

    async def _next(self) -> Save | None:
        """Return the next attempt that may go on, None where there is none any more."""
        async with self._reading:
            if self._enough():
                return None
            if self._urgent is not None and not self._waiting:
                await self._read_on(self._urgent)
                self._taken_first.update(save.id for save in self._waiting)
                if not self._waiting:
                    self._urgent, self._last_id = None, 0
            while not self._waiting and await self._read_on(None):
                self._waiting = deque(save for save in self._waiting if save.id not in self._taken_first)
            return self._waiting.popleft() if self._waiting else None

    async def _read_on(self, hosts: list[str] | None) -> bool:
        """Read the attempts that follow; return whether there are any. hosts: only those of these."""
        read = await self._saves.call(
            self._saves.unfinished,
            self._keeper.name,
            self._now(),
            _PAGE,
            self._last_id,
            but_intended=self._stopped is not None,
            not_its_own=self._keeper.stop_words,
            hosts=hosts,
        )
        self._waiting.extend(read)
        self._last_id = read[-1].id if read else self._last_id
        return bool(read)

    async def _bring_on(self, save: Save) -> None:
        match save.state:
            case "intended":
                await self._begin(save)
            case "submitted" if save.job_id is not None:
                await self._follow(save)
            case _:
                answer = await self._keeper.look_up(save, self._now())
                if isinstance(answer, NotMade):
                    await self._begin(save)
                else:
                    await self._settle(save, answer)

    async def _begin(self, save: Save) -> None:
        """Send it, unless it has to wait: then it stays as it is, since nothing was sent."""
        if (objection := self._keeper.objection(save.url)) is not None:  # it was intended by other settings or rules
            return await self._settle(save, Ended("refused", message=f"it is not told: {objection}"))
        places = await self._ask_for_places()
        if places is None:
            return None
        async with places:
            if self._stopped is not None or self._enough():
                return None
            until = self._host_pauses.get(save.host)
            if until is not None and self._now() < until:
                return await self._leave_intended(save, "its host is left alone for a while", until)
            if self._settings.save != "always" and await self._is_needless(save):
                return None
            await self._keeper.turn()
            if self._stopped is not None:
                return None
            # After the turn: whoever waited for one with the last attempt in hand would be stopped by the next.
            if (spent := rules.stop_when_spent(self._left, self._now())) is not None:
                return await self._stop(spent)
            self._left = None if self._left is None else self._left - 1
            return await self._send(save)

    async def _ask_for_places(self) -> asyncio.Semaphore | None:
        """Ask, once, how many attempts may be under way; None where none may begin."""
        async with self._opening:
            if self._places is None and self._stopped is None:
                try:
                    allowance = await self._opened.enter_async_context(self._keeper.opened(self._now()))
                except ArchiveUnavailableError as error:
                    self._stopped = str(error)
                    return None
                self._left = allowance.left
                self._places = asyncio.Semaphore(max(1, min(rules.MOST_AT_ONCE, allowance.at_once)))
                if (without := rules.stop_without_place(allowance, self._now())) is not None:
                    await self._stop(without)
        return self._places if self._stopped is None else None

    async def _is_needless(self, save: Save) -> bool:
        """Tell whether there is a recent copy, or nobody can say; it is settled then."""
        since = self._now() - timedelta(seconds=self._settings.recent)
        try:
            answer: Ended | NotTaken | Unknown | None = await self._keeper.recent(save, since)
        except ArchiveUnavailableError as error:
            answer = NotTaken(str(error), error.retry_after)  # whatever became of the question, nothing was sent
        if answer is not None:
            await self._settle(save, answer)
        return answer is not None

    async def _send(self, save: Save) -> None:
        now = self._now()
        await self._saves.call(self._saves.go_on, save.id, None, now)
        sending = replace(save, state="sending", requested_at=now, job_id=None)
        try:
            answer: Ended | PutOff | Working | NotTaken | Unknown = await self._keeper.begin(sending)
        except ArchiveUnavailableError as error:
            answer = rules.answer_in(error)
        except ArchiveKeysError as error:
            await self._leave_intended(save, str(error), self._now())
            raise
        if isinstance(answer, Working):
            await self._saves.call(self._saves.go_on, save.id, answer.job_id, self._now())
            await self._follow(replace(sending, state="submitted", job_id=answer.job_id))
        else:
            await self._settle(save, answer)

    async def _follow(self, save: Save) -> None:
        """Ask about a job until it has ended; if that takes too long, or the archive is silent, leave it submitted."""
        self._followed += 1
        pause = first = rules.first_question_after(self._settings.requests_per_minute, self._followed)
        patience = self._monotonic() + rules.JOB_PATIENCE
        try:
            while isinstance(answer := await self._keeper.follow(save, self._now()), Working):
                if self._monotonic() > patience or self._enough():
                    return
                await self._sleep(pause)
                pause = rules.next_question_after(pause, first)
        except ArchiveUnavailableError:
            return
        finally:
            self._followed -= 1
        await self._settle(save, answer)

    async def _settle(self, save: Save, answer: Ended | PutOff | NotTaken | Unknown) -> None:
        """Store what came of an attempt, and heed what the answer says of others."""
        end = rules.end_of(answer, save.failures, self._now())
        await self._end(save, end)
        match answer:
            case PutOff(reach=Reach.HOST) if end.next_try_at is not None:
                self._host_pauses[save.host] = end.next_try_at
            case PutOff(reach=Reach.ALL) if end.next_try_at is not None:
                await self._stop(SavesPause(answer.word or "", answer.message, end.next_try_at))
            case NotTaken() if answer.retry_after is not None:
                self._stopped = answer.message  # one that is left alone for a while is asked nothing more

    async def _leave_intended(self, save: Save, message: str, until: datetime) -> None:
        await self._end(save, SaveEnd("intended", message=message, next_try_at=until))

    async def _stop(self, pause: SavesPause) -> None:
        """Begin no more attempts until then, whoever runs."""
        self._stopped = pause.message
        await self._saves.call(self._saves.pause, self._keeper.name, self._keeper.account, pause)

    async def _end(self, save: Save, end: SaveEnd) -> None:
        await self._saves.call(self._saves.end, save, end, self._now())
        self._ended += end.state not in ("intended", "uncertain")
