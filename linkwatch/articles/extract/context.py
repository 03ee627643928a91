"""The sentence around a link, from the text of the block it stands in."""

import re

MAX_TEXT = 300  # characters kept of an anchor text, and of a context
LINE_BREAK = "\u2028"  # in a block's text: a line that its author broke; no sentence runs across it
_PRINTABLE = bytes(range(0x20, 0x7F))  # of ASCII
_REACH = 350  # characters of raw text looked at on each side; white space is then folded away
_STOPS = ".!?…"
_WIDE_STOPS = "\u3002\uff01\uff1f"  # Chinese and Japanese: no space follows them
_CLOSING = "\"'\u201d\u2019\u00bb)]"  # quotation marks and brackets
_WITHIN_RUN = _STOPS + _CLOSING
_RUN = re.escape(_WITHIN_RUN)
_LONGEST_ANCHOR = 4 * MAX_TEXT  # characters of raw text looked at
_OPENING = "(['\"\u201c\u2018\u00ab"
# In folded text. A run of stops within a word is met without a group: it ends nothing, and is looked at once.
_STOP = re.compile(rf"[{_STOPS}{_WIDE_STOPS}][{_RUN}]*+( |$)?")
_ABBREVIATIONS = frozenset(
    {"al", "approx", "ca", "capt", "cf", "co", "col", "corp", "dept", "dr", "ed", "eds", "esp", "etc", "gen", "gov"}
    | {"hon", "inc", "incl", "jr", "lt", "ltd", "mr", "mrs", "ms", "prof", "rep", "rev", "sen", "sgt", "sr", "st"}
    | {"univ", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_LONGEST_ABBREVIATION = 12


def fold(text: str) -> str:
    """Fold every run of white space into one space."""
    return " ".join(text.split())


def describe(block: str, start: int, end: int) -> tuple[str, str]:
    """Return the folded anchor text block[start:end] and the sentence around it, both of at most MAX_TEXT characters.

    The sentence always contains the anchor text. Takes the same time however long the block is.
    """
    if start == 0 and end == len(block) <= MAX_TEXT:  # nothing stands around it
        text = fold(block)
        return text, text
    if end - start > _LONGEST_ANCHOR:
        text = fold(block[start : start + _LONGEST_ANCHOR])[: MAX_TEXT - 1].rstrip() + "…"
        return text, text
    begin = start - _REACH if start > _REACH else 0
    words = block[begin : end + _REACH].replace("\n", " ")
    if "  " in words or not _is_printable(words):  # tabs, breaks and the like are not printable
        words, start, end, is_cut = _folded(block, start, end)
    else:  # no white space needs folding
        words, start, end = _stripped(words, start - begin, end - begin)
        is_cut = begin > 0
    text = words[start:end]
    if end - start > MAX_TEXT:
        text = text[: MAX_TEXT - 1].rstrip() + "…"
        return text, text
    first, last = _sentence(words, start, end)
    if first == 0 and is_cut:
        first = words.find(" ", 0, start) + 1
    if last - first <= MAX_TEXT:
        return text, words[first:last].strip()
    return text, _centre(words[first:start], text, words[end:last])


def _is_printable(words: str) -> bool:
    return not words.encode().translate(None, _PRINTABLE) if words.isascii() else words.isprintable()


def _stripped(words: str, start: int, end: int) -> tuple[str, int, int]:
    """Take spaces off the ends of words, and of the anchor text words[start:end]. No two follow one another."""
    if start < end and words[start] == " ":
        start += 1
    if start < end:
        end -= words[end - 1] == " "
        if words[-1] == " ":
            words = words[:-1]
    if start and words[0] == " ":
        return words[1:], start - 1, end - 1
    return words, start, end


def _folded(block: str, start: int, end: int) -> tuple[str, int, int, bool]:
    """Return the words around an anchor text, where in them it begins and ends, and whether the first may be cut.

    White space is folded; the space between two of the parts belongs to what is around the text.
    """
    raw = block[start:end]
    text = fold(raw)
    _, broken, before = block[max(0, start - _REACH) : start].rpartition(LINE_BREAK)
    after = block[end : end + _REACH].partition(LINE_BREAK)[0]
    left = fold(before)
    right = fold(after)
    if left and (before[-1].isspace() or raw[:1].isspace()):
        left += " "
    if right and (after[0].isspace() or raw[-1:].isspace()) and (text or left[-1:] != " "):
        right = " " + right
    return left + text + right, len(left), len(left) + len(text), start > _REACH and not broken


def _sentence(words: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around words[start:end] begins and ends. A stop within these words ends nothing.

    It is looked for from these words to both sides: most stops of a long text are of no interest.
    """
    is_ascii = words.isascii()
    first = 0
    before: list[re.Match[str]] = []
    at = _first_stop(words, 0, start) if is_ascii else 0
    while stop := _STOP.search(words, at, start):
        at = stop.end()
        if stop.lastindex or not is_ascii:
            before.append(stop)
    for stop in reversed(before):
        whole = stop if stop.end() < start else _STOP.match(words, stop.start())  # it may go on
        if whole and 0 < (stop_end := _end_of_sentence(words, whole)) <= start:
            first = stop_end
            break
    at = _beginning_of_run(words, end)
    at = _first_stop(words, at, len(words)) if is_ascii else at
    while stop := _STOP.search(words, at):
        at = stop.end()
        if (stop.lastindex or not is_ascii) and (stop_end := _end_of_sentence(words, stop)) > end:
            return first, max(end, stop.start() + len(words[stop.start() : stop_end].rstrip()))
    return first, len(words)


def _first_stop(ascii_words: str, start: int, end: int) -> int:
    """Return where the first stop stands, `end` if there is none: several times as fast as a pattern finds it."""
    first = ascii_words.find(".", start, end)
    first = first if first >= 0 else end
    for mark in "!?":
        place = ascii_words.find(mark, start, first)
        first = place if place >= 0 else first
    return first


def _beginning_of_run(words: str, place: int) -> int:
    """Return where the stops begin that reach up to a place, with what may stand among them; else the place itself."""
    begin = place
    while place and words[place - 1] in _WITHIN_RUN:
        place -= 1
        if words[place] in _STOPS:
            begin = place
    return place - 1 if place and words[place - 1] in _WIDE_STOPS else begin


def _end_of_sentence(words: str, stop: re.Match[str]) -> int:
    """Return where the next sentence begins behind a run of stops; 0 where they end none."""
    start, end = stop.span()
    if stop[1] is None:
        return start + 1 if words[start] in _WIDE_STOPS else 0
    return 0 if _is_abbreviation(words, start, end) else end


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Tell whether a full stop belongs to "e.g.", "Mr." or an initial, and so ends no sentence.

    start, end: of the stop with the white space behind it.
    """
    if text[start] != "." or text[start : start + 2] == "..":
        return False
    following = text[end : end + 1]
    if following.islower() or following.isdigit():
        return True
    word = text[max(0, start - _LONGEST_ABBREVIATION) : start].rpartition(" ")[2].strip(_OPENING).lower()
    return word in _ABBREVIATIONS or (word[-1:].isalpha() and (len(word) == 1 or word[-2] == "."))


def _centre(left: str, text: str, right: str) -> str:
    """Cut both sides so that the whole fits, sharing the room fairly; cuts are marked with "…"."""
    room = MAX_TEXT - len(text)
    if len(left) + len(right) <= room:
        return (left + text + right).strip()
    for_left = min(len(left), max(room // 2, room - len(right)))
    for_right = room - for_left
    if len(left) > for_left:
        left = _after_space(left[len(left) - for_left + 1 :]) if for_left > 1 else ""
        left = "…" + left if for_left else ""
    if len(right) > for_right:
        right = _before_space(right[: for_right - 1]) + "…" if for_right else ""
    return (left + text + right).strip()


def _after_space(text: str) -> str:
    return text[text.find(" ") + 1 :] if " " in text[:-1] else text


def _before_space(text: str) -> str:
    return text[: text.rfind(" ")] if " " in text[1:] else text
