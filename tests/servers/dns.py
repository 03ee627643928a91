"""A small DNS server over UDP and TCP on loopback: it says what each test wants, or nothing."""

import asyncio
import ipaddress
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

A, AAAA = 1, 28
NOERROR, SERVFAIL, NXDOMAIN, REFUSED = 0, 2, 3, 5

# (name, type) → response code and addresses; None leaves the question unanswered
Zone = Callable[[str, int], tuple[int, list[str]] | None]


class DnsServer(asyncio.DatagramProtocol):
    """questions: the (name, type) pairs that were asked, in order."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self.questions: list[tuple[str, int]] = []
        self.address = ""
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self.answer(data)
        if answer is not None and self._transport is not None:
            self._transport.sendto(answer, addr)

    def answer(self, query: bytes) -> bytes | None:
        end = 12
        labels = []
        while length := query[end]:
            labels.append(query[end + 1 : end + 1 + length].decode("ascii"))
            end += 1 + length
        (kind,) = struct.unpack_from("!H", query, end + 1)
        name = ".".join(labels).lower()
        self.questions.append((name, kind))
        found = self._zone(name, kind)
        if found is None:
            return None
        code, addresses = found
        packed = [ipaddress.ip_address(address).packed for address in addresses]
        records = b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(address)) + address
            for address in packed
            if len(address) == (4 if kind == A else 16)
        )
        count = sum(len(address) == (4 if kind == A else 16) for address in packed)
        header = query[:2] + struct.pack("!HHHHH", 0x8180 | code, 1, count, 0, 0)
        return header + query[12 : end + 5] + records


@asynccontextmanager
async def dns_server(zone: Zone) -> AsyncIterator[DnsServer]:
    """Serve a zone; `address` is what a client names as its name server."""
    dns = DnsServer(zone)

    async def serve_tcp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        (length,) = struct.unpack("!H", await reader.readexactly(2))
        answer = dns.answer(await reader.readexactly(length))
        if answer is not None:
            writer.write(struct.pack("!H", len(answer)) + answer)
            await writer.drain()
        writer.close()

    tcp = await asyncio.start_server(serve_tcp, "127.0.0.1", 0)
    port = tcp.sockets[0].getsockname()[1]
    udp, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: dns, local_addr=("127.0.0.1", port))
    dns.address = f"127.0.0.1:{port}"
    try:
        yield dns
    finally:
        udp.close()
        tcp.close()
        await tcp.wait_closed()
