"""What several parts say and ask of links. Each function works inside its caller's transaction."""

import sqlite3

from linkwatch.model import FIRST_STATUS, Link, Status, TargetKind
from linkwatch.store.encoding import text_time
from linkwatch.urls import authority, domain, hostname

_ANCHORS = 5
_FRAGMENTS = 1000
_LONGEST_FRAGMENT = 1000

PUT_LINK = """
INSERT INTO links (url, host, domain, authority, status, reason, first_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (url) DO NOTHING
"""

# A private address is skipped by a look, which may come out otherwise next time; these are not worth a look.
CAN_BE_LOOKED_AT = """
l.status <> 'invalid'
AND NOT (l.status = 'skipped' AND l.reason IN ('unsupported-scheme', 'unknown-root', 'excluded', 'ignored'))
"""

ADD_CHANGE = """
INSERT INTO status_history (link_id, changed_at, old_status, new_status, reason, check_id) VALUES (?, ?, ?, ?, ?, ?)
"""


def link_row(url: str, kind: str, moment: str) -> tuple[str | None, ...]:
    """Return the values of PUT_LINK for a URL that was just met. kind: of TargetKind."""
    status, reason = FIRST_STATUS[TargetKind(kind)]
    host = hostname(url)
    return url, host, domain(host), authority(url), str(status), reason, moment


def link_to_ask(raw: sqlite3.Connection, link_id: int, url: str, cited_at: str | None, status: str) -> Link:
    """Return a link with its anchors, fragments and a date: cited_at, else that of the earliest article."""
    anchors = raw.execute(
        "SELECT DISTINCT text FROM citations WHERE link_id = ? AND removed_at IS NULL AND text <> '' LIMIT ?",
        [link_id, _ANCHORS],
    )
    texts = tuple(text for (text,) in anchors)
    fragments = raw.execute(
        """SELECT DISTINCT fragment FROM citations
           WHERE link_id = ? AND fragment IS NOT NULL AND removed_at IS NULL AND NOT is_own AND NOT is_ignored
             AND length(fragment) <= ? LIMIT ?""",
        [link_id, _LONGEST_FRAGMENT, _FRAGMENTS],
    )
    places = tuple(fragment for (fragment,) in fragments)
    if cited_at is None:
        sql = """SELECT min(a.published_at) FROM citations c JOIN articles a ON a.id = c.article_id
                 WHERE c.link_id = ? AND c.removed_at IS NULL"""
        (cited_at,) = raw.execute(sql, [link_id]).fetchone()
    return Link(link_id, url, texts, text_time(cited_at), Status(status), places)
