"""Mending articles and finding again what they lost, for programs with an event loop: fix, recover, find_moved."""

from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from linkwatch.aio.options import (
    FindOptions,
    FixOptions,
    RecoverOptions,
    Where,
    moment_of,
    settings_of,
    word_of,
)
from linkwatch.aio.repairs import Candidate, FixedArticle, Fixes, Proposal, RecoveredArticle, Recovery, repair_of
from linkwatch.aio.silence import Silent
from linkwatch.config import Settings
from linkwatch.errors import InputError, UsageError
from linkwatch.model import LOST, Grade, MovedTo, Unreadable
from linkwatch.threads import in_thread

if TYPE_CHECKING:
    from linkwatch.app.fixing import Fixed
    from linkwatch.articles.recover import Recovered
    from linkwatch.articles.rewrite.knowing import Wishes
    from linkwatch.store import Store


async def fix(*inputs: Where, **options: Unpack[FixOptions]) -> Fixes:
    """Mend articles: dead links lead to archived copies that are vouched for. Files change only with write=True.

    inputs: files, folders or globs. form: "replace", "robust", "wiki" or "note". db: mend by what it knows; without it
    the articles are audited first. The others are those of `linkwatch fix`.

    >>> await linkwatch.aio.fix("https://example.org/")
    Traceback (most recent call last):
    linkwatch.errors.UsageError: https://example.org/: only files and folders can be mended
    """
    from linkwatch.app import fixing, running
    from linkwatch.app.repair_rows import wishes_of
    from linkwatch.articles.recover import GRADES
    from linkwatch.articles.rewrite import Form
    from linkwatch.store import Store

    settings = settings_of(options, FixOptions)
    texts, db = list(map(str, inputs)), options.get("db")
    if not texts:
        raise UsageError("what is to be mended? Give a file or a folder")
    if options.get("no_archive") and db is None:
        raise UsageError("no_archive: without copies nothing can be mended; name a database with db")
    wishes = wishes_of(
        word_of(options, "form", [*Form], Form.REPLACE) or "",
        changed=options.get("changed", False),
        redirects=options.get("redirects", False),
        grade=word_of(options, "grade", [*Grade], Grade.FITS) or "",
        moved=options.get("moved", False),
        recovered=word_of(options, "recovered", GRADES, None),
    )
    fixing.require_files(texts)
    opening = partial(Store.open, None if db is None else Path(db), create=False)
    with await in_thread(opening) as store:
        if db is None:
            outcome = await running.audit(
                store,
                settings,
                texts,
                cited_at=moment_of(options.get("cited_at")),
                snapshots_for=frozenset(LOST),
                watcher=Silent(),
            )
            if not outcome.complete:
                return Fixes((), outcome.problem)
        asks = db is not None and not options.get("no_archive")
        mended = _mended(store, settings, texts, wishes, asks_archives=asks, writes=options.get("write", False))
        return Fixes(tuple([article async for article in mended]), None)


async def recover(*inputs: Where, **options: Unpack[RecoverOptions]) -> Recovery:
    """Find again what lost targets ("#") of articles led to, in copies of the articles.

    copies: files or URLs of older copies; then no others are looked for. db: knows which links of the articles are
    dead. The others are those of `linkwatch recover`.

    >>> await linkwatch.aio.recover()
    Traceback (most recent call last):
    linkwatch.errors.UsageError: what was lost? Give a file, a folder or a URL
    """
    from linkwatch.app import recovering
    from linkwatch.articles.recover.rows import dead_end_rows
    from linkwatch.report.safety import safe_rows
    from linkwatch.store import Store

    settings = settings_of(options, RecoverOptions)
    if not inputs:
        raise UsageError("what was lost? Give a file, a folder or a URL")
    articles: list[RecoveredArticle] = []
    found: list[Recovered] = []
    db = options.get("db")
    copies: Sequence[str] = list(map(str, options.get("copies", ())))
    with ExitStack() as stack:
        store = None
        if db is not None:
            store = stack.enter_context(await in_thread(partial(Store.open, Path(db), read_only=True)))
        items = recovering.recover(settings, list(map(str, inputs)), copies=copies, store=store, begins=lambda _: None)
        async for item in items:
            if isinstance(item, Unreadable):
                articles.append(RecoveredArticle(item.uri, None, None, item.error))
                continue
            articles.append(RecoveredArticle(item.uri, item.original, item.older_capture, item.trouble))
            found.append(item)
    dead_ends = tuple(safe_rows(dead_end_rows(found), for_people=False, is_public=False))
    return Recovery(tuple(articles), tuple(_proposals(found)), dead_ends)


async def find_moved(url: str, **options: Unpack[FindOptions]) -> MovedTo | None:
    """Return where a page is now that is gone from its address, None where nothing vouches for an answer.

    cited_at: when it was cited; the copy of that time tells which page is meant. The others are settings. Raises
    ArchiveError where the archives gave no answer.

    >>> await linkwatch.aio.find_moved("notes.md")
    Traceback (most recent call last):
    linkwatch.errors.UsageError: notes.md: not a URL: did you mean https://notes.md?
    """
    from linkwatch.app import looking_up, utc_now

    settings = settings_of(options, FindOptions)
    return await looking_up.find_moved(settings, url, moment_of(options.get("cited_at")) or utc_now())


async def _mended(
    store: "Store", settings: Settings, inputs: Sequence[str], wishes: "Wishes", *, asks_archives: bool, writes: bool
) -> AsyncIterator[FixedArticle]:
    from linkwatch.app import fixing

    items = fixing.fix(store, settings, inputs, wishes, asks_archives=asks_archives, begins=lambda _: None)
    async for item in items:
        if isinstance(item, Unreadable):
            yield FixedArticle(item.uri, b"", b"", (), item.error)
            continue
        error = None
        if writes and item.mended.changes:
            try:
                await fixing.write(store, settings, item)
            except InputError as trouble:
                error = str(trouble)
        yield _article(item, error, done=writes and error is None)


def _article(item: "Fixed", error: str | None, *, done: bool) -> FixedArticle:
    from linkwatch.app.repair_rows import patch_of, repair_rows
    from linkwatch.report.safety import safe_rows

    rows = safe_rows(repair_rows(item, done=done), for_people=False, is_public=False)
    return FixedArticle(
        item.document.uri, item.mended.body, patch_of(item), tuple(map(repair_of, rows)), error or item.trouble
    )


def _proposals(found: Sequence["Recovered"]) -> list[Proposal]:
    return [
        Proposal(
            each.article,
            each.line,
            each.text,
            each.context,
            tuple(Candidate(one.url, one.grade, one.how, one.evidence) for one in each.candidates),
        )
        for item in found
        for each in item.proposals
    ]
