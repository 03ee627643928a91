"""Texts on which a regular expression may go wild, made from its own parts.

A backtracking engine gets slow where it can divide a text among its repeats in many ways, or where every place of the
text begins a long attempt. So each repeat is fed with what it takes, after what leads to it, and what ends the text
makes the attempt fail.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from itertools import chain

# The parser of `re`: it has no public name, and reading patterns by hand would be reading them otherwise than `re`.
from re import _constants as code
from re import _parser
from typing import Any

_Attack = Callable[[int], str]
_MOST_PUMPS = 14  # to a repeat
_SAMPLE = 256  # characters by which two attacks are told apart
_UNBOUNDED = 16  # repeats of fewer times cost little
_FAR = 128  # characters
_ENDS = ("", "\0", "!", "\n!", " !")
_COMMON_PUMPS = (
    " ",
    "\n",
    "\t",
    "a",
    "A",
    "0",
    "_",
    "_a",
    ".",
    "-",
    "/",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "&",
    "=",
    '"',
    "'",
    "@",
)
_COMMON_PUMPS += (
    "<!-- -->",
    "<?xml >",
    "<a ",
    "a.",
    "a=b&",
    "\u3002",
    "\u00e9",
    "://",
    "{{",
    "}}",
    "{%",
    "%}",
    "${",
    "}",
    "*",
)
_OF_CATEGORY = {
    code.CATEGORY_DIGIT: "0",
    code.CATEGORY_NOT_DIGIT: "a",
    code.CATEGORY_SPACE: " \n",
    code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_WORD: "a0_",
    code.CATEGORY_NOT_WORD: "- ",
}


def attacks(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Yield what makes texts (or bytes, for a pattern of bytes) of about so many characters."""
    is_bytes = isinstance(pattern.pattern, bytes)
    tree = _parsed(pattern)
    alphabet = list(dict.fromkeys(_literals(tree)))
    seen: set[str] = set()
    own = (attack for plan in _plans(tree, "", "", alphabet) for attack in _attacks_of(*plan))
    for sample, attack in chain(((attack(_SAMPLE), attack) for attack in own), _common_attacks()):
        if sample not in seen:
            seen.add(sample)
            yield _in_bytes(attack) if is_bytes else attack


@cache
def _common_attacks() -> list[tuple[str, _Attack]]:
    """Return what every pattern is tried with, each with its sample."""
    return [(attack(_SAMPLE), attack) for pump in _COMMON_PUMPS for attack in _attacks_of("", pump, "")]


def has_long_repeat(pattern: re.Pattern[Any]) -> bool:
    """Say whether the attempt at one place of a text may read further the longer the text is, or very far."""
    tree = _parsed(pattern)
    return tree.getwidth()[1] > _FAR or next(_plans(tree, "", "", []), None) is not None


@lru_cache(maxsize=1)  # one is asked of at a time
def _parsed(pattern: re.Pattern[Any]) -> Any:
    if isinstance(pattern.pattern, bytes):
        return _parser.parse(pattern.pattern.decode("latin-1"), pattern.flags & ~re.UNICODE)
    return _parser.parse(pattern.pattern, pattern.flags)


def _in_bytes(attack: _Attack) -> Callable[[int], bytes]:
    return lambda length: attack(length).encode("latin-1", "replace")


