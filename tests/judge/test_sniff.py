"""What a body is: by its bytes first, by what the server says second."""

import pytest

from linkwatch.judge.sniff import is_html, sniff


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF89a", "image/gif"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"BM\x00", "image/bmp"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1f\x8b\x08", "application/gzip"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (b"Rar!\x1a\x07", "application/vnd.rar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"%!PS-Adobe", "application/postscript"),
        (b"AT&TFORM", "image/vnd.djvu"),
        (b"OggS", "application/ogg"),
        (b"fLaC", "audio/flac"),
        (b"ID3", "audio/mpeg"),
        (b"\x1aE\xdf\xa3", "video/webm"),
        (b"wOFF", "font/woff"),
        (b"wOF2", "font/woff2"),
        (b"{\\rtf1", "application/rtf"),
        (b"RIFF....WEBP", "image/webp"),
        (b"RIFF....AVI ", "video/x-msvideo"),
        (b"....ftypisom", "video/mp4"),
    ],
)
def test_file_is_known_by_its_first_bytes(start: bytes, found: str) -> None:
    for declared in (None, "text/html", "application/octet-stream"):
        if not (found == "image/bmp" and declared == "text/html"):
            assert sniff(start + b"\n more of it", declared) == found
    assert sniff(b"x" + start[:8].replace(b"\x00", b"y"), "text/html") in ("text/html", "application/octet-stream")


@pytest.mark.parametrize(
    ("body", "declared", "found"),
    [
        (b"\xff\xfe<\x00", None, "text/html"),
        (b"\xfe\xff\x00<", "Text/Plain; charset=utf-16", "text/plain"),
        (b"\xef\xbb\xbf%PDF-1.7", None, "application/pdf"),
        (b"\xef\xbb\xbf<p>", None, "text/html"),
        (b"<?xml version='1.0'?><a/>", None, "application/xml"),
        (b"<?xml version='1.0'?><a/>", "image/svg+xml", "image/svg+xml"),
        (b"  <a/>", "text/xml", "text/xml"),
        (b"<rss>", "application/rss+xml", "application/rss+xml"),
        (b"<b/>", "application/xhtml+xml", "text/html"),
        (b"plain", "application/xml", "text/plain"),
        (b"<p>x", "application/xml", "application/xml"),
        (b"\x00", None, "application/octet-stream"),
        (b"\x00", "font/ttf", "font/ttf"),
        (b"x" * 1023 + b"\x00", None, "application/octet-stream"),
        (b"x" * 1024 + b"\x00", None, "text/plain"),
        (b" \n", None, "text/plain"),
        (b" \n", "application/pdf", "application/pdf"),
        (b" [1]", "application/x-other", "application/json"),
        (b" {}", "text/html", "text/html"),
        (b"[a](b)", "text/markdown", "text/markdown"),
        (b"a,b", "text/csv", "text/csv"),
        (b"7", "application/json", "application/json"),
        (b"a", "application/pdf", "text/plain"),
        (b" " * 4000 + b"<p>x", None, "text/html"),
        (b" " * 4096 + b"<p>x", None, "text/plain"),
    ],
)
def test_text_is_told_from_other_things(body: bytes, declared: str | None, found: str) -> None:
    assert sniff(body, declared) == found
    assert is_html(found) is (found == "text/html")


def test_xhtml_is_html() -> None:
    assert is_html("application/xhtml+xml")
