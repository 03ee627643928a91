"""The sibling test: what does the site answer at an address beside the asked one that cannot exist?

After Bar-Yossef et al. 2004, with FABLE's additions (numeric ids, canonical links). Only the last telling part of
the path is replaced, in its own shape, so that the site's router takes the same way.
"""

import re
from collections.abc import Iterator
from enum import Enum
from hashlib import blake2b
from urllib.parse import unquote, urlsplit, urlunsplit

from linkwatch.evidence import PageFacts, Visit, Witness
from linkwatch.judge.addresses import is_view_parameter, names_one_thing, names_page, same_place, take_apart
from linkwatch.judge.identity import full_name, slug_words, title_fits_address
from linkwatch.judge.own_subject import OWN_SUBJECT
from linkwatch.judge.running_text import main_text, prose, running_lines
from linkwatch.judge.shape import TEXTS
from linkwatch.judge.signatures import says_not_found, says_only_not_found, signatures
from linkwatch.judge.sniff import is_html
from linkwatch.judge.tombstones import goes_on_about_loss, says_gone
from linkwatch.judge.words import fold, remembered, share_found, similarity, telling_words, words

_ALIKE = 0.95
_ALIKE_HEADED = 0.85  # under one heading; quotations of the day and the like may differ
_ALIKE_ERRORS = 0.6  # both say "not found" under one title: suggestions may differ
_LETTERS = 25
_LONG_WORD = 9  # letters; what is made up is longer
_HALF_OF_IT = 0.5
_DIGITS = 9  # fits into a database's 32-bit integer
_EXTENSION = re.compile(r"\.[a-zA-Z][a-zA-Z0-9]{1,4}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_OR_DAY = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_TRAILING_ID = re.compile(r"([-_,.]?)(?<!\d)(\d{3,}+)$")
_LEADING_ID = re.compile(r"(\d{3,}+)([-_,.])")
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|jspx|cgi|pl|do|cfm|action|html?|dll|exe|py)$", re.IGNORECASE)
_STATUS = re.compile(r"(?<!\d)[45]\d\d(?!\d)")
_WALLS = ("bot-wall", "login-wall", "consent-wall", "paywall", "regional")
_TELLING = TEXTS | {OWN_SUBJECT}
_REFUSED_FOR_NOW = (408, 425, 429, 502, 503, 504)


class SiblingAnswer(Enum):
    """What the sibling says of the asked page."""

    DIFFERENT = "the site tells addresses apart"
    ALIKE = "the site answers both alike"
    UNCLEAR = "the sibling's answer says nothing"


def sibling_url(url: str, seed: str = "") -> str | None:
    """Return an address beside this one that cannot exist; None for a home page, which has none.

    The same URL and seed always give the same address.
    """
    shape = _shape(url)
    if shape is None:
        return None
    letters, digits = _random_letters(f"{seed} {sibling_key(url)}"), _random_digits(f"{seed} {sibling_key(url)}")
    return shape.replace("{letters}", letters).replace("{digits}", digits)


def sibling_key(url: str) -> str | None:
    """Return what URLs share that one sibling can speak for: directory, extension, shape and query names."""
    return _shape(url)


def _shape(url: str) -> str | None:
    """Return the URL with {letters} and {digits} where it names its page."""
    address = take_apart(url)
    if not address.host or address.is_home:
        return None
    parts = urlsplit(url)
    path, query = parts.path.replace("{", "%7B"), parts.query.replace("{", "%7B")
    segments = path.split("/")
    last = max((place for place, segment in enumerate(segments) if segment), default=None)
    stem = _EXTENSION.sub("", segments[last]) if last is not None else ""
    by_script = last is None or _is_script(segments[last])
    if address.naming_parameters or (by_script and address.lasting_parameters):
        query = _vary_query(query)
        if "{" in query and (by_script or not names_one_thing(unquote(stem))):
            return urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    if last is None:
        return None
    for place, segment in enumerate(segments[:last]):
        if segment.isdigit() and not _YEAR_OR_DAY.fullmatch(segment):
            segments[place] = "{digits}"
    extension = _EXTENSION.search(segments[last])
    segments[last] = _vary_segment(stem) + (extension[0] if extension else "")
    return urlunsplit((parts.scheme, parts.netloc, "/".join(segments), parts.query.replace("{", "%7B"), ""))


