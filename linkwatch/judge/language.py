"""The language of a text, by its script or by the small words that hardly any text does without."""

import re
import tomllib
from functools import cache
from heapq import nlargest
from itertools import chain, repeat
from pathlib import Path

from linkwatch.judge.words import words

_TABLE = Path(__file__).parent / "data" / "languages.toml"
_READ = 4000  # characters
_LEAST_WORDS = 20
_LEAST_SHARE = 0.1  # of the words are such small ones
_LEAD = 1.5  # times as many as in the next language
_LEAST_SCRIPT = 0.3  # of the letters; names and terms are often written in Latin ones
_SCRIPTS = (  # in this order: Japanese and Korean hold Chinese characters, too
    ("ja", re.compile("[\u3040-\u30ff]"), 0.1),
    ("ko", re.compile("[\uac00-\ud7af]"), _LEAST_SCRIPT),
    ("zh", re.compile("[\u3400-\u9fff]"), _LEAST_SCRIPT),
    ("th", re.compile("[\u0e00-\u0e7f]"), _LEAST_SCRIPT),
    ("ar", re.compile("[\u0600-\u06ff]"), _LEAST_SCRIPT),
    ("he", re.compile("[\u0590-\u05ff]"), _LEAST_SCRIPT),
    ("el", re.compile("[\u0370-\u03ff]"), _LEAST_SCRIPT),
    ("hi", re.compile("[\u0900-\u097f]"), _LEAST_SCRIPT),
)


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return a text's language as a two-letter code; the declared one where the text does not tell; else None.

    Declarations are often a template's, so the text is believed first.
    """
    text = text[:_READ]
    if not text.isascii() and (language := _by_script(text)) is not None:
        return language
    found = words(text)
    if len(found) >= _LEAST_WORDS:
        counts = dict.fromkeys(_table(), 0)
        for language in chain.from_iterable(map(_languages_with().get, found, repeat(()))):
            counts[language] += 1
        (most, language), (next_most, _) = nlargest(2, ((count, language) for language, count in counts.items()))
        if most >= _LEAST_SHARE * len(found) and most >= _LEAD * next_most:
            return language
    primary = re.split("[-_]", (declared or "").strip().lower())[0]
    return primary if re.fullmatch("[a-z]{2,3}", primary) else None


def _by_script(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    for language, script, least in _SCRIPTS if letters else ():
        if len(script.findall(text)) >= least * letters:
            return language
    return None


@cache
def small_words() -> frozenset[str]:
    """Return the words that hardly any text does without, of all languages in the table: they tell no page."""
    return frozenset(_languages_with())


@cache
def _languages_with() -> dict[str, tuple[str, ...]]:
    """Return for each small word the languages that have it."""
    having: dict[str, tuple[str, ...]] = {}
    for language, small in _table().items():
        for word in set(small.split()):
            having[word] = (*having.get(word, ()), language)
    return having


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
