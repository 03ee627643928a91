"""Names to addresses. Tells a name that does not exist from a resolver that did not answer."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from functools import cached_property

import aiodns
import pycares
from aiohttp.abc import AbstractResolver, ResolveResult

from linkwatch.fetch.guard import PrivateAddressError
from linkwatch.lacks import make_sure_of_a_thread
from linkwatch.networks import IPNetwork, is_public

# The name does not exist, or is one that cannot exist (a label too long, an empty label).
_NO_SUCH_NAME = frozenset({pycares.errno.ARES_ENOTFOUND, pycares.errno.ARES_ENONAME, pycares.errno.ARES_EBADNAME})

# Where it cannot watch the machine's settings it says so, guessing at the cause, and goes on without.
logging.getLogger("aiodns").setLevel(logging.ERROR)


class NoSuchNameError(OSError):
    """The name does not exist, or exists without any address: no reader can get there."""


class ResolverError(OSError):
    """The resolver failed, refused or did not answer: nothing is known of the name."""


class GuardedResolver(AbstractResolver):
    """Resolves by c-ares and leaves out the addresses that may not be asked.

    allow: private networks that are open. seconds: longest wait for one name. nameservers: "host" or "host:port";
    None takes the machine's.
    """

    def __init__(self, allow: Sequence[IPNetwork], seconds: float, nameservers: Sequence[str] | None = None) -> None:
        self._allow = allow
        self._seconds = seconds
        self._nameservers = nameservers

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host that may be asked.

        Raises NoSuchNameError, ResolverError, PrivateAddressError.
        """
        addresses = await self._look_up(host, family)
        public = [(address, kind) for address, kind in addresses if is_public(address, self._allow)]
        if not public:
            raise PrivateAddressError(f"{host} has the address {addresses[0][0]}, which is not public")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for address, kind in public
        ]

    async def resolves(self, name: str) -> bool | None:
        """Say whether a name has an address that may be asked: True, False, or None if the resolver gave no answer."""
        try:
            await self.resolve(name)
        except (NoSuchNameError, PrivateAddressError):
            return False
        except ResolverError:
            return None
        return True

    async def close(self) -> None:
        """Give the resolver's sockets back."""
        if "_dns" in self.__dict__:
            await self._dns.close()

    @cached_property
    def _dns(self) -> aiodns.DNSResolver:
        """Reads the machine's settings and has a thread: made when the first name is asked for."""
        make_sure_of_a_thread()
        # Search domains are switched off: they would turn a dead name into a live one of the local network.
        flags = pycares.ARES_FLAG_NOSEARCH
        # c-ares begins with short waits where it knows the server as quick, and doubles them: five tries leave time
        # for a slow name. `seconds` is the bound.
        return aiodns.DNSResolver(self._nameservers, timeout=max(self._seconds / 8, 0.1), tries=5, flags=flags)

    async def _look_up(self, host: str, family: socket.AddressFamily) -> list[tuple[str, socket.AddressFamily]]:
        try:
            async with asyncio.timeout(self._seconds):
                found = await self._dns.getaddrinfo(host.rstrip("."), family=family, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise ResolverError(f"no answer for {host} within {self._seconds:g} s") from None
        except aiodns.error.DNSError as error:
            code = error.args[0] if error.args else None
            # Both families say that the name is there without an address: what a reader sees is the same.
            if code in _NO_SUCH_NAME or code == pycares.errno.ARES_ENODATA:
                raise NoSuchNameError(f"no such host: {host}") from error
            raise ResolverError(f"{host}: {error.args[-1] if error.args else error}") from error
        except UnicodeError as error:  # a name that cannot be written in DNS
            raise NoSuchNameError(f"no such host: {host}") from error
        addresses = [(_text(node.addr[0]), socket.AddressFamily(node.family)) for node in found.nodes]
        if not addresses:
            raise NoSuchNameError(f"{host} has no address")
        return addresses


def _text(address: str | bytes) -> str:
    return address.decode("ascii") if isinstance(address, bytes) else address
