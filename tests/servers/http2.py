"""A server that speaks HTTP/2 and nothing older; it goes wrong in the ways that it is told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from weakref import WeakKeyDictionary

import h2.config
import h2.connection
import h2.events
import h2.exceptions

Act = Callable[[h2.connection.H2Connection, int], None]

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


class Http2Server:
    """requests: the header fields of each one. refusal: what HTTP/1.1 is answered with before it is hung up on."""

    def __init__(self, act: Act, refusal: bytes) -> None:
        self._act = act
        self._refusal = refusal
        self.requests: list[dict[str, str]] = []
        self.connections = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError, h2.exceptions.ProtocolError):
            start = await reader.readexactly(len(PREFACE))
            if start == PREFACE:
                await self._converse(reader, writer, start)
            else:
                writer.write(self._refusal)
                await writer.drain()
        writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> None:
        http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        http.initiate_connection()
        while data:
            for event in http.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self.requests.append(dict(event.headers))
                    self._act(http, event.stream_id)
                elif isinstance(event, h2.events.WindowUpdated):
                    self._act(http, 1)
            writer.write(http.data_to_send())
            await writer.drain()
            data = await reader.read(65_536)


def page(body: bytes, status: str = "200", *more: tuple[str, str]) -> Act:
    """Answer with a page, as much of it at a time as the client takes."""
    unsent: WeakKeyDictionary[h2.connection.H2Connection, bytearray] = WeakKeyDictionary()

    def act(http: h2.connection.H2Connection, stream: int) -> None:
        if http not in unsent:
            unsent[http] = bytearray(body)
            http.send_headers(stream, [(":status", status), ("content-type", "text/html"), *more])
        left = unsent[http]
        while left and (most := min(http.local_flow_control_window(stream), http.max_outbound_frame_size, len(left))):
            http.send_data(stream, bytes(left[:most]))
            del left[:most]
        if not left:
            with suppress(h2.exceptions.ProtocolError):  # ended already
                http.end_stream(stream)

    return act


@asynccontextmanager
async def http2_server(
    act: Act, tls: ssl.SSLContext | None = None, *, refusal: bytes = b""
) -> AsyncIterator[Http2Server]:
    """Serve until the context ends; tls must offer "h2" by itself."""
    served = Http2Server(act, refusal)
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0, ssl=tls)
    served.port = server.sockets[0].getsockname()[1]
    async with server:
        yield served
