"""A server that sends exactly the bytes it is told to, for answers that no HTTP library would send."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

Script = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


class RawServer:
    """requests: the head of each request as it came. connections: how many were accepted, heads or not."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.requests: list[bytes] = []
        self.connections = 0
        self.port = 0
        self.host = "127.0.0.1"
        self.scheme = "http"

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def request_lines(self) -> list[str]:
        return [request.partition(b"\r\n")[0].decode("latin-1") for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while not writer.is_closing():
                request = await reader.readuntil(b"\r\n\r\n")
                self.requests.append(request)
                await self._script(request, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client went away
        except asyncio.CancelledError:
            writer.transport.abort()
            raise
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


@asynccontextmanager
async def raw_server(
    script: Script, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[RawServer]:
    """Serve a script: it is called with each request's head and the writer; it may close the writer."""
    raw = RawServer(script)
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(raw.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        task.add_done_callback(lambda _: writer.close())  # one that is cancelled before it begins does not

    server = await asyncio.start_server(connected, host, port, ssl=tls, limit=1 << 20)
    raw.host = host
    raw.port = server.sockets[0].getsockname()[1]
    raw.scheme = "https" if tls else "http"
    try:
        yield raw
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def answering(*answers: bytes, close: bool = True) -> Script:
    """Send each request the next of these answers, the last one for ever, and close the connection after each."""
    remaining = list(answers)

    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        answer = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        with suppress(ConnectionError):
            writer.write(answer)
            await writer.drain()
        if close:
            writer.close()

    return script


def dripping(beginning: bytes, seconds: float = 0.02) -> Script:
    """Send each request a beginning, and then a byte every so many seconds, without end."""

    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        with suppress(ConnectionError):
            while not writer.is_closing():
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(seconds)

    return script
