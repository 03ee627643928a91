"""Many named sites behind one port of loopback, with a name server of their own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from tests.servers.dns import NOERROR, NXDOMAIN, DnsServer, dns_server

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

CONTROL = "example.com"


class NamedSites:
    """The web as the tests want it.

    answer: gives each request its answer. gone: names that do not exist. refusing: names of machines that take no
    connection. unplugged: our own network is down. is_silent: the name server does not answer.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.gone: set[str] = set()
        self.refusing: set[str] = set()
        self.unplugged = False
        self.is_silent = False
        self.port = 0
        self.dns: DnsServer | None = None

    def url(self, name: str, path: str = "/") -> str:
        return f"http://{name}:{self.port}{path}"

    @property
    def nameservers(self) -> list[str]:
        assert self.dns is not None
        return [self.dns.address]

    @property
    def control_url(self) -> str:
        """What stands for the page that is asked whether our network is there."""
        return self.url(CONTROL)

    def zone(self, name: str, kind: int) -> tuple[int, list[str]] | None:
        if self.is_silent:
            return None
        if name in self.gone:
            return NXDOMAIN, []
        # nothing listens at the second address
        return NOERROR, ["127.0.0.2" if self.unplugged or name in self.refusing else "127.0.0.1"]

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["NamedSites"]:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        async with dns_server(self.zone) as self.dns:
            try:
                yield self
            finally:
                await runner.cleanup()
