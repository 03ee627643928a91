"""What is cited instead of a link, or of a target that an article lost, by what a person wants to be believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from linkwatch import urls
from linkwatch.articles.recover import GRADES, Candidate, Recovered
from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.mend import Repair
from linkwatch.model import Grade, MovedTo, Snapshot, Span, Status
from linkwatch.store import MendableLink

if TYPE_CHECKING:
    from linkwatch.archive.find import Finder

SNAPSHOT, MOVED, REDIRECT, RECOVERED = "snapshot", "moved", "redirect", "recovered"
_GONE = "its archived copy is gone"
_HIDDEN = "***@"  # stands in the database for user name and password
_SILENT = "its archive cannot be asked whether the copy is still there; try again later"


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


class Successors:
    """Says what is cited instead. finder: is asked whether a copy is still there, None where nobody is."""

    def __init__(self, finder: "Finder | None", wishes: Wishes) -> None:
        self._finder = finder
        self._wishes = wishes

    async def of_link(self, link: MendableLink) -> Repair:
        """Say what becomes of a link."""
        if link.status is Status.REDIRECTED:
            if link.final_url is None or not urls.is_web(link.final_url):
                return Repair(None, "where it has moved to is not known")
            return _checked(Repair(link.final_url, how=REDIRECT))
        if link.moved is None:
            return await self._copy(link)
        if self._wishes.moved:
            return _checked(Repair(link.moved.url, how=MOVED, evidence=_how_found(link.moved)))
        repair = await self._copy(link)
        if repair.problem is None:
            return repair
        problem = f"{repair.problem}; its page is now at {link.moved.url}, which --moved cites"
        return Repair(None, problem, how=repair.how, grade=repair.grade)

    async def _copy(self, link: MendableLink) -> Repair:
        copy = link.snapshot
        if copy is None:
            return Repair(None, f"no archived copy is known ({link.absence or 'nobody has looked for one'})")
        if not urls.is_web(copy.url):
            return Repair(None, "its only copy is in files of your own, where readers cannot open it")
        if not link.is_saved and _rank(copy.grade) > _rank(self._wishes.least):
            return Repair(None, _too_little(copy), how=SNAPSHOT, grade=copy.grade)
        if self._finder is not None:
            is_there = await self._finder.still_has(copy)
            if not is_there:
                return Repair(None, _SILENT if is_there is None else _GONE)
        day = datetime.strptime(copy.timestamp[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day as the archive counts them
        return _checked(Repair(copy.url, day=day, how=SNAPSHOT, grade=copy.grade))

    def of_lost(self, recovered: Recovered) -> Mapping[Span, Repair]:
        """Say what becomes of each lost target, by its place."""
        return {
            proposal.span: self._of_candidates(proposal.candidates)
            for proposal in recovered.proposals
            if proposal.span is not None
        }

    def _of_candidates(self, candidates: tuple[Candidate, ...]) -> Repair:
        if not candidates:
            return Repair(None, "no copy of the article that could be found knows where it led")
        best, wanted = candidates[0], self._wishes.recovered
        if wanted is None or GRADES.index(best.grade) > GRADES.index(wanted):
            problem = f"it led to {best.url}, but that is only {best.grade}: --recovered {best.grade} puts it in"
            return Repair(None, problem, how=RECOVERED, grade=best.grade)
        evidence = f"{best.grade}, {best.how}: {best.evidence['copy']}"
        return _checked(Repair(best.url, how=RECOVERED, grade=best.grade, evidence=evidence))


def _checked(repair: Repair) -> Repair:
    address = repair.address or ""
    if urls.redact(address) != address or _HIDDEN in address:
        return Repair(None, "what it would lead to has a password in its address", how=repair.how)
    return repair


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
