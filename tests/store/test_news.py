import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from linkwatch.model import Mark, Row, Status, Unreadable
from linkwatch.store import ChangesWanted, Store, feed, risks
from tests.notify.making import find_copy, read_by_hand, read_source, see, take, told
from tests.store.making import DAY, HOUR, NOW, rows

ALIVE, REDIRECTED, CHANGED, BLOCKED, FAILING, DEAD = (
    Status.ALIVE,
    Status.REDIRECTED,
    Status.CHANGED,
    Status.BLOCKED,
    Status.FAILING,
    Status.DEAD,
)
A, B, C, D = (f"https://{name}.example/" for name in "abcd")


@pytest.fixture
def watched(store: Store) -> Store:
    """A database whose news were taken, with a link that was found to be alive."""
    read_by_hand(store, A)
    see(store, {A: ALIVE})
    assert told(take(store)) == {}
    return store


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [
        ([DEAD], "dead"),
        ([FAILING, FAILING, DEAD], "dead"),
        ([CHANGED], "changed"),
        ([REDIRECTED, CHANGED], "changed"),
        ([REDIRECTED], "redirected"),
        ([FAILING, REDIRECTED], "redirected"),
        ([BLOCKED], None),
        ([FAILING], None),
        ([FAILING, ALIVE], None),
        ([DEAD, ALIVE], None),  # flapping within one digest
        ([DEAD, ALIVE, DEAD], "dead"),
        ([REDIRECTED, ALIVE], None),
    ],
)
def test_what_happened_to_a_link_within_one_digest_is_one_line_or_none(
    watched: Store, statuses: list[Status], kind: str | None
) -> None:
    for status in statuses:
        see(watched, {A: status})
    assert told(take(watched)) == ({kind: [A]} if kind else {})


@pytest.mark.parametrize("status", [ALIVE, REDIRECTED, CHANGED])
def test_a_return_to_life_is_told_over_the_failures_between_digests(watched: Store, status: Status) -> None:
    found = []
    for step in (DEAD, FAILING, BLOCKED, status, DEAD):
        see(watched, {A: step})
        found.append(told(take(watched)))
    assert found == [{"dead": [A]}, {}, {}, {"recovered": [A]}, {"dead": [A]}]


def test_what_failed_without_having_been_told_dead_does_not_return_to_life(watched: Store) -> None:
    for step in (FAILING, ALIVE, BLOCKED, ALIVE):
        see(watched, {A: step})
        assert told(take(watched)) == {}


def test_a_first_status_is_no_news_and_the_death_of_what_never_answered_is(store: Store) -> None:
    take(store)
    read_by_hand(store, A, B)
    see(store, {A: DEAD, B: FAILING})
    assert told(take(store)) == {}
    see(store, {B: DEAD, A: DEAD})
    assert told(take(store)) == {"dead": [B]}


def test_a_first_status_and_what_followed_are_told_apart_in_one_digest(store: Store) -> None:
    take(store)
    read_by_hand(store, A, B)
    see(store, {A: ALIVE, B: DEAD})
    see(store, {A: DEAD, B: ALIVE})
    assert told(take(store)) == {"dead": [A], "recovered": [B]}


def test_that_a_page_is_there_by_a_persons_word_is_no_return_and_the_end_of_the_word_no_news(watched: Store) -> None:
    found = []
    for word in (DEAD, None):
        watched.marks.put(A, Mark(word, "anna"), NOW)
        found.append(told(take(watched)))
    assert found == [{"dead": [A]}, {}]
    see(watched, {A: DEAD})
    assert told(take(watched)) == {"dead": [A]}
    found = []
    for word in (ALIVE, None):
        watched.marks.put(A, Mark(word, "anna"), NOW)
        found.append(told(take(watched)))
    assert found == [{}, {}]


def test_what_a_page_did_beneath_a_persons_word_is_told_when_that_ends(watched: Store) -> None:
    watched.marks.put(A, Mark(ALIVE, "anna"), NOW)
    see(watched, {A: DEAD})
    assert told(take(watched)) == {}
    watched.marks.put(A, Mark(None, "anna"), NOW)
    assert told(take(watched)) == {"dead": [A]}
    watched.marks.put(A, Mark(DEAD, "anna"), NOW)
    see(watched, {A: ALIVE})
    assert told(take(watched)) == {}
    watched.marks.put(A, Mark(None, "anna"), NOW)
    assert told(take(watched)) == {"recovered": [A]}


