"""What is cited instead of a link by what the database knows of it, and what a person wants to be believed."""

from dataclasses import dataclass
from datetime import datetime

from linkwatch import urls
from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.mend import Repair
from linkwatch.model import Grade, MovedTo, Snapshot, Status
from linkwatch.store import MendableLink

SNAPSHOT, MOVED, REDIRECT, RECOVERED = "snapshot", "moved", "redirect", "recovered"
_HIDDEN = "***@"  # stands in the database for user name and password


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants to have mended.

    statuses: of the links. least: how well a copy must be vouched for. moved: where the page of a dead link is now is
    cited rather than a copy. recovered: the lowest grade of what is put in where a target is lost, None leaves those.
    """

    form: Form
    statuses: frozenset[Status]
    least: Grade = Grade.FITS
    moved: bool = False
    recovered: str | None = None


def repair_known(link: MendableLink, wishes: Wishes) -> Repair:
    """Say what becomes of a link. Whether an archive still has the copy is not asked."""
    if link.url.startswith("file:"):
        return Repair(None, "a file beside the article: no archive has it")
    if link.status is Status.REDIRECTED:
        if link.final_url is None or link.final_url == link.url or not urls.is_web(link.final_url):
            return Repair(None, "where it has moved to is not known")
        return checked(Repair(link.final_url, how=REDIRECT))
    if link.moved is not None and wishes.moved and urls.is_web(link.moved.url):
        return checked(Repair(link.moved.url, how=MOVED, evidence=_how_found(link.moved)))
    repair = _copy(link, wishes.least)
    return repair if repair.problem is None else without_copy(link, repair)


def without_copy(link: MendableLink, repair: Repair) -> Repair:
    """Say with what is wrong with a link's copy where its page is now, if that is known."""
    if link.moved is None:
        return repair
    problem = f"{repair.problem}; its page is now at {link.moved.url}, which --moved cites"
    return Repair(None, problem, how=repair.how or MOVED, grade=repair.grade)


def checked(repair: Repair) -> Repair:
    """Return a repair, or why it is none: passwords are not written into articles."""
    address = repair.address or ""
    if urls.redact(address) != address or _HIDDEN in address:
        return Repair(None, "what it would lead to has a password in its address", how=repair.how)
    return repair


def _copy(link: MendableLink, least: Grade) -> Repair:
    copy = link.snapshot
    if copy is None:
        return Repair(None, f"no archived copy is known ({link.absence or 'nobody has looked for one'})")
    if not urls.is_web(copy.url):
        return Repair(None, "its only copy is in files of your own, where readers cannot open it")
    if not link.is_saved and _rank(copy.grade) > _rank(least):
        return Repair(None, _too_little(copy), how=SNAPSHOT, grade=copy.grade)
    day = datetime.strptime(copy.timestamp[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day as the archive counts them
    return checked(Repair(copy.url, day=day, how=SNAPSHOT, grade=copy.grade))


def _rank(grade: Grade | None) -> int:
    """Return the place of a grade, the best first; what was found before there were grades is like the last."""
    return list(Grade).index(grade or Grade.PLAYS)


def _too_little(copy: Snapshot) -> str:
    if copy.grade is None:
        why = "it was found before it was noted how well copies are vouched for"
    elif copy.grade is Grade.FITS:
        why = "it bears the citation's words, but nobody has read the page while it was there"
    else:
        why = "nothing vouches for it"
    return f"its copy {copy.url} is not cited, for {why}: read it; --grade {copy.grade or Grade.PLAYS} cites it"


def _how_found(moved: MovedTo) -> str:
    if moved.similarity is None:
        return f"found by {moved.how}"
    return f"found by {moved.how}, {moved.similarity:.0%} of its text is that of the captured page"
