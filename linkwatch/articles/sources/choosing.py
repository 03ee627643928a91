"""Which files of a folder are articles, and where each stands on its site."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from linkwatch.articles.extract.register import searched_suffixes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from linkwatch.config import ExtractSettings

_LONGEST_LIST = 2**20  # bytes of a .gitignore


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What the user says of files and of websites.

    root: folder that "/…" links of local files are looked for in; None: a given folder, else the repository that the
    file is in. base_url: where that folder is on the web; None: links lead from file to file. exclude_paths: as in a
    .gitignore, from the given folder or the current one. suffixes: of names that a folder is searched for, () for those
    of every format. gitignore: leave out what .gitignore leaves out. depth: of a website, links that lead from its
    first page to another. max_articles: of a website. subcategories: of a wiki's category, how deep the categories in
    it are read. blame: of a repository, a citation is as old as its line's last change.
    """

    root: Path | None = None
    base_url: str | None = None
    exclude_paths: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    gitignore: bool = True
    depth: int = 5
    max_articles: int = 500
    subcategories: int = 0
    blame: bool = False

    def is_searched_for(self, path: Path) -> bool:
        """Tell whether a folder is searched for files with this end of their names."""
        return path.suffix.lower() in (_with_dots(self.suffixes) or searched_suffixes())

    def excludes(self, path: Path, folder: Path | None, *, is_folder: bool = False) -> bool:
        """Tell whether the user leaves a file or folder out. folder: the given one that it was found in, if any."""
        if not self.exclude_paths:
            return False
        spec = _spec(self.exclude_paths)
        names = {os.path.relpath(path, base) for base in (folder or Path.cwd(), Path.cwd())}
        return any(spec.match_file(name + "/" * is_folder) for name in names if not name.startswith(".."))

    def site_root(self, path: Path, folder: Path | None) -> Path | None:
        """Return the folder that "/…" links of a file are looked for in."""
        return self.root or folder or repository_of(path)

    def address(self, path: Path, folder: Path | None) -> str | None:
        """Return where a file is on the web; None where that was not said."""
        if self.base_url is None:
            return None
        base = self.root or folder
        if base is None and not self.base_url.endswith("/"):
            return self.base_url
        name = path.name if base is None else os.path.relpath(path, base)
        return urljoin(self.base_url.rstrip("/") + "/", quote(Path(name).as_posix()))


def rules_of(settings: "ExtractSettings") -> ReadingRules:
    """Return what the settings say of files and of websites."""
    return ReadingRules(
        root=settings.root,
        base_url=settings.base_url,
        exclude_paths=tuple(settings.exclude_paths),
        suffixes=tuple(settings.suffixes),
        gitignore=settings.gitignore,
        depth=settings.depth,
        max_articles=settings.max_articles,
        subcategories=settings.subcategories,
        blame=settings.blame,
    )


class FileToRead(NamedTuple):
    """A file. root: folder that its "/…" links are looked for in. base_url: where it is on the web, None if unknown."""

    path: Path
    root: Path | None
    base_url: str | None = None


class GitIgnored:
    """What .gitignore leaves out in a folder: those of its repository above it, its own, and those of its folders."""

    def __init__(self, folder: Path) -> None:
        self._top = folder
        self._lists: dict[Path, list[tuple[Path, GitIgnoreSpec]]] = {}
        own = folder.absolute()
        repository = repository_of(own)
        above = [] if repository is None or repository == own else _between(repository, own)
        lists = [(each, spec) for each in above if (spec := _read_list(each)) is not None]
        # a folder that is given by its name is wanted, whatever is said of it
        self._above = [] if _is_left_out(own, lists, is_folder=True) else lists

    def enter(self, folder: Path) -> None:
        """Read the list of a folder, before what is in it is asked for. Its parent was entered before."""
        lists = self._above if folder == self._top else self._lists[folder.parent]
        spec = _read_list(folder)
        self._lists[folder] = lists if spec is None else [*lists, (folder.absolute(), spec)]

    def leaves_out(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a file or folder in a folder that was entered is left out."""
        return _is_left_out(path.absolute(), self._lists[path.parent], is_folder=is_folder)


def repository_of(path: Path) -> Path | None:
    """Return the folder of the repository that a file or folder is in; None where it is in none."""
    own = path.absolute()
    return next((folder for folder in (own, *own.parents) if os.path.lexists(folder / ".git")), None)


def _is_left_out(path: Path, lists: Sequence[tuple[Path, "GitIgnoreSpec"]], *, is_folder: bool) -> bool:
    for folder, spec in reversed(lists):
        name = path.relative_to(folder).as_posix() + "/" * is_folder
        if (answer := spec.check_file(name).include) is not None:
            return answer
    return False


def _between(repository: Path, folder: Path) -> Iterable[Path]:
    parents = [folder.parent, *folder.parent.parents]
    return reversed(parents[: parents.index(repository) + 1])


def _read_list(folder: Path) -> "GitIgnoreSpec | None":
    try:
        with (folder / ".gitignore").open("rb") as file:
            text = file.read(_LONGEST_LIST).decode("utf-8-sig", "replace")
    except OSError:
        return None
    return _spec(tuple(text.splitlines()))


@lru_cache(maxsize=64)
def _spec(lines: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # loaded where it is needed

    try:
        return GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):  # Git overlooks a line that is no pattern
        return GitIgnoreSpec.from_lines(filter(_is_pattern, lines))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


@lru_cache(maxsize=8)
def _with_dots(suffixes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f".{suffix.lower().lstrip('*').lstrip('.')}" for suffix in suffixes)