def test_the_years_before_the_first_telling_are_no_news(store: Store) -> None:
    read_by_hand(store, A)
    for status in (ALIVE, DEAD, ALIVE, DEAD):
        see(store, {A: status})
    assert told(take(store)) == {}
    see(store, {A: ALIVE})
    assert told(take(store)) == {"recovered": [A]}


def test_without_targets_everything_counts_as_told(watched: Store, path: Path) -> None:
    see(watched, {A: DEAD})
    read_source(watched, "new", [B])
    see(watched, {B: DEAD})
    read_source(watched, "lost", [], error="no such host")

    def compose(_: object) -> None:
        raise AssertionError

    watched.outbox.compose(compose, [], ["dead"], 20, NOW)
    assert take(watched) == {"events": [], "totals": {}, "summaries": []}
    assert rows(path, "SELECT summed_up_at FROM sources WHERE name = 'new'") == [("2026-11-22T08:00:00Z",)]


def test_a_new_source_is_summed_up_when_all_its_links_were_looked_at(store: Store) -> None:
    take(store)
    read_source(store, "essays", [A, B, C])
    links = see(store, {A: ALIVE, B: DEAD})
    find_copy(store, links[B], B)
    see(store, {A: DEAD})
    assert take(store) == {"events": [], "totals": {}, "summaries": []}
    see(store, {C: REDIRECTED})
    see(store, {C: DEAD})  # in the sum, and not told again by itself
    summary = {"name": "essays", "links": 3, "by_status": {"dead": 3}, "dead_with_snapshot": 1}
    assert take(store) == {"events": [], "totals": {}, "summaries": [summary]}
    assert take(store) == {"events": [], "totals": {}, "summaries": []}
    see(store, {C: ALIVE})
    assert told(take(store)) == {"recovered": [C]}


def test_a_source_whose_links_are_not_all_looked_at_is_summed_up_after_a_day(store: Store) -> None:
    take(store)
    read_source(store, "essays", [A, B])
    see(store, {A: ALIVE})
    assert take(store, NOW + DAY - HOUR)["summaries"] == []
    counts = {"alive": 1, "unchecked": 1}
    summary = {"name": "essays", "links": 2, "by_status": counts, "dead_with_snapshot": 0}
    assert take(store, NOW + DAY)["summaries"] == [summary]


def test_a_source_that_could_not_be_read_is_not_summed_up_before_it_was(store: Store) -> None:
    read_source(store, "essays", [], error="no answer")
    assert take(store, NOW + 3 * DAY)["summaries"] == []
    read_source(store, "essays", [], now=NOW + 3 * DAY)
    assert [row["links"] for row in take(store, NOW + 3 * DAY)["summaries"]] == [0]


def test_a_source_whose_article_could_not_be_read_for_long_has_its_day_when_it_is_read(store: Store) -> None:
    source_id = read_source(store, "essays", [], error="no answer")
    store.articles.record_unreadable(None, source_id, Unreadable("https://essays.example/", "no answer"), NOW)
    later = NOW + 3 * DAY
    assert take(store, later)["summaries"] == []
    read_source(store, "essays", [A], now=later)
    assert take(store, later)["summaries"] == []
    see(store, {A: ALIVE}, later)
    assert [row["links"] for row in take(store, later)["summaries"]] == [1]


def test_a_link_is_told_singly_if_any_that_cites_it_was_summed_up(store: Store) -> None:
    read_source(store, "old", [A])
    read_by_hand(store, B)
    see(store, {A: ALIVE, B: ALIVE, C: ALIVE})  # nothing cites the third
    take(store)
    read_source(store, "new", [A, B, C, "https://unseen.example/"])
    see(store, {A: DEAD, B: DEAD, C: DEAD})
    assert told(take(store)) == {"dead": [A, B]}


def test_what_nobody_cites_any_more_is_no_news(store: Store) -> None:
    source_id = read_source(store, "old", [A])
    see(store, {A: ALIVE, B: ALIVE})
    take(store)
    store.sources.remove(source_id, NOW)
    see(store, {A: DEAD, B: DEAD})
    assert told(take(store)) == {"dead": [B]}  # a link that was only ever checked by hand


