"""What is cited instead of a link, or of a target that an article lost, asking archives whether copies are there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from linkwatch.articles.recover import GRADES, Candidate, Recovered
from linkwatch.articles.rewrite.knowing import RECOVERED, SNAPSHOT, Wishes, checked, repair_known, without_copy
from linkwatch.articles.rewrite.mend import Repair
from linkwatch.model import Span
from linkwatch.store import MendableLink

if TYPE_CHECKING:
    from linkwatch.archive.find import Finder

_GONE = "its archived copy is gone"
_SILENT = "its archive cannot be asked whether the copy is still there; try again later"


class Successors:
    """Says what is cited instead. finder: is asked whether a copy is still there, None where nobody is."""

    def __init__(self, finder: "Finder | None", wishes: Wishes) -> None:
        self._finder = finder
        self._wishes = wishes

    async def of_link(self, link: MendableLink) -> Repair:
        """Say what becomes of a link."""
        repair = repair_known(link, self._wishes)
        if repair.problem is None and repair.how == SNAPSHOT and link.snapshot is not None and self._finder is not None:
            is_there = await self._finder.still_has(link.snapshot)
            if not is_there:
                problem = _SILENT if is_there is None else _GONE
                return without_copy(link, Repair(None, problem, how=SNAPSHOT, grade=repair.grade))
        return repair

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
            problem = f"found {best.url}, which is {best.grade}, and left it out: --recovered {best.grade} takes it"
            return Repair(None, problem, how=RECOVERED, grade=best.grade)
        evidence = f"{best.grade}, {best.how}: {best.evidence['copy']}"
        return checked(Repair(best.url, how=RECOVERED, grade=best.grade, evidence=evidence))
