"""Whether a copy is of the article: by its words, figures, title and date. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from linkwatch.articles.recover import Page
from linkwatch.articles.recover.words import words_of
from linkwatch.judge.words import telling_words

_PHRASE = 3  # words
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
        if self.same_title or self.same_date:
            return self.share >= 0.5
        return self.share >= 0.7

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
    """Compare an article with what may be a copy of it. Frames differ: what only the copy says does not count."""
    phrases = set(_phrases(article.words))
    theirs = set(_phrases(copy.words))
    share = len(phrases & theirs) / len(phrases) if phrases else 0.0
    return Vouching(
        share, _figures(article, copy), _same_title(article, copy), _same_date(article, copy), len(phrases) < _SHORT
    )


def _phrases(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_PHRASE)), strict=False)


def _figures(article: Page, copy: Page) -> float | None:
    numbers = {word for word in article.words if word.isdigit() and len(word) > 1}
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