def _is_script(segment: str) -> bool:
    return bool(_SCRIPT.search(segment))


def _vary_segment(stem: str) -> str:
    if stem.isdigit():
        return "{digits}"
    leading, trailing = _LEADING_ID.match(stem), _TRAILING_ID.search(stem)
    if trailing and not _YEAR_OR_DAY.fullmatch(trailing[2]):
        return "{letters}" + trailing[1] + "{digits}"
    if leading and not _YEAR_OR_DAY.fullmatch(leading[1]):
        return "{digits}" + leading[2] + "{letters}"
    return "{letters}"


def _vary_query(query: str) -> str:
    """Return the query with the value that names the page replaced."""
    pairs = [pair.partition("=") for pair in query.split("&")]
    candidates = [place for place, (name, _, value) in enumerate(pairs) if names_page(unquote(name), unquote(value))]
    if not candidates:
        candidates = [
            place for place, (name, _, value) in enumerate(pairs) if len(value) > 1 and not is_view_parameter(name)
        ]
        candidates.sort(key=lambda place: -len(pairs[place][2]))
    if not candidates:
        return query
    chosen = candidates[0]
    name, mark, value = pairs[chosen]
    pairs[chosen] = (name, mark, "{digits}" if value.isdigit() else "{letters}") if value else ("{letters}", mark, "")
    return "&".join("".join(pair) for pair in pairs)


def _random_letters(seed: str) -> str:
    digest = blake2b(seed.encode("utf-8", "replace"), digest_size=_LETTERS).digest()
    return "".join(chr(ord("a") + byte % 26) for byte in digest)


def _random_digits(seed: str) -> str:
    digest = blake2b(seed.encode("utf-8", "replace"), digest_size=_DIGITS).digest()
    return "9" + "".join(str(byte % 10) for byte in digest[1:])


def compare_pages(page: PageFacts | None, url: str, other: PageFacts | None, other_url: str) -> float | None:
    """Return how alike two pages' main texts are, 0 to 1; None where one has none.

    What error pages repeat or make up (the asked address, numbers, times, tokens) does not count. The text outside
    links is compared too, so that menus do not make two pages alike.
    """
    if page is None or other is None:
        return None
    text, other_text = main_text(page), main_text(other)
    if text and text == other_text:
        return 1.0
    echoes = _address_words(url) | _address_words(other_url)
    whole = similarity(_lasting_words(text, echoes), _lasting_words(other_text, echoes))
    outside_links = similarity(_lasting_words(prose(page), echoes), _lasting_words(prose(other), echoes))
    least = whole if whole is None or outside_links is None else min(whole, outside_links)
    if least is None or not _HALF_OF_IT <= least < _ALIKE or fold(page.heading or "") == fold(other.heading or ""):
        return least
    return min(least, _own_likeness(page, other, echoes, least))


def _own_likeness(page: PageFacts, other: PageFacts, echoes: frozenset[str], otherwise: float) -> float:
    """Return how alike two pages are without the lines that both have: these are their frame.

    otherwise: what to return where one of these lines speaks of a loss, for then the others are suggestions.
    """
    lines, other_lines = (list(dict.fromkeys(running_lines(facts))) for facts in (page, other))
    shared = set(lines).intersection(other_lines)
    own, other_own = ([line for line in some if line not in shared] for some in (lines, other_lines))
    if not own or not other_own or any(_speaks_of_loss(fold(line)) for line in shared):
        return otherwise
    parts = (_lasting_words("\n".join(some), echoes) for some in (own, other_own))
    likeness = similarity(*parts)
    return otherwise if likeness is None else likeness


def _speaks_of_loss(line: str) -> bool:
    return bool(says_not_found(line) or says_only_not_found(line) or says_gone(line) or goes_on_about_loss(line))


