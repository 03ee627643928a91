"""Articles on disk: a file, a folder or a glob."""

import errno
import glob
import os
import stat
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from pathlib import Path

from linkwatch.articles.extract.register import searched_suffixes
from linkwatch.articles.sources import Found, Means, Place, SourceKind, SourceSpec
from linkwatch.articles.sources.choosing import FileToRead, GitIgnored, ReadingRules
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable
from linkwatch.reading import DISK, FOLDER, Reader

IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "__pypackages__"})
WILDCARDS = frozenset("*?[")
MOST_GIVEN_UP = 3  # files one after the other that took too long to read: then the others are not tried
_USUAL_SUFFIXES = (".md", ".html", ".rst", ".docx", ".tex")
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})


class FilesSource:
    """A file (read whatever its name), a folder (searched for articles) or a glob (** included).

    A file is complete when it was read; a folder or glob when something was found, and no folder on the way was closed
    or broken. What is missing or empty may be a disk that is not mounted: it removes nothing. One file that is missed
    in a folder that holds others is gone. It forgets nothing.

    seen: paths of files that were read: they are left out, and those that are found are added; None leaves out none.
    """

    forgets = False

    def __init__(
        self, location: str, reader: Reader, rules: ReadingRules | None = None, seen: set[str] | None = None
    ) -> None:
        self.kind = KIND.name
        self.location = location
        self._reader = reader
        self._rules = rules or ReadingRules()
        self._seen = seen
        self.is_complete = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the files in the order of their names."""
        self.is_complete = False
        is_complete = True
        items = await self.find()
        given_up = 0
        for place, item in enumerate(items, 1):
            found = item if isinstance(item, Unreadable) else await read_by(self._reader, *item)
            is_named = found.uri == str(Path(self.location))  # what cannot be read of that name may be a folder
            if isinstance(item, Unreadable) or (isinstance(found, Unreadable) and is_named):
                is_complete = False
            yield found
            given_up = given_up + 1 if isinstance(found, Overdue) else 0
            if given_up == MOST_GIVEN_UP and place < len(items):
                yield self.given_up(len(items) - place)
                return
        self.is_complete = is_complete

    async def find(self) -> list[FileToRead | Unreadable]:
        """Return what `documents` reads; see the function `find`."""
        try:
            found = await self._reader(FOLDER, find, self.location, self._rules)
        except TooMuchWorkError as error:
            return [Unreadable(self.location, f"{self.location}: {error}", is_list=True)]
        return found if self._seen is None else list(_only_new(found, self._seen))

    def given_up(self, count: int) -> Unreadable:
        """Say why so many files were not read."""
        untold = f"the disk does not answer: the other {count} files were not read"
        return Unreadable(self.location, f"{self.location}: {untold}", is_list=True)


class Overdue(Unreadable):
    """A file whose disk did not answer in time."""


async def read_by(reader: Reader, path: Path, root: Path | None, base_url: str | None = None) -> Document | Unreadable:
    """Read one file, as read_document does, as long as its disk answers."""
    try:
        return await reader(DISK, read_document, path, root, base_url)
    except TooMuchWorkError as error:
        return Overdue(str(path), f"{path}: {error}")


def find(location: str, rules: ReadingRules) -> list[FileToRead | Unreadable]:
    """Return each file of a file, folder or glob, and what stands in the way."""
    path = Path(location)
    folder = path if _is_folder(path) else None
    if folder is not None:
        items = walk(folder, rules)
    elif not os.path.lexists(path) and not WILDCARDS.isdisjoint(location):
        items = _match(location, rules)
    else:
        return [] if rules.excludes(path, None) else [_to_read(path, None, rules)]
    found = [item if isinstance(item, Unreadable) else _to_read(item, folder, rules) for item in items]
    return found or [Unreadable(location, f"{location}: no articles found in it ({_looked_for(rules)})", is_list=True)]


def _looked_for(rules: ReadingRules) -> str:
    """Say which names a folder is searched for: all that were asked for, else those that most articles have."""
    if rules.suffixes:
        return ", ".join(sorted(rules.suffixes))
    others = searched_suffixes().difference(_USUAL_SUFFIXES)
    return f"{', '.join(_USUAL_SUFFIXES)} and {len(others)} other endings: see `linkwatch audit --help`"


def _to_read(path: Path, folder: Path | None, rules: ReadingRules) -> FileToRead:
    return FileToRead(path, rules.site_root(path, folder), rules.address(path, folder))


def _only_new(found: Iterable[FileToRead | Unreadable], seen: set[str]) -> Iterator[FileToRead | Unreadable]:
    for item in found:
        if not isinstance(item, Unreadable):
            name = os.path.abspath(item.path)  # noqa: PTH100 - Path.absolute() keeps ".."
            if name in seen:
                continue
            seen.add(name)
        yield item


def _match(pattern: str, rules: ReadingRules) -> Iterator[Path | Unreadable]:
    """Yield the files that a glob matches: all of them if it says what they end with, else the articles."""
    any_name = pattern.endswith("*")
    ignored = IGNORED_FOLDERS.difference(Path(pattern).parts)
    closed = {problem.uri: problem for problem in _closed_folders(pattern)}
    yield from (problem for problem in closed.values() if ignored.isdisjoint(Path(problem.uri).parts))
    for name in _glob(pattern):
        path = Path(name)
        is_own = not _is_folder(path) and ignored.isdisjoint(path.parts) and not rules.excludes(path, None)
        if is_own and (rules.is_searched_for(path) or not any_name):
            yield path


def _glob(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns


def _closed_folders(pattern: str) -> Iterator[Unreadable]:
    """Yield the folders that a glob has to look into and may not, of which it would say nothing."""
    before, name = os.path.split(pattern)
    if not name or before == pattern:
        return
    yield from _closed_folders(before)
    for folder in map(Path, _glob(before) if before else ["."]):
        try:
            is_folder = _tell_folder(folder)
        except OSError as error:
            yield _closed(folder.parent, error)
            continue
        try:
            if not is_folder:
                continue
            if WILDCARDS.isdisjoint(name):
                (folder / name).lstat()
            else:
                os.scandir(folder).close()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            continue  # nothing of that name is there
        except OSError as error:
            yield _closed(folder, error)


def walk(folder: Path, rules: ReadingRules) -> Iterator[Path | Unreadable]:
    """Yield a folder's articles, sorted; what is hidden, other people's code and what .gitignore names are left out.

    A symbolic link to a folder is followed once: never into a folder that is being walked or was.
    """
    seen: set[tuple[int, int]] = set()
    git = GitIgnored(folder) if rules.gitignore else None

    def is_left_out(entry: Path, *, is_folder: bool) -> bool:
        if rules.excludes(entry, folder, is_folder=is_folder):
            return True
        return git is not None and git.leaves_out(entry, is_folder=is_folder)

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
            yield _closed(current, error)
            continue
        if git is not None:
            git.enter(current)
        folders = []
        untold: OSError | None = None
        for entry in entries:
            is_own = not entry.name.startswith(".") and entry.name not in IGNORED_FOLDERS
            try:
                is_folder = _tell_folder(entry)
            except OSError as error:
                untold = error if is_own else untold
                continue
            is_wanted = is_own and (is_folder or rules.is_searched_for(entry))
            if not is_wanted or is_left_out(entry, is_folder=is_folder):
                continue
            if is_folder:
                folders.append(entry)
            else:
                yield entry
        if untold is not None:
            yield _closed(current, untold)
        todo.extend(reversed(folders))


def read_document(path: Path, root: Path | None, base_url: str | None = None) -> Document | Unreadable:
    """Read one file. root: folder that its "/…" links are looked for in. base_url: where it is on the web."""
    try:
        body = read_file(path)
    except InputError as error:
        return Unreadable(str(path), str(error), isinstance(error.__cause__, FileNotFoundError) and _is_missed(path))
    return Document(uri=str(path), body=body, base_url=base_url or path.absolute().as_uri(), root=root)


def read_file(path: Path) -> bytes:
    """Read a regular file of at most MAX_DOCUMENT_BYTES. Never waits for a pipe or a device.

    Raises InputError.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(f"{path}: {_explain(error)}") from error
    except ValueError as error:  # a NUL byte
        raise InputError(f"{str(path)!r}: not a path") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError(f"{path}: not a regular file")
    with os.fdopen(descriptor, "rb") as file:
        try:
            body = file.read(MAX_DOCUMENT_BYTES + 1)
        except OSError as error:
            raise InputError(f"{path}: {_explain(error)}") from error
    if len(body) > MAX_DOCUMENT_BYTES:
        raise InputError(f"{path}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB: too large for an article; split it")
    return body


