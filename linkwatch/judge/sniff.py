"""What a body is, by its bytes first and by what the server says second (after the MIME Sniffing standard)."""

import re

_HTML_START = re.compile(
    rb"(?>(?:<!--(?>.{0,2000}?-->)|<\?xml[^>]{0,200}>|\s)*)"
    rb"<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|frameset|noscript"
    rb"|center|link|section|main|article|header)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_XHTML = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"%!PS", "application/postscript"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"{\\rtf", "application/rtf"),
)
_PLACED_MAGIC = ((8, b"WEBP", "image/webp"), (8, b"AVI ", "video/x-msvideo"), (4, b"ftyp", "video/mp4"))
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(body: bytes, declared_type: str | None) -> str:
    """Return the media type in lower case, without parameters. Never raises."""
    declared = (declared_type or "").partition(";")[0].strip().lower()
    start = body[:4096]
    if start.startswith(_BOMS[1:]):
        return declared or "text/html"  # UTF-16: the parser decodes it
    start = start.removeprefix(_BOMS[0])
    known = _by_magic(start, declared)
    if known is not None:
        return known
    stripped = start.lstrip()
    if stripped.startswith(b"<?xml") or _is_xml(declared):
        if _XHTML.search(start) or declared == "application/xhtml+xml":
            return "text/html"
        if stripped.startswith(b"<"):
            return declared if _is_xml(declared) else "application/xml"
    if _HTML_START.match(start) and declared != "text/plain":  # of which browsers show the source
        return "text/html"
    if _BINARY.search(start[:1024]):
        return declared if declared and not declared.startswith("text/") else "application/octet-stream"
    if not start.strip():
        return declared or "text/plain"
    if stripped[:1] in b"{[" and declared not in ("text/html", "text/markdown"):
        return "application/json"
    if declared.startswith(("text/", "application/json")):
        return declared
    return "text/plain"


def _is_xml(media_type: str) -> bool:
    return media_type.endswith("/xml") or (media_type.endswith("+xml") and "/" in media_type)


def _by_magic(start: bytes, declared: str) -> str | None:
    for magic, media_type in _MAGIC:
        if start.startswith(magic) and not (magic == b"BM" and declared.startswith("text/")):
            return media_type
    for offset, magic, media_type in _PLACED_MAGIC:
        if start[offset : offset + len(magic)] == magic:
            return media_type
    return None


def is_html(media_type: str) -> bool:
    """Tell whether a browser would render it as a page."""
    return media_type in ("text/html", "application/xhtml+xml")
