"""Patterns that users write, matched against addresses that strangers wrote: within a bounded time.

They are matched by `regex`, which reads what Python's own engine reads and can be told to give up. What is not known
in time counts as found: what a user may have excluded is not asked.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex  # most runs have no pattern of a user

_SECONDS = 0.1  # for one address; an ordinary pattern takes microseconds

_log = logging.getLogger(__name__)


def any_of(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return what says whether one of some patterns is found in an address. Raises ValueError, see `checked`."""
    compiled = [checked(pattern) for pattern in patterns]
    if not compiled:
        return lambda _: False

    def is_found(url: str) -> bool:
        return any(_is_found(pattern, url) for pattern in compiled)

    return is_found


def checked(pattern: str) -> "regex.Pattern[str]":
    """Return a compiled pattern. Raises ValueError in words for what is none."""
    import regex  # most runs have no pattern of a user

    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(f"not a regular expression: {error}") from error


def replaced(pattern: "regex.Pattern[str]", to: str, url: str) -> str | None:
    """Return an address with the first find replaced; None where nothing is found in time.

    Raises ValueError for a replacement that names no group of the pattern.
    """
    import regex  # most runs have no pattern of a user

    try:
        changed, count = pattern.subn(to, url, count=1, timeout=_SECONDS)
    except TimeoutError:
        _tell(pattern)
        return None
    except (regex.error, IndexError) as error:
        raise ValueError(f"not a replacement of this pattern: {error}") from error
    return changed if count else None


def check_replacement(pattern: "regex.Pattern[str]", to: str) -> None:
    """Raise ValueError, as `replaced` does, for a replacement that names no group of the pattern."""
    # only where something is found are its groups asked for: the same groups, and nothing at all is found, too
    replaced(checked(f"{pattern.pattern}\n|"), to, "")


def _is_found(pattern: "regex.Pattern[str]", url: str) -> bool:
    try:
        return pattern.search(url, timeout=_SECONDS) is not None
    except TimeoutError:
        _tell(pattern)
        return True


def _tell(pattern: "regex.Pattern[str]") -> None:
    _log.warning("the pattern %r takes too long on some address: simplify it", pattern.pattern)
