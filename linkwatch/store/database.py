"""Opening a SQLite file safely.

A file that exists is recognised by its header before it is opened as a database, so that a wrong path never touches
another program's database. Linkwatch's own carry its application id; their migrations say how far the schema is.
"""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from linkwatch.errors import StoreBusyError, StoreError, StoreFullError
from linkwatch.store.connection import LONGEST_LOG, MAY_NOT_BE_WRITTEN, Connection, translated
from linkwatch.store.fresh import make_fresh
from linkwatch.store.lock import daemon_is_at_work
from linkwatch.store.migrating import is_pending, migrate
from linkwatch.store.replacing import followed, was_broken_off
from linkwatch.store.schema import MIGRATIONS

APPLICATION_ID = int.from_bytes(b"lnkw", "big")
SQLITE_VERSION = sqlite3.sqlite_version
_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
_BUSY_TIMEOUT = 30.0
_TRY_AGAIN = 0.01  # seconds
_BROKEN_OFF = (
    "another database was about to take its place, and that was broken off: `linkwatch doctor --repair` puts it back"
)
_OLD_DAEMON = (
    "was made by an older linkwatch, and its daemon is at work: stop it first, for the tables change beneath it"
)
_CACHE_KIB = 16_384  # looks at one host touch pages all over the file: SQLite's 2 MiB made settling half as fast
_LARGEST_CACHE_KIB = 65_536
_CACHE_SHARE = 256  # of a large file: the upper pages of its tables and indexes, which each look needs, take as much
_CHECKPOINT_PAGES = 8_000  # the log may grow to 32 MB before it is folded in: fewer, larger writes to the disk

# Keep the indexes of words, a quarter of what recording articles costs; nobody searches in a private database.
_OF_SEARCHING = (
    *("citations_added", "citations_deleted", "citations_reworded"),
    *("links_added", "links_deleted", "links_retitled"),
    *("articles_added", "articles_deleted", "articles_retitled"),
)

# What an article cites now, while it is compared with what it cited before. Only its connection sees these tables.
_SCRATCH = (
    """CREATE TEMP TABLE incoming (
         position INTEGER PRIMARY KEY, url TEXT, kind TEXT, href TEXT, text TEXT, context TEXT,
         line INTEGER, fragment TEXT, fragment_found INTEGER, is_own INTEGER, is_ignored INTEGER,
         place TEXT, cited_at TEXT, of_kind TEXT, part TEXT, link_id INTEGER, citation_id INTEGER)""",
    "CREATE INDEX temp.incoming_citation ON incoming(citation_id)",
    # the articles that a source was seen to have, or to have lost for good, while it is being read
    """CREATE TEMP TABLE seen (
         source_id INTEGER, article_id INTEGER, is_gone INTEGER DEFAULT 0,
         PRIMARY KEY (source_id, article_id)) WITHOUT ROWID""",
    # of these, the ones that are new or changed
    """CREATE TEMP TABLE reread (
         source_id INTEGER, article_id INTEGER, PRIMARY KEY (source_id, article_id)) WITHOUT ROWID""",
)


def open_private() -> Connection:
    """Open a database on disk that only this connection sees and that vanishes with it."""
    name = "the temporary database (in TMPDIR, /var/tmp or /tmp)"
    with translated(name):
        connection = Connection(_connect("", busy_timeout=0), name)
        _migrate(connection)
        for trigger in _OF_SEARCHING:
            connection.raw.execute(f"DROP TRIGGER {trigger}")
        _add_scratch(connection.raw)
    return connection


def open_for_writing(path: Path, busy_timeout: float, *, create: bool, any_schema: bool = False) -> Connection:
    """Open the database at `path`; bring its schema up to date where that is needed.

    create: make it where there is none. any_schema: leave the schema as it is.
    """
    if is_there(path):
        if not may_write(path) or not may_write(path.parent):
            raise StoreError(f"{path}: {MAY_NOT_BE_WRITTEN}")
    elif not create:
        raise _missing(path)
    elif not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: its folder does not exist: create it first")
    is_new = not os.path.lexists(path)
    with translated(str(path)):
        connection = Connection(_connect(_uri(path, "mode=rwc"), busy_timeout), str(path), path)
        try:
            connection.raw.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
            connection.raw.execute(f"PRAGMA journal_size_limit = {LONGEST_LOG}")  # after one long transaction
            if not any_schema:
                _migrate(connection)
            _keep_a_log(connection.raw, busy_timeout)
            connection.raw.execute(f"PRAGMA cache_size = -{cache_kib(path.stat().st_size)}")
            connection.raw.execute("PRAGMA synchronous = NORMAL")
            _add_scratch(connection.raw)
        except BaseException as error:
            connection.raw.close()
            if is_new and isinstance(error, StoreFullError):
                _remove_empty(path)
            raise
    return connection


