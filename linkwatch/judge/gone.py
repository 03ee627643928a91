"""Soft 404s: pages that answer 200 and are not what was cited."""

import re

from linkwatch.judge.addresses import take_apart
from linkwatch.judge.believed import (
    LONG,
    has_a_name_of_its_own,
    is_believed,
    is_error_name,
    is_file_of_its_own,
    says_it_first,
    speaks_only_of_itself,
    tells_of_its_own,
)
from linkwatch.judge.case import Case
from linkwatch.judge.identity import (
    bears_its_number,
    instructs,
    names_change_of_code,
    slug_words,
    tells_something,
    without,
)
from linkwatch.judge.namesakes import is_its_sites_error, is_unnamed_namesake, is_work_called_like_an_error
from linkwatch.judge.own_end import END_ELSEWHERE, OWN_END
from linkwatch.judge.own_subject import OF_ITSELF, ONLY_ADVICE, calls_its_reader
from linkwatch.judge.said import WALLS
from linkwatch.judge.shape import ARTICLE, GIVES_FILES, OFFERS_FILE, ONLY_SAID, SAYS_MORE, TITLED_AS_SITE
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.statements import NAMED, SAYS
from linkwatch.judge.talk import BRIEF, TALK, VERSE
from linkwatch.judge.tombstones import is_subject, says_gone
from linkwatch.judge.witnesses import speaks_of_its_visitor
from linkwatch.judge.words import QUESTIONS, fold, words
from linkwatch.model import TOO_MUCH_WORK, Status, Verdict

_SHORT = 60
_A_SENTENCE, _TWO_SENTENCES = 25, 40
_CHOICES = 2
_OF_A_LAW = re.compile(r"(?:\b(?:art(?:icle|ikel|iculo|icolo|igo)?|section|стат\w{1,3})\.?|§)\s?\d")
_BESIDE_QUOTE = 2  # words
_QUOTED = re.compile(
    "\u201c([^\u201c\u201d]{3,80})\u201d|\u00ab([^\u00ab\u00bb]{3,80})\u00bb|\u300c([^\u300c\u300d]{3,80})\u300d|\u201e([^\u201e\u201c\u201d]{3,80})[\u201c\u201d]"
)
_A_WORD_TO_VISITORS = 20  # words
_A_BRIEF, _AS_LONG = 12, 3  # words; how many times as many as the notice has
_MENTIONED = {"text", "gone-text"}
_SOON = 60.0  # seconds
_PROGRAM = "the source of the page says that it is its program's page for what is not there"
_CUT_OFF = {"size": TOO_MUCH_WORK, "time": "read-timeout", "connection": "connection-reset"}


def judge_not_found(case: Case) -> Verdict | None:
    """Judge a page that calls itself not found, or that the site gives for every address alike.

    A page that was cut off after few words fails instead: what it says further on is not known.
    """
    if not case.answered_well:
        return None
    verdict = _judge_what_was_read(case)
    if verdict is not None and verdict.status is Status.DEAD and is_work_called_like_an_error(case):
        return None
    if verdict is not None and verdict.status is Status.DEAD and is_unnamed_namesake(case):
        case.note("but nothing names what was cited, and the page says more under this name than the site's own error")
        return Verdict(Status.BLOCKED, "not-understood", ())
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
            case.note(
                "an address that cannot exist gets the same page, which tells of its visitor: a session, a pace, a test"
            )
            return Verdict(Status.BLOCKED, "site-closed", ())
        if _is_part_of_one_page(case):
            case.note("the site is one page, and the asked address is called as one of its parts")
            return None
        case.note("an address that cannot exist gets the same page")
        return Verdict(Status.DEAD, "soft-404", ())
    if _waits_for_scripts(case):
        case.note("nothing is there to read, and only a browser can tell what its scripts would show")
        return Verdict(Status.BLOCKED, "needs-browser", ())
    if _sends_home_soon(case):
        case.note("the page only sends its readers to the home page")
        return Verdict(Status.DEAD, "soft-404", ())
    if _says_not_found(case):
        if _asks_beside_an_honest_error(case):
            case.note(
                "a question, on a site that says by the status what is not there: nobody can tell what it speaks of"
            )
            return Verdict(Status.BLOCKED, "not-understood", ())
        if _may_speak_of_something_else(case):
            case.note(
                "a sentence says that something is not there, under a name that nobody asked for: nobody can tell"
            )
            return Verdict(Status.BLOCKED, "not-understood", ())
        sure = bool(case.not_found - {"program", "class"} or {OWN_END, f"{SAYS}gone"} & set(case.page.signatures))
        case.note("the page says that there is nothing here" if sure else _PROGRAM)
        return Verdict(Status.DEAD, "soft-404", ())
    return None


