"""Does a page only speak to its reader, where something else was cited?

A gate and a notice call their reader "you", and say nothing of what stands behind them. That needs no word for a login,
a country or a quota: so it holds for those that no table knows.
"""

from linkwatch.evidence import HopKind
from linkwatch.judge.case import Case
from linkwatch.judge.gone import differs_in, is_asking, quotes
from linkwatch.judge.identity import is_named, tells_of_it
from linkwatch.judge.own_subject import ONLY_ADVICE, calls_its_reader
from linkwatch.judge.shape import OFFERS_FILE
from linkwatch.model import Status, Verdict

_A_NOTICE = 45  # words of main content


def judge_word_to_reader(case: Case) -> Verdict | None:
    """Judge a short page that speaks to its reader alone, and names nothing of what was cited.

    Only where the site says by the status what it does not have, and where address or citation promise something.
    """
    page = case.page
    only_that = case.answered_well and case.is_page and ONLY_ADVICE in page.signatures and not case.not_found
    if not only_that or page.media or page.main_words > _A_NOTICE or case.asked.is_home or not case.honest:
        return None
    if _shows_what_was_cited(case) or differs_in(case, OFFERS_FILE) or _is_about_messages(case):
        return None
    if any(hop.kind is HopKind.MOVED for hop in case.visit.hops) or not calls_its_reader(page.excerpt):
        return None
    case.note("the page speaks to its reader alone, and names nothing of what was cited: nobody can tell what it holds")
    return Verdict(Status.BLOCKED, "not-understood", ())


def _shows_what_was_cited(case: Case) -> bool:
    """Tell whether a page names what was cited, or nothing says what that is."""
    anchors = case.observation.anchors
    return case.title_fits or not is_named(case.url, anchors) or tells_of_it(case.page.excerpt, case.url, anchors)


def _is_about_messages(case: Case) -> bool:
    """Tell whether a page asks, instructs or quotes, as help on messages does."""
    return any(map(is_asking, (case.page.heading or "", case.page.title or ""))) or quotes(case.page.excerpt)
