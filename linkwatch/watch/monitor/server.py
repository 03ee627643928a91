"""The daemon's own small web server: /healthz, /metrics, /changes.atom, to be read only."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from linkwatch.config import parse_listen
from linkwatch.errors import ConfigError, LinkwatchError, StoreBusyError
from linkwatch.model import Census
from linkwatch.watch.monitor.state import Monitor

_REFRESH_SECONDS = 60.0
_WRITE_SECONDS = 10.0  # after that a write counts as held up by others
_CHANGES_SECONDS = 30.0
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "linkwatch",
    "X-Content-Type-Options": "nosniff",
}


@asynccontextmanager
async def serve(
    monitor: Monitor,
    listen: str,
    *,
    count: Callable[[], Awaitable[Census]],
    write: Callable[[], Awaitable[object]],
    changes: Callable[[], Awaitable[bytes]] | None = None,
    refresh_seconds: float = _REFRESH_SECONDS,
) -> AsyncIterator[list[str]]:
    """Answer at `listen` while the context lives; gives the addresses, as "http://127.0.0.1:8471".

    count, write: count the database, and write a little to it; both are tried every so many seconds, so that no answer
    waits for the disk. changes: makes the Atom feed of changes. Raises ConfigError.
    """
    host, port = parse_listen(listen)
    runner = web.AppRunner(_application(monitor, changes), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    refreshing = asyncio.create_task(_keep_fresh(monitor, count, write, refresh_seconds))
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            # asyncio words it at length; the number of a name that cannot be resolved is none of the system's
            reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
            raise ConfigError(f"[server] listen: {listen}: {reason}") from error
        yield [_url_of(address) for address in runner.addresses]
    finally:
        refreshing.cancel()
        with suppress(asyncio.CancelledError):
            await refreshing
        await runner.cleanup()


async def _keep_fresh(
    monitor: Monitor, count: Callable[[], Awaitable[Census]], write: Callable[[], Awaitable[object]], seconds: float
) -> None:
    while True:
        try:
            async with asyncio.timeout(_WRITE_SECONDS):
                await write()
            monitor.wrote(None)
        except (TimeoutError, StoreBusyError):
            monitor.wrote("others keep it locked", is_busy=True)
        except LinkwatchError as error:
            monitor.wrote(str(error))
        with suppress(LinkwatchError, OSError):  # the counts of a minute ago are good enough
            monitor.counted(await count())
        await asyncio.sleep(seconds)


def _application(monitor: Monitor, changes: Callable[[], Awaitable[bytes]] | None) -> web.Application:
    from linkwatch.watch.monitor.metrics import metrics_text, registry_of

    registry = registry_of(monitor)

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response(monitor.health(), status=503 if monitor.problems() else 200)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(
            body=metrics_text(registry), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )

    async def changes_atom(_: web.Request) -> web.Response:
        assert changes is not None  # noqa: S101 - else there is no such path
        try:
            async with asyncio.timeout(_CHANGES_SECONDS):
                body = await changes()
        except (TimeoutError, LinkwatchError):
            return web.Response(status=503, text="the database does not answer now: try again later\n")
        return web.Response(body=body, content_type="application/atom+xml", charset="utf-8")

    app = web.Application()
    app.on_response_prepare.append(_add_headers)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    if changes is not None:
        app.router.add_get("/changes.atom", changes_atom)
    return app


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _url_of(address: tuple[str, int]) -> str:
    host, port = address[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
