"""Three witnesses before a death by content: the page, a sibling that cannot exist, and the site's front page.

One page for all three says nothing of the asked address: the site is closed, busy, walled off or written in scripts.
It is dead all the same where that page is a full front page, which a reader then gets in place of what was cited, or
an offer of the site's name.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from linkwatch.evidence import Visit, Witness
from linkwatch.judge.addresses import same_place
from linkwatch.judge.believed import has_a_name_of_its_own
from linkwatch.judge.case import Case
from linkwatch.judge.changed import is_lapsed_name, sells_what_nobody_cited
from linkwatch.judge.identity import slug_words
from linkwatch.judge.phrases import Phrases
from linkwatch.judge.redirects import leads_away
from linkwatch.judge.shape import ONLY_SAID
from linkwatch.judge.siblings import SiblingAnswer, ask_sibling
from linkwatch.judge.statements import NAMED, SAYS
from linkwatch.judge.status import refusal_of
from linkwatch.judge.words import PRICE, STOPS, fold, squeeze, writes_spaces
from linkwatch.model import Status, Verdict
from linkwatch.urls import domain

# In the main content: more than a notice has in a frame that is not marked as one.
_FULL_WORDS, _FULL_LINKS = 200, 8
_HEADLINES, _SOME_WORDS = 4, 30
_GONE, _A_NOTE, _AN_ARTICLE, _HALF = (404, 410), 8, 40, 0.5
_UNSURE = {"title", "text", "gone-text"}
_PLACES_OF_ONE_PAGE = 3  # links within the page: its parts are all that there is of the site
_NOTICE_WORDS, _NOTICE_LINKS = 60, 3
_INSTEAD_WORDS, _BARELY_A_NOTICE, _AT_ONCE = 80, 30, 120  # words, words, characters
_INSTEAD, _TOLD_OF = ("parked", "suspended", "server-default"), ("parked", "suspended")
_NOT_A_WORD = re.compile(r"[\W_]+")
_SENTENCES = re.compile(f"(?<!\\d)[.!?](?=\\s|$)|[\u3002\uff01{STOPS}]")


class FrontAnswer(Enum):
    """What the front page says of the asked one."""

    SAME = "the front page is the same page"
    OTHER = "the front page is another one"
    UNKNOWN = "the front page did not show"


def front_answer(front: Witness, visit: Visit) -> FrontAnswer:
    """Compare the front page with the visit that is judged. A site without a front page (404) has other pages."""
    status = front.visit.http_status
    if status in (404, 410):
        return FrontAnswer.OTHER
    if status is None or not 200 <= status < 300:
        return FrontAnswer.UNKNOWN
    if same_place(front.visit.final_url, visit.final_url):
        return FrontAnswer.SAME
    return {
        SiblingAnswer.ALIKE: FrontAnswer.SAME,
        SiblingAnswer.DIFFERENT: FrontAnswer.OTHER,
        SiblingAnswer.UNCLEAR: FrontAnswer.UNKNOWN,
    }[ask_sibling(front, visit)]


def may_stand_for_the_site(case: Case) -> bool:
    """Tell whether the front page may speak for an address that seems to be dead by what it shows."""
    page = case.page
    shows_something = page.words or page.scripts or page.media or page.fields or page.has_password_field
    if case.asked.is_home or not case.answered_well or not shows_something:
        return False
    if _says_it_is_missing(case) or leads_away(case) is not None:
        return False
    return case.sibling_answer is SiblingAnswer.ALIKE or (case.moved and case.final.is_error_page)


def _says_it_is_missing(case: Case) -> bool:
    """Tell whether the page or its address says in sure words that the asked page is not there, and not a session.

    A sentence of the text is not sure: filters, guards and closed sites have some that sound alike ("access to the page
    that you tried to visit was …").
    """
    says = bool(case.not_found - _UNSURE) and not speaks_of_its_visitor(case)
    return says or (case.moved and case.final.says_missing)


def speaks_of_its_visitor(case: Case) -> bool:
    """Tell whether a short page says of its visitor what holds for any address: a session is over, is it a human?"""
    if case.page.main_words > _NOTICE_WORDS:
        return False
    shown, tables = _shown_first(case), _of_visitors()
    if tables["said"].found_in(shown):
        return True
    sentences = _SENTENCES.split(shown)
    return any(tables["sessions"].found_in(each) and tables["lapsed"].found_in(each) for each in sentences)


def may_be_page_under_an_error(case: Case) -> bool:
    """Tell whether what came with a 404 or 410 may be the page that was cited, and not an error's.

    It says nothing of a loss, has a name of its own, and is cited by it; or nothing names what was cited, and it says
    that it is the asked address. Programs that build pages beside their router leave its status, and its class of a
    missing page, on what they show.
    """
    page = case.page
    if case.http_status not in _GONE or not case.is_page or case.asked.is_home or page.main_words < _A_NOTE:
        return False
    if case.not_found - {"class"} or f"{SAYS}gone" in page.signatures or not has_a_name_of_its_own(page):
        return False
    nameless = not slug_words(case.url) and not case.observation.anchors
    return case.title_fits_beyond_doubt or (nameless and case.names_itself)


def judge_page_under_an_error(case: Case) -> Verdict | None:
    """Judge a 404 or 410 that brings what was cited, on a site that has another answer for what it does not know."""
    sibling = case.sibling
    if sibling is None or sibling.visit.http_status not in _GONE or not may_be_page_under_an_error(case):
        return None
    other = sibling.visit.page
    if (sibling.similarity or 0.0) >= _HALF:
        return None
    case.note(f"the server says {case.http_status}, and shows a page under its own name all the same")
    is_article = case.page.main_words >= _AN_ARTICLE and case.names_itself
    if is_article and (other is None or 2 * other.main_words <= case.page.main_words):
        case.note("an address that cannot exist gets a short error instead")
        return Verdict(Status.ALIVE, None, ())
    case.note("an address that cannot exist gets another one: nobody can tell which of the two is meant")
    return Verdict(Status.BLOCKED, "not-understood", ())


def judge_whole_site(case: Case) -> Verdict | None:
    """Judge a page that is all that the site shows; None where it is not, or where the page itself decides."""
    if not case.answered_well:
        return None
    if leads_away(case) == "the home page" and case.sibling_answer is SiblingAnswer.ALIKE and _is_notice(case):
        case.note("every address leads to a front page that holds a notice and nothing else: nobody can tell")
        return Verdict(Status.BLOCKED, "site-closed", ())
    if case.sibling_answer is SiblingAnswer.ALIKE and _is_left_to_scripts(case):
        case.note("every address gets the same frame around nothing, which only a browser can fill")
        return Verdict(Status.BLOCKED, "needs-browser", ())
    front = case.observation.front
    if front is None or _says_it_is_missing(case):
        return None
    answer = front_answer(front, case.visit)
    if answer is FrontAnswer.OTHER:
        return None
    if answer is FrontAnswer.UNKNOWN:
        return _judge_without_front(case, front.visit)
    case.note("every address gets the same page, the site's front page too")
    return _judge_one_page(case)


def _judge_without_front(case: Case, front: Visit) -> Verdict:
    case.note("an address that cannot exist gets the same answer, but the site's front page does not show")
    case.note("the site may be closed or busy: nobody can tell")
    refusal = refusal_of(front.http_status)
    return Verdict(Status.BLOCKED, refusal if refusal is not None else "site-closed", ())


def _judge_one_page(case: Case) -> Verdict:
    if case.moved and case.final.is_error_page:
        case.note("and it is an error page: the site is out of order")
        return Verdict(Status.FAILING, "server-error", ())
    return _judge_name_let_go(case) or _judge_closed_site(case)


def _judge_name_let_go(case: Case) -> Verdict | None:
    """Judge what registrars, hosts, platforms and new owners put in a site's place; None where it may come back."""
    if _offers_the_name(case):
        case.note("and it offers the site's own name")
        return Verdict(Status.DEAD, "parked", ())
    if is_lapsed_name(case) or sells_what_nobody_cited(case):
        case.note("and it sells what those sell who take over names that others let go, and what nobody cited")
        return Verdict(Status.CHANGED, "taken-over", ())
    if _is_closed_for_good(case):
        case.note("and it says that the service has come to an end")
        return Verdict(Status.DEAD, "soft-404", ())
    if _is_of_a_tenant_that_left(case):
        case.note("and it says that what was at this name is gone")
        return Verdict(Status.DEAD, "soft-404", ())
    match _stands_for_the_site(case):
        case "parked":
            case.note("and it says that the domain is registered or has run out, and no site is there")
            return Verdict(Status.DEAD, "parked", ())
        case "suspended":
            case.note("and it says that the host has switched the site off")
            return Verdict(Status.DEAD, "suspended", ())
        case "server-default":
            case.note("and it is a server's own first page")
            return Verdict(Status.DEAD, "server-default", ())
    return None


def _judge_closed_site(case: Case) -> Verdict:
    page = case.page
    if page.has_password_field:
        case.note("and it asks for a password")
        return Verdict(Status.BLOCKED, "login-wall", ())
    if case.shell or case.is_mounted:
        case.note("which only a browser can fill")
        return Verdict(Status.BLOCKED, "needs-browser", ())
    if _is_full_front(case):
        case.note("which is what readers get in place of what was cited")
        return Verdict(Status.DEAD, "soft-404", ())
    if page.buttons and not page.fields and page.main_words <= _NOTICE_WORDS and page.links <= _NOTICE_LINKS:
        case.note("which asks its reader to press a button")
        return Verdict(Status.BLOCKED, "consent-wall", ())
    case.note("the site is closed, busy or kept from us: nobody can tell")
    return Verdict(Status.BLOCKED, "site-closed", ())


def _is_left_to_scripts(case: Case) -> bool:
    page = case.page
    says_nothing = not page.main_words and not page.heading and not page.media and not case.not_found
    asks_nothing = not page.has_password_field and not page.fields
    return case.is_page and page.scripts > 0 and says_nothing and asks_nothing and not page.main_chars


def _is_full_front(case: Case) -> bool:
    page = case.page
    deep_links = page.links - page.frame_links - len(page.fragments)
    one_page = len(page.fragments) >= _PLACES_OF_ONE_PAGE
    if page.headline_links >= _HEADLINES and page.main_words >= _SOME_WORDS and not one_page:
        return True
    return page.main_words >= _FULL_WORDS and deep_links >= _FULL_LINKS and not one_page


def _is_notice(case: Case) -> bool:
    page = case.page
    few = 0 < page.main_words <= _NOTICE_WORDS and page.links <= _NOTICE_LINKS and not page.fields
    return case.is_page and few and not case.not_found and not _offers_the_name(case)


def _shown_first(case: Case) -> str:
    return fold(f"{case.page.title or ''} {case.page.heading or ''} {case.page.excerpt}")


def _is_closed_for_good(case: Case) -> bool:
    leave = _leave_taken()
    shown = _shown_first(case)
    if leave["passing"].found_in(shown) or speaks_of_its_visitor(case):
        return False
    return any(map(_says_that_a_service_ends, _SENTENCES.split(shown)))


def _is_of_a_tenant_that_left(case: Case) -> bool:
    """Tell whether a platform says in a few words that a blog, a shop or a site of its own is gone."""
    marks = case.page.signatures
    says = f"{SAYS}gone" in marks and (f"{NAMED}gone" in marks or ONLY_SAID in marks or bool(case.not_found))
    if not says or case.page.main_words > _NOTICE_WORDS or case.page.has_password_field or case.page.fields > 1:
        return False
    return not _leave_taken()["passing"].found_in(_shown_first(case)) and not speaks_of_its_visitor(case)


def _says_that_a_service_ends(sentence: str) -> bool:
    leave = _leave_taken()
    if leave["others"].found_in(sentence):
        return False
    begins = f" {_NOT_A_WORD.sub(' ', sentence)}"
    ends = leave["what"].found_in(begins) and leave["ended"].found_in(sentence)
    return bool(ends or leave["words"].found_in(sentence))


def _stands_for_the_site(case: Case) -> str | None:
    """Return the kind of page that registrars and hosts put in a site's place."""
    if case.page.main_words > _INSTEAD_WORDS or case.page.has_password_field or case.page.fields:
        return None
    host = case.asked.host or "\0"
    shown = _shown_first(case)
    names = fold(f"{case.page.title or ''} {case.page.heading or ''}")
    if host not in shown and case.page.main_words > _BARELY_A_NOTICE:
        shown = f"{names} {fold(case.page.excerpt[:_AT_ONCE])}"  # further on, a site of one page may say such words too
    shown = squeeze(shown.replace(host, " "))  # it may stand within such words
    said = _instead_of_sites()
    kind = next((kind for kind in _INSTEAD if said[kind].found_in(shown)), None) or next(
        (kind for kind in _TOLD_OF if any(_tells(kind, each) for each in _SENTENCES.split(shown))), None
    )
    return None if kind == "suspended" and said["orders"].found_in(shown) else kind


def _tells(kind: str, sentence: str) -> bool:
    """Tell whether a sentence calls what stands for a site, and says what became of it."""
    said = _instead_of_sites()
    what, how = said[f"{kind}-what"], said[f"{kind}-how"]
    return bool(what.found_in(sentence) and how.found_in(sentence) and not said["passing"].found_in(sentence))


@cache
def _instead_of_sites() -> dict[str, Phrases]:
    return {kind: Phrases(_folded(languages)) for kind, languages in _tables("for_the_site.toml").items()}


@cache
def _of_visitors() -> dict[str, Phrases]:
    return {kind: Phrases(_folded(languages)) for kind, languages in _tables("visitor.toml").items()}


@cache
def _leave_taken() -> dict[str, Phrases]:
    tables = {kind: list(_folded(languages)) for kind, languages in _tables("closed.toml").items()}
    plain = (_NOT_A_WORD.sub(" ", word) for word in tables["what"])
    tables["what"] = [f" {word}" if writes_spaces(word) else word for word in plain]
    return {kind: Phrases(words) for kind, words in tables.items()}


def _offers_the_name(case: Case) -> bool:
    name = domain(case.asked.host)
    shown = _shown_first(case)
    return bool(name) and name in shown and (bool(PRICE.search(shown)) or bool(_for_sale().found_in(shown)))


@cache
def _for_sale() -> Phrases:
    return Phrases(_folded(_tables("for_sale.toml")["words"]))


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / name).read_text(encoding="utf-8"))


def _folded(languages: Mapping[str, Sequence[str]]) -> Iterator[str]:
    return (fold(word) for words in languages.values() for word in words)
