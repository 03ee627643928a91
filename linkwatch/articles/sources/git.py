"""The articles that a git repository tracks, as they are in its working tree."""

import os
import re
import stat
import subprocess
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from linkwatch.articles.sources import Found, Means, Place, ReadingSource, SourceKind, SourceSpec, is_url
from linkwatch.articles.sources.choosing import FileToRead, ReadingRules, repository_of
from linkwatch.articles.sources.entries import trouble
from linkwatch.articles.sources.files import IGNORED_FOLDERS, MOST_GIVEN_UP, Overdue, read_by
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document, Unreadable
from linkwatch.reading import DISK, FOLDER
from linkwatch.urls import redact

_SECONDS = 100.0
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")  # nothing that a repository brings is run
# A partial clone would fetch what it lacks, in a way that its own settings name: with any program, from any server.
_ALONE = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
# What git says of a list of commits (blame.ignoreRevsFile) quotes it, and it may be any file of the machine.
_QUOTES = re.compile("invalid object name")
_HEAD = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")


class GitSource(ReadingSource):
    """The tracked files of a repository, or of a folder in it, that are articles; or one tracked file.

    Their "/…" links are looked for in the top folder of the repository. Complete when git listed them, there were some,
    and the disk answered. It forgets nothing.
    """

    kind = "git"
    forgets = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the files in the order of their names."""
        self.is_complete = False
        try:
            files = await self._means.reader(FOLDER, tracked, self.location, self._means.rules)
        except (InputError, TooMuchWorkError) as error:
            yield trouble(self.location, str(error))
            return
        seen = self._means.seen
        given_up = 0
        for place, file in enumerate(files, 1):
            name = str(file.path.absolute())
            if seen is not None and name in seen:
                continue
            if seen is not None:
                seen.add(name)
            found = await read_by(self._means.reader, *file)
            yield await self._dated(found, file.path) if isinstance(found, Document) else found
            given_up = given_up + 1 if isinstance(found, Overdue) else 0
            if given_up == MOST_GIVEN_UP and place < len(files):
                untold = f"the other {len(files) - place} files were not read"
                yield trouble(self.location, f"the disk does not answer: {untold}")
                return
        self.is_complete = True

    async def _dated(self, document: Document, path: Path) -> Document | Unreadable:
        if not self._means.rules.blame:
            return document
        try:
            return replace(document, line_dates=await self._means.reader(DISK, dates_of_lines, path))
        except (InputError, TooMuchWorkError) as error:
            return Unreadable(document.uri, f"{document.uri}: {error}")


def tracked(location: str, rules: ReadingRules) -> list[FileToRead]:
    """Return the articles that git tracks in a folder, or one file that it tracks. Raises InputError."""
    if is_url(location):
        raise InputError(f"a repository is read where it was cloned: git clone --depth 1 {redact(location)}")
    path = Path(location)
    if "\0" in location or not location or not os.path.lexists(path):
        raise InputError("no such file or folder")
    folder = path if path.is_dir() else path.parent
    repository = repository_of(Path(os.path.abspath(folder)))  # noqa: PTH100 - Path.absolute() keeps ".."
    if repository is None:
        raise InputError("is in no git repository")
    listed = _git(folder, "ls-files", "-z", "--stage", "--", "." if path == folder else f":(literal){path.name}")
    found = [
        FileToRead(file, rules.root or repository, rules.address(file, repository))
        for file in sorted({folder / name for name in _regular(listed)})
        if file == path or _is_wanted(file, folder, rules)
    ]
    if not found:
        raise InputError("git tracks no articles there")
    return found


def dates_of_lines(path: Path) -> tuple[datetime | None, ...]:
    """Return when the author of each line of a tracked file last changed it; None for what is not committed.

    Raises InputError.
    """
    told = _git(path.parent, *_no_filters(path.parent), "blame", "--porcelain", "--no-textconv", "--", path.name)
    dates: dict[bytes, datetime | None] = {}
    lines: list[datetime | None] = []
    commit = b""
    for line in told.split(b"\n"):
        if line.startswith(b"\t"):
            lines.append(dates.get(commit) if commit.strip(b"0") else None)
        elif match := _HEAD.fullmatch(line):
            commit = match[1]
        elif line.startswith(b"author-time ") and commit not in dates:
            dates[commit] = _moment(line.removeprefix(b"author-time "))
    return tuple(lines)


def _no_filters(folder: Path) -> list[str]:
    """Return words that keep git from running the programs that its settings name for contents of files.

    Raises InputError.
    """
    names = _git(folder, "config", "--null", "--name-only", "--get-regexp", r"^filter\.", may_be_empty=True)
    words = []
    for name in filter(None, os.fsdecode(names).split("\0")):
        if "=" in name:  # git would read the word that follows -c as another name
            raise InputError("its repository names a filter in a way that cannot be undone")
        words += ["-c", f"{name}=false" if name.endswith(".required") else f"{name}="]
    return words


def _regular(listed: bytes) -> Iterator[str]:
    """Yield the names of regular files: a link may lead anywhere, and a repository in a repository is another one."""
    for entry in listed.split(b"\0"):
        mode, _, rest = entry.partition(b" ")
        name = rest.partition(b"\t")[2]
        if name and stat.S_ISREG(int(mode, 8)):
            yield os.fsdecode(name)


def _is_wanted(file: Path, folder: Path, rules: ReadingRules) -> bool:
    parts = file.relative_to(folder).parts
    is_own = not any(part.startswith(".") or part in IGNORED_FOLDERS for part in parts)
    return is_own and rules.is_searched_for(file) and not rules.excludes(file, folder)


def _moment(written: bytes) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _git(folder: Path, *words: str, may_be_empty: bool = False) -> bytes:
    """Return what git prints. may_be_empty: it says by its exit code 1 that there is nothing. Raises InputError."""
    command: Sequence[str] = ("git", "-C", str(folder), *_SAFE, *words)
    environment = {**os.environ, **_ALONE, "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - words of ours, names of files behind "--"
            command, stdin=subprocess.DEVNULL, env=environment, capture_output=True, check=False, timeout=_SECONDS
        )
    except FileNotFoundError as error:
        raise InputError("git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise InputError(f"git takes more than {_SECONDS:.0f} seconds") from error
    except (OSError, ValueError) as error:
        raise InputError(f"git cannot be run: {error}") from error
    if done.returncode and not (may_be_empty and done.returncode == 1):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if said and _QUOTES.search(said[0]):
            raise InputError("git cannot use a file that the repository's settings name")
        raise InputError(f"git: {said[0] if said else 'failed'}")
    return done.stdout


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """See whether git tracks articles there."""
    try:
        await means.reader(FOLDER, tracked, spec.location, means.rules)
    except (InputError, TooMuchWorkError) as error:
        raise InputError(f"{spec.location}: {error}") from error
    return spec


def _open(spec: SourceSpec, means: Means) -> GitSource:
    return GitSource(spec.location, means)


KIND: SourceKind = SourceKind(GitSource.kind, _open, Place.DISK, detect=_detect)
