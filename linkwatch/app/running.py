"""A run from its beginning to its end: audit, check, archive, and the report of what it found."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import Protocol

from linkwatch.app import given_target, target_to_ask, tools, utc_now
from linkwatch.app.readers import standard_input
from linkwatch.app.web_documents import WebDocuments
from linkwatch.articles.extract.resolver import fragment_of
from linkwatch.articles.scan import Scanner
from linkwatch.articles.scan import Watcher as ReadingWatcher
from linkwatch.articles.sources import SourceSpec, reader_of
from linkwatch.articles.sources.choosing import rules_of
from linkwatch.articles.sources.given import GivenSource
from linkwatch.articles.sources.register import needs_web, open_source, parse_input
from linkwatch.check.pipeline import Pipeline, exclusion
from linkwatch.check.pipeline import Watcher as CheckingWatcher
from linkwatch.config import Settings
from linkwatch.errors import OutageError, UsageError
from linkwatch.model import Document, Status, Target
from linkwatch.reading import Here
from linkwatch.report import Report
from linkwatch.report.baseline import compared
from linkwatch.report.words import count
from linkwatch.store import ArchiveLimits, HostPauses, Store
from linkwatch.urls import redact

_HOSTS_NAMED = 3


class Watcher(ReadingWatcher, CheckingWatcher, Protocol):
    """Is told how a run goes on."""

    def ended(self, url: str, status: Status) -> None:
        """One link has its verdict."""

    def pausing(self, authority: str, seconds: float, longest: float) -> None:
        """A host asked to be left alone for so many seconds; longer than `longest` is not waited for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    complete: every planned link has its verdict, or its host asked to be left alone. problem: what was not looked at,
    and why, in a line.
    """

    run_id: int
    complete: bool
    problem: str | None = None


async def audit(
    store: Store,
    settings: Settings,
    inputs: Sequence[str],
    *,
    cited_at: datetime | None,
    snapshots_for: Collection[Status],
    watcher: Watcher,
    now: Callable[[], datetime] = utc_now,
    given: Document | None = None,
) -> Outcome:
    """Read the inputs, look at every link they cite, find snapshots; everything ends in the store.

    given: an article more, which is read first.

    Raises UsageError for an input that cannot be meant, StoreError when the store fails.
    """
    specs = [parse_input(text) for text in inputs]
    if settings.is_offline and (there := next(filter(needs_web, specs), None)):
        raise UsageError(f"{redact(there.location)}: is on the web, and an offline run reads only files")
    run_id = await store.runs.call(store.runs.begin, "audit", now(), cited_at)
    return await _carry_out(run_id, specs, (), store, settings, snapshots_for, watcher, now, given)


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
    """Look at the given URLs; everything ends in the store.

    Raises UsageError for a URL without its scheme, StoreError when the store fails.
    """
    targets = [target_to_ask(url) for url in web_urls]
    run_id = await store.runs.call(store.runs.begin, "check", now(), cited_at)
    await store.runs.call(store.runs.add_links, run_id, targets, now())
    places = _places_in(web_urls, targets)
    return await _carry_out(run_id, (), targets, store, settings, snapshots_for, watcher, now, places=places)


@dataclass(frozen=True, slots=True)
class Known:
    """Which links of a database are meant. web_urls: these; else those with one of the statuses and this host."""

    web_urls: Sequence[str] = ()
    statuses: Collection[Status] = ()
    host: str | None = None


async def recheck(
    store: Store,
    settings: Settings,
    known: Known,
    *,
    cited_at: datetime | None,
    snapshots_for: Collection[Status],
    watcher: Watcher,
    now: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Look again at links that the database has, whenever they are due; everything ends in the store.

    Raises UsageError for a URL or a host that it does not have, StoreError when the store fails.
    """
    targets = [given_target(url) for url in known.web_urls]
    if known.host is not None and not await store.overview.call(store.overview.has_host, known.host):
        raise UsageError(f"no link to the host {known.host}; `linkwatch links` lists all")
    for target in targets:
        if await store.overview.call(store.overview.history, redact(target.url)) is None:
            raise UsageError(f"no such link: {redact(target.url)}; `linkwatch links` lists them")
    run_id = await store.runs.call(store.runs.begin, "recheck", now(), cited_at)
    if targets:
        await store.runs.call(store.runs.add_links, run_id, targets, now())
    else:
        await store.runs.call(store.runs.add_known, run_id, known.statuses, known.host)
    places = _places_in(known.web_urls, targets)
    return await _carry_out(run_id, (), targets, store, settings, snapshots_for, watcher, now, places=places)


