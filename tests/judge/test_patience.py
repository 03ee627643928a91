"""The daemon's patience: when failed looks make a link dead, and when it looks again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Hop, Observation, Trouble, Visit
from linkwatch.judge import Decision, decide, is_change
from linkwatch.model import FAILED, GOOD, Past, Status, Verdict

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = 86400.0
URL = "http://a.test/dam"
SETTINGS = RecheckSettings()  # 3 looks over 3 days; alive 7 d, failing 1 d, blocked 14 d, dead 30 d, at most 90 d
MIDDLE = 0.5  # the spread that moves nothing

ALIVE = Verdict(Status.ALIVE, None, ("asked",))
MISSING = Verdict(Status.DEAD, "http-404", ("asked",))
SILENT = Verdict(Status.FAILING, "connect-timeout", ("asked",))
REFUSED = Verdict(Status.BLOCKED, "forbidden", ("asked",))
TOO_MUCH = Verdict(Status.FAILING, "too-much-work", ("asked",))
PRIVATE = Verdict(Status.SKIPPED, "private-address", ("asked",))


def _ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def _look(retry_after: float | None = None, at: datetime = NOW, final_url: str = URL) -> Observation:
    return Observation(URL, at, Visit(URL, final_url, 200, retry_after=retry_after))


def _decide(
    verdict: Verdict, past: Past | None = None, recheck: RecheckSettings = SETTINGS, retry_after: float | None = None
) -> Decision:
    return decide(verdict, _look(retry_after), past or Past(), recheck, MIDDLE)


def _days(decision: Decision) -> float:
    return (decision.next_check_at - NOW).total_seconds() / DAY


def _failing(looks: int, since: float, status: Status = Status.FAILING, **more: object) -> Past:
    """A link of which so many looks in a row have failed, the first so many days ago."""
    values = {"looks": looks + 4, "first_checked_at": _ago(since + 40), "last_checked_at": _ago(1.5), **more}
    return Past(status, "http-404", failing_since=_ago(since), consecutive_failures=looks, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("past", "look", "status", "row"),
    [
        # one failed look is none, be it ever so definite
        (Past(), MISSING, "failing", 1),
        (Past(Status.ALIVE, looks=9, first_checked_at=_ago(60)), MISSING, "failing", 1),
        # enough looks, but over too short a time; long enough, but too few looks
        (_failing(5, 2.9), MISSING, "failing", 6),
        (_failing(1, 30), MISSING, "failing", 2),
        # both: definite or not
        (_failing(2, 3), MISSING, "dead", 3),
        (_failing(2, 3), SILENT, "dead", 3),
        (_failing(7, 50), SILENT, "dead", 8),
        # dead stays dead while looks fail, as a row or as an audit's one answer
        (_failing(9, 60, Status.DEAD), SILENT, "dead", 10),
        (_failing(1, 0.1, Status.DEAD), SILENT, "dead", 2),
        # looks that tell nothing neither break the row nor lengthen it, and kill nobody
        (_failing(2, 30), REFUSED, "blocked", 2),
        (_failing(2, 30), PRIVATE, "skipped", 2),
        (_failing(2, 30), TOO_MUCH, "failing", 2),
        (_failing(9, 60, Status.DEAD), TOO_MUCH, "failing", 9),  # it answers
        (Past(Status.FAILING, "too-much-work", 50, first_checked_at=_ago(900)), TOO_MUCH, "failing", 0),
        (_failing(2, 30, Status.BLOCKED), MISSING, "dead", 3),
        (_failing(1, 30, Status.BLOCKED), MISSING, "failing", 2),
        (Past(Status.BLOCKED, "forbidden", 50, first_checked_at=_ago(900)), REFUSED, "blocked", 0),
        # any good look ends it at once
        (_failing(2, 30), ALIVE, "alive", 0),
        (_failing(9, 60, Status.DEAD), replace(ALIVE, status=Status.REDIRECTED), "redirected", 0),
        (_failing(9, 60, Status.DEAD), Verdict(Status.CHANGED, "content-drift", ()), "changed", 0),
    ],
)
def test_what_a_look_makes_of_a_link(past: Past, look: Verdict, status: str, row: int) -> None:
    decision = _decide(look, past)
    assert decision.verdict.status == status
    assert decision.verdict.reason == look.reason
    assert decision.consecutive_failures == row
    assert (decision.failing_since is None) == (row == 0)
    assert decision.retold == (look.status != status)


def test_a_page_that_is_too_much_work_is_looked_at_as_seldom_as_one_that_refuses() -> None:
    first = _decide(TOO_MUCH, Past(Status.ALIVE, looks=9, first_checked_at=_ago(60), last_checked_at=_ago(7)))
    assert _days(first) == pytest.approx(14)
    again = _decide(TOO_MUCH, Past(Status.FAILING, "too-much-work", looks=10, last_checked_at=_ago(14)))
    assert _days(again) == pytest.approx(28)


def test_row_begins_with_the_first_failed_look_and_is_told() -> None:
    first = _decide(MISSING)
    assert first.failing_since == NOW
    assert first.verdict.because == ("asked", "failed look 1 of 3, over 0 of 3 days: not called dead yet")
    second = _decide(MISSING, _failing(1, 1.2))
    assert second.failing_since == _ago(1.2)
    assert second.verdict.because[-1] == "failed look 2 of 3, over 1.2 of 3 days: not called dead yet"
    assert _decide(MISSING, _failing(2, 3.5)).verdict.because[-1] == "failed look 3 in a row, over 3.5 days: dead"


def test_looks_are_so_placed_that_a_row_is_confirmed_in_time() -> None:
    past, now, status = Past(Status.ALIVE, looks=5, first_checked_at=_ago(40), last_checked_at=_ago(7)), NOW, None
    looks = 0
    while status is not Status.DEAD:
        decision = decide(MISSING, _look(at=now), past, SETTINGS, MIDDLE)
        status = decision.verdict.status
        past = Past(
            status,
            "http-404",
            looks=6 + looks,
            first_checked_at=_ago(40),
            last_checked_at=now,
            failing_since=decision.failing_since,
            consecutive_failures=decision.consecutive_failures,
        )
        now, last, looks = decision.next_check_at, now, looks + 1
    assert looks == 3
    assert 3 * DAY <= (last - NOW).total_seconds() < 3.2 * DAY


@pytest.mark.parametrize(
    ("settings", "past", "days"),
    [
        ({"failing": "12h"}, Past(), 0.5),
        ({"failing": "5d"}, Past(), 1.5),  # confirm_over / (confirmations - 1)
        ({"confirm_over": 0}, Past(), 1),  # confirmed by number alone
        ({"confirm_over": 0, "confirmations": 1}, _failing(3, 0.0, last_checked_at=NOW), 30),  # dead
        ({"confirmations": 1}, Past(), 3 * 1.05),  # confirmed by time alone: not before it has passed
        ({}, _failing(4, 1.0), 2 * 1.05),  # enough looks: the next one when the time has passed
    ],
)
def test_next_look_after_a_failed_one(settings: dict[str, object], past: Past, days: float) -> None:
    assert _days(_decide(MISSING, past, RecheckSettings.model_validate(settings))) == pytest.approx(days, abs=0.001)


@pytest.mark.parametrize(("dead_for", "days"), [(3, 30), (30, 30), (45, 45), (80, 80), (400, 90)])
def test_dead_links_are_looked_at_less_and_less_often(dead_for: float, days: float) -> None:
    assert _days(_decide(MISSING, _failing(5, dead_for, Status.DEAD))) == pytest.approx(days)


@pytest.mark.parametrize(("last", "days"), [(14, 28), (28, 56), (56, 90), (2, 14)])
def test_blocked_links_are_looked_at_less_and_less_often(last: float, days: float) -> None:
    past = Past(Status.BLOCKED, "forbidden", looks=4, first_checked_at=_ago(100), last_checked_at=_ago(last))
    assert _days(_decide(REFUSED, past)) == pytest.approx(days)
    assert _days(_decide(REFUSED, replace(past, status=Status.ALIVE))) == pytest.approx(14)


def test_host_that_asked_for_a_pause_is_asked_again_before_one_that_refuses() -> None:
    limited = Verdict(Status.BLOCKED, "rate-limited", ())
    assert _days(_decide(limited)) == pytest.approx(1)
    assert _days(_decide(REFUSED)) == pytest.approx(14)


@pytest.mark.parametrize("verdict", [ALIVE, SILENT, REFUSED])
def test_no_look_is_sooner_than_the_server_asked(verdict: Verdict) -> None:
    assert _days(_decide(verdict, retry_after=40 * DAY)) >= 40
    assert _days(_decide(verdict, retry_after=1e15)) <= 99  # nor ever later than the settings say
    assert _days(_decide(verdict, retry_after=60)) == _days(_decide(verdict))


@pytest.mark.parametrize(
    ("looks", "changes", "over", "last", "days"),
    [
        (0, 0, 0, 0, 7),  # the first look
        (1, 0, 7, 7, 14),  # nothing changed: each interval at most twice the last
        (2, 0, 21, 14, 28),
        (5, 0, 200, 60, 90),  # up to the most
        (10, 1, 70, 7, 14),  # 7 days / -ln(9.5 / 10.5) = 70 days, but not at once
        (10, 1, 700, 90, 90),
        (10, 5, 70, 7, 10.8),  # 7 days / -ln(5.5 / 10.5)
        (10, 9, 70, 7, 3.6),  # 7 days / -ln(1.5 / 10.5)
        (20, 20, 20, 1, 1.75),  # never below a quarter of the usual
        (6, 0, 42, 0.01, 7),  # somebody looked by hand in between
    ],
)
def test_good_links_are_looked_at_as_often_as_they_change(
    looks: int, changes: int, over: float, last: float, days: float
) -> None:
    known = Status.ALIVE if looks else Status.UNCHECKED
    past = Past(known, None, looks, changes, _ago(over) if looks else None, _ago(last) if looks else None)
    assert _days(_decide(ALIVE, past)) == pytest.approx(days, rel=0.01)


def test_links_of_an_unstable_host_are_looked_at_twice_as_often() -> None:
    past = Past(Status.ALIVE, None, 5, 0, _ago(200), _ago(60))
    assert _days(_decide(ALIVE, replace(past, unstable_host=True))) == pytest.approx(45)
    restless = Past(Status.ALIVE, None, 20, 20, _ago(20), _ago(1), unstable_host=True)
    assert _days(_decide(ALIVE, restless)) == pytest.approx(1.75)


@pytest.mark.parametrize("field", ["first_checked_at", "last_checked_at", "failing_since"])
@pytest.mark.parametrize("verdict", [ALIVE, MISSING, REFUSED])
def test_clock_that_was_ahead_gives_no_absurd_result(field: str, verdict: Verdict) -> None:
    past = replace(_failing(2, 3, Status.BLOCKED), **{field: NOW + timedelta(days=4000)})
    decision = _decide(verdict, past)
    assert 0 < _days(decision) <= 90
    assert decision.failing_since is None or decision.failing_since <= NOW
    assert (decision.verdict.status is Status.DEAD) == (verdict is MISSING and field != "failing_since")


def test_spread_moves_next_looks_evenly_by_a_tenth_to_either_side() -> None:
    days = [_days(decide(ALIVE, _look(), Past(), SETTINGS, step / 100)) for step in range(100)]
    assert (min(days), max(days)) == (pytest.approx(6.3), pytest.approx(7.7, abs=0.02))
    steps = [later - sooner for sooner, later in pairwise(days)]
    assert min(steps) == pytest.approx(max(steps))


@pytest.mark.parametrize(
    ("past", "verdict", "final_url", "changed"),
    [
        (Past(), MISSING, URL, False),  # the first look
        (Past(Status.ALIVE), ALIVE, URL, False),
        (Past(Status.ALIVE), REFUSED, URL, True),
        (Past(Status.ALIVE), MISSING, URL, True),
        (Past(Status.FAILING, "http-404"), MISSING, URL, False),  # the look before found the same
        (Past(Status.DEAD, "http-404"), Verdict(Status.FAILING, "http-404", ()), URL, False),
        (Past(Status.FAILING, "http-404"), SILENT, URL, True),
        (Past(Status.DEAD, "http-404"), ALIVE, URL, True),
        (Past(Status.BLOCKED, "forbidden", final_url=URL), REFUSED, "http://a.test/denied?id=7", False),
        (Past(Status.ALIVE, final_url=URL), ALIVE, "https://www.a.test/dam/", False),
        (Past(Status.ALIVE, final_url=URL), ALIVE, "http://a.test/dam?key=93ab&until=1790", False),
        (Past(Status.ALIVE, final_url=URL), ALIVE, "http://b.test/dam", True),
        (Past(Status.ALIVE), ALIVE, "http://b.test/dam", False),  # not known where it was
    ],
)
def test_what_counts_as_another_finding(past: Past, verdict: Verdict, final_url: str, *, changed: bool) -> None:
    assert is_change(past, verdict, _look(final_url=final_url)) is changed


def test_of_a_moved_page_the_address_to_cite_counts() -> None:
    hops = (Hop(URL, 301, location="/new"), Hop("http://a.test/new", 302, location="/session/9"))
    look = Observation(URL, NOW, Visit(URL, "http://a.test/session/9", 200, hops))
    moved = Verdict(Status.REDIRECTED, None, ())
    assert not is_change(Past(Status.REDIRECTED, final_url="http://a.test/new"), moved, look)
    assert is_change(Past(Status.REDIRECTED, final_url="http://a.test/other"), moved, look)


def test_not_modified_page_is_where_it_was() -> None:
    look = Observation(URL, NOW, Visit(URL, URL, 304))
    assert not is_change(Past(Status.ALIVE, final_url="http://b.test/dam"), ALIVE, look)


TIMES = st.one_of(st.none(), st.floats(-4000, 4000).map(_ago))
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
    unstable_host=st.booleans(),
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


@given(VERDICTS, PASTS, RECHECKS, st.floats(0, 1, exclude_max=True), st.one_of(st.none(), st.floats(0, 1e18)))
def test_bounds_hold_whatever_the_past_and_the_settings(
    verdict: Verdict, past: Past, recheck: RecheckSettings, spread: float, retry_after: float | None
) -> None:
    decision = decide(verdict, _look(retry_after), past, recheck, spread)
    wait = (decision.next_check_at - NOW).total_seconds()
    assert 0 < wait <= max(1.0, recheck.max * 1.1) + 1e-6  # dates have whole microseconds
    assert retry_after is None or wait >= min(retry_after, recheck.max, 10 * 365 * DAY) - 1e-6
    assert (decision.verdict.status in FAILED) == (verdict.status in FAILED)
    assert decision.verdict.reason == verdict.reason
    assert (decision.consecutive_failures > 0) == (decision.failing_since is not None)
    if decision.verdict.status is Status.DEAD and past.status is not Status.DEAD:
        assert decision.failing_since is not None
        assert decision.consecutive_failures >= recheck.confirmations
        assert (NOW - decision.failing_since).total_seconds() >= recheck.confirm_over
    if verdict.status in GOOD:
        assert decision.consecutive_failures == 0
    assert decide(verdict, _look(retry_after), past, recheck, spread) == decision


@pytest.mark.parametrize("trouble", [Trouble.CONNECT_TIMEOUT, Trouble.DNS_NXDOMAIN])
def test_looks_without_an_answer_are_counted_alike(trouble: Trouble) -> None:
    look = Observation(URL, NOW, Visit(URL, URL, trouble=trouble))
    assert decide(MISSING, look, _failing(2, 4), SETTINGS, MIDDLE).verdict.status is Status.DEAD
