"""Where wiki links lead, as [[A note]]: to a file of that name, wherever in the collection it is.

So Obsidian finds notes, and plugins of MkDocs, to some of which spaces, hyphens and underscores are the same. A
collection is the folder that holds `.obsidian` or `mkdocs.yml`, else the repository, else the folder that the user
gave, else that of the article itself.
"""

import os
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from linkwatch.model import Document, Target, TargetKind

_OF_NOTES = (".obsidian", "mkdocs.yml", "mkdocs.yaml")
_MOST_FILES = 50_000
_ENDINGS = ("", ".md", ".markdown")
_TABLE_OF_CONTENTS = "toc"  # [[_TOC_]] and [[toc]] have one put in by GitLab, Azure and makers of sites


class Notes:
    """The notes that a document may name. On the web there are none: nobody knows where they would be."""

    def __init__(self, document: Document) -> None:
        self._is_local = document.base_url.startswith("file:")
        self._own = Path(unquote(urlsplit(document.base_url).path)) if self._is_local else Path()
        self._folder = self._own if document.base_url.endswith("/") else self._own.parent
        self._root = document.root
        self._are_used = False

    def resolve(self, href: str) -> Target | None:
        """Return what a wiki link leads to; None where [[…]] is most likely text.

        A note that is nowhere is a file that is missing beside the document. But a word in small letters is text where
        nothing else speaks of notes.
        """
        name, mark, place = href.partition("#")
        name = name.strip()
        if not self._is_local:
            return None
        if not name:
            return Target(TargetKind.FRAGMENT, mark + place)
        path = self._find(name)
        if path is None:
            if name.lower() == _TABLE_OF_CONTENTS:
                return None
            if not (self._are_used or mark or " " in name or name != name.lower() or _holds_notes(self._collection)):
                return None
            path = self._folder / (name if Path(name).suffix else f"{name}.md")
        self._are_used = True
        if path == self._own and mark:
            return Target(TargetKind.FRAGMENT, mark + place)
        return Target(TargetKind.FILE, Path(os.path.abspath(path)).as_uri())  # noqa: PTH100 - absolute() keeps ".."

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        return _files_of(self._collection)

    @cached_property
    def _collection(self) -> Path:
        above = [self._folder, *self._folder.parents]
        found = next((each for each in above if _holds_notes(each)), None)
        found = found or next((each for each in above if os.path.lexists(each / ".git")), None)
        return found or (self._folder if self._root is None else self._root.absolute())

    def _find(self, name: str) -> Path | None:
        for ending in _ENDINGS:
            beside = self._folder / (name + ending)
            if _is_file(beside):
                return beside
        for fold in (str.lower, _folded):
            for ending in _ENDINGS:
                wanted = fold(name.strip("/") + ending)
                named = self._files.get(_folded(Path(wanted).name), ())
                found = [path for path in named if fold(path.as_posix()).endswith("/" + wanted)]
                if found:
                    return min(found, key=lambda path: (len(path.parts), path))
        return None


def _holds_notes(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in _OF_NOTES)


def _folded(name: str) -> str:
    return name.lower().replace(" ", "-").replace("_", "-")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _files_of(collection: Path) -> dict[str, list[Path]]:
    """Return the files of a collection by their folded names, up to a bound."""
    files: dict[str, list[Path]] = {}
    count = 0
    for folder, folders, names in os.walk(collection):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in names:
            files.setdefault(_folded(name), []).append(Path(folder, name))
        count += len(names)
        if count > _MOST_FILES:
            break
    return files
