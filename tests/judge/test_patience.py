"""The daemon's patience: when failed looks make a link dead."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, Trouble, Visit
from linkwatch.judge import Circumstances, decide_patiently
from linkwatch.judge.patience import Streak, keeps_failing, streak_after
from linkwatch.model import FAILED, GOOD, Past, Status, Verdict
from tests.judge.deciding import (
    ALIVE,
    DAY,
    MIDDLE,
    MISSING,
    NOW,
    PRIVATE,
    REFUSED,
    SETTINGS,
    SILENT,
    TOO_MUCH,
    URL,
    ago,
    days,
    decide,
    failing,
    look,
    wait,
)


@pytest.mark.parametrize(
    ("past", "verdict", "status", "streak"),
    [
        # one failed look is none, be it ever so definite
        (Past(), MISSING, "failing", 1),
        (Past(Status.ALIVE, looks=9, first_checked_at=ago(60)), MISSING, "failing", 1),
        # enough looks, but over too short a time; long enough, but too few looks
        (failing(5, 2.9), MISSING, "failing", 6),
        (failing(1, 30), MISSING, "failing", 2),
        # both: definite or not
        (failing(2, 3), MISSING, "dead", 3),
        (failing(2, 3), SILENT, "dead", 3),
        (failing(7, 50), SILENT, "dead", 8),
        # dead stays dead while looks fail, as a streak or as an audit's one answer
        (failing(9, 60, Status.DEAD), SILENT, "dead", 10),
        (failing(1, 0.1, Status.DEAD), SILENT, "dead", 2),
        # looks that tell nothing neither break the streak nor lengthen it, and kill nobody
        (failing(2, 30), REFUSED, "blocked", 2),
        (failing(2, 30), PRIVATE, "skipped", 2),
        (failing(2, 30), TOO_MUCH, "failing", 2),
        (failing(9, 60, Status.DEAD), TOO_MUCH, "failing", 9),  # it answers
        (Past(Status.FAILING, "too-much-work", looks=50, first_checked_at=ago(900)), TOO_MUCH, "failing", 0),
        (failing(2, 30, Status.BLOCKED), MISSING, "dead", 3),
        (failing(1, 30, Status.BLOCKED), MISSING, "failing", 2),
        (Past(Status.BLOCKED, "forbidden", 50, first_checked_at=ago(900)), REFUSED, "blocked", 0),
        # any good look ends it at once
        (failing(2, 30), ALIVE, "alive", 0),
        (failing(9, 60, Status.DEAD), replace(ALIVE, status=Status.REDIRECTED), "redirected", 0),
        (failing(9, 60, Status.DEAD), Verdict(Status.CHANGED, "content-drift", ()), "changed", 0),
    ],
)
def test_what_a_look_makes_of_a_link(past: Past, verdict: Verdict, status: str, streak: int) -> None:
    decision = decide(verdict, past)
    assert decision.verdict.status == status
    assert decision.verdict.reason == verdict.reason
    assert decision.after.consecutive_failures == streak
    assert (decision.after.failing_since is None) == (streak == 0)
    assert decision.is_overruled == (verdict.status != status)


def test_streak_begins_with_the_first_failed_look_and_is_told() -> None:
    first = decide(MISSING)
    assert first.after.failing_since == NOW
    assert first.verdict.because == ("asked", "failed look 1 of 3, over 0 of 3 days: not called dead yet")
    second = decide(MISSING, failing(1, 1.2))
    assert second.after.failing_since == ago(1.2)
    assert second.verdict.because[-1] == "failed look 2 of 3, over 1.2 of 3 days: not called dead yet"
    third = decide(MISSING, failing(2, 3.5))
    assert third.verdict.because == ("asked", "failed look 3 in a row, over 3.5 days: dead")
    later = decide(MISSING, failing(1, 0.5, Status.DEAD))
    assert later.verdict.because == ("asked", "dead before, and the look failed again")


def test_streak_without_a_failed_look_is_none() -> None:
    assert streak_after(Verdict(Status.ALIVE, None, ()), failing(2, 3), NOW) == Streak(None, 0, 0.0)
    assert streak_after(Verdict(Status.BLOCKED, None, ()), Past(), NOW) == Streak(None, 0, 0.0)
    assert streak_after(Verdict(Status.DEAD, None, ()), Past(), NOW) == Streak(NOW, 1, 0.0)


def test_half_a_streak_in_a_database_is_none() -> None:
    for past in (Past(failing_since=ago(3)), Past(consecutive_failures=3)):
        assert streak_after(Verdict(Status.DEAD, None, ()), past, NOW) == Streak(NOW, 1, 0.0)
        assert streak_after(Verdict(Status.BLOCKED, None, ()), past, NOW) == Streak(None, 0, 0.0)


def test_looks_are_so_placed_that_a_streak_is_confirmed_in_time() -> None:
    past, now, status = Past(Status.ALIVE, looks=5, first_checked_at=ago(40), last_checked_at=ago(7)), NOW, None
    looks = 0
    while status is not Status.DEAD:
        past = decide_patiently(MISSING, look(at=now), past, SETTINGS, MIDDLE).after
        assert past.next_check_at is not None
        status = past.status
        now, last, looks = past.next_check_at, now, looks + 1
    assert looks == 3
    assert 3 * DAY <= (last - NOW).total_seconds() < 3.2 * DAY


@pytest.mark.parametrize("field", ["first_checked_at", "last_checked_at", "failing_since"])
@pytest.mark.parametrize("verdict", [ALIVE, MISSING, REFUSED])
def test_clock_that_was_ahead_gives_no_absurd_result(field: str, verdict: Verdict) -> None:
    past = replace(failing(2, 3, Status.BLOCKED), **{field: NOW + timedelta(days=4000)})
    decision = decide(verdict, past)
    assert 0 < days(decision) <= 90
    assert decision.after.failing_since is None or decision.after.failing_since <= NOW
    assert (decision.verdict.status is Status.DEAD) == (verdict is MISSING and field != "failing_since")


TIMES = st.one_of(st.none(), st.floats(-4000, 4000).map(ago))
PASTS = st.builds(
    Past,
    status=st.sampled_from(Status),
    reason=st.sampled_from([None, "http-404", "connect-timeout", "forbidden", "rate-limited"]),
    looks=st.integers(0, 10_000),
    changes=st.integers(0, 10_000),
    first_checked_at=TIMES,
    last_checked_at=TIMES,
    failing_since=TIMES,
    consecutive_failures=st.integers(0, 100),
    final_url=st.sampled_from([None, URL, "http://b.test/"]),
)
LONGEST = 100 * 365 * 86400  # that the settings take
SECONDS = st.floats(0.001, LONGEST)
RECHECKS = st.builds(
    RecheckSettings,
    alive=SECONDS,
    failing=SECONDS,
    blocked=SECONDS,
    dead=SECONDS,
    max=SECONDS,
    confirmations=st.integers(1, 20),
    confirm_over=st.floats(0, LONGEST),
)
VERDICTS = st.builds(
    Verdict,
    st.sampled_from([status for status in Status if status is not Status.UNCHECKED]),
    st.sampled_from([None, "http-404", "rate-limited", "private-address"]),
    st.just(()),
)

CIRCUMSTANCES = st.builds(Circumstances, st.floats(0, 1, exclude_max=True), st.booleans())


@given(VERDICTS, PASTS, RECHECKS, CIRCUMSTANCES, st.one_of(st.none(), st.floats(0, 1e18)))
def test_bounds_hold_whatever_the_past_and_the_settings(
    verdict: Verdict, past: Past, recheck: RecheckSettings, circumstances: Circumstances, retry_after: float | None
) -> None:
    decision = decide(verdict, past, recheck, retry_after, circumstances)
    waits = wait(decision)
    assert 0 < waits <= max(1.0, recheck.max * 1.1) + 1e-6  # dates have whole microseconds
    assert retry_after is None or waits >= min(retry_after, recheck.max, 10 * 365 * DAY) - 1e-6
    assert (decision.verdict.status in FAILED) == (verdict.status in FAILED)
    assert decision.verdict.reason == verdict.reason
    assert (decision.after.consecutive_failures > 0) == (decision.after.failing_since is not None)
    if decision.verdict.status is Status.DEAD and past.status is not Status.DEAD:
        assert decision.after.failing_since is not None
        assert decision.after.consecutive_failures >= recheck.confirmations
        assert (NOW - decision.after.failing_since).total_seconds() >= recheck.confirm_over
    if verdict.status in GOOD:
        assert decision.after.consecutive_failures == 0
    assert decide(verdict, past, recheck, retry_after, circumstances) == decision


@pytest.mark.parametrize("trouble", [Trouble.CONNECT_TIMEOUT, Trouble.DNS_NXDOMAIN])
def test_looks_without_an_answer_are_counted_alike(trouble: Trouble) -> None:
    seen = Observation(URL, NOW, Visit(URL, URL, trouble=trouble))
    assert decide_patiently(MISSING, seen, failing(2, 4), SETTINGS, MIDDLE).verdict.status is Status.DEAD


@pytest.mark.parametrize(("failed_looks", "enough"), [(0, False), (2, False), (3, True), (4, True)])
def test_a_link_keeps_failing_from_the_third_look_on_however_soon(failed_looks: int, enough: bool) -> None:
    assert keeps_failing(failed_looks, RecheckSettings(confirmations=3, confirm_over=90 * 86400)) is enough