def _remove_empty(path: Path) -> None:
    """Remove a new database for whose first page there was no room."""
    with suppress(OSError):
        if path.stat().st_size == 0:
            path.unlink()


def cache_kib(size: int) -> int:
    """Return how many KiB of pages a writer keeps in memory for a file of so many bytes."""
    return min(max(_CACHE_KIB, size // _CACHE_SHARE // 1024), _LARGEST_CACHE_KIB)


def _keep_a_log(raw: sqlite3.Connection, busy_timeout: float) -> None:
    """Have what is written go into a log first. SQLite does not wait here while others open the new file alike."""
    until = time.monotonic() + busy_timeout
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
        time.sleep(_TRY_AGAIN)


def bring_up_to_date(path: Path) -> bool:
    """Bring the schema of the database at `path` up to date where that is needed; tell whether there is one.

    A signal that ends the process by an exception in its main thread breaks this off; it can be gone on with. Raises
    StoreError.
    """
    if not is_there(path):
        return False
    connection = open_for_reading(path, _BUSY_TIMEOUT, any_schema=True)
    with closing(connection.raw), connection.reading():
        if is_present(connection):
            return True
    open_for_writing(path, _BUSY_TIMEOUT, create=False).close()
    return True


def open_for_reading(
    path: Path, busy_timeout: float, *, any_schema: bool = False, leave_nothing: bool = False, with_checks: bool = False
) -> Connection:
    """Open the database at `path` without ever changing it; a process may be writing to it meanwhile.

    any_schema: even if it was made by an older linkwatch. leave_nothing: no file is made beside one that nobody has
    open; who opens it to write meanwhile may make that what is read is no longer whole. with_checks: SQLite knows the
    CHECKs of tables, which it leaves out where it may not write; who closes it last folds the log in.
    """
    if not is_there(path):
        raise _missing(path)
    query = "mode=rw" if with_checks and may_write(path) else "mode=ro"
    if (leave_nothing or not may_write(path.parent)) and not Path(f"{path}-wal").exists():
        query = "immutable=1"  # SQLite would make the files it shares with a writer, or cannot, and there is no writer
    with translated(str(path)):
        connection = Connection(_connect(_uri(path, query), busy_timeout), str(path))
        try:
            _require_schema(connection, any_schema=any_schema)
        except BaseException:
            connection.raw.close()
            raise
    return connection


def open_damaged(path: Path, *, may_lock: bool = False) -> sqlite3.Connection:
    """Open a database for reading although it may be damaged; each row of it may be an error. Raises StoreError.

    may_lock: so that others can be kept from writing, which needs the right to write to the file.
    """
    if not is_there(path):
        raise _missing(path)
    uri = _uri(path, "mode=rw" if may_lock else "mode=ro")
    with translated(str(path)):
        raw = sqlite3.connect(uri, uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
        try:
            raw.execute("PRAGMA writable_schema = ON")  # SQLite then goes on where the file is too short, say
            raw.execute("PRAGMA cell_size_check = ON")  # and takes no nonsense for a row
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            raw.close()
            raise
    return raw


def is_there(path: Path) -> bool:
    """Tell whether our database stands at `path`; False where there is none yet. Leaves the file as it is.

    SQLite reads the header, immutable, which touches no file beside it. A file object would not do: closing one takes
    away all locks that this process has on the file, an open connection's too, and the next process that closes the
    database then deletes the log that the connection still writes to.

    Raises StoreError if something else stands there.
    """
    try:
        if was_broken_off(followed(path)):
            raise StoreError(f"{path}: {_BROKEN_OFF}")
        if not path.exists():
            return False
        if not path.is_file():
            raise StoreError(f"{path}: is not a file: name the database's file")
        if path.stat().st_size == 0:
            return False
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error.strerror}") from error
    with translated(str(path)), closing(sqlite3.connect(_uri(path, "immutable=1"), uri=True)) as raw:
        # else a file whose log was folded in only halfway, by a kill or on a full disk, passes for damaged
        raw.execute("PRAGMA writable_schema = ON")
        if raw.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise _foreign(path)
    return True


def is_of_another_program(path: Path) -> bool:
    """Tell whether a database stands at `path` that is not ours; what is no database, or damaged, is not."""
    try:
        with closing(sqlite3.connect(_uri(path, "immutable=1"), uri=True)) as raw:
            raw.execute("PRAGMA writable_schema = ON")
            return bool(raw.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,))
    except sqlite3.Error:
        return False


def _foreign(name: object) -> StoreError:
    return StoreError(f"{name}: is a database of another program: name another file")


def _missing(path: Path) -> StoreError:
    return StoreError(f"{path}: there is no database: `linkwatch add` and `linkwatch audit` with --db {path} make one")


def may_write(path: Path) -> bool:
    """Tell whether this process may write to a file or folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _uri(path: Path, query: str) -> str:
    """Name the file so that no character of its path means anything to SQLite."""
    return f"{path.absolute().as_uri()}?{query}"


def _connect(database: str, busy_timeout: float) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        needed = ".".join(map(str, _OLDEST_SQLITE))
        raise StoreError(f"this Python has SQLite {SQLITE_VERSION}: linkwatch needs {needed} or newer")
    raw = sqlite3.connect(
        database, uri=True, timeout=busy_timeout, isolation_level=None, check_same_thread=False
    )  # isolation_level None: transactions begin and end where the code says so
    try:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        raw.close()
        raise
    return raw


def _add_scratch(raw: sqlite3.Connection) -> None:
    for statement in _SCRATCH:
        raw.execute(statement)


def _migrate(connection: Connection) -> None:
    if _application_id(connection) == APPLICATION_ID and not is_pending(connection, MIGRATIONS):
        return
    if connection.path is not None and connection.raw.execute("PRAGMA page_count").fetchone() == (0,):
        _let_it_shrink(connection.raw)
    with connection.writing() as raw:  # whoever comes second finds it made
        is_empty = raw.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
        if _application_id(connection) != APPLICATION_ID:
            if not is_empty:
                raise _foreign(connection.name)
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if is_empty:
            make_fresh(raw)
    if connection.path is not None and is_pending(connection, MIGRATIONS) and daemon_is_at_work(connection.path):
        raise StoreBusyError(f"{connection.name}: {_OLD_DAEMON}")
    migrate(connection, MIGRATIONS)


def _let_it_shrink(raw: sqlite3.Connection) -> None:
    """Have the first page, once it is written, say that unused pages may be given back: see `Upkeep.give_back`.

    The statement writes that page itself, without our application id, and others would take it for another program's.
    The connection remembers what is rolled back, and also where the statement fails since another process is about to
    make the same database.
    """
    raw.execute("BEGIN")
    try:
        with suppress(sqlite3.OperationalError):
            raw.execute("PRAGMA auto_vacuum = INCREMENTAL")
    finally:
        if raw.in_transaction:  # SQLite has already rolled back when the disk was full
            raw.execute("ROLLBACK")


def is_present(connection: Connection) -> bool:
    """Tell whether the schema is this linkwatch's, not an older one's.

    Raises StoreError if it is a newer one's, or another program's.
    """
    if _application_id(connection) != APPLICATION_ID:
        raise _foreign(connection.name)
    return not is_pending(connection, MIGRATIONS)


def _require_schema(connection: Connection, *, any_schema: bool) -> None:
    if not is_present(connection) and not any_schema:
        message = "was made by an older linkwatch: a command that writes to it, such as `audit --db`, updates it"
        raise StoreError(f"{connection.name}: {message}")


def _application_id(connection: Connection) -> int:
    return int(connection.raw.execute("PRAGMA application_id").fetchone()[0])