@remembered
def _address_words(url: str) -> frozenset[str]:
    parts = urlsplit(url)
    return slug_words(url).union(words(unquote(f"{parts.netloc} {parts.path} {parts.query}")))


def _lasting_words(text: str, echoes: frozenset[str]) -> Iterator[str]:
    return _without(words(text), echoes)


def _without(all_words: list[str], echoes: frozenset[str]) -> Iterator[str]:
    """Yield the words that are neither echoes nor hold digits."""
    for word in all_words:
        if word not in echoes and (word.isalpha() or not any(map(str.isdigit, word))):
            yield word


def ask_sibling(sibling: Witness | None, visit: Visit) -> SiblingAnswer:
    """Say what the sibling tells of the page that was visited."""
    if sibling is None or sibling.visit.http_status is None:
        return SiblingAnswer.UNCLEAR
    other = sibling.visit
    status = sibling.visit.http_status
    if status >= 400:
        if _says_the_same(sibling, visit):
            return SiblingAnswer.ALIKE
        return SiblingAnswer.UNCLEAR if status in _REFUSED_FOR_NOW else SiblingAnswer.DIFFERENT
    if status >= 300:
        return SiblingAnswer.UNCLEAR
    if _is_wall(other) and not _is_wall(visit):
        return SiblingAnswer.UNCLEAR
    if same_place(other.final_url, visit.final_url):
        moved = not same_place(visit.url, visit.final_url)
        return SiblingAnswer.ALIKE if moved else SiblingAnswer.DIFFERENT
    return _compare_answers(sibling, visit)


def _compare_answers(sibling: Witness, visit: Visit) -> SiblingAnswer:
    """Compare two answers below 400 that came from different addresses."""
    page, other = visit.page, sibling.visit.page
    if page is None or other is None:
        both_empty = (
            visit.body_bytes == sibling.visit.body_bytes == 0 and visit.http_status == sibling.visit.http_status
        )
        return SiblingAnswer.ALIKE if both_empty else SiblingAnswer.DIFFERENT
    if page.media_type != other.media_type:
        return SiblingAnswer.DIFFERENT
    if shows_same_page(sibling, visit):
        return SiblingAnswer.DIFFERENT
    return (
        SiblingAnswer.ALIKE
        if _alike(page, visit.url, other, sibling.visit.url, sibling.similarity)
        else (SiblingAnswer.DIFFERENT)
    )


def shows_same_page(sibling: Witness, visit: Visit) -> bool:
    """Tell whether the site shows the asked page at the sibling's address too: it ignores what was made up there."""
    page, other = visit.page, sibling.visit.page
    if page is None or other is None:
        return False
    return (
        _is_decorated(page, visit.final_url, other)
        or _path_names_it(page, visit.url, sibling.visit.url)
        or _shows_what_was_asked(page, visit.url, other, sibling.visit.url)
    )


def _is_decorated(page: PageFacts, url: str, other: PageFacts) -> bool:
    """Tell whether both say that they are the asked page, or that the varied query makes no difference to it."""
    if page.canonical is None or other.canonical is None or not same_place(other.canonical, page.canonical):
        return False
    if same_place(page.canonical, url):
        return True
    without_query = url.partition("?")[0]
    named_by_path = same_place(page.canonical, without_query) and not take_apart(without_query).is_home
    return named_by_path and not _not_found_mark(page)


def _path_names_it(page: PageFacts, url: str, other_url: str) -> bool:
    """Tell whether only the query was varied although the path is what names the page ("/about?id=7")."""
    asked, other = take_apart(url), take_apart(other_url)
    if asked.segments != other.segments or not asked.segments or _is_script(asked.segments[-1]):
        return False
    return title_fits_address(full_name(page), url.partition("?")[0])


def _shows_what_was_asked(page: PageFacts, url: str, other: PageFacts, other_url: str) -> bool:
    """Tell whether the sibling shows the asked page itself: its title holds the asked page's slug.

    It can only do so by an id that both addresses hold. Else the words that they share name the site.
    """
    if _not_found_mark(page) or not _keeps_id(url, other_url):
        return False
    wanted = slug_words(url) - _address_words(other_url)
    return (
        title_fits_address(full_name(page), url) and share_found(wanted, telling_words(full_name(other))) >= _HALF_OF_IT
    )


