"""The Store: one open database and everything that can be asked of it or told it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from linkwatch.evidence import Validators
from linkwatch.model import Article, Likeness, Link, Snapshot, SnapshotAnswer, Status, Target, Unreadable
from linkwatch.store import articles, baselines, checks, database, overview, reads, rejudging, saves, snapshots
from linkwatch.store.encoding import time_text
from linkwatch.store.outbox import OutboxMethods
from linkwatch.store.rounds import RoundMethods
from linkwatch.store.sources import SourceMethods
from linkwatch.store.upkeep import UpkeepMethods
from linkwatch.store.values import (
    LastLook,
    PlannedHost,
    Recorded,
    Rejudged,
    Row,
    Save,
    SaveEnd,
    SavesPause,
    SeekDue,
    Settled,
    SnapshotState,
)


def _nothing(_: str) -> bool:
    return False


class Store(OutboxMethods, RoundMethods, SourceMethods, UpkeepMethods):
    """One open database. Leaving its `with` block closes it.

    Every method may raise StoreError (its message says what to do) or StoreBusyError (try again later).
    """

    def __init__(self, connection: database.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(
        cls, path: Path | None, *, read_only: bool = False, create: bool = True, busy_timeout: float = 30.0
    ) -> Self:
        """Open the database at `path`, creating it where there is none unless read_only or not create.

        path: None opens a private database on disk that vanishes when it is closed. busy_timeout: seconds to wait
        for another process's lock. Raises StoreError if the file is not a database of linkwatch (it is then left
        as it is), is newer than this linkwatch, or may not be used.
        """
        if path is None:
            return cls(database.open_private())
        if read_only:
            return cls(database.open_for_reading(path, busy_timeout))
        return cls(database.open_for_writing(path, busy_timeout, create=create))

    def close(self) -> None:
        """Close the database. Closing twice is harmless."""
        self._connection.raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- runs

    def begin_run(self, kind: str, now: datetime, cited_at: datetime | None = None) -> int:
        """Begin a run and return its id.

        kind: "audit", "check" and so on. cited_at: compare every link with this date, whatever its articles say.
        """
        with self._connection.writing() as raw:
            return checks.begin_run(raw, kind, now, cited_at)

    def finish_run(self, run_id: int, now: datetime, *, complete: bool) -> None:
        """End a run. complete: whether everything that was planned was done."""
        with self._connection.writing() as raw:
            raw.execute(
                "UPDATE runs SET finished_at = ?, complete = ? WHERE id = ?", [time_text(now), complete, run_id]
            )

    # --- what was read

    def record_article(
        self,
        run_id: int | None,
        source_id: int | None,
        article: Article,
        content_hash: str,
        now: datetime,
        validators: Validators | None = None,
    ) -> Recorded:
        """Store an article as it now is, and make its links part of the run, if there is one.

        Citations it no longer has are marked as removed, never deleted. A new link starts as `unchecked`, as
        `invalid` (placeholder, malformed) or as `skipped` (unsupported-scheme, unknown-root).
        """
        with self._connection.writing() as raw:
            return articles.record_article(raw, run_id, source_id, article, content_hash, now, validators)

    def record_unreadable(
        self, run_id: int | None, source_id: int | None, unreadable: Unreadable, now: datetime
    ) -> None:
        """Store that an article could not be read. What it cited before stands, but is not part of the run."""
        with self._connection.writing() as raw:
            articles.record_unreadable(raw, run_id, source_id, unreadable, now)

    def add_links(self, run_id: int, targets: Iterable[Target], now: datetime) -> None:
        """Make links without an article part of the run, as `check URL…` does."""
        with self._connection.writing() as raw:
            articles.add_links(raw, run_id, targets, now)

    # --- what is to be looked at, and what came of it

    def plan(self, run_id: int, now: datetime, excluded: Callable[[str], bool] = _nothing) -> int:
        """Settle which of the run's links it looks at; return how many.

        Those that can never be followed are left out, and those whose URL `excluded` answers for become `skipped`
        (excluded). May be called again when more articles were recorded: what was looked at stays so.
        """
        with self._connection.writing() as raw:
            return checks.plan(raw, run_id, now, excluded)

    def next_hosts(self, run_id: int, limit: int, after: PlannedHost | None = None) -> list[PlannedHost]:
        """Return up to `limit` hosts of the plan, those with most links first; after: the last one of the page before.

        The order is that of the plan, so paging is stable while links are settled.
        """
        with self._connection.reading() as raw:
            return reads.next_hosts(raw, run_id, limit, after)

    def links_of_host(self, run_id: int, authority: str, limit: int, after_id: int = 0) -> list[Link]:
        """Return up to `limit` links of a host that this run still has to look at, by rising id above `after_id`.

        A link has up to five different anchor texts and the run's date, else that of the earliest article.
        """
        with self._connection.reading() as raw:
            return reads.links_of_host(raw, run_id, authority, limit, after_id)

    def settle(self, run_id: int, items: Sequence[Settled]) -> None:
        """Store looks, their links' new state and the changes of status: all of them or, on an error, none.

        A link that this run has already settled stays as it is: the same items may be handed in twice.
        Raises StoreError if a link is not part of the run.
        """
        with self._connection.writing() as raw:
            checks.settle(raw, run_id, items)

    def last_looks(self, after_id: int, limit: int) -> list[LastLook]:
        """Return the last look at up to `limit` links, by rising link id above `after_id`."""
        with self._connection.reading() as raw:
            return rejudging.last_looks(raw, after_id, limit)

    def rejudge(self, items: Sequence[Rejudged], now: datetime) -> None:
        """Put new verdicts on old looks in the place of those that stand, and note the changes of status."""
        with self._connection.writing() as raw:
            rejudging.rejudge(raw, items, now)

    # --- snapshots

    def record_snapshot(self, link_id: int, snapshot: Snapshot, purpose: str, found_at: datetime) -> None:
        """Store an archived copy as the one to use instead of the link. purpose: why, in a word."""
        with self._connection.writing() as raw:
            snapshots.record_snapshot(raw, link_id, snapshot, purpose, found_at)

    def record_no_snapshot(self, link_id: int, reason: str, now: datetime) -> None:
        """Store why the archives gave no copy: "no-snapshot", "archive-excluded" …"""
        with self._connection.writing() as raw:
            snapshots.record_no_snapshot(raw, link_id, reason, now)

    def record_answer(
        self,
        run_id: int | None,
        link: Link,
        answer: SnapshotAnswer,
        *,
        purpose: str,
        asked: str,
        now: datetime,
        next_seek_at: datetime | None,
    ) -> None:
        """Store what the archives answered, and what the copy says; count the requests in the run, if there is one.

        link: as it was when they were asked. purpose: "replacement", or "baseline" for a copy that only shows what was
        cited: reports do not tell of it while the link is there. asked: which archives were. next_seek_at: when to ask
        again.
        """
        with self._connection.writing() as raw:
            snapshots.record_answer(raw, run_id, link, answer, purpose, asked, now, next_seek_at)

    def links_to_seek(self, now: datetime, limit: int) -> list[SeekDue]:
        """Return up to `limit` links that the archives are to be asked about by now, the longest due first.

        A link has up to five different anchor texts and the date of the earliest article.
        """
        with self._connection.reading() as raw:
            return snapshots.links_to_seek(raw, now, limit)

    def end_seeking(self, link_id: int) -> None:
        """Note that the archives need not be asked about a link: what they said before will do."""
        with self._connection.writing() as raw:
            snapshots.end_seeking(raw, link_id)

    def put_baseline(self, link_id: int, likeness: Likeness) -> None:
        """Keep what a page says as what it is compared with, unless what is kept is closer to the citation."""
        with self._connection.writing() as raw:
            baselines.put_baseline(raw, link_id, likeness)

    def baselines(self, link_ids: Iterable[int]) -> dict[int, Likeness]:
        """Return what these links' pages are compared with, of those of which it is known."""
        with self._connection.reading() as raw:
            return baselines.baselines(raw, link_ids)

    def snapshot_states(self, link_ids: Iterable[int]) -> dict[int, SnapshotState]:
        """Return what is known of these links' archived copies."""
        with self._connection.reading() as raw:
            return snapshots.snapshot_states(raw, link_ids)

    # --- saves: archives are named "wayback" and "local"

    def intend_saves(
        self, link_ids: Iterable[int], archive: str, now: datetime, *, unless_since: datetime | None = None
    ) -> None:
        """Note that links are to be saved; a link with an attempt that has not ended gets no second one.

        unless_since: nor does one that was saved since then.
        """
        with self._connection.writing() as raw:
            saves.intend_saves(raw, link_ids, archive, now, unless_since)

    def intend_due_saves(
        self,
        archives_for: Callable[[str, str], Collection[str]],
        now: datetime,
        limit: int,
        *,
        unless_since: datetime | None = None,
    ) -> int:
        """Turn up to `limit` living links whose next_save_at has come into attempts; return how many they were.

        archives_for: URL and status → where it is to be saved, perhaps nowhere.
        """
        with self._connection.writing() as raw:
            return saves.intend_due_saves(raw, archives_for, now, limit, unless_since)

    def open_saves(
        self,
        archive: str,
        now: datetime,
        limit: int,
        after_id: int = 0,
        *,
        but_intended: bool = False,
        not_its_own: Collection[str] = (),
    ) -> list[Save]:
        """Return up to `limit` attempts that have not ended and may go on by now, by rising id above `after_id`.

        but_intended: leave out those of which nothing was sent. not_its_own: words of failures that say nothing of the
        page, and are not counted as its own.
        """
        with self._connection.reading() as raw:
            return saves.open_saves(
                raw, archive, now, limit, after_id, but_intended=but_intended, not_its_own=not_its_own
            )

    def go_on_with_save(self, save_id: int, job_id: str | None, now: datetime) -> None:
        """Note that an attempt is about to be sent (job_id None), or that the archive took it as this job."""
        with self._connection.writing() as raw:
            saves.go_on_with_save(raw, save_id, job_id, now)

    def end_save(self, save: Save, end: SaveEnd, now: datetime) -> None:
        """Store what came of an attempt; "intended", "submitted" and "uncertain" leave it open."""
        with self._connection.writing() as raw:
            saves.end_save(raw, save, end, now)

    def due_saves(self, archive: str, now: datetime) -> list[int]:
        """Return the ids of the links whose last attempt was put off until now or earlier."""
        with self._connection.reading() as raw:
            return saves.due_saves(raw, archive, now)

    def paused_hosts(self, archive: str, words: Collection[str], now: datetime) -> dict[str, datetime]:
        """Return until when which hosts are left alone, because an attempt ended with one of these words."""
        with self._connection.reading() as raw:
            return saves.paused_hosts(raw, archive, words, now)

    def pause_saves(self, archive: str, account: str, pause: SavesPause) -> None:
        """Remember that an archive is to be left alone for now by this account."""
        with self._connection.writing() as raw:
            saves.pause_saves(raw, archive, account, pause)

    def saves_pause(self, archive: str, account: str, now: datetime) -> SavesPause | None:
        """Return why an archive is to be left alone now by this account, None where it is not."""
        with self._connection.reading() as raw:
            return saves.saves_pause(raw, archive, account, now)

    def links_and_statuses(self, run_id: int) -> list[tuple[int, str, str]]:
        """Return id, url and status of the run's links."""
        with self._connection.reading() as raw:
            return saves.links_and_statuses(raw, run_id)

    def add_links_of_saves(self, run_id: int, archive: str, now: datetime) -> None:
        """Make the links whose saves are open or due part of the run, so that it can tell of them."""
        with self._connection.writing() as raw:
            saves.add_links_of_saves(raw, run_id, archive, now)

    def iter_saves(self, run_id: int) -> Iterator[Row]:
        """Yield the run's links, each with its latest attempt at each archive (`save` is None where there is none)."""
        with self._connection.reading() as raw:
            yield from saves.save_rows(raw, run_id)

    # --- reports; rows have the names and the order of the JSON report

    def last_run(self) -> int | None:
        """Return the id of the latest run, None if there was none."""
        with self._connection.reading() as raw:
            latest: int | None = raw.execute("SELECT max(id) FROM runs").fetchone()[0]
            return latest

    def run_summary(self, run_id: int) -> Row:
        """Return the report's "run": when, how many, how many of each status that occurs, whether complete."""
        with self._connection.reading() as raw:
            return reads.run_summary(raw, run_id)

    def iter_statuses(self, run_id: int) -> Iterator[tuple[str, str]]:
        """Yield URL and status of the run's links, as the run saw them."""
        with self._connection.reading() as raw:
            yield from reads.statuses_of_run(raw, run_id)

    def iter_articles(self, run_id: int) -> Iterator[Row]:
        """Yield what the run read, in that order: uri, title, published_at, citations, error."""
        with self._connection.reading() as raw:
            yield from reads.articles_of_run(raw, run_id)

    def iter_links(self, run_id: int) -> Iterator[Row]:
        """Yield the run's links in the order they were first met, as the run saw them, with their citations."""
        with self._connection.reading() as raw:
            yield from reads.links_of_run(raw, run_id)

    def iter_article_links(self, run_id: int, uri: str | None) -> Iterator[Row]:
        """Yield the links of one article of the run with its own citations, the worst first, then as they stand.

        uri: None yields the links that no article of the run cites.
        """
        with self._connection.reading() as raw:
            yield from reads.links_of_article(raw, run_id, uri)

    def overview(self, most: int) -> Row:
        """Return what the whole database comes to: figures, and lists of up to `most` rows.

        {"database": {"sources", "articles", "citations", "links", "last_checked_at"}, "by_status": {status: links},
        "deaths": the latest changes to dead, "returns": the latest from dead to a page, "articles", "hosts": those
        with most dead links, "days": rot over time}. The lists are of the views that Datasette shows.
        """
        with self._connection.reading() as raw:
            return overview.overview(raw, most)

    def iter_health(self, by: str) -> Iterator[Row]:
        """Yield a row for each of these, the worst first. by: "article", "host", "source"; "time" goes by day."""
        with self._connection.reading() as raw:
            yield from overview.health(raw, by)

    def iter_all_links(
        self, statuses: Collection[Status] = (), host: str | None = None, domain: str | None = None
    ) -> Iterator[Row]:
        """Yield every known link as it stands now; statuses, host, domain: only those."""
        with self._connection.reading() as raw:
            yield from reads.all_links(raw, statuses, host, domain)

    def link_history(self, url: str) -> Row | None:
        """Return all that is known of a link, None if it is not known.

        {"link": as iter_all_links yields it, "history": changes of status, "checks": looks (the latest first,
        without evidence), "snapshots": […], "citations": with those removed}.
        """
        with self._connection.reading() as raw:
            return reads.link_history(raw, url)
