"""Writes addresses into Markdown: between brackets, in definitions, as they stand, and into HTML tags."""

import re
from enum import Enum

from linkwatch.articles.rewrite import Edit, Place, Rewriting, Successor, Write, end_of, html, noted, safe
from linkwatch.errors import UnwritableError

_INLINE = re.compile(r"\]\(\s*<?$")
# A definition begins its line, the first one behind a mark of the encoding; one of a notebook behind a quotation mark.
_DEFINITION = re.compile(r"(?:^(?:\xef\xbb\xbf|\ufeff)?|\n|\r|\\n|\")[ \t>*+-]*\[(?:[^\[\]\\]|\\.){1,1000}\]:\s*<?$")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_PLAIN_BARE = re.compile(r"[A-Za-z0-9:/.%&=?+,@#-]*[A-Za-z0-9/]")
_TITLE = r"\\?\"(?:[^\"\\]|\\.)*?\\?\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)"
_REST = re.compile(rf">?\s*+(?:(?P<title>{_TITLE})\s*+)?\)", re.DOTALL)
_NOTE = re.compile(r"\(\[archived\b", re.IGNORECASE)
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


class _Kind(Enum):
    TAG = "tag"
    INLINE = "inline"  # [words](address)
    DEFINITION = "definition"  # [name]: address
    AUTOLINK = "autolink"  # <address>
    BARE = "bare"


def _kind(place: Place) -> _Kind:
    before = place.before()
    if html.TAG_BEFORE.search(before):
        return _Kind.TAG
    if _INLINE.search(before):
        return _Kind.INLINE
    if _DEFINITION.search(before):
        return _Kind.DEFINITION
    return _Kind.AUTOLINK if before.endswith("<") and place.after(1) == ">" else _Kind.BARE


def replace(place: Place, successor: Successor) -> list[Edit]:
    """Write the address as the place wants it."""
    kind = _kind(place)
    if kind is _Kind.TAG:
        return html.replace(place, successor)
    written = safe(successor.address)
    is_bracketed = place.before(1) == "<"
    if kind is _Kind.DEFINITION and not is_bracketed and not _is_balanced(place.text[place.start : place.end]):
        raise UnwritableError("it stands like a definition and is none: another address might make it one")
    if kind in (_Kind.INLINE, _Kind.DEFINITION):
        written = _ENTITY.sub("&amp;", written)
        if not is_bracketed and re.search(r"[()]", written):
            written = f"<{written}>"
    elif kind is _Kind.BARE and not _PLAIN_BARE.fullmatch(written):
        written = f"<{written}>"
    return [Edit(place.start, place.end, written)]


def _is_balanced(address: str) -> bool:
    """Tell whether a definition can have this address without brackets around it."""
    depth = 0
    for char in address:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def note(place: Place, successor: Successor) -> list[Edit]:
    """Write a note behind the link."""
    match _kind(place):
        case _Kind.TAG:
            return html.note(place, successor)
        case _Kind.DEFINITION:
            raise UnwritableError("it is defined apart from where it is cited: write it as replace")
        case _Kind.INLINE:
            end = end_of(place, _REST.match, "the link")
        case _Kind.AUTOLINK:
            end = place.end + 1
        case _Kind.BARE:
            end = place.end
    address = _ENTITY.sub("&amp;", safe(successor.address))
    if re.search(r"[()]", address):
        address = f"<{address}>"
    return noted(place, end, f"([{successor.label}]({address}))", _NOTE.match)


def robust(place: Place, successor: Successor) -> list[Edit]:
    """Write the link as an HTML tag, which alone has attributes."""
    kind = _kind(place)
    if kind is _Kind.TAG:
        return html.robust(place, successor)
    if kind is not _Kind.INLINE:
        raise UnwritableError("only [words](address) and HTML can be a robust link: write it as replace")
    end = end_of(place, _REST.match, "the link")
    title = _REST.match(place.after())
    words_end = place.start - len(place.before()) + place.before().rindex("](")
    words_start = _opening(place, words_end)
    tag = f'<a href="{html.attribute(successor.address)}"{html.robust_attributes(successor)}'
    if title and title["title"]:
        words = title["title"].removeprefix("\\").removesuffix('\\"')[1:].removesuffix(title["title"][-1])
        if re.search(r"[\"\\<>]", words):
            raise UnwritableError("its title cannot stand in an HTML tag: write it as replace")
        tag += f' title="{words}"'
    return [Edit(words_start, words_start + 1, f"{tag}>"), Edit(words_end, end, "</a>")]


def _opening(place: Place, closing: int) -> int:
    """Return where the bracket stands that opens the words of a link."""
    first = max(0, closing - 3000)
    paragraph = place.text[first:closing]
    for blank in _BLANK_LINE.finditer(paragraph):
        first = closing - len(paragraph) + blank.end()
    depth = 0
    for bracket in reversed(list(_BRACKET.finditer(place.text, first, closing))):
        depth += 1 if bracket[0] == "]" else -1
        if depth < 0:
            return bracket.start()
    raise UnwritableError("the beginning of the link is not found")


def in_json(write: Write) -> Write:
    """Let a writer of Markdown write into the strings of a notebook."""

    def written(place: Place, successor: Successor) -> list[Edit]:
        edits = write(place, successor)
        return [edit._replace(text=edit.text.replace("\\", "\\\\").replace('"', '\\"')) for edit in edits]

    return written


MARKDOWN = Rewriting(replace, robust=robust, note=note)
NOTEBOOK = Rewriting(in_json(replace), robust=in_json(robust), note=in_json(note))
