"""What follows from what a page says of itself in a sentence, or shows by its shape (statements.py, shape.py).

Such marks are weak alone: the sentence may stand in the frame of every page of a site, and a page may be about what it
speaks of. So the sibling is asked whether it bears the same mark, and the page's title whether it is about it.
"""

from functools import cache

from linkwatch.judge.believed import speaks_only_of_itself
from linkwatch.judge.case import Case
from linkwatch.judge.identity import instructs, is_named, tells_of_it
from linkwatch.judge.own_end import OWN_END
from linkwatch.judge.own_subject import ONLY_ADVICE, OWN_SUBJECT
from linkwatch.judge.phrases import Phrases, read_phrases
from linkwatch.judge.shape import (
    AGREEMENT_FORM,
    BROKEN,
    CUT_FOR_PAYMENT,
    INCIDENT,
    LOGIN_FORM,
    ONLY_LOGIN_FORM,
    ONLY_LOGIN_LINKS,
    ONLY_SAID,
    SAYS_MORE,
    TITLED_AS_SITE,
)
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.statements import NAMED, SAYS
from linkwatch.judge.words import fold, padded, word_in_padded
from linkwatch.model import Status, Verdict

WALLS = ("bot-wall", "legal", "regional", "age", "login-wall", "paywall", "forbidden")
_SHORT_WORD = 5  # letters; these are whole words
_LINKS_OF_A_FRAME, _A_FEW_SENTENCES = 10, 30  # links, words
_A_NOTICE, _A_SENTENCE = 15, 5  # words
_MOST_WORDS = 90  # of main content: what a wall may say
_A_TEASER = 60  # of main content: more of it is worth to be cited
_FEW_WORDS = 40  # of main content: what an error says under a page's own title


def wall_said(case: Case) -> str | None:
    """Return the kind of wall that the page says it is, or that a form in the place of its text makes it."""
    if not case.answered_well or not case.is_page:
        return None
    nothing_else = not {ONLY_LOGIN_FORM, ONLY_ADVICE}.isdisjoint(case.page.signatures)
    if _stands_in_place(case, LOGIN_FORM) and (nothing_else or not case.title_fits or _is_locked(case)):
        return "login-wall"
    if _stands_in_place(case, AGREEMENT_FORM) and _is_small_part_of_an_honest_site(case):
        return "consent-wall"
    if case.page.main_words <= _A_TEASER and _stands_in_place(case, CUT_FOR_PAYMENT) and not case.asked.is_home:
        return "paywall"
    few = case.page.main_words <= _FEW_WORDS
    if few and _stands_in_place(case, ONLY_LOGIN_LINKS) and not case.title_fits and not case.names_itself:
        return "login-wall"
    for kind in WALLS:
        if kind == "forbidden" and not _is_numbered_refusal(case):
            continue
        if _is_said(case, kind):
            return "consent-wall" if kind == "age" else kind
    return None


def breaks(case: Case) -> bool:
    """Tell whether the page is what a broken program left, under whatever title."""
    if not case.answered_well:
        return False
    if BROKEN in case.page.signatures:
        return not _is_named(case, "server-error")
    return case.page.main_words <= _FEW_WORDS and _is_said(case, "server-error")


def is_undecided(case: Case) -> bool:
    """Tell whether the page bears a mark that its sibling could still unmake."""
    kinds = (f"{SAYS}{kind}" for kind in (*WALLS, "server-error", "gone"))
    return (
        case.answered_well
        and not case.asked.is_home
        and any(mark in case.page.signatures for mark in (*kinds, LOGIN_FORM, AGREEMENT_FORM, ONLY_LOGIN_LINKS))
    )


def judge_nameless(case: Case) -> Verdict | None:
    """Judge a large site's frame around a few words that no table knows, where nothing names what was cited.

    Whatever a site publishes has a name there. Without one the words may say that it is gone, or kept from readers.
    """
    page = case.page
    sibling = case.observation.sibling
    if not case.answered_well or not case.is_page or case.asked.is_home or page.fields > 1:
        return None
    if sibling is None or sibling.visit.http_status not in (404, 410) or sibling.visit.page is None:
        return None
    if page.media > sibling.visit.page.media:
        return None
    if page.links < _LINKS_OF_A_FRAME or page.main_words > _A_FEW_SENTENCES or page.heading:
        return None
    says_something = TITLED_AS_SITE in page.signatures and page.main_words >= _A_SENTENCE
    promised = says_something and is_named(case.url, case.observation.anchors)
    if case.names_itself and not promised:  # what names itself, and is cited by no name, may be a small page
        return None
    named = bool(case.name) and TITLED_AS_SITE not in page.signatures
    if (
        case.sibling_answer is not SiblingAnswer.DIFFERENT
        or named
        or case.visit.cut
        or tells_of_it(page.excerpt, case.url, case.observation.anchors)
    ):
        return None
    case.note("a few words in the site's frame, and nothing that names the page: nobody can tell what they say")
    return Verdict(Status.BLOCKED, "not-understood", ())