def _keeps_id(url: str, other_url: str) -> bool:
    """Tell whether the sibling's address still holds something that may name the asked page."""
    asked, other = take_apart(url), take_apart(other_url)
    kept = [part for part in asked.segments[:-1] if part in other.segments]
    dated = any(_YEAR.fullmatch(part) for part in kept)
    ids = [part for part in kept if names_one_thing(part) or (part.isdigit() and not dated)]
    return bool(ids) or bool(set(asked.naming_parameters) & set(other.naming_parameters))


def _alike(page: PageFacts, url: str, other: PageFacts, other_url: str, alikeness: float | None) -> bool:
    page_mark, other_mark = _not_found_mark(page), _not_found_mark(other)
    if other_mark and not page_mark:
        return False
    same_titles = _same_titles(page, url, other, other_url)
    if page_mark and other_mark and _is_article_beside_error(page, other, alikeness):
        return False
    if page_mark and not same_titles and OWN_SUBJECT in page.signatures and OWN_SUBJECT not in other.signatures:
        return False  # what is alike is the frame
    if page_mark and other_mark and _may_be_called_so(page, url, same_titles=same_titles):
        return (alikeness or 0.0) >= _ALIKE_HEADED
    if page_mark and other_mark:
        return same_titles or (alikeness or 0.0) >= _ALIKE_ERRORS
    if alikeness is None:
        empty = not page.main_words and not other.main_words
        return empty and same_titles and page.media == other.media
    return same_titles and alikeness >= (_ALIKE_HEADED if page.heading else _ALIKE)


def _may_be_called_so(page: PageFacts, url: str, *, same_titles: bool) -> bool:
    """Tell whether a page has the number of a status for its name, as a room may, or but a sentence like an error's."""
    if _STATUS.search(page.heading or "") and not slug_words(url).isdisjoint(_STATUS.findall(page.heading or "")):
        return True
    marks = [name for name in page.signatures if name.startswith("not-found")]
    return marks == ["not-found-text"] and not same_titles


def _is_article_beside_error(page: PageFacts, other: PageFacts, alikeness: float | None) -> bool:
    """Tell whether one of two pages that bear an error's name has an article's text, and the other another."""
    if _TELLING.isdisjoint(page.signatures) or not _TELLING.isdisjoint(other.signatures):
        return False
    return (alikeness or 0.0) < _HALF_OF_IT


def _says_the_same(sibling: Witness, visit: Visit) -> bool:
    """Tell whether a page answered with 200 is the one that the sibling got as an error page."""
    page, other = visit.page, sibling.visit.page
    if page is None or other is None or not _not_found_mark(page) or sibling.visit.http_status not in (404, 410):
        return False
    if is_html(page.media_type) is not is_html(other.media_type):
        return False  # a file that shows an error page's source
    alikeness = sibling.similarity or 0.0
    same_titles = _same_titles(page, visit.url, other, sibling.visit.url)
    return alikeness >= _ALIKE_ERRORS and same_titles


def _same_titles(page: PageFacts, url: str, other: PageFacts, other_url: str) -> bool:
    """Tell whether two pages are called the same, numbers apart.

    Where the sibling's title repeats its made-up address, what either repeats of its own does not count.
    """
    shown, other_shown = (words(full_name(facts)) for facts in (page, other))
    made_up = {word for word in _address_words(other_url) - _address_words(url) if len(word) >= _LONG_WORD}
    echoes: frozenset[str] = frozenset()
    if any(word in shown_word for word in made_up for shown_word in other_shown):
        echoes = _address_words(url) | _address_words(other_url)
    return list(_without(shown, echoes)) == list(_without(other_shown, echoes))


def _not_found_mark(page: PageFacts) -> bool:
    return any(name.startswith("not-found") for name in page.signatures)


def _is_wall(visit: Visit) -> bool:
    rows = signatures()
    names = visit.page.signatures if visit.page else ()
    return any(rows[name].kind in _WALLS for name in names if name in rows)
