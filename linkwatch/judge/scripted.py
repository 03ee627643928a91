"""Scripts that only lead on: where a browser that ran them would go, as far as that can be told without running them.

Understood are texts joined by "+", names that are given a text once, and the parts of the page's own address. What
depends on anything else is not guessed.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

LONGEST = 6000  # characters of script; longer ones do more than lead on
_MOST_TOKENS = 2500
_NESTED = 2  # texts that are scripts themselves, as timers get them
_TOKEN = re.compile(
    r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|<!--[^\n]*+"
    r"|\"(?:[^\"\\\n]|\\[\s\S])*+\"?|'(?:[^'\\\n]|\\[\s\S])*+'?|`(?:[^`\\]|\\[\s\S])*+`?"
    r"|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|[^\s]"
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_PLAINLY = re.compile(r"\blocation(?:\.href)?\s{0,9}=[^=]|\blocation\.(?:replace|assign)\s{0,9}\(")
_WINDOWS = frozenset(("window", "top", "self", "parent", "document", "this", "globalThis", "frames", "opener"))
_DECLARES = frozenset(("var", "let", "const"))
_CALLS = frozenset(("replace", "assign", "navigate"))
_TIMERS = frozenset(("setTimeout", "setInterval"))
_ENDS = frozenset((";", ")", ",", "}", "]", ":"))


@dataclass(frozen=True, slots=True)
class Leading:
    """Where a script leads. target: as written; None where that cannot be told. seconds: how long it waits first."""

    target: str | None
    seconds: float = 0.0


def where_script_leads(script: str, url: str) -> Leading | None:
    """Return where a script sends its reader; None where it sends nobody anywhere.

    url: the page's own. Scripts that name several places decide among them: no target can be told.
    """
    if len(script) > LONGEST or "location" not in script:
        return Leading(None) if "location" in script and _plainly_moves(script) else None
    found = list(_moves(script, url, _NESTED))
    moves = [move for move in found if move.target is None or move.target.partition("#")[0] != url.partition("#")[0]]
    if not moves:
        return Leading(None) if found and "cookie" in script else None  # it comes back with what it was given
    targets = {move.target for move in moves}
    known = targets - {None}
    if len(known) == 1:
        target = next(iter(known))
        return Leading(target, min(move.seconds for move in moves if move.target == target))
    return Leading(None, min(move.seconds for move in moves))


def _plainly_moves(script: str) -> bool:
    return bool(_PLAINLY.search(script[: 4 * LONGEST]))


def _moves(script: str, url: str, depth: int) -> Iterator[Leading]:
    tokens = _tokens(script)
    names = _names(tokens, url)
    for place, piece in enumerate(tokens):
        if piece == "location":
            start = _after_location(tokens, place)
            if start is not None:
                yield Leading(_value(tokens, start, names), _delay(tokens, place))
            elif tokens[place + 1 : place + 3] == [".", "reload"]:
                yield Leading(None, _delay(tokens, place))
        elif depth and _is_text(piece) and "location" in piece and place and tokens[place - 1] in ("(", "="):
            delay = _delay(tokens, place)
            for move in _moves(_text_of(piece), url, depth - 1):
                yield Leading(move.target, max(move.seconds, delay))


def _tokens(script: str) -> list[str]:
    """Return the tokens, `a["b"]` written as `a.b`, without comments."""
    tokens: list[str] = []
    for match in _TOKEN.finditer(script):
        piece = match[0]
        if piece.startswith(("//", "/*", "<!--")):
            continue
        tokens.append(piece)
        if (
            piece == "]"
            and len(tokens) >= 4
            and tokens[-3] == "["
            and _is_text(tokens[-2])
            and tokens[-4].isidentifier()
        ):
            tokens[-3:] = [".", tokens[-2][1:-1] or "_"]
        if len(tokens) >= _MOST_TOKENS:
            break
    return tokens


def _after_location(tokens: list[str], place: int) -> int | None:
    """Return where the expression begins that a `location` is sent to; None where it is only looked at."""
    before = tokens[place - 2] if place >= 2 and tokens[place - 1] == "." else None
    if before is not None and before not in _WINDOWS:
        return None
    if before is None and place and tokens[place - 1] in _DECLARES:
        return None  # a name of the script's own
    following = tokens[place + 1 : place + 5]
    if following[:1] == ["="] and following[1:2] not in (["="], [">"]):
        return place + 2
    if following[:2] == [".", "href"] and following[2:3] == ["="] and following[3:4] not in (["="], [">"]):
        return place + 4
    if following[:1] == ["."] and following[1:2] and following[1] in _CALLS and following[2:3] == ["("]:
        return place + 4
    return None


def _names(tokens: list[str], url: str) -> Mapping[str, str | None]:
    """Return what each name is given, None for names that are given several things or what cannot be told."""
    names: dict[str, str | None] = dict(_own_address(url))
    given: set[str] = set()
    for place in range(len(tokens) - 2):
        name = tokens[place]
        is_plain = place == 0 or tokens[place - 1] != "."
        changes = tokens[place + 1] == "=" or (tokens[place + 1] in "+-" and tokens[place + 2] == "=")
        if not (is_plain and changes and name.isidentifier()) or name == "location":
            continue
        if tokens[place + 1] == "=" and tokens[place + 2] in ("=", ">"):
            continue
        known = tokens[place + 1] == "=" and name not in given
        names[name] = _value(tokens, place + 2, names) if known else None
        given.add(name)
    return names


def _own_address(url: str) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return
    origin = f"{parts.scheme}://{host}{port}"
    for name, value in (
        ("href", url),
        ("origin", origin),
        ("protocol", f"{parts.scheme}:"),
        ("host", host + port),
        ("hostname", host),
        ("pathname", parts.path or "/"),
        ("search", f"?{parts.query}" if parts.query else ""),
        ("hash", ""),
    ):
        yield f"location.{name}", value
    yield "location", url
    yield "URL", url  # the document's


def _value(tokens: list[str], start: int, names: Mapping[str, str | None]) -> str | None:
    """Return the text that an expression comes to: texts and names joined by "+"; None for anything else."""
    pieces: list[str] = []
    place = start
    while place < len(tokens):
        if tokens[place] == "(" and place == start:
            place, start = place + 1, place + 1
            continue
        part, place = _operand(tokens, place, names)
        if part is None:
            return None
        pieces.append(part)
        if (
            place >= len(tokens)
            or tokens[place] in _ENDS
            or (tokens[place] != "+" and _begins_statement(tokens[place]))
        ):
            return "".join(pieces).strip() or None
        if tokens[place] != "+":
            return None
        place += 1
    return None


def _operand(tokens: list[str], place: int, names: Mapping[str, str | None]) -> tuple[str | None, int]:
    piece = tokens[place]
    if _is_text(piece):
        return (None if piece[0] == "`" and "${" in piece else _text_of(piece)), place + 1
    decode = _DECODERS.get(piece)
    if decode and tokens[place + 1 : place + 2] == ["("] and tokens[place + 3 : place + 4] == [")"]:
        value, _ = _operand(tokens, place + 2, names)
        return (decode(value) if value is not None else None), place + 4
    if not piece.isidentifier():
        return None, place
    parts = [piece]
    place += 1
    while tokens[place : place + 1] == ["."] and place + 1 < len(tokens):
        parts.append(tokens[place + 1])
        place += 2
    while len(parts) > 1 and parts[0] in _WINDOWS:
        parts.pop(0)
    return names.get(".".join(parts)), place


def _is_text(piece: str) -> bool:
    return len(piece) > 1 and piece[0] in "\"'`" and piece[-1] == piece[0]


def _from_base64(text: str) -> str | None:
    try:
        return b64decode(text, validate=True).decode("latin-1")
    except ValueError:
        return None


_DECODERS: Mapping[str, Callable[[str], str | None]] = {
    "decodeURIComponent": unquote,
    "decodeURI": unquote,
    "unescape": unquote,
    "atob": _from_base64,
}


def _begins_statement(piece: str) -> bool:
    """Tell whether a piece that follows a value begins something else, where a line's end stands for a semicolon."""
    return piece.isidentifier() or piece in ("<", "$")


def _delay(tokens: list[str], place: int) -> float:
    """Return how many seconds the timer waits that this place is in; 0 where it is in none."""
    depth = 0
    for back in range(place, -1, -1):
        if tokens[back] == ")":
            depth += 1
        elif tokens[back] == "(":
            if depth:
                depth -= 1
            elif back and tokens[back - 1] in _TIMERS:
                return _last_number(tokens, back)
    return 0.0


def _last_number(tokens: list[str], opened: int) -> float:
    """Return the last argument of the call whose bracket opens there, in seconds."""
    depth = 0
    for place in range(opened, len(tokens)):
        if tokens[place] == "(":
            depth += 1
        elif tokens[place] == ")":
            depth -= 1
            if not depth:
                last = tokens[place - 1]
                return min(float(last) / 1000, 3600.0) if last[0].isdecimal() and tokens[place - 2] == "," else 0.0
    return 0.0


def _text_of(piece: str) -> str:
    return _ESCAPE.sub(_unescaped, piece[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is not None:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _PLAIN_ESCAPES.get(match[4], match[4])
