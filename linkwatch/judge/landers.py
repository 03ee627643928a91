"""Pages that stand where a site used to be, and those by which a living site says that it is out of order."""

from linkwatch.judge.believed import tells_of_its_own
from linkwatch.judge.case import Case
from linkwatch.judge.said import breaks
from linkwatch.judge.statements import speaks_of
from linkwatch.model import Status, Verdict

_FEW_WORDS = 80  # a front page that says more needs a second sign that it is parked
_LINKS_OF_A_FRAME = 4
_AN_ERROR = 25  # words
_WORDS = {
    "parked": "the domain is parked or for sale",
    "suspended": "the host has suspended the site",
    "server-default": "nothing but a web server's own first page",
    "gone": "the player or site says that what was asked for is not there",
    "maintenance": "the site says that it is being worked on",
    "server-error": "the page is an error of the server's",
}
_DEAD = ("suspended", "parked", "server-default")
_OF_LANDERS = frozenset((*_DEAD, "parked-hint"))
_OUT_OF_ORDER = ("maintenance", "server-error")


def judge_landers(case: Case) -> Verdict | None:
    """Judge by the signatures of landers, whatever the status."""
    if case.http_status is None or case.http_status in (404, 410, 401, 402, 429, 451):
        return None
    if not any(row.kind in _OF_LANDERS for row in case.matched) or _is_cited_as_offer(case):
        return None
    if sum(row.kind == "parked-hint" for row in case.matched) > 1 and not case.title_fits_beyond_doubt:
        case.note(f"{_WORDS['parked']}: a bare name, and lists of links that nobody wrote")
        return Verdict(Status.DEAD, "parked", ())
    for kind in _DEAD:
        row = case.signature(kind)
        if row is not None and not row.sure and not case.asked.is_home and tells_of_its_own(case):
            continue
        if row is not None and (row.sure or _is_borne_out(case, kind)):
            case.note(f"{_WORDS[kind]}: known by the signature {row.name}")
            return Verdict(Status.DEAD, kind, ())
    return None


def judge_gone_content(case: Case) -> Verdict | None:
    """Judge a player's or platform's page that says its content is gone, and pages that say they are out of order."""
    if not case.answered_well:
        return None
    row = case.signature("gone")
    if row is not None and not case.asked.is_home and (row.sure or row.header or not tells_of_its_own(case)):
        case.note(f"{_WORDS['gone']}: known by the signature {row.name}")
        return Verdict(Status.DEAD, "soft-404", ())
    row = case.signature(*_OUT_OF_ORDER)
    if row is not None and "whole" not in case.not_found and (row.sure or not tells_of_its_own(case)):
        if row.kind == "server-error" and _is_frame_of_an_application(case):
            case.note("the frame of an application, with the error that its scripts show where they fail")
            return Verdict(Status.BLOCKED, "needs-browser", ())
        case.note(f"{_WORDS[row.kind]}: known by the signature {row.name}")
        return Verdict(Status.FAILING, row.kind, ())
    if breaks(case) and "whole" not in case.not_found:
        case.note("the page shows the error of a program, and not what was cited")
        return Verdict(Status.FAILING, "server-error", ())
    return None


def _is_cited_as_offer(case: Case) -> bool:
    """Tell whether the article cites the page as an offer of the domain: then it is what it was cited for.

    The host stands for the domain. What follows it in an address says nothing of an offer: /crop-market-prices.
    """
    host = case.asked.host

    def in_words(anchor: str) -> str:
        words = anchor.lower().split()
        return " ".join("domain" if host and host in word else word for word in words)

    return any(speaks_of("domain-sale", in_words(anchor)) for anchor in case.observation.anchors)


def _is_frame_of_an_application(case: Case) -> bool:
    """Tell whether all that a site's frame holds is an error and a button to try again: readers see neither."""
    page = case.page
    return (
        page.frame_links >= _LINKS_OF_A_FRAME and page.buttons > 0 and page.scripts > 0 and page.main_words <= _AN_ERROR
    )


def _is_borne_out(case: Case, kind: str) -> bool:
    """Tell whether a home page has a second sign, or is small enough for one; deep pages have the sibling."""
    rows = [row for row in case.matched if row.kind in (kind, f"{kind}-hint")]
    signs = sum(2 if row.title is not None and row.text else 1 for row in rows)
    return signs > 1 or case.page.main_words <= _FEW_WORDS
