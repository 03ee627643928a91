"""Servers that speak HTTP/2 and nothing older: one request on a connection of its own."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import h2.settings

from linkwatch.evidence import Trouble
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.body import read_body
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import REDIRECTS, Limits, request_headers
from linkwatch.fetch.headers import content_encoding, read_headers
from linkwatch.fetch.tls import agreed_on_http2
from linkwatch.fetch.trouble import describe

_CHUNK = 65_536
_STREAM = 1  # the only one of the connection


class NotSpokenError(OSError):
    """The server does not take the request over HTTP/2, or breaks its rules."""


async def http2_exchange(dialler: Dialler, address: WebAddress, headers: dict[str, str], limits: Limits) -> Answer:
    """Send one GET over HTTP/2 and read the answer; every failure is an answer too.

    A plain address is asked without the words by which HTTP/1.1 would lead to it ("prior knowledge").
    """
    try:
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(limits.seconds) as waiting:
            async with dialler.connected(address, dialler.tls(address, http2=True)) as (reader, writer):
                if address.scheme == "https" and not agreed_on_http2(writer.get_extra_info("ssl_object")):
                    return Answer(trouble=Trouble.BAD_RESPONSE, detail="HTTP/2: the server does not offer it")
                request = _Request(reader, writer)
                status, raw_headers = await request.send(_fields(address, headers))
                waiting.reschedule(None)
                answer = read_headers(status, raw_headers, datetime.now(UTC))
                if status in REDIRECTS and answer.location is not None:
                    return answer
                encoding = content_encoding(answer.headers)
                body, cut = await read_body(request.read, answer.media_type, encoding, limits.body_from(began))
                return replace(answer, body=body, cut=cut)
    except NotSpokenError as error:
        return Answer(trouble=Trouble.BAD_RESPONSE, detail=f"HTTP/2: {error}")
    except (OSError, TimeoutError) as error:
        trouble, detail = describe(error)
        return Answer(trouble=trouble, detail=detail)


def _fields(address: WebAddress, headers: dict[str, str]) -> list[tuple[str, str]]:
    sent = {name.lower(): value for name, value in request_headers(address, headers).items()}
    authority = sent.pop("host")
    pseudo = [(":method", "GET"), (":authority", authority), (":scheme", address.scheme), (":path", address.target)]
    return [*pseudo, *((name, value) for name, value in sent.items() if name != "connection")]


class _Request:
    """One request of one connection. arrived: bytes of the body that nobody has taken yet."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding=False))
        self._http.local_settings[h2.settings.SettingCodes.ENABLE_PUSH] = 0
        self._head: tuple[int, list[tuple[bytes, bytes]]] | None = None
        self._arrived = bytearray()
        self._ended = False

    async def send(self, fields: list[tuple[str, str]]) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Send the request and wait for the status and the header lines of its answer."""
        self._http.initiate_connection()
        self._http.send_headers(_STREAM, fields, end_stream=True)
        self._writer.write(self._http.data_to_send())
        while self._head is None:
            await self._receive()
        return self._head

    async def read(self) -> bytes:
        """Return the next bytes of the body; b"" at its end."""
        while not self._arrived and not self._ended:
            await self._receive()
        taken = bytes(self._arrived)
        self._arrived.clear()
        return taken

    async def _receive(self) -> None:
        data = await self._reader.read(_CHUNK)
        await asyncio.sleep(0)  # reading does not pause by itself while the server sends faster than we read
        if not data:
            raise ConnectionResetError("the server closed the connection before the end of its answer")
        try:
            self._take(self._http.receive_data(data))
        except h2.exceptions.ProtocolError as error:
            raise NotSpokenError(str(error) or type(error).__name__) from error
        if answers := self._http.data_to_send():
            self._writer.write(answers)
            await self._writer.drain()

    def _take(self, events: Iterable[h2.events.Event]) -> None:
        for event in events:
            match event:
                case h2.events.ResponseReceived(headers=lines):
                    self._head = _head([(bytes(name), bytes(value)) for name, value in lines])
                case h2.events.DataReceived(data=data, flow_controlled_length=counted):
                    self._arrived += data
                    if counted:
                        self._http.acknowledge_received_data(counted, _STREAM)
                case h2.events.StreamEnded():
                    self._ended = True
                case h2.events.StreamReset() | h2.events.ConnectionTerminated() if not self._ended:
                    raise NotSpokenError(f"the server ends the exchange (code {int(event.error_code or 0)})")


def _head(lines: list[tuple[bytes, bytes]]) -> tuple[int, list[tuple[bytes, bytes]]]:
    status = next((value for name, value in lines if name == b":status"), b"")
    if not (status.isdigit() and len(status) == 3):
        raise NotSpokenError("an answer without a status")
    return int(status), [(name, value) for name, value in lines if not name.startswith(b":")]
