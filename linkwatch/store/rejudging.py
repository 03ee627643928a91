"""Judging anew what was seen: the last look at each link, and the verdict that replaces an old one.

The looks themselves stay as they were recorded.
"""

from collections.abc import Sequence
from datetime import datetime

from linkwatch.evidence import NOT_MODIFIED
from linkwatch.store.encoding import time_text
from linkwatch.store.links import ADD_CHANGE, OWN_REASON, OWN_STATUS
from linkwatch.store.part import Part
from linkwatch.store.pasts import pasts, put_past
from linkwatch.store.small_evidence import EVIDENCE
from linkwatch.store.values import LastLook, Rejudged

_LAST_LOOKS = f"""
SELECT l.id, l.url, k.id, {EVIDENCE}
FROM links l
JOIN checks k ON k.id = (
  SELECT max(id) FROM checks WHERE link_id = l.id AND http_status IS NOT {NOT_MODIFIED})  -- it was read
WHERE l.id > ? AND NOT ({OWN_STATUS} = 'skipped' AND {OWN_REASON} IS 'excluded')
ORDER BY l.id LIMIT ?
"""  # noqa: S608 - made of constants


class Rejudging(Part):
    """Has no table of its own: it replaces what `Checks` wrote to links, and adds to status_history."""

    def last_looks(self, after_id: int, limit: int) -> list[LastLook]:
        """Return the last look at up to `limit` links, by rising link id above `after_id`."""
        with self._connection.reading() as raw:
            rows = raw.execute(_LAST_LOOKS, [after_id, limit]).fetchall()
            known = pasts(raw, [link_id for link_id, *_ in rows])
        return [LastLook(link_id, url, known[link_id], check_id, evidence) for link_id, url, check_id, evidence in rows]

    def replace(self, items: Sequence[Rejudged], now: datetime) -> None:
        """Put new verdicts on old looks in the place of those that stand, and note the changes of status."""
        moment = time_text(now)
        with self._connection.writing() as raw:
            before = pasts(raw, [item.look.link_id for item in items])
            for item in items:
                link_id = item.look.link_id
                past = before[link_id]
                after = item.after(past)
                put_past(raw, link_id, after)
                if past.status is not after.status:
                    change = [link_id, moment, str(past.status), str(after.status), after.reason, item.look.check_id]
                    raw.execute(ADD_CHANGE, change)
