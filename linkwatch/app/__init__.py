"""What commands do: settings in, work done. `tools.py` is the only place that chooses concrete classes.

Heavy parts are imported by the functions that need them, so that a command pays only for what it uses.
"""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from linkwatch import urls
from linkwatch.app import tools
from linkwatch.articles import sources
from linkwatch.articles.listing import Listed, list_all
from linkwatch.articles.scan import Scanner
from linkwatch.articles.scan import Watcher as ReadingWatcher
from linkwatch.articles.sources.register import needs_web, open_source, parse_input
from linkwatch.check.pipeline import OutageError, Pipeline
from linkwatch.check.pipeline import Watcher as CheckingWatcher
from linkwatch.config import CheckSettings, Settings
from linkwatch.model import Status, Target, TargetKind, Unreadable
from linkwatch.reading import Here
from linkwatch.report import Report
from linkwatch.report.baseline import compared
from linkwatch.store import ArchiveLimits, HostPauses, SourceEntry, Store

if TYPE_CHECKING:
    from linkwatch.watch.daemon import Pauses
    from linkwatch.watch.doctor import Controls, Finding
    from linkwatch.watch.service import Tools

_log = logging.getLogger(__name__)


class Watcher(ReadingWatcher, CheckingWatcher, Protocol):
    """Is told how a run goes on."""

    def pausing(self, authority: str, seconds: float, longest: float) -> None:
        """A host asked to be left alone for so many seconds; longer than `longest` is not waited for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended. complete: every planned link has its verdict. problem: why not, in a line."""

    run_id: int
    complete: bool
    problem: str | None = None


def utc_now() -> datetime:
    """The time as everything in linkwatch wants it."""
    return datetime.now(UTC)


