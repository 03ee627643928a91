"""What a look makes of its link, whoever looked, and what counts as another finding."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from linkwatch.evidence import Hop, Observation, PageFacts, Trouble, Visit
from linkwatch.judge import Circumstances, decide_anew, decide_at_once, is_change
from linkwatch.model import Past, Status, Verdict
from tests.judge.deciding import (
    ALIVE,
    MIDDLE,
    MISSING,
    NOW,
    REFUSED,
    SETTINGS,
    SILENT,
    URL,
    ago,
    decide,
    look,
)


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
        (Past(Status.FAILING, "needs-browser"), Verdict(Status.BLOCKED, "needs-browser", ()), URL, True),
        (Past(Status.BLOCKED, "needs-browser"), Verdict(Status.FAILING, "needs-browser", ()), URL, True),
        (Past(Status.DEAD, "http-404"), ALIVE, URL, True),
        (Past(Status.BLOCKED, "forbidden", final_url=URL), REFUSED, "http://a.test/denied?id=7", False),
        (Past(Status.ALIVE, final_url=URL), ALIVE, "https://www.a.test/dam/", False),
        (Past(Status.ALIVE, final_url=URL), ALIVE, "http://a.test/dam?key=93ab&until=1790", False),
        (Past(Status.ALIVE, final_url=URL), ALIVE, "http://b.test/dam", True),
        (Past(Status.ALIVE), ALIVE, "http://b.test/dam", False),  # not known where it was
    ],
)
def test_what_counts_as_another_finding(past: Past, verdict: Verdict, final_url: str, *, changed: bool) -> None:
    assert is_change(past, verdict, look(final_url=final_url)) is changed


def test_of_a_moved_page_the_address_to_cite_counts() -> None:
    hops = (Hop(URL, 301, location="/new"), Hop("http://a.test/new", 302, location="/session/9"))
    seen = Observation(URL, NOW, Visit(URL, "http://a.test/session/9", 200, hops))
    moved = Verdict(Status.REDIRECTED, None, ())
    assert not is_change(Past(Status.REDIRECTED, final_url="http://a.test/new"), moved, seen)
    assert is_change(Past(Status.REDIRECTED, final_url="http://a.test/other"), moved, seen)


def test_not_modified_page_is_where_it_was() -> None:
    seen = Observation(URL, NOW, Visit(URL, URL, 304))
    assert not is_change(Past(Status.ALIVE, final_url="http://b.test/dam"), ALIVE, seen)


HOUR = timedelta(hours=1)
PAGE = PageFacts("text/html", title="The dam today")
TAGGED = Visit(URL, "http://a.test/dam/", 200, page=PAGE, headers={"etag": '"2"', "last-modified": "today"})
KNOWN = Past(
    Status.DEAD,
    "http-404",
    looks=5,
    changes=2,
    first_checked_at=ago(50),
    last_checked_at=ago(2),
    failing_since=ago(9),
    consecutive_failures=3,
    etag='"1"',
    last_modified="then",
    last_read_at=ago(12),
    final_url="http://a.test/old",
    http_status=404,
    title="The dam",
    last_alive_at=ago(12),
    next_check_at=ago(0),
    next_seek_at=ago(9),
    next_save_at=ago(1),
    save_was_noted=True,
)


def seen(visit: Visit = TAGGED) -> Observation:
    return Observation(URL, NOW, visit)


def test_audit_believes_a_good_look_and_remembers_what_to_ask_conditionally_with() -> None:
    decision = decide_at_once(ALIVE, seen(), KNOWN, SETTINGS)
    assert (decision.verdict, decision.is_overruled) == (ALIVE, False)
    assert decision.after == replace(
        KNOWN,
        status=Status.ALIVE,
        reason=None,
        looks=6,
        last_checked_at=NOW,
        failing_since=None,
        consecutive_failures=0,
        etag='"2"',
        last_modified="today",
        last_read_at=NOW,
        final_url="http://a.test/dam/",
        http_status=200,
        title="The dam today",
        last_alive_at=NOW,
        next_check_at=NOW + timedelta(days=7),
        next_seek_at=None,
        next_save_at=None,
    )


def test_audit_leaves_a_page_that_is_not_modified_where_it_was_read() -> None:
    known = replace(KNOWN, status=Status.ALIVE, final_url="http://b.test/dam")
    after = decide_at_once(ALIVE, seen(Visit(URL, URL, 304)), known, SETTINGS).after
    assert (after.final_url, after.etag, after.last_read_at) == (known.final_url, known.etag, known.last_read_at)
    assert (after.http_status, after.last_checked_at) == (304, NOW)


def test_audit_believes_a_failed_look() -> None:
    visit = Visit(URL, URL, 410, page=replace(PAGE, title="Not here"))
    decision = decide_at_once(replace(MISSING, reason="http-410"), seen(visit), KNOWN, SETTINGS)
    assert decision.after == replace(
        KNOWN,
        reason="http-410",
        looks=6,
        last_checked_at=NOW,
        consecutive_failures=4,
        etag=None,
        last_modified=None,
        final_url=URL,
        http_status=410,
        next_check_at=NOW + timedelta(days=30),
        next_save_at=None,
    )


def test_daemon_remembers_all_of_a_page_that_it_has_read() -> None:
    decision = decide(ALIVE, KNOWN, visit=TAGGED)
    assert decision.after == replace(
        KNOWN,
        status=Status.ALIVE,
        reason=None,
        looks=6,
        changes=3,
        last_checked_at=NOW,
        failing_since=None,
        consecutive_failures=0,
        etag='"2"',
        last_modified="today",
        last_read_at=NOW,
        final_url="http://a.test/dam/",
        http_status=200,
        title="The dam today",
        last_alive_at=NOW,
        next_check_at=decision.after.next_check_at,
        next_seek_at=None,
        next_save_at=None,
    )


def test_first_look_begins_everything() -> None:
    assert decide(ALIVE, Past(), visit=TAGGED).after.first_checked_at == NOW
    assert decide_at_once(ALIVE, seen(), Past(), SETTINGS).after.first_checked_at == NOW


@pytest.mark.parametrize(("status", "days"), [("failing", 1), ("blocked", 14), ("dead", 30), ("skipped", 7)])
def test_audit_leaves_links_due_after_the_usual_time(status: str, days: float) -> None:
    after = decide_at_once(Verdict(Status(status), None, ()), seen(), Past(), SETTINGS).after
    assert after.next_check_at == NOW + timedelta(days=days)


@pytest.mark.parametrize(
    ("status", "title", "kept"),
    [
        ("alive", "New", "New"),
        ("changed", "New", "New"),
        ("alive", "", ""),
        ("alive", None, "The dam"),
        ("dead", "Not found", "The dam"),
        ("blocked", "Just a moment", "The dam"),
    ],
)
def test_title_is_that_of_a_page_that_was_found(status: str, title: str | None, kept: str) -> None:
    visit = replace(TAGGED, page=replace(PAGE, title=title))
    assert decide(Verdict(Status(status), None, ()), KNOWN, visit=visit).after.title == kept
    assert decide(ALIVE, KNOWN, visit=replace(TAGGED, page=None)).after.title == "The dam"


def test_not_modified_page_keeps_what_was_read_and_where_it_was() -> None:
    known = replace(KNOWN, status=Status.ALIVE, reason=None, next_seek_at=None)
    after = decide(ALIVE, known, visit=Visit(URL, URL, 304)).after
    assert (after.etag, after.last_modified, after.last_read_at) == ('"1"', "then", ago(12))
    assert (after.final_url, after.http_status, after.changes) == ("http://a.test/old", 304, 2)
    assert decide_at_once(ALIVE, seen(Visit(URL, URL, 304)), known, SETTINGS).after.etag == '"1"'


@pytest.mark.parametrize(
    ("visit", "status", "final_url"),
    [
        (Visit(URL, "http://b.test/", 200), "alive", "http://b.test/"),
        (Visit(URL, "http://b.test/", 404), "dead", "http://b.test/"),
        (Visit(URL, URL, trouble=Trouble.DNS_NXDOMAIN), "dead", None),
        (Visit(URL, "http://b.test/", hops=(Hop(URL, 301),), trouble=Trouble.DNS_NXDOMAIN), "dead", "http://b.test/"),
        (
            Visit(URL, "http://b.test/s", 200, (Hop(URL, 301), Hop("http://b.test/", 302))),
            "redirected",
            "http://b.test/",
        ),
    ],
)
def test_where_a_look_ended(visit: Visit, status: str, final_url: str | None) -> None:
    verdict = Verdict(Status(status), None, ())
    assert decide(verdict, visit=visit).after.final_url == final_url
    assert decide_at_once(verdict, seen(visit), Past(), SETTINGS).after.final_url == final_url
    assert decide_anew(verdict, seen(visit), KNOWN, SETTINGS, was_overruled=False).after.final_url == final_url


@pytest.mark.parametrize(
    ("before", "found", "is_due", "was_due"),
    [
        ("alive", "changed", NOW, None),
        ("failing", "changed", NOW, ago(1)),
        ("changed", "changed", ago(1), ago(1)),
        ("dead", "changed", ago(1), ago(1)),
        ("dead", "changed", None, None),  # the archives have answered
        ("changed", "alive", None, ago(1)),
        ("dead", "blocked", None, ago(1)),
        ("alive", "alive", ago(1), ago(1)),
        ("alive", "blocked", None, None),
    ],
)
def test_archives_are_asked_when_a_link_gets_lost(
    before: str, found: str, is_due: datetime | None, was_due: datetime | None
) -> None:
    past, verdict = replace(KNOWN, status=Status(before), next_seek_at=was_due), Verdict(Status(found), None, ())
    assert decide(verdict, past).after.next_seek_at == is_due
    assert decide_at_once(verdict, seen(), past, SETTINGS).after.next_seek_at == is_due


@pytest.mark.parametrize(
    ("found", "looks", "cited", "asks"),
    [
        ("alive", 0, 30 + 1 / 24, True),
        ("redirected", 0, 31, True),
        ("alive", 0, 30, False),
        ("alive", 1, 400, False),
        ("blocked", 0, 400, False),
        ("alive", 0, None, False),
    ],
)
def test_archives_are_asked_what_a_page_said_that_was_cited_long_ago(
    found: str, looks: int, cited: float | None, *, asks: bool
) -> None:
    circumstances = replace(MIDDLE, cited_at=None if cited is None else ago(cited))
    past, verdict = Past(looks=looks), Verdict(Status(found), None, ())
    after = decide(verdict, past, circumstances=circumstances).after
    assert after.next_seek_at == (NOW if asks else None)
    assert decide_at_once(verdict, seen(), past, SETTINGS).after.next_seek_at is None


@pytest.mark.parametrize(
    ("found", "noted", "was_due", "is_due"),
    [
        ("alive", False, None, NOW),
        ("redirected", False, None, NOW),
        ("alive", False, ago(1), ago(1)),
        ("alive", True, None, None),
        ("alive", True, ago(1), ago(1)),
        ("changed", False, ago(1), None),
        ("dead", False, ago(1), None),
    ],
)
def test_copy_is_made_once_of_a_page_that_is_there(
    found: str, was_due: datetime | None, is_due: datetime | None, *, noted: bool
) -> None:
    past = replace(KNOWN, next_save_at=was_due, save_was_noted=noted)
    wanted = replace(MIDDLE, copy_wanted=True)
    verdict = Verdict(Status(found), None, ())
    assert decide(verdict, past, circumstances=wanted).after.next_save_at == is_due
    assert decide(verdict, past).after.next_save_at is None


def test_verdict_of_a_patient_daemon_that_is_not_the_looks_own_is_marked() -> None:
    assert decide(MISSING, Past()).is_overruled
    assert not decide(SILENT, Past()).is_overruled


LATER = timedelta(hours=3)


def test_judging_anew_changes_what_follows_from_the_verdict_alone() -> None:
    known = replace(KNOWN, last_checked_at=NOW + LATER)
    decision = decide_anew(ALIVE, seen(), known, SETTINGS, was_overruled=True)
    assert (decision.verdict, decision.is_overruled) == (ALIVE, False)
    assert decision.after == replace(
        known,
        status=Status.ALIVE,
        reason=None,
        final_url="http://a.test/dam/",
        next_check_at=NOW + timedelta(days=7),
        last_alive_at=NOW + LATER,
        failing_since=None,
        consecutive_failures=0,
    )


def test_page_that_is_judged_anew_as_failed_has_failed_once_at_least() -> None:
    known = Past(Status.ALIVE, looks=4, last_checked_at=ago(1), last_alive_at=ago(1))
    after = decide_anew(MISSING, seen(), known, SETTINGS, was_overruled=False).after
    assert (after.failing_since, after.consecutive_failures, after.last_alive_at) == (ago(1), 1, ago(1))
    after = decide_anew(MISSING, seen(), KNOWN, SETTINGS, was_overruled=False).after
    assert (after.failing_since, after.consecutive_failures) == (ago(9), 3)
    after = decide_anew(REFUSED, seen(), KNOWN, SETTINGS, was_overruled=False).after
    assert (after.status, after.failing_since, after.consecutive_failures) == (Status.BLOCKED, ago(9), 3)


def test_what_the_looks_before_overruled_stays_so_when_judged_anew() -> None:
    known = replace(KNOWN, status=Status.FAILING)
    gone = replace(MISSING, reason="http-410")
    overruled = decide_anew(gone, seen(), known, SETTINGS, was_overruled=True)
    assert (overruled.verdict.status, overruled.verdict.reason, overruled.is_overruled) == ("failing", "http-410", True)
    assert overruled.after.next_check_at == NOW + timedelta(days=1)
    assert overruled.after.reason == "http-410"
    plain = decide_anew(gone, seen(), known, SETTINGS, was_overruled=False)
    assert (plain.after.status, plain.is_overruled) == (Status.DEAD, False)


def test_rate_limit_is_no_other_finding() -> None:
    limited = Verdict(Status.BLOCKED, "rate-limited", ())
    assert not is_change(Past(Status.ALIVE), limited, seen())
    assert not is_change(Past(Status.BLOCKED, "rate-limited"), ALIVE, seen())


def test_host_is_steady_and_no_copy_is_wanted_unless_somebody_says_so() -> None:
    past = Past(Status.ALIVE, None, 5, 0, ago(200), ago(60))
    usual, unstable = (
        decide(ALIVE, past, circumstances=circumstances).after
        for circumstances in (Circumstances(0.5), Circumstances(0.5, unstable_host=True))
    )
    assert usual.next_check_at == NOW + timedelta(days=90)
    assert unstable.next_check_at == NOW + timedelta(days=45)
    assert usual.next_save_at is None
