"""Which citations of an article that was read again are those of before.

One is the same if it has the same link, href and anchor text, wherever in the article it is now. Of several such ones
each is the one in the same sentence, then the n-th of the others the n-th; first those that are there are matched, then
those that vanished earlier.
"""

import sqlite3
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_OLD = """
SELECT id, link_id, href, text, context, removed_at IS NULL FROM citations WHERE article_id = ? ORDER BY position, id
"""
_NEW = "SELECT position, link_id, href, text, context FROM incoming ORDER BY position"
_PUT = "UPDATE incoming SET citation_id = ? WHERE position = ?"


class _Seen(NamedTuple):
    """A citation, small: an article may have thousands. number: its id, or its position. like, sentence: hashes."""

    number: int
    like: int
    sentence: int


def recognise(raw: sqlite3.Connection, article_id: int) -> bool:
    """Note which of the incoming citations of an article it had before. Return whether it had any at all."""
    there: list[_Seen] = []
    gone: list[_Seen] = []
    for *written, is_there in raw.execute(_OLD, [article_id]):
        (there if is_there else gone).append(_seen(*written))
    new = [_seen(*written) for written in raw.execute(_NEW)] if there or gone else []
    found: dict[int, int] = {}
    for old in (there, gone):
        for key in (_by_sentence, _by_words):
            left_old = [each for each in old if each.number not in found]
            found |= dict(_pairs(left_old, new, key))
            matched = set(found.values())
            new = [each for each in new if each.number not in matched]
    raw.executemany(_PUT, found.items())
    return bool(there or gone)


def _seen(number: int, link_id: int, href: str, text: str, context: str) -> _Seen:
    like = hash((link_id, href, text))
    return _Seen(number, like, hash((like, context)))


def _by_sentence(each: _Seen) -> int:
    return each.sentence


def _by_words(each: _Seen) -> int:
    return each.like


def _pairs(old: Iterable[_Seen], new: Iterable[_Seen], key: Callable[[_Seen], int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of an old one and the new one that it is."""
    waiting = defaultdict[int, deque[int]](deque)
    for each in old:
        waiting[key(each)].append(each.number)
    for each in new:
        if like := waiting.get(key(each)):
            yield like.popleft(), each.number
