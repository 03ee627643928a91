"""Asking the archives beside the checks: what goes wrong with one link stays with it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

import pytest

from linkwatch.config import ArchiveSettings, RecheckSettings
from linkwatch.model import Snapshot, SnapshotAnswer, Status, Target, TargetKind
from linkwatch.seek import Seeker
from linkwatch.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
P = ParamSpec("P")
T = TypeVar("T")


class StumblingFinder:
    """Finds nothing, and stumbles over one link."""

    async def find(
        self, url: str, cited_at: datetime, *, anchors: Sequence[str] = (), gone_since: datetime | None = None
    ) -> SnapshotAnswer:
        if url.endswith("/stone"):
            raise TypeError("stumbled")
        return SnapshotAnswer(None, "no-snapshot", 1)


async def at_once(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return act(*args, **kwargs)


async def test_a_fault_at_one_link_leaves_the_others_their_answers(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[int, int]] = []
    with Store.open(None) as store:
        run_id = store.begin_run("check", NOW)
        urls = [f"http://me:hush@example.org/{name}" for name in ("stone", "a", "b")]
        store.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
        store.plan(run_id, NOW)
        links = store.links_of_host(run_id, "example.org", 10)
        seeker = Seeker(
            run_id,
            store,
            at_once,
            StumblingFinder(),
            ArchiveSettings(),
            RecheckSettings(),
            {Status.DEAD},
            lambda: NOW,
            lambda asked, answered: told.append((asked, answered)),
        )
        await seeker.offer([(link, Status.DEAD) for link in links])
        seeker.end()
        await seeker.run()
        states = store.snapshot_states(link.id for link in links)
    reasons = [states[link.id].reason for link in links]
    assert reasons == ["archive-unavailable", "no-snapshot", "no-snapshot"]
    assert told[-1] == (3, 3)
    assert "no search for one link" in caplog.text
    assert "hush" not in caplog.text


class ShakyFinder:
    """Finds a copy, the first time in spite of an archive that failed."""

    def __init__(self) -> None:
        self.asked = 0

    async def find(
        self, url: str, cited_at: datetime, *, anchors: Sequence[str] = (), gone_since: datetime | None = None
    ) -> SnapshotAnswer:
        self.asked += 1
        snapshot = Snapshot("wayback", f"2015060{self.asked}000000", f"http://archive.example/{self.asked}", url)
        return SnapshotAnswer(snapshot, None, 1, provisional=self.asked == 1)


async def test_a_copy_found_while_an_archive_failed_is_asked_for_again_and_then_kept() -> None:
    finder = ShakyFinder()
    with Store.open(None) as store:
        for _ in range(3):
            run_id = store.begin_run("check", NOW)
            store.add_links(run_id, [Target(TargetKind.WEB, "http://example.org/a")], NOW)
            store.plan(run_id, NOW)
            links = store.links_of_host(run_id, "example.org", 10)
            seeker = Seeker(
                run_id,
                store,
                at_once,
                finder,
                ArchiveSettings(),
                RecheckSettings(),
                {Status.DEAD},
                lambda: NOW,
                lambda asked, answered: None,
            )
            await seeker.offer([(link, Status.DEAD) for link in links])
            seeker.end()
            await seeker.run()
    assert finder.asked == 2
