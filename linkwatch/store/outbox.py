"""Messages, written down with the progress they tell of and before they are sent: a kill loses none.

A message is sent to a target that is known here only by a digest of its address. Sent again it may be, if a kill comes
between the sending and the note of it.
"""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from linkwatch.model import Row
from linkwatch.store.encoding import optional_time_text, plain, text_time, time_text
from linkwatch.store.news import sites_dying_now, take_news
from linkwatch.store.part import Part
from linkwatch.store.values import QueuedMessage

_FORGOTTEN_AT_ONCE = 100  # the oldest are first: nothing has to search for what is old

_ADD = """
INSERT INTO outbox (created_at, target, title, body, next_try_at)
SELECT :now, value, :title, :body, :now FROM json_each(:targets)
"""

# Those that were not tried yet come first: a message that its target refuses holds up no other.
_DUE = """
SELECT id, target, title, body, tries, created_at FROM outbox
WHERE next_try_at IS NOT NULL AND next_try_at <= ? ORDER BY tries > 0, id
"""

_DROP = """
UPDATE outbox SET next_try_at = NULL, last_error = 'its address is no longer in the settings'
WHERE next_try_at IS NOT NULL AND target NOT IN (SELECT value FROM json_each(?))
"""

_FORGET = """
DELETE FROM outbox
WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ?) AND next_try_at IS NULL AND created_at < ?
"""


class Outbox(Part):
    """Has the table outbox, and in progress how far people were told; notes which sources were summed up for them."""

    def compose(
        self,
        digest: Callable[[Row], tuple[str, str] | None],
        targets: Collection[str],
        on: Collection[str],
        most: int,
        now: datetime,
    ) -> None:
        """Hand what happened since the last call to `digest` and queue its title and body for each target.

        digest: gets "events" (at most `most` of each kind: kind, and for links url, status, reason, final_url,
        snapshot_url, articles, more_articles, for sources name and error, for sites that begin to lose their pages url
        and what `risks.dying_sites` tells, for registrations that end url and what `registrations.ending_sites` tells),
        "totals" (how many of each kind there are), and "summaries" (name, links,
        by_status, dead_with_snapshot: of sources whose links were all looked at for the first time). on: kinds that are
        wanted. Without targets nothing is composed, and counts as told. All that is written is one transaction.
        """
        with self._connection.reading() as raw:
            dying = sites_dying_now(raw, now)
        with self._connection.writing() as raw:
            news = take_news(raw, on, most, now, dying, unheard=not targets)
            message = digest(news) if targets else None
            if message is not None:
                title, body = message
                row = {"title": plain(title), "body": plain(body), "targets": json.dumps(list(targets))}
                raw.execute(_ADD, {**row, "now": time_text(now)})

    def due(self, now: datetime) -> list[QueuedMessage]:
        """Return the messages to be sent now, those that were never tried first."""
        with self._connection.reading() as raw:
            return [
                QueuedMessage(message_id, target, title, body, tries, created_at)
                for message_id, target, title, body, tries, created in raw.execute(_DUE, [time_text(now)])
                if (created_at := text_time(created)) is not None
            ]

    def note_sent(self, message_id: int, now: datetime) -> None:
        """Note that a message was taken by its target."""
        with self._connection.writing() as raw:
            sql = "UPDATE outbox SET tries = tries + 1, sent_at = ?, next_try_at = NULL, last_error = NULL WHERE id = ?"
            raw.execute(sql, [time_text(now), message_id])

    def note_failed(self, message_id: int, error: str, next_try_at: datetime | None) -> None:
        """Note that a message was not taken, and when to try again; None: never."""
        with self._connection.writing() as raw:
            sql = "UPDATE outbox SET tries = tries + 1, last_error = ?, next_try_at = ? WHERE id = ?"
            raw.execute(sql, [plain(error), optional_time_text(next_try_at), message_id])

    def tidy(self, targets: Collection[str], before: datetime) -> int:
        """Give up the messages to other targets than these, and return how many; delete old ones that are done with."""
        with self._connection.writing() as raw:
            raw.execute(_FORGET, [_FORGOTTEN_AT_ONCE, time_text(before)])
            return raw.execute(_DROP, [json.dumps(list(targets))]).rowcount

    def waiting(self) -> int:
        """Return how many messages are still to be sent."""
        with self._connection.reading() as raw:
            sql = "SELECT count(*) FROM outbox WHERE next_try_at IS NOT NULL"
            return int(raw.execute(sql).fetchone()[0])
