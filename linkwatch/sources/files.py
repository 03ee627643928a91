"""Articles on disk: a file, a folder or a glob."""

import errno
import glob
import os
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".html", ".htm", ".xhtml"})
IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "__pypackages__"})
_WILDCARDS = frozenset("*?[")


class FilesSource:
    """A file (read whatever its name), a folder (searched for Markdown and HTML) or a glob (** included)."""

    kind = "files"

    def __init__(self, location: str) -> None:
        self.location = location

    async def documents(self) -> AsyncIterator[Document | Unreadable]:
        """Read the files in the order of their names."""
        for found in self._find():
            yield found if isinstance(found, Unreadable) else read_document(*found)

    def _find(self) -> Iterator[tuple[Path, Path | None] | Unreadable]:
        """Yield each file with the folder that "/" means in it, and what stands in the way."""
        path = Path(self.location)
        try:
            is_folder = path.is_dir()
            is_pattern = not is_folder and not os.path.lexists(path) and not _WILDCARDS.isdisjoint(self.location)
            if not is_pattern and not is_folder:
                yield path, None
                return
        except ValueError:  # a NUL byte
            yield Unreadable(self.location, f"{self.location!r}: not a path")
            return
        found = False
        for item in self._match() if is_pattern else walk(path):
            found = True
            yield item if isinstance(item, Unreadable) else (item, path if is_folder else None)
        if not found:
            yield Unreadable(self.location, f"{self.location}: no articles found in it ({', '.join(sorted(SUFFIXES))})")

    def _match(self) -> Iterator[Path | Unreadable]:
        """Yield what a glob matches. A file that is named in full is read whatever its suffix."""
        by_suffix = self.location.endswith("*")
        # Path.glob knows no absolute patterns
        for name in sorted(glob.glob(self.location, recursive=True)):  # noqa: PTH207
            path = Path(name)
            if path.is_dir():
                if not self.location.endswith("**"):
                    continue
            elif not by_suffix or path.suffix.lower() in SUFFIXES:
                yield path


def walk(folder: Path) -> Iterator[Path | Unreadable]:
    """Yield a folder's articles, sorted; hidden folders and other people's code are left out.

    A symbolic link to a folder is followed once: never into a folder that is being walked or was.
    """
    seen: set[tuple[int, int]] = set()
    todo = [folder]
    while todo:
        current = todo.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(current.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            yield Unreadable(str(current), f"{current}: cannot be read: {error.strerror}")
            continue
        folders = []
        for entry in entries:
            if entry.is_dir():
                if not entry.name.startswith(".") and entry.name not in IGNORED_FOLDERS:
                    folders.append(entry)
            elif entry.suffix.lower() in SUFFIXES:
                yield entry
        todo.extend(reversed(folders))


def read_document(path: Path, root: Path | None) -> Document | Unreadable:
    """Read one file. root: folder that its "/…" links are looked for in."""
    try:
        body = read_file(path)
    except InputError as error:
        return Unreadable(str(path), str(error))
    return Document(uri=str(path), body=body, base_url=path.absolute().as_uri(), root=root)


def read_file(path: Path) -> bytes:
    """Read a regular file of at most MAX_DOCUMENT_BYTES. Never waits for a pipe or a device.

    Raises InputError.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(f"{path}: {_explain(error)}") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path}: not a regular file")
        try:
            body = file.read(MAX_DOCUMENT_BYTES + 1)
        except OSError as error:
            raise InputError(f"{path}: {_explain(error)}") from error
    if len(body) > MAX_DOCUMENT_BYTES:
        raise InputError(f"{path}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB: too large for an article; split it")
    return body


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "no such file or folder"
    return f"cannot be read: {error.strerror}"
