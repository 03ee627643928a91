"""Which processes work for a process: those that it has started, and those that were forked for it."""

from pathlib import Path

_SERVER, _FORKED_SERVER = b"linkwatch.reading.fork_server", "reading.fork_server"[:15]


def workers_of(process: int) -> set[int]:
    """Return the processes that work for another one, without those that do nothing but fork them."""
    found = set()
    for child in _children(process):
        is_server = _SERVER in command(child) or name(child) == _FORKED_SERVER
        found |= _children(child) if is_server else {child}
    return found


def family_of(process: int) -> set[int]:
    """Return all processes that another one has brought about."""
    return workers_of(process) | _children(process)


def command(process: int) -> bytes:
    """Return the command line of a process; nothing once it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def name(process: int) -> str:
    """Return the name of a process, as far as the kernel keeps it: 15 bytes; nothing once it has ended."""
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _children(process: int) -> set[int]:
    try:
        return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except (FileNotFoundError, ProcessLookupError):
        return set()
