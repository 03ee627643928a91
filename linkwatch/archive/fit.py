"""How much of a citation is found in a captured page: is this what was cited, as far as words can tell? Pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from linkwatch.archive import Cited
from linkwatch.evidence import PageFacts
from linkwatch.judge.addresses import take_apart
from linkwatch.judge.identity import full_name, slug_words
from linkwatch.judge.language import language_of, small_words
from linkwatch.judge.sniff import is_html
from linkwatch.judge.words import fold, share_found, telling_words, words, writes_spaces
from linkwatch.urls import hostname

_MOST_OF_IT, _HALF_OF_IT, _LITTLE_OF_IT = 0.6, 0.5, 0.3
_LIKE_A_TITLE = 3  # telling words: nobody calls another page so
_LONG = 6  # letters: shorter ones are parts of any word
_FEW_WORDS = 2  # of an address: one alone is in any text
_SOME_TEXT = 20  # words: a page that says less can be about anything
_TELLING_SENTENCE = 2  # words of the title in it
_PROSE = ("text/plain", "text/markdown")
_ALPHABETS = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\ud7af]")  # other than the Latin one
_FAINT = re.compile(r"^(?:https?://|www\.)|^\W*$|^\[?\d+\]?$")
_MANY_HEADLINES = 4  # then a heading may be the first of others' titles
_ABOUT_IT = 0.4  # of the words around a citation
_POINTING_WORDS = """
here there see also source via archived archive original copy retrieved available online full text version pdf
hier siehe quelle dort mehr ici voir aqui ver fonte fuente qui vedi
"""
_POINTING = frozenset(_POINTING_WORDS.split())


class Fit(Enum):
    """What the words of a citation say of a page."""

    NAMED = auto()  # the page is called so
    SAID = auto()  # its text says so
    LITTLE = auto()  # hardly anything of it is there, but for the words of the address perhaps
    NOTHING = auto()  # nothing is there of words like a title
    UNTOLD = auto()  # the citation or the page says too little

    @property
    def speaks_for_it(self) -> bool:
        """Whether the page bears the citation's words."""
        return self in (Fit.NAMED, Fit.SAID)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to look for words in."""

    folded: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Text":
        folded = fold(text)
        return cls(folded, frozenset(words(text)))

    def share(self, wanted: Collection[str]) -> float:
        """Return which part of the wanted terms is there, long ones within compound words, too."""
        spaced = {term for term in wanted if writes_spaces(term)}
        found = share_found(spaced, self.words) * len(spaced)
        joined = self.folded.replace("-", "")
        within = sum(len(term) >= _LONG and term in joined for term in spaced)
        found = max(found, within) + sum(term in self.folded for term in wanted if term not in spaced)
        return found / len(wanted) if wanted else 0.0


def fit_of(page: PageFacts, cited: Cited, url: str) -> Fit:
    """Say how much of a citation is in a page. url: where the page was captured, which names it too."""
    name = _Text.of(full_name(page) if page.headline_links < _MANY_HEADLINES else page.title or "")
    said = _Text.of(" ".join((full_name(page), *page.headings, page.prose or page.text)))
    wanted = [terms for anchor in cited.anchors if (terms := _terms(anchor, cited.url))]
    if any(name.share(terms) >= _MOST_OF_IT for terms in wanted) or _is_in_sentence(page, cited):
        return Fit.NAMED
    if take_apart(cited.url).is_home and _is_site_called_so(page, cited):
        return Fit.NAMED
    if any(said.share(terms) >= _MOST_OF_IT and len(terms) > 1 for terms in wanted):
        return Fit.SAID
    slug = slug_words(cited.url) | slug_words(url)
    slug_fits = bool(slug) and name.share(slug) >= _HALF_OF_IT
    if not wanted:
        if slug_fits and name.share(slug) * len(slug) >= min(_FEW_WORDS, len(slug)):
            return Fit.NAMED
        if len(slug) > 1 and page.words >= _SOME_TEXT:
            found = said.share(slug)
            return Fit.SAID if found >= _HALF_OF_IT and found * len(slug) >= _FEW_WORDS else Fit.LITTLE
        return Fit.UNTOLD
    if not is_html(page.media_type) and page.media_type not in _PROSE:
        return Fit.NAMED if slug_fits else Fit.UNTOLD  # a table need not hold the words that it is called
    longest = max(wanted, key=len)
    says_enough = page.words >= _SOME_TEXT or (page.media == 0 and bool(telling_words(full_name(page))))
    if len(longest) == 1 or not says_enough:
        return Fit.NAMED if slug_fits else Fit.UNTOLD
    is_title = len(longest) >= _LIKE_A_TITLE and not _speak_otherwise(page, cited)
    is_title = is_title and not (slug_fits and len(slug) > 1)  # one word of an address names a folder, or any page
    if is_title and max(map(said.share, wanted)) < _LITTLE_OF_IT and not _is_about_it(said, cited):
        return Fit.NOTHING
    return Fit.LITTLE


def says_it(page: PageFacts, cited: Cited) -> bool:
    """Tell whether the text of a page, without what it is called, has words of the citation or of the address."""
    text = page.prose or page.text
    for called in {page.title, page.heading} - {None, ""}:
        text = text.replace(str(called), " ", 1)  # the heading, which is the title, too
    said = _Text.of(text)
    wanted = [terms for anchor in cited.anchors if (terms := _terms(anchor, cited.url))]
    return any(said.share(terms) >= _HALF_OF_IT for terms in wanted or [set(slug_words(cited.url))])


def _is_site_called_so(page: PageFacts, cited: Cited) -> bool:
    """Tell whether a site's front page is called as it is cited; that its title has the bare host says nothing."""
    host = hostname(cited.url).removeprefix("www.")
    name = _Text.of(full_name(page).lower().replace(host, " "))
    return any(name.share(terms) >= _MOST_OF_IT for anchor in cited.anchors if (terms := _terms(anchor, "")))


