"""Full WARC files go to a disk, a memory and a real S3 server, and whoever reads there finds each copy by its URL."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import s3fs
from fsspec.core import url_to_fs
from moto.server import ThreadedMotoServer
from warcio.archiveiterator import ArchiveIterator

from linkwatch.archive.shelf import Shelf
from linkwatch.archive.warc import WarcFolder
from linkwatch.config import CheckSettings
from linkwatch.errors import ConfigError, StoreError
from linkwatch.fetch import WebClient
from linkwatch.keep.warc import WarcKeeper
from linkwatch.model import Snapshot
from tests.archive.test_warc import NOW, exchange

SMALL = 2500  # bytes of a file that is full


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket on a server of this machine, whose address and keys stand in the environment as for any program."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"copies-{uuid4().hex}"  # servers of one process share what they hold
    s3fs.S3FileSystem().mkdir(name)
    yield f"s3://{name}/ours"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture(params=["file", "memory", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        found: str = request.getfixturevalue("bucket")
        return found
    return (tmp_path / "shelf").as_uri() if request.param == "file" else f"memory://{tmp_path.name}"


def fill(folder: Path, shelf: Shelf, days: int = 4, *, at: datetime = NOW, most_bytes: int = SMALL) -> list[Snapshot]:
    """Keep a page each day, and move to the shelf what is full."""
    made = []
    for day in range(days):
        now = at + timedelta(days=day)
        with WarcFolder(folder, now, most_bytes=most_bytes, shelf=shelf) as warc:
            page = f"<p>{day}".encode() * 400
            made.append(warc.add([exchange(page, url=f"http://example.org/{day}", at=now)]))
        warc.shelve()
    return made


def url_at(snapshot: Snapshot) -> str | None:
    """Return the URL of the record that a snapshot's address leads to."""
    place, _, offset = snapshot.url.partition("#")
    files, path = url_to_fs(place)
    with files.open(path) as file:
        file.seek(int(offset))
        record = next(iter(ArchiveIterator(file)))
        found: str | None = record.rec_headers.get_header("WARC-Target-URI")
        return found


def test_what_is_full_is_found_on_the_shelf_and_leaves_the_folder(tmp_path: Path, url: str) -> None:
    made = fill(tmp_path / "own", Shelf(url), 8)
    there = [snapshot for snapshot in made if not (tmp_path / "own/archive" / name_of(snapshot)).exists()]
    assert len(there) > 3
    assert [url_at(snapshot) for snapshot in there] == [snapshot.original_url for snapshot in there]
    files, root = url_to_fs(url)
    indexed = set()
    for path in files.glob(f"{root}/indexes/*.cdxj"):
        lines = files.cat(path).decode().splitlines()
        indexed |= {json.loads(line.split(" ", 2)[2])["url"] for line in lines}
    assert indexed == {snapshot.original_url for snapshot in there}
    assert all(snapshot.url.startswith(f"{url}/archive/linkwatch-") for snapshot in made)


def name_of(snapshot: Snapshot) -> str:
    return snapshot.url.partition("#")[0].rpartition("/")[2]


def test_what_is_not_full_stays(tmp_path: Path) -> None:
    shelf = Shelf("memory://stays")
    fill(tmp_path, shelf, most_bytes=10**9)
    assert len(list((tmp_path / "archive").iterdir())) == 1


def test_what_is_written_by_somebody_else_stays(tmp_path: Path) -> None:
    shelf = Shelf("memory://in-use")
    with WarcFolder(tmp_path, NOW, most_bytes=1, shelf=shelf) as other:
        other.add([exchange()])
        with WarcFolder(tmp_path, NOW + timedelta(days=1), shelf=shelf) as ours:
            ours.add([exchange(url="http://example.org/2")])
        assert ours.shelve() == 0
    assert ours.shelve() == 1


def test_a_payload_on_the_shelf_is_not_kept_twice(tmp_path: Path) -> None:
    shelf = Shelf("memory://once")
    fill(tmp_path, shelf, 1, most_bytes=1)
    with WarcFolder(tmp_path, NOW, shelf=shelf) as warc:
        warc.add([exchange(b"<p>0" * 400, url="http://example.org/0", at=NOW + timedelta(days=9))])
    kinds = [json.loads(line.split(" ", 2)[2])["mime"] for path in sorted((tmp_path / "indexes").glob("*.cdxj"))
             for line in path.read_text().splitlines()]  # fmt: skip
    assert sorted(kinds) == ["text/html", "warc/revisit"]


def test_a_name_that_went_to_the_shelf_is_not_given_again(tmp_path: Path) -> None:
    shelf = Shelf("memory://names")
    names = {name_of(snapshot) for _ in range(3) for snapshot in fill(tmp_path, shelf, 1, most_bytes=1)}
    assert len(names) == 3


def test_a_try_that_broke_off_is_made_again(tmp_path: Path) -> None:
    shelf = Shelf("memory://broken-off")
    (made,) = fill(tmp_path, Shelf("memory://elsewhere"), 1, most_bytes=10**9)
    files, root = url_to_fs("memory://broken-off")
    files.pipe(f"{root}/archive/{name_of(made)}", b"half of")
    with WarcFolder(tmp_path, NOW, most_bytes=1, shelf=shelf):
        pass
    warc = WarcFolder(tmp_path, NOW, most_bytes=1, shelf=shelf)
    assert warc.shelve() == 1
    assert files.info(f"{root}/archive/{name_of(made)}")["size"] > 1000


def test_two_folders_cannot_share_a_shelf_unnoticed(tmp_path: Path) -> None:
    shelf = Shelf("memory://shared")
    fill(tmp_path / "one", shelf, 1, most_bytes=1)
    with WarcFolder(tmp_path / "two", NOW, most_bytes=1, shelf=shelf) as warc:
        made = warc.add([exchange(b"<p>other")])
    with pytest.raises(StoreError, match="give each folder its own shelf"):
        warc.shelve()
    assert (tmp_path / "two/archive" / name_of(made)).exists()


def test_a_store_that_is_away_costs_nothing(tmp_path: Path, bucket: str) -> None:
    away = Shelf("s3://no-such-bucket/ours")
    with pytest.raises(StoreError, match=r"^s3://no-such-bucket/ours: cannot be written: "):
        fill(tmp_path, away, 1, most_bytes=1)
    *_, kept = sorted((tmp_path / "archive").iterdir())
    warc = WarcFolder(tmp_path, NOW, most_bytes=1, shelf=Shelf(bucket))
    assert warc.shelve() == 1
    assert not kept.exists()


async def test_a_keeper_goes_on_where_its_shelf_is_away(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with WarcFolder(tmp_path, NOW, most_bytes=1) as warc:
        made = warc.add([exchange()])
        warc.add([exchange(url="http://example.org/2")])
    async with WebClient(CheckSettings(), None) as client:
        for shelf, stays in (("file:///proc/nowhere", True), ("memory://again", False)):
            async with WarcKeeper(client, tmp_path, shelf).opened(NOW + timedelta(days=1)):
                pass
            assert (tmp_path / "archive" / name_of(made)).exists() is stays
    assert caplog.messages == ["full WARC files stay in their folder for now"]


@pytest.mark.parametrize("url", ["nonsense://bucket/x"])
def test_a_store_that_nobody_knows_is_named(url: str) -> None:
    with pytest.raises(ConfigError, match=r"^\[archive\] warc_shelf: nonsense://bucket/x: "):
        Shelf(url)


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(ConfigError, match=r"pip install 'linkwatch\[s3\]'"):
        Shelf("s3://bucket/x")
