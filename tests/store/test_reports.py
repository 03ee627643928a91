import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.model import WORST_FIRST, Past, Snapshot, Status, Target, TargetKind, Unreadable, Verdict
from linkwatch.store import Rejudged, Store
from linkwatch.store.reports import redirects
from tests.store.making import DAY, HOUR, NOW, answered, article, cite, look, pending, read, rows, settle_all

A, B, C = "https://a.example/", "https://b.example/1", "https://b.example/2"


def test_a_link_row_has_the_names_and_order_of_the_json_report(store: Store) -> None:
    run_id = read(store, article(cite(A, "anchor", 4)))
    evidence = {"first": {"hops": [{"url": A, "http_status": 301, "kind": "http"}]}, "because": ["moved"]}
    known = pending(store, run_id)
    store.checks.settle(run_id, [look(known[A], Status.DEAD, "soft-404", 200, evidence=evidence, final_url=B)])
    answered(store, known[A], Snapshot("wayback", "20150609120000", "https://s.example/", A))
    (row,) = store.reports.links(run_id)
    assert list(row.items()) == [
        ("url", A),
        ("status", "dead"),
        ("reason", "soft-404"),
        ("http_status", 200),
        ("final_url", B),
        ("redirects", [{"url": A, "http_status": 301}]),
        ("checked_at", "2026-11-22T08:00:00Z"),
        ("elapsed_ms", 12),
        ("evidence", evidence),
        (
            "snapshot",
            {
                "url": "https://s.example/",
                "timestamp": "20150609120000",
                "archive": "wayback",
                "original_url": A,
                "grade": None,
            },
        ),
        ("snapshot_reason", None),
        ("moved_to", None),
        ("mark", None),
        ("old_look", None),
        (
            "citations",
            [
                {
                    "article": "a.md",
                    "href": A,
                    "text": "anchor",
                    "context": "A sentence with anchor in it.",
                    "line": 4,
                    "fragment": None,
                    "fragment_found": None,
                    "place": None,
                    "cited_at": None,
                    "kind": "link",
                    "part": "body",
                }
            ],
        ),
    ]


def test_the_summary_counts_what_the_run_was_about(store: Store) -> None:
    run_id = read(store, article(cite(A), cite(A), cite(B), cite("#", kind=TargetKind.PLACEHOLDER)))
    store.articles.record_unreadable(run_id, None, Unreadable("b.md", "no such file"), NOW)
    store.checks.settle(run_id, [look(pending(store, run_id)[B], Status.DEAD)])
    expected = {
        "started_at": "2026-11-22T08:00:00Z",
        "finished_at": None,
        "articles": 1,
        "citations": 4,
        "links": 3,
        "by_status": {"dead": 1, "invalid": 1, "unchecked": 1},
        "complete": False,
        "archive_lookups": 0,
        "archive_requests": 0,
        "fragments_missing": 0,
        "unreadable": 1,
    }
    assert store.reports.summary(run_id) == expected
    store.runs.finish(run_id, NOW + DAY, complete=True)
    summary = store.reports.summary(run_id)
    assert (summary["finished_at"], summary["complete"]) == ("2026-11-23T08:00:00Z", True)
    assert list(summary["by_status"]) == ["dead", "invalid", "unchecked"]


def test_a_run_tells_what_it_saw_whatever_happened_later(store: Store) -> None:
    first = read(store, article(cite(A)))
    settle_all(store, first, Status.ALIVE)
    second = read(store, article(cite(A)))
    settle_all(store, second, Status.DEAD)
    assert [row["status"] for row in store.reports.links(first)] == ["alive"]
    assert store.reports.summary(first)["by_status"] == {"alive": 1}
    assert [row["status"] for row in store.reports.links(second)] == ["dead"]
    assert store.runs.last() == second


def test_a_link_that_a_cut_off_run_did_not_reach_is_shown_as_it_stood(store: Store) -> None:
    settle_all(store, read(store, article(cite(A))), Status.ALIVE)
    run_id = read(store, article(cite(A), cite(B)), now=NOW + DAY)
    shown = [(row["status"], row["checked_at"]) for row in store.reports.links(run_id)]
    assert shown == [("alive", "2026-11-22T08:00:00Z"), ("unchecked", None)]
    untold = {"reason": None, "until": None}
    assert [row["old_look"] for row in store.reports.links(run_id)] == [untold, None]


