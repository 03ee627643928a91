"""What authors leave out: marks in comments, which say that a link is not to be looked at.

    linkwatch-ignore                              the link before it on its line, else the next one
    linkwatch-ignore-next-line                    those of the next line
    linkwatch-ignore-start … linkwatch-ignore-end those between; without an end, to the end of the text

They stand in the comments of the text's format. The marks that users of lychee and markdown-link-check have in their
texts mean what they mean there. In HTML an attribute of an element holds for all that is in it:
`data-linkwatch-ignore`, or HTMLProofer's `data-proofer-ignore`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

ATTRIBUTES = ("data-linkwatch-ignore", "data-proofer-ignore")

Place = tuple[int, int]  # line, 1-based, and column
Mark = tuple[Place, str]
"""Where a mark stands, and what it says: "this", "line", "next-line", "start" or "end"."""

_LOOKED_AT = 1024  # bytes
_THIS, _LINE, NEXT_LINE, _START, _END = "this", "line", "next-line", "start", "end"
_WORDS = r"(?:linkwatch|lychee|markdown-link-check)-(ignore|disable|enable)(?:-(next-line|line|start|end))?"
IN_TAGS = re.compile(rf"<!--\s*{_WORDS}(?![\w-])[^<>]*?-->", re.IGNORECASE)
IN_BRACES = re.compile(rf"\{{\s*/\*\s*{_WORDS}(?![\w-])", re.IGNORECASE)  # {/* … */}, in MDX
IN_COMMENT = re.compile(rf"\A[^\w\n]*+{_WORDS}(?![\w-])", re.IGNORECASE)  # the comment alone is given
# Of a comment in HTML; to look for "!" first is several times as fast as for "<".
_BEGIN_OF_MARK = re.compile(rb"!--\s*(?i:linkwatch|lychee|markdown-link-check)-")


def has_comments_like_marks(markup: bytes) -> bool:
    """Tell whether it is worth looking for marks in the comments of HTML. markup: in whatever encoding."""
    is_wide = b"\0" in markup[:_LOOKED_AT]  # UTF-16
    return _BEGIN_OF_MARK.search(markup.replace(b"\0", b"") if is_wide else markup) is not None


def marks_in(markup: str, line: int = 1, column: int = 0, comment: re.Pattern[str] = IN_TAGS) -> Iterator[Mark]:
    """Yield the marks in the comments of a text. line, column: of its beginning; its lines end with line feeds.

    comment: one of the patterns above, by which its format writes them.
    """
    counted = 0
    for match in comment.finditer(markup):
        breaks = markup.count("\n", counted, match.start())
        if breaks:
            line += breaks
            column = -(markup.rfind("\n", 0, match.start()) + 1)
        counted = match.start()
        yield (line, column + match.start()), _meaning(match[1].lower(), (match[2] or "").lower())


def _meaning(verb: str, where: str) -> str:
    if verb == "enable":
        return _END
    if where:
        return where
    return _THIS if verb == "ignore" else _START


def are_ignored(links: Sequence[Place], marks: Iterable[Mark]) -> list[bool]:
    """Say of each link whether a mark leaves it out. links: where they stand, in ascending order."""
    ignored = [False] * len(links)
    lines: set[int] = set()
    begun: Place | None = None
    for place, kind in marks:
        at = bisect_right(links, place)
        if kind == _START:
            begun = begun or place
        elif kind == _END:
            _leave_out(ignored, links, begun, place)
            begun = None
        elif kind == _THIS:
            is_behind = at > 0 and links[at - 1][0] == place[0]
            if is_behind or at < len(links):
                ignored[at - 1 if is_behind else at] = True
        else:
            lines.add(place[0] + (kind == NEXT_LINE))
    _leave_out(ignored, links, begun, None)
    return [was or place[0] in lines for was, place in zip(ignored, links, strict=True)]


def _leave_out(ignored: list[bool], links: Sequence[Place], start: Place | None, end: Place | None) -> None:
    if start is None:
        return
    first = bisect_right(links, start)
    last = len(links) if end is None else bisect_right(links, end)
    ignored[first:last] = [True] * (last - first)
