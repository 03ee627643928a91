"""Our own WARC files: what stands in them, and that nothing cut off stays in them."""

import json
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from linkwatch.archive.cdxj import Line, lines_of
from linkwatch.archive.warc import WarcFolder
from linkwatch.errors import StoreError
from linkwatch.evidence import RecordedExchange

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://www.example.org/Page?b=2&a=1"
PAGE = b"<title>A page</title>" + b"<p>Words.</p>" * 50


def exchange(
    body: bytes = PAGE,
    *,
    url: str = URL,
    at: datetime = NOW,
    head: bytes | None = None,
    status: int = 200,
    is_cut: bool = False,
) -> RecordedExchange:
    sent = head or b"HTTP/1.1 %d OK\r\nContent-Type: text/html; charset=utf-8\r\nX-ODD:  two  spaces\r\n\r\n" % status
    return RecordedExchange(
        url=url,
        at=at,
        ip="192.0.2.1",
        request=b"GET /Page HTTP/1.1\r\nHost: www.example.org\r\n\r\n",
        http_status=status,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("X-ODD", "two  spaces")),
        head=sent,
        body=body,
        is_cut=is_cut,
    )


def records(folder: Path) -> list[dict[str, Any]]:
    """All records of all files, their digests checked."""
    found = []
    for path in sorted((folder / "archive").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.raw_stream.read()
        with path.open("rb") as file:
            for record in ArchiveIterator(file, no_record_parse=True):
                block = record.raw_stream.read()
                found.append({"type": record.rec_type, "block": block, "headers": dict(record.rec_headers.headers)})
    return found


def index(folder: Path) -> list[dict[str, str]]:
    lines = []
    for path in sorted((folder / "indexes").glob("*.cdxj")):
        texts = path.read_text().splitlines()
        assert texts == sorted(texts)
        lines += [
            {"key": text.split(" ")[0], "at": text.split(" ")[1], **json.loads(text.split(" ", 2)[2])} for text in texts
        ]
    return lines


def test_an_exchange_is_kept_byte_for_byte(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        snapshot = folder.add([exchange()])
    info, request, response = records(tmp_path)
    assert [record["type"] for record in (info, request, response)] == ["warcinfo", "request", "response"]
    assert response["block"] == exchange().head + PAGE
    assert request["block"].startswith(b"GET /Page HTTP/1.1\r\nHost: www.example.org\r\n")
    assert response["headers"]["WARC-Target-URI"] == URL
    assert response["headers"]["WARC-IP-Address"] == "192.0.2.1"
    assert request["headers"]["WARC-Concurrent-To"] == response["headers"]["WARC-Record-ID"]
    assert (snapshot.archive, snapshot.timestamp, snapshot.original_url) == ("local", "20261122080000", URL)


def test_the_snapshot_leads_to_the_record(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange(b"another", url="http://example.org/other")])
        snapshot = folder.add([exchange()])
    place, _, offset = snapshot.url.removeprefix("file://").partition("#")
    with Path(place).open("rb") as file:
        file.seek(int(offset))
        record = next(iter(ArchiveIterator(file)))
        assert record.rec_headers.get_header("WARC-Target-URI") == URL
        assert record.content_stream().read() == PAGE


def test_the_index_names_place_length_and_key_of_each_record(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange(), exchange(b"zzz", url="http://a.example/")])
    first, second = index(tmp_path)
    assert (first["key"], second["key"]) == ("example,a)/", "org,example)/page?a=1&b=2")
    assert (second["at"], second["status"], second["mime"]) == ("20261122080000", "200", "text/html")
    (path,) = (tmp_path / "archive").iterdir()
    assert max(int(line["offset"]) + int(line["length"]) for line in (first, second)) == path.stat().st_size


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    later = NOW + timedelta(days=40)
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange()])
    with WarcFolder(tmp_path, later) as folder:
        folder.add([exchange(at=later)])
        folder.add([exchange(b"changed", at=later + timedelta(hours=1))])
        folder.add([exchange(url="http://example.org/elsewhere", at=later)])
    kinds = [record["type"] for record in records(tmp_path) if record["type"] not in ("request", "warcinfo")]
    assert kinds == ["response", "revisit", "response", "response"]
    revisit = next(record for record in records(tmp_path) if record["type"] == "revisit")
    assert revisit["headers"]["WARC-Refers-To-Date"] == "2026-11-22T08:00:00Z"
    assert revisit["headers"]["WARC-Refers-To-Target-URI"] == URL
    assert revisit["block"] == exchange().head
    assert [line["mime"] for line in index(tmp_path) if line["at"] == "20270101080000"].count("warc/revisit") == 1


def test_an_answer_of_another_status_or_without_content_is_no_repetition(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange(), exchange(status=203), exchange(b"", status=301), exchange(b"", status=301)])
    assert [record["type"] for record in records(tmp_path)].count("response") == 4


def test_what_was_cut_says_so(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange(is_cut=True)])
    assert records(tmp_path)[-1]["headers"]["WARC-Truncated"] == "length"


