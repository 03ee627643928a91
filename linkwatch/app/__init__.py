"""What commands do: settings in, work done; one file for each thing, so that a command loads only what it uses.

`tools.py` and `readers.py` alone choose concrete classes. This file is loaded by every command, so
it imports next to nothing.
"""

from datetime import UTC, datetime

from linkwatch import urls
from linkwatch.model import Target, TargetKind


def utc_now() -> datetime:
    """The time as everything in linkwatch wants it."""
    return datetime.now(UTC)


def given_target(text: str) -> Target:
    """What a URL on the command line means; a missing scheme is not guessed."""
    target = urls.resolve(text, None, None)
    if target.kind is TargetKind.FRAGMENT:
        return Target(TargetKind.PLACEHOLDER, text)
    return target
