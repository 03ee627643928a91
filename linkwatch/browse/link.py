"""What the page of a link tells: its life, the evidence of each look, who cites it."""

import json
from typing import Any

from linkwatch.browse import pictures
from linkwatch.browse.comparing import compare
from linkwatch.browse.forms import replacements
from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import LOST, Row
from linkwatch.report.words import snapshot_date
from linkwatch.store.pages import link as sql

LOOKS, CITATIONS = 20, 50  # on one page
_MOST_EVENTS = 60


async def read_link(
    reader: DatabaseReader, link_id: int, looks_page: int, citations_page: int
) -> dict[str, Any] | None:
    """Return what the template of a link shows; None if there is no such link. Pages count from 1."""
    link = await reader.row(sql.LINK, {"id": link_id})
    if link is None:
        return None
    looks = {"id": link_id, "most": LOOKS, "after": (looks_page - 1) * LOOKS}
    citations = {"id": link_id, "most": CITATIONS, "after": (citations_page - 1) * CITATIONS}
    snapshots = await reader.rows(sql.SNAPSHOTS, {"id": link_id})
    saves = await reader.rows(sql.SAVES, {"id": link_id})
    changes = await reader.rows(sql.CHANGES, {"id": link_id, "most": _MOST_EVENTS})
    return {
        "link": link,
        "replacements": replacements({**link, "text": link["first_text"]}),
        "compared": await _compared(reader, link),
        "life_line": pictures.life(link, changes, [snapshot_date(copy["timestamp"]) for copy in snapshots]),
        "looks": [_with_evidence(look) for look in await reader.rows(sql.LOOKS, looks)],
        "looks_page": looks_page,
        "looks_pages": _pages(link["checks"], LOOKS),
        "cited": await reader.rows(sql.CITATIONS, citations),
        "citations_page": citations_page,
        "citations_pages": _pages(link["citations"] + link["removed"], CITATIONS),
        "snapshots": snapshots,
        "saves": saves,
        "events": await _events(reader, link, changes, snapshots, saves),
    }


async def _compared(reader: DatabaseReader, link: Row) -> dict[str, Any] | None:
    """Compare what the page said when it was well with what it says, where it no longer says what was cited."""
    if link["status"] not in LOST:
        return None
    good = await reader.row(sql.LAST_GOOD_LOOK, {"id": link["id"]})
    return compare(good, await reader.row(sql.LATEST_LOOK, {"id": link["id"]}))


def _pages(rows: int, size: int) -> int:
    return max(1, -(-rows // size))


def _with_evidence(look: Row) -> Row:
    """Take from the evidence what people ask for: the chain of reasons, the way that was gone, what the page said."""
    facts = json.loads(look["evidence"])
    visits = [visit for visit in (facts.get("first"), facts.get("second")) if visit]
    judged = visits[-1] if visits else {}
    page = judged.get("page") or {}
    seen = {
        **look,
        "because": facts.get("because") or [],
        "hops": judged.get("hops") or [],
        "end": judged.get("final_url"),
        "trouble": judged.get("trouble"),
        "detail": judged.get("detail"),
        "said": {name: page[name] for name in ("title", "heading", "excerpt") if page.get(name)},
        "sibling": facts.get("sibling"),
        "drift": facts.get("drift"),
        "pretty": json.dumps(facts, ensure_ascii=False, indent=1)[:20_000],
    }
    return {**seen, "picture": pictures.way(seen)}


async def _events(
    reader: DatabaseReader, link: Row, changes: list[Row], snapshots: list[Row], saves: list[Row]
) -> list[Row]:
    """Tell the life of a link, the latest first. Events: at, kind and what the template needs for that kind."""
    first = await reader.row(sql.FIRST_CITED, {"id": link["id"]})
    events: list[Row] = [{"at": change["changed_at"], "kind": "change", "change": change} for change in changes]
    events += [
        {"at": f"{snapshot_date(copy['timestamp'])}T00:00:00Z", "kind": "copy", "snapshot": copy}
        for copy in snapshots[:10]
    ]
    events += [{"at": save["finished_at"], "kind": "save", "save": save} for save in saves if save["finished_at"]]
    events.append({"at": link["first_seen_at"], "kind": "seen"})
    if first is not None and first["at"]:
        events.append({"at": first["at"], "kind": "cited"})
    if link["last_checked_at"]:
        events.append({"at": link["last_checked_at"], "kind": "looked"})
    order = ("cited", "seen", "copy", "change", "save", "looked")
    return sorted(events, key=lambda event: (event["at"], order.index(event["kind"])), reverse=True)
