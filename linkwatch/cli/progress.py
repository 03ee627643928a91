"""Progress of a run on standard error: a bar with counts on a terminal, else only what went wrong."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from linkwatch.model import TROUBLED, Status, Unreadable
from linkwatch.urls import redact

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHOWN = (*TROUBLED, Status.REDIRECTED)


class Watcher:
    """Counts what a run tells of itself and, with a Progress, shows it. Fits `pipeline.Watcher`."""

    def __init__(
        self, progress: "Progress | None" = None, *, is_verbose: bool = False, names_unreadable: bool = True
    ) -> None:
        self._is_verbose = is_verbose
        self._names_unreadable = names_unreadable
        self.unreadable_count = 0
        self._told: set[str] = set()
        self._articles = 0
        self._by_status: Counter[Status] = Counter()
        self._progress = progress
        self._bar = progress.add_task("reading", total=None, counts="") if progress else None
        self._archive_bar: TaskID | None = None

    def reading(self, uri: str) -> None:
        """An article is being read."""
        self._articles += 1
        self._show(f"reading, {self._articles} articles", counts=_safe(uri))

    def unreadable(self, problem: Unreadable) -> None:
        """An article cannot be read: a line that stays, told once however often it is met."""
        self.unreadable_count += 1
        if self._names_unreadable and problem.error not in self._told:
            self._told.add(problem.error)
            click.echo(f"linkwatch: {_safe(problem.error)}", err=True)

    def planned(self, links: int) -> None:
        """So many links are to be looked at."""
        if self._progress and self._bar is not None:
            self._progress.reset(self._bar, total=links, description="checking links", counts="")

    def settled(self, status: Status) -> None:
        """One link has its verdict."""
        self._by_status[status] += 1
        counts = ", ".join(f"{self._by_status[shown]} {shown}" for shown in _SHOWN if self._by_status[shown])
        self._show("checking links", counts=counts, advance=1)

    def pausing(self, authority: str, seconds: float, longest: float) -> None:
        """A host asked to be left alone for so many seconds; longer than `longest` is not waited for."""
        if self._progress:
            then = "waiting" if seconds <= longest else "too long to wait for: some of its links will stay unchecked"
            self._progress.console.print(
                f"{_safe(authority)} asks for a pause of {seconds:.0f} s: {then}", markup=False, highlight=False
            )

    def ended(self, url: str, status: Status) -> None:
        """One link has its verdict: a line that stays, for those who want to see each."""
        if self._is_verbose:
            click.echo(f"{status:<10}  {_safe(redact(url))}", err=True)

    def seeking(self, asked: int, answered: int) -> None:
        """So many links were handed to the archives, and so many answered."""
        if not self._progress or not asked:
            return
        if self._archive_bar is None:
            self._archive_bar = self._progress.add_task("asking the archive", counts="")
        self._progress.update(self._archive_bar, total=asked, completed=answered)

    def _show(self, description: str, counts: str, advance: int = 0) -> None:
        if self._progress and self._bar is not None:
            self._progress.update(self._bar, description=description, counts=counts, advance=advance)


@contextmanager
def watch(
    *, is_verbose: bool = False, is_quiet: bool = False, report_names_unreadable: bool = False
) -> Iterator[Watcher]:
    """Show progress while the block runs, if standard error is a terminal.

    is_verbose: each link in a line, and no bar. is_quiet: nothing but what went wrong. report_names_unreadable: the
    report on standard output says which articles cannot be read; a person who sees both is told once.
    """
    names_unreadable = not (report_names_unreadable and _is_terminal(sys.stderr) and _is_terminal(sys.stdout))
    if is_verbose or is_quiet or not _is_terminal(sys.stderr):
        yield Watcher(is_verbose=is_verbose, names_unreadable=names_unreadable)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Watcher(progress, names_unreadable=names_unreadable)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _safe(text: str) -> str:
    """Untrusted text without the characters that steer a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)
