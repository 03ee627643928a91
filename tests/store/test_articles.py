from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkwatch.errors import StoreError
from linkwatch.model import Kind, PagePart, Status, Target, TargetKind, Unreadable
from linkwatch.store import Store
from tests.store.making import DAY, NOW, article, cite, look, pending, read, rows

A, B, C = "https://a.example/", "https://b.example/", "https://c.example:8443/x"


def test_a_link_cited_twice_is_one_link_with_two_citations(store: Store, path: Path) -> None:
    read(store, article(cite(A, "one", 3), cite(A, "two", 9)), article(cite(A, "three"), uri="b.md"))
    assert rows(path, "SELECT count(*) FROM links") == [(1,)]
    assert rows(path, "SELECT text, line FROM citations ORDER BY id") == [("one", 3), ("two", 9), ("three", 1)]


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        (TargetKind.WEB, "unchecked", None),
        (TargetKind.FILE, "unchecked", None),
        (TargetKind.PLACEHOLDER, "invalid", "placeholder"),
        (TargetKind.MALFORMED, "invalid", "malformed"),
        (TargetKind.OTHER, "skipped", "unsupported-scheme"),
        (TargetKind.UNKNOWN_ROOT, "skipped", "unknown-root"),
    ],
)
def test_a_new_link_starts_with_the_status_of_its_kind(
    store: Store, path: Path, kind: TargetKind, status: str, reason: str | None
) -> None:
    run_id = read(store, article(cite("x:y", kind=kind)))
    assert rows(path, "SELECT status, reason FROM links") == [(status, reason)]
    assert bool(pending(store, run_id)) == (status == "unchecked")


def test_host_domain_and_authority_are_stored(store: Store, path: Path) -> None:
    read(store, article(cite("https://news.bbc.co.uk:8443/a"), cite("#", kind=TargetKind.PLACEHOLDER)))
    found = rows(path, "SELECT host, domain, authority FROM links ORDER BY id")
    assert found == [("news.bbc.co.uk", "bbc.co.uk", "news.bbc.co.uk:8443"), ("", "", "")]


def test_a_citation_keeps_its_place_and_its_own_date_decides_what_is_compared(store: Store, path: Path) -> None:
    sql = "SELECT place, cited_at FROM citations"
    placed = replace(cite(A, line=None), place="page 3", cited_at=datetime(2014, 5, 3, tzinfo=UTC))
    run_id = read(store, article(placed, cite(B), published_at=datetime(2016, 1, 1, tzinfo=UTC)))
    assert rows(path, sql) == [("page 3", "2014-05-03T00:00:00Z"), (None, None)]
    hosts = [host.authority for host in store.runs.next_hosts(run_id, 9)]
    links = [link for host in hosts for link in store.runs.links_of_host(run_id, host, 9)]
    assert [link.cited_at for link in sorted(links, key=lambda link: link.url)] == [
        datetime(2014, 5, 3, tzinfo=UTC),
        datetime(2016, 1, 1, tzinfo=UTC),
    ]
    read(store, article(replace(placed, place="page 4", cited_at=None), cite(B)))
    assert rows(path, sql) == [("page 4", None), (None, None)]


def test_citations_that_vanish_are_marked_and_those_that_return_are_there_again(store: Store, path: Path) -> None:
    sql = "SELECT href, first_seen_at, removed_at FROM citations ORDER BY id"
    run_id = store.runs.begin("audit", NOW)

    store.articles.record(run_id, None, article(cite(A), cite(B)), "1", NOW)
    store.articles.record(run_id, None, article(cite(B), cite(C)), "2", NOW + DAY)
    assert rows(path, sql) == [
        (A, "2026-11-22T08:00:00Z", "2026-11-23T08:00:00Z"),
        (B, "2026-11-22T08:00:00Z", None),
        (C, "2026-11-23T08:00:00Z", None),
    ]

    store.articles.record(run_id, None, article(cite(A), cite(B), cite(C)), "3", NOW + 2 * DAY)
    assert [removed for _, _, removed in rows(path, sql)] == [None, None, None]


