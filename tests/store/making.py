"""Short ways to make the values that the store takes."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, PageFacts, Visit
from linkwatch.judge import Decision, decide_at_once
from linkwatch.model import (
    Article,
    Citation,
    Likeness,
    Link,
    Past,
    Snapshot,
    SnapshotAnswer,
    Status,
    Target,
    TargetKind,
    Verdict,
)
from linkwatch.store import Look, Settled, Store

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DAILY = RecheckSettings(alive=86400, failing=86400, blocked=86400, dead=86400)


def cite(url: str, text: str = "text", line: int | None = 1, kind: TargetKind = TargetKind.WEB) -> Citation:
    return Citation(url, Target(kind, url), text, f"A sentence with {text} in it.", line)


def article(
    *citations: Citation, uri: str = "a.md", title: str | None = "A", published_at: datetime | None = None
) -> Article:
    return Article(uri, title, published_at, citations)


def read(store: Store, *articles: Article, now: datetime = NOW, cited_at: datetime | None = None) -> int:
    """Begin a run, record the articles, plan; return the run."""
    run_id = store.runs.begin("audit", now, cited_at)
    for one in articles:
        store.articles.record(run_id, None, one, "hash", now)
    store.runs.plan(run_id, now)
    return run_id


def look(
    link_id: int,
    status: Status,
    reason: str | None = None,
    http_status: int | None = None,
    *,
    now: datetime = NOW,
    evidence: dict[str, Any] | None = None,
    title: str | None = None,
    final_url: str | None = None,
) -> Look:
    """A look that an audit believes; the link is due again a day later."""
    verdict = Verdict(status, reason, ("because",))
    visit = Visit("u", "u", http_status, page=PageFacts("text/html", title=title))

    def decide(past: Past) -> Decision:
        decision = decide_at_once(verdict, Observation("u", now, visit), past, DAILY)
        return replace(decision, after=replace(decision.after, final_url=final_url))

    return decided(link_id, decide, evidence=evidence)


def decided(
    link_id: int,
    decide: Callable[[Past], Decision],
    *,
    evidence: dict[str, Any] | None = None,
    likeness: Likeness | None = None,
) -> Look:
    return Look(link_id, lambda past: Settled(decide(past).after, 12, evidence or {}, likeness))


def pending(store: Store, run_id: int) -> dict[str, int]:
    """Return url → id of all links that the run still has to look at."""
    hosts = store.runs.next_hosts(run_id, 1000)
    return {link.url: link.id for host in hosts for link in store.runs.links_of_host(run_id, host.authority, 1000)}


def settle_all(store: Store, run_id: int, status: Status, now: datetime = NOW) -> None:
    store.checks.settle(run_id, [look(link_id, status, now=now) for link_id in pending(store, run_id).values()])


def answered(
    store: Store,
    link_id: int,
    found: Snapshot | str,
    *,
    purpose: str = "replacement",
    likeness: Likeness | None = None,
    now: datetime = NOW,
) -> None:
    """Store what the archives answered about a dead link: a copy, or the word for why there is none."""
    answer = SnapshotAnswer(found, None) if isinstance(found, Snapshot) else SnapshotAnswer(None, found)
    link = Link(link_id, "", (), None, Status.DEAD)
    store.snapshots.record_answer(
        None, link, replace(answer, likeness=likeness), purpose=purpose, asked="wayback", now=now, next_seek_at=None
    )


@cache
def fresh_database() -> bytes:
    """A new database: making it takes four times as long as opening one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "links.db"
        Store.open(path).close()
        return path.read_bytes()


def rows(path: Path, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def rows_of_each(path: Path, *statements: str) -> list[list[tuple[Any, ...]]]:
    """Return the rows of several statements: SQLite reads the schema for each connection, longer than most tables."""
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(sql).fetchall() for sql in statements]


SOUND = ("PRAGMA integrity_check", "PRAGMA foreign_key_check")
ALL_WELL: list[list[tuple[Any, ...]]] = [[("ok",)], []]
"""What a database says to `SOUND` that nothing is wrong with."""