@pytest.mark.parametrize(
    ("began_after", "seconds", "until"),
    [(1, 3 * 3600, "2026-11-23T11:00:02Z"), (1, 30, None), (3 * 3600, 3600, None)],
)
def test_only_a_pause_that_lasts_as_a_run_ends_is_why_it_did_not_look(
    store: Store, began_after: int, seconds: int, until: str | None
) -> None:
    settle_all(store, read(store, article(cite(A))), Status.ALIVE)
    begin = NOW + DAY
    run_id = read(store, article(cite(A)), now=begin)
    store.runs.finish(run_id, begin + 2 * HOUR, complete=False)
    store.politeness.leave_alone("host", "a.example", seconds, "asked", begin + timedelta(seconds=began_after))
    reason = None if until is None else "rate-limited"
    assert [row["old_look"] for row in store.reports.links(run_id)] == [{"reason": reason, "until": until}]


def test_a_run_that_did_not_look_shows_the_verdict_that_stands_now(store: Store) -> None:
    first = read(store, article(cite(A)))
    settle_all(store, first, Status.ALIVE)
    (seen,) = store.rejudging.last_looks(0, 1)

    def after(past: Past) -> Past:
        return replace(past, status=Status.REDIRECTED, reason="moved", final_url=B, next_check_at=NOW + 3 * DAY)

    store.rejudging.replace([Rejudged(seen, Verdict(Status.REDIRECTED, "moved", ()), after)], NOW + DAY)
    run_id = read(store, article(cite(A)), now=NOW + 2 * DAY)
    shown = [(row["status"], row["reason"], row["final_url"], row["elapsed_ms"]) for row in store.reports.links(run_id)]
    assert shown == [("redirected", "moved", B, 12)]
    assert store.reports.summary(run_id)["by_status"] == {"redirected": 1}
    assert [row["status"] for row in store.reports.links(first)] == ["alive"]
    assert store.reports.summary(first)["by_status"] == {"alive": 1}
    assert [row["next_check_at"] for row in store.overview.links()] == ["2026-11-25T08:00:00Z"]


@pytest.mark.parametrize("status", Status)
def test_why_there_is_no_copy_is_not_said_of_a_page_that_is_there(store: Store, path: Path, status: Status) -> None:
    run_id = read(store, article(cite(A)))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE links SET status = ?, snapshot_reason = 'no-snapshot'", [status])
    (row,) = store.reports.links(run_id)
    assert row["status"] == status
    assert row["snapshot_reason"] == (None if status in ("alive", "redirected") else "no-snapshot")


def test_the_worst_come_first_in_the_order_that_reports_have(store: Store, path: Path) -> None:
    urls = {status: f"https://{status}.example/" for status in Status}
    run_id = read(store, article(*map(cite, urls.values())))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("UPDATE links SET status = ? WHERE url = ?", urls.items())
    found = [row["status"] for row in store.reports.article_links(run_id, "a.md")]
    assert found == list(WORST_FIRST)


def test_a_run_shows_only_its_own_articles_and_links(store: Store) -> None:
    read(store, article(cite(A), cite(B), uri="old.md"))
    run_id = read(store, article(cite(A), uri="new.md"))
    (row,) = store.reports.links(run_id)
    assert [citation["article"] for citation in row["citations"]] == ["new.md"]
    assert [row["uri"] for row in store.reports.articles(run_id)] == ["new.md"]
    assert list(store.reports.article_links(run_id, "old.md")) == []


def test_an_articles_links_come_worst_first_with_its_own_citations(store: Store) -> None:
    run_id = read(
        store,
        article(cite(A, "ok"), cite(B, "bad", 1), cite(C, "gone", 2), cite(B, "again", 3)),
        article(cite(B, "elsewhere"), uri="b.md"),
    )
    known = pending(store, run_id)
    verdicts = {A: Status.ALIVE, B: Status.FAILING, C: Status.DEAD}
    store.checks.settle(run_id, [look(known[url], status) for url, status in verdicts.items()])
    found = [
        (row["url"], [citation["text"] for citation in row["citations"]])
        for row in store.reports.article_links(run_id, "a.md")
    ]
    assert found == [(C, ["gone"]), (B, ["bad", "again"]), (A, ["ok"])]


def test_links_without_an_article_are_told_apart(store: Store) -> None:
    read(store, article(cite(B), uri="other run.md"))
    run_id = read(store, article(cite(A)))
    store.runs.add_links(run_id, [Target(TargetKind.WEB, A), Target(TargetKind.WEB, B)], NOW)
    assert [(row["url"], row["citations"]) for row in store.reports.article_links(run_id, None)] == [(B, [])]


