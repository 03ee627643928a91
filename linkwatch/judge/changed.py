"""Pages that answer and no longer say what they said: drifted, cut short, or taken over by somebody else."""

import re

from linkwatch.evidence import Drift
from linkwatch.judge.addresses import Address, names_one_thing
from linkwatch.judge.case import Case
from linkwatch.judge.identity import shown_words, slug_words
from linkwatch.judge.marks import (
    INTERRUPTION,
    NO_KINDS_OF_SITES,
    OFFERS_GAMBLING,
    SUBSCRIPTION,
    WEAK,
    kinds_sold,
    speaks_of_gambling,
)
from linkwatch.judge.words import only_words, share_found, telling_words
from linkwatch.model import Status, Verdict

_LITTLE = 0.2  # of the old text is left
_SOME = 0.35  # likewise, where the title is another, too, or the frame a large part of the text
_NOTHING = 0.05
_SAME_TITLE, _OTHER_TITLE = 0.6, 0.3
_FRAME_OF_SNAPSHOTS = 0.6  # a capture may hold more than the page's own text: less of it need be left
_HALF = 0.5
_SAYS_LITTLE = frozenset(
    ("guide", "guides", "best", "top", "review", "reviews", "online", "tips", "free", "new", "complete", "list", "how")
)
_LEAST_WORDS = 5  # below that, what the page says is not in its text
_FILLED_BY_SCRIPTS = 15  # words: a page that says no more may be waiting for its scripts
_INTERRUPTED = 150  # words: likewise, where it speaks of cookies and scripts
_STILL_A_TEXT = 100  # words
_BESIDE_PICTURES = 40  # words: a page that said no more may be about its picture, or a webcam's weather
_MOST = 0.6
_LIST = re.compile(
    r"^(?:feeds?|rss|atom|latest|recent|forumdisplay|viewforum|forums?|boards?|all|new|newest|trending|popular|live|ticker|status"
    r"|weather|wetter|special:.*|category:.*|portal:.*|main_page|hauptseite)(?:\.[a-z]{2,5})?$"
)
_SHELF = re.compile(
    r"^(?:tags?|categor(?:y|ies)|kategorien?|rubrik|rubriques?|labels?|authors?|autor(?:en)?|auteurs?)$"
)


def judge_drift(case: Case) -> Verdict | None:
    """Judge by what the page said before. Pages that live from being new can only be taken over."""
    drift = case.observation.drift
    if drift is None and case.answered_well and is_lapsed_name(case):
        case.note("the page offers bets or games of chance, and nothing on it is what was cited")
        return Verdict(Status.CHANGED, "taken-over", ())
    if drift is None or not case.answered_well or case.visit.cut in ("time", "connection"):
        return None
    lives = drift.was_listing or lives_from_news(case.asked) or lives_from_news(case.final)
    if _is_taken_over(drift, lives=lives):
        case.note(_tell(drift))
        case.note(f"somebody else has taken the address over: {_how_taken_over(drift)}")
        return Verdict(Status.CHANGED, "taken-over", ())
    if lives:
        return None
    if drift.media_type_then is not None:
        case.note(f"it was {drift.media_type_then} {_since(drift)}, and is {case.page.media_type} now")
        return Verdict(Status.CHANGED, "content-drift", ())
    case.note(_tell(drift))
    if _is_teaser(drift):
        case.note("only its beginning is shown, and a subscription is asked for")
        return Verdict(Status.BLOCKED, "paywall", ())
    if drift.similarity >= _bound(drift) or _only_lost_some(drift) or not _says_enough(case, drift):
        return None
    case.note("so the page no longer says what it said")
    return Verdict(Status.CHANGED, "content-drift", ())


def is_lapsed_name(case: Case) -> bool:
    """Tell whether a page sells bets at an address whose name and citations are about something else."""
    if OFFERS_GAMBLING not in case.page.signatures:
        return False
    wanted = set(slug_words(case.url)).union(*(telling_words(anchor) for anchor in case.observation.anchors))
    wanted -= _SAYS_LITTLE
    if not wanted or speaks_of_gambling(_asked_for(case)):
        return False
    return share_found(wanted, shown_words(case.page)) < _HALF


