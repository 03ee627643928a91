"""The one flow of checking, whoever wakes it: an audit over its articles' links, a daemon over those that are due.

    host by host, until nothing of the plan is left or it is enough:
        look at the host's links, a few at once          (examining: here, or in the crew's worker processes;
                                                          examine: link → observation → verdict)
        hold back the failures that might be our own     (outage: believe them when somebody answers)
        store the others, with what follows from them    (at once, or with patience: judge.decision)
        of those that need it, look for a snapshot       (seek: the archives, beside the checks)

Everything comes in as a parameter: the store, the tools, the time.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from linkwatch.check.control import Client, ask_control
from linkwatch.check.crew import FEW_LINKS, Hands
from linkwatch.check.examining import Examiner, Finding, HostBatch, NotSeen, Question, Take
from linkwatch.check.gathering import Gathering
from linkwatch.check.outage import OutageGuard, Suspicion
from linkwatch.check.private_networks import PrivateNetworks
from linkwatch.check.remapping import for_readers, led_to, remapping
from linkwatch.check.settling import look_at_once, look_patiently
from linkwatch.config import CheckSettings, Settings, rules_for
from linkwatch.errors import MachineError, OutageError, first_of
from linkwatch.evidence import Memory, Observation, Trouble
from linkwatch.keep.seek import Finder, Mover, Seeker
from linkwatch.model import (
    NEVER_SEEN,
    OUR_NETWORK,
    RATE_LIMITED,
    Likeness,
    Link,
    Status,
    Target,
    TargetKind,
    Verdict,
)
from linkwatch.patterns import any_of
from linkwatch.reading import Reader
from linkwatch.store import Look, Store
from linkwatch.urls import authority, redact, without_userinfo

_log = logging.getLogger(__name__)

_HOSTS_AT_ONCE = (
    300  # for each process: hosts whose links are in hand; a slow host holds up only itself, and each costs memory
)
_LINKS_IN_HAND = 100  # links of one host read from the store at once
_UNSETTLED = 1000  # looks that may wait for the disk before looking pauses
_BATCH = 500  # looks settled in one transaction
_NOBODY_THERE = (
    "nobody on the private network %s answered (our-network): is a VPN down?"
    " What was seen of its links, %d of them, is not recorded"
)
_LAST_STORING = 0.3  # seconds for what is still to be stored when the run is cut off


class Watcher(Protocol):
    """Is told how the work goes on."""

    def planned(self, links: int) -> None:
        """So many links are to be looked at."""

    def settled(self, status: Status) -> None:
        """One link has its verdict."""

    def seeking(self, asked: int, answered: int) -> None:
        """So many links were handed to the archives, and so many answered."""


@dataclass(frozen=True, slots=True)
class _Asked:
    link: Link
    memory: Memory | None


@dataclass(frozen=True, slots=True)
class _Look:
    link: Link
    memory: Memory | None
    observation: Observation
    verdict: Verdict
    likeness: Likeness | None


def exclusion(check: CheckSettings) -> Callable[[str], bool]:
    """Return what says whether a URL is one that the settings exclude, or whose host they exclude."""
    is_named = any_of(check.exclude)

    def excluded(url: str) -> bool:
        if is_named(url):
            return True
        return bool(check.hosts) and rules_for(check, authority(url)).exclude

    return excluded


def never() -> bool:
    """Say that it is not enough yet."""
    return False


class Pipeline:
    """One run over one store.

    reader: looks at files. crew: looks at the web where there are many links; None: this process always does. finder:
    None asks no archive. mover: None looks for no page that has moved. snapshots_for: links that end with one of
    these statuses need a snapshot; one that keeps failing counts as dead. patient: believe looks as far as those before
    them allow, as a daemon does. as_guest: where our settings let nobody ask, what others found stands; `not_allowed`
    has the URLs of such links; `out_of_reach` the private networks to which there was no way; `left_alone` the hosts
    that asked for a longer pause, with how many of their links were not looked at. remembers: look
    with the memory of earlier looks. told: hears of each link that has its verdict. to_save: says whether a copy of
    this URL is wanted while it is there. enough: ends the run early when it says so.
    """

    def __init__(
        self,
        run_id: int,
        store: Store,
        client: Client,
        settings: Settings,
        now: Callable[[], datetime],
        watcher: Watcher,
        reader: Reader,
        *,
        crew: Hands | None = None,
        finder: Finder | None = None,
        mover: Mover | None = None,
        snapshots_for: Collection[Status] = (),
        patient: bool = False,
        as_guest: bool = False,
        remembers: bool = True,
        told: Callable[[str, Status], None] = lambda url, status: None,
        to_save: Callable[[str], bool] = lambda url: False,
        enough: Callable[[], bool] = never,
    ) -> None:
        self._run_id = run_id
        self._runs = store.runs
        self._checks = store.checks
        self._client = client
        self._settings = settings
        self._now = now
        self._watcher = watcher
        self._examiner = Examiner(client, reader, settings.check.per_host)
        self._crew = crew
        self._patient = patient
        self._as_guest = as_guest
        self.not_allowed: set[str] = set()
        self.out_of_reach: set[str] = set()
        self.left_alone: Counter[str] = Counter()
        self._remembers = remembers
        self._told = told
        self._remap = remapping(settings.check.remap)
        self._test_hosts = led_to(settings.check.remap)
        self._to_save = to_save
        self._enough = enough
        self._guard = OutageGuard()
        self._private: PrivateNetworks[_Look] = PrivateNetworks()
        self._outage: str | None = None  # why nothing that is silent can be believed any more
        self._grace_ends: float | None = None  # when looks that are under way in an outage are cut off, by loop.time()
        self._is_complete = True
        self._with_credentials: dict[str, str] = {}
        self._foreseen: set[str] = set()  # some of what is to be looked at, until it is enough for the crew
        self._places: Mapping[str, tuple[str, ...]] = {}
        self._seeker = finder and Seeker(
            run_id,
            store.snapshots,
            finder,
            settings.archive,
            settings.recheck,
            snapshots_for,
            now,
            watcher.seeking,
            mover=mover,
        )

    def foresee(self, targets: Iterable[Target]) -> None:
        """Take note of what will be looked at.

        The user names and passwords in URLs are kept for this run: the store is not to have them. Where many are to be
        looked at, the crew makes itself ready meanwhile.
        """
        for target in targets:
            if "@" in target.url and (shown := redact(target.url)) != target.url:
                self._with_credentials[shown] = target.url
            if len(self._foreseen) < FEW_LINKS and target.kind is TargetKind.WEB:
                self._foreseen.add(target.url)
        if self._crew is not None and len(self._foreseen) == FEW_LINKS and not self._settings.check.max_age:
            self._crew.get_ready()

    def note_silence(self, observations: Iterable[Observation]) -> None:
        """Take note of who else was asked in this run, as for an article, and did not answer: is it our network?"""
        for observation in observations:
            self._guard.note(observation)

    def remember_places(self, places: Mapping[str, tuple[str, ...]]) -> None:
        """Look in this run also for these places in pages: fragments by URL, beside those of citations."""
        self._places = {redact(url): fragments for url, fragments in places.items()}

    async def check(self) -> bool:
        """Look at every link of the run. Returns whether every planned link has its verdict.

        Raises OutageError when the fault seems to be ours; what was answered is settled all the same.
        """
        excluded = exclusion(self._settings.check)
        stands = 0.0 if self._patient else self._settings.check.max_age
        planned = await self._runs.call(self._runs.plan, self._run_id, self._now(), excluded, stands)
        self._watcher.planned(planned)
        looks: Gathering[_Look] = Gathering(_UNSETTLED, _BATCH)
        try:
            async with asyncio.TaskGroup() as group:
                if self._seeker:
                    group.create_task(self._seeker.run())
                settling = group.create_task(self._settle_all(looks))
                try:
                    await self._look_everywhere(planned, looks)
                except asyncio.CancelledError:  # what is in hand is given up, what was seen is not
                    looks.end()
                    await asyncio.wait({settling}, timeout=_LAST_STORING)
                    raise
                looks.end()
        except BaseExceptionGroup as failures:
            first = first_of(failures)
            raise OutageError(str(first)) if isinstance(first, MachineError) else first from None
        return self._is_complete

    async def _look_everywhere(self, planned: int, looks: Gathering[_Look]) -> None:
        processes = 0 if self._crew is None else await self._crew.number_for(planned)
        if not processes:
            self._crew = None
        places = asyncio.Semaphore(_HOSTS_AT_ONCE * max(1, processes))
        last = None
        async with asyncio.TaskGroup() as group:
            while not self._is_enough() and (
                hosts := await self._runs.call(self._runs.next_hosts, self._run_id, _LINKS_IN_HAND, last)
            ):
                last = hosts[-1]
                for host in hosts:
                    await places.acquire()
                    task = group.create_task(self._look_at_host(host.authority, looks))
                    task.add_done_callback(lambda _: places.release())

    async def _look_at_host(self, authority_key: str, looks: Gathering[_Look]) -> None:
        last_id, is_last = 0, False
        while not is_last and not self._is_enough():
            links, known = await self._runs.call(self._read_host, authority_key, last_id)
            is_last = len(links) < _LINKS_IN_HAND
            if not links:
                break
            last_id = links[-1].id
            links = [self._with_places(link) for link in links] if self._places else links
            memories = self._recall(links, known)
            asked_of = {link.id: _Asked(link, memories.get(link.id)) for link in links}

            async def take(finding: Finding, asked_of: Mapping[int, _Asked] = asked_of) -> None:
                await self._take(finding, asked_of[finding.link_id], looks)

            questions = [Question(self._with_address(link), memories.get(link.id)) for link in links]
            await self._look_at(HostBatch(self._run_id, authority_key, tuple(questions)), take)

    async def _look_at(self, batch: HostBatch, take: Take) -> None:
        rest: HostBatch | None = batch
        if self._crew and batch.authority:  # files have none, and their disks are for the reader of this process
            rest = await self._crew.look_at(batch, self._now, take, self._is_enough)
        if rest is not None:
            await self._examiner.look_at(rest, self._now, take, self._is_enough)

    def _is_enough(self) -> bool:
        return self._outage is not None or self._enough()

    def _with_places(self, link: Link) -> Link:
        more = self._places.get(link.url, ())
        return replace(link, fragments=tuple(dict.fromkeys((*link.fragments, *more)))) if more else link

    def _with_address(self, link: Link) -> Link:
        """Return the link with the URL that is to be asked."""
        return replace(link, url=self._remap(self._own_address(link)))

    def _own_address(self, link: Link) -> str:
        return self._with_credentials.get(link.url) or without_userinfo(link.url)

    def _read_host(self, authority_key: str, after_id: int) -> tuple[list[Link], dict[int, Memory]]:
        """Read a host's next links, and what is known of them, by one way to the store's thread."""
        links = self._runs.links_of_host(self._run_id, authority_key, _LINKS_IN_HAND, after_id)
        known = self._checks.memories([link.id for link in links]) if links and self._remembers else {}
        return links, known

    def _recall(self, links: list[Link], memories: dict[int, Memory]) -> Mapping[int, Memory]:
        if self._patient:
            return memories
        for link in links:
            if link.fragments and link.id in memories:  # whether a place is there, only the page can tell
                unread = replace(memories[link.id].past, etag=None, last_modified=None)
                memories[link.id] = replace(memories[link.id], past=unread)
        return memories

    async def _take(self, finding: Finding, asked: _Asked, looks: Gathering[_Look]) -> None:
        link = asked.link
        if isinstance(finding, NotSeen):
            self._is_complete = False
            await self._put_off(link)
            return
        first = finding.observation.first
        is_private = first.trouble is Trouble.PRIVATE_ADDRESS and not first.hops
        if self._as_guest and is_private and link.status not in NEVER_SEEN:
            self.not_allowed.add(link.url)
        elif first.trouble is not Trouble.RATE_LIMITED or first.requests > 0:
            await looks.put(_Look(link, asked.memory, finding.observation, finding.verdict, finding.likeness))
        else:
            self.left_alone[authority(link.url)] += 1
            await self._leave(link, RATE_LIMITED)

    async def _leave(self, link: Link, reason: str) -> None:
        """Let what is known of a link stand, and say why nothing is known of one that was never seen."""
        if link.status is Status.UNCHECKED and not self._patient:  # a daemon asks another time
            await self._checks.call(self._checks.leave, link.id, reason)
            self._watcher.settled(Status.UNCHECKED)
            self._told(link.url, Status.UNCHECKED)

    async def _put_off(self, link: Link) -> None:
        if self._patient:  # else the site would be asked with every round
            again = self._now() + timedelta(seconds=self._settings.recheck.failing)
            await self._checks.call(self._checks.put_off, link.id, again)

    async def _settle_all(self, looks: Gathering[_Look]) -> None:
        """Settle looks until their end.

        In an outage those that are under way get the time of one answer, and whoever answers is believed: else a few
        silent hosts at the head of every round would keep the watch from all others.
        """
        held: list[_Look] = []
        ended = False
        while not ended:
            batch, ended = await looks.next_batch(self._grace_ends)
            believed: list[_Look] = []
            for look in batch:
                (held if self._guard.note(look.observation, look.verdict) else believed).append(look)
                if self._outage is None and self._guard.suspicion(at_end=False) is not Suspicion.NONE:
                    await self._settle(believed)
                    believed = []
                    await self._ask_control(at_end=False)
            if ended and self._outage is None:
                await self._settle(believed)  # there may be no time left for an answer of the control
                believed = []
                await self._ask_control(at_end=True)
            if self._outage is None:
                believed += [look for look in held if ended or not self._guard.is_held(look.observation)]
                held = [look for look in held if self._guard.is_held(look.observation)]
            elif ended:
                believed += [look for look in held if self._guard.needs_no_internet(look.observation)]
            await self._settle(believed)
            if self._outage is None and (ended or len(self._private) >= _UNSETTLED):
                await self._decide_what_is_private()
        if self._outage is not None:
            raise OutageError(self._outage)
        if self._seeker:
            self._seeker.end()

    async def _ask_control(self, *, at_end: bool) -> None:
        """Ask if our network is there. If nobody answers, that is an outage; see `ask_control` for what it raises."""
        near_url = self._guard.near_url
        self._outage = await ask_control(self._guard, self._client, at_end=at_end)
        if near_url is not None and self._guard.near_url is None:
            self._private.forget(near_url)
        if self._outage is not None:
            self._grace_ends = asyncio.get_running_loop().time() + self._settings.check.timeout

    async def _decide_what_is_private(self) -> None:
        believed, gone = self._private.decide()
        await self._store(believed)
        self.out_of_reach |= gone.keys()
        for network, looks in gone.items():
            _log.warning(_NOBODY_THERE, network, len(looks))
            for look in looks:
                await self._put_off(look.link)
                await self._leave(look.link, OUR_NETWORK)

    async def _settle(self, looks: list[_Look]) -> None:
        await self._store(self._private.sift(looks))

    async def _store(self, looks: list[_Look]) -> None:
        if not looks:
            return
        items = [self._to_store(look) for look in looks]
        statuses = await self._checks.call(self._checks.settle, self._run_id, items)
        for look, status in zip(looks, statuses, strict=True):
            self._watcher.settled(status)
            self._told(look.link.url, status)
        if self._seeker:
            await self._seeker.offer([(look.link, status) for look, status in zip(looks, statuses, strict=True)])

    def _to_store(self, look: _Look) -> Look:
        recheck, own = self._settings.recheck, self._own_address(look.link)
        observation, verdict = look.observation, look.verdict
        if self._remap(own) != own:
            told = for_readers(observation.url, look.link.url, self._test_hosts)
            observation, verdict = told(observation), told(verdict)
        if look.memory is None or not self._patient:
            return look_at_once(look.link, observation, verdict, recheck, likeness=look.likeness)
        return look_patiently(
            look.link,
            look.memory,
            observation,
            verdict,
            recheck,
            to_save=self._to_save(look.link.url),
            likeness=look.likeness,
        )