def judge_word_to_visitor(case: Case) -> Verdict | None:
    """Judge a page that tells of its visitor's session, pace or nature, on a site that tells addresses apart."""
    if not case.answered_well or not _tells_only_of_its_visitor(case):
        return None
    case.note("the page tells of its visitor: a session, a pace, a test; and of nothing that was asked for")
    return Verdict(Status.BLOCKED, "not-understood", ())


def _tells_only_of_its_visitor(case: Case) -> bool:
    page = case.page
    bare = case.is_page and ONLY_ADVICE in page.signatures and not page.media and not case.asked.is_home
    is_told_so = page.main_words <= _A_WORD_TO_VISITORS and calls_its_reader(page.excerpt)
    cited_as_such = case.title_fits and not (is_told_so and not is_asking(case.own_name))
    return bare and not cited_as_such and speaks_of_its_visitor(case)


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


def _waits_for_scripts(case: Case) -> bool:
    """Tell whether a page shows nothing until its scripts run: not even a name, or one that is not what was cited.

    Applications give every page the name of the site; where they have marked the place that they fill, such a name is
    no text, nor is a frame that holds no more words than the site's own 404.
    """
    page = case.page
    if case.shell and not page.title:
        return True
    if not case.is_mounted or not case.honest or case.title_fits or page.heading or page.media or page.fields:
        return False
    other = case.sibling.visit.page if case.sibling is not None else None
    framed = TITLED_AS_SITE in page.signatures and other is not None and page.main_words <= other.main_words
    return page.scripts > 0 and (framed or (case.shell and not page.words))


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
    if _tells_its_own_end(case):
        return True
    if _offers_its_file(case) or _is_unlike_its_sites_notice(case):
        return False
    if is_file_of_its_own(case) or (tells_of_its_own(case) and not _is_of_file(case)):
        return False
    return _is_tombstone(case) or (_bears_an_error(case) and not is_believed(case))


def _tells_its_own_end(case: Case) -> bool:
    """Tell whether a short page tells what became of itself, with its reason or day, and shows nothing else.

    Addresses are told apart there, so that no frame says it, and nobody cited the page as what is called so.
    """
    page = case.page
    if (
        OWN_END not in page.signatures
        or page.media
        or page.main_words > _SHORT
        or case.asked.is_home
        or _is_of_a_law(case)
    ):
        return False
    if any(_asks_of_an_end(case, name) for name in (page.heading or "", page.title or "")):
        return False
    marks = {TALK, BRIEF, VERSE, ARTICLE, GIVES_FILES}
    apart = case.sibling_answer is SiblingAnswer.DIFFERENT and marks.isdisjoint(page.signatures)
    return apart and not names_change_of_code(case.url) and not _is_about_such_things(case)


def _bears_an_error(case: Case) -> bool:
    """Tell whether a page for which little speaks is called like an error, or says in a few words that it is one."""
    page = case.page
    told_apart = case.sibling_answer is SiblingAnswer.DIFFERENT
    if not case.not_found.isdisjoint(("program", "class")):
        return page.main_words <= _SHORT or not told_apart  # plugins show whole pages by that template
    if "whole" in case.not_found:
        speaks_for_it = case.names_itself and (told_apart or page.main_words > LONG) and not is_its_sites_error(case)
        return not speaks_for_it and page.main_words <= 4 * LONG
    if "text" in case.not_found and page.main_words <= _SHORT and not case.names_itself:
        if told_apart and page.media and has_a_name_of_its_own(page):
            return False  # it has something to show
        if told_apart and tells_something(case.name) and SAYS_MORE in page.signatures and "title" not in case.not_found:
            return False  # it has a name of its own, and something else to say
        return not told_apart or says_it_first(case)
    return False


def _is_tombstone(case: Case) -> bool:
    """Tell whether a short page says that its content is gone, and nothing names what was cited.

    An honest error at an address that cannot exist does not speak against it: the site knows that there was something.
    """
    marks, size = case.page.signatures, case.page.main_words
    says = f"{SAYS}gone" in marks
    if (
        case.asked.is_home
        or case.is_talk
        or (case.honest and (names_change_of_code(case.url) or bears_its_number(case.page, case.url)))
        or not (says or case.not_found & {"gone", "gone-text"})
        or _is_about_such_things(case)
        or _still_gives(case)
        or _is_of_a_law(case)
    ):
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
        return ONLY_SAID in marks or speaks_only_of_itself(case)
    few = size <= (_TWO_SENTENCES if says else _A_SENTENCE)
    return "gone" in case.not_found or (few and (SAYS_MORE not in marks or _says_its_end_only(case)))


def _says_its_end_only(case: Case) -> bool:
    kept = any(f"{SAYS}{kind}" in case.page.signatures for kind in WALLS)
    return speaks_only_of_itself(case) and not kept


