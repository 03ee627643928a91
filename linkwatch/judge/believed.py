"""What speaks for a page that bears the signs of an error: its name, its text, and a site that tells addresses apart.

Where a host answers an invented address with an honest 404, its 200 is believed unless that page says its own end.
"""

import re

from linkwatch.evidence import PageFacts
from linkwatch.judge.case import Case
from linkwatch.judge.identity import (
    bears_its_number,
    is_headed_as_titled,
    is_named,
    names_change_of_code,
    slug_words,
    tells_something,
)
from linkwatch.judge.own_subject import ITS_END, OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT
from linkwatch.judge.programs import CLASSED
from linkwatch.judge.shape import ARTICLE, LONG_TEXT
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.signatures import says_not_found, says_only_not_found
from linkwatch.judge.statements import SAYS
from linkwatch.judge.talk import says_that_this_is_gone
from linkwatch.judge.tombstones import says_gone
from linkwatch.judge.words import fold

LONG = 250  # words of main content: more than an error page has
_AN_ARTICLE = 100
_A_NOTICE = 60
_SAYS_IT_FIRST = 250  # characters
_JSON = "application/json"
_STATUS = re.compile(r"4(?:04|10)")
_KEY_OF_ANSWER = re.compile(
    r"\W*(?:error|errors|err|status|statuscode|status_?code|code|errcode|error_?code|message|msg|detail|details|title|type|success"
    r"|ok|result|results|data|meta|timestamp|path|fault|reason|exception|name|response|http\w{0,10}|\d{3})\b",
    re.IGNORECASE,
)
_OF_CODE = re.compile(r"[{}<>=;]")


def is_believed(case: Case) -> bool:
    """Tell whether a page is the one that was cited, or has more to say than that something is missing."""
    told_apart = case.sibling_answer is SiblingAnswer.DIFFERENT
    if not case.asked.is_home and (case.title_fits_beyond_doubt or case.is_about_it):
        return True
    if told_apart and case.title_fits and "text" not in case.not_found and not case.asked.is_home:
        return True
    if case.honest and names_change_of_code(case.url):
        return True
    if told_apart and (bears_its_number(case.page, case.url) or _is_article_beside_an_honest_error(case)):
        return True
    return _is_article(case) or case.is_talk or _is_believed_by_its_site(case)


def tells_of_its_own(case: Case) -> bool:
    """Tell whether a page has something else to tell than a loss, and is a front page or told apart from what is none.

    Under nothing but an error's name that counts for little where the page begins with its excuse, gives the status, or
    has another name in its address: what follows may be what else there is to read.
    """
    if OWN_SUBJECT not in case.page.signatures or not case.not_found.isdisjoint(("program", "class")):
        return False  # its program has said that it is none
    if case.asked.is_home:
        return not case.moved and not _excuses_itself_first(case)
    if case.sibling_answer is not SiblingAnswer.DIFFERENT:
        return False
    name = case.page.heading or case.own_name
    if says_that_this_is_gone(name) or (ITS_END in case.page.signatures and is_error_name(fold(name))):
        return False  # it says its own end
    if not says_only_not_found(name) or case.title_fits:
        return True
    return not (_excuses_itself_first(case) or _STATUS.search(name) or is_named(case.url, case.observation.anchors))


def speaks_only_of_itself(case: Case) -> bool:
    """Tell whether a short page says what became of "this", or who may see it, and nothing of a subject of its own."""
    page = case.page
    return page.main_words <= _A_NOTICE and not page.media and {ONLY_ADVICE, OF_ITSELF} <= set(page.signatures)


def is_file_of_its_own(case: Case) -> bool:
    """Tell whether what is no page (a script, a table, a text) stands on a site that has a 404 for what it lacks.

    Of plain text that is nothing but an error's words that is not so, nor of JSON whose first key is one of an answer.
    """
    page = case.page
    if case.is_page or not case.honest:
        return False
    if page.media_type == _JSON:
        return not _KEY_OF_ANSWER.match(page.excerpt)
    return page.media_type != "text/plain" or "whole" not in case.not_found or bool(_OF_CODE.search(page.excerpt))


def _is_article(case: Case) -> bool:
    """Tell whether a page has an article's text; one without a date must not be called by nothing but an error."""
    marks = case.page.signatures
    if case.sibling_answer is SiblingAnswer.ALIKE:
        return False
    called_so = bool(slug_words(case.url)) and says_only_not_found(case.page.heading or case.own_name)
    return ARTICLE in marks or (LONG_TEXT in marks and not called_so)


def _is_article_beside_an_honest_error(case: Case) -> bool:
    """Tell whether a page has more to say than that it is missing, on a site that says so by the status.

    A site that has a 404 for other addresses may still send 200 with an error page for what it has removed, and suggest
    what to read instead: such a page begins with its excuse, or is called by nothing else although its address has a
    name for what was there.
    """
    if not case.honest:
        return False
    if slug_words(case.url) and says_only_not_found(case.page.heading or case.own_name):
        return False
    return case.page.main_words >= (LONG if says_it_first(case) else _AN_ARTICLE)


def _is_believed_by_its_site(case: Case) -> bool:
    """Tell whether a page has a name of its own, and only a weak sign of an error, where addresses are told apart.

    Such a sign is what a theme calls the page, or a sentence.
    """
    page = case.page
    if not has_a_name_of_its_own(page):
        return False
    if case.not_found == {"class"}:
        return _tells_what_is_missing(case, CLASSED) and is_headed_as_titled(page)
    return case.not_found == {"text"} and f"{SAYS}gone" not in page.signatures and _tells_what_is_missing(case)


def _tells_what_is_missing(case: Case, *shared: str) -> bool:
    """Tell whether the site answers an invented address by a 404, or by a page that differs and says so in words.

    shared: marks that such a page must not bear, for then it is made alike.
    """
    if case.honest:
        return True
    other = case.sibling.visit.page if case.sibling is not None else None
    if other is None or case.sibling_answer is not SiblingAnswer.DIFFERENT:
        return False
    if not set(shared).isdisjoint(other.signatures):
        return False
    return bool(shared) or any(mark.startswith("not-found") for mark in other.signatures)


def has_a_name_of_its_own(page: PageFacts) -> bool:
    """Tell whether a page's heading says more than that something is wrong."""
    heading = page.heading or ""
    return tells_something(heading) and not is_error_name(fold(heading))


def is_error_name(name: str) -> bool:
    """Tell whether a folded name is that of an error, or says that something is gone."""
    return says_gone(name) or says_not_found(name) or says_only_not_found(name)


def says_it_first(case: Case) -> bool:
    """Tell whether a page begins with its error; the keys of JSON have no order."""
    if case.page.media_type == _JSON:
        return True  # its keys have no order
    return says_not_found(case.page.excerpt[:_SAYS_IT_FIRST])


def _excuses_itself_first(case: Case) -> bool:
    """Tell whether a page's text begins with its error, its heading apart, which news and works may share with one."""
    page = case.page
    return says_not_found(page.excerpt.replace(page.heading or "\0", " ", 1)[:_SAYS_IT_FIRST])