def _is_said(case: Case, kind: str) -> bool:
    marks = case.page.signatures
    sign = INCIDENT if kind == "forbidden" else f"{SAYS}{kind}"  # errors have its words, too
    if case.page.main_words > _MOST_WORDS or f"{SAYS}{kind}" not in marks or not _stands_in_place(case, sign):
        return False
    speaks_of_end = kind == "login-wall" and (
        f"{SAYS}gone" in marks or not case.not_found.isdisjoint(("gone", "gone-text"))
    )
    if kind == "login-wall" and OWN_END in marks:
        return False  # what became of an account, or a video of one that was closed, is no word of who may see it
    only_that = ONLY_SAID in marks or (speaks_only_of_itself(case) and not speaks_of_end)
    if kind == "legal" and not only_that and _is_story_of_its_own(case):
        return False
    if kind == "server-error":
        if not only_that and not (case.title_fits and case.page.main_words <= _FEW_WORDS):
            return False
    elif case.title_fits and not (only_that and case.page.main_words <= _FEW_WORDS):
        return False  # it says more than such pages do
    elif (
        case.name
        and TITLED_AS_SITE not in case.page.signatures
        and not (only_that or (_is_called_so(case, kind) and OWN_SUBJECT not in marks) or case.page.has_password_field)
    ):
        return False  # it has a name of its own, and more to say
    return not _is_named(case, kind)


def _is_numbered_refusal(case: Case) -> bool:
    """Tell whether a refusal has a number, and the page is not called as what was cited, or says nothing else."""
    marks = case.page.signatures
    return INCIDENT in marks and (not case.title_fits or (ONLY_SAID in marks and OWN_SUBJECT not in marks))


def _is_story_of_its_own(case: Case) -> bool:
    """Tell whether a page that tells of an order says more of it, on a site that answers other addresses otherwise."""
    apart = case.sibling_answer is SiblingAnswer.DIFFERENT
    return apart and SAYS_MORE in case.page.signatures and case.page.main_words > _A_NOTICE


def _stands_in_place(case: Case, mark: str) -> bool:
    """Tell whether a mark is this page's own, not one of the frame that all the site's pages have."""
    if mark not in case.page.signatures:
        return False
    sibling = case.observation.sibling
    other = sibling.visit.page if sibling is not None else None
    if other is None or mark not in other.signatures:
        return True
    return case.sibling_answer is SiblingAnswer.ALIKE


def _is_locked(case: Case) -> bool:
    """Tell whether a form for a password stands below the name of what was cited, which is not that of an entrance."""
    if not _is_small_part_of_an_honest_site(case) or _is_named(case, "login-wall"):
        return False
    return not is_called_as_entrance(case)


def is_called_as_entrance(case: Case) -> bool:
    """Tell whether a page's address, heading or title calls it as places are called where one logs in."""
    names = (*case.asked.segments, case.page.heading or "", case.page.title or "")
    return any(_entrances().found_in(padded(fold(name))) for name in names)


def _is_small_part_of_an_honest_site(case: Case) -> bool:
    return case.honest and not case.asked.is_home and case.page.main_words <= _A_TEASER


@cache
def _entrances() -> Phrases:
    return read_phrases("entrances.toml", lambda word: word_in_padded(word, _SHORT_WORD))


def _is_called_so(case: Case, kind: str) -> bool:
    return f"{NAMED}{kind}" in case.page.signatures or INCIDENT in case.page.signatures


def _is_named(case: Case, kind: str) -> bool:
    """Tell whether the page was cited as one about this: its title says so, and fits."""
    return f"{NAMED}{kind}" in case.page.signatures and (case.title_fits or instructs(case.own_name))
