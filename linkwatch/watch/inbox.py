"""Carries out what people ask for on the pages of `linkwatch browse`.

A daemon does so, or `browse` itself where none is at work; one process at a time, which the lock of the inbox sees to.
What only the database has to do is done at once. What takes longer is work beside: a look, a save, the first reading of
a source. What is cut off, by an end or a kill, is asked for still, and is begun again by whoever comes next.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial

from linkwatch.articles.sources import reader_of
from linkwatch.articles.sources.tracking import detect, on_the_web
from linkwatch.check.pipeline import exclusion
from linkwatch.errors import InputError, StoreBusyError, StoreError, TooMuchWorkError, UsageError
from linkwatch.model import Mark, Status
from linkwatch.store import ASKED_LOOKS, SourceEntry, Wish, alone_at_inbox
from linkwatch.watch.asked_of_links import LATER, SOON, AskedOfLinks, Means

_log = logging.getLogger(__name__)

_MOST_IN_HAND = 100
_WAKES_EVERY = 1.0  # seconds between two looks at the inbox, where no daemon's schedule wakes the work


class InboxWorker:
    """Works off the inbox of one database.

    later: until when wishes are put off, by their ids, in monotonic time: for the next worker of this process.
    """

    def __init__(
        self,
        means: Means,
        *,
        later: dict[int, float] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._means = means
        self._inbox = means.store.inbox
        self._now = means.now
        self._monotonic = monotonic
        self._links = AskedOfLinks(means, self._put_off)
        self._lock = ExitStack()
        self._is_alone = False
        self._in_hand: set[int] = set()
        self._later = {} if later is None else later
        self._works: set[asyncio.Task[None]] = set()

    async def wake(self) -> int:
        """Begin what is asked for and nobody works on; return how much that is. Work beside goes on."""
        for wish_id in [wish_id for wish_id, at in self._later.items() if at <= self._monotonic()]:
            del self._later[wish_id]
        room = _MOST_IN_HAND - len(self._in_hand)
        wishes = await self._inbox.call(self._inbox.open, room, [*self._in_hand, *self._later]) if room > 0 else []
        if not wishes or not await self._take_lock():
            return 0
        for wish in wishes:
            _log.info("asked for", extra={"action": wish.action, "target": wish.target, "actor": wish.actor})
        beside = [wish for wish in wishes if wish.action in ("recheck", "archive", "add-source")]
        for wish in wishes:
            if wish not in beside:
                await self._guard([wish], partial(self._do_at_once, wish))
        if beside:
            await self._inbox.call(self._inbox.begin, [wish.id for wish in beside])
        for wish in beside:
            if wish.action == "add-source":
                self._start([wish], partial(self._add_source, wish))
        for action, work in (("recheck", self._links.recheck), ("archive", self._links.archive)):
            if some := [wish for wish in beside if wish.action == action]:
                self._start(some, partial(work, some))
        return len(wishes)

    async def finish(self) -> None:
        """Wait for the work beside, and do what is asked for meanwhile, until nothing is left that can be done now."""
        while await self.wake() or self._works:
            if self._means.enough():
                await asyncio.gather(*self._works)
                return
            if self._works:
                await asyncio.wait(list(self._works), timeout=_WAKES_EVERY, return_when=asyncio.FIRST_COMPLETED)

    async def end(self) -> None:
        """Cut off the work beside, and let others do it."""
        for work in self._works:
            work.cancel()
        await asyncio.gather(*self._works, return_exceptions=True)
        self._lock.close()
        self._is_alone = False

    async def _take_lock(self) -> bool:
        """Be the one process that works, from now on; False while another one is."""
        if not self._is_alone:
            try:
                self._lock.enter_context(alone_at_inbox(self._means.path))
            except StoreBusyError:
                return False
            self._is_alone = True
            rounds = self._means.store.rounds
            await rounds.call(rounds.clear_cut_off, self._now(), ASKED_LOOKS)
        return True

    def _start(self, wishes: Sequence[Wish], work: Callable[[], Awaitable[None]]) -> None:
        self._in_hand.update(wish.id for wish in wishes)
        task = asyncio.create_task(self._guard(wishes, work))
        self._works.add(task)
        task.add_done_callback(self._works.discard)

    async def _guard(self, wishes: Sequence[Wish], work: Callable[[], Awaitable[None]]) -> None:
        """See to it that one wish that fails stops no other, and is not met again with every wake."""
        try:
            await work()
        except StoreError as error:  # nor could it be noted
            _log.error("what was asked for waits", extra={"error": str(error)})
            self._put_off(wishes, SOON if isinstance(error, StoreBusyError) else LATER)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not be met again with every wake
            _log.exception("what was asked for failed", extra={"action": wishes[0].action})
            self._put_off(wishes, LATER)
            for wish in wishes:
                await self._end(wish, "failed", f"internal error: {type(error).__name__}")
        finally:
            self._in_hand.difference_update(wish.id for wish in wishes)

    def _put_off(self, wishes: Iterable[Wish], seconds: float) -> None:
        self._later.update({wish.id: self._monotonic() + seconds for wish in wishes})

    async def _end(self, wish: Wish, state: str, result: str) -> None:
        await self._inbox.call(self._inbox.end, wish.id, state, result, self._now())

    # --- at once

    async def _do_at_once(self, wish: Wish) -> None:
        match wish.action:
            case "mark":
                await self._mark(wish)
            case "exclude":
                await self._inbox.call(self._inbox.exclude, wish, self._now())
            case _:
                by_settings = exclusion(self._means.settings.check)
                await self._inbox.call(self._inbox.include, wish, by_settings, self._now())

    async def _mark(self, wish: Wish) -> None:
        said = wish.arguments
        status = None if said["status"] == "none" else Status(said["status"])
        until = datetime.fromisoformat(said["until"]) if "until" in said else None
        if until is not None and until <= self._now():
            await self._end(wish, "refused", "its date was over before it could be heeded")
            return
        mark = Mark(status, wish.actor, said.get("note"), until)
        done = "is judged by its looks again" if status is None else f"is {status} by the word of {wish.actor}"
        await self._inbox.call(self._inbox.mark, wish, mark, done, self._now())

    # --- sources

    async def _add_source(self, wish: Wish) -> None:
        try:
            spec = await detect(on_the_web(wish.target), reader_of(self._means.client), self._means.reader)
        except UsageError as error:
            await self._end(wish, "refused", str(error))
        except (InputError, TooMuchWorkError) as error:
            await self._end(wish, "failed", str(error))
        else:
            entry = SourceEntry(spec.kind, spec.location, wish.arguments.get("name"))
            done = f"is watched from now on: {spec.kind} {spec.location}"
            await self._inbox.call(self._inbox.add_source, wish, entry, done, self._now())
