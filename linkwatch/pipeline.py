"""The one flow, whoever wakes it.

    scan:   for each document of each source:
                read it into an article, or note why it cannot be read
                store the article, its citations, its links
    check:  host by host, until nothing of the plan is left:
                look at the host's links, a few at once          (examine: link → observation → verdict)
                hold back the failures that might be our own     (outage: believe them when somebody answers)
                settle the others in the store
                of those that need it, look for a snapshot       (seek: the archives, beside the checks)

Everything comes in as a parameter: the store, the tools, the time. The store has one thread of its own, so that
the event loop never waits for the disk.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from linkwatch.archive.originals import archived_original
from linkwatch.config import RecheckSettings, Settings
from linkwatch.errors import InputError, LinkwatchError
from linkwatch.evidence import Observation, Trouble
from linkwatch.evidence_json import evidence_to_json
from linkwatch.examine import SiblingCache, Visitor, examine
from linkwatch.extract import extract
from linkwatch.judge import address_to_cite
from linkwatch.model import Document, Link, Status, Target, Unchanged, Unreadable, Verdict
from linkwatch.outage import CONTROL_NAMES, CONTROL_URL, OutageGuard, Suspicion
from linkwatch.seek import Finder, Seeker
from linkwatch.store import Settled, Store, StoreThread
from linkwatch.urls import authority, redact

_log = logging.getLogger(__name__)

_HOSTS_AT_ONCE = 300  # hosts whose links are in hand; a slow host holds up only itself, and each costs memory
_LINKS_IN_HAND = 100  # links of one host read from the store at once
_UNSETTLED = 1000  # looks that may wait for the disk before looking pauses
_BATCH = 200  # looks settled in one transaction


class Client(Protocol):
    """The live web as the flow needs it."""

    def host(self, authority: str) -> AbstractAsyncContextManager[Visitor]:
        """Open a host; its connections live as long as the context."""

    async def resolves(self, name: str) -> bool | None:
        """Say whether a name exists: True, False, or None if the resolver gave no answer."""


class Source(Protocol):
    """Whatever yields articles."""

    def documents(self) -> AsyncIterator[Document | Unchanged | Unreadable]:
        """Yield the documents one by one."""


class Watcher(Protocol):
    """Is told how the work goes on."""

    def reading(self, uri: str) -> None:
        """An article is being read."""

    def unreadable(self, problem: Unreadable) -> None:
        """An article cannot be read."""

    def planned(self, links: int) -> None:
        """So many links are to be looked at."""

    def settled(self, status: Status) -> None:
        """One link has its verdict."""

    def seeking(self, asked: int, answered: int) -> None:
        """So many links were handed to the archives, and so many answered."""


class OutageError(LinkwatchError):
    """Our own network seems to be down: nothing that was seen can be believed."""


@dataclass(frozen=True, slots=True)
class _Look:
    link: Link
    observation: Observation
    verdict: Verdict


class Pipeline:
    """One run over one store.

    snapshots_for: links that end with one of these statuses need a snapshot; one that keeps failing counts as dead.
    """

    def __init__(
        self,
        run_id: int,
        store: Store,
        client: Client,
        finder: Finder | None,
        settings: Settings,
        now: Callable[[], datetime],
        watcher: Watcher,
        snapshots_for: Collection[Status],
    ) -> None:
        self._run_id = run_id
        self._store = store
        self._client = client
        self._settings = settings
        self._now = now
        self._watcher = watcher
        self._in_store = StoreThread()
        self._siblings = SiblingCache()
        self._guard = OutageGuard()
        self._broken_looks = 0
        self._with_credentials: dict[str, str] = {}
        self._seeker = finder and Seeker(
            run_id,
            store,
            self._in_store,
            finder,
            settings.archive,
            settings.recheck,
            snapshots_for,
            now,
            watcher.seeking,
        )

    async def scan(self, sources: Iterable[Source]) -> None:
        """Read every article of the sources into the store. One that cannot be read stops no other."""
        for source in sources:
            async for document in source.documents():
                if isinstance(document, Unreadable):
                    await self._note_unreadable(document)
                    continue
                if isinstance(document, Unchanged):
                    continue  # nobody is asked conditionally here; what is stored of it would stand
                self._watcher.reading(document.uri)
                try:
                    article = await asyncio.to_thread(extract, document)
                except InputError as error:
                    await self._note_unreadable(Unreadable(document.uri, str(error)))
                    continue
                except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not cost the others
                    _log.error("an article could not be read: %s", document.uri, exc_info=True)
                    await self._note_unreadable(Unreadable(document.uri, f"{document.uri}: {type(error).__name__}"))
                    continue
                self.remember_credentials(citation.target for citation in article.citations)
                digest = hashlib.sha256(document.body).hexdigest()
                await self._in_store(self._store.record_article, self._run_id, None, article, digest, self._now())

    def remember_credentials(self, targets: Iterable[Target]) -> None:
        """Keep the user names and passwords in URLs for this run: the store is not to have them."""
        for target in targets:
            if "@" in target.url and (shown := redact(target.url)) != target.url:
                self._with_credentials[shown] = target.url

    async def check(self) -> bool:
        """Look at every link of the run. Returns whether every planned link has its verdict.

        Raises OutageError when our own network seems to be down; what was settled before stays.
        """
        patterns = [re.compile(pattern) for pattern in self._settings.check.exclude]
        excluded = lambda url: any(pattern.search(url) for pattern in patterns)  # noqa: E731 - one plain expression
        self._watcher.planned(await self._in_store(self._store.plan, self._run_id, self._now(), excluded))
        looks: asyncio.Queue[_Look | None] = asyncio.Queue(_UNSETTLED)
        try:
            async with asyncio.TaskGroup() as group:
                if self._seeker:
                    group.create_task(self._seeker.run())
                group.create_task(self._settle_all(looks))
                await self._look_everywhere(looks)
                await looks.put(None)
        except BaseExceptionGroup as failures:
            raise _first(failures) from None
        return self._broken_looks == 0

    def close(self) -> None:
        """Let the store's thread go."""
        self._in_store.close()

    async def _note_unreadable(self, problem: Unreadable) -> None:
        self._watcher.unreadable(problem)
        await self._in_store(self._store.record_unreadable, self._run_id, None, problem, self._now())

    async def _look_everywhere(self, looks: asyncio.Queue[_Look | None]) -> None:
        room = asyncio.Semaphore(_HOSTS_AT_ONCE)
        last = None
        async with asyncio.TaskGroup() as group:
            while hosts := await self._in_store(self._store.next_hosts, self._run_id, _LINKS_IN_HAND, last):
                last = hosts[-1]
                for host in hosts:
                    await room.acquire()
                    task = group.create_task(self._look_at_host(host.authority, looks))
                    task.add_done_callback(lambda _: room.release())

    async def _look_at_host(self, authority_key: str, looks: asyncio.Queue[_Look | None]) -> None:
        last_id = 0
        async with self._client.host(authority_key) as host:
            while links := await self._in_store(
                self._store.links_of_host, self._run_id, authority_key, _LINKS_IN_HAND, last_id
            ):
                last_id = links[-1].id
                waiting = iter(links)

                async def take_turns(waiting: Iterable[Link] = waiting) -> None:
                    for link in waiting:
                        await self._look_at(link, host, looks)

                async with asyncio.TaskGroup() as group:
                    for _ in range(min(self._settings.check.per_host, len(links))):
                        group.create_task(take_turns())

    async def _look_at(self, link: Link, host: Visitor, looks: asyncio.Queue[_Look | None]) -> None:
        try:
            asked = replace(link, url=self._with_credentials.get(link.url, link.url))
            observation, verdict = await examine(asked, host, self._now(), self._siblings)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one look must not cost the others theirs
            self._broken_looks += 1
            _log.error("no verdict for one link: %s: %s", type(error).__name__, error, exc_info=True)
            return
        was_asked = observation.first.trouble is not Trouble.RATE_LIMITED or observation.first.requests > 0
        if was_asked or link.status is Status.UNCHECKED:  # else what is known of it stands
            await looks.put(_Look(link, observation, verdict))

    async def _settle_all(self, looks: asyncio.Queue[_Look | None]) -> None:
        held: list[_Look] = []
        ended = False
        while not ended:
            batch, ended = await _next_batch(looks)
            believed: list[_Look] = []
            for look in batch:
                (held if self._guard.note(look.observation) else believed).append(look)
                if self._guard.suspicion(at_end=False) is not Suspicion.NONE:
                    await self._settle(believed)
                    believed = []
                    await self._ask_control(at_end=False)
            if ended:
                await self._ask_control(at_end=True)
                self._guard.trust()
            believed += [look for look in held if not self._guard.is_held(look.observation)]
            held = [look for look in held if self._guard.is_held(look.observation)]
            await self._settle(believed)
        if self._seeker:
            self._seeker.end()

    async def _ask_control(self, *, at_end: bool) -> None:
        """Ask whoever must answer if our network is there. Raises OutageError if nobody does."""
        suspicion = self._guard.suspicion(at_end=at_end)
        if suspicion is Suspicion.NONE:
            return
        if suspicion is Suspicion.ASK_WEB:
            controls = (self._guard.answered_url, CONTROL_URL)
            answered = any([await self._answers(url) for url in controls if url])
        else:
            answers = await asyncio.gather(*map(self._client.resolves, CONTROL_NAMES))
            anything = suspicion is Suspicion.ASK_RESOLVER
            answered = any(answer is not None if anything else answer for answer in answers)
        if not answered:
            raise OutageError(f"our own network seems to be down: {self._guard.summary()}")
        self._guard.trust()

    async def _answers(self, url: str) -> bool:
        async with self._client.host(authority(url)) as host:
            return (await host.visit(url)).http_status is not None

    async def _settle(self, looks: list[_Look]) -> None:
        if not looks:
            return
        recheck = self._settings.recheck
        items = [_settled(look, recheck) for look in looks]
        await self._in_store(self._store.settle, self._run_id, items)
        for look in looks:
            self._watcher.settled(look.verdict.status)
        if self._seeker:
            await self._seeker.offer([(look.link, look.verdict.status) for look in looks])


