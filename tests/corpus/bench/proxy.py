"""A proxy behind which all hosts of the corpus are, so that checkers need neither a name server nor rights of root."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import trustme

from tests.corpus.bench.data import UsualAddresses
from tests.corpus.model import Case
from tests.corpus.server import answering_as, case_name, tls_contexts
from tests.servers.raw import Script, raw_server

PORTS = {"": 80, "good": 443, "expired": 443, "untrusted": 443, "wrong-name": 443, "canary": 81}
_PIECE = 65_536
_OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Bench:
    """address: the proxy's. authority: the certificate to trust, in PEM. requests: how many came, by case."""

    address: str
    authority: bytes
    where: UsualAddresses
    requests: Counter[str]


@asynccontextmanager
async def behind_a_proxy(cases: Sequence[Case]) -> AsyncIterator[Bench]:
    """Serve the cases until the context ends."""
    by_name = {case.name: case for case in cases}
    requests: Counter[str] = Counter()
    script = answering_as(cases, PORTS, requests)
    authority = trustme.CA()

    async def serve(head: bytes, writer: asyncio.StreamWriter) -> None:
        method, target, version = [*head.partition(b"\r\n")[0].split(b" "), b"", b""][:3]
        if target.startswith(b"http://"):
            host, slash, path = target.removeprefix(b"http://").partition(b"/")
            wanted = (slash + path) or b"/"
            await script(_asked_directly(head, b" ".join((method, wanted, version)), host), writer)
            return
        with suppress(ConnectionError):
            writer.write(_REFUSED)
            await writer.drain()
        writer.close()

    async with AsyncExitStack() as stack:
        contexts = {"": None, **tls_contexts(cases, authority)}
        ports = {
            kind: (await stack.enter_async_context(raw_server(script, tls=context))).port
            for kind, context in contexts.items()
        }
        tunnels = _Tunnels(serve, ports, by_name)
        listening = await asyncio.start_server(tunnels.connected, "127.0.0.1", 0, limit=1 << 20)
        stack.push_async_callback(tunnels.end)
        stack.callback(listening.close)
        address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield Bench(address, authority.cert_pem.bytes(), UsualAddresses(PORTS), requests)


def _asked_directly(head: bytes, first_line: bytes, host: bytes) -> bytes:
    """Return the head of a request as a server gets it that is asked without a proxy."""
    lines = [line for line in head.split(b"\r\n")[1:] if not line.lower().startswith((b"host:", b"proxy-"))]
    return b"\r\n".join((first_line, b"Host: " + host.rpartition(b"@")[2].removesuffix(b":80"), *lines))


class _Tunnels:
    """Connections to the proxy: requests in the clear are answered, CONNECT leads on to the server of the case."""

    def __init__(self, answer: Script, ports: dict[str, int], cases: dict[str, Case]) -> None:
        self._answer, self._ports, self._cases = answer, ports, cases
        self._tasks: set[asyncio.Task[None]] = set()

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                if head.startswith(b"CONNECT "):
                    await self._lead_on(head, reader, writer)
                    return
                await self._answer(head, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client went away
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _lead_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = head.split(b" ")[1].decode("latin-1").rpartition(":")
        case = self._cases.get(case_name(host))
        kind = ((case.tls if case else None) or "good") if port == "443" else ""
        there, to_there = await asyncio.open_connection("127.0.0.1", self._ports[kind])
        writer.write(_OPENED)
        try:
            await asyncio.gather(_pass_on(reader, to_there), _pass_on(there, writer))
        finally:
            to_there.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
        writer.close()
