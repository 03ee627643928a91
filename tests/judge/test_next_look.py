"""When the daemon looks again."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Visit
from linkwatch.judge import Circumstances
from linkwatch.judge.next_look import after_one_look, is_unstable, longest_wait
from linkwatch.model import Past, Status, Verdict
from tests.judge.deciding import (
    ALIVE,
    DAY,
    MIDDLE,
    MISSING,
    NOW,
    REFUSED,
    SETTINGS,
    SILENT,
    TOO_MUCH,
    URL,
    ago,
    days,
    decide,
    failing,
    wait,
)


@pytest.mark.parametrize(
    ("settings", "past", "due"),
    [
        ({"failing": "12h"}, Past(), 0.5),
        ({"failing": "5d"}, Past(), 1.5),  # confirm_over / (confirmations - 1)
        ({"confirm_over": 0}, Past(), 1),  # confirmed by number alone
        ({"confirm_over": 0, "confirmations": 1}, failing(3, 0.0, last_checked_at=NOW), 30),  # dead
        ({"confirmations": 1}, Past(), 3 * 1.05),  # confirmed by time alone: not before it has passed
        ({}, failing(4, 1.0), 2 * 1.05),  # enough looks: the next one when the time has passed
    ],
)
def test_next_look_after_a_failed_one(settings: dict[str, object], past: Past, due: float) -> None:
    assert days(decide(MISSING, past, RecheckSettings.model_validate(settings))) == pytest.approx(due, abs=0.001)


@pytest.mark.parametrize(("dead_for", "due"), [(3, 30), (30, 30), (45, 45), (80, 80), (400, 90)])
def test_dead_links_are_looked_at_less_and_less_often(dead_for: float, due: float) -> None:
    assert days(decide(MISSING, failing(5, dead_for, Status.DEAD))) == pytest.approx(due)


def test_a_page_that_is_too_much_work_is_looked_at_as_seldom_as_one_that_refuses() -> None:
    first = decide(TOO_MUCH, Past(Status.ALIVE, looks=9, first_checked_at=ago(60), last_checked_at=ago(7)))
    assert days(first) == pytest.approx(14)
    again = decide(TOO_MUCH, Past(Status.FAILING, "too-much-work", looks=10, last_checked_at=ago(14)))
    assert days(again) == pytest.approx(28)
    nearly_dead = decide(TOO_MUCH, failing(2, 0.5))
    assert days(nearly_dead) == pytest.approx(14)  # nothing is to be confirmed by it


@pytest.mark.parametrize(("last", "due"), [(14, 28), (28, 56), (56, 90), (2, 14)])
def test_blocked_links_are_looked_at_less_and_less_often(last: float, due: float) -> None:
    past = Past(Status.BLOCKED, "forbidden", looks=4, first_checked_at=ago(100), last_checked_at=ago(last))
    assert days(decide(REFUSED, past)) == pytest.approx(due)
    assert days(decide(REFUSED, replace(past, status=Status.ALIVE))) == pytest.approx(14)


def test_host_that_asked_for_a_pause_is_asked_again_before_one_that_refuses() -> None:
    limited = Verdict(Status.BLOCKED, "rate-limited", ())
    assert days(decide(limited)) == pytest.approx(1)
    assert days(decide(REFUSED)) == pytest.approx(14)


@pytest.mark.parametrize("verdict", [ALIVE, SILENT, REFUSED])
def test_no_look_is_sooner_than_the_server_asked(verdict: Verdict) -> None:
    assert days(decide(verdict, retry_after=40 * DAY)) >= 40
    assert days(decide(verdict, retry_after=1e15)) <= 99  # nor ever later than the settings say
    assert days(decide(verdict, retry_after=60)) == days(decide(verdict))


@pytest.mark.parametrize(
    ("looks", "changes", "over", "last", "due"),
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
    looks: int, changes: int, over: float, last: float, due: float
) -> None:
    known = Status.ALIVE if looks else Status.UNCHECKED
    past = Past(known, None, looks, changes, ago(over) if looks else None, ago(last) if looks else None)
    assert days(decide(ALIVE, past)) == pytest.approx(due, rel=0.01)


@pytest.mark.parametrize(
    ("links", "failing", "unstable"),
    [(0, 0, False), (1, 1, False), (2, 2, True), (20, 1, False), (20, 2, True), (21, 2, False), (100, 10, True)],
)
def test_a_host_is_unstable_where_a_tenth_of_its_links_fails_and_more_than_one(
    links: int, failing: int, unstable: bool
) -> None:
    assert is_unstable(links, failing) is unstable


def test_links_of_an_unstable_host_are_looked_at_twice_as_often() -> None:
    past = Past(Status.ALIVE, None, 5, 0, ago(200), ago(60))
    unstable = replace(MIDDLE, unstable_host=True)
    assert days(decide(ALIVE, past, circumstances=unstable)) == pytest.approx(45)
    restless = Past(Status.ALIVE, None, 20, 20, ago(20), ago(1))
    assert days(decide(ALIVE, restless, circumstances=unstable)) == pytest.approx(1.75)


def test_spread_moves_next_looks_evenly_by_a_tenth_to_either_side() -> None:
    due = [days(decide(ALIVE, circumstances=Circumstances(step / 100))) for step in range(100)]
    assert (min(due), max(due)) == (pytest.approx(6.3), pytest.approx(7.7, abs=0.02))
    steps = [later - sooner for sooner, later in pairwise(due)]
    assert min(steps) == pytest.approx(max(steps))


def test_no_look_is_planned_for_the_next_second_nor_for_the_next_generation() -> None:
    hasty = RecheckSettings(alive=0.001, failing=0.001, blocked=0.001, dead=0.001, max=0.001)
    assert wait(decide(REFUSED, recheck=hasty)) == 1
    lazy = RecheckSettings.model_validate({"blocked": "36500d", "max": "36500d"})
    assert days(decide(REFUSED, recheck=lazy)) == 3650
    assert longest_wait(lazy) == 3650 * DAY * 1.1
    assert longest_wait(SETTINGS) == 90 * DAY * 1.1


def test_look_that_may_confirm_comes_a_second_after_the_streak_is_long_enough() -> None:
    assert wait(decide(MISSING, failing(4, 1.0))) == pytest.approx((2 * DAY + 1) * 1.05, abs=0.01)
    assert wait(decide(MISSING, failing(4, 1.0), circumstances=Circumstances(0))) == 2 * DAY + 1


def test_look_that_cannot_confirm_does_not_wait_until_the_streak_is_long_enough() -> None:
    soon = RecheckSettings.model_validate({"blocked": "1h"})
    assert wait(decide(TOO_MUCH, failing(2, 1.0), recheck=soon)) < 2 * 3600


def test_pause_that_a_server_asked_for_is_spread_but_never_shortened() -> None:
    assert days(decide(ALIVE, retry_after=40 * DAY)) == pytest.approx(42)
    assert days(decide(ALIVE, retry_after=40 * DAY, circumstances=Circumstances(0))) == 40


def test_two_looks_are_as_far_apart_as_they_have_to_be() -> None:
    two = RecheckSettings.model_validate({"failing": "5d", "confirmations": 2})
    assert days(decide(MISSING, Past(), two)) == pytest.approx(3 * 1.05, abs=0.001)
    assert days(decide(MISSING, Past(), two, circumstances=Circumstances(0))) == pytest.approx(3, abs=0.001)
    five = RecheckSettings.model_validate({"failing": "5d", "confirmations": 5, "confirm_over": "8d"})
    assert days(decide(MISSING, Past(), five)) == pytest.approx(2)


def test_change_that_is_found_now_counts_already() -> None:
    moved = Visit(URL, "http://b.test/dam", 200)
    past = Past(Status.ALIVE, None, 10, 4, ago(70), ago(7), final_url=URL)
    assert days(decide(ALIVE, past, visit=moved)) == pytest.approx(10.8, rel=0.01)
    assert days(decide(ALIVE, past)) == 14
    second = Past(Status.ALIVE, None, 1, 0, ago(2), ago(2), final_url=URL)
    assert days(decide(ALIVE, second, visit=moved)) == pytest.approx(1.82, rel=0.01)  # 2 days / -ln(0.5 / 1.5)
    restless = Past(Status.ALIVE, None, 20, 20, ago(20), ago(1), final_url=URL)
    assert days(decide(ALIVE, restless, visit=moved)) == pytest.approx(1.75)


def test_history_without_a_beginning_or_without_length_tells_nothing() -> None:
    assert days(decide(ALIVE, Past(Status.ALIVE, None, 3, 1, NOW, NOW))) == 7
    assert days(decide(ALIVE, Past(Status.ALIVE, None, 0, 0, ago(9), ago(3)))) == 7


def test_what_cannot_be_looked_at_is_tried_as_seldom_as_can_be() -> None:
    assert days(decide(Verdict(Status.SKIPPED, "private-address", ()))) == pytest.approx(90)


@pytest.mark.parametrize(
    ("status", "due"), [("failing", 1), ("blocked", 14), ("dead", 30), ("alive", 7), ("skipped", 7)]
)
def test_after_one_look_a_link_is_due_after_the_usual_time(status: str, due: float) -> None:
    assert after_one_look(Status(status), NOW, SETTINGS) == NOW + timedelta(days=due)


def test_streak_that_need_last_only_a_moment_is_looked_at_in_that_moment() -> None:
    assert wait(decide(MISSING, Past(), RecheckSettings(confirm_over=1))) == 1
