"""From bytes to facts: the one door for whatever looks at content from outside.

A page, an article, a feed or a captured page may be made so that reading it takes for ever, and a disk may never
answer. So nothing of that is done on the event loop, nor in a thread, which nobody can cut off. `workers.py` reads in
processes that are killed when their budget is used up; `worker.py` is such a process. What counts a whole database of
ours is cut off in the same way.

    facts = await reader(PAGE, read_page, body, media_type, charset, url)

This file is loaded by every worker, so it imports next to nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Budget:
    """What one act may use.

    cpu: seconds of computing, which do not depend on how busy the machine is. wall: seconds in all, for an act that
    waits. memory: bytes of address space. answer: bytes of what it returns, which the process that asked has to hold.
    waits: the act waits for a disk more than it computes; it must not take the place of one that computes.
    """

    cpu: float
    wall: float
    memory: int = 1024 * _MB
    waits: bool = False
    answer: int = 128 * _MB


PAGE = Budget(cpu=4, wall=60)
"""For a page, whole or cut at a few megabytes, which takes a tenth of a second for each."""

LIST = Budget(cpu=120, wall=600, memory=3072 * _MB, answer=512 * _MB)
"""For a feed or sitemap, of which feeds of 50 000 entries take a minute."""

DISK = Budget(cpu=60, wall=120, waits=True)
"""For one file."""

FOLDER = Budget(cpu=300, wall=1200, waits=True, answer=512 * _MB)
"""For the names in a folder and below it, of which there may be a million."""


def article_budget(size: int) -> Budget:
    """Return what reading an article of so many bytes may use.

    Hostile ones take five seconds a megabyte. Memory suffices for pages of a dozen megabytes, and for the beginning
    of larger ones (see `extract`), so that a worker and the process that holds the article stay below 500 MB.
    """
    cpu = min(10 + 15 * size / _MB, 240)
    return Budget(cpu=cpu, wall=60 + 4 * cpu, memory=336 * _MB)


class Reader(Protocol):
    """Carries out acts that look at content from outside."""

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the act returns, raise what it raises.

        act: a function that its module and name are enough to find, from plain values to plain values: both may go to
        another process and back.
        Raises TooMuchWorkError where the budget does not suffice, LinkwatchError where nothing can be read at all.
        """


class Here:
    """Carries out acts at once, within no budget: for content of our own."""

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the act returns, raise what it raises."""
        return act(*args, **kwargs)
