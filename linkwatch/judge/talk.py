"""Talk: several people's words, each with its day or hour. Whatever a thread is called, it is more than a notice."""

import re

from linkwatch.judge.words import count_words, fold

TALK = "shape-talk"

_READ, _MOST_LINES = 6000, 120  # characters, lines
_STAMPS, _SENTENCES, _TIMETABLE = 2, 2, 3
_WORDS_OF_QUESTION = 8
_WORDS_OF_SENTENCE, _WORDS_OF_STAMP = 4, 14
_STAMP = re.compile(
    r"(?<![\d.:])(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)?\d\d|(?:19|20)\d\d ?[-/.\u5e74\ub144] ?\d{1,2} ?[-/.\u6708\uc6d4]"
    r"|[0-2]?\d:[0-5]\d)(?![\d:])"
    r"|(?<!\w)\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:19|20)\d\d(?!\d)|(?<!\w)[^\W\d]{3,12}\.? \d{1,2},? (?:19|20)\d\d(?!\d)"
)
_AGO = re.compile(
    r"(?<!\d)\d{1,2}[^\W\d]? ?(?:[^\W\d]{1,9}\.? ){0,2}(?:ago|geleden|temu|sitten|sedan|siden|atras|fa|once|yang lalu|tru?oc|\u043d\u0430\u0437\u0430\u0434"
    "|\u0442\u043e\u043c\u0443|\u03c0\u03c1\u03b9\u03bd)(?!\\w)"
    "|(?<!\\w)(?:vor|il y a|hace|ha|acum|pred|fyrir|\u043f\u0440\u0435\u0434\u0438|\u043f\u0440\u0435|\u0645\u0646\u0630|\u0642\u0628\u0644|\u05dc\u05e4\u05e0\u05d9) \\d{1,2} [^\\W\\d]{1,9}"
    "|\\d{1,2} ?(?:\u5206|\u6642\u9593|\u65e5|\u5e74|\u30f6\u6708|\u304b\u6708|\u5c0f\u65f6|\u5929|\u4e2a\u6708|\u5468)\u524d|\\d{1,2} ?(?:\ubd84|\uc2dc\uac04|\uc77c|\uac1c\uc6d4|\ub144) ?\uc804"
)
_QUESTIONS = ("?", "\uff1f", "\u061f")
_ENDS = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u061f", "\u0964")


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
    shown = line[:200]
    return count_words(shown) <= _WORDS_OF_STAMP and bool(_STAMP.search(shown) or _AGO.search(fold(shown)))
