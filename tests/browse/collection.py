"""A small collection in which everything that pages tell has happened, and one made of hostile texts."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from linkwatch.model import Article, Citation, Grade, Snapshot, Status, Target, TargetKind
from linkwatch.store import Store
from tests.store.making import DAY, NOW, answered, article, cite, look, pending, read

SITE = "https://mills.example"
LOST, MOVED, DRIFTED = f"{SITE}/lost-mill", f"{SITE}/moved", f"{SITE}/drifted"
WELL, BACK, WALLED, ILL = f"{SITE}/well", f"{SITE}/back", "https://walled.example/", "https://ill.example/"
NOWHERE = "https://gone.example/without-a-copy"
COPY = Snapshot("wayback", "20150609120000", f"https://web.archive.org/web/20150609120000/{LOST}", LOST, Grade.FITS)

HOSTILE_TEXT = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'>{{ 7*7 }}\u202egpj.exe\u2066"
HOSTILE_URLS = (
    ("javascript:alert(document.domain)", TargetKind.PLACEHOLDER),
    ("JaVa\tScRiPt:alert(2)", TargetKind.MALFORMED),
    ("data:text/html,<script>alert(3)</script>", TargetKind.OTHER),
    ('https://mills.example/"><script>alert(5)</script>', TargetKind.WEB),
    ("https://mills.example/'onmouseover='alert(6)", TargetKind.WEB),
    ("https://mills.example/\u202egpj.exe", TargetKind.WEB),
    ("https://mills.example/" + "a-word-without-any-end" * 500, TargetKind.WEB),
    ("http://[::1", TargetKind.MALFORMED),
)


def make_collection(path: Path, now: datetime = NOW) -> None:
    """Write the collection: looked at thirty days before `now`, and at `now`."""
    mills = article(
        cite(LOST, "the lost mill", 3),
        cite(MOVED, "the moved mill", 4),
        cite(DRIFTED, "a changed page", 5),
        cite(WELL, "a page that is well", 6),
        cite(BACK, "a page that came back", 7),
        cite(WALLED, "a walled page", 8),
        cite(ILL, "an ill server", 9),
        cite(NOWHERE, "a page without a copy", 10),
        cite("#", "the miller's letter", 11, TargetKind.PLACEHOLDER),
        uri="https://journal.example/mills",
        title="Mills of the valley",
        published_at=now - 4000 * DAY,
    )
    other = article(cite(WELL, "well again", 1), uri="/essays/other.md", title="All is well", published_at=now - DAY)
    before, then = now - 30 * DAY, now - 10 * DAY
    with Store.open(path) as store:
        statuses: dict[str, Status] = {}
        run = read(store, mills, other, now=before)
        _settle(store, run, {BACK: (Status.DEAD, "http-404", 404)}, statuses, before)
        run = read(store, mills, other, now=then)
        _settle(store, run, {}, statuses, then)
        shorter = Article(mills.uri, mills.title, mills.published_at, tuple(c for c in mills.citations if c.line != 6))
        run = read(store, shorter, other, now=now)
        found = {
            LOST: (Status.DEAD, "soft-404", 200),
            NOWHERE: (Status.DEAD, "dns-nxdomain", None),
            MOVED: (Status.REDIRECTED, None, 200),
            DRIFTED: (Status.CHANGED, "content-drift", 200),
            WALLED: (Status.BLOCKED, "bot-wall", 403),
            ILL: (Status.FAILING, "read-timeout", None),
        }
        known = _settle(store, run, found, statuses, now)
        answered(store, known[LOST], COPY, now=now)
        answered(store, known[NOWHERE], "no-snapshot", now=now)
        store.runs.finish(run, now + timedelta(minutes=1), complete=True)


def _settle(
    store: Store, run: int, found: dict[str, tuple[Status, str | None, int | None]], _: Any, now: datetime
) -> dict[str, int]:
    known = pending(store, run)
    for url, link_id in known.items():
        status, reason, code = found.get(url, (Status.ALIVE, None, 200))
        moved = f"{SITE}/its-new-place" if status == Status.REDIRECTED else url
        store.checks.settle(
            run, [look(link_id, status, reason, code, now=now, evidence=evidence(url), final_url=moved)]
        )
    return known


def evidence(url: str) -> dict[str, Any]:
    page = {"media_type": "text/html", "title": "A page", "excerpt": "What the page said."}
    hop = {"url": url, "http_status": 301, "location": "/its-new-place"}
    first = {"url": url, "final_url": url, "http_status": 200, "hops": [hop], "page": page}
    return {"url": url, "first": first, "because": ["the server answered", "so it is known"]}


def make_hostile(path: Path) -> None:
    citations = tuple(
        Citation(url, Target(kind, url), f"{HOSTILE_TEXT} {number}", f"{HOSTILE_TEXT} context " + "x" * 10_000, number)
        for number, (url, kind) in enumerate(HOSTILE_URLS)
    )
    hostile = Article(f"https://journal.example/{HOSTILE_TEXT}", HOSTILE_TEXT, NOW, citations)
    with Store.open(path) as store:
        run = read(store, hostile)
        for url, link_id in pending(store, run).items():
            facts = evidence(url)
            facts["because"], facts["first"]["page"]["title"] = [HOSTILE_TEXT], HOSTILE_TEXT
            end = "javascript:alert(8)" if "gpj" in url else url
            result = look(link_id, Status.REDIRECTED, None, 200, evidence=facts, title=HOSTILE_TEXT, final_url=end)
            store.checks.settle(run, [result])
        bad = Snapshot("wayback", "20150609120000", "javascript:alert(9)", "x")
        answered(store, 1, bad)
