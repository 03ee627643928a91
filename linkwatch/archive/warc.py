"""Our own copies: WARC files with an index, in a folder that pywb takes for one of its collections.

    FOLDER/archive/linkwatch-20261122080000-0001.warc.gz     request, then response or revisit, each its own gzip member
    FOLDER/indexes/linkwatch-20261122080000-0001.cdxj        one sorted line for each response and revisit, see cdxj.py

A copy is a Snapshot of the archive `local`; its URL is that of the file, with the record's place as fragment:
file:///…/linkwatch-20261122080000-0001.warc.gz#1234. A file is locked while it is written, so that several processes
may use a folder. A line is written after its record: what a file holds behind the last record of its index was cut
off by a crash, and goes. A payload that was kept before for the same URL is not kept twice: the revisit names the
earlier record.

With a shelf (`shelf.py`), a file that nobody writes to any more goes there, and only its index stays. The URLs of its
copies are those on the shelf from the beginning; until it is full, it stands in the folder.
"""

import fcntl
import hashlib
import os
import re
import threading
from base64 import b32encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self
from urllib.parse import quote, unquote_to_bytes, urlsplit

from linkwatch import __version__
from linkwatch.archive.cdxj import Index, Line, lines_of
from linkwatch.archive.shelf import Shelf
from linkwatch.errors import ConfigError, StoreError
from linkwatch.evidence import RecordedExchange
from linkwatch.model import Snapshot

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

ARCHIVE = "local"
MOST_BYTES = 50_000_000  # of one body; what is longer is cut, and says so
_FILE_BYTES = 1_000_000_000  # a file that has grown to this is followed by a new one


