from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwatch.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.db"


@pytest.fixture
def damaged(path: Path, sound: bytes) -> Path:
    """A database that a test is about to damage. sound: what it is by then; each module has its own."""
    path.write_bytes(sound)
    return path


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new database: making it takes four times as long as opening one."""
    path = tmp_path_factory.mktemp("fresh") / "links.db"
    Store.open(path).close()
    return path.read_bytes()


@pytest.fixture
def store(path: Path, fresh: bytes) -> Iterator[Store]:
    path.write_bytes(fresh)
    with Store.open(path) as store:
        yield store
