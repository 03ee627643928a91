"""What is said to a `fork_server.py`, and what it says: pickled values, each a message of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 2**18  # bytes; longer ones do not fit into a socket
MOST_FILES = 4  # that come with an order


@dataclass(frozen=True, slots=True)
class Start:
    """Start a process.

    number: what it is called from now on. files: how many come with this order, for it; the first is its end of a
    socket. module: the one whose `main` it carries out. loads: others that it will need. environment, path, folder: as
    they are now where it is wanted.
    """

    number: int
    files: int
    module: str
    loads: Sequence[str]
    environment: Mapping[str, str]
    path: Sequence[str]
    folder: str


@dataclass(frozen=True, slots=True)
class Load:
    """Load modules that processes will need which are not wanted yet."""

    modules: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kill:
    """Kill a process."""

    number: int


@dataclass(frozen=True, slots=True)
class Started:
    """A process is there. With this comes a descriptor of it. process: its id."""

    number: int
    process: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A process has ended. code: as subprocess.Popen tells it."""

    number: int
    code: int