def test_a_copy_found_for_what_is_lost_is_told_once_and_not_beside_the_loss_itself(watched: Store) -> None:
    links = see(watched, {A: DEAD, B: DEAD, C: ALIVE})
    find_copy(watched, links[A], A)
    news = take(watched)
    assert told(news) == {"dead": [A]}
    assert news["events"][0]["snapshot_url"] == f"https://web.archive.example/2015/{A}"
    find_copy(watched, links[A], A)
    find_copy(watched, links[B], B)
    find_copy(watched, links[C], C)
    assert told(take(watched)) == {"snapshot": [B]}


def test_a_copy_of_ones_own_saving_is_no_news(watched: Store) -> None:
    links = see(watched, {A: DEAD})
    take(watched)
    find_copy(watched, links[A], A, purpose="saved")
    assert told(take(watched)) == {}


def test_a_source_is_told_when_it_begins_to_fail_and_when_it_is_back(store: Store) -> None:
    read_source(store, "feed", [])
    take(store)
    found = []
    for error in ("no such host", "no answer", None, None):
        read_source(store, "feed", [], error=error)
        found.append(told(take(store)))
    assert found == [{"source": [("feed", "no such host")]}, {}, {"source": [("feed", None)]}, {}]


def test_only_the_kinds_that_are_wanted_are_told_and_the_others_do_not_come_later(watched: Store) -> None:
    read_source(watched, "feed", [], error="no answer")
    see(watched, {A: DEAD})
    assert told(take(watched, on=["changed"])) == {}
    assert told(take(watched)) == {}


def test_of_each_kind_only_the_first_are_handed_over_and_all_are_counted(store: Store) -> None:
    urls = [f"https://a.example/{number}" for number in range(30)]
    read_by_hand(store, *urls)
    see(store, dict.fromkeys(urls, ALIVE))
    take(store)
    see(store, dict.fromkeys(urls[:25], DEAD) | dict.fromkeys(urls[25:], CHANGED))
    news = take(store, most=3)
    assert told(news) == {"changed": urls[25:28], "dead": urls[:3]}
    assert news["totals"] == {"changed": 5, "dead": 25}


def test_news_say_where_a_link_is_cited(watched: Store) -> None:
    for number in range(5):
        read_by_hand(watched, A, A, title=f"Essay {number}")
    see(watched, {A: DEAD})
    (event,) = take(watched)["events"]
    assert (event["articles"], event["more_articles"]) == (["By hand", "Essay 0", "Essay 1"], 3)
    assert (event["status"], event["reason"]) == ("dead", "http-404")


def test_the_latest_changes_are_read_without_first_looks(watched: Store) -> None:
    see(watched, {A: DEAD, B: DEAD}, NOW + HOUR)
    see(watched, {A: REDIRECTED}, NOW + 2 * HOUR)
    changes = watched.feed.recent_changes(10)
    assert [(row["url"], row["old_status"], row["new_status"], row["still_so"]) for row in changes] == [
        (A, "dead", "redirected", 1),
        (A, "alive", "dead", 0),
    ]
    assert changes[0]["changed_at"] == "2026-11-22T10:00:00Z"
    assert (changes[0]["final_url"], changes[0]["articles"]) == (f"{A}new", ["By hand"])
    assert len(watched.feed.recent_changes(1)) == 1


def test_the_latest_changes_to_some_statuses_are_read_in_their_order(watched: Store) -> None:
    for hours, status in enumerate((DEAD, REDIRECTED, DEAD, CHANGED), 1):
        see(watched, {A: status}, NOW + hours * HOUR)
    wanted = ChangesWanted(statuses=(CHANGED, DEAD, DEAD))
    found = [(row["new_status"], row["changed_at"][11:13]) for row in watched.feed.recent_changes(2, wanted)]
    assert found == [("changed", "12"), ("dead", "11")]
    assert len(watched.feed.recent_changes(10, wanted)) == 3


