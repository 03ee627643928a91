"""Texts that are kept compressed: feed.xml.gz, README.md.gz."""

import io
import zlib

from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES

GZIP = b"\x1f\x8b"


def unpack(body: bytes) -> bytes:
    """Undo gzip, where it is used. Raises InputError for broken or endless ones."""
    unpacked = unpack_head(body, MAX_DOCUMENT_BYTES + 1)
    if len(unpacked) > MAX_DOCUMENT_BYTES:
        raise InputError(f"more than {MAX_DOCUMENT_BYTES // 2**20} MB when unpacked")
    return unpacked


def unpack_head(body: bytes, size: int) -> bytes:
    """Undo gzip for the first `size` bytes. Raises InputError where they are broken."""
    if not body.startswith(GZIP):
        return body[:size]
    import gzip  # few texts need it

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            return file.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("broken gzip data") from error
