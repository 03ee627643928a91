"""The language of a text, by its script or by the small words that hardly any text does without."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from linkwatch.judge.tokens import count_tokens, tokens_by_line

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
_ANY_SCRIPT = re.compile(f"[{''.join(script.pattern[1:-1] for _, script, _ in _SCRIPTS)}]")


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return a text's language as a two-letter code; the declared one where the text does not tell; else None.

    Declarations are often a template's, so the text is believed first.
    """
    return language_by(text, count_tokens(tokens_by_line(text[:_READ])), declared)


def language_by(text: str, counts: Mapping[bytes, int], declared: str | None) -> str | None:
    """Return what `language_of` does. counts: of the text's tokens, see `tokens.count_tokens`."""
    text = text[:_READ]
    if not text.isascii() and (language := _by_script(text)) is not None:
        return language
    read = sum(counts.values())
    if read >= _LEAST_WORDS:
        found = dict.fromkeys(_table(), 0)
        having = _languages_with()
        for word in having.keys() & counts.keys():
            for language in having[word]:
                found[language] += counts[word]
        *_, (next_most, _), (most, language) = sorted(zip(found.values(), found, strict=True))
        if most >= _LEAST_SHARE * read and most >= _LEAD * next_most:
            return language
    primary = re.split("[-_]", (declared or "").strip().lower())[0]
    return primary if re.fullmatch("[a-z]{2,3}", primary) else None


def _by_script(text: str) -> str | None:
    if _ANY_SCRIPT.search(text) is None:
        return None
    letters = sum(map(str.isalpha, text))
    for language, script, least in _SCRIPTS if letters else ():
        if len(script.findall(text)) >= least * letters:
            return language
    return None


@cache
def small_words() -> frozenset[str]:
    """Return the words that hardly any text does without, of all languages in the table: they tell no page."""
    return frozenset(word.decode() for word in _languages_with())


@cache
def _languages_with() -> dict[bytes, tuple[str, ...]]:
    """Return for each small word, as a token, the languages that have it."""
    having: dict[bytes, tuple[str, ...]] = {}
    for language, small in _table().items():
        for word in set(small.encode().split()):
            having[word] = (*having.get(word, ()), language)
    return having


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
