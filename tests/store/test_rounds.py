"""Rounds of a daemon: what is due, in what order, and what is left when a round ends or is killed."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, Visit
from linkwatch.judge import Circumstances, Decision, decide_patiently
from linkwatch.model import Likeness, Past, Status, Verdict
from linkwatch.store import Store, rounds
from tests.store.making import DAY, HOUR, NOW, article, cite, decided, look, pending, rows

ANSWER = Visit("u", "u", 200)
TAGGED = Visit("u", "u", 200, headers={"etag": '"1"'})
NOT_MODIFIED = Visit("u", "u", 304)
# due again after a day, and dead as soon as a look says so
IMPATIENT = RecheckSettings(alive=86400, failing=86400, dead=86400, max=86400, confirmations=1, confirm_over=0)


def cited(store: Store, *urls: str, now: datetime = NOW, uri: str = "a.md") -> None:
    store.articles.record(None, None, article(*map(cite, urls), uri=uri), "hash", now)


def begin(store: Store, now: datetime = NOW, most: int = 100, most_of_host: int = 10, exclude: str = "?") -> int | None:
    return store.rounds.begin(now, most=most, most_of_host=most_of_host, excluded=lambda url: exclude in url)


def begun(store: Store, now: datetime = NOW) -> int:
    run_id = begin(store, now)
    assert run_id is not None
    return run_id


def one_look(
    store: Store,
    status: Status,
    now: datetime = NOW,
    *,
    visit: Visit = ANSWER,
    copy_wanted: bool = False,
    likeness: Likeness | None = None,
) -> None:
    """Look at the one link that is due, as a daemon does."""
    run_id = begun(store, now)
    (link_id,) = pending(store, run_id).values()

    def decide(past: Past) -> Decision:
        circumstances = Circumstances(0.5, copy_wanted=copy_wanted)
        return decide_patiently(Verdict(status, None, ()), Observation("u", now, visit), past, IMPATIENT, circumstances)

    store.checks.settle(run_id, [decided(link_id, decide, likeness=likeness)])
    store.rounds.end(run_id, now, complete=True)


def test_what_is_newly_cited_is_due_at_once_and_not_before(store: Store) -> None:
    assert begin(store) is None
    cited(store, "https://a.example/1")
    assert begin(store, NOW - HOUR) is None
    assert list(pending(store, begun(store))) == ["https://a.example/1"]


def test_a_look_moves_the_link_to_its_next_date(store: Store) -> None:
    cited(store, "https://a.example/1")
    one_look(store, Status.ALIVE)
    assert begin(store, NOW + HOUR) is None
    assert begin(store, NOW + DAY) is not None


def test_what_cannot_be_looked_at_is_never_due(store: Store) -> None:
    from linkwatch.model import TargetKind

    kinds = (TargetKind.PLACEHOLDER, TargetKind.MALFORMED, TargetKind.OTHER, TargetKind.UNKNOWN_ROOT)
    citations = [cite(f"x{number}", kind=kind) for number, kind in enumerate(kinds)]
    store.articles.record(None, None, article(*citations), "hash", NOW)
    assert begin(store, NOW + DAY) is None


def test_the_longest_due_come_first_and_no_host_takes_all_places(store: Store) -> None:
    cited(store, *(f"https://big.example/{number}" for number in range(20)))
    cited(store, "https://small.example/", now=NOW + HOUR, uri="b.md")
    run_id = begin(store, NOW + DAY, most=6, most_of_host=5)
    assert run_id is not None
    hosts = [url.split("/")[2] for url in pending(store, run_id)]
    assert hosts.count("big.example") == 5
    assert hosts.count("small.example") == 1


def test_however_many_links_of_one_host_are_overdue_the_others_are_not_overlooked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_LOOKED_THROUGH", 2)
    cited(store, *(f"https://a.example/{number}" for number in range(40)))
    cited(store, "https://b.example/1", now=NOW + HOUR, uri="b.md")
    assert [*pending(store, begun(store, NOW + DAY))][-1] == "https://b.example/1"
    run_id = begin(store, NOW + DAY, most_of_host=2)
    assert run_id is not None
    assert len(pending(store, run_id)) == 2 + 1


def test_what_a_round_leaves_is_due_behind_what_others_wait_for(store: Store) -> None:
    cited(store, "https://slow.example/1")
    cited(store, "https://b.example/1", now=NOW + HOUR, uri="b.md")
    run_id = begin(store, NOW + DAY, most=1)
    assert run_id is not None
    assert list(pending(store, run_id)) == ["https://slow.example/1"]
    store.rounds.end(run_id, NOW + DAY, complete=True)
    second = begin(store, NOW + DAY, most=1)
    assert second is not None
    assert list(pending(store, second)) == ["https://b.example/1"]


def test_a_round_that_was_killed_leaves_its_links_due_and_no_trace_of_its_plan(store: Store, path: Path) -> None:
    cited(store, "https://a.example/1")
    begun(store)
    store.rounds.clear_cut_off(NOW)
    assert rows(path, "SELECT count(*) FROM run_links") == [(0,)]
    assert rows(path, "SELECT complete FROM runs") == [(0,)]
    assert list(pending(store, begun(store))) == ["https://a.example/1"]


def test_rounds_leave_no_rows_of_their_plan(store: Store, path: Path) -> None:
    cited(store, "https://a.example/1")
    one_look(store, Status.ALIVE)
    assert rows(path, "SELECT count(*) FROM run_links") == [(0,)]
    assert rows(path, "SELECT count(*) FROM run_hosts") == [(0,)]
    assert rows(path, "SELECT kind, complete FROM runs") == [("round", 1)]


def test_what_nobody_cites_any_more_is_left_alone_until_somebody_does(store: Store, path: Path) -> None:
    cited(store, "https://a.example/1")
    cited(store)
    run_id = begin(store)
    assert run_id is None
    assert rows(path, "SELECT next_check_at FROM links") == [(None,)]
    cited(store, "https://a.example/1", now=NOW + DAY)
    assert list(pending(store, begun(store, NOW + DAY))) == ["https://a.example/1"]


def test_excluded_links_are_skipped_and_due_again_when_the_settings_change(store: Store, path: Path) -> None:
    cited(store, "https://a.example/1")
    begin(store, exclude="a.example")
    assert rows(path, "SELECT status, reason FROM links") == [("skipped", "excluded")]
    store.rounds.end_exclusions(lambda url: True, NOW)
    assert begin(store) is None
    store.rounds.end_exclusions(lambda url: False, NOW)
    assert list(pending(store, begun(store))) == ["https://a.example/1"]


def test_links_that_are_excluded_again_before_they_were_looked_at_keep_no_round_from_ending(
    store: Store, path: Path
) -> None:
    cited(store, "https://a.example/1")
    assert begin(store, exclude="a.example") is None
    store.rounds.end_exclusions(lambda url: False, NOW + DAY)
    assert rows(path, "SELECT next_check_at FROM links") == [("2026-11-23T08:00:00Z",)]
    assert begin(store, NOW + DAY, exclude="a.example") is None


def test_a_link_that_is_no_longer_excluded_stays_due_until_it_is_looked_at(store: Store) -> None:
    cited(store, "https://a.example/1")
    begin(store, exclude="a.example")
    store.rounds.end_exclusions(lambda url: False, NOW)
    store.rounds.end(begun(store), NOW, complete=True)
    assert begin(store) is not None
    store.rounds.clear_cut_off(NOW)
    assert begin(store) is not None


def test_a_memory_tells_what_earlier_looks_left(store: Store) -> None:
    cited(store, "https://a.example/1")
    likeness = Likeness("look", NOW, "Title", "en", 300, "abcd")
    one_look(store, Status.ALIVE, visit=TAGGED, likeness=likeness)
    one_look(store, Status.DEAD, NOW + DAY)
    memory = store.checks.memories([1])[1]
    past = memory.past
    assert memory.baseline == likeness
    assert (past.status, past.looks, past.changes) == (Status.DEAD, 2, 1)
    assert (past.first_checked_at, past.last_checked_at, past.failing_since) == (NOW, NOW + DAY, NOW + DAY)
    assert (past.etag, past.last_modified, past.last_read_at) == (None, None, NOW)
    assert past.consecutive_failures == 1


def test_what_a_server_said_of_a_page_goes_with_the_verdict_that_it_was_given(store: Store) -> None:
    cited(store, "https://a.example/1")
    one_look(store, Status.CHANGED, visit=TAGGED)
    one_look(store, Status.CHANGED, NOW + DAY, visit=NOT_MODIFIED)
    assert store.checks.memories([1])[1].past.etag == '"1"'
    one_look(store, Status.ALIVE, NOW + 2 * DAY)
    assert store.checks.memories([1])[1].past.etag is None


def test_the_first_likeness_stays(store: Store) -> None:
    cited(store, "https://a.example/1")
    first = Likeness("look", NOW, "Title", "en", 300, "abcd")
    one_look(store, Status.ALIVE, likeness=first)
    one_look(store, Status.ALIVE, NOW + DAY, likeness=replace(first, title="Another"))
    assert store.checks.memories([1])[1].baseline == first


def test_the_links_of_a_host_and_the_failing_ones_are_counted(store: Store) -> None:
    urls = [f"https://a.example/{number}" for number in range(10)]
    cited(store, *urls, "https://b.example/")
    run_id = begun(store)
    ids = pending(store, run_id)
    statuses = [Status.FAILING, Status.DEAD] + [Status.ALIVE] * 8
    store.checks.settle(run_id, [look(ids[url], status) for url, status in zip(urls, statuses, strict=True)])
    memories = store.checks.memories(ids.values())
    counted = [memories[ids[url]] for url in (urls[5], "https://b.example/")]
    assert [(memory.host_links, memory.host_failing) for memory in counted] == [(10, 2), (1, 0)]


def test_the_archives_are_to_be_asked_when_a_link_is_lost_and_not_when_it_is_back(store: Store, path: Path) -> None:
    cited(store, "https://a.example/1")
    one_look(store, Status.BLOCKED)
    assert rows(path, "SELECT next_seek_at FROM links") == [(None,)]
    one_look(store, Status.DEAD, NOW + DAY)
    assert rows(path, "SELECT next_seek_at FROM links") == [("2026-11-23T08:00:00Z",)]
    one_look(store, Status.DEAD, NOW + 2 * DAY)
    assert rows(path, "SELECT next_seek_at FROM links") == [("2026-11-23T08:00:00Z",)]
    one_look(store, Status.ALIVE, NOW + 3 * DAY)
    assert rows(path, "SELECT next_seek_at FROM links") == [(None,)]


def test_a_copy_is_to_be_made_once_while_the_page_is_there(store: Store, path: Path) -> None:
    cited(store, "https://a.example/1")
    one_look(store, Status.ALIVE, copy_wanted=True)
    assert rows(path, "SELECT next_save_at FROM links") == [("2026-11-22T08:00:00Z",)]
    one_look(store, Status.DEAD, NOW + DAY)
    assert rows(path, "SELECT next_save_at FROM links") == [(None,)]
    one_look(store, Status.ALIVE, NOW + 2 * DAY, copy_wanted=True)
    assert rows(path, "SELECT next_save_at FROM links") == [("2026-11-24T08:00:00Z",)]
    store.saves.intend([1], "wayback", NOW)
    one_look(store, Status.DEAD, NOW + 3 * DAY)
    one_look(store, Status.ALIVE, NOW + 4 * DAY, copy_wanted=True)
    assert rows(path, "SELECT next_save_at FROM links") == [(None,)]


def test_dates_that_a_clock_which_was_ahead_left_are_spread_over_the_time_that_looks_may_wait(
    store: Store, path: Path
) -> None:
    cited(store, *(f"https://a.example/{number}" for number in range(40)))
    cited(store, "https://b.example/1", now=NOW + 9 * DAY, uri="b.md")
    ahead = NOW + 365 * DAY
    run_id = begin(store, ahead, most_of_host=40)
    assert run_id is not None
    settled = [
        look(link_id, Status.ALIVE, now=ahead) for url, link_id in pending(store, run_id).items() if "a.example" in url
    ]
    store.checks.settle(run_id, settled)
    store.rounds.bring_forward(NOW, 10 * 86400)
    spread = rows(path, "SELECT id, next_check_at FROM links")
    store.rounds.bring_forward(NOW, 10 * 86400)
    assert rows(path, "SELECT id, next_check_at FROM links") == spread
    dates = [date for (date,) in rows(path, "SELECT next_check_at FROM links WHERE host = 'a.example' ORDER BY 1")]
    assert "2026-11-22T08:00:00Z" < dates[0] < dates[-1] < "2026-12-02T08:00:00Z"
    assert len(set(dates)) > 30
    assert rows(path, "SELECT next_check_at FROM links WHERE host = 'b.example'") == [("2026-12-01T08:00:00Z",)]
