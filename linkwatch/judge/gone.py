"""Soft 404s: pages that answer 200 and are not what was cited."""

import re

from linkwatch.evidence import PageFacts
from linkwatch.judge.addresses import take_apart
from linkwatch.judge.case import Case
from linkwatch.judge.programs import CLASSED
from linkwatch.judge.identity import bears_its_number, instructs, is_headed_as_titled, slug_words, tells_something
from linkwatch.judge.shape import ARTICLE, LONG_TEXT, ONLY_SAID, SAYS_MORE
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.signatures import says_not_found, says_only_not_found
from linkwatch.judge.statements import NAMED, SAYS
from linkwatch.judge.tombstones import is_subject, says_gone
from linkwatch.judge.witnesses import speaks_of_its_visitor
from linkwatch.judge.words import fold, words
from linkwatch.model import TOO_MUCH_WORK, Status, Verdict

_LONG = 250  # words of main content: more than an error page has
_SHORT = 60
_AN_ARTICLE = 100
_A_SENTENCE, _TWO_SENTENCES = 25, 40
_CHOICES = 2
_SOON = 60.0  # seconds
_SAYS_IT_FIRST = 250  # characters
_JSON = "application/json"
_OF_CODE = re.compile(r"[{}<>=;]")
_PROGRAM = "the source of the page says that it is its program's page for what is not there"
_CUT_OFF = {"size": TOO_MUCH_WORK, "time": "read-timeout", "connection": "connection-reset"}


def judge_not_found(case: Case) -> Verdict | None:
    """Judge a page that calls itself not found, or that the site gives for every address alike.

    A page that was cut off after few words fails instead: what it says further on is not known.
    """
    if not case.answered_well:
        return None
    verdict = _judge_what_was_read(case)
    cut_off = _CUT_OFF.get(case.visit.cut or "")
    if verdict is None or verdict.status is not Status.DEAD or cut_off is None or case.page.main_words > _SHORT:
        return verdict
    case.note("but it was cut off after few words, and what comes after them is not known")
    return Verdict(Status.FAILING, cut_off, ())


def _judge_what_was_read(case: Case) -> Verdict | None:
    if is_empty_page(case):
        case.note("the page shows nothing")
        return Verdict(Status.DEAD, "soft-404", ())
    if case.sibling_answer is SiblingAnswer.ALIKE and not _goes_on_unhurt(case):
        if _is_gate(case):
            case.note("every address gets the same question to the reader, and nothing else")
            return Verdict(Status.BLOCKED, "consent-wall", ())
        if case.shell and not case.not_found:
            case.note("every address gets the same empty page, which only a browser can fill")
            return Verdict(Status.BLOCKED, "needs-browser", ())
        if speaks_of_its_visitor(case):
            case.note("every address gets the same page, which tells of its visitor: a session, a pace, a test")
            return Verdict(Status.BLOCKED, "site-closed", ())
        if _is_part_of_one_page(case):
            case.note("the site is one page, and the asked address is called as one of its parts")
            return None
        case.note("an address that cannot exist gets the same page")
        return Verdict(Status.DEAD, "soft-404", ())
    if case.shell and not case.page.title and not case.page.words:
        case.note("nothing is there to read, and only a browser can tell what its scripts would show")
        return Verdict(Status.BLOCKED, "needs-browser", ())
    if _sends_home_soon(case):
        case.note("the page only sends its readers to the home page")
        return Verdict(Status.DEAD, "soft-404", ())
    if _says_not_found(case):
        if _asks_beside_an_honest_error(case):
            case.note("a question, on a site that says by the status what is not there: nobody can tell what it speaks of")
            return Verdict(Status.BLOCKED, "not-understood", ())
        if _may_speak_of_something_else(case):
            case.note(
                "a sentence says that something is not there, under a name that nobody asked for: nobody can tell"
            )
            return Verdict(Status.BLOCKED, "not-understood", ())
        sure = bool(case.not_found - {"program", "class"}) or f"{SAYS}gone" in case.page.signatures
        case.note("the page says that there is nothing here" if sure else _PROGRAM)
        return Verdict(Status.DEAD, "soft-404", ())
    return None


