"""Reading what can be read of a damaged database: by SQLite where a table is whole, else page by page."""

import mmap
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from linkwatch.store.file_format import TABLE_INTERIOR, TABLE_LEAF, Pages
from linkwatch.store.fitting import Fitting, Shape
from linkwatch.store.lost_rows import Other, Row, Tree, rows_of, survey

Values = tuple[object, ...]

_ROOTS = "SELECT name, type, rootpage FROM sqlite_schema WHERE rootpage > 0 AND typeof(rootpage) = 'integer'"
_PASSED_OVER = "pages of it cannot be read: {}"
_FOUND = "what led to its rows was lost: read are {} pages more that fit it alone"
_MOST = 2000  # values of a row, as SQLite bounds them: those of what is none of ours are not known
_NOT_SAID = "nothing says where it begins: read are {} pages that fit it alone"
_NOT_THERE = "the damaged database does not have it"


@dataclass(slots=True)
class SalvagedTable:
    """What became of a table. there: rows that it had, None if nobody can tell. read: those in the new database."""

    name: str
    there: int | None
    read: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.faults and (self.there is None or self.read >= self.there)


@dataclass(slots=True)
class Salvage:
    """A damaged database, opened, and its pages as they were found."""

    raw: sqlite3.Connection
    pages: Pages
    model: Fitting
    trees: dict[str, Tree]

    def there(self, name: str) -> SalvagedTable:
        """Tell how many rows a table had, as an index or the table itself tells, and what is wrong with it."""
        tree = self.trees.get(name)
        if tree is None:
            return SalvagedTable(name, None, faults=[_NOT_THERE])
        if tree.is_lost:
            return SalvagedTable(name, None, faults=[_NOT_SAID.format(tree.found)])
        told = SalvagedTable(name, self._count(name, tree))
        if tree.found:
            told.faults.append(_FOUND.format(tree.found))
        if tree.lacks_pages:
            told.faults.append(_PASSED_OVER.format(tree.bad + len(tree.torn)))
        return told

    def let_go_of_freed(self) -> None:
        """Take no page that nothing led to for a table that has all rows of which an index tells: theirs were deleted.

        The list of free pages may be lost, too, and so says nothing of them.
        """
        for name, tree in self.trees.items():
            if tree.found and not tree.lacks_pages:
                led_to = tree.rows_in[: -tree.found]
                if sum(map(self.pages.cells, led_to)) == self._count(name, tree):
                    tree.rows_in, tree.found = led_to, 0

    def rows(self, name: str, columns: Sequence[str], told: SalvagedTable) -> Iterator[Values]:
        """Yield the values of these columns of each row that the file still holds; note faults in `told`.

        A row may come twice: where SQLite could not read on, or a page is there twice.
        """
        tree = self.trees[name]
        if tree.is_whole:
            sql = f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED ORDER BY {', '.join(tree.shape.key)}"  # noqa: S608 - names of our schema
            try:
                yield from self.raw.execute(sql)
            except sqlite3.Error as error:
                told.faults.append(str(error))
            else:
                return
        yield from map(self._values_of(tree.shape, columns), rows_of(self.pages, self.model, tree))

    def _values_of(self, shape: Shape, columns: Sequence[str]) -> Callable[[Row], Values]:
        """Return what takes the values of columns from a row, which may be older than the last of them."""
        given = shape.columns  # of its release, for its own schema may be damaged
        places = [given.index(column) for column in columns]
        defaults = self.model.defaults(shape.name, columns)
        id_place = given.index(shape.id_column) if shape.id_column else None

        def values_of(row: Row) -> Values:
            row_id, record = row
            return tuple(
                row_id if place == id_place else record[place] if place < len(record) else default
                for place, default in zip(places, defaults, strict=True)
            )

        return values_of

    def _count(self, name: str, tree: Tree) -> int | None:
        sources = ["NOT INDEXED"] if tree.is_whole else []
        found = self.raw.execute(f"PRAGMA index_list('{name}')").fetchall()
        # the index of a key may be the table itself
        sources += [f'INDEXED BY "{index}"' for _, index, _, of, is_partial in found if not is_partial and of != "pk"]
        counts = []
        for source in sources:
            try:
                counts.append(int(self.raw.execute(f"SELECT count(*) FROM {name} {source}").fetchone()[0]))  # noqa: S608 - as above
            except sqlite3.Error:
                continue
        return max(counts, default=None)


def _other(pages: Pages, model: Fitting, name: str, kind: str, root: int) -> Other:
    """Return what pages an index has, or a table that is made anew."""
    if kind == "index":
        return Other(name, root, model.indexes.get(name, _MOST), by_id=False)
    shape = model.shapes.get(name)
    if shape is None:
        return Other(name, root, _MOST, by_id=pages.kind(root) in (TABLE_INTERIOR, TABLE_LEAF))
    return Other(name, root, len(shape.columns), by_id=shape.by_id)


@contextmanager
def salvaging(
    raw: sqlite3.Connection,
    file: Path,
    names: Collection[str],
    lost: Collection[str],
    new: sqlite3.Connection,
) -> Iterator[Salvage]:
    """Open what is left of a database. raw, file: an open copy without a log. names: the tables that are wanted.

    lost: tables of which its schema said nothing. new: a database that has those tables, and others.
    """
    entries = raw.execute(_ROOTS).fetchall()
    roots = {name: root for name, kind, root in entries if kind == "table" and name in names}
    rest = [entry for entry in entries if entry[2] not in roots.values()]
    with Fitting(new) as model, file.open("rb") as opened:
        widths = {width for name, width in model.indexes.items() if name not in {entry[0] for entry in rest}}
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
            pages = Pages(content)
            others = [_other(pages, model, *entry) for entry in rest]
            salvage = Salvage(raw, pages, model, survey(pages, model, roots, others, lost, widths))
            salvage.let_go_of_freed()
            yield salvage
