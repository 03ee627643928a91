"""Addresses whose fragment names the page ("/#!/topic/17"): a server sees only what is before it."""

from linkwatch.judge.case import Case
from linkwatch.model import Status, Verdict
from linkwatch.urls import is_route

_A_TEXT = 60  # words of main content: a page that says more may hold all that its fragments name


def judge_route(case: Case) -> Verdict | None:
    """Judge a page that scripts choose by the fragment: blocked, unless what the server sent is what was cited."""
    if not is_route(case.asked.fragment) or not case.answered_well or not case.is_page or case.page.scripts == 0:
        return None
    if case.page.main_words > _A_TEXT:
        return None
    case.note("its scripts choose by the part after the # what to show, and only a browser runs them")
    return Verdict(Status.BLOCKED, "needs-browser", ())
