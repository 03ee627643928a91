"""The sentence around a link, from the text of the block it stands in."""

import re

MAX_TEXT = 300  # characters kept of an anchor text, and of a context
_REACH = 2 * MAX_TEXT  # characters of raw text looked at on each side; white space is folded away
_STOPS = ".!?…"
_WIDE_STOPS = "\u3002\uff01\uff1f"  # Chinese and Japanese: no space follows them
_CLOSING = "\"'\u201d\u2019\u00bb)\\]"  # quotation marks and brackets
_END = re.compile(rf"[{_STOPS}{_WIDE_STOPS}]+[{_CLOSING}]*(?:\s+|(?<=[{_WIDE_STOPS}])|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|approx|ca|no|nos|vol|pp?|ch|sec|fig|eds?|esp|incl|mr|mrs|ms|dr|prof|st|sr|jr|gen"
    r"|col|sen|rep|gov|capt|lt|sgt|rev|hon|inc|ltd|co|corp|dept|univ|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"|\b[a-z]|\b(?:[a-z]\.)+[a-z])\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 12


def fold(text: str) -> str:
    """Fold every run of white space into one space."""
    return " ".join(text.split())


def shorten(text: str) -> str:
    """Cut an anchor text that no reader would take for one."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rstrip() + "…"


def describe(block: str, start: int, end: int) -> tuple[str, str]:
    """Return the folded anchor text block[start:end] and the sentence around it, both of at most MAX_TEXT characters.

    The sentence always contains the anchor text. Takes the same time however long the block is.
    """
    raw = block[start : min(end, start + 4 * MAX_TEXT)]
    text = fold(raw)
    cut = end - start > len(raw) or len(text) > MAX_TEXT
    if cut:
        text = shorten(text.ljust(MAX_TEXT + 1))
        return text, text
    before = block[max(0, start - _REACH) : start]
    after = block[end : end + _REACH]
    left = fold(before)
    right = fold(after)
    if not left and not right:
        return text, text
    left = left[_sentence_start(left, whole=start <= _REACH) :]
    right = right[: _sentence_end(text, right)]
    space_before = " " if left and (before[-1:].isspace() or raw[:1].isspace()) else ""
    space_after = " " if right and (after[:1].isspace() or raw[-1:].isspace()) else ""
    left, right = left + space_before, space_after + right
    return text, _centre(left, text, right)


def _sentence_start(left: str, *, whole: bool) -> int:
    """Where the sentence begins that runs on at the end of `left`."""
    start = 0
    for match in _END.finditer(left):
        if not _is_abbreviation(left, match):
            start = match.end()
    if start == 0 and not whole:
        start = left.find(" ") + 1  # the reach ends within a word
    return start


def _sentence_end(text: str, right: str) -> int:
    """Where the sentence ends that goes on in `right`, after the anchor text."""
    whole = text[-_LONGEST_ABBREVIATION:] + right
    offset = len(whole) - len(right)
    for match in _END.finditer(whole, max(0, offset - 1)):
        if match.end() > offset and not _is_abbreviation(whole, match):
            return max(0, len(whole[: match.end()].rstrip()) - offset)
    return len(right)


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to "e.g.", "Mr." or an initial, and so ends no sentence."""
    if end[0][0] != "." or end[0].startswith(".."):
        return False
    following = text[end.end() : end.end() + 1]
    if following.islower() or following.isdigit():
        return True
    return bool(_ABBREVIATION.search(text[max(0, end.start() - _LONGEST_ABBREVIATION) : end.start() + 1]))


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
