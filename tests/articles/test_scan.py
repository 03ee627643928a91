"""A scan reads several articles at once, and stores them in the order of their source."""

from collections.abc import AsyncGenerator
from pathlib import Path

from linkwatch.articles.scan import Scanner
from linkwatch.articles.sources import Found
from linkwatch.articles.sources.files import FilesSource
from linkwatch.model import Unreadable
from linkwatch.reading import Here
from linkwatch.store import SourceEntry, Store
from tests.articles.test_listing import LastFirst, document, source
from tests.store.making import NOW, rows


class Three:
    """A source of two articles, and of one that cannot be read."""

    kind = "three"
    location = "three"
    is_complete = True
    forgets = False

    def documents(self) -> AsyncGenerator[Found, None]:
        return source(document("a"), Unreadable("b", "b: gone"), document("c", "[c](https://c.example/)"))


class Told:
    """Is told how the reading goes on."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.not_read: list[str] = []

    def reading(self, uri: str) -> None:
        self.read.append(uri)

    def unreadable(self, problem: Unreadable) -> None:
        self.not_read.append(problem.uri)


async def test_articles_are_stored_in_order_whichever_is_read_first(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    told = Told()
    with Store.open(path) as store:
        await Scanner(store.articles, store.sources, lambda: NOW, told, LastFirst(2)).scan(Three())
    stored = rows(path, "SELECT uri, last_error FROM articles ORDER BY id")
    assert [(Path(uri).name, error) for uri, error in stored] == [("a", None), ("b", "b: gone"), ("c", None)]
    assert rows(path, "SELECT url FROM links ORDER BY id") == [("https://a.example/",), ("https://c.example/",)]
    assert (told.read, told.not_read) == (["a", "c"], ["b"])


async def test_only_so_many_articles_wait_to_be_known_again(tmp_path: Path) -> None:
    path, folder = tmp_path / "links.db", tmp_path / "notes"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(f"[{name}](https://{name}.example/)")
    with Store.open(path) as store:
        store.sources.put(SourceEntry("files", str(folder)), "command", NOW)
        (tracked,) = store.sources.find(str(folder))
        moved = []
        for _ in range(2):
            scanner = Scanner(store.articles, store.sources, lambda: NOW, Told(), Here(), most_waiting=1)
            moved.append((await scanner.scan_tracked(FilesSource(str(folder), Here()), tracked)).moved)
            for file in sorted(folder.iterdir()):
                file.rename(file.with_stem(f"{file.stem}-renamed"))
    assert moved == [0, 1]
    assert rows(path, "SELECT count(*), count(removed_at) FROM articles") == [(3, 1)]
