"""What looks saw is kept small, and read as it was."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.errors import StoreError
from linkwatch.model import Status, Target, TargetKind
from linkwatch.store import Store
from linkwatch.store.small_evidence import LOOKS, REST, make_small
from tests.store.making import NOW, article, cite, look, pending, read, rows

URL = "https://a.example/"
EVER = datetime.max.replace(tzinfo=UTC)
FOUND = {
    "url": URL,
    "checked_at": "2026-11-22T08:00:00Z",
    "first": {
        "url": URL,
        "http_status": 200,
        "headers": {"content-type": "text/html; charset=utf-8", "etag": '"5f3a-1c2b"'},
        "elapsed_ms": 12,
        "page": {"media_type": "text/html", "title": "A harbour", "excerpt": "The harbour of old. " * 12},
    },
    "because": ["asked: 200 at https://a.example/, text/html “A harbour”, 48 words", "the page answers"],
}
UNMODIFIED = {
    "url": URL,
    "checked_at": "2026-11-22T08:00:00Z",
    "first": {"url": URL, "http_status": 304, "headers": {"etag": '"5f3a-1c2b"'}, "elapsed_ms": 12},
    "standing": {"status": "alive", "reason": None, "read_at": "2026-11-22T08:00:00Z"},
    "because": ["asked: 304 at https://a.example/", "not modified since then: what was found then still stands"],
}


def look_at(store: Store, *seen: dict[str, Any], first: datetime = NOW, url: str = URL) -> None:
    """Look at the link once a day, and see this."""
    for day, evidence in enumerate(seen):
        at = first + timedelta(days=day)
        run_id = read(store, article(cite(url)), now=at)
        (link_id,) = pending(store, run_id).values()
        told = (
            {**evidence, "checked_at": at.isoformat().replace("+00:00", "Z")} if "checked_at" in evidence else evidence
        )
        store.checks.settle(run_id, [look(link_id, Status.ALIVE, now=at, evidence=told)])


def tidy(store: Store, most: int = 1000) -> int:
    made_small, is_done = 0, False
    while not is_done:
        step = store.upkeep.make_evidence_small(EVER, most)
        made_small, is_done = made_small + step.made_small, step.is_done
    return made_small


def whole(path: Path) -> list[Any]:
    return [json.loads(text) for (text,) in rows(path, "SELECT evidence FROM looks ORDER BY id")]


def kept(path: Path) -> list[Any]:
    return [json.loads(text) for (text,) in rows(path, "SELECT evidence FROM checks ORDER BY id")]


def test_looks_that_saw_the_same_name_the_look_that_says_it(store: Store, path: Path) -> None:
    look_at(store, FOUND, FOUND, {**FOUND, "because": ["it is slow"]}, FOUND)
    before = kept(path)
    assert tidy(store) == 2
    assert kept(path) == [before[0], {REST: 1}, {REST: 1, "because": ["it is slow"]}, before[3]]
    assert whole(path) == before


def test_pages_that_are_sent_now_and_then_only_are_each_like_the_last_of_their_kind(store: Store, path: Path) -> None:
    look_at(store, *[FOUND, UNMODIFIED] * 4)
    before = kept(path)
    assert tidy(store) == 5
    assert [evidence.get(REST) for evidence in kept(path)] == [None, None, 1, 2, 1, 2, 1, None]
    assert whole(path) == before


def test_what_is_unlike_all_before_stays_whole(store: Store, path: Path) -> None:
    look_at(store, FOUND, UNMODIFIED, {"first": {"trouble": "read-timeout"}}, FOUND)
    before = kept(path)
    assert tidy(store) == 0
    assert kept(path) == before


def test_a_look_may_rest_on_one_that_rests_on_another_but_no_further(store: Store, path: Path) -> None:
    seen = [{"url": URL, "facts": {str(n): "x" * 40 for n in range(12)} | {str(k): "y" * 40 for k in range(turn)}}
            for turn in range(7)]  # fmt: skip
    look_at(store, *[{**one, "drift": {"similarity": 0.5}} for one in seen])
    before = kept(path)
    assert tidy(store) == 5
    rests = {id_: json.loads(text).get(REST) for id_, text in rows(path, "SELECT id, evidence FROM checks")}

    def steps(id_: int) -> int:
        return 0 if rests[id_] is None else 1 + steps(rests[id_])

    assert {steps(id_) for id_ in rests} == {0, 1, 2}
    assert whole(path) == before


def test_what_a_row_says_in_columns_is_not_said_again_unless_it_is_otherwise(store: Store, path: Path) -> None:
    odd = {**FOUND, "first": {**FOUND["first"], "elapsed_ms": 77}}  # type: ignore[dict-item]  # it is a dict
    look_at(store, FOUND, odd, FOUND, FOUND)
    before = kept(path)
    assert tidy(store) == 2
    assert kept(path)[1:3] == [{REST: 1, "first": {"elapsed_ms": 77}}, {REST: 1}]
    assert whole(path) == before


def test_it_goes_on_where_it_ended_and_small_steps_come_to_the_same_as_one(tmp_path: Path) -> None:
    kept_by = []
    for most in (1, 2, 1000):
        path = tmp_path / f"{most}.db"
        with Store.open(path) as store:
            look_at(store, FOUND, FOUND, UNMODIFIED)
            tidy(store, most)
        with Store.open(path) as store:
            look_at(store, UNMODIFIED, FOUND, FOUND, first=NOW + timedelta(days=3))
            tidy(store, most)
            assert store.upkeep.make_evidence_small(EVER, most).made_small == 0
        kept_by.append(kept(path))
    assert kept_by[0] == kept_by[1] == kept_by[2]
    assert [REST in evidence for evidence in kept_by[0]] == [False, True, False, True, True, False]


def test_what_is_younger_than_asked_for_stays_whole(store: Store, path: Path) -> None:
    look_at(store, *[FOUND] * 6)
    step = store.upkeep.make_evidence_small(NOW + timedelta(days=3), 1000)
    assert (step.made_small, step.is_done) == (1, True)
    assert [REST in evidence for evidence in kept(path)] == [False, True, False, False, False, False]
    assert tidy(store) == 3


def test_who_names_a_look_still_does(store: Store, path: Path) -> None:
    look_at(store, *[FOUND] * 4)
    names = ("SELECT check_id FROM status_history", "SELECT run_id, check_id FROM run_links")
    before = [rows(path, sql) for sql in names]
    assert tidy(store) == 2
    assert [rows(path, sql) for sql in names] == before
    assert rows(path, "PRAGMA foreign_key_check") == []
    with pytest.raises(StoreError, match="FOREIGN KEY"), store._connection.writing() as raw:
        raw.execute("UPDATE checks SET link_id = 4711")


def test_a_look_that_others_rest_on_is_not_thinned(store: Store, path: Path) -> None:
    old = datetime(2024, 1, 3, tzinfo=UTC)
    other = {**FOUND, "first": {**UNMODIFIED["first"], "headers": {"server": "x" * 300}}}  # type: ignore[dict-item]  # it is a dict
    look_at(store, FOUND, other, other, FOUND, first=old)
    look_at(store, other, FOUND, first=datetime(2024, 2, 3, tzinfo=UTC))
    before = dict(zip((1, 2, 3, 4, 5, 6), kept(path), strict=True))
    tidy(store)
    assert store.upkeep.thin_looks(NOW, 1000).deleted == 2
    left = [id_ for (id_,) in rows(path, "SELECT id FROM checks")]
    assert left == [1, 2, 5, 6]
    assert whole(path) == [before[id_] for id_ in left]


def test_a_look_whose_other_is_lost_says_what_it_has(store: Store, path: Path) -> None:
    look_at(store, FOUND, {**FOUND, "because": ["it is slow"]}, FOUND)
    tidy(store)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM checks WHERE id = 1")
        raw.commit()
    assert whole(path)[0] == {REST: 1, "because": ["it is slow"]}


def test_rows_that_became_small_leave_their_pages(store: Store, path: Path) -> None:
    look_at(store, *[{**FOUND, "long": "x" * 3000}] * 60)
    (pages,) = rows(path, "SELECT count(*) FROM dbstat WHERE name = 'checks'")[0]
    assert tidy(store) == 58
    assert rows(path, "SELECT count(*) FROM dbstat WHERE name = 'checks'")[0][0] < pages / 5


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3) | st.floats(0, 1),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=5,
)
looks = st.dictionaries(st.sampled_from(["first", "a", "checked_at", "because"]), values, max_size=3)


def table(evidence: Iterable[dict[str, Any]]) -> sqlite3.Connection:
    raw = sqlite3.connect(":memory:")
    raw.execute(
        "CREATE TABLE checks (id INTEGER PRIMARY KEY, link_id, checked_at, status, reason, http_status, final_url,"
        " elapsed_ms, evidence)"
    )
    raw.execute(LOOKS)
    told = [
        (7, f"2026-11-{day:02}T08:00:00Z", json.dumps({**one, "all": "x" * 200})) for day, one in enumerate(evidence)
    ]
    raw.executemany("INSERT INTO checks (link_id, checked_at, elapsed_ms, evidence) VALUES (?, ?, 3, ?)", told)
    return raw


@given(st.lists(looks, min_size=3, max_size=6))
def test_whatever_looks_saw_is_read_as_it_was(seen: list[dict[str, Any]]) -> None:
    with closing(table(seen)) as raw:
        before = [json.loads(text) for (text,) in raw.execute("SELECT evidence FROM checks ORDER BY id")]
        for (check_id,) in raw.execute("SELECT id FROM checks ORDER BY id").fetchall():
            make_small(raw, check_id)
        after = [json.loads(text) for (text,) in raw.execute("SELECT evidence FROM looks ORDER BY id")]
    assert after == before


def test_a_run_of_old_still_tells_which_places_it_missed(store: Store) -> None:
    told = []
    for day in range(3):
        at = NOW + timedelta(days=day)
        run_id = store.runs.begin("check", at, None)
        store.runs.add_links(run_id, [Target(TargetKind.WEB, URL)], at)
        store.runs.plan(run_id, at)
        (link_id,) = pending(store, run_id).values()
        seen = {**FOUND, "fragments_missing": ["part"]}
        store.checks.settle(run_id, [look(link_id, Status.ALIVE, now=at, evidence=seen)])
        told.append(run_id)
    assert tidy(store) == 1
    for run_id in told:
        assert store.reports.summary(run_id)["fragments_missing"] == 1
        assert list(store.reports.missing_places(run_id)) == [(f"{URL}#part", "fragment-missing")]


def test_what_was_read_last_is_judged_anew_whole(store: Store, path: Path) -> None:
    for day, (evidence, http_status) in enumerate([(FOUND, 200), (FOUND, 200), (UNMODIFIED, 304), (UNMODIFIED, 304)]):
        at = NOW + timedelta(days=day)
        run_id = read(store, article(cite(URL)), now=at)
        (link_id,) = pending(store, run_id).values()
        store.checks.settle(run_id, [look(link_id, Status.ALIVE, None, http_status, now=at, evidence=evidence)])
    before = [json.loads(last.evidence) for last in store.rejudging.last_looks(0, 10)]
    assert tidy(store) == 1
    assert REST in kept(path)[1]
    (last,) = store.rejudging.last_looks(0, 10)
    assert (last.check_id, [json.loads(last.evidence)]) == (2, before)
