import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from linkwatch.config import NotifySettings
from linkwatch.model import Status
from linkwatch.notify.tell import tell
from linkwatch.store import Store
from tests.notify.conftest import Receiver
from tests.notify.making import read_by_hand, see
from tests.store.making import NOW, rows

ROOT = Path(__file__).parents[2]
A = "https://a.example/"


@pytest.fixture
async def path(tmp_path: Path, receiver: Receiver) -> Path:
    """A database with a death that nobody was told of."""
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        read_by_hand(store, A)
        see(store, {A: Status.ALIVE})
        await wake(store, receiver)
        see(store, {A: Status.DEAD})
    return path


async def wake(store: Store, receiver: Receiver) -> None:
    await tell(store.outbox, store.feed, NotifySettings(urls=[receiver.url]), NOW)


async def started(path: Path, receiver: Receiver, mode: str) -> Process:
    words = ["-m", "tests.notify.teller", str(path), receiver.url.get_secret_value(), NOW.isoformat(), mode]
    return await asyncio.create_subprocess_exec(sys.executable, *words, cwd=ROOT, stdout=PIPE)


async def killed(teller: Process) -> None:
    teller.kill()
    assert await teller.wait() == -signal.SIGKILL


async def test_a_kill_before_the_message_is_sent_loses_nothing(path: Path, receiver: Receiver) -> None:
    teller = await started(path, receiver, "hang")
    assert teller.stdout is not None
    assert await teller.stdout.readline() == b"linkwatch: 1 dead\n"
    await killed(teller)
    assert receiver.titles == []
    with Store.open(path) as store:
        await wake(store, receiver)
        await wake(store, receiver)
    assert receiver.titles == ["linkwatch: 1 dead"]


async def test_a_kill_before_the_sending_is_noted_sends_twice_and_loses_nothing(path: Path, receiver: Receiver) -> None:
    receiver.hold.clear()
    teller = await started(path, receiver, "send")
    message = await receiver.arrived.get()
    await killed(teller)
    assert message.title == "linkwatch: 1 dead"
    assert rows(path, "SELECT tries, sent_at FROM outbox") == [(0, None)]
    receiver.hold.set()
    with Store.open(path) as store:
        await wake(store, receiver)
        await wake(store, receiver)
    assert receiver.titles == ["linkwatch: 1 dead"] * 2
    assert rows(path, "SELECT tries, sent_at FROM outbox") == [(1, "2026-11-22T08:00:00Z")]
