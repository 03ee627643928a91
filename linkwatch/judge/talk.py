"""Talk: several people's words, each with its day or hour. Whatever a thread is called, it is more than a notice."""

import re
import tomllib
from functools import cache
from pathlib import Path

from linkwatch.judge.words import count_words, fold

TALK = "shape-talk"

_DATA = Path(__file__).parent / "data" / "talk.toml"
_READ, _MOST_LINES, _LINE_READ = 6000, 120, 200  # characters, lines, characters
_STAMPS, _SENTENCES, _TIMETABLE = 2, 2, 3
_WORDS_OF_SENTENCE, _WORDS_OF_QUESTION, _WORDS_OF_STAMP = 4, 8, 14
_DAY_OR_HOUR = re.compile(
    r"(?<![\d.:])(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)?\d\d"
    "|(?:19|20)\\d\\d ?[-/.\u5e74\ub144] ?\\d{1,2} ?[-/.\u6708\uc6d4] ?\\d{1,2}|[0-2]?\\d:[0-5]\\d)(?![\\d:])"
    r"|(?<!\w)\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:19|20)\d\d(?!\d)|(?<!\w)[^\W\d]{3,12}\.? \d{1,2},? (?:19|20)\d\d(?!\d)"
)
_QUESTIONS = ("?", "\uff1f", "\u061f")
_ENDS = (*_QUESTIONS, ".", "!", "\u3002", "\uff01", "\u0964")


def is_talk(content: str, outside_links: str) -> bool:
    """Tell whether a page's main content holds stamps of time on lines of their own, and sentences.

    Two of each are enough; or a long question with its stamp, and an answer; or many stamps, as lists of films and
    tracks have them. content: one line a block. outside_links: likewise, without links, for lists of what else there is
    hold dates too.
    """
    stamped = sum(map(_is_stamped, content[:_READ].splitlines()[:_MOST_LINES]))
    if not stamped:
        return False
    lines = [line.strip() for line in outside_links[:_READ].splitlines()[:_MOST_LINES]]
    if sum(map(_is_stamped, lines)) >= _TIMETABLE:
        return True
    said = [line for line in lines if line.endswith(_ENDS) and not line.startswith("*")]
    said = [line for line in said if count_words(line) >= _WORDS_OF_SENTENCE]
    asked = any(line.endswith(_QUESTIONS) and count_words(line) >= _WORDS_OF_QUESTION for line in said)
    return len(said) >= _SENTENCES and (stamped >= _STAMPS or asked)


def _is_stamped(line: str) -> bool:
    shown = line[:_LINE_READ]
    is_short = count_words(shown) <= _WORDS_OF_STAMP
    return is_short and bool(_DAY_OR_HOUR.search(shown) or _some_time_ago().search(fold(shown)))


@cache
def _some_time_ago() -> re.Pattern[str]:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    after, before = ("|".join(re.escape(fold(word)) for word in table[place]) for place in ("after", "before"))
    return re.compile(
        rf"(?<!\d)\d{{1,2}}[^\W\d]? ?(?:[^\W\d]{{1,9}}\.? ){{0,2}}(?:{after})(?!\w)"
        rf"|(?<!\w)(?:{before}) \d{{1,2}} [^\W\d]{{1,9}}|{'|'.join(table['joined'])}"
    )
