"""What a page is compared with: the copy made closest to the citation, as far as one is known."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, Visit
from linkwatch.judge import Circumstances, Decision, decide_patiently
from linkwatch.model import Likeness, Past, Snapshot, Status, Verdict
from linkwatch.store import Store
from tests.store.making import DAY, NOW, answered, article, cite, decided, pending, read

COPY = Snapshot("wayback", "20150609120000", "https://s.example/", "http://example.org/")
LOOK = Likeness("look", NOW, "A title", "en", 120, "0a1b")
OLD_COPY = replace(LOOK, origin="snapshot", made_at=NOW - 9 * DAY, title="Of an old copy")
NEW_COPY = replace(LOOK, origin="snapshot", made_at=NOW - 2 * DAY, title=None)


@pytest.fixture
def link_id(store: Store) -> int:
    run_id = read(store, article(cite("http://example.org/")))
    return pending(store, run_id)["http://example.org/"]


def look_at(store: Store, link_id: int, likeness: Likeness) -> None:
    """Look at the page as a daemon does; the server sends it whole."""
    run_id = read(store, article(cite("http://example.org/")))

    def decide(past: Past) -> Decision:
        visit = Visit("u", "u", 200, headers={"etag": '"1"'})
        verdict, circumstances = Verdict(Status.ALIVE, None, ()), Circumstances(0.5)
        return decide_patiently(verdict, Observation("u", NOW, visit), past, RecheckSettings(), circumstances)

    store.checks.settle(run_id, [decided(link_id, decide, likeness=likeness)])


def learn(store: Store, link_id: int, likeness: Likeness) -> None:
    if likeness.origin == "snapshot":
        answered(store, link_id, COPY, likeness=likeness)
    else:
        look_at(store, link_id, likeness)


def baseline(store: Store, link_id: int) -> Likeness | None:
    return store.checks.memories([link_id])[link_id].baseline


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (LOOK, OLD_COPY, OLD_COPY),
        (OLD_COPY, LOOK, OLD_COPY),
        (OLD_COPY, NEW_COPY, OLD_COPY),
        (NEW_COPY, OLD_COPY, OLD_COPY),
        (LOOK, replace(LOOK, words=7), LOOK),
        (OLD_COPY, replace(OLD_COPY, words=7), replace(OLD_COPY, words=7)),
    ],
)
def test_what_is_closest_to_the_citation_is_kept(
    store: Store, link_id: int, first: Likeness, second: Likeness, kept: Likeness
) -> None:
    assert baseline(store, link_id) is None
    learn(store, link_id, first)
    learn(store, link_id, second)
    assert baseline(store, link_id) == kept


@pytest.mark.parametrize(
    ("known", "learnt", "is_read_anew"),
    [(None, OLD_COPY, True), (LOOK, OLD_COPY, True), (NEW_COPY, OLD_COPY, True), (OLD_COPY, NEW_COPY, False)],
)
def test_page_is_read_anew_once_there_is_another_copy_to_compare_it_with(
    store: Store, known: Likeness | None, learnt: Likeness, *, is_read_anew: bool
) -> None:
    run_id = read(store, article(cite("http://example.org/")))
    link_id = pending(store, run_id)["http://example.org/"]
    if known is not None:
        learn(store, link_id, known)
    look_at(store, link_id, LOOK)
    assert store.checks.memories([link_id])[link_id].past.last_read_at == NOW
    learn(store, link_id, learnt)
    assert (store.checks.memories([link_id])[link_id].past.last_read_at is None) is is_read_anew


def test_a_damaged_likeness_is_none(store: Store, path: Path) -> None:
    run_id = read(store, article(cite("http://example.org/")))
    link_id = pending(store, run_id)["http://example.org/"]
    learn(store, link_id, LOOK)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE baselines SET likeness = '{\"colour\": 1}'")
    db.close()
    assert baseline(store, link_id) is None
