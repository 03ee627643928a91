"""Judging anew what was seen: the last look at each link, and the verdict that replaces an old one.

The looks themselves stay as they were recorded. Each function works inside its caller's transaction.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from linkwatch.model import GOOD, Status
from linkwatch.store.checks import ADD_CHANGE
from linkwatch.store.encoding import optional_plain, optional_time_text, time_text
from linkwatch.store.values import LastLook, Rejudged

_LAST_LOOKS = """
SELECT l.id, l.url, l.status, l.reason, k.id, k.evidence
FROM links l
JOIN checks k ON k.id = (SELECT max(id) FROM checks WHERE link_id = l.id AND http_status IS NOT 304)  -- it was read
WHERE l.id > ? AND NOT (l.status = 'skipped' AND l.reason = 'excluded')
ORDER BY l.id LIMIT ?
"""

_UPDATE_LINK = """
UPDATE links SET status = :status, reason = :reason, final_url = :final_url, next_check_at = :next_check_at,
  last_alive_at = CASE WHEN :good THEN last_checked_at ELSE last_alive_at END,
  failing_since = CASE WHEN :good THEN NULL WHEN :failed THEN coalesce(failing_since, last_checked_at)
    ELSE failing_since END,
  consecutive_failures = CASE WHEN :good THEN 0 WHEN :failed THEN max(consecutive_failures, 1)
    ELSE consecutive_failures END
WHERE id = :link_id
"""


def last_looks(raw: sqlite3.Connection, after_id: int, limit: int) -> list[LastLook]:
    """Return the last look at each link; see Store.last_looks."""
    rows = raw.execute(_LAST_LOOKS, [after_id, limit])
    return [
        LastLook(link_id, url, Status(status), reason, check_id, evidence)
        for link_id, url, status, reason, check_id, evidence in rows
    ]


def rejudge(raw: sqlite3.Connection, items: Sequence[Rejudged], now: datetime) -> None:
    """Put new verdicts in the place of old ones; see Store.rejudge."""
    moment = time_text(now)
    for item in items:
        look, verdict = item.look, item.verdict
        row = {
            "link_id": look.link_id,
            "status": str(verdict.status),
            "reason": verdict.reason,
            "final_url": optional_plain(item.final_url),
            "next_check_at": optional_time_text(item.next_check_at),
            "good": verdict.status in GOOD,
            "failed": verdict.counts_as_failed,
        }
        raw.execute(_UPDATE_LINK, row)
        if look.status is not verdict.status:
            change = [look.link_id, moment, str(look.status), str(verdict.status), verdict.reason, look.check_id]
            raw.execute(ADD_CHANGE, change)
