from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.model import Snapshot, Status
from linkwatch.store import Store
from tests.store.making import DAY, NOW, answered, article, cite, look, pending, read, rows

A, B, C = "https://a.example/", "https://b.example/1", "https://b.example/2"
SNAPSHOT = Snapshot("wayback", "20150609120000", "https://archive.example/1", A)


def settle(store: Store, *statuses: Status | tuple[Status, str], url: str = A) -> None:
    """Look at the link once a day, each time in a run of its own."""
    for days, status in enumerate(statuses):
        now = NOW + days * DAY
        run_id = read(store, article(cite(url)), now=now)
        status, reason = status if isinstance(status, tuple) else (status, None)
        store.checks.settle(run_id, [look(pending(store, run_id)[url], status, reason, now=now)])


def day(number: int) -> str:
    return (NOW + number * DAY).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_look_is_kept_and_updates_its_link(store: Store, path: Path) -> None:
    run_id = read(store, article(cite(A)))
    item = look(pending(store, run_id)[A], Status.REDIRECTED, None, 200, evidence={"a": "é"}, title="T", final_url=B)
    store.checks.settle(run_id, [item])
    assert rows(path, "SELECT status, http_status, final_url, elapsed_ms, evidence FROM checks") == [
        ("redirected", 200, B, 12, '{"a":"é"}')
    ]
    columns = "status, http_status, final_url, title, last_checked_at, last_alive_at, next_check_at"
    assert rows(path, f"SELECT {columns} FROM links") == [("redirected", 200, B, "T", day(0), day(0), day(1))]


def test_failures_are_counted_until_a_good_look(store: Store, path: Path) -> None:
    sql = "SELECT failing_since, consecutive_failures, last_alive_at FROM links"
    settle(store, Status.ALIVE, Status.FAILING, Status.DEAD)
    assert rows(path, sql) == [(day(1), 2, day(0))]
    settle(store, Status.ALIVE, Status.FAILING, Status.DEAD, Status.CHANGED)
    assert rows(path, sql) == [(None, 0, day(3))]


def test_a_blocked_look_neither_ends_nor_lengthens_a_row_of_failures(store: Store, path: Path) -> None:
    settle(store, Status.FAILING, Status.BLOCKED)
    assert rows(path, "SELECT failing_since, consecutive_failures FROM links") == [(day(0), 1)]


def test_the_title_of_an_error_page_does_not_replace_the_pages_own(store: Store, path: Path) -> None:
    for days, (status, title) in enumerate([(Status.ALIVE, "Good"), (Status.DEAD, "Not found"), (Status.ALIVE, None)]):
        run_id = read(store, article(cite(A)))
        store.checks.settle(run_id, [look(pending(store, run_id)[A], status, title=title, now=NOW + days * DAY)])
    assert rows(path, "SELECT title FROM links") == [("Good",)]


def test_every_change_of_status_enters_the_history_over_several_runs(store: Store, path: Path) -> None:
    settle(store, Status.ALIVE, Status.ALIVE, (Status.DEAD, "http-404"), (Status.DEAD, "http-410"), Status.ALIVE)
    found = rows(path, "SELECT changed_at, old_status, new_status, reason, check_id FROM status_history ORDER BY id")
    assert found == [
        (day(0), "unchecked", "alive", None, 1),
        (day(2), "alive", "dead", "http-404", 3),
        (day(4), "dead", "alive", None, 5),
    ]
    assert rows(path, "SELECT count(*) FROM checks") == [(5,)]


def test_history_continues_when_the_file_is_opened_again(path: Path) -> None:
    for status in (Status.ALIVE, Status.DEAD):
        with Store.open(path) as store:
            run_id = read(store, article(cite(A)))
            store.checks.settle(run_id, [look(pending(store, run_id)[A], status)])
    assert rows(path, "SELECT old_status, new_status FROM status_history ORDER BY id") == [
        ("unchecked", "alive"),
        ("alive", "dead"),
    ]


def test_settling_the_same_look_twice_stores_it_once(store: Store, path: Path) -> None:
    run_id = read(store, article(cite(A)))
    item = look(pending(store, run_id)[A], Status.DEAD)
    store.checks.settle(run_id, [item, item])
    store.checks.settle(run_id, [item])
    assert rows(path, "SELECT count(*) FROM checks") == [(1,)]
    assert rows(path, "SELECT consecutive_failures FROM links") == [(1,)]


