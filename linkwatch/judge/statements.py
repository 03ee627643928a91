"""What a page says of itself in one sentence: that a login is a must, a court has it blocked, it has moved.

The tables are data/statements/, one file a kind, in each some rows a language; statement_words.py finds their words. A
sentence makes a statement when it holds a word of each list in `all`, in any order, or is hardly more than one of
`whole`; one with a word of `unless` makes none by the rows of that language ("da-no" stands for two, "all" for every
one). Words are beginnings ("anmeld" stands for "anmelden" and "Anmeldung"); up to three letters are a whole word;
accents and letter case do not matter.

A sentence is looked for among the first lines of a page's main content, and only where that says little: an article
speaks *about* such things in many sentences. What follows from it is told in said.py.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from linkwatch.judge.statement_words import Row, statement_words
from linkwatch.judge.tombstones import is_of_what_is_shown
from linkwatch.judge.words import QUESTIONS, STOPS, count_words, fold, padded, remembered, writes_spaces

SAYS, NAMED = "says-", "named-"
MOST_WORDS = 160  # of main content: a page that says more is about something else
_READ = 4000  # characters
_LONGEST = 45  # words of a sentence
_SAID_FIRST = 3  # sentences: what comes later is not what the page is there for
_A_SENTENCE = 4  # words: less is a heading, a menu's entry
_WHOLE_LEFT = 3  # words beside such a phrase
_TEST = "bot-wall"  # told in two sentences: what is wrong, and what to do
_ASKED = "age"  # also told by a question: "Are you over 18?"
# By which of a row's lists, counted from 0, a title shows that its page is *about* such things.
NAMED_BY = {
    "login-wall": (0,), "age": (0,), "bot-wall": (0, 1), "legal": (0, 1), "paywall": (0,), "regional": (1,),
    "server-error": (0, 1), "moved": (0,), "domain-sale": (0, 1), "forbidden": (0,), "gone": (1,), "file": (),
}  # fmt: skip
_LABEL = re.compile(
    "^[^\\W\\d_]+(?:\\s?: |(?<=[\u3040-\u9fff\uac00-\ud7af])\\s?[:\uff1a])"
)  # "Protected: …", as blogs write before the name of what is locked
_SENTENCE_END = re.compile(  # "5. Sulh Ceza" is one name, "until 2013. Then" and "since 3.0. Then" two sentences
    rf"(?<!(?<![\d.,])\d)(?<!(?<![\d.,])\d\d)[.](?=\s|$)|[!?\uff1f\u061f{STOPS}](?=\s|$)|[\u3002\uff01\n]"
)
_TELLS = re.compile(
    '["\u201c\u201d\u201e\u00ab\u300c\u300e]|(?<!\\d)1\\d{3}(?!\\d)'
)  # quotes, or tells of a year long ago


def statements_of(title: str, heading: str, text: str) -> tuple[str, ...]:
    """Return what a page says ("says-legal") and what it is called by ("named-legal"), each once.

    title, heading, text: folded, the text with one line a block. Words of a title count without a sentence: one list
    of a row is enough, for they only keep a page alive that is *about* such things.
    """
    index = statement_words()
    says: dict[str, None] = {}
    held = index.held_in(padded(text[:_READ]))
    likely = [row for row in index.rows_of(held) if held.has_all_lists(row) or row.whole in held.notes]
    if not likely:
        return ()
    before, told = "", 0
    tests = [row for row in likely if row.kind == _TEST]
    questions = [row for row in likely if row.kind == _ASKED]
    for sentence, states, asks in _sentences(text[:_READ]):
        if states:
            kinds = (*_kinds_in(sentence, likely, whole=told == 0), *_kinds_in(f"{before} {sentence}", tests))
            says.update(dict.fromkeys(SAYS + kind for kind in kinds))
        elif asks:
            says.update(dict.fromkeys(SAYS + kind for kind in _kinds_in(sentence, questions)))
        before, told = sentence if states else "", told + _is_sentence(sentence)
        if told >= _SAID_FIRST:
            break
    if not says:
        return ()
    names = index.held_in(padded(f"{_LABEL.sub('', title)} {_LABEL.sub('', heading)}"))
    for row in likely:
        telling = (row.whole, *(row.lists[place] for place in NAMED_BY[row.kind] if place < len(row.lists)))
        if SAYS + row.kind in says and not names.notes.isdisjoint(telling):
            says[NAMED + row.kind] = None
    return tuple(says)


@remembered
def kinds_said(text: str) -> frozenset[str]:
    """Return of which kinds the statements of a folded line are, without those that only name a thing."""
    kinds = (kind for sentence, states, _ in _sentences(text) if states for kind in _kinds_in(sentence, whole=True))
    return frozenset(kind for kind in kinds if NAMED_BY[kind])


def asks_for_age(text: str) -> bool:
    """Tell whether a text is a question to its reader, and that is how old they are."""
    return text.rstrip().endswith(QUESTIONS) and _ASKED in _kinds_in(fold(text), _rows_of(_ASKED))


def speaks_of(kind: str, text: str) -> bool:
    """Tell whether a text as short as a citation's holds what makes a statement of this kind."""
    return kind in _kinds_in(fold(text), _rows_of(kind))


@cache
def _rows_of(kind: str) -> tuple[Row, ...]:
    return tuple(row for row in statement_words().rows if row.kind == kind)


def _kinds_in(sentence: str, rows: Iterable[Row] | None = None, *, whole: bool = False) -> Iterator[str]:
    """Yield the kinds of the rows, by default of all, that make this sentence a statement."""
    index, shown = statement_words(), padded(sentence)
    held = index.held_in(shown)
    for row in index.rows_of(held) if rows is None else rows:
        if row.unmade_by in held.unmaking:
            continue
        phrases = index.whole_phrases(row, held) if whole else ()
        if held.has_all_lists(row) or any(_is_hardly_more(shown, phrase) for phrase in phrases):
            yield row.kind


def _is_hardly_more(shown: str, phrase: str) -> bool:
    return count_words(shown.replace(phrase, " ")) <= _WHOLE_LEFT


def _sentences(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield the sentences, each with whether it states something, or asks: no quotation, nothing of long ago."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        sentence, start = text[start : end.start()], end.end()
        if sentence.strip():
            of_now, asks = _is_statement(sentence), end[0] in QUESTIONS
            yield sentence, of_now and not asks, of_now and asks
    if text[start:].strip():
        yield text[start:], _is_statement(text[start:]), False


def _is_sentence(text: str) -> bool:
    """Tell whether a piece of text is longer than a heading or a menu's entry."""
    return count_words(text) >= (_A_SENTENCE if writes_spaces(text) else 2 * _A_SENTENCE)


def _is_statement(sentence: str) -> bool:
    return not _TELLS.search(sentence) and count_words(sentence) <= _LONGEST and not is_of_what_is_shown(sentence)


def get_ready() -> None:
    """Read the tables now, not with the first page."""
    statement_words().phrases.get_ready()
