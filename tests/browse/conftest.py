import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from jinja2 import FileSystemBytecodeCache

from linkwatch.browse import plugin, server
from tests.browse.collection import make_collection, make_hostile

_FOLDER = mkdtemp(prefix="linkwatch-compiled-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
COMPILED = FileSystemBytecodeCache(_FOLDER)
"""Templates as they were compiled for the first of these tests: that takes longer than most pages."""


@contextmanager
def served(path: Path) -> Iterator[Any]:
    """A Datasette over the database, as `linkwatch browse` makes it."""
    datasette = server.make(path)
    datasette.jinja_env.bytecode_cache = COMPILED
    yield datasette
    reader = plugin.reader_of(datasette)
    assert reader is not None
    reader.close()
    reader._aside.shutdown()  # SQLite ends the process where a connection is closed that another thread reads from
    datasette.executor.shutdown()
    reader.db.close()


@dataclass
class Site:
    """Asks a Datasette for pages."""

    datasette: Any

    async def get(self, address: str, status: int = 200) -> str:
        answer = await self.datasette.client.get(address)
        assert answer.status_code == status, answer.text
        return str(answer.text).removeprefix("\ufeff")  # which files for Excel begin with

    async def counted(self, address: str) -> str:
        """Return a page whose figures are all there: on a busy machine the first one comes without some."""
        for _ in range(100):
            page = await self.get(address)
            if "Still being counted" not in page:
                return page
        raise AssertionError(f"{address}: its figures are never counted")

    async def json(self, address: str) -> Any:
        answer = await self.datasette.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def id_of(self, url: str) -> int:
        answer = await self.datasette.client.get("/link", params={"url": url})
        assert answer.status_code == 302, answer.text
        return int(answer.headers["location"].rsplit("/", 1)[1])


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both databases, each made once."""
    folder = tmp_path_factory.mktemp("made")
    make_collection(folder / "links.db")
    make_hostile(folder / "hostile.db")
    return folder


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made / "links.db", tmp_path / "my links #1 100%.db"))


@pytest.fixture(scope="session")
def site(made: Path) -> Iterator[Site]:
    with served(made / "links.db") as datasette:
        yield Site(datasette)


@pytest.fixture(scope="session")
def hostile(made: Path) -> Iterator[Site]:
    with served(made / "hostile.db") as datasette:
        yield Site(datasette)
