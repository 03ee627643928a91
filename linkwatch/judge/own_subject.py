"""Does a page that speaks of a loss tell something of a subject of its own?

Beside "not found" stand sentences about pages, addresses, searches and what the reader may do now. A page with any
other sentence has something to tell: a band of that name, a room with that number, news of what somebody removed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import dropwhile, islice

from linkwatch.judge.own_end import END_ELSEWHERE, OWN_END, is_notice_of_own_end, says_own_end, tells_of_end_elsewhere
from linkwatch.judge.phrases import Phrases, read_phrases
from linkwatch.judge.shape import adds_nothing
from linkwatch.judge.signatures import says_not_found
from linkwatch.judge.statements import asks_for_age, kinds_said
from linkwatch.judge.talk import page_words, this_words
from linkwatch.judge.tombstones import goes_on_about_loss, says_gone
from linkwatch.judge.words import (
    AFTER_SENTENCE,
    ENDS,
    QUESTIONS,
    count_words,
    fold,
    in_padded,
    only_words,
    padded,
    squeeze,
    writes_spaces,
)

OWN_SUBJECT, ONLY_ADVICE, OF_ITSELF = "shape-own-subject", "shape-only-advice", "shape-of-itself"
ASKS = "shape-asks"
ITS_END = "shape-its-end-first"

_READ, _MOST_LINES = 4000, 60  # characters, lines
_WORDS_OF_SENTENCE, _WORDS_OF_CLAUSE, _A_FEW_WORDS = 3, 5, 8
_SHORT_WORD, _SHORT_YOU = 3, 4  # letters; these are whole words
_TEST = "bot-wall"  # what checks its visitor speaks of nothing else
_WALLS = frozenset(("age", "legal", "login-wall", "paywall", "regional"))  # and who is let in must be told so
_BUTTON = re.compile("(?<=[?\uff1f\u061f])(?=\\S)")  # it stands without a space beside the question that it answers
_QUOTED_FIRST = re.compile(
    "^(?:\u00ab[^\u00bb]{3,200}\u00bb|\u201c[^\u201d]{3,200}\u201d|\u201e[^\u201c]{3,200}\u201c)(?=,)|^\u00ab\\s[^\u00bb]{3,200}\u00bb(?=\\s?,)"
)
_THIS_SERVER = re.compile(r"\b(?:on|from) this (?:server|site|website|forum|board|wiki)\b")
_CLAUSE_END, _ARABIC_CLAUSE_END = "\uff0c", "\u060c"  # in Arabic, news in brief are one sentence


def marks_of_subject(outside_links: str, headings: Iterable[str], *, gives_file: bool) -> Iterator[str]:
    """Yield the mark of a text that tells something of its own, or those of one that tells of a loss or a wall only.

    Lines that are no sentences (names, prices, hours) are neither, if there are but a few words of them. outside_links:
    the text without its links, one line a block. gives_file: the page links to one, which it has still to give.
    """
    pieces = list(_pieces(outside_links, {squeeze(heading) for heading in headings}))
    sentences = list(_sentences(pieces))
    others = [piece for piece in pieces if not piece.endswith((*ENDS, *QUESTIONS))]
    if not sentences:  # of a notice of one line the end is often not marked, in Thai never
        sentences = [line for line in others if count_words(line) >= _WORDS_OF_SENTENCE and _is_of_page(line)]
        others = [line for line in others if line not in sentences]
    is_read_whole = len(outside_links) <= _READ and not gives_file
    told = list(dropwhile(_is_excuse, sentences))
    if is_read_whole and not _begins_by_asking(pieces) and is_notice_of_own_end(told, others, _is_of_its_own):
        yield OWN_END
    if sentences and tells_of_end_elsewhere(sentences[0]):
        yield END_ELSEWHERE
    if any(map(_is_of_its_own, sentences)):
        yield OWN_SUBJECT
        if _speaks_of_itself(sentences[0]) and says_gone(fold(sentences[0])):
            yield ITS_END
    elif is_read_whole and sum(map(count_words, others)) <= _A_FEW_WORDS:
        if sentences:
            yield ONLY_ADVICE
            if any(map(_speaks_of_itself, sentences)) or says_own_end(sentences[0]) or any(map(asks_for_age, pieces)):
                yield OF_ITSELF
        elif any(piece.endswith(QUESTIONS) and count_words(piece) >= _WORDS_OF_SENTENCE for piece in pieces):
            yield ASKS


def _is_of_page(line: str) -> bool:
    return says_own_end(line) or not _is_of_its_own(line)


def _is_excuse(sentence: str) -> bool:
    return adds_nothing(fold(sentence))


def _begins_by_asking(pieces: Sequence[str]) -> bool:
    """Tell whether a text begins with a question, to which what follows is an answer, whatever it says."""
    return bool(pieces) and pieces[0].endswith(QUESTIONS) and count_words(pieces[0]) >= _WORDS_OF_SENTENCE


def _speaks_of_itself(sentence: str) -> bool:
    """Tell whether a sentence says what became of "this" thing, or who may see it, or tells its reader so."""
    shown = _THIS_SERVER.sub(" ", fold(sentence))
    plain = padded(shown)
    if plain.startswith(_this_at_first()) or _this().found_in(plain):
        return _is_of_loss_or_wall(shown)
    kinds = kinds_said(shown)
    to_reader = plain.startswith(_page_at_first()) or calls_its_reader(sentence)
    return _TEST in kinds or (to_reader and not _WALLS.isdisjoint(kinds))


def calls_its_reader(text: str) -> bool:
    """Tell whether a text says "you"."""
    return bool(_you().found_in(padded(fold(text))))


def _is_of_loss_or_wall(shown: str) -> bool:
    return bool(says_gone(shown) or goes_on_about_loss(shown) or says_not_found(shown) or kinds_said(shown))


def _pieces(text: str, headings: Collection[str]) -> Iterator[str]:
    """Yield the sentences, and lines that are none, but for headings, items of lists and a site's small print."""
    lines = (squeeze(_BUTTON.sub(" ", line)) for line in text[:_READ].splitlines())
    said = (line for line in lines if line and not line.startswith("*") and "\u00a9" not in line)
    for line in islice((line for line in said if line not in headings), _MOST_LINES):
        yield from AFTER_SENTENCE.split(line)


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the sentences, of scripts without spaces also the clauses, of more than a few words, or of an end."""
    for sentence in pieces:
        if sentence.endswith(ENDS):
            clauses = sentence.split(_ARABIC_CLAUSE_END if writes_spaces(sentence) else _CLAUSE_END)
            if len(clauses) > 1:
                clauses = [sentence, *clauses]
            least = _WORDS_OF_SENTENCE if len(clauses) == 1 else _WORDS_OF_CLAUSE
            yield from (clause for clause in clauses if count_words(clause) >= least or says_own_end(clause))


def _is_of_its_own(sentence: str) -> bool:
    shown = fold(_QUOTED_FIRST.sub("", sentence))  # who is quoted speaks of what the page is about
    return not (_advice().found_in(padded(shown)) or adds_nothing(shown) or _is_of_loss_or_wall(shown))


@cache
def _this() -> Phrases:
    return Phrases(f" {fold(word)} " if writes_spaces(word) else fold(word) for word in this_words())


@cache
def _this_at_first() -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in this_words(at_first=True))


@cache
def _page_at_first() -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in page_words())


@cache
def _you() -> Phrases:
    return read_phrases("you.toml", lambda word: in_padded(only_words(fold(word)), _SHORT_YOU))


@cache
def _advice() -> Phrases:
    return read_phrases("advice.toml", lambda word: in_padded(only_words(fold(word)), _SHORT_WORD))
