"""linkwatch for programs with an event loop: audit, check, extract, find_snapshot; find_moved, fix, recover.

Their options are those of the commands, and single keys of [check] and [extract]; see `options.py` and docs/python.md.
Whatever goes wrong is a LinkwatchError. A task that is cancelled leaves no process, file or connection behind. Signals
are left alone.
"""

import pickle
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from linkwatch.aio.mending import find_moved, fix, recover
from linkwatch.aio.options import (
    AuditOptions,
    ExtractOptions,
    FindOptions,
    RunOptions,
    Where,
    document_of,
    moment_of,
    settings_of,
    statuses_of,
)
from linkwatch.aio.results import Extract, Report, article_of, citation_of, link_of, run_of
from linkwatch.aio.silence import Silent
from linkwatch.config import Settings
from linkwatch.errors import UsageError
from linkwatch.model import FINDINGS, Row, Snapshot
from linkwatch.threads import in_thread

if TYPE_CHECKING:
    from linkwatch.app.running import Outcome

__all__ = ["audit", "check", "extract", "find_moved", "find_snapshot", "fix", "recover"]


async def audit(*inputs: Where, **options: Unpack[AuditOptions]) -> Report:
    """Check every link of articles, and find snapshots of the dead ones.

    inputs: files, folders, globs or URLs. text, format: an article that is no file. The others are those of
    `linkwatch audit`.

    >>> report = await linkwatch.aio.audit(text="See [the notes](notes.md).", format="markdown")
    >>> [(link.status.value, link.reason) for link in report.links]
    [('dead', 'file-missing')]
    """
    from linkwatch.app import running

    settings = settings_of(options, AuditOptions)
    given = document_of(options.get("text"), options.get("format"), settings)
    if not inputs and given is None:
        raise UsageError("what is to be audited? Give a file, a folder, a URL or a text")
    run = partial(running.audit, given=given)
    return await _report_of(run, "audit", settings, list(map(str, inputs)), options)


async def check(*urls: str, **options: Unpack[RunOptions]) -> Report:
    """Look at the given URLs; the report's links are in their order, each once.

    The options are those of `linkwatch check`.

    >>> report = await linkwatch.aio.check("mailto:someone@example.org")
    >>> report.links[0].status.value, report.links[0].reason
    ('skipped', 'unsupported-scheme')
    """
    from linkwatch.app import running

    settings = settings_of(options, RunOptions)
    if not urls:
        raise UsageError("what is to be checked? Give a URL")
    return await _report_of(running.check, "check", settings, list(urls), options)


async def extract(*inputs: Where, **options: Unpack[ExtractOptions]) -> Extract:
    """List the citations of articles; nothing is checked.

    inputs, text, format: as for `audit`. The others are those of `linkwatch extract`.

    >>> cited = await linkwatch.aio.extract(text="See <https://example.org/>.", format="markdown")
    >>> cited.citations[0].url, cited.citations[0].line
    ('https://example.org/', 1)
    """
    from linkwatch.app import extracting
    from linkwatch.articles.rows import Listed, article_row
    from linkwatch.report.safety import safe_rows

    settings = settings_of(options, ExtractOptions)
    given = document_of(options.get("text"), options.get("format"), settings)
    if not inputs and given is None:
        raise UsageError("what is to be read? Give a file, a folder, a URL or a text")
    articles: list[Row] = []
    citations: list[Row] = []
    async for item in extracting.extract(settings, list(map(str, inputs)), begins=lambda _: None, given=given):
        articles.append(article_row(item))
        if isinstance(item, Listed):
            citations += pickle.loads(item.rows)  # noqa: S301 - our own worker made them
    return Extract(
        tuple(map(article_of, safe_rows(articles, for_people=False, is_public=False))),
        tuple(citation_of(row, row["url"]) for row in safe_rows(citations, for_people=False, is_public=False)),
    )


async def find_snapshot(url: str, **options: Unpack[FindOptions]) -> Snapshot | None:
    """Return the archived copy to use instead of a page, None where the archives have none.

    cited_at: when the page was cited, which the copy is to be close to; without it now. The others are settings.
    Raises ArchiveError where the archives gave no answer.

    >>> await linkwatch.aio.find_snapshot("notes.md")
    Traceback (most recent call last):
    linkwatch.errors.UsageError: notes.md: not a URL: did you mean https://notes.md?
    """
    from linkwatch.app import looking_up, utc_now

    settings = settings_of(options, FindOptions)
    return await looking_up.find_snapshot(settings, url, moment_of(options.get("cited_at")) or utc_now())


async def _report_of(
    run: Callable[..., Awaitable["Outcome"]],
    command: str,
    settings: Settings,
    what: list[str],
    options: RunOptions | AuditOptions,
) -> Report:
    """Carry out a run and read from the store what it found."""
    from linkwatch.app.running import report_of
    from linkwatch.report.safety import SafeReport
    from linkwatch.store import Store

    cited_at, wanted = moment_of(options.get("cited_at")), statuses_of(options.get("snapshots_for"))
    db = options.get("db")
    with await in_thread(Store.open, None if db is None else Path(db)) as store:
        outcome = await run(store, settings, what, cited_at=cited_at, snapshots_for=wanted, watcher=Silent())

        def read() -> Report:
            report = report_of(store, outcome, command, FINDINGS)
            shown = SafeReport(report, for_people=False, is_public=False)
            return Report(
                run_of(shown.run), tuple(map(article_of, shown.articles())), tuple(map(link_of, shown.links()))
            )

        return await store.reports.call(read)