def test_a_citation_keeps_its_row_when_its_line_and_sentence_change(store: Store, path: Path) -> None:
    read(store, article(cite(A, line=3), cite(B, line=4)))
    before = rows(path, "SELECT id, href FROM citations ORDER BY href")
    read(store, article(cite(B, line=1), cite(A, line=30)))
    assert rows(path, "SELECT id, href FROM citations ORDER BY href") == before
    assert rows(path, "SELECT href, line, position FROM citations ORDER BY position") == [(B, 1, 0), (A, 30, 1)]


def test_of_citations_with_the_same_words_each_is_the_one_in_its_sentence(store: Store, path: Path) -> None:
    one, two, three = (replace(cite(A, line=line), context=f"sentence {line}") for line in (1, 2, 3))
    read(store, article(one, two))
    sql = "SELECT id, context FROM citations WHERE removed_at IS NULL ORDER BY id"
    before = rows(path, sql)
    read(store, article(three, replace(two, line=7), replace(one, line=9)))
    assert rows(path, sql) == [*before, (3, "sentence 3")]
    read(store, article(replace(two, line=1)))
    assert rows(path, sql) == [(2, "sentence 2")]
    read(store, article(replace(two, context="reworded"), one))  # the one that is there is the same before one that was
    assert rows(path, sql) == [(1, "sentence 1"), (2, "reworded")]


def test_kind_and_part_of_a_citation_are_kept_and_followed(store: Store, path: Path) -> None:
    shown = replace(cite(A), kind=Kind.IMAGE, part=PagePart.FOOTER)
    run_id = read(store, article(shown, cite(B)))
    sql = "SELECT kind, part FROM citations ORDER BY id"
    assert rows(path, sql) == [("image", "footer"), ("link", "body")]
    read(store, article(replace(shown, part=PagePart.BODY), cite(B)))
    assert rows(path, sql) == [("image", "body"), ("link", "body")]
    told = {row["url"]: row["citations"][0]["kind"] for row in store.reports.links(run_id)}
    assert told == {A: "image", B: "link"}


def test_of_equal_citations_only_the_surplus_is_removed(store: Store, path: Path) -> None:
    read(store, article(cite(A, line=1), cite(A, line=2), cite(A, line=3)))
    read(store, article(cite(A, line=1), cite(A, line=2)))
    assert rows(path, "SELECT line FROM citations WHERE removed_at IS NULL ORDER BY line") == [(1,), (2,)]


def test_reading_one_article_leaves_the_citations_of_others_alone(store: Store, path: Path) -> None:
    read(store, article(cite(A)), article(cite(A), uri="b.md"))
    read(store, article())
    sql = "SELECT a.uri FROM citations c JOIN articles a ON a.id = c.article_id WHERE c.removed_at IS NULL"
    assert rows(path, sql) == [(str(Path("b.md").absolute()),)]


def test_an_unreadable_article_keeps_what_it_cited_but_is_not_part_of_the_run(store: Store, path: Path) -> None:
    read(store, article(cite(A)))
    run_id = store.runs.begin("audit", NOW + DAY)
    store.articles.record_unreadable(run_id, None, Unreadable("a.md", "no such file"), NOW + DAY)
    assert store.runs.plan(run_id, NOW + DAY) == 0
    assert rows(path, "SELECT removed_at FROM citations") == [(None,)]
    assert rows(path, "SELECT last_error, last_scanned_at FROM articles") == [("no such file", "2026-11-22T08:00:00Z")]
    assert list(store.reports.articles(run_id)) == [
        {"uri": "a.md", "title": "A", "published_at": None, "citations": 0, "error": "no such file"}
    ]


def test_an_article_that_can_be_read_again_has_no_error(store: Store, path: Path) -> None:
    run_id = store.runs.begin("audit", NOW)
    store.articles.record_unreadable(run_id, None, Unreadable("a.md", "no such file"), NOW)
    store.articles.record(run_id, None, article(cite(A)), "1", NOW)
    assert rows(path, "SELECT last_error FROM articles") == [(None,)]
    assert [row["error"] for row in store.reports.articles(run_id)] == [None]


def test_text_that_utf_8_cannot_hold_is_stored_spelt_out(store: Store, path: Path) -> None:
    odd = article(cite(A, "lone \ud800 and nul \0"), uri="name\udce9.md")
    read(store, odd)
    read(store, odd)
    assert [row["uri"] for row in store.reports.articles(1)] == ["name\\udce9.md"]
    assert rows(path, "SELECT uri FROM articles") == [(str(Path("name\\udce9.md").absolute()),)]
    assert rows(path, "SELECT text, removed_at FROM citations") == [("lone \\ud800 and nul \ufffd", None)]


