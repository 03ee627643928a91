"""What an article cites. One file reads each format, `register.py` lists them all."""

from linkwatch.articles.extract.formats import detect_format
from linkwatch.articles.extract.register import FORMATS
from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Article, Document


def extract(document: Document) -> Article:
    """Read a document: its title, its date and every hyperlink in the order in which they stand.

    Format and encoding are found out, not assumed. Links to a place within the same document are left out;
    lost targets, mail addresses and the like are kept.

    Raises InputError for what is no article: binary content, or more than MAX_DOCUMENT_BYTES; and where the format's
    parser is not installed.
    """
    if len(document.body) > MAX_DOCUMENT_BYTES:
        raise InputError(
            f"{document.uri}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB: too large for an article; split it"
        )
    found = detect_format(document)
    try:
        return found.read(document)
    except InputError:
        raise
    except Exception as error:
        if isinstance(error, ImportError) and found.extra is not None:
            needed = f"pip install 'linkwatch[{found.extra}]'"
            raise InputError(f"{document.uri}: reading {found.name} needs an extra: {needed}") from error
        if FORMATS.is_own(found.name):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        raise InputError(f"{document.uri}: the format {found.name} failed: {what}") from error
