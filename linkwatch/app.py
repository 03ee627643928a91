"""The only place that chooses concrete classes: settings in, work done.

Heavy parts are imported by the functions that need them, so that a command pays only for what it uses.
"""

import json
import sys
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from linkwatch import sources, urls
from linkwatch.config import RecheckSettings, Settings
from linkwatch.errors import InputError
from linkwatch.model import Article, Status, Target, TargetKind, Unreadable
from linkwatch.pipeline import OutageError, Pipeline, Watcher, final_url, next_check_at
from linkwatch.report import Report
from linkwatch.seek import Finder
from linkwatch.store import LastLook, Rejudged, Store

if TYPE_CHECKING:
    from linkwatch.fetch import WebClient

_LOOKS_AT_ONCE = 500


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
    specs = [sources.parse_input(text) for text in inputs]
    run_id = store.begin_run("audit", now(), cited_at)
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
    run_id = store.begin_run("check", now(), cited_at)
    targets = [given_target(url) for url in web_urls]
    store.add_links(run_id, targets, now())
    return await _carry_out(run_id, (), targets, store, settings, snapshots_for, watcher, now)


def given_target(text: str) -> Target:
    """What a URL on the command line means; a missing scheme is not guessed."""
    target = urls.resolve(text, None, None)
    if target.kind is TargetKind.FRAGMENT:
        return Target(TargetKind.PLACEHOLDER, text)
    return target


async def extract(
    settings: Settings, inputs: Sequence[str], *, watcher: Watcher
) -> AsyncIterator[Article | Unreadable]:
    """Read the inputs one by one; nothing is checked or kept."""
    from linkwatch.extract import extract as read

    specs = [sources.parse_input(text) for text in inputs]
    async with AsyncExitStack() as stack:
        reader = sources.no_web
        if any(spec.needs_web for spec in specs):
            client, _ = await stack.enter_async_context(_tools(settings))
            reader = client.read_document
        for spec in specs:
            async for document in sources.open_source(spec, reader, _standard_input()).documents():
                if isinstance(document, Unreadable):
                    yield document
                    continue
                watcher.reading(document.uri)
                try:
                    yield read(document)
                except InputError as error:
                    yield Unreadable(document.uri, str(error))


def rejudge(
    store: Store, recheck: RecheckSettings, now: datetime, unreadable: Callable[[LastLook], None]
) -> Iterator[Rejudged]:
    """Judge the last look at every link anew; yield those whose verdict is another now, which the store then has.

    unreadable: is called with each look whose evidence cannot be judged; its link stays as it is.
    """
    last_id = 0
    while looks := store.last_looks(last_id, _LOOKS_AT_ONCE):
        last_id = looks[-1].link_id
        changed = []
        for look in looks:
            try:
                new = _judge_anew(look, recheck)
            except Exception:  # noqa: BLE001 - whatever is wrong with one row must not cost the others their verdict
                unreadable(look)
                continue
            if (look.status, look.reason) != (new.verdict.status, new.verdict.reason):
                changed.append(new)
        store.rejudge(changed, now)
        yield from changed


def _judge_anew(look: LastLook, recheck: RecheckSettings) -> Rejudged:
    from linkwatch.evidence_json import observation_from_json
    from linkwatch.judge import judge

    observation = observation_from_json(json.loads(look.evidence))
    verdict = judge(observation)
    status = verdict.status
    return Rejudged(look, verdict, final_url(observation, status), next_check_at(observation, status, recheck))


def report_of(store: Store, run_id: int, command: str) -> Report:
    """What a run found, for the writers of `report`."""
    return Report(
        command=command,
        run=store.run_summary(run_id),
        articles=lambda: store.iter_articles(run_id),
        links=lambda: store.iter_links(run_id),
        article_links=lambda uri: store.iter_article_links(run_id, uri),
    )


def _standard_input() -> BinaryIO | None:
    return sys.stdin.buffer if sys.stdin is not None else None  # None where it was closed before the start


@asynccontextmanager
async def _tools(settings: Settings) -> AsyncIterator[tuple["WebClient", Finder | None]]:
    from linkwatch.fetch import WebClient
    from linkwatch.judge import read_page

    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(WebClient(settings.check, read_page))
        finder: Finder | None = None
        if settings.archive.find:
            from linkwatch.archive import open_finder

            finder = await stack.enter_async_context(open_finder(settings.archive, settings.check.user_agent))
        yield client, finder


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
    async with _tools(settings) as (client, finder):
        pipeline = Pipeline(run_id, store, client, finder, settings, now, watcher, snapshots_for)
        try:
            opened = (sources.open_source(spec, client.read_document, _standard_input()) for spec in specs)
            pipeline.remember_credentials(targets)
            await pipeline.scan(opened)
            complete = await pipeline.check()
            outcome = Outcome(run_id, complete, None if complete else "some links could not be judged")
        except OutageError as error:
            outcome = Outcome(run_id, complete=False, problem=str(error))
        finally:
            pipeline.close()
            store.finish_run(run_id, now(), complete=outcome.complete)
    return outcome
