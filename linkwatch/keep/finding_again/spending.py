"""How many requests one link may cost."""

from linkwatch.archive import Spent

MOST = 12


class SpentError(Exception):
    """No request is left for this link."""


class Spending:
    """Counts the requests for one link, to the archive and to sites alike."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._live = 0
        self.archive = Spent()

    @property
    def requests(self) -> int:
        """How many were sent so far."""
        return self._live + self.archive.requests

    @property
    def left(self) -> int:
        """How many may still be sent."""
        return self._most - self.requests

    def require(self, requests: int = 1) -> None:
        """Raise SpentError unless so many requests are left."""
        if self.left < requests:
            raise SpentError

    def count(self, requests: int) -> None:
        """Count requests that were sent to sites."""
        self._live += requests
