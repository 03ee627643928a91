"""From the events of Markdown's parser to the blocks of a text: paragraphs, headings, cells, and pieces of HTML."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from linkwatch.articles.extract.context import LINE_BREAK
from linkwatch.articles.extract.markdown_inline import Inline
from linkwatch.articles.extract.markdown_parser import Piece, label_key
from linkwatch.articles.extract.markdown_source import destination_span
from linkwatch.model import Kind, Span

_EMPHASIS = frozenset({"Emphasis", "Strong", "Strikethrough"})
_WRITTEN_AS_IT_IS = frozenset({"Autolink", "Email"})


class HtmlBlock(NamedTuple):
    """A piece of HTML, and the bytes of the source that it comes from; those may have marks before each line."""

    markup: str
    start: int
    end: int


class Blocks:
    """Reads the blocks of one piece of a text.

    spans: look for where the targets of links are written. kinds: of citations that are asked for beside links.
    """

    def __init__(self, piece: Piece, spans: bool, kinds: frozenset[Kind]) -> None:
        self._spans = spans
        self._kinds = kinds
        self._piece = piece
        self._data = piece.data
        self._inline: Inline | None = None
        self._done: list[Inline | HtmlBlock] = []
        self._heading: str | None = None
        self._html: list[str] = []
        self._labels: list[str] = []  # the texts within the image that is being read
        self._images = 0  # that are being read, one in another
        self._source = self._title = ""  # of the image that is being read
        self._is_code = False

    def read(self) -> Iterator[Inline | HtmlBlock]:
        """Yield the blocks in their order."""
        take = {
            "Text": self._take_text,
            "Start": self._begin,
            "End": self._end,
            "Code": self._take_other_text,
            "InlineHtml": self._take_tag,
            "Html": self._take_html,
            "FootnoteReference": self._take_footnote_mark,
        }
        done = self._done
        for event, place in self._piece.events:
            if isinstance(event, str):
                self._take_break(event, place["start"])
            else:
                for kind, value in cast("Mapping[str, Any]", event).items():  # it is one
                    take[kind](value, place["start"], place["end"])
            if done:
                yield from done
                done.clear()
        self._end_block(len(self._data))
        yield from done

    def _within(self, start: int) -> Inline:
        """Return the block in which a part stands that begins at this byte."""
        if self._inline is None:
            self._inline = Inline(self._data, start, self._heading, self._kinds)
        return self._inline

    def _end_block(self, end: int) -> None:
        if self._inline is not None:
            self._inline.finish(end)
            self._done.append(self._inline)
            self._inline = None

    def _take_break(self, event: str, start: int) -> None:
        if event == "Rule":
            self._end_block(start)
        elif not self._images:
            self._within(start).add("\n" if event == "SoftBreak" else LINE_BREAK, start)

    def _take_text(self, text: str, start: int, end: int) -> None:
        if self._images:
            self._labels.append(text)
        elif not self._is_code:
            (self._inline or self._within(start)).add_text(text, start, end)

    def _take_other_text(self, text: str, start: int, _: int) -> None:
        if self._images:
            self._labels.append(text)
        else:
            self._within(start).add(text, start)

    def _take_footnote_mark(self, label: str, start: int, end: int) -> None:
        self._take_other_text(f"[^{label}]", start, end)

    def _take_tag(self, tag: str, start: int, end: int) -> None:
        if not self._images:
            self._within(start).add_tag(tag, start, end)

    def _take_html(self, markup: str, _start: int, _end: int) -> None:
        self._html.append(markup)

    def _begin(self, tag: Any, start: int, end: int) -> None:
        name: str
        about: Any
        name, about = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name in _EMPHASIS:
            if self._inline:
                self._inline.add_mark()
        elif name == "Image":
            self._images += 1
            if self._images == 1:
                self._source, self._title = about["dest_url"], about["title"]
        elif name == "Link":
            if not self._images:
                self._begin_link(about, start, end)
        else:
            self._end_block(start)
            if name == "Heading":
                self._heading = about["level"]
            self._is_code = name == "CodeBlock"

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in _EMPHASIS:
            if self._inline:
                self._inline.add_mark()
        elif name == "Image":
            self._images -= 1
            if not self._images:
                self._within(start).add_image(self._source, "".join(self._labels) or self._title, start)
                self._labels.clear()
        elif name == "Link":
            if not self._images:
                self._within(start).end_link(end)
        else:
            self._end_block(end)
            if name == "HtmlBlock":
                self._done.append(HtmlBlock("".join(self._html), start, end))
                self._html.clear()
            self._heading = None
            self._is_code = False

    def _begin_link(self, link: Mapping[str, Any], start: int, end: int) -> None:
        href, kind = link["dest_url"], link["link_type"]
        span: Span | None
        is_defined = False
        if kind in _WRITTEN_AS_IT_IS:
            span = start + 1, end - 1
            href = "mailto:" + href if kind == "Email" else href
        elif not self._spans:
            span = None
        elif kind == "Inline":
            span = destination_span(self._data, start, end, href)
        else:
            found = self._piece.definitions.get(label_key(link["id"]))
            span = found.span if found and found.href == href else None
            is_defined = True
        self._within(start).begin_link(href, start, span, is_defined=is_defined)
