"""A scan reads several articles at once, and stores them in the order of their source."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from functools import partial
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


async def test_what_moves_to_another_article_is_as_old_as_it_was(tmp_path: Path) -> None:
    """One article is split, another goes into it, and what only says something like it is new."""
    path, folder = tmp_path / "links.db", tmp_path / "notes"
    folder.mkdir()
    mill, weir, rain = (
        f"The {name} is [told of](https://{name}.example/) here.\n" for name in ("mill", "weir", "rain")
    )
    readings = (
        {"long.md": f"{mill}\n{weir}", "other.md": rain},
        {"long.md": mill, "part/weir.md": f"{weir}\n{rain}\nAnd the mill is [told of](https://mill.example/) again."},
    )
    with Store.open(path) as store:
        store.sources.put(SourceEntry("files", str(folder)), "command", NOW)
        (tracked,) = store.sources.find(str(folder))
        for day, texts in enumerate(readings):
            for name, text in texts.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(text)
            for gone in [each for each in folder.rglob("*.md") if str(each.relative_to(folder)) not in texts]:
                gone.unlink()
            now = partial(NOW.__add__, timedelta(days=day))
            scanner = Scanner(store.articles, store.sources, now, Told(), Here())
            await scanner.scan_tracked(FilesSource(str(folder), Here()), tracked)
    found = rows(
        path,
        """SELECT replace(a.uri, rtrim(a.uri, replace(a.uri, '/', '')), ''), l.host, substr(c.first_seen_at, 1, 10),
             c.removed_at IS NOT NULL
           FROM citations c JOIN articles a ON a.id = c.article_id JOIN links l ON l.id = c.link_id
           ORDER BY c.removed_at IS NOT NULL, 1, 2""",
    )
    first, second = (str(NOW + timedelta(days=day))[:10] for day in (0, 1))
    assert found == [
        ("long.md", "mill.example", first, 0),
        ("weir.md", "mill.example", second, 0),
        ("weir.md", "rain.example", first, 0),
        ("weir.md", "weir.example", first, 0),
        ("long.md", "weir.example", first, 1),
        ("other.md", "rain.example", first, 1),
    ]
