"""Pages that bear the very name by which their site calls what it has not: are they lost, or works of that name?

"Page not found" is the title of essays, too. Whether the site itself calls its errors so, the answer to an address that
cannot exist shows; whether this page is a work of that name, its citations.
"""

from linkwatch.evidence import Witness
from linkwatch.judge.believed import is_error_name
from linkwatch.judge.case import Case
from linkwatch.judge.identity import full_name, is_named, tells_what_was_cited
from linkwatch.judge.own_subject import OWN_SUBJECT
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.words import TITLE_PARTS, count_words, fold, padded, writes_spaces

_A_SENTENCE = 4  # words
_HALF = 0.5
_SHORT, _A_TEXT = 60, 100  # words of main content
_WORDS_OF_NAME = 2  # "Oops" alone quotes nothing


def is_work_called_like_an_error(case: Case) -> bool:
    """Tell whether a page under its site's own error's name says more, and is cited by that name or by its text.

    Or tells of a subject at length, under an error's name that its site does not use.
    """
    if case.asked.is_home:
        return False
    if _is_text_under_a_name_of_its_own(case):
        return True
    if not _says_more_than_its_namesake(case):
        return False
    anchors = case.observation.anchors
    told = tells_what_was_cited(case.page.excerpt, full_name(case.page), case.url, anchors)
    return told or any(_quotes(anchor, name) for anchor in anchors for name in _shared_error_names(case))


def is_its_sites_error(case: Case) -> bool:
    """Tell whether a short page under its site's own error's name is named by its citations, and by another name.

    Programs write canonical addresses on their errors as well: they prove nothing under such a name. For a page that
    citations only number nobody can tell.
    """
    named = is_named(case.url, case.observation.anchors)
    return case.honest and named and case.page.main_words <= _SHORT and bool(_shared_error_names(case))


def is_unnamed_namesake(case: Case) -> bool:
    """Tell whether nobody can tell what a page is that says more than its site's own error, of whose name it is.

    Neither its address nor a citation has a name for it, and there is a weak sign that it is somebody's work.
    """
    if case.asked.is_home or not case.honest or is_named(case.url, case.observation.anchors):
        return False
    may_be_a_work = case.names_itself or OWN_SUBJECT in case.page.signatures
    return may_be_a_work and _says_more_than_its_namesake(case)


def _shared_error_names(case: Case) -> frozenset[str]:
    """Return the error names, folded, by which both the page and its invented sibling are called."""
    other = case.sibling.visit.page if case.sibling is not None else None
    if other is None:
        return frozenset()
    names, others = (
        {fold(part) for name in (page.title, page.heading) for part in TITLE_PARTS.split(name or "") if part}
        for page in (case.page, other)
    )
    return frozenset(filter(is_error_name, names & others))


def _says_more_than_its_namesake(case: Case) -> bool:
    """Tell whether a page has other words than what an address that cannot exist gets, or a sentence more."""
    sibling, page = case.sibling, case.visit.page
    if sibling is None or sibling.visit.page is None or page is None or not _shared_error_names(case):
        return False
    return _is_unlike(sibling) or page.main_words >= sibling.visit.page.main_words + _A_SENTENCE


def _is_text_under_a_name_of_its_own(case: Case) -> bool:
    """Tell whether a page tells of a subject at length, where the site calls what is not there otherwise."""
    sibling, page = case.sibling, case.page
    if sibling is None or sibling.visit.page is None or _shared_error_names(case):
        return False
    apart = case.sibling_answer is SiblingAnswer.DIFFERENT and _is_unlike(sibling)
    return apart and page.main_words >= _A_TEXT and OWN_SUBJECT in page.signatures


def _is_unlike(sibling: Witness) -> bool:
    return sibling.similarity is not None and sibling.similarity < _HALF


def _quotes(anchor: str, name: str) -> bool:
    if writes_spaces(name):
        return count_words(name) >= _WORDS_OF_NAME and padded(name) in padded(fold(anchor))
    return name in fold(anchor)
