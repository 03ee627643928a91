"""In which order captures are opened, so that few have to be."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from math import isqrt

from linkwatch.archive import Capture

_ENOUGH_DOUBTFUL = 5  # captures opened, when one of them would do and none fits better
_OTHER_LENGTH = 0.3  # by so much of it
_TRIED_BY_LENGTH = 2
_SAME_LENGTH, _SAME_LENGTH_AT_MOST = 0.02, 16  # by so much of it, and bytes: a date, a number that differs
_TELLING_LENGTH = 500  # bytes of a record; half of a shorter one are its headers
_FAR_ONES = 2  # tried at each end of a side, if the first does not play


class Look(Enum):
    """What opening a capture showed."""

    FITS = auto()
    DOUBTFUL = auto()  # it would do if no other fits better
    MISFIT = auto()
    STAND_IN = auto()  # something that stands in place of pages, whatever page was asked for
    UNREADABLE = auto()  # the archive cannot play it back
    RULED_OUT = auto()  # that it does not fit was known before, so it was not opened


class Search:
    """A search for the capture that fits, by opening as few as possible.

    look: opens a capture. most: how many are opened at most. near: how many of the best may fail one after the other
    before the search goes far away. What does not play says nothing of its neighbours, so such captures do not count
    for that, and others of the same content are tried. What is as long as a stand-in for pages is held to be the same;
    but for one of them, which is tried when nothing else is left.
    """

    def __init__(
        self, look: Callable[[Capture], Awaitable[Look]], near_date: datetime, *, most: int = 8, near: int = 4
    ) -> None:
        self._look = look
        self._near_date = near_date.astimezone(UTC).strftime("%Y%m%d%H%M%S").zfill(14)
        self._most = most
        self._near = near
        self._failed = 0
        self._failed_lengths: list[int | None] = []
        self._seen: set[tuple[str, str]] = set()
        self._opened = 0
        self._refused_contents: set[str] = set()
        self._stand_ins: list[Capture] = []
        self.fallback: Capture | None = None

    async def nearest(self, ranked: Sequence[Capture]) -> Capture | None:
        """Open the best ones one by one, until too many have failed; all of them, if few are left."""
        while (left := self._left(ranked)) and self._may_open:
            if self._failed >= self._near and len(left) > self._most - self._opened:
                return None
            if await self._fits(left[0]):
                return left[0]
        return None

    async def anywhere(self, ranked: Sequence[Capture]) -> Capture | None:
        """Return the best capture that fits, as far as can be told."""
        return await self._by_periods(ranked) or await self._of_same_length(ranked)

    async def _of_same_length(self, ranked: Sequence[Capture]) -> Capture | None:
        """Try the earliest of those that are as long as a stand-in, for that may be chance."""
        alike = self._like_stand_ins(ranked)
        if not alike or not self._may_open or self.fallback is not None:
            return None
        earliest = min(alike, key=lambda capture: capture.timestamp)
        if not await self._fits(earliest):
            return None
        self._stand_ins.clear()
        return await self.nearest(ranked) or earliest

    async def _by_periods(self, ranked: Sequence[Capture]) -> Capture | None:
        """Return the best capture that fits, if it is not as long as a stand-in.

        When the best ones fail, a whole period is likely to be wrong (a parked domain, a login wall). Then the earliest
        of all is the best guess, and the latest the next one; from where one fits, the gap is halved towards the best.
        """
        chosen = await self.nearest(ranked)
        left = self._left(ranked)
        if chosen is not None or not left:
            return chosen
        for capture in self._of_other_length(left)[:_TRIED_BY_LENGTH]:
            if self._may_open and await self._fits(capture):
                return capture
        left = self._left(ranked)
        before = [capture for capture in left if capture.timestamp < self._near_date]
        after = [capture for capture in left if capture.timestamp >= self._near_date]
        gaps = [(side, -1, len(side) - 1) for side in (before, after) if side]
        for side, low, _ in gaps:
            for far in range(len(side) - 1, max(len(side) - 1 - _FAR_ONES, -1), -1):
                seen = await self._open(side[far]) if self._may_open else Look.MISFIT
                if seen is Look.FITS:
                    return await self._halve(side, low, far)
                if seen is not Look.UNREADABLE:
                    break
        while gaps and self._may_open:
            side, low, high = gaps.pop(0)
            middle = (low + high) // 2
            if not low < middle < high:
                continue
            if await self._fits(side[middle]):
                return await self._halve(side, low, middle)
            gaps += [(side, low, middle), (side, middle, high)]
        return None

    async def _halve(self, side: Sequence[Capture], low: int, high: int) -> Capture:
        """Go from a capture that fits towards the best ones, by the middle of the logarithms: periods end nearby."""
        while high - low > 1 and self._opened < self._most:
            offset = self._near + 1
            middle = isqrt((low + offset) * (high + offset)) - offset
            middle = min(max(middle, low + 1), high - 1)
            if await self._fits(side[middle]):
                high = middle
            else:
                low = middle
        return side[high]

    def _of_other_length(self, left: Sequence[Capture]) -> list[Capture]:
        """Return the best captures that are of another length than those that failed, if these are the fewer.

        Errors and landing pages of a site are about as long as each other, whatever stands in them.
        """
        failed = [length for length in self._failed_lengths if length]
        others = [
            capture
            for capture in left
            if capture.length and all(abs(capture.length - length) > _OTHER_LENGTH * length for length in failed)
        ]
        return others if failed and len(others) < len(left) / 2 else []

    @property
    def _may_open(self) -> bool:
        return self._opened < (self._most if self.fallback is None else min(self._most, _ENOUGH_DOUBTFUL))

    async def _fits(self, capture: Capture) -> bool:
        return await self._open(capture) is Look.FITS

    async def _open(self, capture: Capture) -> Look:
        self._seen.add(_key(capture))
        seen = await self._look(capture)
        if seen is Look.RULED_OUT:
            return seen
        self._opened += 1
        if seen is Look.STAND_IN and capture.length:
            self._stand_ins.append(capture)
        if seen in (Look.MISFIT, Look.STAND_IN, Look.DOUBTFUL):
            self._failed += 1
            self._failed_lengths.append(capture.length)
            if capture.digest not in ("", "-"):
                self._refused_contents.add(capture.digest)
        if seen is Look.DOUBTFUL and self.fallback is None:
            self.fallback = capture
        return seen

    def _left(self, captures: Sequence[Capture]) -> list[Capture]:
        """Return the captures that are worth opening yet, the best of each content, without those like stand-ins."""
        alike = set(map(_key, self._like_stand_ins(captures)))
        return [capture for capture in self._unseen(captures) if _key(capture) not in alike]

    def _like_stand_ins(self, captures: Sequence[Capture]) -> list[Capture]:
        """Return the captures as long as a stand-in that were not opened, where an index tells lengths."""
        if not self._stand_ins or len({capture.length for capture in captures}) == 1:
            return []
        unseen = self._unseen(captures)
        return [one for one in unseen if any(_is_as_long(stand_in, one) for stand_in in self._stand_ins)]

    def _unseen(self, captures: Sequence[Capture]) -> list[Capture]:
        """Return the best capture of each content of which none was opened."""
        seen = set(self._refused_contents)
        unseen = []
        for capture in captures:
            if _key(capture) in self._seen or capture.digest in seen:
                continue
            if capture.digest not in ("", "-"):
                seen.add(capture.digest)
            unseen.append(capture)
        return unseen


def _is_as_long(one: Capture, other: Capture) -> bool:
    """Tell whether two captures are of one kind and one length but for a date or a number in them."""
    if one.media_type != other.media_type or not one.length or not other.length or one.length < _TELLING_LENGTH:
        return False
    return abs(one.length - other.length) <= min(_SAME_LENGTH * one.length, _SAME_LENGTH_AT_MOST)


def _key(capture: Capture) -> tuple[str, str]:
    return capture.timestamp, capture.original_url
