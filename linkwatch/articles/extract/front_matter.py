"""The few lines of YAML, TOML or JSON before a Markdown text: its title, its date and where it came from."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from linkwatch.articles.extract.context import fold
from linkwatch.articles.extract.dates import parse_date

_FENCED = re.compile(
    r"(?:---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>(?:.*\n)*?)\+\+\+)[ \t]*(?:\n|$)"
)
_LONGEST = 64 * 1024
_YAML_FIELD = re.compile(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
# A line of a mapping: a key, or what may stand in the value of the key before it, or a comment.
_OF_MAPPING = re.compile(
    r"""(?P<key>(?:[\w.$@/ +-]++|"(?:[^"\\]|\\.)*+"|'[^']*+'):(?:[ \t]|$))|[ \t]|-[ \t]|[\]}#]|$"""
)
_DATES = ("date", "published", "publishdate", "pubdate", "published_at", "datepublished", "publication_date", "created")
_SOURCES = ("source", "source_url", "original", "original_url", "canonical", "canonical_url", "canonicalurl", "url")
_AFTER_JSON = re.compile(r"[ \t]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. length: its characters, which are no part of the article; 0 where there is none.

    sources: what it says of where the article is or was, as it is written there.
    """

    title: str | None = None
    published_at: datetime | None = None
    length: int = 0
    sources: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a text, if it begins with one: a YAML mapping, TOML, or an object of JSON.

    Whatever else stands between two rules is text. A mistake in TOML costs its fields, never the article.
    """
    if text.startswith("{"):
        return _read_json(text)
    match = _FENCED.match(text, 0, _LONGEST)
    if match is None:
        return FrontMatter()
    if match["yaml"] is None:
        fields = _read_toml(match["toml"])
    elif _is_mapping(match["yaml"]):
        fields = _read_yaml(match["yaml"])
    else:
        return FrontMatter()  # two horizontal rules with a text between them
    return _of_fields(fields, match.end())


def _of_fields(fields: dict[str, str], length: int) -> FrontMatter:
    title = fold(fields.get("title", "")) or None
    dates = (parse_date(fields[name]) for name in _DATES if name in fields)
    sources = tuple(fields[name] for name in _SOURCES if name in fields)
    return FrontMatter(title, next((found for found in dates if found), None), length, sources)


def _read_json(text: str) -> FrontMatter:
    """Read an object that stands alone on its lines, as Hugo has it; anything else in braces is text."""
    try:
        fields, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return FrontMatter()
    behind = _AFTER_JSON.match(text, end)
    if not fields or behind is None:
        return FrontMatter()
    return _of_fields({name.lower(): value for name, value in fields.items() if isinstance(value, str)}, behind.end())


def _is_mapping(text: str) -> bool:
    lines = [_OF_MAPPING.match(line) for line in text.splitlines()]
    return not text.strip() or (all(lines) and any(line and line["key"] for line in lines))


def _read_yaml(text: str) -> dict[str, str]:
    """Read the plain top-level fields; whatever else YAML can say is not looked at."""
    fields = {}
    for line in text.splitlines():
        if match := _YAML_FIELD.match(line):
            fields[match["name"].lower()] = _unquote(match["value"].strip())
    return fields


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return "" if value in ("|", ">", "|-", ">-", "~", "null") else re.sub(r"\s#.*", "", value)


def _read_toml(text: str) -> dict[str, str]:
    import tomllib  # few texts need it

    try:
        fields = tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {name.lower(): _as_text(value) for name, value in fields.items() if isinstance(value, str | date | time)}


def _as_text(value: str | date | time) -> str:
    return value if isinstance(value, str) else value.isoformat()