def test_files_of_one_name_in_different_folders_are_different_articles(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    for name, url in (("one", A), ("two", B)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        runs.append(read(store, article(cite(url), uri="README.md")))
    history = store.overview.history(A)
    assert history is not None
    assert [(row["article"], row["removed_at"]) for row in history["citations"]] == [
        (str(tmp_path / "one" / "README.md"), None)
    ]
    for run_id, url in zip(runs, (A, B), strict=True):
        assert [row["uri"] for row in store.reports.articles(run_id)] == ["README.md"]
        (row,) = store.reports.links(run_id)
        assert (row["url"], [citation["article"] for citation in row["citations"]]) == (url, ["README.md"])
        assert [row["url"] for row in store.reports.article_links(run_id, "README.md")] == [url]


def test_a_file_is_one_article_whatever_it_is_called_and_each_run_keeps_its_name(
    store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    first = read(store, article(cite(A), uri="docs/a.md"))
    monkeypatch.chdir(tmp_path / "docs")
    second = read(store, article(cite(A), uri="../docs/a.md"))
    third = store.runs.begin("audit", NOW)
    store.articles.record_unreadable(third, None, Unreadable("a.md", "a.md: no such file"), NOW)
    assert rows(path, "SELECT uri FROM articles") == [(str(tmp_path / "docs" / "a.md"),)]
    assert [row["uri"] for run_id in (first, second, third) for row in store.reports.articles(run_id)] == [
        "docs/a.md",
        "../docs/a.md",
        "a.md",
    ]


@pytest.mark.parametrize("uri", ["-", "https://x.example/a/../b", "HTTP://["])
def test_standard_input_and_pages_are_known_by_their_name(store: Store, path: Path, uri: str) -> None:
    read(store, article(cite(A), uri=uri))
    store.articles.record_unreadable(1, None, Unreadable(uri, "unreadable"), NOW)
    assert rows(path, "SELECT uri FROM articles") == [(uri,)]


def test_links_given_by_hand_are_part_of_the_run_without_an_article(store: Store) -> None:
    run_id = store.runs.begin("check", NOW)
    store.runs.add_links(
        run_id, [Target(TargetKind.WEB, A), Target(TargetKind.PLACEHOLDER, "#"), Target(TargetKind.WEB, A)], NOW
    )
    assert store.runs.plan(run_id, NOW) == 1
    assert [(row["url"], row["status"], row["citations"]) for row in store.reports.links(run_id)] == [
        (A, "unchecked", []),
        ("#", "invalid", []),
    ]


def test_a_link_brings_up_to_five_different_anchors_and_the_earliest_date(store: Store) -> None:
    late, early = datetime(2020, 5, 1, tzinfo=UTC), datetime(2012, 3, 4, tzinfo=UTC)
    many = [cite(A, f"anchor {number % 7}", number) for number in range(20)]
    run_id = read(store, article(*many, cite(A, ""), published_at=late), article(cite(A), uri="b", published_at=early))
    (link,) = store.runs.links_of_host(run_id, "a.example", 10)
    assert len(set(link.anchors)) == len(link.anchors) == 5
    assert "" not in link.anchors
    assert link.cited_at == early


def test_the_runs_own_date_goes_before_the_articles(store: Store) -> None:
    chosen = datetime(2001, 1, 1, tzinfo=UTC)
    run_id = read(store, article(cite(A), published_at=NOW), cited_at=chosen)
    (link,) = store.runs.links_of_host(run_id, "a.example", 10)
    assert link.cited_at == chosen


def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.runs.begin("audit", datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake to be refused


def test_a_failed_transaction_leaves_nothing_behind(store: Store, path: Path) -> None:
    run_id = read(store, article(cite(A), cite(B)))
    known = pending(store, run_id)
    with pytest.raises(StoreError, match="not part of run"):
        store.checks.settle(run_id, [look(known[A], Status.ALIVE), look(999, Status.ALIVE)])
    assert rows(path, "SELECT count(*) FROM checks") == [(0,)]
    assert pending(store, run_id) == known
