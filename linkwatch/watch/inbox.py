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
from pathlib import Path
from typing import Protocol

from linkwatch.articles.sources import DocumentClient, reader_of
from linkwatch.articles.sources.tracking import detect, on_the_web
from linkwatch.check.pipeline import Client as CheckingClient
from linkwatch.check.pipeline import OutageError, Pipeline, exclusion
from linkwatch.config import Settings
from linkwatch.errors import ConfigError, InputError, StoreBusyError, StoreError, TooMuchWorkError, UsageError
from linkwatch.keep.due import bring_on, intend_links, keepers_for, require_means_to_save
from linkwatch.keep.keeper import Keeper
from linkwatch.model import THERE, Mark, Row, Status
from linkwatch.reading import Reader
from linkwatch.store import ASKED_LOOKS, SourceEntry, Store, Wish, alone_at_inbox, only_saver

_log = logging.getLogger(__name__)

_MOST_IN_HAND = 100
_WAKES_EVERY = 1.0  # seconds between two looks at the inbox, where no daemon's schedule wakes the work
_SOON = 5.0  # seconds after which is tried again what another process does just now
_LATER = 300.0  # likewise, what did not go: neither sites nor archives are to be asked again with every wake
_OPEN_SAVES = frozenset({"intended", "sending", "submitted", "uncertain"})
_KEPT = frozenset({"saved", "archived"})


class Client(CheckingClient, DocumentClient, Protocol):
    """The live web."""


