"""Kinds by their name: those of linkwatch itself, and those that other packages add by entry points.

A package adds a kind with an entry point whose name is the kind's and whose value is the kind itself:

    [project.entry-points."linkwatch.formats"]
    shout = "my_package:SHOUT"

A package is imported only when its kind is asked for by name, or all kinds are gone through. One that cannot be used is
told once, in a line, and left out; nor can it take the place of a kind that is there already. Kinds of linkwatch whose
files take long to load can be given by their places, and are imported as late.
"""

import importlib
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_log = logging.getLogger(__name__)


class Named(Protocol):
    """What a register holds."""

    @property
    def name(self) -> str:
        """The one word that it goes by: on the command line, in settings, in the database."""


_Kind = TypeVar("_Kind", bound=Named)


@cache
def _selects_on(_path: tuple[str, ...]) -> "Callable[..., Iterable[EntryPoint]]":
    """Return what selects of all that packages add where Python looks for them; it is read once.

    To read it takes some milliseconds; what is installed meanwhile is known to the next process.
    """
    from importlib.metadata import entry_points  # takes as long to load as all the rest of a short command

    return entry_points().select


class Register(Generic[_Kind]):
    """The kinds of one sort of thing.

    group: of the entry points. sort: the class of its kinds. own: linkwatch's; or their names, each with its place as
    an entry point writes it, "module:NAME".
    """

    def __init__(self, group: str, sort: type[_Kind], own: Iterable[_Kind] | Mapping[str, str]) -> None:
        self.group = group
        self._sort = sort
        self._own: dict[str, _Kind | str]
        self._own = dict(own) if isinstance(own, Mapping) else {kind.name: kind for kind in own}
        self._loaded: dict[str, _Kind | None] = {}

    def get(self, name: str) -> _Kind | None:
        """Return the kind of this name, None if there is none that can be used."""
        if name in self._own:
            return self._own_of(name)
        if name not in self._loaded and name in self._entries:
            self._loaded[name] = self._load(self._entries[name])
        return self._loaded.get(name)

    def __iter__(self) -> Iterator[_Kind]:
        """Yield every kind, linkwatch's own first; a package is imported when its turn comes."""
        for name in self.names():
            kind = self.get(name)
            if kind is not None:
                yield kind

    def names(self) -> tuple[str, ...]:
        """Return every name, linkwatch's own first; no package is imported for it."""
        return (*self._own, *self._entries)

    def is_own(self, name: str) -> bool:
        """Tell whether the kind of this name is linkwatch's, and so keeps the promises of its sort."""
        return name in self._own

    def _own_of(self, name: str) -> _Kind:
        kind = self._own[name]
        if isinstance(kind, str):
            module, _, attribute = kind.partition(":")
            found: _Kind = getattr(importlib.import_module(module), attribute)
            self._own[name] = kind = found
        return kind

    @cached_property
    def _entries(self) -> "dict[str, EntryPoint]":
        entries: dict[str, EntryPoint] = {}
        for entry in _selects_on(tuple(sys.path))(group=self.group):
            if entry.name in self._own or entry.name in entries:
                self._complain(entry, "the name is taken")
            else:
                entries[entry.name] = entry
        return entries

    def _load(self, entry: "EntryPoint") -> _Kind | None:
        try:
            kind = entry.load()
        except Exception as error:  # noqa: BLE001 - whatever a stranger's module does must not stop the others
            self._complain(entry, " ".join(f"{type(error).__name__}: {error}".split()))
            return None
        if not isinstance(kind, self._sort):
            self._complain(entry, f"{entry.value} is no {self._sort.__name__}")
            return None
        if kind.name != entry.name:
            self._complain(entry, f"it calls itself {kind.name!r}")
            return None
        return kind

    def _complain(self, entry: "EntryPoint", problem: str) -> None:
        package = entry.dist.name if entry.dist is not None else entry.value
        _log.warning("%s of %s, from the package %s, cannot be used: %s", entry.name, self.group, package, problem)
