"""What stands within a paragraph of Markdown: links, code, emphasis.

The rules are markdown-it's and ours. At each character only those are asked that can begin there, and the search for
the next such character passes over what no rule begins with: markdown-it asks all of them at each punctuation mark.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)
from markdown_it.token import Token

from linkwatch.articles.extract.autolinks import find_url, href_of
from linkwatch.articles.extract.encoding import CharSpan

_SPECIAL = re.compile(r"[\n\\`~*_\[\]<&@]|!(?=\[)|:(?=//)|(?<![^\s*_~(\[])[wW]{3}\.")
_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)$", re.IGNORECASE)
_LONGEST_SCHEME = 5
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)  # what a backslash escapes is none
_DEEPEST_BRACKETS = 5
_MUCH_WORK = 2_000_000  # brackets times characters

InlineRule = Callable[[StateInline, bool], bool]


class Destination(str):
    """A link's target, escapes undone, that knows where it is written.

    The parser hands it on as it is. span: in the string that was parsed. defined: in the text, of a reference's.
    """

    __slots__ = ("defined", "span")

    def __init__(self, _: str = "") -> None:
        self.span: CharSpan = (0, 0)
        self.defined: CharSpan | None = None


class InlineParser(ParserInline):
    """markdown-it's parser of what stands in a block. pairing: its rules for pairs of marks."""

    def __init__(self, pairing: "Ruler[Callable[[StateInline], None]]") -> None:
        super().__init__()
        self.ruler2 = pairing

    def tokenize(self, state: StateInline) -> None:
        """Read from the state's position to its end into tokens."""
        src, end = state.src, state.posMax
        is_too_deep = state.level >= state.md.options["maxNesting"]
        while state.pos < end:
            pos = state.pos
            special = None if is_too_deep else _SPECIAL.search(src, pos)
            stop = min(special.start(), end) if special else end
            if stop > pos:
                state.append_pending(src[pos:stop])
                state.pos = stop
            elif not any(rule(state, False) for rule in _RULES.get(src[pos], ())):
                state.append_pending(src[pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """Go to where what begins at the state's position ends."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1  # as markdown-it does
        else:
            special = _SPECIAL.search(state.src, pos)
            stop = special.start() if special else state.posMax
            if stop > pos:
                state.pos = stop
            else:
                state.level += 1
                matched = any(rule(state, True) for rule in _RULES.get(state.src[pos], ()))
                state.level -= 1
                if not matched:
                    state.pos += 1
        state.cache[pos] = state.pos


def _located(rule: InlineRule) -> InlineRule:
    """Let a rule note where its first token begins."""

    def located(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[first : first + 2]:  # the text before it may be pushed first
                if token.type in ("link_open", "html_inline"):
                    token.meta["at"] = start
                    _locate_target(token, state)
                    break
        return matched

    return located


def _locate_target(token: Token, state: StateInline) -> None:
    """Let a link's token, which ends at the state's position, note where its target is written."""
    href = token.attrs.get("href")
    if token.info == "auto":
        token.meta["span"] = (token.meta["at"] + 1, state.pos - 1)
    elif isinstance(href, Destination) and href.defined:
        token.meta["defined"] = href.defined
    elif isinstance(href, Destination):
        token.meta["span"] = href.span
    elif href == "":  # nothing between the brackets but white space
        empty = state.src.rindex("(", 0, state.pos) + 1
        token.meta["span"] = (empty, empty)


def _bracketed(rule: InlineRule, offset: int) -> InlineRule:
    """Spare a rule the brackets that cannot be a link's: looking for the end of each takes quadratic time.

    offset: where the bracket stands behind the rule's first character.
    """

    def bracketed(state: StateInline, silent: bool) -> bool:
        bracket = state.pos + offset
        if not state.src.startswith("[", bracket) or bracket in _hopeless_brackets(state.src):
            return False
        return rule(state, silent)

    return bracketed


@lru_cache(maxsize=16)
def _hopeless_brackets(text: str) -> frozenset[int]:
    """Where the brackets are that are never closed, or stand too deep within others; none in a text of usual size."""
    if text.count("[") * len(text) < _MUCH_WORK:
        return frozenset()
    opened: list[int] = []
    closed_by: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            closed_by[opened.pop()] = match.start()
    hopeless = set(opened)
    around: list[int] = []  # where the brackets end that are open
    for start in sorted(closed_by):
        while around and around[-1] < start:
            around.pop()
        around.append(closed_by[start])
        if len(around) > _DEEPEST_BRACKETS:
            hopeless.add(start)
    return frozenset(hopeless)


def _bare_url(state: StateInline, silent: bool) -> bool:
    """Rule for URLs that just stand in the text. The text before ":" has been read when its turn comes."""
    src, start = state.src, state.pos
    if state.linkLevel > 0 or src[start] not in ":wW":
        return False
    if src[start] == ":":
        scheme = _SCHEME.search(src, max(0, start - _LONGEST_SCHEME - 1), start)
        if scheme is None or not src.startswith("://", start):
            return False
        start = scheme.start()
    end = find_url(src, start, state.posMax)
    if end <= state.pos:
        return False
    if not silent:
        written = src[start : state.pos]
        if not state.pending.endswith(written):
            return False
        state.pending = state.pending[: len(state.pending) - len(written)]
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": href_of(src[start:end])}
        opening.meta["at"] = start
        opening.meta["span"] = (start, end)
        opening.info = "bare"
        state.push("text", "", 0).content = src[start:end]
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def _at_sign(state: StateInline, silent: bool) -> bool:
    """Note where an "@" stands that no rule has read: it becomes text."""
    if not silent and state.src[state.pos] == "@" and state.src is state.env["at_signs_of"]:
        state.env["at_signs"].append(state.pos)
    return False


_RULES: dict[str, tuple[InlineRule, ...]] = {
    "\n": (newline,),
    "\\": (escape,),
    "`": (backtick,),
    "~": (strikethrough.tokenize,),
    "*": (emphasis.tokenize,),
    "_": (emphasis.tokenize,),
    "[": (_bracketed(_located(link), 0),),
    "!": (_bracketed(image, len("!")),),
    "<": (_located(autolink), _located(html_inline)),
    "&": (entity,),
    ":": (_bare_url,),
    "w": (_bare_url,),
    "W": (_bare_url,),
    "@": (_at_sign,),
}
