from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwatch.store import Store
from tests.store.making import fresh_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.db"


@pytest.fixture
def damaged(path: Path, sound: bytes) -> Path:
    """A database that a test is about to damage. sound: what it is by then; each module has its own."""
    path.write_bytes(sound)
    return path


@pytest.fixture(scope="session")
def fresh() -> bytes:
    return fresh_database()


@pytest.fixture
def store(path: Path, fresh: bytes) -> Iterator[Store]:
    path.write_bytes(fresh)
    with Store.open(path) as store:
        yield store
