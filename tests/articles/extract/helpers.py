"""Short ways to extract from a piece of text."""

from linkwatch.articles.extract import extract
from linkwatch.model import Article, Document

BASE = "https://example.org/blog/post"


def read(text: str | bytes, name: str, **fields: object) -> Article:
    """Extract from a document of this name on the web."""
    body = text.encode() if isinstance(text, str) else text
    return extract(Document(**{"uri": name, "body": body, "base_url": BASE, **fields}))  # type: ignore[arg-type]  # tests


def html(text: str | bytes, **fields: object) -> Article:
    """Extract from HTML."""
    return read(text, "post.html", **fields)


def markdown(text: str | bytes, **fields: object) -> Article:
    """Extract from Markdown."""
    return read(text, "post.md", **fields)


def hrefs(article: Article) -> list[str]:
    """What is cited, as written."""
    return [citation.href for citation in article.citations]
