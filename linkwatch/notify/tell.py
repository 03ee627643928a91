"""Tells people what changed: one wake reads the news, queues a digest for each target, sends, writes the feed.

    news of the database → a digest in the outbox, and how far the news was told     one transaction
    each message that is due → its target → noted as sent                            at least once
    the latest changes → the feed's file, if there are new ones

What a target does not take is tried again after 1 minute, 2, 4 … 6 hours, and given up after three days.
"""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from linkwatch.config import NotifySettings
from linkwatch.errors import NotifyError
from linkwatch.model import Row
from linkwatch.notify import Message
from linkwatch.notify.digest import MOST_LINES, compose
from linkwatch.notify.register import send as send_by_channel
from linkwatch.report.atom import MOST_ENTRIES, changes_feed
from linkwatch.report.safety import safe_to_send
from linkwatch.report.words import explain
from linkwatch.store import Feed, Outbox, QueuedMessage
from linkwatch.threads import in_thread

Send = Callable[[SecretStr, Message], Awaitable[None]]

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
_PATIENCE = timedelta(days=3)
_KEPT = timedelta(days=90)


@dataclass
class Told:
    """What came of a wake, in messages.

    sent: taken by their targets. failed: not taken this time. dropped: given up, or for targets that the settings no
    longer name. waiting: still to be sent. errors: what went wrong, in words without addresses.
    """

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    waiting: int = 0
    errors: list[str] = field(default_factory=list)


async def tell(
    outbox: Outbox, feed: Feed, settings: NotifySettings, now: datetime, *, send: Send = send_by_channel
) -> Told:
    """Tell the targets and the feed of the settings what happened since the last wake.

    Without them everything counts as told, so that nobody who is added later is told of years. What goes wrong with a
    target or the feed's file is in the answer. Raises StoreError, and ConfigError where a channel is not installed.
    """
    told = Told()
    addresses = {target_key(url): url for url in settings.urls}
    await outbox.call(outbox.compose, _digest, addresses.keys(), settings.on, MOST_LINES, now)
    told.dropped += await outbox.call(outbox.tidy, addresses.keys(), now - _KEPT)
    due = await outbox.call(outbox.due, now)
    await asyncio.gather(
        *(
            _deliver(outbox, url, [message for message in due if message.target == key], now, send, told)
            for key, url in addresses.items()
        )
    )
    told.waiting = await outbox.call(outbox.waiting)
    if settings.feed is not None:
        await _publish(feed, settings.feed, now, told)
    return told


def target_key(url: SecretStr) -> str:
    """Return what the database calls a target: enough to recognise an address, not to learn it."""
    return hashlib.sha256(url.get_secret_value().encode()).hexdigest()[:16]


def _digest(news: Row) -> tuple[str, str] | None:
    news = safe_to_send(news)
    for event in news["events"]:
        if event["kind"] not in ("source", "dying", "registration"):
            moved = event["kind"] == "redirected"  # its heading says so
            event["why"] = "" if moved else explain(event["status"], event["reason"])
    message = compose(news["events"], news["summaries"], news["totals"])
    return None if message is None else (message.title, message.body)


async def _deliver(
    outbox: Outbox,
    url: SecretStr,
    messages: Sequence[QueuedMessage],
    now: datetime,
    send: Send,
    told: Told,
) -> None:
    """Send a target its messages one after the other, until it takes one no more."""
    for message in messages:
        try:
            await send(url, Message(message.title, message.body))
        except NotifyError as error:
            again = _next_try(message, now)
            await outbox.call(outbox.note_failed, message.id, str(error), again)
            told.failed += 1
            told.dropped += again is None
            told.errors.append(str(error))
            return
        await outbox.call(outbox.note_sent, message.id, now)
        told.sent += 1


def _next_try(message: QueuedMessage, now: datetime) -> datetime | None:
    if now - message.created_at >= _PATIENCE:
        return None
    doublings = min(message.tries, 20)  # beyond, the pause is long enough and the number too large
    return now + min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


async def _publish(feed: Feed, file: Path, now: datetime, told: Told) -> None:
    newest = await feed.call(feed.newest_change)
    if newest == await feed.call(feed.published_change) and await in_thread(file.exists):
        return
    changes = await feed.call(feed.recent_changes, MOST_ENTRIES)
    try:
        await in_thread(_write, file, changes_feed(changes, self_url=None, now=now))
    except OSError as error:
        told.errors.append(f"[notify] feed: {file}: cannot be written: {error.strerror}")
        return
    await feed.call(feed.note_published, newest)


def _write(file: Path, text: str) -> None:
    """Write a file so that readers find the old one or the new one, never half of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        draft.chmod(0o644)  # a web server is to read it
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
