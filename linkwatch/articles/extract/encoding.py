"""The encoding of plain text."""

import codecs


def decode(body: bytes, charset: str | None) -> str:
    """Decode plain text: byte-order mark, then the declared charset, then UTF-8, then windows-1252. Never raises."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(bom):
            return body.decode(encoding, "replace")
    for candidate in (charset, "utf-8"):
        try:
            if candidate and codecs.lookup(candidate)._is_text_encoding:
                return body.decode(candidate)
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("windows-1252", "replace")
