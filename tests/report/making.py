"""A report with a link of every kind, and hostile texts, as the store would give it."""

import io
from collections.abc import Sequence
from typing import Any

from linkwatch.model import Row
from linkwatch.report import Report, write_report
from linkwatch.report.register import format_names

TELL_LINKS = [name for name in format_names("report") if name not in ("badge", "shields")]  # these only count

PROBLEM = "our own network seems to be down"
URI = "docs/article one.md"


def cited(text: str = "anchor", line: int | None = 1, *, article: str = URI, href: str = "href", **more: Any) -> Row:
    row: Row = {"article": article, "href": href, "text": text, "context": f"Around {text}.", "line": line}
    row |= {"fragment": None, "fragment_found": None, "place": None, "cited_at": None, "kind": "link", "part": "body"}
    assert more.keys() <= {*row, "ignored"}
    return {**row, **more}


def link(url: str, status: str, reason: str | None = None, *citations: Row, **more: Any) -> Row:
    row: Row = {
        "url": url,
        "status": status,
        "reason": reason,
        "http_status": None,
        "final_url": None,
        "redirects": [],
        "checked_at": "2026-11-22T08:00:01Z",
        "elapsed_ms": 312,
        "evidence": {},
        "snapshot": None,
        "snapshot_reason": None,
        "moved_to": None,
        "old_look": None,
        "citations": list(citations),
    }
    assert more.keys() <= row.keys()
    return {**row, **more}


SNAPSHOT = {
    "url": "https://web.archive.example/web/20150609120000/https://gone.example/",
    "timestamp": "20150609120000",
    "archive": "wayback",
    "original_url": "https://gone.example/",
}

LINKS = [
    link("https://gone.example/", "dead", "http-410", cited("gone page", 12), http_status=410, snapshot=SNAPSHOT),
    link("https://lost.example/", "dead", "dns-nxdomain", cited("lost", 13), snapshot_reason="no-snapshot"),
    link("https://slow.example/", "failing", "read-timeout", cited("slow", 14)),
    link("https://wall.example/", "blocked", "bot-wall", cited("wall", 16)),
    link("https://moved.example/", "redirected", None, cited("moved", 17), final_url="https://new.example/"),
    link("#", "invalid", "placeholder", cited("first lost", 18), cited("second lost", 19)),
    link("mailto:a@b.example", "skipped", "unsupported-scheme", cited("mail", 20)),
    link("https://well.example/", "alive", None, cited("well", 21)),
]
ARTICLE = {"uri": URI, "title": "The title", "published_at": "2020-01-03T00:00:00Z", "citations": 9, "error": None}


def make_report(
    links: Sequence[Row] = LINKS,
    articles: Sequence[Row] = (ARTICLE,),
    *,
    command: str = "audit",
    complete: bool = True,
    findings: frozenset[str] = frozenset({"dead", "failing"}),
) -> Report:
    by_status: dict[str, int] = {}
    for row in links:
        by_status[row["status"]] = by_status.get(row["status"], 0) + 1
    run = {
        "started_at": "2026-11-22T08:00:00Z",
        "finished_at": "2026-11-22T08:00:09Z",
        "articles": len(articles),
        "citations": sum(len(row["citations"]) for row in links),
        "links": len(links),
        "by_status": by_status,
        "complete": complete,
        "problem": None if complete else PROBLEM,
    }

    def of_article(uri: str | None) -> list[Row]:
        if uri is None:
            return [row for row in links if not row["citations"]]
        chosen = [(row, [one for one in row["citations"] if one["article"] == uri]) for row in links]
        return [{**row, "citations": citations} for row, citations in chosen if citations]

    return Report(command, run, lambda: iter(articles), lambda: iter(links), of_article, findings)


def told(format_name: str, report: Report | None = None) -> str:
    out = io.StringIO()
    write_report(format_name, report or make_report(), out)
    return out.getvalue()
