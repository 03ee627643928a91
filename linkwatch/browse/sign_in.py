"""Who may act: whoever opened the link that `linkwatch browse --token` printed. One person at a time.

The link holds a token that counts once. Whoever shows it has a session from then on, until they sign out or the program
ends; then the next link is printed. Both are long random texts that stand in no file.
"""

import secrets
import time
from collections import deque
from collections.abc import Callable

from datasette.views.base import DatasetteError

MOST_WRONG = 10
"""Wrong tokens in a minute; then nobody signs in until that is over."""

_MINUTE = 60.0
_LONGEST_TOKEN = 200


class SignIn:
    """The one token and the one session. who: the name under which all is done. monotonic: seconds."""

    def __init__(self, who: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.who = who
        self._monotonic = monotonic
        self._wrong: deque[float] = deque(maxlen=MOST_WRONG)
        self._session: str | None = None
        self.token: str | None = _new()

    def take(self, token: str) -> str:
        """Return a new session for the right token, which counts no more then. Raises DatasetteError, in words."""
        now = self._monotonic()
        if len(self._wrong) == MOST_WRONG and now - self._wrong[0] < _MINUTE:
            raise DatasetteError("Wait a minute, then try again.", title="Too many wrong tokens", status=429)
        if self.token is None or not _same(token, self.token):
            self._wrong.append(now)
            raise DatasetteError(
                "It is not the right one, or it was used already: a link counts once. The next one is printed when you "
                "sign out, or when linkwatch browse is started again.",
                title="This link does not sign you in",
                status=403,
            )
        self.token = None
        self._session = _new()
        return self._session

    def is_session(self, session: str) -> bool:
        """Tell whether this session is the one that goes on."""
        return self._session is not None and _same(session, self._session)

    def end(self) -> None:
        """End the session, and make the next token."""
        self._session, self.token = None, _new()


def _new() -> str:
    return secrets.token_urlsafe(32)


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given[:_LONGEST_TOKEN].encode("utf-8", "replace"), right.encode())