def _is_part_of_one_page(case: Case) -> bool:
    """Tell whether a site that gives one page for every address has a part there that is called as the address."""
    last = fold(case.asked.segments[-1]) if case.asked.segments else ""
    return not case.not_found and last in {fold(fragment) for fragment in case.page.fragments}


def _is_gate(case: Case) -> bool:
    """Tell whether a page only asks something that is answered by pressing one of its buttons, and leads nowhere."""
    page = case.page
    asks = page.buttons >= _CHOICES and page.fields == 0 and page.links <= _CHOICES
    return asks and page.main_words <= _SHORT and not case.not_found


def is_empty_page(case: Case) -> bool:
    """Tell whether a page has no content at all and no scripts that could bring some."""
    page = case.page
    if not case.is_page or page.media or page.fields or page.has_password_field:
        return False
    return page.main_chars == 0 and page.words < _SHORT and page.scripts == 0


def _goes_on_unhurt(case: Case) -> bool:
    """A home page cannot be one answer among others."""
    return case.asked.is_home


def _sends_home_soon(case: Case) -> bool:
    """Tell whether a short page at a deep address refreshes to the home page, after however long a pause."""
    target = case.page.refresh_url
    if target is None or case.asked.is_home or case.page.main_words > _SHORT:
        return False
    return take_apart(target).is_home and (case.page.refresh_after or 0.0) <= _SOON


def _says_not_found(case: Case) -> bool:
    page = case.page
    if _is_file_of_its_own(case):
        return False
    if _is_tombstone(case):
        return True
    if not case.asked.is_home and (case.title_fits_beyond_doubt or case.is_about_it):
        return False
    told_apart = case.sibling_answer is SiblingAnswer.DIFFERENT
    if told_apart and bears_its_number(page, case.url):
        return False
    if case.title_fits and told_apart and "text" not in case.not_found and not case.asked.is_home:
        return False
    if told_apart and _is_article_beside_an_honest_error(case):
        return False
    if _is_article(case) or case.is_talk or _is_believed_by_its_site(case):
        return False
    if not case.not_found.isdisjoint(("program", "class")):
        return page.main_words <= _SHORT or not told_apart  # plugins show whole pages by that template
    if "whole" in case.not_found:
        return not (case.names_itself and (told_apart or page.main_words > _LONG)) and page.main_words <= 4 * _LONG
    if "text" in case.not_found and page.main_words <= _SHORT and not case.names_itself:
        if told_apart and page.media and _has_a_name_of_its_own(page):
            return False  # it has something to show
        if told_apart and tells_something(case.name) and SAYS_MORE in page.signatures and "title" not in case.not_found:
            return False  # it has a name of its own, and something else to say
        return not told_apart or _says_it_first(case)
    return False


def _is_file_of_its_own(case: Case) -> bool:
    """Tell whether what is no page (a script, a table, a text) stands on a site that has a 404 for what it lacks.

    Of plain text that is nothing but an error's words that is not so.
    """
    page = case.page
    if case.is_page or page.media_type == _JSON or not case.honest:
        return False
    return page.media_type != "text/plain" or "whole" not in case.not_found or bool(_OF_CODE.search(page.excerpt))


def _is_believed_by_its_site(case: Case) -> bool:
    """Tell whether a page has a name of its own, and only a weak sign of an error, where addresses are told apart.

    Such a sign is what a theme calls the page, or a sentence.
    """
    page = case.page
    if not _has_a_name_of_its_own(page):
        return False
    if case.not_found == {"class"}:
        other = case.sibling.visit.page if case.sibling is not None else None
        classed = other is not None and CLASSED in other.signatures
        told_apart = case.sibling_answer is SiblingAnswer.DIFFERENT and not classed
        return told_apart and is_headed_as_titled(page)
    return case.honest and case.not_found == {"text"} and f"{SAYS}gone" not in page.signatures


