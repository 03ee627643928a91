"""What pages said when they were cited: looks and copies write it, looks are compared with it.

Each function works inside its caller's transaction.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from linkwatch.model import Likeness
from linkwatch.store.encoding import json_text, time_text

_COLUMNS = ("origin", "made_at")
_TOLD = tuple(each.name for each in fields(Likeness) if each.name not in _COLUMNS)

# A copy is closer to the citation than a look of today; of two copies the older one stays, as chosen first.
_PUT = """
INSERT INTO baselines (link_id, origin, made_at, likeness) VALUES (?, ?, ?, ?)
ON CONFLICT (link_id) DO UPDATE SET origin = excluded.origin, made_at = excluded.made_at, likeness = excluded.likeness
WHERE excluded.origin = 'snapshot' AND (baselines.origin = 'look' OR baselines.made_at >= excluded.made_at)
"""

_GET = """
SELECT b.link_id, b.origin, b.made_at, b.likeness
FROM json_each(?) AS wanted CROSS JOIN baselines b ON b.link_id = wanted.value
"""


def put_baseline(raw: sqlite3.Connection, link_id: int, likeness: Likeness) -> None:
    """Keep what a page says as what it is compared with, unless what is kept is closer to the citation."""
    told = {name: getattr(likeness, name) for name in _TOLD}
    put = raw.execute(_PUT, [link_id, likeness.origin, time_text(likeness.made_at), json_text(told)])
    if likeness.origin == "snapshot" and put.rowcount > 0:
        # a page that is "not modified" could not be compared with it
        raw.execute("UPDATE links SET last_read_at = NULL WHERE id = ?", [link_id])


def baselines(raw: sqlite3.Connection, link_ids: Iterable[int]) -> dict[int, Likeness]:
    """Return what these links' pages are compared with, of those of which it is known."""
    return {
        link_id: likeness
        for link_id, origin, made_at, told in raw.execute(_GET, [json.dumps(list(link_ids))])
        if (likeness := likeness_of_row(origin, made_at, told)) is not None
    }


def likeness_of_row(origin: str, made_at: str, told: str) -> Likeness | None:
    """Read what stands in a row of the table; None for one that is damaged, or that another version wrote otherwise."""
    try:
        return Likeness(origin=origin, made_at=datetime.fromisoformat(made_at), **json.loads(told))
    except (TypeError, ValueError):
        return None
