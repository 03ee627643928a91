"""A page's running text: its own paragraphs, without what others added to it and what only frames it."""

from collections.abc import Iterator

from linkwatch.judge.words import count_words, writes_spaces

RUNNING_TEXT_KEPT = 40_000  # characters
ADDED_BY_OTHERS = (
    "#comments,#respond,#disqus_thread,.comments,.comment,.comment-list,.commentlist,.comments-area,.related,"
    ".related-posts,.related-articles,.newsletter,.advert,.advertisement,.ad,.ads,.promo,.share,.social,#sidebar,.sidebar,"
    "figure"
)
_PARAGRAPH = 8  # words; less is a counter, a caption, a date, a button
_ENOUGH = 60  # words


def running_text(own_text: str, whole_text: str) -> str:
    """Return the paragraphs of a page, one a line, up to 40 000 characters.

    own_text, whole_text: the text outside links, one block a line, without and with what others added. Where too little
    would be left, the whole text counts, short lines too.
    """
    for text in (own_text, whole_text) if own_text != whole_text else (whole_text,):
        paragraphs = _joined(text, _PARAGRAPH)
        if count_words(paragraphs) >= _ENOUGH:
            return paragraphs
    return _joined(whole_text, 1)


def _joined(text: str, least_words: int) -> str:
    return "\n".join(_lines(text, least_words))[:RUNNING_TEXT_KEPT]


def _lines(text: str, least_words: int) -> Iterator[str]:
    """Yield the lines of so many words, squeezed, until there are enough."""
    taken = 0
    spaced = writes_spaces(text)
    for line in text.splitlines():
        if spaced and len(line) < 2 * least_words - 1:
            continue
        words = line.split()
        if len(words) >= least_words or (not spaced and count_words(line) >= least_words):
            shown = " ".join(words)
            yield shown
            taken += len(shown) + 1
            if taken > RUNNING_TEXT_KEPT:
                return
