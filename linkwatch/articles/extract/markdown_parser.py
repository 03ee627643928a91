"""Markdown parsed into tokens: CommonMark with GitHub's tables, strikethrough, bare URLs and footnotes.

The parser is markdown-it-py. What is changed: hrefs stay as written and none is refused, link tokens know where
they stand (`meta["at"]`: index into the inline content) and where their target is written (`meta["span"]`, likewise;
`meta["defined"]`: indices into the text), and large texts are parsed piece by piece.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.token import Token

from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.markdown_inline import Destination, InlineParser
from linkwatch.articles.extract.markdown_source import Source, cells

_DEEPEST = 100  # levels of nesting; what lies deeper is not read
_PIECE = 128 * 1024  # characters parsed at once
_MOST_TOKENS = 50_000  # a block of more tokens than this is cut, to bound memory
_FOOTNOTE = re.compile(r"\[\^[^\s\]]+\]:[ \t]*")
_FOOTNOTE_INDENT = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A block's token, the number of the line that it begins on, 1-based, and where its content comes from."""

    token: Token
    line: int
    source: Source


class MarkdownParser(MarkdownIt):
    """markdown-it that keeps every href as its author wrote it."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": _DEEPEST})
        self.enable(["table", "strikethrough"])
        self.helpers = SimpleNamespace(  # type: ignore[assignment]  # markdown-it's type is that of its own module
            parseLinkLabel=helpers.parseLinkLabel,
            parseLinkTitle=helpers.parseLinkTitle,
            parseLinkDestination=self._parse_destination,
        )
        self._destination = ("", Destination())  # the last one, and what it was read from
        self._piece_start = 0
        self.inline = InlineParser(self.inline.ruler2)
        self.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
        self.block.ruler.at("reference", self._reference)
        self.block.ruler.at("table", self._table, {"alt": ["paragraph", "reference"]})

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """Leave the URL as it is written."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Drop no link: one that leads nowhere is a finding."""
        return True

    def blocks(self, text: str) -> Iterator[Block]:
        """Yield every block of a text."""
        env: dict[str, Any] = {}
        if len(text) > _PIECE and "]:" in text:  # a definition may come after its use
            for _ in self._pieces(text, env):
                pass
        for piece_line, lines, tokens in self._pieces(text, env):
            for token in tokens:
                first, last = token.map or (0, 0)
                if token.type == "inline":
                    token.meta["env"] = env
                is_read = token.type in ("inline", "html_block")  # what holds others has their lines too
                source = Source(text, token.content, lines[first:last] if is_read else (), token.meta.get("cell"))
                yield Block(token, piece_line + first, source)

    def parts(self, inline: Token) -> Sequence[Token]:
        """Return the parts of an inline token. Texts know where their "@" stand: `meta["at_signs"]`."""
        env = inline.meta["env"]
        at_signs: list[int] = []
        env["at_signs"] = at_signs
        env["at_signs_of"] = inline.content
        parts = self.inline.parse(inline.content, self, env, [])
        is_url = False
        seen = 0
        for part in parts:
            if part.type == "link_open":
                is_url = part.info in ("auto", "bare")
            elif part.type == "link_close":
                is_url = False
            elif part.type == "text" and not is_url and at_signs:
                count = part.content.count("@")
                part.meta["at_signs"] = at_signs[seen : seen + count]
                seen += count
        return parts

    def _parse_destination(self, string: str, start: int, end: int) -> Any:
        result = helpers.parseLinkDestination(string, start, end)
        if result.ok:
            result.str = destination = Destination(result.str)
            in_brackets = string[start] == "<"
            destination.span = (start + in_brackets, result.pos - in_brackets)
            self._destination = string, destination
        return result

    def _reference(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """Rule for reference definitions. What it reads begins where the text of each line does."""
        if not reference(state, line, end, silent):
            return False
        string, destination = self._destination
        start, stop = destination.span
        line += string.count("\n", 0, start)
        column = start - string.rfind("\n", 0, start) - 1
        first = self._piece_start + state.bMarks[line] + state.tShift[line] + column
        destination.defined = (first, first + stop - start)
        return True

    def _table(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """Rule for tables, whose cells know where they are written."""
        first = len(state.tokens)
        if not table(state, line, end, silent):
            return False
        row: Iterator[CharSpan] = iter(())
        for token in state.tokens[first:]:
            if token.type == "tr_open" and token.map:
                at = token.map[0]
                row = iter(cells(state.src, state.bMarks[at] + state.tShift[at], state.eMarks[at]))
            elif token.type == "inline" and (cell := next(row, None)):
                token.meta["cell"] = (self._piece_start + cell[0], self._piece_start + cell[1])
        return True

    def _pieces(self, text: str, env: dict[str, Any]) -> Iterator[tuple[int, list[CharSpan], list[Token]]]:
        """Parse the text piece by piece: the number of each piece's first line, 1-based, its lines and block tokens.

        A piece ends before the last block that begins in it, since only that one might go on behind it.
        """
        start, line, size = 0, 1, _PIECE
        while start < len(text):
            end = text.find("\n", start + size) + 1 or len(text)
            self._piece_start = start
            state = StateBlock(text[start:end], self, env, [])
            self.block.tokenize(state, state.line, state.lineMax)
            tokens = state.tokens
            env.pop("duplicate_refs", None)  # else it grows with every pass
            last = next((i for i in reversed(range(len(tokens))) if tokens[i].level == 0 and tokens[i].map), 0)
            lines = (tokens[last].map or [0])[0] if tokens else 0
            if end == len(text) or (last == 0 and len(tokens) > _MOST_TOKENS):
                yield line, _lines(state, start), tokens
                start, line = end, line + text.count("\n", start, end)
            elif last == 0:
                size *= 4
                continue
            else:
                yield line, _lines(state, start), tokens[:last]
                for _ in range(lines):
                    start = text.index("\n", start) + 1
                line += lines
            size = _PIECE


def _lines(state: StateBlock, start: int) -> list[CharSpan]:
    """Where the lines of a piece begin and end in the text. start: of the piece."""
    ends = [start + end for end in state.eMarks[: state.lineMax]]
    return list(zip([start, *(end + 1 for end in ends)], ends, strict=False))


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Rule for footnote definitions: "[^1]:", and every indented line that follows."""
    if state.is_code_block(start):
        return False
    match = _FOOTNOTE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    marks = state.bMarks[start], state.tShift[start], state.sCount[start]
    opening = state.push("footnote_open", "", 1)
    state.blkIndent += _FOOTNOTE_INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start] = match.end(), 0, state.blkIndent
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= _FOOTNOTE_INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start] = marks
    state.line = max(state.line, start + 1)
    opening.map = [start, state.line]
    state.push("footnote_close", "", -1)
    return True