class InboxWorker:
    """Works off the inbox of one database.

    patient: looks are believed as far as those before them allow, as by a daemon. looked: is told what each look came
    to. enough: says that the work is to end soon. later: until when wishes are put off, by their ids, in
    monotonic time: for the next worker of this process.
    """

    def __init__(
        self,
        path: Path,
        store: Store,
        settings: Settings,
        client: Client,
        keepers: Sequence[Keeper],
        reader: Reader,
        now: Callable[[], datetime],
        enough: Callable[[], bool],
        *,
        patient: bool,
        looked: Callable[[Status], None] = lambda status: None,
        later: dict[int, float] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._store = store
        self._inbox = store.inbox
        self._settings = settings
        self._client = client
        self._keepers = keepers
        self._reader = reader
        self._now = now
        self._enough = enough
        self._patient = patient
        self._looked = looked
        self._monotonic = monotonic
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
        for action, work in (("recheck", self._recheck), ("archive", self._archive)):
            if some := [wish for wish in beside if wish.action == action]:
                self._start(some, partial(work, some))
        return len(wishes)

    async def finish(self) -> None:
        """Wait for the work beside, and do what is asked for meanwhile, until nothing is left that can be done now."""
        while await self.wake() or self._works:
            if self._enough():
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
                self._lock.enter_context(alone_at_inbox(self._path))
            except StoreBusyError:
                return False
            self._is_alone = True
            rounds = self._store.rounds
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
            self._put_off(wishes, _SOON if isinstance(error, StoreBusyError) else _LATER)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not be met again with every wake
            _log.exception("what was asked for failed", extra={"action": wishes[0].action})
            self._put_off(wishes, _LATER)
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
                by_settings = exclusion(self._settings.check)
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
            spec = await detect(on_the_web(wish.target), reader_of(self._client), self._reader)
        except UsageError as error:
            await self._end(wish, "refused", str(error))
        except (InputError, TooMuchWorkError) as error:
            await self._end(wish, "failed", str(error))
        else:
            entry = SourceEntry(spec.kind, spec.location, wish.arguments.get("name"))
            done = f"is watched from now on: {spec.kind} {spec.location}"
            await self._inbox.call(self._inbox.add_source, wish, entry, done, self._now())

    # --- looks

    async def _recheck(self, wishes: Sequence[Wish]) -> None:
        found, trouble = await self._look_at(wishes)
        for wish in wishes:
            link = found.get(wish.target)
            if link is not None and link["looked_at"]:
                await self._end(wish, "done", f"is {_told(link)}")
            elif (ended := _why_not_looked_at(link, trouble)) and not (ended[0] == "failed" and self._enough()):
                await self._end(wish, *ended)

    async def _look_at(self, wishes: Sequence[Wish]) -> tuple[dict[str, Row], str | None]:
        """Look at the wishes' targets; return the links by URL, and why nothing that is silent can be believed."""
        run_id = await self._inbox.call(self._inbox.begin_looks, [wish.target for wish in wishes], self._now())
        pipeline = Pipeline(
            run_id,
            self._store,
            self._client,
            self._settings,
            self._now,
            _Watcher(self._looked),
            self._reader,
            patient=self._patient,
            enough=self._enough,
        )
        complete, trouble = False, None
        try:
            complete = await pipeline.check()
        except OutageError as error:
            trouble = str(error)
        finally:
            found = await self._inbox.call(self._inbox.looked_at, run_id, self._now())
            await self._store.rounds.call(self._store.rounds.end, run_id, self._now(), complete=complete)
        return found, trouble

    # --- saves

    async def _archive(self, wishes: Sequence[Wish]) -> None:
        """Look at pages, have those saved that are there, and tell what the archives said."""
        try:
            require_means_to_save(self._settings.archive)
        except ConfigError as error:
            for wish in wishes:
                await self._end(wish, "refused", str(error))
            return
        new = [wish for wish in wishes if not await self._is_being_saved(wish)]
        found, trouble = await self._look_at(new) if new else ({}, None)
        links = []
        going_on = [wish for wish in wishes if wish not in new]
        for wish in new:
            link = found.get(wish.target)
            if link is not None and link["looked_at"]:
                ended = self._why_not_saved(link)
            else:
                ended = _why_not_looked_at(link, trouble)
            if ended is None and link is not None:
                links.append((link["id"], link["url"], link["status"]))
                going_on.append(wish)
            elif ended is not None and not (ended[0] == "failed" and self._enough()):
                await self._end(wish, *ended)
        await self._save(going_on, links)

    async def _is_being_saved(self, wish: Wish) -> bool:
        """Tell whether a save was begun for this wish, by whoever was cut off."""
        saves = await self._inbox.call(self._inbox.saves_of, wish.target)
        since = wish.asked_at
        return any(row["state"] in _OPEN_SAVES or datetime.fromisoformat(row["requested_at"]) >= since for row in saves)

    def _why_not_saved(self, link: Row) -> tuple[str, str] | None:
        url, status = link["url"], link["status"]
        if status not in THERE:
            return "refused", f"only what is alive is saved, and it is {_told(link)}"
        if keepers_for(self._keepers, url, status):
            return None
        objections = (keeper.objection(url) for keeper in self._keepers)
        return "refused", next((text for text in objections if text), "it is an archived copy, or no page of the web")

    async def _save(self, wishes: Sequence[Wish], links: Sequence[tuple[int, str, str]]) -> None:
        """Bring the saves of these wishes on; of these links they are yet to be noted."""
        saves, settings = self._store.saves, self._settings.archive
        await intend_links(saves, self._keepers, settings, self._now, links)
        waiting = [wish for wish in wishes if not await self._end_if_saved(wish)]
        if not waiting:
            return
        try:
            with only_saver(self._path):
                kept = await bring_on(saves, self._keepers, settings, self._now, self._enough)
        except StoreBusyError:  # who saves now may do this too
            self._put_off(waiting, _SOON)
            return
        for wish in waiting:
            if await self._end_if_saved(wish):
                continue
            if kept.errors:
                await self._end(wish, "failed", "; ".join(map(str, kept.errors)))
            else:
                self._put_off([wish], _LATER)

    async def _end_if_saved(self, wish: Wish) -> bool:
        """Tell what came of a save, if that is known; say whether it is."""
        rows = await self._inbox.call(self._inbox.saves_of, wish.target)
        if any(row["state"] in _OPEN_SAVES for row in rows):
            return False
        await self._end(wish, _state_of(rows), "; ".join(map(_told_of_save, rows)))
        return True


def _told(link: Row) -> str:
    return f"{link['status']} ({link['reason']})" if link["reason"] else str(link["status"])


def _why_not_looked_at(link: Row | None, trouble: str | None) -> tuple[str, str]:
    """Return the state of such a wish, and the words."""
    if link is None:
        return "refused", "no such link"
    if link["status"] in (Status.SKIPPED, Status.INVALID):
        return "refused", f"it cannot be looked at: it is {_told(link)}"
    return "failed", trouble or "it could not be looked at now, and is due as soon as its host may be asked"


def _state_of(saves: Sequence[Row]) -> str:
    states = {row["state"] for row in saves}
    return "done" if states & _KEPT else "refused" if states == {"refused"} else "failed"


def _told_of_save(row: Row) -> str:
    if row["state"] in _KEPT:
        return f"is kept at {row['archive']}: {row['snapshot_url']}"
    again = f", and is tried again from {row['next_try_at']} on" if row["next_try_at"] else ""
    return f"{row['archive']}: {row['message'] or row['state']}{again}"


class _Watcher:
    """Tells of each look."""

    def __init__(self, looked: Callable[[Status], None]) -> None:
        self._looked = looked

    def planned(self, links: int) -> None:
        """How many they are is known."""

    def settled(self, status: Status) -> None:
        """One link has its verdict."""
        self._looked(status)

    def seeking(self, asked: int, answered: int) -> None:
        """No archive is asked for copies."""
