"""A page's running text: its own paragraphs, without what others added to it and what only frames it."""

from linkwatch.judge.words import count_words, squeeze

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
    for text in (own_text, whole_text):
        lines = [squeeze(line) for line in text.splitlines()]
        paragraphs = "\n".join(line for line in lines if count_words(line) >= _PARAGRAPH)
        if count_words(paragraphs) >= _ENOUGH:
            return paragraphs[:RUNNING_TEXT_KEPT]
    return "\n".join(squeeze(line) for line in whole_text.splitlines() if line.strip())[:RUNNING_TEXT_KEPT]
