"""Pauses and turns at archives, whatever the clock does."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from linkwatch.store import Store
from tests.store.making import DAY, HOUR, NOW, rows

ARCHIVE = "web.archive.org"
SECOND = timedelta(seconds=1)


def left(store: Store, now: datetime, name: str = "a.example", scope: str = "host") -> float | None:
    pause = store.politeness.pauses(scope, now).get(name)
    return None if pause is None else pause[0]


def test_a_pause_is_there_for_whoever_opens_the_database_next_until_it_is_over(path: Path) -> None:
    with Store.open(path) as store:
        store.politeness.leave_alone("host", "a.example", 1800, "it answered HTTP 429", NOW)
    with Store.open(path) as store:
        assert store.politeness.pauses("host", NOW + 600 * SECOND) == {"a.example": (1201, "it answered HTTP 429")}
        assert store.politeness.pauses("archive", NOW) == {}
        assert store.politeness.pauses("host", NOW + HOUR) == {}
    assert rows(path, "SELECT * FROM pauses") == []


@pytest.mark.parametrize("micros", [0, 1, 500_000, 999_999])
@pytest.mark.parametrize("seconds", [10.0, 10.001, 59.999])
def test_a_pause_is_never_too_short_and_hardly_too_long(store: Store, micros: int, seconds: float) -> None:
    now = NOW + timedelta(microseconds=micros)
    store.politeness.leave_alone("host", "a.example", seconds, "asked", now)
    kept = left(store, now)
    assert kept is not None
    assert seconds <= kept <= seconds + 2


def test_of_two_pauses_the_longer_one_holds(store: Store) -> None:
    for seconds in (100, 1000, 10):
        store.politeness.leave_alone("host", "a.example", seconds, f"{seconds}", NOW)
    assert store.politeness.pauses("host", NOW) == {"a.example": (1001, "1000")}


def test_a_new_pause_clears_away_those_that_are_over(store: Store, path: Path) -> None:
    for number in range(50):
        store.politeness.leave_alone("host", f"{number}.example", 100, "asked", NOW)
    store.politeness.leave_alone("host", "a.example", 100, "asked", NOW + HOUR)
    assert rows(path, "SELECT name FROM pauses") == [("a.example",)]


@pytest.mark.parametrize("back", [HOUR, 400 * DAY])
def test_a_clock_that_is_put_back_makes_no_pause_last_for_ever(store: Store, back: timedelta) -> None:
    store.politeness.leave_alone("host", "a.example", 1800, "asked", NOW)
    now = NOW - back
    assert left(store, now) == 1801
    assert left(store, now + 1000 * SECOND) == 801
    assert left(store, now + 1801 * SECOND) is None


def test_a_pause_of_today_outlasts_one_that_a_wrong_clock_put_into_the_future(store: Store) -> None:
    store.politeness.leave_alone("host", "a.example", 100, "by a wrong clock", NOW + 400 * DAY)
    store.politeness.leave_alone("host", "a.example", 1800, "asked", NOW)
    assert store.politeness.pauses("host", NOW) == {"a.example": (1801, "asked")}


class Asker:
    """Asks for turns by a clock that only tests move."""

    def __init__(self, store: Store, most: int = 3, window: float = 60) -> None:
        self.politeness = store.politeness
        self.most = most
        self.window = window

    def ask(self, now: datetime, archive: str = ARCHIVE) -> float:
        return self.politeness.take_turn(archive, self.most, self.window, lambda: now)


def test_turns_are_counted_over_all_connections_and_each_archive_has_its_own(path: Path) -> None:
    with Store.open(path) as first, Store.open(path) as second:
        one, two = Asker(first), Asker(second)
        assert [one.ask(NOW), two.ask(NOW + SECOND), one.ask(NOW + 2 * SECOND)] == [0, 0, 0]
        assert two.ask(NOW + 3 * SECOND) == pytest.approx(57)
        assert two.ask(NOW + 3 * SECOND, "other.example") == 0
        assert one.ask(NOW + 60 * SECOND) == 0
        assert two.ask(NOW + 60 * SECOND) == pytest.approx(1)


def test_other_limits_count_what_was_asked_before(store: Store) -> None:
    wide, narrow, slow = Asker(store, most=10), Asker(store, most=2), Asker(store, most=1, window=300)
    for second in range(10):
        assert wide.ask(NOW + second * SECOND) == 0
    assert narrow.ask(NOW + 10 * SECOND) == pytest.approx(58)  # until the last but one is a minute ago
    assert slow.ask(NOW + 10 * SECOND) == pytest.approx(299)
    assert narrow.ask(NOW + 68 * SECOND) == 0


def test_turns_of_long_ago_are_forgotten(store: Store, path: Path) -> None:
    for minutes in range(50):
        assert Asker(store).ask(NOW + timedelta(minutes=minutes)) == 0
    assert rows(path, "SELECT count(*) FROM archive_turns")[0][0] <= 11


@pytest.mark.parametrize("back", [timedelta(seconds=30), 400 * DAY])
def test_a_clock_that_is_put_back_makes_nobody_wait_longer_than_a_window(store: Store, back: timedelta) -> None:
    asker = Asker(store)
    for _ in range(3):
        asker.ask(NOW)
    now = NOW - back
    assert asker.ask(now) == pytest.approx(60)
    assert asker.ask(now + 59 * SECOND) == pytest.approx(1)
    assert asker.ask(now + 60 * SECOND) == 0


def test_what_rounding_leaves_of_a_wait_is_no_turn(store: Store) -> None:
    asker = Asker(store, most=1)
    started = [NOW]
    assert asker.ask(NOW) == 0
    for number in range(100):
        moment = started[-1] + timedelta(microseconds=number)
        questions = 0
        while (wait := asker.ask(moment)) > 0:
            moment += timedelta(seconds=wait)
            questions += 1
        assert 1 <= questions <= 2
        assert (moment - started[-1]).total_seconds() == pytest.approx(60, abs=0.002)
        assert moment - started[-1] >= timedelta(seconds=60) - timedelta(microseconds=1)
        started.append(moment)


def test_the_time_of_a_turn_is_that_at_which_the_database_was_free(store: Store) -> None:
    began = []

    def now() -> datetime:
        began.append(store.politeness._connection.raw.in_transaction)
        return NOW

    store.politeness.take_turn(ARCHIVE, 3, 60, now)
    assert began == [True]
