"""An article on standard input."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable


class StdinSource:
    """One document; its relative links are relative to the current folder."""

    kind = "stdin"
    location = "-"

    def __init__(self, stdin: BinaryIO) -> None:
        self._stdin = stdin

    async def documents(self) -> AsyncIterator[Document | Unreadable]:
        """Read standard input to its end."""
        try:
            body = await asyncio.to_thread(self._stdin.read, MAX_DOCUMENT_BYTES + 1)
        except OSError as error:
            yield Unreadable("-", f"standard input: cannot be read: {error.strerror}")
            return
        if len(body) > MAX_DOCUMENT_BYTES:
            yield Unreadable("-", f"standard input: more than {MAX_DOCUMENT_BYTES // 2**20} MB: too large")
            return
        yield Document(uri="-", body=body, base_url=Path.cwd().as_uri() + "/")
