"""What an archived address stands for: the page's own address, as authors wrote it who cited a copy. Pure.

The archives stand in data/archives.toml, each with its source.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from linkwatch import urls

_TABLE = Path(__file__).parent / "data" / "archives.toml"
_MAX_NESTING = 3
_SCHEME = re.compile(r"(https?):/+", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # "example.org:8080" is none
_TIMESTAMP_DIGITS = 14


@dataclass(frozen=True, slots=True)
class Form:
    """A row of the table."""

    hosts: re.Pattern[str] | None
    paths: tuple[re.Pattern[str], ...]
    parameter: str | None
    begins: re.Pattern[str]
    cut: re.Pattern[str] | None
    date: str | None


def archived_original(url: str) -> tuple[str, str] | None:
    """Return (timestamp, original URL) of a URL that points into a web archive, None for any other.

    The timestamp has 14 digits or, where the URL gives none or half a date, as many as it gives ("" for none).
    """
    found = None
    for _ in range(_MAX_NESTING):
        inner = _unwrap(url)
        if inner is None:
            break
        found = (inner[0] or (found[0] if found else ""), inner[1])
        url = inner[1]
    return found


def _unwrap(url: str) -> tuple[str, str] | None:
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        return None
    authority, slash, after = rest.partition("/")
    host = authority.rpartition("@")[2].partition(":")[0].lower()
    for form in forms():
        if form.hosts is not None and not form.hosts.fullmatch(host):
            continue
        for digits, original in _inner(form, slash + after):
            if urls.is_web(original):
                return re.sub(r"\D", "", digits)[:_TIMESTAMP_DIGITS], original
    return None


def _inner(form: Form, path: str) -> Iterator[tuple[str, str]]:
    """Yield the dates and the originals that an address holds by this form."""
    for pattern in form.paths:
        if match := pattern.fullmatch(path):
            groups = match.groupdict()
            secure = groups.get("secure_original")
            yield groups.get("date") or "", "https://" + secure if secure else _whole(groups["original"])
    if form.parameter is None:
        return
    parameters = parse_qsl(path.partition("?")[2].partition("#")[0], keep_blank_values=True, max_num_fields=None)
    values = {name.lower(): value for name, value in reversed(parameters)}
    value = values.get(form.parameter, "")
    start = form.begins.match(value)
    if start is not None and (inner := _rest(value[start.end() :], form)):
        yield values.get(form.date or "", ""), _whole(inner)


def _rest(value: str, form: Form) -> str:
    return (form.cut.split(value, maxsplit=1)[0] if form.cut else value).strip()


def _whole(original: str) -> str:
    """Write an original in full: archives accept it without its scheme, with one slash, or percent-encoded."""
    if original[:8].lower().startswith(("http%3a", "https%3a")):
        original = unquote(original)
    match = _SCHEME.match(original)
    if match is None:
        return original if _OTHER_SCHEME.match(original) else "http://" + original
    return f"{match[1].lower()}://{original[match.end() :]}"


@cache
def forms() -> tuple[Form, ...]:
    """Return the rows of the table."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["archive"]
    return tuple(
        Form(
            hosts=re.compile(row["hosts"]) if "hosts" in row else None,
            paths=tuple(re.compile(path, re.IGNORECASE) for path in row.get("paths", ())),
            parameter=row.get("parameter"),
            begins=re.compile(row.get("begins", "")),
            cut=re.compile(row["cut"]) if "cut" in row else None,
            date=row.get("date"),
        )
        for row in rows
    )
