"""Connections outside aiohttp, under the same guard."""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.guard import guarded_socket
from linkwatch.fetch.resolver import GuardedResolver
from linkwatch.fetch.tls import permissive_context
from linkwatch.networks import IPNetwork

_BUFFER = 262_144
_OUTDATED = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


@dataclass(frozen=True, slots=True)
class Dialler:
    """Opens connections as the session does: same resolver, same guard, same TLS.

    tls: makes the context for it, which takes a tenth of a second, when the first site is asked that needs it.
    """

    resolver: GuardedResolver
    allow: tuple[IPNetwork, ...]
    tls: Callable[[], ssl.SSLContext]

    async def outdated_tls(self, address: WebAddress, seconds: float) -> str | None:
        """Return the TLS version of a server that speaks none as new as browsers want; None if it is another matter."""
        if address.scheme != "https":
            return None
        try:
            async with asyncio.timeout(seconds):
                _, writer = await self.connect(address, permissive_context())
        except (OSError, TimeoutError):
            return None
        version = str(writer.get_extra_info("ssl_object").version())
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return version if version in _OUTDATED else None

    async def connect(
        self, address: WebAddress, tls: ssl.SSLContext | None = None
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the first address that takes the connection; tls: another context than our own.

        Raises OSError.
        """
        host, port = address.host, address.port
        try:
            candidates = [str(ipaddress.ip_address(host))]
        except ValueError:
            candidates = [found["host"] for found in await self.resolver.resolve(host, port)]
        problem: OSError = ConnectionError("no address")
        for ip in candidates:
            try:
                sock = await self._open(ip, port)
            except OSError as error:
                problem = error
                continue
            is_tls = address.scheme == "https"
            try:
                return await asyncio.open_connection(
                    sock=sock,
                    ssl=(tls or self.tls()) if is_tls else None,
                    server_hostname=host.rstrip(".") if is_tls else None,
                    limit=_BUFFER,
                )
            except BaseException:
                sock.close()
                raise
        raise problem

    async def _open(self, ip: str, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        sock = guarded_socket(self.allow)((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (ip, port)))
        try:
            sock.setblocking(False)
            await asyncio.get_running_loop().sock_connect(sock, (ip, port))
        except BaseException:
            sock.close()
            raise
        return sock
