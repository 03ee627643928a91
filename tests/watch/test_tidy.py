from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from linkwatch.store import Store, Upkeep, back_up
from linkwatch.watch.tidy import Tidied, tidy
from tests.benchmarks.big_database import make
from tests.store.making import rows

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
YEAR = 365 * 86400.0
PAGES = "PRAGMA page_count"
LINKS, CHECKS = 20, 20 * 100


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "links.db"
    make(path, LINKS, CHECKS, 1, NOW)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    path = tmp_path / "links.db"
    path.write_bytes(made)
    return path


async def no_pause(_: float) -> None:
    pass


async def tidied(path: Path, now: datetime = NOW, steps: int = 10**6) -> Tidied | None:
    left = steps

    def enough() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with Store.open(path) as store:
        return await tidy(store.upkeep, YEAR, now, enough=enough, sleep=no_pause)


async def test_years_of_looks_become_one_a_month(path: Path) -> None:
    (size,) = rows(path, PAGES)[0]
    done = await tidied(path)
    assert done is not None
    assert done.is_done
    assert done.looks > CHECKS / 3
    assert done.made_small > CHECKS / 4
    (left,) = rows(path, PAGES)[0]
    assert done.pages <= size - left <= done.pages + 2  # pages that tell who refers to which, too
    assert rows(path, "PRAGMA freelist_count") == [(left // 10,)]
    limit = (NOW - timedelta(seconds=YEAR)).isoformat()
    crowded = f"""SELECT count(*) FROM checks k WHERE checked_at < '{limit}' AND id NOT IN
                  (SELECT check_id FROM status_history) AND EXISTS (SELECT 1 FROM checks e WHERE e.link_id = k.link_id
                  AND e.id < k.id AND substr(e.checked_at, 1, 7) = substr(k.checked_at, 1, 7))"""
    assert rows(path, crowded) == [(0,)]
    assert rows(path, f"SELECT count(*) FROM checks WHERE checked_at >= '{limit}'")[0][0] > CHECKS / 4
    counted = rows(path, "SELECT sum(links) FROM status_counts WHERE day = '2026-11-22'")
    assert counted == [(LINKS,)]


async def test_many_links_are_counted_in_steps_and_what_was_counted_stands_until_all_are(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    make(path, 500, 500, 1, NOW)
    tomorrow, sql = NOW + timedelta(days=1), "SELECT sum(links) FROM status_counts WHERE day = '2026-11-23'"
    for steps, counted in ((0, None), (10**6, 500), (0, 500)):
        await tidied(path, tomorrow, steps)
        assert rows(path, sql) == [(counted,)]


async def test_it_is_done_once_a_day(path: Path) -> None:
    assert await tidied(path) is not None
    assert await tidied(path, NOW + timedelta(hours=15)) is None
    again = await tidied(path, NOW + timedelta(days=1))
    assert again is not None
    assert again.looks < CHECKS / 100


class Noting(Upkeep):
    """Notes how much each step may do."""

    def __init__(self, upkeep: Upkeep) -> None:
        super().__init__(upkeep._connection, upkeep._thread)
        self.most = defaultdict[str, list[int]](list)

    async def call(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if args and isinstance(args[-1], int):
            self.most[method.__name__].append(args[-1])
        return await super().call(method, *args, **kwargs)


async def test_quick_steps_of_one_kind_do_not_make_the_first_of_the_next_kind_long(path: Path) -> None:
    with Store.open(path) as store:
        upkeep = Noting(store.upkeep)
        await tidy(upkeep, YEAR, NOW, enough=lambda: False, clock=lambda: 0.0, sleep=no_pause)
    assert upkeep.most["thin_looks"][:4] == [20, 40, 80, 160]
    for kind in ("thin_looks", "drop_rounds", "make_evidence_small", "give_back"):
        assert upkeep.most[kind][0] == 20, kind


async def test_stopped_after_any_step_it_goes_on_there_and_ends_alike(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    back_up(path, other, replace=False)
    whole = await tidied(path)
    assert whole is not None
    parts = []
    while (part := await tidied(other, steps=5)) is not None:
        parts.append(part)
    assert [part.is_done for part in parts] == [False] * (len(parts) - 1) + [True]
    assert sum(part.looks for part in parts) == whole.looks
    assert sum(part.made_small for part in parts) == whole.made_small
    assert sum(part.pages > 0 for part in parts) > 1
    evidence = "SELECT id, evidence FROM checks"
    assert rows(other, evidence) == rows(path, evidence)
