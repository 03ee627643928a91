"""In which order captures are opened, so that few have to be."""

from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto

from linkwatch.archive import Capture

_MOST_OPENED = 8
_ONE_BY_ONE = 4


class Look(Enum):
    """What opening a capture showed."""

    FITS = auto()
    MISFIT = auto()
    UNREADABLE = auto()  # the archive cannot play it back


async def first_that_fits(ranked: Sequence[Capture], look: Callable[[Capture], Awaitable[Look]]) -> Capture | None:
    """Return the best capture whose content fits, None where none of those opened does.

    The best few are opened one by one. If none fits, a whole period is likely to be wrong (a parked domain, a login
    wall): the next ones are taken at growing distances, and after a hit the gap before it is halved towards the
    best capture. Equal contents are opened once. Where the archive plays nothing back at all, the index's word has
    to do: the best capture with status 200 is the answer.
    """
    distinct = _distinct(ranked)
    looks: list[Look] = []

    async def fits(index: int) -> bool:
        looks.append(await look(distinct[index]))
        return looks[-1] is Look.FITS

    low, high = -1, 0
    hit = False
    while high < len(distinct) and len(looks) < _MOST_OPENED:
        hit = await fits(high)
        if hit:
            break
        low = high
        high += 1 if len(looks) < _ONE_BY_ONE else 2 ** (len(looks) - _ONE_BY_ONE + 1)
        if high >= len(distinct) and low < len(distinct) - 1:
            high = len(distinct) - 1
    if not hit:
        nothing_read = Look.MISFIT not in looks
        return next((capture for capture in ranked if capture.http_status == 200), None) if nothing_read else None
    while high - low > 1 and len(looks) < _MOST_OPENED:
        middle = (low + high) // 2
        if await fits(middle):
            high = middle
        else:
            low = middle
    return distinct[high]


def _distinct(captures: Sequence[Capture]) -> list[Capture]:
    """Return the captures without those that repeat the content of an earlier one."""
    seen: set[str] = set()
    distinct = []
    for capture in captures:
        if capture.digest in seen:
            continue
        if capture.digest not in ("", "-"):
            seen.add(capture.digest)
        distinct.append(capture)
    return distinct
