"""One wake of telling in a process of its own, for the tests that kill it."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from linkwatch.config import NotifySettings
from linkwatch.notify import Message
from linkwatch.notify.tell import tell
from linkwatch.store import Store


async def hang(_: SecretStr, message: Message) -> None:
    """Stand for the moment after the message was queued and before anything was sent."""
    sys.stdout.write(f"{message.title}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def main(path: Path, url: str, now: datetime, *, hanging: bool) -> None:
    settings = NotifySettings(urls=[SecretStr(url)])
    with Store.open(path) as store:
        if hanging:
            await tell(store.outbox, store.feed, settings, now, send=hang)
        else:
            await tell(store.outbox, store.feed, settings, now)


if __name__ == "__main__":
    database, target, moment, mode = sys.argv[1:]
    asyncio.run(main(Path(database), target, datetime.fromisoformat(moment), hanging=mode == "hang"))
