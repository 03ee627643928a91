"""What was changed in a file, as a unified patch that `git apply` and `patch -p1` take.

It is made of the changes themselves: no search for differences, so that its time grows with the file and no faster.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

Change = tuple[int, int, bytes]  # of the bytes before: from, to, and what stands there now

_CONTEXT = 3  # lines
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_TO_BE_QUOTED = re.compile(rb"[\x00-\x1f\"\\\x7f-\xff]")
_ESCAPES = {ord("\t"): b"\\t", ord("\n"): b"\\n", ord('"'): b'\\"', ord("\\"): b"\\\\"}


def unified(name: str, before: bytes, changes: Sequence[Change]) -> bytes:
    """Return the patch; b"" where nothing was changed. name: with slashes, as the patch is to find the file."""
    if not changes:
        return b""
    lines = _LINE.findall(before)
    starts = [0, *_ends(lines)]
    blocks = list(_blocks(starts, changes, len(lines)))
    patch = [b"--- " + _named(f"a/{name}"), b"+++ " + _named(f"b/{name}")]
    shift = 0
    for hunk in _hunks(blocks):
        first, last = max(0, hunk[0][0] - _CONTEXT), min(len(lines), hunk[-1][1] + _CONTEXT)
        content = []
        at, added = first, 0
        for start, end, inside in hunk:
            new = _LINE.findall(_changed(before, starts[start], starts[end], inside))
            content += [b" " + line for line in lines[at:start]]
            content += [b"-" + line for line in lines[start:end]]
            content += [b"+" + line for line in new]
            at, added = end, added + len(new) - (end - start)
        content += [b" " + line for line in lines[at:last]]
        count = last - first
        patch.append(b"@@ -%d,%d +%d,%d @@\n" % (first + 1, count, first + 1 + shift, count + added))
        patch += [line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in content]
        shift += added
    return b"".join(patch)


def _ends(lines: Sequence[bytes]) -> Iterator[int]:
    end = 0
    for line in lines:
        end += len(line)
        yield end


def _blocks(starts: Sequence[int], changes: Sequence[Change], count: int) -> Iterator[tuple[int, int, list[Change]]]:
    """Yield which lines change, with the changes in them: those of one line together."""
    block: tuple[int, int, list[Change]] | None = None
    for change in changes:
        first = min(bisect_right(starts, change[0]) - 1, count - 1)
        last = max(first, min(bisect_right(starts, change[1] - 1) - 1, count - 1)) + 1
        if block is not None and first < block[1]:
            block = block[0], max(block[1], last), [*block[2], change]
            continue
        if block is not None:
            yield block
        block = first, last, [change]
    if block is not None:
        yield block


def _hunks(blocks: list[tuple[int, int, list[Change]]]) -> Iterator[list[tuple[int, int, list[Change]]]]:
    """Yield the blocks that are so near that their context would meet, together."""
    hunk = blocks[:1]
    for before, block in pairwise(blocks):
        if block[0] - before[1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    yield hunk


def _changed(before: bytes, start: int, end: int, changes: Sequence[Change]) -> bytes:
    pieces = []
    at = start
    for first, last, written in changes:
        pieces += [before[at:first], written]
        at = last
    return b"".join([*pieces, before[at:end]])


def _named(name: str) -> bytes:
    """Write a name as git does; a tab ends one with spaces, as `patch` wants it."""
    raw = name.encode("utf-8", "surrogateescape")
    if _TO_BE_QUOTED.search(raw):
        return b'"' + _TO_BE_QUOTED.sub(lambda match: _ESCAPES.get(match[0][0], b"\\%03o" % match[0][0]), raw) + b'"\n'
    return raw + (b"\t\n" if b" " in raw else b"\n")
