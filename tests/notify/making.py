"""Short ways to let things happen to links, and to a database's sources."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from linkwatch.model import Row, Snapshot, Status, Target, TargetKind
from linkwatch.store import Look, SourceEntry, Store
from tests.store.making import NOW, answered, article, cite, look, pending

REASONS = {Status.DEAD: "http-404", Status.FAILING: "read-timeout", Status.CHANGED: "content-drift"}
KINDS = ("dead", "changed", "redirected", "recovered", "snapshot", "source")


def read_source(store: Store, name: str, urls: Sequence[str], now: datetime = NOW, error: str | None = None) -> int:
    """Scan a source with one article of that name, which cites the URLs; return the source."""
    source_id, _ = store.sources.put(SourceEntry("page", f"https://{name}.example/", name), "command", now)
    if urls:
        one = article(*map(cite, urls), uri=f"https://{name}.example/", title=f"Article of {name}")
        store.articles.record(None, source_id, one, "hash", now)
    store.sources.end_scan(source_id, error, now, forget_unseen=False)
    return source_id


def read_by_hand(store: Store, *urls: str, title: str = "By hand") -> None:
    store.articles.record(None, None, article(*map(cite, urls), uri=f"{title}.md", title=title), "hash", NOW)


def see(store: Store, statuses: Mapping[str, Status], now: datetime = NOW) -> dict[str, int]:
    """Look at the URLs once each and find these statuses; return their links."""
    run_id = store.runs.begin("check", now)
    store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in statuses], now)
    store.runs.plan(run_id, now)
    links = pending(store, run_id)
    looks: list[Look] = []
    for url, status in statuses.items():
        final_url = f"{url}new" if status == Status.REDIRECTED else None
        looks.append(look(links[url], status, REASONS.get(status), now=now, final_url=final_url))
    store.checks.settle(run_id, looks)
    return links


def find_copy(store: Store, link_id: int, url: str, purpose: str = "replacement", now: datetime = NOW) -> None:
    copy = Snapshot("wayback", "20150609120000", f"https://web.archive.example/2015/{url}", url)
    answered(store, link_id, copy, purpose=purpose, now=now)


def take(store: Store, now: datetime = NOW, *, on: Sequence[str] = KINDS, most: int = 20) -> Row:
    """Return the news as they are handed to whoever composes a message."""
    taken: list[Row] = []

    def compose(news: Row) -> None:
        taken.append(news)

    store.outbox.compose(compose, ["target"], on, most, now)
    return taken[0]


def told(news: Row) -> dict[str, list[Any]]:
    """Return kind → URLs, or names with errors, of the events."""
    kinds: dict[str, list[Any]] = {}
    for event in news["events"]:
        what = (event["name"], event["error"]) if event["kind"] == "source" else event["url"]
        kinds.setdefault(event["kind"], []).append(what)
    return kinds
