"""The patch that mends an article's file, as `linkwatch fix --diff` prints it: made when it is asked for.

It is made only where the file is on this machine and is, byte for byte, what was read last. Archives are not asked
again. The file is read and mended in a process that is given up when that takes too much.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from datasette.views.base import DatasetteError

from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.mend import READINGS, Treated, mend
from linkwatch.articles.rewrite.patch import unified
from linkwatch.articles.sources.files import read_by
from linkwatch.browse.mendable import STATUSES, repair_of
from linkwatch.errors import LinkwatchError, StoreError
from linkwatch.model import Document
from linkwatch.reading import article_budget
from linkwatch.reading.workers import Workers
from linkwatch.report.places import Places
from linkwatch.store import MendableArticle, Store
from linkwatch.threads import in_thread
from linkwatch.urls import redact

_MOST_PROBLEMS, _LONGEST_ADDRESS = 5, 200
_one_at_a_time = asyncio.Semaphore(1)


async def patch_of(database: Path, uri: str, form: Form) -> bytes:
    """Return the patch for the article in this file.

    Raises DatasetteError, with a line for people, where there is no patch to be made.
    """
    try:
        known = await in_thread(_known, database, uri)
    except StoreError as error:
        raise DatasetteError(str(error), title="The database cannot be read", status=503) from error
    if known is None or not Path(uri).is_absolute():
        raise DatasetteError("Only an article in a file on this machine can be mended.", status=404)
    async with _one_at_a_time, Workers(at_once=1) as reader:
        document = await read_by(reader, Path(uri), None)
        if not isinstance(document, Document):
            raise DatasetteError(document.error, title="The file cannot be read", status=404)
        if hashlib.sha256(document.body).hexdigest() != known.content_hash:
            said = "The file was changed since it was read: let linkwatch read it again first."
            raise DatasetteError(said, title="There is no patch", status=409)
        repairs = {url: repair_of(link, form) for url, link in known.links.items()}
        try:
            mended = await reader(article_budget(READINGS * len(document.body)), mend, document, repairs, form)
        except LinkwatchError as error:
            raise DatasetteError(str(error), title="There is no patch", status=409) from error
    if not mended.changes:
        raise DatasetteError(_why_empty(mended.treated), title="The patch is empty", status=404)
    path = Path(uri)
    patch = unified(Places(path.parent).path(uri) or path.name, document.body, mended.changes)
    shown = patch.decode("latin-1")
    if redact(shown) != shown:  # a file is its owner's, and these pages may be anybody's
        said = "Its lines hold a user name or password. On the machine itself, linkwatch fix --diff prints it."
        raise DatasetteError(said, title="The patch is not shown here", status=403)
    return patch


def _why_empty(treated: Sequence[Treated]) -> str:
    """Say why nothing is put in: of each dead citation, as long as a few lines hold it."""
    if not treated:
        return "No link in this article is dead, so there is nothing to put in the place of one."
    problems = [
        f"{'' if one.line is None else f'line {one.line}: '}{redact(one.link)[:_LONGEST_ADDRESS]}: {one.problem}"
        for one in treated
        if one.problem
    ]
    more = f" And {len(problems) - _MOST_PROBLEMS} more." if len(problems) > _MOST_PROBLEMS else ""
    return f"Nothing that is dead here can be mended by itself. {'. '.join(problems[:_MOST_PROBLEMS])}.{more}"


def _known(database: Path, uri: str) -> MendableArticle | None:
    with Store.open(database, read_only=True) as store:
        return store.mending.article(uri, STATUSES)
