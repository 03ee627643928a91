"""An article on standard input."""

import io
import os
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import BinaryIO

from linkwatch.articles.sources import Found, Means, Place, SourceKind, SourceSpec
from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable
from linkwatch.threads import in_thread

UNNAMED = "-"
_PIECE = 1 << 20


class StdinSource:
    """One document; its relative links are relative to the current folder, or to what the rules say.

    stdin: None where it is closed. location: "-", or the name of the file that it is to be read as.

    Complete when it was read. It forgets nothing.
    """

    forgets = False

    def __init__(self, stdin: BinaryIO | None, rules: ReadingRules | None = None, location: str = UNNAMED) -> None:
        self.kind = KIND.name
        self.location = location
        self._rules = rules or ReadingRules()
        self._stdin = stdin
        self.is_complete = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read standard input to its end."""
        self.is_complete = False
        if self._stdin is None or self._stdin.closed:
            yield Unreadable(self.location, "standard input is closed")
            return
        try:
            body = await in_thread(_read, self._stdin)  # a terminal may stay silent for ever
        except OSError as error:
            yield Unreadable(self.location, f"standard input: cannot be read: {error.strerror}")
            return
        if len(body) > MAX_DOCUMENT_BYTES:
            yield Unreadable(self.location, f"standard input: more than {MAX_DOCUMENT_BYTES // 2**20} MB: too large")
            return
        self.is_complete = True
        yield self._document(body)

    def _document(self, body: bytes) -> Document:
        rules = self._rules
        if self.location == UNNAMED:
            place = Path.cwd()
            base_url = rules.base_url or place.as_uri() + "/"
        else:
            place = Path(self.location)
            base_url = rules.address(place, None) or _address_on_disk(place.absolute())
        return Document(uri=self.location, body=body, base_url=base_url, root=rules.site_root(place, None))


def _address_on_disk(file: Path) -> str:
    """Return what stands for a file: where it is not saved yet, its folder, as for a text without a name."""
    is_saved = os.path.exists(file)  # noqa: PTH110 - Path's raises for names that no file can have
    return file.as_uri() if is_saved else file.parent.as_uri() + "/"


def _read(stdin: BinaryIO) -> bytes:
    """Read to the end, or to where it is too large."""
    # a buffered reader's lock, held by a thread that is left behind, would abort the interpreter at its end
    raw = stdin.raw if isinstance(stdin, io.BufferedReader) else stdin
    body = bytearray()
    while len(body) <= MAX_DOCUMENT_BYTES and (piece := raw.read(_PIECE)):
        body += piece
    return bytes(body)


def _open(spec: SourceSpec, means: Means) -> StdinSource:
    return StdinSource(means.stdin, means.rules, spec.location)


KIND = SourceKind("stdin", _open, Place.PIPE)
