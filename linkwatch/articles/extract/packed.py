"""Documents that are ZIP archives of XML, as office programs and e-readers make them: opened within bounds.

What is read of one is at most MAX_DOCUMENT_BYTES, so that one that unpacks without end costs no more than a text. XML
that declares entities is refused: nothing but an attack needs them here.
"""

import io
import zipfile
import zlib
from typing import Protocol
from xml.parsers import expat

from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document

_MOST_MEMBERS = 20_000
_LONGEST_FIELD = 1000
_ENCRYPTED = 0x1
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # no more is unpacked than is read; no document needs others


class Handler(Protocol):
    """Is told of an XML document's elements, whose names are as written, prefix included."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands in the element that began last."""


class Package:
    """A document's archive. Raises InputError for what is none."""

    def __init__(self, document: Document) -> None:
        self._uri = document.uri
        self._left = MAX_DOCUMENT_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(document.body))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise InputError(f"{document.uri}: cannot be unpacked: {error}") from error
        if len(self._archive.filelist) > _MOST_MEMBERS:
            raise InputError(f"{document.uri}: holds more than {_MOST_MEMBERS} files")
        self.names = frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """Return a file of it. Raises InputError where it is not there, damaged, encrypted, or too much in all."""
        try:
            info = self._archive.getinfo(name)
            if info.flag_bits & _ENCRYPTED:
                raise InputError(f"{self._uri}: is encrypted")
            if info.compress_type not in _BOUNDED:
                raise InputError(f"{self._uri}: {name} in it is compressed by a method that such documents do not use")
            if info.file_size > self._left:
                raise InputError(
                    f"{self._uri}: unpacks to more than {MAX_DOCUMENT_BYTES // 2**20} MB: too large; split it"
                )
            with self._archive.open(info) as file:
                body = file.read(info.file_size + 1)  # where more is there than it says, that is damage
        except KeyError as error:
            raise InputError(f"{self._uri}: {name} is missing in it") from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise InputError(f"{self._uri}: {name} in it is damaged: {error}") from error
        self._left -= len(body)
        return body

    def parse(self, name: str, handler: Handler) -> None:
        """Read an XML file of it. Raises InputError."""
        parse_xml(self.read(name), handler, f"{self._uri}: {name} in it")

    def fields(self, name: str) -> dict[str, str]:
        """Return the texts of a small XML file's elements by their names; nothing where there is no such file."""
        fields = _Fields()
        if name in self.names:
            self.parse(name, fields)
        return fields.found


class _Fields:
    """Takes the texts of elements that hold nothing else."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._name = name

    def end(self, name: str) -> None:
        self._name = ""

    def text(self, text: str) -> None:
        if self._name:
            self.found[self._name] = (self.found.get(self._name, "") + text)[:_LONGEST_FIELD]


def parse_xml(body: bytes, handler: Handler, what: str) -> None:
    """Read XML. what: to call it by. Raises InputError for what is none, and for XML that declares entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(body, True)
    except _EntityError as error:
        raise InputError(f"{what} declares entities: it is not read") from error
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"{what} is damaged: {error}") from error


class _EntityError(Exception):
    pass


def _refuse(*declaration: object) -> None:
    raise _EntityError
