"""The index of a folder of WARC files: CDXJ, one line a record, one sorted file beside each WARC file.

    indexes/NAME.cdxj      sorted: what pywb reads, and what is searched by halving
    indexes/NAME.added     lines of a file that is being written, in the order of its records

Lines are added behind each other and sorted in when the WARC file is closed, or by the next writer after a crash.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from pathlib import Path
from typing import IO, Self

_MOST_ADDED = 10_000  # lines that are kept in memory until they are sorted in


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index. key: the URL's, see `warc.key_of`. timestamp: 14 digits. fields: the record's."""

    key: str
    timestamp: str
    fields: dict[str, str]

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a line, None where it is cut off or none of ours."""
        key, _, rest = text.partition(" ")
        timestamp, _, fields = rest.partition(" ")
        try:
            told = json.loads(fields)
        except ValueError:
            return None
        return cls(key, timestamp, told) if isinstance(told, dict) and {"offset", "length"} <= told.keys() else None

    @property
    def end(self) -> int:
        """Where its record ends in the WARC file."""
        return int(self.fields["offset"]) + int(self.fields["length"])

    def __str__(self) -> str:
        return f"{self.key} {self.timestamp} {json.dumps(self.fields)}\n"


class Index:
    """The index of one WARC file that is being written. name: without its suffixes."""

    def __init__(self, folder: Path, name: str) -> None:
        self._sorted = folder / f"{name}.cdxj"
        self._added = folder / f"{name}.added"
        self._by_key: dict[str, list[Line]] = {}
        self._count = 0
        self._file: IO[bytes] | None = None

    def add(self, line: Line) -> None:
        """Add a line; it is on the disk when this returns."""
        if self._file is None:
            self._file = self._added.open("ab")
        self._file.write(str(line).encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._by_key.setdefault(line.key, []).append(line)
        self._count += 1
        if self._count >= _MOST_ADDED:
            self.sort_in()

    def added(self, key: str) -> list[Line]:
        """Return the lines of a key that are not sorted in yet."""
        return self._by_key.get(key, [])

    def end(self) -> int | None:
        """Return where the last record ends that the lines on the disk tell of, None if there are none."""
        ends = (line.end for path in (self._sorted, self._added) for line in _lines_in(path))
        return max(ends, default=None)

    def sort_in(self) -> None:
        """Sort in what was added. A crash on the way leaves lines twice, which the next time sees to."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._added.exists():
            added = sorted(str(line).encode() for line in _lines_in(self._added))
            self._sorted.touch()
            draft, last = self._sorted.with_suffix(".new"), b""
            with self._sorted.open("rb") as there, draft.open("wb") as file:
                for text in merge(there, added):
                    if text != last:
                        file.write(text)
                    last = text
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._sorted)
            self._added.unlink()
        self._by_key, self._count = {}, 0


def _lines_in(path: Path) -> Iterator[Line]:
    """Yield the lines of a file, if it is there, but for one that a crash cut off."""
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from (line for text in file if (line := Line.parse(text)) is not None)


def lines_of(path: Path, key: str) -> Iterator[Line]:
    """Yield the lines of a key in a sorted file; what is read grows with the logarithm of its size."""
    wanted = key.encode() + b" "
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:  # the first place after which a line begins that is not before the wanted ones
            middle = (low + high) // 2
            line = _line_after(file, middle)
            if line and line < wanted:
                low = middle + 1
            else:
                high = middle
        text = _line_after(file, low)
        while text.startswith(wanted):
            line_there = Line.parse(text.decode("utf-8", "replace"))
            if line_there is not None:
                yield line_there
            text = file.readline()


def _line_after(file: IO[bytes], place: int) -> bytes:
    """Return the first line that begins at a place or behind it, b"" where there is none."""
    file.seek(max(0, place - 1))
    if place:
        file.readline()
    return file.readline()