async def archive(
    store: Store,
    settings: Settings,
    web_urls: Sequence[str],
    *,
    watcher: Watcher,
    now: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Look at the given URLs and save those that are alive; without any, go on with what is unfinished or due.

    The caller holds `store.only_saver`. All ends are in the store. Raises ArchiveKeysError, ConfigError,
    StoreError, UsageError.
    """
    from linkwatch.fetch import WebClient
    from linkwatch.keep.due import save_links, save_unfinished

    targets = [target_to_ask(url) for url in web_urls]
    run_id = await store.runs.call(store.runs.begin, "archive", now(), None)
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


def report_of(
    store: Store,
    outcome: Outcome,
    command: str,
    findings: Collection[str],
    baseline: Collection[str] | None = None,
    listed: Collection[Status] = (),
) -> Report:
    """What a run found, for the writers of `report`, and why it is not complete where it is not.

    findings: what the exit code is about: statuses, and "fragment-missing". baseline: URLs of what was one in an
    earlier database. listed: see Report.
    """
    run_id = outcome.run_id
    report = Report(
        command=command,
        run={**store.reports.summary(run_id), "problem": outcome.problem},
        articles=lambda: store.reports.articles(run_id),
        articles_by_need=lambda: store.reports.articles_by_need(run_id),
        links=lambda: store.reports.links(run_id),
        article_links=lambda uri: store.reports.article_links(run_id, uri),
        findings=frozenset(findings),
        listed=frozenset(str(status) for status in listed),
    )
    found = chain(store.reports.statuses(run_id), store.reports.missing_places(run_id))
    return report if baseline is None else compared(report, found, baseline)


def _places_in(web_urls: Sequence[str], targets: Sequence[Target]) -> Mapping[str, tuple[str, ...]]:
    """Return the fragments of URLs that a person gave, by the URL that is asked for them."""
    places: dict[str, tuple[str, ...]] = {}
    for web_url, target in zip(web_urls, targets, strict=True):
        if place := fragment_of(web_url, target):
            places[target.url] = (*places.get(target.url, ()), place)
    return places


def _not_looked_at(links_of: Mapping[str, int]) -> str:
    """Say which hosts were left alone. links_of: how many of their links."""
    hosts = sorted(links_of)
    unnamed = len(hosts) - _HOSTS_NAMED
    more = f" and {count(unnamed, 'more host')}" if unnamed > 0 else ""
    named = f"{', '.join(hosts[:_HOSTS_NAMED])}{more}"
    return f"{named} asked to be left alone: {count(sum(links_of.values()), 'link')} not looked at"


async def _carry_out(
    run_id: int,
    specs: Sequence[SourceSpec],
    targets: Sequence[Target],
    store: Store,
    settings: Settings,
    snapshots_for: Collection[Status],
    watcher: Watcher,
    now: Callable[[], datetime],
    given: Document | None = None,
    places: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Outcome:
    """Read the articles, look at the links, end the run."""
    outcome = Outcome(run_id, complete=False, problem="the run was interrupted")
    remembers = not store.is_private  # else there is nothing to remember, and nobody will look again
    async with tools.checking_tools(settings, store, now, watcher.pausing, remembered=remembers) as checking:
        client, reader = checking.client, checking.reader
        pipeline = Pipeline(
            run_id,
            store,
            client,
            settings,
            now,
            watcher,
            reader,
            crew=checking.crew,
            finder=checking.finder,
            mover=checking.mover,
            snapshots_for=snapshots_for,
            remembers=remembers,
            told=watcher.ended,
        )
        scanner = Scanner(
            store.articles,
            store.sources,
            now,
            watcher,
            reader,
            run_id,
            pipeline.foresee,
            fragments=settings.extract.fragments,
            excludes=exclusion(settings.check),
            wanted=settings.extract.wanted,
        )
        try:
            pipeline.foresee(targets)
            if settings.extract.fragments:
                pipeline.remember_places(places)
            rules, seen = rules_of(settings.extract), set[str]()
            if given is not None:
                await scanner.scan(GivenSource(given))
            documents = WebDocuments(client, now)
            read_url, excludes = reader_of(documents), exclusion(settings.check)
            for spec in specs:
                source = open_source(spec, read_url, reader, standard_input(), rules, seen, excludes=excludes)
                await scanner.scan(source)
            pipeline.note_silence(documents.silence)
            problems = [] if await pipeline.check() else ["some links could not be judged"]
            if pipeline.out_of_reach:
                problems.append(f"there was no way to private networks ({', '.join(sorted(pipeline.out_of_reach))})")
            complete = not problems
            if pipeline.left_alone:  # that is their wish, and each of their links says so
                problems.append(_not_looked_at(pipeline.left_alone))
            outcome = Outcome(run_id, complete, "; ".join(problems) or None)
        except OutageError as error:
            outcome = Outcome(run_id, complete=False, problem=str(error))
        finally:
            await store.runs.call(store.runs.finish, run_id, now(), complete=outcome.complete)
            await store.upkeep.call(store.upkeep.record_status_counts, now().date())
    return outcome
