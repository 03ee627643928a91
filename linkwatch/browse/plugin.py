"""What Datasette calls. Acts where the one file that is served is a linkwatch database; elsewhere it keeps still.

Known to Datasette by the entry point "datasette" of the package, so that `datasette links.db` shows our pages too.
"""

import hashlib
from collections.abc import Callable
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from datasette.utils.asgi import asgi_static
from datasette.version import __version__
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from pluggy import HookimplMarker

from linkwatch.browse import acting, cells, headers, inbox, queries, views
from linkwatch.browse.columns import COUNTABLE
from linkwatch.browse.mendable import can_be_mended
from linkwatch.browse.reader import DatabaseReader
from linkwatch.browse.wishes import WORDS
from linkwatch.errors import StoreError
from linkwatch.model import BROKEN, WORST_FIRST
from linkwatch.report.words import MEANING, NO_COPY, explain_moved
from linkwatch.store.database import open_for_reading
from linkwatch.store.pages.home import LINKS_BY_STATUS
from linkwatch.store.pages.mendable import ARGUMENTS, FUNCTION

hookimpl = HookimplMarker("datasette")

_FOLDER = Path(__file__).parent
_CHART_JS = "Chart.bundle.js"


def _find_charts() -> Path | None:
    """Return the folder of Chart.js in the package that brings it; None without it: then tables stand alone."""
    spec = find_spec("chartkick")  # not imported: it would look for web frameworks
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / "django/static/chartkick"


_CHARTS = _find_charts()
_readers: WeakKeyDictionary[Any, DatabaseReader | None] = WeakKeyDictionary()


def reader_of(datasette: Any) -> DatabaseReader | None:
    """Return the reader of the one database that this Datasette serves, None where that is not ours."""
    if datasette not in _readers:
        files = [db for db in datasette.databases.values() if not db.is_memory]
        is_ours = is_understood(__version__) and len(files) == 1 and _is_ours(files[0].path)
        _readers[datasette] = DatabaseReader(files[0]) if is_ours else None
    return _readers[datasette]


def is_understood(version: str) -> bool:
    """Tell whether this version of Datasette asks plugins, and gives templates their values, as we know it."""
    return version.startswith("0.")


def _is_ours(path: str) -> bool:
    try:
        open_for_reading(Path(path), busy_timeout=1).raw.close()
    except StoreError:
        return False
    return True


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:
    """Give connections what our SQL asks of Python."""
    reader = reader_of(datasette)
    if reader is not None and database == reader.db.name:
        conn.create_function(FUNCTION, ARGUMENTS, can_be_mended, deterministic=True)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """Put our templates before Datasette's."""
    reader = reader_of(datasette)
    if reader is None:
        return
    env.loader = ChoiceLoader([FileSystemLoader(_FOLDER / "pages"), *([env.loader] if env.loader else [])])
    env.filters.update(
        {
            name: getattr(cells, name)
            for name in ("badge", "moment", "short", "address", "number", "path_part", "times", "within")
        }
    )
    env.filters.update(plain=cells.text, plain_lines=cells.lines)
    env.globals.update(
        copy_of=cells.copy,
        reason_of=cells.reason,
        MEANING=MEANING,
        STATUSES=WORST_FIRST,
        BROKEN=BROKEN,
        links_database=reader.db.name,
        groups=queries.groups(),
        table_words=queries.DESCRIPTIONS,
        countable=lambda table: COUNTABLE.get(table, ()),
        NO_COPY=NO_COPY,
        moved_words=explain_moved,
        has_charts=_CHARTS is not None,
        example_sql=LINKS_BY_STATUS,
        row_counts=reader.row_counts,
        wishes_about=partial(inbox.about, reader),
        MARK_WORDS=WORDS,
    )
    columns = urlencode([("_col", name) for name in queries.LINK_COLUMNS])
    env.globals["links_address"] = lambda: f"{datasette.urls.table(reader.db.name, 'current_links')}?{columns}"
    env.globals["asset"] = lambda name: datasette.urls.path(f"/-/linkwatch/{name}?{_version(name)}")


@cache
def _version(name: str) -> str:
    return hashlib.sha256((_folder_of(name) / name).read_bytes()).hexdigest()[:8]


def _folder_of(asset: str) -> Path:
    """Return where an asset lies: among ours, or in the package that brings Chart.js along."""
    return _CHARTS if asset == _CHART_JS and _CHARTS is not None else _FOLDER / "assets"


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Add our addresses. They stand before Datasette's own."""
    reader = reader_of(datasette)
    if reader is None:
        return []
    routes: list[tuple[str, Any]] = [(r"/-/linkwatch/(?P<path>[\w.]+)$", _assets())]
    return [*routes, *((pattern, _bound(view, reader)) for pattern, view in (*views.ROUTES, *acting.ROUTES))]


def _assets() -> Any:
    ours, of_charts = asgi_static(_folder_of("")), asgi_static(_folder_of(_CHART_JS))

    async def serve(request: Any, send: Any) -> None:
        async def send_to_be_kept(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:  # its address tells its version
                message["headers"] = [*message["headers"], (b"cache-control", b"public, max-age=31536000, immutable")]
            await send(message)

        static = of_charts if request.url_vars["path"] == _CHART_JS else ours
        await static(request, send_to_be_kept)

    return serve


def _bound(view: Callable[..., Any], reader: DatabaseReader) -> Any:
    async def answer(request: Any, datasette: Any) -> Any:
        return await view(reader, request, datasette)

    return answer


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, Any]:
    """Offer the questions that are one click away."""
    reader = reader_of(datasette)
    return queries.canned() if reader is not None and database == reader.db.name else {}


@hookimpl
def get_metadata(datasette: Any, key: str | None, database: str | None, table: str | None) -> dict[str, Any]:
    """Say what tables and columns mean."""
    reader = reader_of(datasette)
    return {} if reader is None else queries.metadata(reader.db.name)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Show a value in one of Datasette's tables."""
    reader = reader_of(datasette)
    if reader is None or database != reader.db.name:
        return None
    return cells.cell(row, value, column, table, datasette.urls)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Send the headers that keep a page to itself."""
    return headers.with_headers if reader_of(datasette) is not None else lambda app: app