def test_hosts_come_longest_first_and_page_by_page(store: Store) -> None:
    urls = [f"https://h{host}.example/{page}" for host in range(7) for page in range(host % 3 + 1)]
    run_id = read(store, article(*map(cite, urls)))
    seen = []
    after = None
    while page := store.runs.next_hosts(run_id, 2, after):
        seen += page
        after = page[-1]
        for host in page:
            store.checks.settle(
                run_id, [look(link.id, Status.ALIVE) for link in store.runs.links_of_host(run_id, host.authority, 9)]
            )
    assert [host.authority[:2] for host in seen] == ["h2", "h5", "h1", "h4", "h0", "h3", "h6"]
    assert [host.links for host in seen] == [3, 3, 2, 2, 1, 1, 1]
    assert pending(store, run_id) == {}


def test_links_of_a_host_page_by_id(store: Store) -> None:
    run_id = read(store, article(cite(A), cite(B), cite(C)))
    (first,) = store.runs.links_of_host(run_id, "b.example", 1)
    (second,) = store.runs.links_of_host(run_id, "b.example", 1, after_id=first.id)
    assert (first.url, second.url) == (B, C)
    assert store.runs.links_of_host(run_id, "b.example", 1, after_id=second.id) == []


def test_planning_again_keeps_what_was_looked_at(store: Store) -> None:
    run_id = read(store, article(cite(A), cite(B)))
    store.checks.settle(run_id, [look(pending(store, run_id)[A], Status.ALIVE)])
    store.articles.record(run_id, None, article(cite(C), uri="b.md"), "1", NOW)
    assert store.runs.plan(run_id, NOW) == 2
    assert set(pending(store, run_id)) == {B, C}


def test_excluded_links_are_skipped_and_taken_up_again_when_no_longer_excluded(store: Store, path: Path) -> None:
    settle(store, Status.ALIVE)
    sql = "SELECT status, reason FROM links"
    run_id = read(store, article(cite(A), cite(B)))
    assert store.runs.plan(run_id, NOW, lambda url: url == A) == 1
    assert rows(path, sql) == [("skipped", "excluded"), ("unchecked", None)]
    (row, _) = store.reports.links(run_id)
    assert (row["status"], row["reason"], row["checked_at"]) == ("skipped", "excluded", None)

    run_id = read(store, article(cite(A), cite(B)))
    assert store.runs.plan(run_id, NOW) == 2
    changes = rows(path, "SELECT old_status, new_status FROM status_history ORDER BY id")
    assert changes == [("unchecked", "alive"), ("alive", "skipped"), ("skipped", "unchecked")]


def test_a_private_address_is_tried_again_by_the_next_run(store: Store) -> None:
    settle(store, (Status.SKIPPED, "private-address"))
    assert set(pending(store, read(store, article(cite(A))))) == {A}


def test_a_mistake_in_the_exclusion_changes_nothing(store: Store, path: Path) -> None:
    run_id = read(store, article(cite(A), cite(B)))
    with pytest.raises(ZeroDivisionError):
        store.runs.plan(run_id, NOW, lambda url: url == A or bool(1 // 0))
    assert rows(path, "SELECT status FROM links") == [("unchecked",), ("unchecked",)]


def test_a_snapshot_found_twice_is_kept_once_and_belongs_to_its_link(store: Store, path: Path) -> None:
    settle(store, Status.DEAD)
    answered(store, 1, "archive-unavailable")
    for hours in (1, 2):
        answered(store, 1, SNAPSHOT, now=NOW + timedelta(hours=hours))
    found = rows(path, "SELECT archive, timestamp, url, original_url, purpose, found_at FROM snapshots")
    assert found == [
        ("wayback", "20150609120000", SNAPSHOT.url, A, "replacement", "2026-11-22T09:00:00Z"),
    ]
    assert rows(path, "SELECT snapshot_id, snapshot_reason, snapshot_checked_at FROM links") == [
        (1, None, "2026-11-22T10:00:00Z")
    ]


def test_no_snapshot_is_kept_with_its_reason_and_time(store: Store, path: Path) -> None:
    settle(store, Status.DEAD)
    answered(store, 1, "no-snapshot")
    assert rows(path, "SELECT snapshot_reason, snapshot_checked_at FROM links") == [("no-snapshot", day(0))]
