"""What an article cites, as the rows of a report.

A worker reads an article and makes its rows there, pickled: whoever asked keeps them in a file as they are, and never
holds a value for each citation. Every worker loads this file, so it imports little.
"""

import pickle
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkwatch.articles.extract import extract
from linkwatch.articles.sources.files import read_document
from linkwatch.model import ONLY_LINKS, Citation, Document, Row, Unreadable, Wanted
from linkwatch.patterns import any_of
from linkwatch.report.citation_lines import Lines, lines_of
from linkwatch.travel import travels

LARGE = 2**20  # bytes of a file; a larger one is read first, and then understood within a budget of its own


@travels
@dataclass(frozen=True, slots=True)
class Rules:
    """What of articles is listed, and how.

    exclude: regular expressions of URLs that are left out. lines: not rows are asked for, but what a report writes of
    them.
    """

    wanted: Wanted = ONLY_LINKS
    exclude: tuple[str, ...] = ()
    lines: Lines | None = None


EVERY_LINK = Rules()


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that was read. count: of its citations. left_out: as in Article.

    rows: a pickled list with a dictionary for each citation: article, href, url, text, context, line, fragment, place,
    cited_at, kind, part; and `ignored`, which is true, where its author wrote that it is not to be looked at. Or if the
    rules say so a pickled text, see `report.citation_lines`.
    """

    uri: str
    title: str | None
    published_at: datetime | None
    count: int
    rows: bytes
    left_out: str | None = None


def list_file(path: Path, root: Path | None, base_url: str | None, rules: Rules) -> Listed | Unreadable | None:
    """Read a file, and what it cites; None if it is large. root, base_url: see read_document. Raises InputError."""
    document = read_document(path, root, base_url)
    if isinstance(document, Unreadable):
        return document
    return list_citations(document, rules) if len(document.body) <= LARGE else None


def list_citations(document: Document, rules: Rules) -> Listed:
    """Read a document as `extract` does. Raises InputError."""
    article = extract(document, spans=False, wanted=rules.wanted)
    is_excluded = any_of(rules.exclude)
    citations = [
        each
        for each in article.citations
        if not each.is_own  # nothing is checked here
        and not is_excluded(each.target.url)
    ]
    rows = (_row(article.uri, citation) for citation in citations)
    pickled = pickle.dumps(lines_of(rows, rules.lines) if rules.lines else list(rows), pickle.HIGHEST_PROTOCOL)
    return Listed(article.uri, article.title, article.published_at, len(citations), pickled, article.left_out)


def _row(uri: str, citation: Citation) -> Row:
    row: Row = {
        "article": uri,
        "href": citation.href,
        "url": citation.target.url,
        "text": citation.text,
        "context": citation.context,
        "line": citation.line,
        "fragment": citation.fragment,
        "place": citation.place,
        "cited_at": citation.cited_at and citation.cited_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "kind": citation.kind.value,
        "part": citation.part.value,
    }
    if citation.is_ignored:
        row["ignored"] = True
    return row


def article_row(item: Listed | Unreadable) -> Row:
    """Return an article as a row: uri, title, published_at, citations, error."""
    if isinstance(item, Unreadable):
        return {"uri": item.uri, "title": None, "published_at": None, "citations": 0, "error": item.error}
    return {
        "uri": item.uri,
        "title": item.title,
        "published_at": item.published_at and item.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "citations": item.count,
        "error": item.left_out,
    }
