"""Open files and sockets, of which the system grants each process only so many: how many connections that leaves.

A connection that cannot be opened for want of descriptors says nothing of the site that it was to lead to.
"""

import contextlib
import errno
import re
import resource
from dataclasses import dataclass

from linkwatch.errors import FilesUsedUpError, MachineError

_WANTED = 65_536  # a limit below this is raised as far as is allowed
# What is open beside connections to sites, at most.
_OWN = {
    "standard streams, the event loop, reports": 9,
    "the database, its log and index, and files that SQLite sorts in": 6,
    "the resolver": 7,
    "archives, and whoever asks for /healthz": 5,
    "a worker that is being started": 3,
}
_PER_CONNECTION = 2  # a second address of a host is tried where the first does not answer at once
_ENOUGH_TO_KEEP_OPEN = 1800  # idle connections, six for each of the hosts that are looked at just now
_NUMBERS = re.compile(r"\[Errno (\d+)\]")
_USED_UP = frozenset({errno.EMFILE, errno.ENFILE})


@dataclass(frozen=True, slots=True)
class Room:
    """What the limit allows. at_once: connections. keeps_open: whether they may stay open while nothing is asked."""

    limit: int
    at_once: int
    keeps_open: bool


def raise_limit() -> int:
    """Raise this process's limit of open files as far as is useful and allowed, and return it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _WANTED if soft == resource.RLIM_INFINITY else soft


def room_for(at_once: int, workers: int, limit: int) -> Room:
    """Return how many connections of those asked for may be open at once.

    workers: processes that read, with a socket each. limit: of open files. Raises MachineError if not one may.
    """
    own = sum(_OWN.values()) + workers
    left = (limit - own) // _PER_CONNECTION
    if left < 1:
        raise MachineError(f"the limit of open files is {limit} (ulimit -n), and {own + _PER_CONNECTION} are needed")
    keeps_open = left * _PER_CONNECTION >= at_once * _PER_CONNECTION + _ENOUGH_TO_KEEP_OPEN
    return Room(limit, min(at_once, left), keeps_open)


def are_used_up(error: BaseException) -> bool:
    """Tell whether an error says that no more files or sockets can be opened."""
    if not isinstance(error, OSError):
        return False
    numbers = [error.errno] if error.errno else map(int, _NUMBERS.findall(str(error)))
    return not _USED_UP.isdisjoint(numbers)


def used_up() -> FilesUsedUpError:
    """Return what to raise then."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return FilesUsedUpError(f"this machine has no more open files to give: the limit is {limit} (ulimit -n)")
