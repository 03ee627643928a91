"""A page's texts made ready for comparing; only the few looks that compare pages pay for it."""

from collections.abc import Iterator

from linkwatch.evidence import PageFacts
from linkwatch.judge.words import beginning, count_words, squeeze, writes_spaces

_COMPARED = 8000  # characters
MAIN_KEPT = 5 * _COMPARED  # as rendered, with indents and between the cells of tables
_RUNNING_TEXT_KEPT = 40_000  # characters
RENDERED_KEPT = 5 * _RUNNING_TEXT_KEPT  # likewise, and with what is no paragraph
ADDED_BY_OTHERS = (
    "#comments,#respond,#disqus_thread,.comments,.comment,.comment-list,.commentlist,.comments-area,.related,"
    ".related-posts,.related-articles,.newsletter,.advert,.advertisement,.ad,.ads,.promo,.share,.social,#sidebar,.sidebar,"
    "figure"
)
_PARAGRAPH = 8  # words; less is a counter, a caption, a date, a button
_ENOUGH, _ENOUGHS_LENGTH = 60, 1000  # words; the characters in which they nearly always are


def main_text(page: PageFacts) -> str:
    """Return the beginning of a page's main text in one line, at most 8 000 characters."""
    return beginning(page.text, _COMPARED)


def prose(page: PageFacts) -> str:
    """Return the beginning of what is outside links in one line, at most 8 000 characters."""
    return beginning(page.prose, _COMPARED)


def running_lines(page: PageFacts) -> list[str]:
    """Return the lines that are outside links, squeezed, of at most 8 000 characters."""
    return [shown for line in page.prose[:_COMPARED].splitlines() if (shown := squeeze(line))]


def running_text(page: PageFacts) -> str:
    """Return a page's own paragraphs, one a line, up to 40 000 characters.

    They are without what others added and what only frames them. Where too little would be left, everything outside
    links counts, short lines too.
    """
    for text in (page.own_prose, page.prose) if page.own_prose else (page.prose,):
        paragraphs = _joined(text, _PARAGRAPH)
        if any(count_words(part) >= _ENOUGH for part in (paragraphs[:_ENOUGHS_LENGTH], paragraphs)):
            return paragraphs
    return _joined(page.prose, 1)


def _joined(text: str, least_words: int) -> str:
    return "\n".join(_lines(text, least_words))[:_RUNNING_TEXT_KEPT]


def _lines(text: str, least_words: int) -> Iterator[str]:
    """Yield the lines of so many words, squeezed, until there are enough."""
    taken = 0
    spaced = writes_spaces(text)
    has_odd_spaces = "\t" in text or "\x1f" in text or not text.isascii()
    for line in text.splitlines():
        if spaced and len(line) < 2 * least_words - 1:
            continue
        shown = line.strip()
        if "  " in shown or has_odd_spaces:
            shown = squeeze(shown)
        if shown and (shown.count(" ") >= least_words - 1 or (not spaced and count_words(line) >= least_words)):
            yield shown
            taken += len(shown) + 1
            if taken > _RUNNING_TEXT_KEPT:
                return
