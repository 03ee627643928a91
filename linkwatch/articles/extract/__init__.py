"""What an article cites. One file reads each format; adding one means adding a line to `_READERS`."""

import importlib

from linkwatch.articles.extract.formats import detect_format
from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Article, Document

_READERS = {
    "html": "linkwatch.articles.extract.html",
    "markdown": "linkwatch.articles.extract.markdown",
    "urls": "linkwatch.articles.extract.urls",
}


def extract(document: Document) -> Article:
    """Read a document: its title, its date and every hyperlink in the order in which they stand.

    Format and encoding are found out, not assumed. Links to a place within the same document are left out;
    lost targets, mail addresses and the like are kept.

    Raises InputError for what is no article: binary content, or more than MAX_DOCUMENT_BYTES.
    """
    if len(document.body) > MAX_DOCUMENT_BYTES:
        raise InputError(
            f"{document.uri}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB: too large for an article; split it"
        )
    reader = importlib.import_module(_READERS[detect_format(document)])  # parsers are heavy: load the one needed
    article: Article = reader.read(document)
    return article
