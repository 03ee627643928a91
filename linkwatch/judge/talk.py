"""Talk: several people's words, each with its day or hour. Whatever a thread is called, it is more than a notice."""

import re

from linkwatch.judge.words import count_words

TALK = "shape-talk"

_READ, _MOST_LINES = 6000, 120  # characters, lines
_STAMPS, _SENTENCES = 2, 2
_WORDS_OF_SENTENCE, _WORDS_OF_STAMP = 4, 14
_STAMP = re.compile(
    r"(?<![\d.:])(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)?\d\d|(?:19|20)\d\d ?[-/.\u5e74\ub144] ?\d{1,2} ?[-/.\u6708\uc6d4]"
    r"|[0-2]?\d:[0-5]\d)(?![\d:])"
    r"|(?<!\w)\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:19|20)\d\d(?!\d)|(?<!\w)[^\W\d]{3,12}\.? \d{1,2},? (?:19|20)\d\d(?!\d)"
)
_ENDS = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u061f", "\u0964")


def is_talk(content: str, outside_links: str) -> bool:
    """Tell whether a page's main content holds two stamps of time on lines of their own, and two other sentences.

    content: one line a block. outside_links: likewise, without links, for lists of what else there is hold dates too.
    """
    stamped = sum(
        1
        for line in content[:_READ].splitlines()[:_MOST_LINES]
        if _STAMP.search(line[:200]) and count_words(line) <= _WORDS_OF_STAMP
    )
    if stamped < _STAMPS:
        return False
    said = 0
    for line in outside_links[:_READ].splitlines()[:_MOST_LINES]:
        shown = line.strip()
        said += shown.endswith(_ENDS) and not shown.startswith("*") and count_words(shown) >= _WORDS_OF_SENTENCE
    return said >= _SENTENCES
