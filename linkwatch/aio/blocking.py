"""The functions of `linkwatch.aio` for programs without an event loop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar, Unpack

from linkwatch import aio
from linkwatch.aio.options import (
    AuditOptions,
    ExtractOptions,
    FindOptions,
    FixOptions,
    RecoverOptions,
    RunOptions,
    Where,
)
from linkwatch.aio.repairs import Fixes, Recovery
from linkwatch.aio.results import Extract, Report
from linkwatch.errors import UsageError
from linkwatch.model import MovedTo, Snapshot

_T = TypeVar("_T")


def audit(*inputs: Where, **options: Unpack[AuditOptions]) -> Report:
    """Check every link of articles, and find snapshots of the dead ones; see `linkwatch.aio.audit`.

    >>> report = linkwatch.audit(text="See [the notes](notes.md).", format="markdown")
    >>> for link in report.links:
    ...     print(link.status, link.reason, link.citations[0].text)
    dead file-missing the notes
    """
    return _run(aio.audit(*inputs, **options))


def check(*urls: str, **options: Unpack[RunOptions]) -> Report:
    """Look at the given URLs; see `linkwatch.aio.check`.

    >>> linkwatch.check("mailto:someone@example.org").links[0].reason
    'unsupported-scheme'
    """
    return _run(aio.check(*urls, **options))


def extract(*inputs: Where, **options: Unpack[ExtractOptions]) -> Extract:
    """List the citations of articles; nothing is checked. See `linkwatch.aio.extract`.

    >>> [each.url for each in linkwatch.extract(text="See <https://example.org/>.", format="markdown").citations]
    ['https://example.org/']
    """
    return _run(aio.extract(*inputs, **options))


def find_snapshot(url: str, **options: Unpack[FindOptions]) -> Snapshot | None:
    """Return the archived copy to use instead of a page, None where there is none; see `linkwatch.aio.find_snapshot`.

    >>> linkwatch.find_snapshot("https://example.org/", cited_at="in spring")
    Traceback (most recent call last):
    linkwatch.errors.UsageError: cited_at: not a date: 'in spring'; write for example 2015-06-09
    """
    return _run(aio.find_snapshot(url, **options))


def find_moved(url: str, **options: Unpack[FindOptions]) -> MovedTo | None:
    """Return where a page is now that is gone from its address, None where it is not found; see `linkwatch.aio`.

    >>> linkwatch.find_moved("mailto:someone@example.org")
    Traceback (most recent call last):
    linkwatch.errors.UsageError: mailto:someone@example.org: not the address of a page on the web
    """
    return _run(aio.find_moved(url, **options))


def fix(*inputs: Where, **options: Unpack[FixOptions]) -> Fixes:
    """Mend articles by archived copies; files change only with write=True. See `linkwatch.aio.fix`.

    >>> linkwatch.fix("essay.md", form="footnote")
    Traceback (most recent call last):
    linkwatch.errors.UsageError: form: 'footnote' is none of replace, robust, wiki, note
    """
    return _run(aio.fix(*inputs, **options))


def recover(*inputs: Where, **options: Unpack[RecoverOptions]) -> Recovery:
    """Find again what lost targets of articles led to; see `linkwatch.aio.recover`.

    >>> linkwatch.recover("missing.md").articles[0].error
    'missing.md: no such file or folder'
    """
    return _run(aio.recover(*inputs, **options))


def _run(call: Coroutine[Any, Any, _T]) -> _T:
    """Wait for the end. Raises UsageError where an event loop runs, which this would stop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(call)
    call.close()
    raise UsageError("an event loop is running here: await the function of this name in linkwatch.aio")