@pytest.mark.parametrize(
    "wanted", [ChangesWanted(), ChangesWanted(statuses=(DEAD, ALIVE)), ChangesWanted(host="a.example")]
)
@pytest.mark.parametrize("by_hand", [True, False])
def test_the_end_of_a_person_s_word_is_no_change(watched: Store, wanted: ChangesWanted, by_hand: bool) -> None:
    see(watched, {A: DEAD}, NOW + HOUR)
    watched.marks.put(A, Mark(ALIVE, "anna", until=None if by_hand else NOW + 3 * HOUR), NOW + 2 * HOUR)
    if by_hand:
        watched.marks.put(A, Mark(None, "anna"), NOW + 3 * HOUR)
    watched.marks.end_due(NOW + 4 * HOUR)
    changes = watched.feed.recent_changes(10, wanted)
    assert [(row["new_status"], row["reason"]) for row in changes] == [("alive", "marked"), ("dead", "http-404")]
    see(watched, {A: ALIVE}, NOW + 5 * HOUR)
    assert watched.feed.recent_changes(10, wanted)[0]["changed_at"] == "2026-11-22T13:00:00Z"


def test_what_happened_while_a_person_s_word_held_is_told_at_its_end(watched: Store) -> None:
    watched.marks.put(A, Mark(CHANGED, "anna"), NOW + HOUR)
    see(watched, {A: DEAD}, NOW + 2 * HOUR)
    watched.marks.put(A, Mark(None, "anna"), NOW + 3 * HOUR)
    assert [row["new_status"] for row in watched.feed.recent_changes(10)] == ["dead", "changed"]


@pytest.mark.parametrize("lately", [0, 1, 100])
def test_a_source_s_latest_changes_are_the_same_however_many_of_all_are_looked_through_first(
    watched: Store, monkeypatch: pytest.MonkeyPatch, lately: int
) -> None:
    monkeypatch.setattr(feed, "_LATELY", lately)
    source = read_source(watched, "c", [C, D])
    see(watched, {A: ALIVE, C: ALIVE, D: ALIVE})
    see(watched, {A: DEAD, C: DEAD}, NOW + HOUR)
    see(watched, {C: REDIRECTED}, NOW + 2 * HOUR)
    see(watched, {A: REDIRECTED, D: DEAD}, NOW + 3 * HOUR)

    def told_of(most: int, **wanted: Any) -> list[tuple[str, str]]:
        rows = watched.feed.recent_changes(most, ChangesWanted(**wanted))
        return [(row["url"], row["new_status"]) for row in rows]

    assert told_of(9, source=source) == [(D, "dead"), (C, "redirected"), (C, "dead")]
    assert told_of(2, source=source) == [(D, "dead"), (C, "redirected")]
    assert told_of(2, source=source, statuses=(DEAD,)) == [(D, "dead"), (C, "dead")]
    assert told_of(1, host="a.example") == told_of(1, site="a.example", host="a.example") == [(A, "redirected")]
    assert told_of(1, host="a.example", source=source) == []


def test_while_dying_sites_are_counted_others_may_write_and_nothing_is_counted_twice(
    watched: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(raw: sqlite3.Connection, now: datetime) -> list[Row]:
        with closing(sqlite3.connect(path, timeout=0)) as other, other:
            other.execute("UPDATE sources SET name = 'written meanwhile'")
        times.append(now)
        return risks.dying_sites(raw, now)

    times: list[datetime] = []
    monkeypatch.setattr("linkwatch.store.news.dying_sites", counted)
    take(watched)
    assert times == []
    see(watched, {A: DEAD})
    for _ in range(3):
        take(watched, NOW + DAY)
    assert times == [NOW + DAY]


def test_messages_are_forgotten_when_they_are_done_with_and_old(store: Store, path: Path) -> None:
    for _ in range(3):
        store.outbox.compose(lambda _: ("title", "body"), ["one"], [], 20, NOW)
    sent, given_up, waiting = store.outbox.due(NOW)
    store.outbox.note_sent(sent.id, NOW)
    store.outbox.note_failed(given_up.id, "no", None)
    store.outbox.note_failed(waiting.id, "not yet", NOW + HOUR)
    assert store.outbox.tidy(["one"], NOW) == 0
    assert rows(path, "SELECT count(*) FROM outbox") == [(3,)]
    assert store.outbox.tidy(["one"], NOW + timedelta(seconds=1)) == 0
    assert rows(path, "SELECT id, tries, last_error FROM outbox") == [(waiting.id, 1, "not yet")]