async def audit(
    store: Store,
    settings: Settings,
    inputs: Sequence[str],
    *,
    cited_at: datetime | None,
    snapshots_for: Collection[Status],
    watcher: Watcher,
    now: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Read the inputs, look at every link they cite, find snapshots; everything ends in the store.

    Raises UsageError for an input that cannot be meant, StoreError when the store fails.
    """
    specs = [parse_input(text) for text in inputs]
    run_id = await store.runs.call(store.runs.begin, "audit", now(), cited_at)
    return await _carry_out(run_id, specs, (), store, settings, snapshots_for, watcher, now)


async def check(
    store: Store,
    settings: Settings,
    web_urls: Sequence[str],
    *,
    cited_at: datetime | None,
    snapshots_for: Collection[Status],
    watcher: Watcher,
    now: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Look at the given URLs; everything ends in the store. Raises StoreError when the store fails."""
    run_id = await store.runs.call(store.runs.begin, "check", now(), cited_at)
    targets = [given_target(url) for url in web_urls]
    await store.runs.call(store.runs.add_links, run_id, targets, now())
    return await _carry_out(run_id, (), targets, store, settings, snapshots_for, watcher, now)


async def archive(
    store: Store,
    settings: Settings,
    web_urls: Sequence[str],
    *,
    watcher: Watcher,
    now: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Look at the given URLs and save those that are alive; without any, go on with what is unfinished or due.

    The caller holds `store.only_saver`. All ends are in the store. Raises ArchiveKeysError, ConfigError, StoreError.
    """
    from linkwatch.fetch import WebClient
    from linkwatch.keep.due import save_links, save_unfinished

    run_id = await store.runs.call(store.runs.begin, "archive", now(), None)
    targets = [given_target(url) for url in web_urls]
    await store.runs.call(store.runs.add_links, run_id, targets, now())
    looking = settings.model_copy(update={"archive": settings.archive.model_copy(update={"find": False})})
    outcome = await _carry_out(run_id, (), targets, store, looking, (), watcher, now)
    if not outcome.complete:
        return outcome
    limits = ArchiveLimits(store.politeness, now)
    async with (
        WebClient(settings.check, None, pauses=HostPauses(store.politeness, now)) as client,
        # it inspects no capture
        tools.open_archives(settings.archive, settings.check.user_agent, Here(), limits) as archives,
    ):
        keepers = tools.keepers_of(settings.archive, client, archives)
        if web_urls:
            links = await store.runs.call(store.runs.links_and_statuses, run_id)
            kept = await save_links(store.saves, keepers, settings.archive, now, links)
        else:
            for keeper in keepers:
                await store.saves.call(store.saves.add_to_run, run_id, keeper.name, now())
            kept = await save_unfinished(store.saves, keepers, settings.archive, now, enough=lambda: False)
    for error in kept.errors:
        raise error
    stopped = next(iter(kept.stopped), None)
    await store.runs.call(store.runs.finish, run_id, now(), complete=stopped is None)
    return Outcome(run_id, stopped is None, stopped)


async def run_daemon(
    path: Path,
    settings: Settings,
    reload: Callable[[], Settings],
    *,
    once: bool,
    now: Callable[[], datetime] = utc_now,
    pauses: "Pauses | None" = None,
) -> str | None:
    """Watch with real tools; see `watch.service.run_daemon`."""
    from linkwatch.watch.daemon import Pauses  # brings the scheduler along
    from linkwatch.watch.service import run_daemon

    async with tools.open_reader() as reader:

        def open_tools(settings: Settings, store: Store) -> AbstractAsyncContextManager["Tools"]:
            return tools.watching_tools(settings, reader, store, now)

        pauses = pauses or Pauses()
        return await run_daemon(path, settings, reload, open_tools, reader, once=once, now=now, pauses=pauses)


async def add_sources(
    store: Store, settings: Settings, inputs: Sequence[str], name: str | None, *, now: Callable[[], datetime] = utc_now
) -> list[tuple[SourceEntry, bool]]:
    """Track these inputs from now on; return each with whether it is new.

    Raises UsageError for what cannot be tracked, InputError for a URL that does not answer now.
    """
    from linkwatch.articles.sources.tracking import detect
    from linkwatch.fetch import WebClient

    entries = []
    web = WebClient(settings.check, None, pauses=HostPauses(store.politeness, now))
    async with web as client, tools.open_reader() as reader:
        for text in inputs:
            spec = await detect(parse_input(text), tools.reader_of(client), reader)
            entries.append(SourceEntry(spec.kind, spec.location, name))
    return [(entry, (await store.sources.call(store.sources.put, entry, "command", now()))[1]) for entry in entries]


async def diagnose(
    settings: Settings,
    config: Path | None,
    database: Path | None,
    now: datetime,
    controls: "Controls | None" = None,
    seconds: float = 20.0,
) -> list["Finding"]:
    """Look at settings, database, network and archive; see `watch.doctor.examine`."""
    from linkwatch.archive.transport import Transport
    from linkwatch.fetch import WebClient
    from linkwatch.watch.doctor import Controls, Doors, examine

    def open_archive(address: str, settings: Settings) -> Transport:
        pace = settings.archive.requests_per_minute
        return Transport(address, user_agent=settings.check.user_agent, requests_per_minute=pace)

    def open_web(check: CheckSettings, nameservers: Sequence[str] | None) -> WebClient:
        return WebClient(check, None, nameservers=nameservers)

    doors = Doors(open_web, open_archive)
    return await examine(settings, config, database, now, controls or Controls(), doors, seconds)


def given_target(text: str) -> Target:
    """What a URL on the command line means; a missing scheme is not guessed."""
    target = urls.resolve(text, None, None)
    if target.kind is TargetKind.FRAGMENT:
        return Target(TargetKind.PLACEHOLDER, text)
    return target


async def extract(settings: Settings, inputs: Sequence[str], *, watcher: Watcher) -> AsyncIterator[Listed | Unreadable]:
    """Read the inputs and yield what they cite, in their order; nothing is checked or kept."""
    specs = [parse_input(text) for text in inputs]
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(tools.open_reader_of_articles())
        read_url = sources.no_web
        if any(map(needs_web, specs)):
            from linkwatch.fetch import WebClient

            read_url = tools.reader_of(await stack.enter_async_context(WebClient(settings.check, None)))
        for spec in specs:
            documents = open_source(spec, read_url, reader, _standard_input()).documents()
            async with aclosing(list_all(documents, reader, watcher.reading)) as listed:
                async for item in listed:
                    yield item


def report_of(
    store: Store, run_id: int, command: str, findings: Collection[Status], baseline: Collection[str] | None = None
) -> Report:
    """What a run found, for the writers of `report`.

    findings: the statuses that the exit code is about. baseline: URLs that had one of them in an earlier database.
    """
    report = Report(
        command=command,
        run=store.reports.summary(run_id),
        articles=lambda: store.reports.articles(run_id),
        links=lambda: store.reports.links(run_id),
        article_links=lambda uri: store.reports.article_links(run_id, uri),
        findings=frozenset(str(status) for status in findings),
    )
    return report if baseline is None else compared(report, store.reports.statuses(run_id), baseline)


def _standard_input() -> BinaryIO | None:
    return sys.stdin.buffer if sys.stdin is not None else None  # None where it was closed before the start


async def _carry_out(
    run_id: int,
    specs: Sequence[sources.SourceSpec],
    targets: Sequence[Target],
    store: Store,
    settings: Settings,
    snapshots_for: Collection[Status],
    watcher: Watcher,
    now: Callable[[], datetime],
) -> Outcome:
    outcome = Outcome(run_id, complete=False, problem="the run was interrupted")
    async with tools.checking_tools(settings, store, now, watcher.pausing) as (client, finder, reader, crew):
        pipeline = Pipeline(
            run_id,
            store,
            client,
            settings,
            now,
            watcher,
            reader,
            crew=crew,
            finder=finder,
            snapshots_for=snapshots_for,
        )
        scanner = Scanner(store.articles, store.sources, now, watcher, reader, run_id, pipeline.remember_credentials)
        try:
            pipeline.remember_credentials(targets)
            for spec in specs:
                await scanner.scan(open_source(spec, tools.reader_of(client), reader, _standard_input()))
            complete = await pipeline.check()
            outcome = Outcome(run_id, complete, None if complete else "some links could not be judged")
        except OutageError as error:
            outcome = Outcome(run_id, complete=False, problem=str(error))
        finally:
            await store.runs.call(store.runs.finish, run_id, now(), complete=outcome.complete)
            await store.upkeep.call(store.upkeep.record_status_counts, now().date())
    return outcome