def _first(failures: BaseExceptionGroup[BaseException]) -> BaseException:
    """The failure that ended a group of tasks."""
    first = failures.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


async def _next_batch(looks: asyncio.Queue[_Look | None]) -> tuple[list[_Look], bool]:
    """Take what is there, waiting for the first. The second value says whether the end was reached."""
    batch: list[_Look] = []
    look = await looks.get()
    while look is not None:
        batch.append(look)
        if len(batch) == _BATCH or looks.empty():
            return batch, False
        look = looks.get_nowait()
    return batch, True


def _settled(look: _Look, recheck: RecheckSettings) -> Settled:
    visit = look.observation.decisive
    evidence = evidence_to_json(look.observation)
    evidence["because"] = list(look.verdict.because)
    if (archived := archived_original(look.link.url)) is not None:
        evidence["archived_original"] = redact(archived[1])
    return Settled(
        link_id=look.link.id,
        checked_at=look.observation.checked_at,
        verdict=look.verdict,
        http_status=visit.http_status,
        final_url=final_url(look.observation, look.verdict.status),
        title=visit.page.title if visit.page else None,
        elapsed_ms=look.observation.first.elapsed_ms,
        evidence=evidence,
        next_check_at=next_check_at(look.observation, look.verdict.status, recheck),
    )


def final_url(observation: Observation, status: Status) -> str | None:
    """Where the look ended; of a moved page, the address to cite now; None where nothing answered."""
    if status is Status.REDIRECTED:
        return address_to_cite(observation)
    visit = observation.decisive
    return None if visit.trouble is not None and not visit.hops else visit.final_url


def next_check_at(observation: Observation, status: Status, recheck: RecheckSettings) -> datetime:
    """When a link that was given this status by its look is due again."""
    pauses = {Status.FAILING: recheck.failing, Status.BLOCKED: recheck.blocked, Status.DEAD: recheck.dead}
    return observation.checked_at + timedelta(seconds=pauses.get(status, recheck.alive))