def _is_tombstone(case: Case) -> bool:
    """Tell whether a short page says that its content is gone, and nothing names what was cited.

    An honest error at an address that cannot exist does not speak against it: the site knows that there was something.
    """
    marks, size = case.page.signatures, case.page.main_words
    says = f"{SAYS}gone" in marks
    if case.asked.is_home or case.is_talk or not (says or case.not_found & {"gone", "gone-text"}) or _is_about_such_things(case):
        return False
    if says and ARTICLE not in marks and _is_of_file(case):
        return True
    if size > _SHORT:
        return False
    if says and not case.name:
        return size <= _TWO_SENTENCES
    name, heading = case.name, case.page.heading or ""
    if "gone" in case.not_found:
        name = heading if says_gone(fold(heading)) else case.own_name
    if case.fits(" ".join(word for word in words(name) if not is_subject(word))):
        return ONLY_SAID in marks
    few = size <= (_TWO_SENTENCES if says else _A_SENTENCE)
    return "gone" in case.not_found or (few and SAYS_MORE not in marks)


def _is_of_file(case: Case) -> bool:
    """Tell whether what is gone is a file, which is all that its page was for: services fill it with their praise."""
    if case.asked.names_file:
        return not case.not_found.isdisjoint(("text", "gone", "gone-text"))
    nameless = case.title_fits or case.page.main_words <= _TWO_SENTENCES
    subject = case.page.heading or ("" if nameless else case.own_name)
    if SAYS_MORE in case.page.signatures and tells_something(subject) and not _is_an_error(fold(subject)):
        return False  # it has a subject, of which the loss is one part
    return f"{SAYS}file" in case.page.signatures and "text" in case.not_found


def _may_speak_of_something_else(case: Case) -> bool:
    """Tell whether only a sentence of the text says it, which has no subject, or is no tombstone, but has words of one.

    The site tells addresses apart, and neither the address nor a citation has a word to compare the name with.
    """
    marks = case.page.signatures
    is_no_tombstone = f"{SAYS}gone" in marks and not case.not_found
    only_there = is_no_tombstone or (case.not_found == {"text"} and f"{SAYS}gone" not in marks)
    unnamed = not slug_words(case.url) and not case.observation.anchors
    return only_there and case.honest and unnamed and _has_a_name_of_its_own(case.page)


def _has_a_name_of_its_own(page: PageFacts) -> bool:
    heading = page.heading or ""
    return tells_something(heading) and not _is_an_error(fold(heading))


def _is_an_error(name: str) -> bool:
    return says_gone(name) or says_not_found(name) or says_only_not_found(name)


def _is_article(case: Case) -> bool:
    """Tell whether a page has an article's text; one without a date must not be called by nothing but an error."""
    marks = case.page.signatures
    if case.sibling_answer is SiblingAnswer.ALIKE:
        return False
    called_so = bool(slug_words(case.url)) and says_only_not_found(case.page.heading or case.own_name)
    return ARTICLE in marks or (LONG_TEXT in marks and not called_so)


def _is_about_such_things(case: Case) -> bool:
    """Tell whether the page was cited by a name that itself speaks of what is gone, as a song may be."""
    names = (case.page.heading or "", case.page.title or "")
    if any(says_gone(fold(name)) and case.fits(name) for name in names):
        return True
    asks = any(name.rstrip().endswith(("?", "\uff1f")) or instructs(name) for name in names)
    return f"{NAMED}gone" in case.page.signatures and (asks or case.title_fits)


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
    return case.page.main_words >= (_LONG if _says_it_first(case) else _AN_ARTICLE)


def _asks_beside_an_honest_error(case: Case) -> bool:
    """Tell whether a page is called by a question ("Page not found: what now?") where errors have their status."""
    return case.honest and (case.page.heading or "").rstrip().endswith(("?", "\uff1f"))


def _says_it_first(case: Case) -> bool:
    if case.page.media_type == _JSON:
        return True  # its keys have no order
    return says_not_found(case.page.excerpt[:_SAYS_IT_FIRST])
