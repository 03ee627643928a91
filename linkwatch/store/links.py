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

OWN_STATUS = "iif(l.mark_id IS NULL, l.status, l.own_status)"
OWN_REASON = "iif(l.mark_id IS NULL, l.reason, l.own_reason)"
"""What looks come to, whatever a person says of the link."""

LAST_LOOK = "(SELECT max(checked_at) FROM (SELECT checked_at FROM checks ORDER BY id DESC LIMIT 1000))"
"""When the latest look began, without a walk through all of them: they are stored in the order of their ends."""

PUT_OWN = """
status = iif(mark_id IS NULL, :status, status), reason = iif(mark_id IS NULL, :reason, reason),
own_status = iif(mark_id IS NULL, NULL, :status), own_reason = iif(mark_id IS NULL, NULL, :reason)
"""

# A private address is skipped by a look, which may come out otherwise next time; these are not worth a look.
CAN_BE_LOOKED_AT = f"""
{OWN_STATUS} <> 'invalid' AND NOT (l.mark_id IS NOT NULL AND l.status = 'skipped')
AND NOT ({OWN_STATUS} = 'skipped' AND {OWN_REASON} IN ('unsupported-scheme', 'unknown-root', 'excluded', 'ignored'))
"""

# A person's word stands whatever looks come to meanwhile: then nothing has changed.
ADD_CHANGE = """
INSERT INTO status_history (link_id, changed_at, old_status, new_status, reason, check_id)
SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM links WHERE id = ?1 AND mark_id IS NOT NULL)
"""


def link_row(url: str, kind: str, moment: str) -> tuple[str | None, ...]:
    """Return the values of PUT_LINK for a URL that was just met. kind: of TargetKind."""
    status, reason = FIRST_STATUS[TargetKind(kind)]
    host = hostname(url)
    return url, host, domain(host), authority(url), str(status), reason, moment


def link_to_ask(raw: sqlite3.Connection, link_id: int, url: str, cited_at: str | None, status: str) -> Link:
    """Return a link with its anchors, fragments and a date: cited_at, else the earliest at which it was cited.

    A citation's own date tells it, else that of its article.
    """
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
        sql = """SELECT min(coalesce(c.cited_at, a.published_at))
                 FROM citations c JOIN articles a ON a.id = c.article_id
                 WHERE c.link_id = ? AND c.removed_at IS NULL"""
        (cited_at,) = raw.execute(sql, [link_id]).fetchone()
    return Link(link_id, url, texts, text_time(cited_at), Status(status), places)