def _is_missed(path: Path) -> bool:
    """Tell whether only this file is gone: its folder is there and not empty, as a disk's is that is not mounted."""
    try:
        return not os.path.lexists(path) and any(path.parent.iterdir())
    except OSError:
        return False


def _closed(folder: Path, error: OSError) -> Unreadable:
    return Unreadable(str(folder), f"{folder}: cannot be read: {error.strerror}", is_list=True)


def _tell_folder(path: Path) -> bool:
    """Tell a folder from a file. Raises OSError where only its name could tell, and that is no article's."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        if error.errno in _NO_FOLDER or path.suffix.lower() in searched_suffixes():
            return False
        raise
    except ValueError:  # a NUL byte
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # may not even be asked for
        return False


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "no such file or folder"
    return f"cannot be read: {error.strerror}"


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Raise InputError where not one file can be read."""
    problem = ""
    async with aclosing(FilesSource(spec.location, means.reader).documents()) as documents:
        async for found in documents:
            if not isinstance(found, Unreadable):
                return spec
            problem = problem or found.error
    raise InputError(f"{problem}; check the path, or write https://… if it is a web address")


def _open(spec: SourceSpec, means: Means) -> FilesSource:
    return FilesSource(spec.location, means.reader, means.rules, means.seen)


KIND = SourceKind("files", _open, Place.DISK, detect=_detect)
