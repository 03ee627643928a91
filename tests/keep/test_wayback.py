"""What only the Wayback Machine does: jobs that it forgets, an index that lags, places of an account."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.archive.save_errors import FAILURES, Then
from linkwatch.keep.attempts import Round
from linkwatch.keep.keeper import Ended, Keeper, PutOff, Reach, Unknown, Working
from linkwatch.store import Save, Store
from tests.keep.keeping import Database, Time, WaybackBench
from tests.standin.wayback import WaybackStandin

URL = "http://example.org/page"
JOB = "spn2-" + "0" * 40
SECOND = timedelta(seconds=1)


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture
async def standin() -> AsyncIterator[WaybackStandin]:
    archive = WaybackStandin()
    async with archive.serve() as archive.url:
        yield archive


@pytest.fixture
def bench(standin: WaybackStandin, now: Time) -> WaybackBench:
    return WaybackBench(standin, standin.url, now)


@pytest.fixture
async def keeper(bench: WaybackBench) -> AsyncIterator[Keeper]:
    async with bench.keeper() as keeper:
        yield keeper


@pytest.fixture
def attempt(now: Time) -> Save:
    return Save(1, 1, URL, "example.org", URL, now(), "submitted", JOB, None, 0)


def capture(standin: WaybackStandin, now: Time, ago: timedelta = timedelta(0), status: str = "200") -> str:
    return standin.add(URL, (now() - ago).strftime("%Y%m%d%H%M%S"), status=status).timestamp


async def test_a_job_is_asked_about_for_a_day_and_then_looked_up(
    keeper: Keeper, attempt: Save, standin: WaybackStandin, now: Time
) -> None:
    standin.saving.jobs[JOB] = [URL, capture(standin, now), 0]
    standin.saving.pending = 1_000_000
    assert await keeper.follow(attempt, now() + timedelta(days=1) - SECOND) == Working(JOB)
    assert standin.asked("/cdx/") == 0
    answer = await keeper.follow(attempt, now() + timedelta(days=1))
    assert isinstance(answer, Ended)
    assert (answer.state, standin.asked("/cdx/"), standin.asked("/save/status")) == ("saved", 1, 1)


async def test_what_is_not_in_the_index_after_a_day_was_not_made(keeper: Keeper, attempt: Save, now: Time) -> None:
    answer = await keeper.look_up(attempt, now() + timedelta(days=1) - SECOND)
    assert isinstance(answer, Unknown)
    assert answer.pause == timedelta(hours=6)
    answer = await keeper.look_up(attempt, now() + timedelta(days=1))
    assert answer == PutOff(timedelta(0), "no capture has appeared")


@pytest.mark.parametrize(("ago", "found"), [(timedelta(minutes=5), True), (timedelta(minutes=5) + SECOND, False)])
async def test_clocks_may_differ_by_five_minutes(
    keeper: Keeper, attempt: Save, standin: WaybackStandin, now: Time, ago: timedelta, found: bool
) -> None:
    capture(standin, now, ago)
    assert isinstance(await keeper.look_up(attempt, now()), Ended) == found


@pytest.mark.parametrize(
    ("status", "found"), [("200", True), ("302", True), ("-", True), ("399", True), ("400", False)]
)
async def test_a_capture_of_an_error_is_no_save(
    keeper: Keeper, attempt: Save, standin: WaybackStandin, now: Time, status: str, found: bool
) -> None:
    capture(standin, now, status=status)
    assert isinstance(await keeper.look_up(attempt, now()), Ended) == found


async def test_what_the_service_has_already_is_looked_for_as_far_back_as_is_recent(
    keeper: Keeper, attempt: Save, bench: WaybackBench, standin: WaybackStandin, now: Time
) -> None:
    timestamp = capture(standin, now, timedelta(seconds=bench.settings.recent) - SECOND)
    answer = await keeper.begin(attempt)
    assert isinstance(answer, Ended)
    assert answer.snapshot is not None
    assert (answer.state, answer.snapshot.timestamp) == ("archived", timestamp)


@pytest.mark.parametrize("word", sorted(FAILURES))
async def test_every_word_reaches_what_the_table_says(
    keeper: Keeper, attempt: Save, standin: WaybackStandin, word: str
) -> None:
    standin.saving.ends = {URL: f"error:{word}"}
    answer, failure = await keeper.begin(attempt), FAILURES[word]
    assert isinstance(answer, PutOff) == (failure.then is not Then.GIVE_UP)
    if isinstance(answer, PutOff):
        reaches = {Reach.PAGE: Then.LATER, Reach.HOST: Then.LEAVE_HOST, Reach.ALL: Then.STOP}
        assert (reaches[answer.reach], answer.pause.total_seconds()) == (failure.then, failure.pause)
        assert (word in keeper.host_words) == (answer.reach is Reach.HOST)
        assert (word in keeper.stop_words) == (answer.reach is Reach.ALL)


@pytest.mark.parametrize(("places", "busiest"), [(3, 3), (100, 4)])
async def test_at_most_four_saves_run_at_once_whatever_the_account_may(
    bench: WaybackBench, standin: WaybackStandin, now: Time, tmp_path: Path, places: int, busiest: int
) -> None:
    database = Database(tmp_path / "x.db", bench, now)
    database.intend("wayback", *(f"http://example.org/{number}" for number in range(7)))
    standin.saving.account = {"available": places}
    standin.saving.pending = 3
    await database.round()
    assert (set(database.states().values()), standin.saving.busiest) == ({"saved"}, busiest)


async def test_a_job_that_does_not_end_is_left_to_a_later_run_after_five_minutes(
    bench: WaybackBench, standin: WaybackStandin, now: Time, tmp_path: Path
) -> None:
    database = Database(tmp_path / "x.db", bench, now)
    database.intend("wayback", URL)
    standin.saving.pending = 1_000_000
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    slowly = bench.settings.model_copy(update={"requests_per_minute": 24})
    with Store.open(database.path) as store:
        async with bench.keeper() as keeper:
            work = Round(store.saves, keeper, slowly, now, lambda: False, sleep=sleep, monotonic=lambda: sum(pauses))
            outcome = await work.run()
    assert (outcome.ended, outcome.stopped, database.states()) == (0, None, {URL: "submitted"})
    assert pauses[:4] == [5.0, 7.5, 11.25, 16.875]
    assert 300 < sum(pauses) <= 330
    standin.saving.pending = 0
    await database.round()
    assert database.states() == {URL: "saved"}


async def test_whoever_has_the_last_save_of_the_day_in_hand_makes_it(
    bench: WaybackBench, standin: WaybackStandin, now: Time, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standin.saving.account = {"available": 2, "daily_captures": 99, "daily_captures_limit": 100}
    database = Database(tmp_path / "x.db", bench, now)
    database.intend("wayback", URL, f"{URL}/2")
    both = asyncio.Barrier(2)
    with Store.open(database.path) as store:
        async with bench.keeper() as keeper, asyncio.timeout(20):
            monkeypatch.setattr(keeper, "turn", both.wait)
            end = await Round(store.saves, keeper, bench.settings, now, lambda: False).run()
    assert end.stopped == "the account's saves of today are used up"
    assert len(bench.sent()) == 1
    assert sorted(database.states().values()) == ["intended", "saved"]
