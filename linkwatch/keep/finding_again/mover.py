"""Looks for the pages of dead links, one call a link; what sites list is remembered between calls."""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from linkwatch.archive import History
from linkwatch.keep.finding_again import Ask, Copies, Lists
from linkwatch.keep.finding_again.past import Past
from linkwatch.keep.finding_again.search import Search
from linkwatch.keep.finding_again.site import Sites
from linkwatch.keep.finding_again.spending import Spending, SpentError
from linkwatch.model import MovedAnswer, Snapshot
from linkwatch.reading import Reader
from linkwatch.urls import is_web, redact


class Mover:
    """Finds where pages are now.

    ask: the live web. copies, history: the archives. clock: seconds, by which what a site lists grows old.
    """

    def __init__(
        self,
        ask: Ask,
        reader: Reader,
        lists: Lists,
        copies: Copies,
        history: History | None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._reader = reader
        self._copies = copies
        self._history = history
        self._sites = Sites(ask, reader, lists, clock)

    async def find(self, url: str, snapshot: Snapshot | None) -> MovedAnswer:
        """Return where the page of a dead link is now, if something vouches for an answer.

        snapshot: the copy that shows what was cited. Nothing is raised for anything that sites and archives do.
        """
        if not is_web(url) or redact(url) != url:
            return MovedAnswer(None)
        spending = Spending()
        past = Past(url, self._history, self._copies, self._reader, spending)
        moved = None
        with suppress(SpentError):
            moved = await Search(url, snapshot, past, self._sites, spending).run()
        return MovedAnswer(moved, spending.requests, spending.archive.requests)