def test_every_link_comes_once_however_many_there_are(store: Store) -> None:
    urls = [f"https://h{number % 9}.example/{number}" for number in range(1000)]
    run_id = read(store, article(*map(cite, urls)))
    assert [row["url"] for row in store.reports.links(run_id)] == urls
    assert [row["url"] for row in store.reports.article_links(run_id, "a.md")] == urls


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({}, []),
        ({"first": {}}, []),
        ({"first": {"hops": [{"url": A, "http_status": 301}]}}, [A]),
        ({"first": {"hops": [{"url": A, "http_status": 301}]}, "second": {"trouble": "read-timeout"}}, [A]),
        (
            {
                "first": {"hops": [{"url": A, "http_status": 301}], "http_status": 403},
                "second": {"hops": [{"url": B, "http_status": 302}], "http_status": 200},
            },
            [B],
        ),
        *(
            (
                {
                    "first": {"hops": [{"url": A, "http_status": 301}], "http_status": 403},
                    "second": {"hops": [{"url": B, "http_status": 302}], "http_status": status},
                },
                [hop],
            )
            for status, hop in ((399, B), (400, A), (404, B), (410, B), (429, A), (503, A))
        ),
    ],
)
def test_redirects_are_those_of_the_visit_that_was_judged(evidence: dict[str, object], expected: list[str]) -> None:
    assert [hop["url"] for hop in redirects(evidence)] == expected


def test_all_links_can_be_narrowed_by_status_and_host(store: Store) -> None:
    run_id = read(store, article(cite(A), cite(B), cite("https://news.b.example/")))
    store.checks.settle(run_id, [look(pending(store, run_id)[A], Status.DEAD, "http-404")])
    assert [row["url"] for row in store.overview.links([Status.DEAD, Status.FAILING])] == [A]
    assert [row["url"] for row in store.overview.links(host="b.example")] == [B]
    assert list(store.overview.links([Status.DEAD], host="b.example")) == []
    assert len(list(store.overview.links())) == 3


def test_the_history_of_a_link_holds_changes_looks_snapshots_and_citations(store: Store) -> None:
    for days, status in enumerate([Status.ALIVE, Status.DEAD]):
        run_id = read(store, article(cite(A, "anchor")), now=NOW + days * DAY)
        settle_all(store, run_id, status, NOW + days * DAY)
    answered(store, 1, Snapshot("wayback", "20150609120000", "https://s.example/", A))
    history = store.overview.history(A)
    assert history is not None
    assert history["link"]["status"] == "dead"
    assert [change["new_status"] for change in history["history"]] == ["dead", "alive"]
    assert [look["status"] for look in history["checks"]] == ["dead", "alive"]
    assert [snapshot["url"] for snapshot in history["snapshots"]] == ["https://s.example/"]
    assert [citation["text"] for citation in history["citations"]] == ["anchor"]
    assert store.overview.history("https://unknown.example/") is None


def test_a_link_cited_in_many_articles_is_found_through_its_article(store: Store, path: Path) -> None:
    run_id = read(store, article(cite(A)))
    sql = "SELECT 1 FROM citations c WHERE c.link_id = 1 AND c.article_id = 1 AND c.removed_at IS NULL"
    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {sql}"))
    assert "(link_id=? AND article_id=?" in plan
    assert len(list(store.reports.article_links(run_id, "a.md"))) == 1


def test_articles_come_by_need_and_say_how_their_citations_fare(store: Store) -> None:
    well, ill, worse = (f"https://{name}.example/" for name in ("well", "ill", "worse"))
    essays = (
        article(cite(well), uri="well.md", title="Well"),
        article(cite(ill), cite(well), uri="ill.md", title="Ill"),
        article(cite(worse), cite(ill), cite(worse, "again", 3), uri="worse.md", title="Worse"),
    )
    run_id = read(store, *essays)
    known = pending(store, run_id)
    found = {well: Status.ALIVE, ill: Status.FAILING, worse: Status.DEAD}
    store.checks.settle(run_id, [look(known[url], status) for url, status in found.items()])
    told = [(row["uri"], row["by_status"]) for row in store.reports.articles_by_need(run_id)]
    assert told == [
        ("worse.md", {"dead": 2, "failing": 1}),
        ("ill.md", {"failing": 1, "alive": 1}),
        ("well.md", {"alive": 1}),
    ]
    assert {row["uri"] for row in store.reports.articles(run_id)} == {uri for uri, _ in told}
