"""In which order captures are opened, so that few have to be."""

from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto

from linkwatch.archive import Capture

_UNREADABLE_IN_A_ROW = 3  # then the archive's playback is what does not work


class Look(Enum):
    """What opening a capture showed."""

    FITS = auto()
    MISFIT = auto()
    UNREADABLE = auto()  # the archive cannot play it back


async def first_that_fits(
    ranked: Sequence[Capture], look: Callable[[Capture], Awaitable[Look]], *, one_by_one: int = 4, most: int = 8
) -> Capture | None:
    """Return the best capture whose content fits, None where none of those opened does, which are at most `most`.

    The best `one_by_one` are opened one after the other. If none fits, a whole period is likely to be wrong (a
    parked domain, a login wall): the next ones are taken at growing distances, and after a hit the gap before it
    is halved towards the best capture. Equal contents are opened once.
    """
    distinct = _distinct(ranked)
    looks: list[Look] = []

    async def fits(index: int) -> bool:
        looks.append(await look(distinct[index]))
        return looks[-1] is Look.FITS

    low, high = -1, 0
    hit = False
    while high < len(distinct) and len(looks) < most:
        hit = await fits(high)
        if hit:
            break
        if looks == [Look.UNREADABLE] * _UNREADABLE_IN_A_ROW:
            break
        low = high
        high += 1 if len(looks) < one_by_one else 2 ** (len(looks) - one_by_one + 1)
        if high >= len(distinct) and low < len(distinct) - 1:
            high = len(distinct) - 1
    if not hit:
        return None
    while high - low > 1 and len(looks) < most:
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
