"""Connections outside aiohttp, under the same guard."""

import asyncio
import contextlib
import errno
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohappyeyeballs
from aiohappyeyeballs import AddrInfoType

from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.chains import Chains
from linkwatch.fetch.guard import PrivateAddressError, guarded_socket
from linkwatch.fetch.resolver import GuardedResolver
from linkwatch.fetch.tls import Contexts
from linkwatch.networks import IPNetwork, is_public

LONGEST_CONNECT = 10.0  # seconds for one address to take a connection and agree on TLS
_NEXT_ADDRESS_AFTER = 0.25  # seconds that an address has before the next one is tried beside it (RFC 8305)
_BUFFER = 262_144


@dataclass(frozen=True, slots=True)
class Dialler:
    """Opens connections as the session does: same resolver, same guard, same TLS.

    chains: what is known of servers whose certificates lack their intermediates. is_insecure: says of an authority that
    the certificates of its servers are not to be looked at.
    """

    resolver: GuardedResolver
    allow: tuple[IPNetwork, ...]
    contexts: Contexts
    chains: Chains
    is_insecure: Callable[[str], bool] = lambda authority: False

    def tls(self, address: WebAddress, *, http2: bool = False) -> ssl.SSLContext:
        """Return the context for a server."""
        if self.is_insecure(address.authority):
            return self.contexts.insecure(http2=http2)
        intermediates = self.chains.of(address.origin)
        if not intermediates and not http2:
            return self.contexts.usual
        return self.contexts.other(intermediates, http2=http2)

    @contextlib.asynccontextmanager
    async def connected(
        self, address: WebAddress, tls: ssl.SSLContext | None = None, *, plain: bool = False
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Like connect; the connection is aborted when the context ends."""
        reader, writer = await self.connect(address, tls, plain=plain)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def connect(
        self, address: WebAddress, tls: ssl.SSLContext | None = None, *, plain: bool = False
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the first address that takes the connection, each within its own limit of time.

        tls: another context than the server's own. plain: none, even if the address is https.
        Raises OSError.
        """
        context = None if plain or address.scheme != "https" else tls or self.tls(address)
        candidates = await self._addresses(address)
        while True:
            sock: socket.socket | None = None
            try:
                async with asyncio.timeout(LONGEST_CONNECT):
                    sock = await aiohappyeyeballs.start_connection(
                        candidates,
                        happy_eyeballs_delay=_NEXT_ADDRESS_AFTER,
                        interleave=1,
                        socket_factory=guarded_socket(self.allow),
                    )
                    aiohappyeyeballs.remove_addr_infos(candidates, sock.getpeername())
                    name = address.host.rstrip(".") if context else None
                    return await asyncio.open_connection(sock=sock, ssl=context, server_hostname=name, limit=_BUFFER)
            except BaseException as error:
                if sock is not None:
                    sock.close()
                goes_on = isinstance(error, (OSError, TimeoutError)) and not isinstance(error, ssl.SSLError)
                if sock is None or not candidates or not goes_on:
                    if isinstance(error, TimeoutError):
                        raise TimeoutError(errno.ETIMEDOUT, "no connection within the time allowed") from None
                    raise

    async def require_public(self, address: WebAddress) -> None:
        """Raise PrivateAddressError for a server that may not be asked; NoSuchNameError, ResolverError if unknown."""
        for _, _, _, _, place in await self._addresses(address):
            if not is_public(str(place[0]), self.allow):
                raise PrivateAddressError(f"{place[0]} is not a public address")

    async def _addresses(self, address: WebAddress) -> list[AddrInfoType]:
        host, port = address.host, address.port
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            found = [one["host"] for one in await self.resolver.resolve(host, port)]
        return [_info(ip, port) for ip in found]


def _info(ip: str, port: int) -> AddrInfoType:
    if ":" in ip:
        return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (ip, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (ip, port)