class WarcFolder:
    """A folder that exchanges are written to. Use as a context manager; several processes may.

    most_bytes: size of a file at which a new one is begun. shelf: where those go that are full, None: they stay. Raises
    ConfigError if warcio is missing, StoreError if the folder cannot be written.
    """

    def __init__(
        self, folder: Path, now: datetime, *, most_bytes: int = _FILE_BYTES, shelf: Shelf | None = None
    ) -> None:
        try:
            import warcio  # noqa: F401 - an extra, used below
        except ImportError as error:
            raise ConfigError("[archive] warc needs warcio: pip install 'linkwatch[warc]'") from error
        self._archive = folder / "archive"
        self._indexes = folder / "indexes"
        self._now = now
        self._shelf = shelf
        self._most_bytes = most_bytes
        self._file: IO[bytes] | None = None
        self._name = ""
        self._index = Index(self._indexes, "")
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def open(self) -> None:
        """Go on with the last file, or begin one; what a crash left of others is put in order. Raises StoreError."""
        with self._alone():
            for folder in (self._archive, self._indexes):
                folder.mkdir(parents=True, exist_ok=True)
            for index in sorted(self._indexes.glob("linkwatch-*.added")):
                path = self._archive / index.with_suffix(".warc.gz").name
                if path.exists() and self._lock(path):
                    self._mend()
                    self._leave_file()
            self._go_on_or_begin()

    def close(self) -> None:
        """Sort the index and let go of the file. Raises StoreError."""
        with self._alone():
            self._leave_file()

    def add(self, exchanges: Sequence[RecordedExchange]) -> Snapshot:
        """Write a page's exchanges; return the copy of the last one. Raises StoreError."""
        with self._alone():
            for exchange in exchanges:
                line = self._write(exchange)
        here = (self._archive / self._name).absolute().as_uri()
        place = here if self._shelf is None else self._shelf.place_of(self._name)
        return Snapshot(ARCHIVE, line.timestamp, f"{place}#{line.fields['offset']}", exchanges[-1].url)

    def shelve(self) -> int:
        """Move the files that are full to the shelf, of a folder that is closed; return how many.

        Raises StoreError where the shelf does not take one: it and those after it stay for the next time.
        """
        if self._shelf is None:
            return 0
        moved = 0
        with self._alone():
            paths = sorted(self._archive.glob("linkwatch-*.warc.gz"))
            for path in paths:
                is_full = path != paths[-1] or path.stat().st_size >= self._most_bytes
                if not is_full or not self._index_of(path).exists() or not self._lock(path):
                    continue
                try:
                    self._shelf.put(path, self._index_of(path))
                    path.unlink()
                finally:
                    self._leave_file()
                moved += 1
        return moved

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep out other threads: whoever waited for one may have been cancelled, and close what it still writes."""
        try:
            with self._turn:
                yield
        except OSError as error:
            raise StoreError(f"{self._archive.parent}: cannot be written: {error.strerror}") from error

    def _write(self, exchange: RecordedExchange) -> Line:
        from warcio.warcwriter import WARCWriter

        if self._position() >= self._most_bytes:
            self._begin(self._now)
        assert self._file is not None  # noqa: S101 - there is one since __enter__
        writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        digest = "sha1:" + b32encode(hashlib.sha1(exchange.body, usedforsecurity=False).digest()).decode()
        date = exchange.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        common = {"WARC-Date": date} | ({"WARC-IP-Address": exchange.ip} if exchange.ip else {})
        key = key_of(exchange.url)
        earlier = self._earlier(key, exchange, digest) if exchange.body else None
        head = _head(exchange)
        if earlier is not None:
            refers_to = _warc_date(earlier.timestamp)
            answer = writer.create_revisit_record(
                exchange.url, digest, earlier.fields["url"], refers_to, http_headers=head, warc_headers_dict=common
            )
        else:
            details = {**common, "WARC-Payload-Digest": digest} | (
                {"WARC-Truncated": "length"} if exchange.is_cut else {}
            )
            answer = writer.create_warc_record(
                exchange.url,
                "response",
                payload=BytesIO(exchange.body),
                length=len(exchange.body),
                http_headers=head,
                warc_headers_dict=details,
            )
        together = {**common, "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")}
        request = writer.create_warc_record(
            exchange.url,
            "request",
            payload=BytesIO(exchange.request),
            length=len(exchange.request),
            warc_headers_dict=together,
        )
        writer.write_record(request)
        start = self._position()
        writer.write_record(answer)
        fields = {
            "url": exchange.url,
            "mime": "warc/revisit" if earlier is not None else _media_type(exchange),
            "status": str(exchange.http_status),
            "digest": digest.removeprefix("sha1:"),
            "length": str(self._position() - start),
            "offset": str(start),
            "filename": self._name,
        }
        line = Line(key, exchange.at.astimezone(UTC).strftime("%Y%m%d%H%M%S"), fields)
        os.fsync(self._file.fileno())
        self._index.add(line)
        return line

    def _earlier(self, key: str, exchange: RecordedExchange, digest: str) -> Line | None:
        """Return the record that holds this answer's body already, None where there is none."""
        wanted = {"url": exchange.url, "status": str(exchange.http_status), "digest": digest.removeprefix("sha1:")}
        kept = (line for path in sorted(self._indexes.glob("*.cdxj")) for line in lines_of(path, key))
        for line in chain(self._index.added(key), kept):
            if line.fields.get("mime") != "warc/revisit" and wanted.items() <= line.fields.items():
                return line
        return None

    def _go_on_or_begin(self) -> None:
        for path in sorted(self._archive.glob("linkwatch-*.warc.gz"), reverse=True)[:1]:
            if path.stat().st_size < self._most_bytes and self._lock(path):
                self._mend()
                return
        self._begin(self._now)

    def _begin(self, now: datetime) -> None:
        from warcio.warcwriter import WARCWriter

        self._leave_file()
        for path in self._new_paths(now):
            if not path.exists() and not self._index_of(path).exists() and self._lock(path):
                break
        assert self._file is not None  # noqa: S101 - the loop ends with one
        writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        info = {"software": f"linkwatch/{__version__}", "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(self._name, info))

    def _new_paths(self, now: datetime) -> Iterator[Path]:
        number = 1
        while True:
            yield self._archive / f"linkwatch-{now.astimezone(UTC):%Y%m%d%H%M%S}-{number:04}.warc.gz"
            number += 1

    def _index_of(self, path: Path) -> Path:
        return self._indexes / f"{path.name.removesuffix('.warc.gz')}.cdxj"

    def _lock(self, path: Path) -> bool:
        """Open a file for ourselves alone; False if another process writes to it."""
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file, self._name = file, path.name
        self._index = Index(self._indexes, path.name.removesuffix(".warc.gz"))
        return True

    def _leave_file(self) -> None:
        if self._file is not None:
            self._index.sort_in()
            self._file.close()
            self._file = None

    def _mend(self) -> None:
        """Read the index of the file that goes on, and cut off what a crash left behind its last record."""
        assert self._file is not None  # noqa: S101 - it was just opened
        end = self._index.end()
        if end is None:
            self._begin(self._now)
            return
        self._index.sort_in()
        if end < self._position():
            self._file.truncate(end)
            self._file.seek(0, os.SEEK_END)

    def _position(self) -> int:
        assert self._file is not None  # noqa: S101 - as above
        self._file.flush()
        return self._file.seek(0, os.SEEK_END)


def _head(exchange: RecordedExchange) -> "StatusAndHeaders":
    """Return an answer's head that is written byte for byte as it was sent."""
    from warcio.statusandheaders import StatusAndHeaders

    class AsSent(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
        def compute_headers_buffer(self, header_filter: object = None) -> None:
            self.headers_buff = exchange.head

    return AsSent(str(exchange.http_status), list(exchange.headers), protocol="HTTP/1.1")


def _warc_date(timestamp: str) -> str:
    return f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}T{timestamp[8:10]}:{timestamp[10:12]}:{timestamp[12:14]}Z"


def _media_type(exchange: RecordedExchange) -> str:
    declared = next((value for name, value in exchange.headers if name.lower() == "content-type"), "")
    media_type = declared.partition(";")[0].strip().lower()
    return media_type if re.fullmatch(r"[\w.+-]+/[\w.+-]+", media_type) else "unk"


def key_of(url: str) -> str:
    """Return the key under which indexes of archives file a URL, as "org,example)/page?a=1".

    Scheme, www, standard port, fragment, letter case, a final slash and the order of the query do not count.
    """
    parts = urlsplit(url)
    host = re.sub(r"^www\d*\.", "", (parts.hostname or "").lower())
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = _spelt(re.sub(r"/{2,}", "/", parts.path)).rstrip("/") or "/"
    query = "?" + "&".join(sorted(_spelt(parts.query).split("&"))) if parts.query else ""
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    return f"{turned}{port}){path}{query}"


def _spelt(text: str) -> str:
    """Write percent-encoded what has to be, and nothing else, in small letters."""
    return quote(unquote_to_bytes(text), safe="!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~").lower()
