"""Forty days of a daemon with an archive in trouble: nothing false is kept meanwhile, in the end nothing is missing."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.model import PROVISIONAL, Status
from tests.archive.histories.making import article, page
from tests.keep.test_seek import Daemon
from tests.standin.wayback import HTML, RESET, UNAVAILABLE, Trouble, WaybackStandin, too_many
from tests.store.making import rows

NEAR, OLDER = "20150601120000", "20140601120000"
DAYS, WAKES = 40, 4
MOODS: dict[str, Trouble | None] = {
    "well": None,
    "silent": UNAVAILABLE,
    "busy": too_many("3600"),
    "nonsense": HTML,
    "cut": RESET,
}
GONE = page("Page not found", "<p>Sorry, there is nothing at this address any more.</p>")


@pytest.fixture
async def standin() -> AsyncIterator[WaybackStandin]:
    archive = WaybackStandin()
    async with archive.serve() as archive.url:
        yield archive


def fill(archive: WaybackStandin) -> dict[str, str | None]:
    """Let the archive hold good copies, good ones behind bad ones, bad ones only, and none; return what is right."""
    right: dict[str, str | None] = {}
    for number in range(24):
        url = f"http://county{number % 5}.example/{number % 3}/reports-{number}"
        kind = number % 4
        if kind == 0:
            archive.add(url, NEAR, body=article(seed=number))
        elif kind == 1:
            archive.add(url, NEAR, body=GONE)
            archive.add(url, OLDER, body=article(seed=number))
        elif kind == 2:
            archive.add(url, NEAR, body=GONE)
        right[url] = {0: NEAR, 1: OLDER}.get(kind)
    return right


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_bad_season_leaves_every_link_its_copy_and_no_false_one(
    seed: int, standin: WaybackStandin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.archive.transport._RETRY_PAUSE", 0)
    rng, daemon = random.Random(seed), Daemon(tmp_path / "x.db", standin.url)
    right = fill(standin)
    daemon.see(Status.DEAD, *right)
    for day in range(DAYS):
        mood = rng.choice(list(MOODS)) if day < DAYS - 10 else "well"
        standin.always = MOODS[mood]
        standin.every_second = UNAVAILABLE if mood == "well" and day % 2 and day < DAYS - 10 else None
        for _ in range(WAKES):
            await daemon.wake()
            daemon.now += timedelta(days=1) / WAKES
            for url, timestamp, reason in kept(daemon):
                assert timestamp in (None, right[url]) or reason == PROVISIONAL, f"day {day}, {mood}: {url}"
    assert {url: timestamp for url, timestamp, _ in kept(daemon)} == right
    assert {reason for *_, reason in kept(daemon)} == {None, "no-snapshot"}
    assert len(standin.requests) < DAYS * WAKES * 10


def kept(daemon: Daemon) -> list[tuple[str, str | None, str | None]]:
    sql = "SELECT l.url, s.timestamp, l.snapshot_reason FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id"
    return rows(daemon.path, sql)
