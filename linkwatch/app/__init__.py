"""What commands do: settings in, work done; one file for each thing, so that a command loads only what it uses.

`tools.py` and `readers.py` alone choose concrete classes. This file is loaded by every command, so
it imports next to nothing.
"""

import re
from datetime import UTC, datetime

from linkwatch import urls
from linkwatch.errors import UsageError
from linkwatch.model import Target, TargetKind

_HOST = re.compile(r"(?://)?[\w-]+(?:\.[\w-]+)*(?:[/?#].*)?")
_HOST_WITH_PORT = re.compile(r"(?:localhost|[\w-]+(?:\.[\w-]+)+):\d+(?:[/?#].*)?")  # which reads like a scheme

_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:")


def utc_now() -> datetime:
    """The time as everything in linkwatch wants it."""
    return datetime.now(UTC)


def given_target(text: str) -> Target:
    """What a URL on the command line means; a missing scheme is not guessed."""
    target = urls.resolve(text, None, None)
    if target.kind is TargetKind.FRAGMENT:
        return Target(TargetKind.PLACEHOLDER, text)
    return target


def target_to_ask(text: str) -> Target:
    """What a URL on the command line means that is to be asked. Raises UsageError for one that lacks its scheme."""
    if _HOST.fullmatch(text) or _HOST_WITH_PORT.fullmatch(text):
        raise UsageError(f"{text}: not a URL: did you mean https://{text.removeprefix('//')}?")
    if text.strip() and not text.startswith("#") and _SCHEME.match(text) is None:
        raise UsageError(f"{text}: not a URL: write it with its scheme, as in https://example.org/page")
    return given_target(text)