def _is_of_file(case: Case) -> bool:
    """Tell whether what is gone is a file, which is all that its page was for: services fill it with their praise."""
    if case.asked.names_file:
        return not case.not_found.isdisjoint(("text", "gone", "gone-text"))
    nameless = case.title_fits or case.page.main_words <= _TWO_SENTENCES
    subject = without(case.page.heading or ("" if nameless else case.own_name), case.site_words)
    if SAYS_MORE in case.page.signatures and tells_something(subject) and not is_error_name(fold(subject)):
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
    return only_there and case.honest and unnamed and has_a_name_of_its_own(case.page)


def _is_about_such_things(case: Case) -> bool:
    """Tell whether the page was cited by a name that itself speaks of what is gone, as a song may be."""
    names = (case.page.heading or "", case.page.title or "")
    if any(_QUOTED.fullmatch(name.strip()) for name in names) and case.sibling_answer is SiblingAnswer.DIFFERENT:
        return True  # no notice puts its own words into quotation marks
    if speaks_only_of_itself(case):
        return False
    if any(says_gone(fold(name)) and case.fits(name) for name in names):
        return True
    asks = any(is_asking(name) or _quotes_a_loss(name) for name in names)
    return f"{NAMED}gone" in case.page.signatures and (asks or case.title_fits)


def _is_of_a_law(case: Case) -> bool:
    """Tell whether a page stands for a part of a law or a list, of which it tells that it was taken out."""
    numbered = any(_OF_A_LAW.match(fold(name)) for name in (case.page.heading or "", case.page.title or ""))
    told = END_ELSEWHERE in case.page.signatures or numbered
    return told and case.sibling_answer is SiblingAnswer.DIFFERENT


def is_asking(name: str) -> bool:
    """Tell whether a name asks or promises an answer: notices are not called so."""
    return name.rstrip().endswith(QUESTIONS) or instructs(name)


def _asks_of_an_end(case: Case, name: str) -> bool:
    """Tell whether a name asks or instructs about what is lost: many threads are named by a question."""
    if not is_asking(name):
        return False
    return f"{NAMED}gone" in case.page.signatures or any(map(is_subject, words(fold(name.rpartition(": ")[2]))))


def quotes(text: str) -> bool:
    """Tell whether a text quotes something, as pages about messages do."""
    return _QUOTED.search(text) is not None


def _quotes_a_loss(name: str) -> bool:
    """Tell whether a name quotes what another page says of its end, and has words of its own beside that."""
    quoted = _QUOTED.search(name)
    beside = words(_QUOTED.sub(" ", name))
    return quoted is not None and says_gone(fold(next(filter(None, quoted.groups())))) and len(beside) >= _BESIDE_QUOTE


def _still_gives(case: Case) -> bool:
    """Tell whether a page that says that something has ended links to several files, which invented ones do not."""
    return not case.asked.names_file and differs_in(case, GIVES_FILES)


def _offers_its_file(case: Case) -> bool:
    """Tell whether a page that only mentions how files end has one to give, as invented addresses have not.

    Services say in small print what they delete and when.
    """
    if not differs_in(case, OFFERS_FILE):
        return False
    return case.not_found <= _MENTIONED and OF_ITSELF not in case.page.signatures


def differs_in(case: Case, mark: str) -> bool:
    """Tell whether a page has a mark that its invented sibling, which is another page, has not."""
    other = case.sibling.visit.page if case.sibling is not None else None
    apart = case.sibling_answer is SiblingAnswer.DIFFERENT and mark in case.page.signatures
    return apart and (other is None or mark not in other.signatures)


def _is_unlike_its_sites_notice(case: Case) -> bool:
    """Tell whether a site that has a notice for what it lacks, at 200, gives a page of its own instead of it.

    News in brief of something that was removed: they have another name than the notice, and say much more.
    """
    page = case.page
    other = case.sibling.visit.page if case.sibling is not None else None
    if case.honest or other is None or case.sibling_answer is not SiblingAnswer.DIFFERENT:
        return False
    has_notice = any(mark.startswith((f"{SAYS}gone", "not-found")) for mark in other.signatures)
    if not has_notice or OF_ITSELF in page.signatures or page.heading == other.heading:
        return False
    longer = page.main_words >= max(_A_BRIEF, _AS_LONG * other.main_words)
    return longer and bool(page.heading) and not case.not_found


def _asks_beside_an_honest_error(case: Case) -> bool:
    """Tell whether a page is called by a question ("Page not found: what now?") where errors have their status.

    A question of another matter names a thread, which says below it what became of itself.
    """
    heading = (case.page.heading or "").rstrip()
    says_its_end = speaks_only_of_itself(case) or _tells_its_own_end(case)
    names_a_thread = says_its_end and case.title_fits and not is_error_name(fold(heading))
    return case.honest and heading.endswith(QUESTIONS) and not names_a_thread
