"""What people ask for of links: a look now, and having them archived now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from linkwatch.articles.sources import DocumentClient
from linkwatch.check.control import Client as CheckingClient
from linkwatch.check.pipeline import Pipeline
from linkwatch.config import Settings
from linkwatch.errors import ConfigError, OutageError, StoreBusyError
from linkwatch.keep.due import bring_on, intend_links, keepers_for, require_means_to_save
from linkwatch.keep.keeper import Keeper
from linkwatch.model import THERE, Row, Status
from linkwatch.reading import Reader
from linkwatch.store import Store, Wish, only_saver

SOON = 5.0
"""Seconds after which is tried again what another process does just now."""

LATER = 300.0
"""Likewise, what did not go: neither sites nor archives are to be asked again with every wake."""

_PRIVATE = (
    "its host is on a private network, which these pages were not started to ask, and what is known of it stands: "
    "start them with the settings by which it is watched (linkwatch browse --token --config FILE), or let a daemon look"
)
_OPEN_SAVES = frozenset({"intended", "sending", "submitted", "uncertain"})
_KEPT = frozenset({"saved", "archived"})


class Client(CheckingClient, DocumentClient, Protocol):
    """The live web."""


@dataclass(frozen=True, slots=True)
class Means:
    """What is worked with. path: of the store's database. enough: says that the work is to end soon.

    patient: looks are believed as far as those before them allow, as by a daemon. looked: is told what each look came
    to.
    """

    path: Path
    store: Store
    settings: Settings
    client: Client
    keepers: Sequence[Keeper]
    reader: Reader
    now: Callable[[], datetime]
    enough: Callable[[], bool]
    patient: bool
    looked: Callable[[Status], None] = lambda status: None


class AskedOfLinks:
    """Looks at links, and has them archived. put_off: is given wishes that are to be tried again in so many seconds."""

    def __init__(self, means: Means, put_off: Callable[[Sequence[Wish], float], None]) -> None:
        self._means = means
        self._store = means.store
        self._inbox = means.store.inbox
        self._settings = means.settings
        self._keepers = means.keepers
        self._now = means.now
        self._enough = means.enough
        self._put_off = put_off

    async def _end(self, wish: Wish, state: str, result: str) -> None:
        await self._inbox.call(self._inbox.end, wish.id, state, result, self._now())

    async def recheck(self, wishes: Sequence[Wish]) -> None:
        """Look at the wishes' targets, and tell what they are."""
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
            self._means.client,
            self._settings,
            self._now,
            _Watcher(self._means.looked),
            self._means.reader,
            patient=self._means.patient,
            as_guest=not self._means.patient,
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
        for url in pipeline.not_allowed & found.keys():
            found[url]["reason_not_looked_at"] = _PRIVATE
        return found, trouble

    # --- saves

    async def archive(self, wishes: Sequence[Wish]) -> None:
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
            return "refused", _told_of_dead(link)
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
            with only_saver(self._means.path):
                kept = await bring_on(saves, self._keepers, settings, self._now, self._enough)
        except StoreBusyError:  # who saves now may do this too
            self._put_off(waiting, SOON)
            return
        for wish in waiting:
            if await self._end_if_saved(wish):
                continue
            if kept.errors:
                await self._end(wish, "failed", "; ".join(map(str, kept.errors)))
            else:
                self._put_off([wish], LATER)

    async def _end_if_saved(self, wish: Wish) -> bool:
        """Tell what came of a save, if that is known; say whether it is."""
        rows = await self._inbox.call(self._inbox.saves_of, wish.target)
        if any(row["state"] in _OPEN_SAVES and not _died_before(row) for row in rows):
            return False
        await self._end(wish, _state_of(rows), "; ".join(map(_told_of_save, rows)))
        return True


def _told(link: Row) -> str:
    return f"{link['status']} ({link['reason']})" if link["reason"] else str(link["status"])


def _told_of_dead(link: Row) -> str:
    return f"only what is alive is saved, and it is {_told(link)}"


def _died_before(save: Row) -> bool:
    """Tell whether the page was gone before anything was sent: then the save waits for its return, and nobody else."""
    return save["state"] == "intended" and save["status"] not in THERE


def _why_not_looked_at(link: Row | None, trouble: str | None) -> tuple[str, str]:
    """Return the state of such a wish, and the words."""
    if link is None:
        return "refused", "no such link"
    if "reason_not_looked_at" in link:
        return "refused", str(link["reason_not_looked_at"])
    if link["status"] in (Status.SKIPPED, Status.INVALID):
        return "refused", f"it cannot be looked at: it is {_told(link)}"
    return "failed", trouble or "it could not be looked at now, and is due as soon as its host may be asked"


def _state_of(saves: Sequence[Row]) -> str:
    states = {"refused" if _died_before(row) else row["state"] for row in saves}
    return "done" if states & _KEPT else "refused" if states == {"refused"} else "failed"


def _told_of_save(row: Row) -> str:
    if row["state"] in _KEPT:
        return f"is kept at {row['archive']}: {row['snapshot_url']}"
    if _died_before(row):
        return f"{row['archive']}: {_told_of_dead(row)}"
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