def _attacks_of(before: str, pump: str, after: str) -> Iterator[_Attack]:
    if not pump:
        return
    for end in _ENDS if before or after else _ENDS[:2]:
        yield partial(_repeated, before, pump, end)
    if before or after:
        yield partial(_repeated, "", before + pump, "")  # each start is an attempt of its own
        yield lambda length: _repeated("", before, "", length // 2) + _repeated("", pump, "", length // 2)
        yield partial(_repeated, "", before + pump + after, "\0")
        yield partial(_repeated, "", pump, after + "\0")
        yield partial(_repeated, before, pump + after, "\0")


def _repeated(before: str, part: str, end: str, length: int) -> str:
    """Return about so many characters of a part, between what leads to it and what ends it."""
    return before + part * (length // max(1, len(part))) + end


def _plans(tree: Any, before: str, after: str, alphabet: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what leads to each repeat, what it takes, and what would end it."""
    items = list(tree)
    for place, (op, argument) in enumerate(items):
        lead = before + "".join(_sample(item) for item in items[:place])
        rest = "".join(_sample(item) for item in items[place + 1 :]) + after
        if op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            _, most, body = argument
            if most >= _UNBOUNDED:
                for pump in _pumps(body, alphabet):
                    yield lead, pump, rest
            yield from _plans(body, lead, rest, alphabet)
        else:
            for inner in _inner(op, argument):
                yield from _plans(inner, lead, rest, alphabet)


def _inner(op: Any, argument: Any) -> list[Any]:
    """Return the patterns within one item, of which each can be what is met."""
    if op is code.BRANCH:
        return list(argument[1])
    if op is code.SUBPATTERN:
        return [argument[-1]]
    if op is code.ATOMIC_GROUP:
        return [argument]
    if op in (code.ASSERT, code.ASSERT_NOT):
        return [argument[1]]
    if op is code.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part is not None]
    return []


def _pumps(body: Any, alphabet: list[str]) -> list[str]:
    """Return what a repeat's body takes: its alternatives, and those of the pattern's letters that it takes too."""
    whole = "".join(map(_sample, body))
    found = [whole, *_alternatives(body)]
    if len(body) == 1 and body[0][0] in (code.IN, code.ANY, code.NOT_LITERAL):
        found += [letter for letter in alphabet if _takes(body[0], letter)]
    return list(dict.fromkeys(pump for pump in found if pump))[:_MOST_PUMPS]


def _alternatives(body: Any) -> Iterator[str]:
    for item in body:
        op, argument = item
        if op is code.IN:
            yield from _members(argument)
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            yield from _alternatives(argument[2])
        else:
            for inner in _inner(op, argument):
                yield "".join(map(_sample, inner))
                yield from _alternatives(inner)


def _takes(item: Any, letter: str) -> bool:
    op, argument = item
    if op is code.ANY:
        return letter != "\n"
    if op is code.NOT_LITERAL:
        return ord(letter) != argument
    listed = any(
        (kind is code.LITERAL and value == ord(letter))
        or (kind is code.RANGE and value[0] <= ord(letter) <= value[1])
        or (kind is code.CATEGORY and _is_of(value, letter))
        for kind, value in argument
    )
    return listed != (argument[0][0] is code.NEGATE)


def _is_of(category: Any, letter: str) -> bool:
    if category in (code.CATEGORY_DIGIT, code.CATEGORY_NOT_DIGIT):
        return letter.isdigit() == (category is code.CATEGORY_DIGIT)
    if category in (code.CATEGORY_SPACE, code.CATEGORY_NOT_SPACE):
        return letter.isspace() == (category is code.CATEGORY_SPACE)
    return (letter.isalnum() or letter == "_") == (category is code.CATEGORY_WORD)


def _members(argument: Any) -> list[str]:
    """Return some letters of a class."""
    if argument[0][0] is code.NEGATE:
        return [letter for letter in "a 0.\n-_<\u00e9\u4e00" if _takes((code.IN, argument), letter)]
    found: list[str] = []
    for kind, value in argument:
        if kind is code.LITERAL:
            found.append(chr(value))
        elif kind is code.RANGE:
            found += [chr(value[0]), chr(value[1])]
        elif kind is code.CATEGORY:
            found += _OF_CATEGORY[value]
    return found


def _sample(item: Any) -> str:
    """Return a short text that one item of a parsed pattern takes."""
    op, argument = item
    if op is code.LITERAL:
        return chr(argument)
    if op is code.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if op is code.ANY:
        return "x"
    if op is code.IN:
        return _members(argument)[0]
    if op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, _, body = argument
        return "".join(map(_sample, body)) * min(least, 40)
    inner = [] if op in (code.ASSERT, code.ASSERT_NOT) else _inner(op, argument)
    return "".join(map(_sample, inner[0])) if inner else ""


def _literals(tree: Any) -> Iterator[str]:
    """Yield the letters that a pattern names, and one of each class."""
    for op, argument in tree:
        if op is code.LITERAL:
            yield chr(argument)
        elif op is code.IN:
            yield from _members(argument)
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            yield from _literals(argument[2])
        else:
            for inner in _inner(op, argument):
                yield from _literals(inner)
