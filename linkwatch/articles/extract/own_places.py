"""Places within an article that it leads to itself: only those that are not there are told."""

from collections.abc import Callable

from linkwatch.anchors import Anchors
from linkwatch.model import Target, TargetKind


class OwnPlaces:
    """Knows the named places of an article. read: finds them, which is only done where one is asked for.

    own: the article. Where it stands nowhere, nothing can be told of its places.
    """

    def __init__(self, own: Target, read: Callable[[], Anchors]) -> None:
        self._can_be_told = own.kind in (TargetKind.WEB, TargetKind.FILE)
        self._read = read
        self._anchors: Anchors | None = None
        self._known: dict[str, bool] = {}

    def lack(self, href: str) -> bool:
        """Tell whether an href leads to a place within the article that is certainly not there."""
        if not self._can_be_told:
            return False
        fragment = href.partition("#")[2].rstrip()
        if fragment not in self._known:
            if self._anchors is None:
                self._anchors = self._read()
            self._known[fragment] = self._anchors.find(fragment) is False
        return self._known[fragment]
