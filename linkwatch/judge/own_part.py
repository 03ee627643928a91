"""What a page says without what its site's 404 says as well: the frame that nothing marks as one.

Large sites put menus, advice and small print around their pages in plain boxes. Lines that an invented address gets too
are none of the page's own, so what it says of itself is read again without them.
"""

from collections.abc import Iterator
from dataclasses import replace

from linkwatch.evidence import OwnPart, PageFacts
from linkwatch.judge.consent import ASKS_CONSENT, asks_consent
from linkwatch.judge.dumps import is_error_dump
from linkwatch.judge.own_end import END_ELSEWHERE, OWN_END
from linkwatch.judge.own_subject import ASKS, ITS_END, OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT, marks_of_subject
from linkwatch.judge.running_text import running_lines
from linkwatch.judge.shape import BROKEN, GIVES_FILES, OFFERS_FILE, ONLY_SAID, SAYS_MORE, folded_lines, says_only_that
from linkwatch.judge.signatures import first_lines, not_found_marks
from linkwatch.judge.statements import MOST_WORDS, SAYS, statements_of
from linkwatch.judge.words import beginning, count_words, fold

_OF_THE_REST = frozenset(
    (ASKS, ASKS_CONSENT, END_ELSEWHERE, ITS_END, OF_ITSELF, ONLY_ADVICE, ONLY_SAID, OWN_END, OWN_SUBJECT, SAYS_MORE)
)
_LINES, _READ, _EXCERPT_KEPT = 12, 6000, 150  # of a short page; characters


def own_part(page: PageFacts, other: PageFacts) -> OwnPart | None:
    """Return what a page says without the lines that the other one, of an address that cannot exist, has too.

    None where they share none, or nothing is left. A heading is the page's own, even where both have the same.
    """
    lines, shared = running_lines(page), set(running_lines(other)).difference(page.headings)
    own = [line for line in lines if line not in shared]
    if len(own) == len(lines) or not set(own).difference(page.headings) or page.main_words > 2 * MOST_WORDS:
        return None
    text = "\n".join(own)
    words = count_words(text)
    buttons, fields = max(0, page.buttons - other.buttons), max(0, page.fields - other.fields)
    return OwnPart(words, tuple(_marks(page, text, words)), beginning(text, _EXCERPT_KEPT), buttons, fields)


def _marks(page: PageFacts, text: str, words: int) -> Iterator[str]:
    title, heading = fold(page.title or ""), fold(page.heading or "")
    kept = [mark for mark in page.signatures if mark not in _OF_THE_REST]
    found = [*not_found_marks(title, heading, fold(text), first_lines(text, _LINES))]
    said = statements_of(title, heading, folded_lines(text, _READ)) if words <= MOST_WORDS else ()
    marks = dict.fromkeys((*kept, *found, *said))
    yield from marks
    if BROKEN not in kept and is_error_dump(text):
        yield BROKEN
    if asks_consent(text):
        yield ASKS_CONSENT
    gives_file = not {GIVES_FILES, OFFERS_FILE}.isdisjoint(kept)
    subject = marks_of_subject(text, page.headings, gives_file=gives_file)
    yield from (mark for mark in subject if mark != OWN_SUBJECT or marks)
    if "not-found-gone-text" in marks or any(mark.startswith(SAYS) for mark in marks):
        only = says_only_that(text, page.headings, links_file=gives_file)
        yield ONLY_SAID if only else SAYS_MORE


def without_frame(page: PageFacts, own: OwnPart) -> PageFacts:
    """Return a page's facts as they are of its own part."""
    return replace(
        page,
        main_words=own.words,
        signatures=own.signatures,
        excerpt=own.excerpt,
        buttons=own.buttons,
        fields=own.fields,
    )
