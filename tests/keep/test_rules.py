"""What follows from an answer: every pause, its growth and its bound, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from linkwatch.errors import ArchiveUnavailableError
from linkwatch.keep import rules
from linkwatch.keep.keeper import Allowance, Ended, NotTaken, PutOff, Reach, Unknown
from linkwatch.model import Snapshot
from linkwatch.store import SaveEnd, SavesPause

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
COPY = Snapshot("wayback", "20261122080000", "https://archive.example/web/2026/http://a.example/", "http://a.example/")


@pytest.mark.parametrize("state", ["saved", "archived", "refused"])
def test_what_is_over_is_not_tried_again(state: str) -> None:
    end = rules.end_of(Ended(state, COPY, "word", "why"), 3, NOW)  # type: ignore[arg-type]  # parametrized
    assert end == SaveEnd(state, COPY, "word", "why", None)


@pytest.mark.parametrize("reach", [Reach.PAGE, Reach.HOST])
@pytest.mark.parametrize(
    ("failures", "hours"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 64), (7, 128), (8, 128), (10**9, 128)]
)
def test_a_pause_doubles_seven_times(reach: Reach, failures: int, hours: int) -> None:
    end = rules.end_of(PutOff(HOUR, "why", "word", reach), failures, NOW)
    assert end == SaveEnd("postponed", None, "word", "why", NOW + hours * HOUR)


@pytest.mark.parametrize(("failures", "days"), [(0, 1), (1, 2), (2, 4), (3, 7), (7, 7), (99, 7)])
def test_no_pause_is_longer_than_a_week(failures: int, days: int) -> None:
    assert rules.pause_after(PutOff(timedelta(days=1), "why"), failures) == timedelta(days=days)


@pytest.mark.parametrize("failures", [0, 1, 9])
@pytest.mark.parametrize("pause", [HOUR, timedelta(days=30)])
def test_what_says_nothing_of_the_page_lasts_as_long_as_it_says(failures: int, pause: timedelta) -> None:
    assert rules.pause_after(PutOff(pause, "why", reach=Reach.ALL), failures) == pause


@pytest.mark.parametrize("failures", [0, 5])
def test_what_is_due_at_once_is_due_at_once(failures: int) -> None:
    assert rules.end_of(PutOff(timedelta(0), "why"), failures, NOW).next_try_at == NOW


@pytest.mark.parametrize(
    ("retry_after", "seconds"), [(None, 3600), (0.0, 3600), (60.0, 3600), (3601.0, 3601), (86400.0, 86400)]
)
def test_what_was_not_taken_is_intended_again_after_an_hour_or_what_was_asked_for(
    retry_after: float | None, seconds: int
) -> None:
    end = rules.end_of(NotTaken("why", retry_after), 5, NOW)
    assert end == SaveEnd("intended", message="why", next_try_at=NOW + timedelta(seconds=seconds))


def test_what_nobody_knows_is_looked_up_after_its_pause() -> None:
    end = rules.end_of(Unknown("why", timedelta(hours=6)), 5, NOW)
    assert end == SaveEnd("uncertain", message="why", next_try_at=NOW + timedelta(hours=6))


def test_silence_is_uncertain_only_where_the_question_may_have_arrived() -> None:
    assert rules.answer_in(ArchiveUnavailableError("why", 7, uncertain=True)) == Unknown("why", HOUR)
    assert rules.answer_in(ArchiveUnavailableError("why", 7)) == NotTaken("why", 7)
    assert rules.answer_in(ArchiveUnavailableError("why")) == NotTaken("why", None)


def test_without_a_place_all_wait_ten_minutes() -> None:
    assert rules.stop_without_place(Allowance(1), NOW) is None
    stop = rules.stop_without_place(Allowance(0), NOW)
    assert stop is not None
    assert stop.until == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(("left", "stops"), [(None, False), (2, False), (1, False), (0, True), (-1, True)])
def test_when_the_days_attempts_are_used_up_all_wait_six_hours(left: int | None, stops: bool) -> None:
    stop = rules.stop_when_spent(left, NOW)
    assert (stop is not None) == stops
    assert stop is None or stop.until == NOW + timedelta(hours=6)


def test_refused_keys_are_not_sent_for_an_hour() -> None:
    assert rules.stop_without_keys("no", NOW) == SavesPause("keys", "no", NOW + HOUR)


def test_a_stop_is_told_with_its_end() -> None:
    told = rules.told_again(SavesPause("word", "the keys are wrong", NOW))
    assert told == "the keys are wrong; it is asked again after 2026-11-22T08:00:00Z"


@pytest.mark.parametrize(
    ("per_minute", "followed", "first"), [(24, 1, 5.0), (24, 2, 10.0), (24, 4, 20.0), (2, 1, 60.0)]
)
def test_all_questions_about_jobs_take_half_of_what_is_allowed(per_minute: float, followed: int, first: float) -> None:
    assert rules.first_question_after(per_minute, followed) == first


def test_questions_about_a_job_become_rarer_up_to_half_a_minute_or_what_the_limit_demands() -> None:
    pauses = [5.0]
    while len(pauses) < 8:
        pauses.append(rules.next_question_after(pauses[-1], 5.0))
    assert pauses == [5.0, 7.5, 11.25, 16.875, 25.3125, 30.0, 30.0, 30.0]
    assert rules.next_question_after(60.0, 60.0) == 60.0