def sells_what_nobody_cited(case: Case) -> bool:
    """Tell whether a page that stands for a site sells what names are taken over for, and was cited as nothing such."""
    page = case.page
    sold = kinds_sold(f"{page.title or ''} {page.heading or ''} {page.excerpt}")
    return bool(sold) and not case.title_fits and not kinds_sold(_asked_for(case), 1)


def _asked_for(case: Case) -> str:
    """Return the words of the asked address and of its citations."""
    return only_words(" ".join((case.asked.host, *case.asked.segments, *case.observation.anchors)))


def lives_from_news(address: Address) -> bool:
    """Tell whether a page is by its address one that says something else every day: a front page, a list, a search."""
    if address.is_home or address.is_section or address.is_search:
        return True
    place = address.place
    if any(map(_LIST.match, place[-1:])) or any(map(_SHELF.match, place[-2:])):
        return True
    return any(map(_SHELF.match, place)) and not names_one_thing(place[-1])


def _bound(drift: Drift) -> float:
    """Return how much of the old text must be left."""
    if drift.subject_similarity == 0:
        return _HALF  # what is left may be the frame of all the site's pages
    if drift.origin == "snapshot":
        return _FRAME_OF_SNAPSHOTS * _LITTLE
    other_title = drift.title_similarity is not None and drift.title_similarity < _OTHER_TITLE
    return _SOME if other_title or drift.words_then < _STILL_A_TEXT else _LITTLE


def _only_lost_some(drift: Drift) -> bool:
    """Tell whether what is left is a text of its own that was there before: the comments went, say."""
    return drift.words_now >= _STILL_A_TEXT and (drift.kept or 0.0) >= _MOST


def _says_enough(case: Case, drift: Drift) -> bool:
    """Tell whether what the page says is in its text, and not in pictures or in what scripts will bring."""
    if drift.words_now < _LEAST_WORDS or case.shell:
        return False
    if INTERRUPTION in drift.new_marks and drift.words_now < _INTERRUPTED:
        return False
    same_title = drift.title_similarity is not None and drift.title_similarity >= _SAME_TITLE
    if case.page.media > 0 and drift.words_then < _BESIDE_PICTURES and same_title:
        return False
    waits = case.page.scripts > 0 or case.page.media > 0
    return not (waits and drift.words_now < _FILLED_BY_SCRIPTS)


def _is_teaser(drift: Drift) -> bool:
    cut = drift.words_now < _HALF * drift.words_then and drift.similarity < _HALF
    same_page = drift.title_similarity is None or drift.title_similarity >= _SAME_TITLE
    return cut and same_page and SUBSCRIPTION in drift.new_marks and (drift.kept or 0.0) >= _HALF


def _is_taken_over(drift: Drift, *, lives: bool) -> bool:
    """Tell whether nothing is left of a page, and what stands there is of another language or another kind of site.

    lives: the page lives from being new, so that its old text tells nothing: the title must not be its own, either.
    """
    if drift.media_type_then is not None or drift.similarity > _NOTHING:
        return False
    title = drift.title_similarity or 0.0
    kinds = _new_kinds(drift)
    if kinds and kinds != [WEAK] and not (lives and title > 0 and not drift.language_changed):
        return title < _SAME_TITLE  # some keep the old name beside their own
    other_words = (drift.keywords_kept or 0.0) < _OTHER_TITLE
    return drift.title_similarity == 0.0 and other_words and (bool(kinds) or drift.language_changed)


def _new_kinds(drift: Drift) -> list[str]:
    return [mark for mark in drift.new_marks if mark not in NO_KINDS_OF_SITES]


def _how_taken_over(drift: Drift) -> str:
    signs = [kind.replace("-", " ") for kind in _new_kinds(drift)]
    return ", ".join(([f"it looks like a {' and '.join(signs)} site"] if signs else []) + _other_language(drift))


def _other_language(drift: Drift) -> list[str]:
    return ["it is in another language"] if drift.language_changed else []


def _tell(drift: Drift) -> str:
    title = "" if drift.title_similarity is None else f", and the titles are {drift.title_similarity:.0%} alike"
    language = ", in another language" if drift.language_changed else ""
    return (
        f"of the text {_since(drift)} {drift.similarity:.0%} is still there ({drift.words_then} words then, "
        f"{drift.words_now} now{language}){title}"
    )


def _since(drift: Drift) -> str:
    where = "of an archived copy " if drift.origin == "snapshot" else ""
    return f"{where}of {drift.since:%Y-%m-%d}"
