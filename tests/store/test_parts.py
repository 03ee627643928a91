"""The parts of the store: called by the package alone, in the one thread of the store."""

import ast
import inspect
from asyncio import create_task, sleep
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

import linkwatch
from linkwatch.store import Store
from linkwatch.store.part import Part
from tests.store.making import NOW, rows

PACKAGE = Path(linkwatch.__file__).parent


def methods(kind: type) -> Iterator[str]:
    return (name for name, _ in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_"))


def methods_of_parts(store: Store) -> set[tuple[str, str]]:
    """The name of a part, as the Store has it, and that of a method."""
    parts = {name: type(part) for name, part in vars(store).items() if isinstance(part, Part)}
    return {(name, method) for name, kind in parts.items() for method in {*methods(kind)} - {*methods(Part)}}


def named(source: str) -> set[tuple[str, str]]:
    """What a source asks of what: `self._saves.end` and `store.saves.end` both say ("saves", "end")."""
    found = set[tuple[str, str]]()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(ast.Name(owner) | ast.Attribute(attr=owner), name):
                found.add((owner.removeprefix("_"), name))
    return found


def test_every_method_of_the_parts_is_called_by_the_package(store: Store) -> None:
    """What only tests would call is code for nobody. A part is held by its own name everywhere."""
    uncalled = methods_of_parts(store)
    assert len(uncalled) > 50
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text()
        if any(f"{part}.{method}" in source for part, method in uncalled):  # to parse all takes a second
            uncalled -= named(source)
    assert uncalled == set()


def test_every_method_of_the_store_itself_is_called_by_the_package() -> None:
    words = "".join(file.read_text() for file in PACKAGE.rglob("*.py"))
    assert [name for name in methods(Store) if f".{name}(" not in words] == []


def test_a_method_is_recognised_however_its_part_is_held() -> None:
    source = "await self._saves.call(self._saves.end, 1)\nstore.runs.begin('audit')\nfeed.newest_change()"
    wanted = {("saves", "call"), ("saves", "end"), ("runs", "begin"), ("feed", "newest_change")}
    assert wanted <= named(source)
    assert ("saves", "pause") not in named("'saves.pause'")


async def test_a_part_is_called_in_one_thread_that_is_not_the_callers(store: Store) -> None:
    first, second = [await part.call(get_ident) for part in (store.runs, store.saves)]
    assert first == second != get_ident()


async def test_what_was_asked_for_is_done_before_the_store_closes(path: Path) -> None:
    with Store.open(path) as store:
        asked = create_task(store.runs.call(store.runs.begin, "audit", NOW))
        await sleep(0)
    assert await asked == 1
    assert rows(path, "SELECT kind FROM runs") == [("audit",)]
