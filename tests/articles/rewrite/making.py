"""What the tests of mending share: repairs for every link of a text, and writers tried on a marked place."""

from datetime import date
from functools import lru_cache

from linkwatch.articles.extract import extract
from linkwatch.articles.extract.register import FORMATS
from linkwatch.articles.rewrite import Form, Place, Successor, Write
from linkwatch.articles.rewrite.mend import Mended, Repair, mend
from linkwatch.model import Article, Document, TargetKind

ARCHIVE = "https://archive.example/web/20150609120000/"
DAY = date(2015, 6, 9)
COPY = Successor(f"{ARCHIVE}http://dead.example/a", "http://dead.example/a", DAY)


def document(name: str, body: bytes) -> Document:
    """A document by the name of its file, or of its format."""
    return Document(name, body, f"file:///x/{name}", format=name if FORMATS.get(name) else None)


@lru_cache(maxsize=1)  # several tests in a row are of one document
def extracted(found: Document) -> Article:
    return extract(found)


def repairs(found: Document) -> dict[str, Repair]:
    """A copy for each link to the web that leads to no copy."""
    return {
        citation.target.url: Repair(ARCHIVE + citation.target.url, day=DAY)
        for citation in extracted(found).citations
        if citation.target.kind is TargetKind.WEB and not citation.target.url.startswith(ARCHIVE)
    }


def mended(name: str, body: bytes, form: Form = Form.REPLACE) -> Mended:
    found = document(name, body)
    return mend(found, repairs(found), form)


def mended_text(name: str, text: str, form: Form = Form.REPLACE) -> str:
    return mended(name, text.encode(), form).body.decode()


def written(write: Write, marked: str, successor: Successor = COPY) -> str:
    """Let a writer write at the place between « and »."""
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    for first, last, new in sorted(write(Place(text, start, end), successor), reverse=True):
        text = text[:first] + new + text[last:]
    return text