def _is_about_it(said: _Text, cited: Cited) -> bool:
    """Tell whether a page has many words of the sentences in which it is cited."""
    about = [terms for text in cited.sentences if len(terms := _terms(text, cited.url)) > _LIKE_A_TITLE]
    return any(said.share(terms) >= _ABOUT_IT for terms in about)


def _terms(anchor: str, url: str) -> set[str]:
    """Return the words of an anchor text that tell one page from another; pairs of characters in unspaced scripts."""
    if _FAINT.search(anchor):
        return set()
    if not writes_spaces(anchor):
        folded = fold(re.sub(r"\W", "", anchor))
        return {folded[start : start + 2] for start in range(len(folded) - 1)}
    host = hostname(url)
    return {
        word
        for word in telling_words(anchor)
        if word not in host and word not in _POINTING and word not in small_words()
    }


def _is_in_sentence(page: PageFacts, cited: Cited) -> bool:
    """Tell whether the words around a citation hold most of what the page is called, and not only those it is cited as.

    A list's heading may be the first of others' titles.
    """
    anchors = {term for anchor in cited.anchors for term in _terms(anchor, cited.url)}
    for called in (page.title, page.heading if page.headline_links < _MANY_HEADLINES else None):
        terms = _terms(called or "", cited.url)
        others = terms - anchors
        if len(terms) < _TELLING_SENTENCE or not others:
            continue
        around = map(_Text.of, cited.sentences)
        if any(text.share(terms) >= _MOST_OF_IT and text.share(others) for text in around):
            return True
    return False


def _speak_otherwise(page: PageFacts, cited: Cited) -> bool:
    """Tell whether page and citation are in two languages: then words cannot be expected to return."""
    if any(not letters.isascii() and _ALPHABETS.search(letters) for letters in cited.anchors):
        return not _ALPHABETS.search(page.prose or page.text)
    of_citation = language_of(_joined((*cited.anchors, *cited.sentences)))
    of_page = language_of(page.prose or page.text, page.language)
    return None not in (of_citation, of_page) and of_citation != of_page


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts)
