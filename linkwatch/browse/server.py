"""Starting Datasette over one database, and ending it."""

import asyncio
import os
import signal
import socket
import sys
import traceback
import webbrowser
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils.asgi import Base400, Response
from datasette.version import __version__
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

from linkwatch.browse import acting, plugin
from linkwatch.browse.acting import Acting
from linkwatch.browse.bodies import with_bounded_bodies
from linkwatch.browse.database import LinksDatabase
from linkwatch.browse.door import with_door
from linkwatch.browse.headers import with_headers
from linkwatch.errors import ConfigError, UsageError
from linkwatch.store.database import open_for_reading
from linkwatch.threads import in_thread

NAME = "linkwatch"
"""What the database is called in addresses, whatever its file is called."""

SETTINGS = {
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "suggest_facets": False,
    "num_sql_threads": 4,
    "default_page_size": 50,
    "max_returned_rows": 250,
    "default_facet_size": 12,
    "allow_download": False,
    "max_csv_mb": 100,
    "default_cache_ttl": 0,  # a page tells how things stand now
}
_SAY_NOTHING = ("404", "Database not found")  # Datasette's words for an address of no page
_GRACE = 3  # seconds that answers under way have at the end
_hookimpl = HookimplMarker("datasette")


class LinksDatasette(Datasette):  # type: ignore[misc]  # Datasette has no types
    """A Datasette whose files are read as linkwatch databases."""

    def add_database(self, db: Any, name: str | None = None, route: str | None = None) -> Any:
        """Take a database, a file as one of ours."""
        if db.path:
            db, name = LinksDatabase(self, Path(db.path)), NAME
        return super().add_database(db, name, route)


Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
"""What carries out what is asked for, where no daemon does, until it is cancelled. It is given what is set then."""


def make(path: Path, who_acts: Acting | None = None) -> Any:
    """Return the Datasette that serves the database at `path`. who_acts: None lets nobody act.

    Raises StoreError if there is no database of ours, or one that an older linkwatch has made, ConfigError for a
    Datasette that is not understood.
    """
    require_understood(__version__)
    open_for_reading(path, busy_timeout=5).raw.close()
    if not pm.is_registered(plugin):
        pm.register(plugin, "linkwatch")
    if not pm.is_registered(_errors()):
        pm.unregister(name="datasette.handle_exception")  # it prints every 404 with a traceback
        pm.register(_errors(), "linkwatch.errors")
    if not pm.is_registered(acting):
        pm.register(acting, "linkwatch.acting")
    datasette = LinksDatasette([str(path)], settings=SETTINGS)
    if who_acts is not None:
        acting.allow(datasette, who_acts)
    return datasette


def require_understood(version: str) -> None:
    """Raise ConfigError unless our pages are made for this version of Datasette."""
    if not plugin.is_understood(version):
        raise ConfigError(f"browsing needs Datasette 0.65, and {version} is here: pip install 'linkwatch[browse]'")


def serve(
    path: Path,
    host: str,
    port: int,
    *,
    names: Collection[str] = (),
    say: Callable[[str], None],
    open_browser: bool = False,
    who_acts: Acting | None = None,
    work: Work | None = None,
) -> None:
    """Serve the database until a signal ends it. port: 0 for any free one. say: is given the address.

    names: what readers call this server, besides `host` and "localhost"; requests under other names are refused.
    who_acts, work: None where nobody may act.
    Raises UsageError if the address cannot be used, StoreError as `make` does.
    """
    datasette = make(path, who_acts)
    with _listening(host, port) as listener:
        asyncio.run(_serve(datasette, listener, host, names, say, open_browser, who_acts, work))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{host}:{port}: cannot be listened on: {reason}; name another --port or --host") from error
    with listener:
        # asyncio does so only where the socket names its protocol: a page would wait 40 ms for the browser's word
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        yield listener


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would raise them again when it has ended."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _serve(
    datasette: Any,
    listener: socket.socket,
    host: str,
    names: Collection[str],
    say: Callable[[str], None],
    open_browser: bool,
    who_acts: Acting | None,
    work: Work | None,
) -> None:
    app = with_headers(with_door(with_bounded_bodies(datasette.app()), {host, *names}))
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="on", timeout_graceful_shutdown=_GRACE
    )
    server = _Server(config)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.handle_exit, number, None)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    say(address)
    if who_acts is not None:
        who_acts.serve_at(address)
    if open_browser:
        await in_thread(webbrowser.open, address)
    working = asyncio.create_task(work(who_acts.asked)) if who_acts is not None and work is not None else None
    try:
        await server.serve([listener])
    finally:
        if working is not None:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        reader = plugin.reader_of(datasette)
        if reader is not None:
            reader.close()
            reader.db.interrupt()


def _errors() -> ModuleType:
    return sys.modules[__name__]


@_hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer with a page that says what went wrong."""

    async def answer() -> Any:
        status, title, message = _explain(exception)
        if status == 500:
            sys.stderr.write(f"linkwatch: {request.path}: {type(exception).__name__}: {exception}\n")
            if os.environ.get("LINKWATCH_DEBUG"):
                traceback.print_exception(exception)
        told = {"ok": False, "error": message, "status": status, "title": title}
        if request.path.endswith(".json"):
            return Response.json(told, status=status)
        return Response.html(await datasette.render_template("error.html", told, request=request), status=status)

    return answer


def _explain(exception: Exception) -> tuple[int, str, str]:
    if isinstance(exception, DatasetteError):
        return exception.status, exception.title or "That did not work", str(exception.message)
    if isinstance(exception, QueryInterrupted):
        return 503, "That took too long", "The query was broken off after a second: narrow it down."
    if isinstance(exception, Base400):
        title = "There is no such page" if exception.status == 404 else "That did not work"
        detail = str(exception.args[0]) if exception.args else ""
        return exception.status, title, "" if detail in _SAY_NOTHING else detail
    return 500, "That did not work", "The page could not be made."
