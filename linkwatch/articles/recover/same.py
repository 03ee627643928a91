"""Whether a copy is of the article: by its words, figures, title and date. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from linkwatch.articles.recover import Page
from linkwatch.articles.recover.words import words_of
from linkwatch.judge.words import telling_words

_Words = tuple[str, ...]
_LENGTH = 3  # words of a phrase
_PARAGRAPH = 10  # words; what is shorter frames a page, or is a heading
_DAYS = timedelta(days=2)  # zones, and presses that work at night
_SHORT = 40  # words; the title must speak for a text that has no more
_FEW_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Vouching:
    """What speaks for a copy, and against it.

    share: of the article's phrases that the copy has, 0 to 1. figures: likewise of its numbers, None where there are
    few. same_title: None where the article has none. same_date: None where one of the two shows none.
    """

    share: float
    figures: float | None
    same_title: bool | None
    same_date: bool | None
    is_short: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the copy is of this article.

        A column of another week may have the same title and sentences: its date and figures differ.
        """
        if self.is_short and not (self.same_title and self.share >= 0.7):
            return False
        if self.same_date is False:
            enough = 0.95 if self.figures is None else 0.75
            return self.share >= enough and (self.figures is None or self.figures >= 0.9)
        if self.figures is not None and self.figures < 0.66:
            return False
        if self.same_title:
            return self.share >= 0.5
        # what a site says below each article may be most of a short one
        return self.share >= (0.85 if self.same_title is False and not self.same_date else 0.7)

    @property
    def is_sure(self) -> bool:
        """Whether nothing speaks against it."""
        return self.is_same and self.share >= 0.7 and self.same_date is not False

    @property
    def settles(self) -> bool:
        """Whether nothing better can be expected of any other copy."""
        is_whole = self.share >= 0.9 and (self.figures is None or self.figures >= 0.9)
        return self.is_sure and (is_whole or bool(self.same_title and self.same_date))


def vouch(article: Page, copy: Page) -> Vouching:
    """Compare an article with what may be a copy of it. Frames differ: only the article's paragraphs count."""
    theirs = set(_phrases(copy.words))
    compared = [(_share(blocks, theirs), blocks) for blocks in _paragraphs(article)]
    share, blocks = max(compared, key=lambda pair: pair[0])
    return Vouching(
        share,
        _figures(blocks, copy),
        _same_title(article, copy),
        _same_date(article, copy),
        len(article.words) < _SHORT,
    )


def _paragraphs(article: Page) -> Iterator[list[_Words]]:
    """Yield all paragraphs, then those that hold anchors: a saved page may have the words of others, too.

    Where these have too few words, everything is yielded.
    """
    ranges = [(first, last) for first, last in pairwise(article.bounds) if last - first >= _PARAGRAPH]
    held = {anchor.block for anchor in article.anchors if anchor.target is None}
    for chosen in (ranges, [one for one in ranges if one in held]):
        blocks = [article.words[first:last] for first, last in chosen]
        yield blocks if sum(map(len, blocks)) >= _SHORT else [article.words]


def _share(blocks: Iterable[_Words], theirs: set[_Words]) -> float:
    phrases = {phrase for words in blocks for phrase in _phrases(words)}
    return len(phrases & theirs) / len(phrases) if phrases else 0.0


def _phrases(words: _Words) -> Iterable[_Words]:
    return zip(*(words[start:] for start in range(_LENGTH)), strict=False)


def _figures(blocks: Iterable[_Words], copy: Page) -> float | None:
    numbers = {word for words in blocks for word in words if word.isdigit() and len(word) > 1}
    if len(numbers) < _FEW_FIGURES:
        return None
    return len(numbers.intersection(copy.words)) / len(numbers)


def _same_title(article: Page, copy: Page) -> bool | None:
    if not article.names:
        return None
    return any(is_same_title(name, other) for name in article.names for other in copy.names)


def is_same_title(ours: str, theirs: str) -> bool:
    """Tell whether two titles are the same, but for a word or the name of a site behind it."""
    first, second = set(words_of(ours)), set(words_of(theirs))
    if not first or not second:
        return False
    telling = telling_words(ours) or first
    return len(first & second) >= 0.8 * len(first) and len(telling & second) >= 0.8 * len(telling)


def _same_date(article: Page, copy: Page) -> bool | None:
    if article.published_at is None or copy.published_at is None:
        return None
    return abs(article.published_at - copy.published_at) <= _DAYS
