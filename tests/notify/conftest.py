"""A server that takes messages as apprise's json:// address sends them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from linkwatch.notify import Message

TOKEN = "s3cr3t-t0ken"


@dataclass
class Receiver:
    """messages: taken so far. status: what is answered. hold: nobody is answered before it is set."""

    port: int = 0
    status: int = 200
    messages: list[Message] = field(default_factory=list)
    arrived: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    hold: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> SecretStr:
        return SecretStr(f"json://user:{TOKEN}@127.0.0.1:{self.port}/{TOKEN}/")

    @property
    def titles(self) -> list[str]:
        return [message.title for message in self.messages]

    async def take(self, request: web.Request) -> web.Response:
        sent = await request.json()
        message = Message(sent["title"], sent["message"])
        if self.status == 200:
            self.messages.append(message)
        self.arrived.put_nowait(message)
        await self.hold.wait()
        return web.Response(status=self.status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.hold.set()
    application = web.Application()
    application.router.add_post(f"/{TOKEN}/", receiver.take)
    async with TestServer(application, host="127.0.0.1") as server:
        assert server.port is not None
        receiver.port = server.port
        yield receiver
        receiver.hold.set()


class Log(logging.Handler):
    """Keeps what reaches the root logger. The server's own log is left out: it may know its address."""

    def __init__(self) -> None:
        super().__init__(1)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("aiohttp"):
            self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[list[str]]:
    """What anybody logs at any level, in which no secret may stand."""
    log, root = Log(), logging.getLogger()
    level = root.level
    root.addHandler(log)
    root.setLevel(1)
    logging.getLogger("linkwatch").debug("the log is read")
    yield log.lines
    root.setLevel(level)
    root.removeHandler(log)
    assert "the log is read" in log.lines
    assert not [line for line in log.lines if TOKEN in line]
