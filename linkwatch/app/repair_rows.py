"""What becomes of each citation that is to be mended, as rows of a report, and as a patch."""

import os
from collections.abc import Iterable
from pathlib import Path

from linkwatch.app.fixing import Fixed
from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.knowing import Wishes
from linkwatch.articles.rewrite.patch import unified
from linkwatch.model import Grade, Row, Status
from linkwatch.store import MendableLink

_LOST = MendableLink("", Status.INVALID, "placeholder", None, None, None, None)  # what every lost target is


def wishes_of(form: str, *, changed: bool, redirects: bool, grade: str, moved: bool, recovered: str | None) -> Wishes:
    """Return what is to be mended, by the options of `linkwatch fix`."""
    also = {Status.CHANGED: changed, Status.REDIRECTED: redirects}
    statuses = {Status.DEAD, *(status for status, is_wanted in also.items() if is_wanted)}
    return Wishes(Form(form), frozenset(statuses), Grade(grade), moved=moved, recovered=recovered)


def repair_rows(item: Fixed, *, done: bool) -> Iterable[Row]:
    """Return a row for each citation that was to be mended. done: what is planned was carried out."""
    for treated in item.mended.treated:
        link = item.links.get(treated.link, _LOST)
        yield {
            "article": item.document.uri,
            "line": treated.line,
            "href": treated.href,
            "text": treated.text,
            "url": treated.link,
            "status": str(link.status),
            "reason": link.reason,
            "checked_at": link.checked_at,
            "replacement": treated.address,
            "how": treated.how,
            "grade": treated.grade,
            "evidence": treated.evidence,
            "moved_to": None if link.moved is None else link.moved.url,
            "problem": treated.problem,
            "planned": treated.is_planned,
            "done": treated.is_planned and done,
        }


def patch_of(item: Fixed) -> bytes:
    """Return what is changed in an article, for `git apply` or `patch -p1`; b"" where nothing is."""
    return unified(_name_in_patch(item.path), item.document.body, item.mended.changes) if item.mended.changes else b""


def _name_in_patch(path: Path) -> str:
    """Name a file as a patch finds it from the working folder; of a symbolic link the file it leads to."""
    target = path.resolve()
    folder = Path.cwd().resolve()
    return os.fspath(target.relative_to(folder if target.is_relative_to(folder) else target.anchor))