def test_one_file_grows_from_run_to_run_until_it_is_large(tmp_path: Path) -> None:
    for day in range(3):
        with WarcFolder(tmp_path, NOW + timedelta(days=day)) as folder:
            folder.add([exchange(b"%d" % day)])
    assert len(list((tmp_path / "archive").iterdir())) == 1
    with WarcFolder(tmp_path, NOW + timedelta(days=9), most_bytes=2500) as folder:
        for number in range(10):
            folder.add([exchange(b"page %d" % number, url=f"http://example.org/{number}")])
    sizes = [path.stat().st_size for path in (tmp_path / "archive").iterdir()]
    assert len(sizes) > 3
    assert max(sizes) < 5000
    assert len(index(tmp_path)) == 13


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_what_a_crash_left_half_written_goes(tmp_path: Path, cut: int) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange()])
    (path,) = (tmp_path / "archive").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:cut])
    with WarcFolder(tmp_path, NOW + timedelta(days=1)) as folder:
        folder.add([exchange(b"later", at=NOW + timedelta(days=1))])
    kinds = [record["type"] for record in records(tmp_path)]
    assert kinds == ["warcinfo", "request", "response", "request", "response"]
    assert len(index(tmp_path)) == 2


def test_the_index_grows_line_by_line_and_is_sorted_when_the_file_is_closed(tmp_path: Path) -> None:
    urls = [f"http://example.org/{number:02}" for number in reversed(range(20))]
    with WarcFolder(tmp_path, NOW) as folder:
        sizes = []
        for url in urls:
            folder.add([exchange(url=url)])
            (added,) = (tmp_path / "indexes").iterdir()
            sizes.append(added.stat().st_size)
        assert {later - earlier for earlier, later in pairwise(sizes)} <= set(range(sizes[0], sizes[0] + 9))
    (path,) = (tmp_path / "indexes").iterdir()
    assert (path.suffix, len(index(tmp_path))) == (".cdxj", 20)


def crash(place: Path) -> None:
    one, other = (WarcFolder(place, NOW) for _ in range(2))
    for name, folder in (("one", one), ("other", other)):
        folder.open()
        for page in (3, 1, 2):
            folder.add([exchange(url=f"http://example.org/{name}/{page}")])
    os._exit(9)


def test_a_crash_before_the_index_was_sorted_loses_nothing(tmp_path: Path) -> None:
    process = get_context("fork").Process(target=crash, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == 9
    first, second = sorted((tmp_path / "indexes").iterdir())
    assert (first.suffix, second.suffix) == (".added", ".added")
    with first.open("ab") as file:
        file.write(b"org,example)/one/4 2026")
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange(url="http://example.org/new")])
    urls = [line["url"].removeprefix("http://example.org/") for line in index(tmp_path)]
    assert urls == ["one/1", "one/2", "one/3", "new", "other/1", "other/2", "other/3"]
    assert list((tmp_path / "indexes").glob("*.added")) == []
    assert [record["type"] for record in records(tmp_path)].count("response") == 7


def test_a_crash_between_sorting_and_tidying_leaves_no_line_twice(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange()])
        (added,) = (tmp_path / "indexes").iterdir()
        kept = added.read_bytes()
    added.write_bytes(kept)
    with WarcFolder(tmp_path, NOW):
        pass
    assert len(index(tmp_path)) == 1


def test_a_repetition_is_known_within_a_session_too(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as folder:
        folder.add([exchange(), exchange(at=NOW + timedelta(hours=1))])
    assert [line["mime"] for line in index(tmp_path)] == ["text/html", "warc/revisit"]


@given(st.lists(st.sampled_from(["a", "aa", "b", "com,x)/", "com,x)/y", "\u65e5"]), max_size=30))
def test_searching_a_sorted_index_finds_what_reading_it_all_finds(keys: list[str]) -> None:
    lines = [Line(key, str(at), {"offset": "0", "length": "9" * (at % 5)}) for at, key in enumerate(keys)]
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"".join(sorted(str(line).encode() for line in lines)))
        file.flush()
        for key in ["", "a", "aa", "b", "com,x)/", "com,x)/y", "\u65e5", "zzz"]:
            found = list(lines_of(Path(file.name), key))
            assert sorted(map(str, found)) == sorted(str(line) for line in lines if str(line).startswith(key + " "))


def test_the_search_in_a_large_index_reads_little_of_it(tmp_path: Path) -> None:
    path = tmp_path / "large.cdxj"
    fields = json.dumps({"offset": "0", "length": "9"})
    path.write_text("".join(f"org,example)/{number:06} 20261122080000 {fields}\n" for number in range(100_000)))
    started = time.process_time()
    assert all(len(list(lines_of(path, f"org,example)/{number:06}"))) == 1 for number in range(0, 100_000, 500))
    assert time.process_time() - started < 2  # all of it 200 times would take ten times as long


def test_two_writers_do_not_write_to_one_file(tmp_path: Path) -> None:
    with WarcFolder(tmp_path, NOW) as one, WarcFolder(tmp_path, NOW) as other:
        one.add([exchange(b"one")])
        other.add([exchange(b"other", url="http://example.org/other")])
        one.add([exchange(b"one more", at=NOW + timedelta(hours=1))])
    assert len(list((tmp_path / "archive").iterdir())) == 2
    assert len(index(tmp_path)) == 3
    assert [record["type"] for record in records(tmp_path)].count("response") == 3


def test_a_folder_that_cannot_be_made_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"), WarcFolder(tmp_path / "file" / "x", NOW):
        pass
