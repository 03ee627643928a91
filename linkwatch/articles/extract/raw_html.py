"""The links in a piece of HTML that stands in a text of another format, and that its readers see."""

from collections.abc import Iterator

from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.text_links import TextLink
from linkwatch.model import Kind


def html_links(text: str, piece: CharSpan) -> Iterator[TextLink]:
    """Yield the links and pictures of the HTML that stands there."""
    from linkwatch.articles.extract.html import read_fragment  # its parser is loaded where it is needed

    markup = text[slice(*piece)]
    body = markup.encode()
    lines = [0, *(at + 1 for at, char in enumerate(markup) if char == "\n")]
    counted, at = 0, piece[0]  # bytes of the piece, and the character of the text that they reach to
    for link in read_fragment(markup, frozenset({Kind.IMAGE})):
        written = None
        if link.span is not None and link.span[0] >= counted:
            at += len(body[counted : link.span[0]].decode())
            written = at, at + len(body[slice(*link.span)].decode())
            counted = link.span[0]
        start = written[0] if written else piece[0] + lines[min(link.line, len(lines)) - 1]
        yield TextLink(link.href, start, start, link.text, written, context=link.context, kind=link.kind)
