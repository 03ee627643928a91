"""What is stored of a look: its own facts beside the decision, and what the page says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from linkwatch.check.settling import OWN_VERDICT, look_at_once, look_patiently
from linkwatch.config import RecheckSettings
from linkwatch.evidence import Memory, Observation, Visit
from linkwatch.judge import read_page
from linkwatch.model import Likeness, Link, Past, Status, Verdict
from linkwatch.store import Look, Settled

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "http://a.test/dam"
LINK = Link(7, URL)
TEXT = " ".join(f"The river rose by {word} before the dam was built." for word in ("an inch", "a foot", "a yard") * 9)
HTML = f"<html><head><title>The dam</title></head><body><h1>The dam</h1><p>{TEXT}</p></body></html>"
PAGE = read_page(HTML.encode(), "text/html", "utf-8", URL)
FOUND = Observation(URL, NOW, Visit(URL, URL, 200, page=PAGE, elapsed_ms=31))
MISSED = Observation(URL, NOW, Visit(URL, URL, 404, elapsed_ms=12), second=Visit(URL, URL, 404, elapsed_ms=99))
ALIVE = Verdict(Status.ALIVE, None, ("asked", "a page"))
MISSING = Verdict(Status.DEAD, "http-404", ("asked",))
SETTINGS = RecheckSettings()
NOTHING = Memory(Past())


def patiently(
    observation: Observation, verdict: Verdict, memory: Memory = NOTHING, link: Link = LINK, *, to_save: bool = False
) -> Look:
    return look_patiently(link, memory, observation, verdict, SETTINGS, to_save=to_save)


def test_audits_look_is_stored_as_it_was() -> None:
    look = look_at_once(LINK, MISSED, MISSING, SETTINGS)
    settled = look.settled(Past(looks=3))
    assert look.link_id == 7
    assert (settled.after.status, settled.after.looks, settled.elapsed_ms) == (Status.DEAD, 4, 12)
    assert settled.evidence["because"] == ["asked"]
    assert settled.evidence["first"]["http_status"] == 404
    assert settled.likeness is None
    assert OWN_VERDICT not in settled.evidence
    assert "archived_original" not in settled.evidence
    assert look_at_once(LINK, FOUND, ALIVE, SETTINGS).settled(Past()).likeness is None


def test_link_into_an_archive_tells_what_it_is_a_copy_of_without_its_password() -> None:
    copy = Link(7, "https://web.archive.org/web/20150609120000/http://user:word@a.test/dam")
    evidence = look_at_once(copy, FOUND, ALIVE, SETTINGS).settled(Past()).evidence
    assert evidence["archived_original"] == "http://***@a.test/dam"


def test_missing_fragments_are_told_up_to_a_bound_and_no_others() -> None:
    missing = {f"part-{number:02}": False for number in range(30)}
    seen = replace(FOUND, fragments={"there": True, "unknown": None, **missing})
    evidence = look_at_once(LINK, seen, ALIVE, SETTINGS).settled(Past()).evidence
    assert evidence["fragments_missing"] == list(missing)[:20]
    none_missing = replace(FOUND, fragments={"there": True, "unknown": None})
    assert "fragments_missing" not in look_at_once(LINK, none_missing, ALIVE, SETTINGS).settled(Past()).evidence


def test_own_verdict_is_kept_where_the_looks_before_overrule_it() -> None:
    settled = patiently(MISSED, MISSING).settled(Past())
    assert settled.after.status is Status.FAILING
    assert settled.evidence[OWN_VERDICT] == {"status": "dead", "reason": "http-404"}
    assert settled.evidence["because"] == ["asked", "failed look 1 of 3, over 0 of 3 days: not called dead yet"]
    assert OWN_VERDICT == "own_verdict"
    assert OWN_VERDICT not in patiently(FOUND, ALIVE).settled(Past()).evidence


def test_decision_is_made_from_the_link_as_it_is_when_the_look_is_stored() -> None:
    look = patiently(MISSED, MISSING, Memory(Past()))
    since = NOW - 9 * DAY
    now_known = Past(Status.FAILING, "http-404", 8, failing_since=since, consecutive_failures=4)
    assert look.settled(now_known).after.status is Status.DEAD


def test_what_the_page_says_is_stored_with_the_look() -> None:
    known = Likeness("look", NOW, "The dam", "en", 300, "")
    look = look_patiently(LINK, NOTHING, FOUND, ALIVE, SETTINGS, to_save=False, likeness=known)
    assert look.settled(Past()).likeness == known
    assert patiently(FOUND, ALIVE).settled(Past()).likeness is None


def test_circumstances_reach_the_decision() -> None:
    assert patiently(FOUND, ALIVE, to_save=True).settled(Past()).after.next_save_at == NOW
    assert patiently(FOUND, ALIVE).settled(Past()).after.next_save_at is None
    old = Link(7, URL, cited_at=NOW - 400 * DAY)
    assert patiently(FOUND, ALIVE, link=old).settled(Past()).after.next_seek_at == NOW
    known = Past(Status.ALIVE, None, 5, 0, NOW - 200 * DAY, NOW - 60 * DAY)
    steady, restless = (
        _wait(patiently(FOUND, ALIVE, Memory(known, host_links=20, host_failing=failing)).settled(known))
        for failing in (1, 2)
    )
    assert steady / restless == 2


def test_next_looks_of_links_seen_together_are_spread_evenly_and_the_same_when_asked_again() -> None:
    def waits() -> list[timedelta]:
        return [_wait(patiently(FOUND, ALIVE, link=Link(number, URL)).settled(Past())) for number in range(400)]

    days = sorted(wait / DAY for wait in waits())
    assert 6.3 <= days[0] < 6.35
    assert 7.4 < days[-1] <= 7.7
    assert 6.9 < days[200] < 7.1
    assert waits() == waits()
    later = Observation(URL, NOW + DAY, FOUND.first)
    assert patiently(later, ALIVE).settled(Past()).after.next_check_at != _due(patiently(FOUND, ALIVE)) + DAY


def _due(look: Look) -> datetime:
    due = look.settled(Past()).after.next_check_at
    assert due is not None
    return due


def _wait(settled: Settled) -> timedelta:
    assert settled.after.next_check_at is not None
    return settled.after.next_check_at - NOW
