"""What is told of a run to nobody: a program reads it in the report."""

from linkwatch.model import Status, Unreadable


class Silent:
    """Fits `running.Watcher`: what happens on the way is in the report."""

    def reading(self, uri: str) -> None:
        """An article is being read."""

    def unreadable(self, problem: Unreadable) -> None:
        """An article cannot be read."""

    def planned(self, links: int) -> None:
        """So many links are to be looked at."""

    def settled(self, status: Status) -> None:
        """One link has its verdict."""

    def seeking(self, asked: int, answered: int) -> None:
        """So many links were handed to the archives, and so many answered."""

    def ended(self, url: str, status: Status) -> None:
        """One link has its verdict."""

    def pausing(self, authority: str, seconds: float, longest: float) -> None:
        """A host asked to be left alone."""
