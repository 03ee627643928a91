"""What a domain's registration threatens, in which words, and when it says nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from linkwatch.judge.registration import Registration, State, threat_of

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def said(expires_in: timedelta | None, state: State | None = None, told: timedelta = DAY) -> tuple[float, str] | None:
    """What a registration threatens. told: how long ago its registry was asked."""
    expires_at = None if expires_in is None else NOW + expires_in
    threat = threat_of(Registration("mill.example", NOW - told, expires_at, state), NOW)
    return None if threat is None else (threat.chance, threat.reason.replace("the registration of mill.example ", ""))


@pytest.mark.parametrize("expires_in", [None, 31 * DAY, 3650 * DAY, -92 * DAY, -20_000 * DAY])
def test_a_registration_that_goes_on_threatens_nothing(expires_in: timedelta | None) -> None:
    assert said(expires_in) is None


def test_the_nearer_the_end_the_likelier_all_is_gone() -> None:
    soon, ended = said(30 * DAY), said(-2 * DAY)
    assert said(-91 * DAY) == (0.5, "ended on 2026-08-23")
    redemption, deleted = said(300 * DAY, "redemption"), said(-40 * DAY, "pending-delete")
    assert soon == (0.25, "ends on 2026-12-22")
    assert ended == (0.5, "ended on 2026-11-20")
    assert redemption == (0.85, "has ended: its owner can have it back still")
    assert deleted == (0.97, "has ended: the name is about to be deleted")


def test_a_day_that_has_passed_since_the_registry_was_asked_may_have_been_renewed() -> None:
    assert said(-2 * DAY, told=5 * DAY) == (0.25, "was to end on 2026-11-20")
    assert said(0 * DAY) == (0.25, "was to end on 2026-11-22")
    assert said(-2 * DAY, told=2 * DAY) == (0.5, "ended on 2026-11-20")


@pytest.mark.parametrize(("expires_in", "state"), [(10 * DAY, None), (None, "redemption"), (None, "pending-delete")])
def test_what_was_said_long_ago_is_not_believed(expires_in: timedelta | None, state: State | None) -> None:
    assert said(expires_in, state, told=60 * DAY) is not None
    assert said(expires_in, state, told=61 * DAY) is None
