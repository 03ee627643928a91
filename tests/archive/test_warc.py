"""WARC files of one's own: what stands in them, and that nothing cut off stays in them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

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
