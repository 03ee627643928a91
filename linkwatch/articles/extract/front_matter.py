"""The few lines of YAML, TOML or JSON before a Markdown text: its title, its date, and where it stood first."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from linkwatch.articles.extract.context import fold
from linkwatch.articles.extract.dates import parse_date
from linkwatch.urls import is_web

_FENCED = re.compile(
    r"(?:---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>(?:.*\n)*?)\+\+\+)[ \t]*(?:\n|$)"
)
_LONGEST = 64 * 1024
_YAML_FIELD = re.compile(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
# A line of a mapping: a key, or what may stand in the value of the key before it, or a comment.
_OF_MAPPING = re.compile(
    r"""(?P<key>(?:[\w.$@/ +-]++|"(?:[^"\\]|\\.)*+"|'[^']*+'):(?:[ \t]|$))|[ \t]|-[ \t]|[\]}#]|$"""
)
_ADDRESSES = (
    "canonical_url",
    "canonicalurl",
    "canonical",
    "original_url",
    "original",
    "source_url",
    "source",
    "url",
    "link",
)
_DATES = ("date", "published", "publishdate", "pubdate", "published_at", "datepublished", "publication_date", "created")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says.

    address: where it says that the article stands or stood, an absolute URL.
    length: its characters, which are no part of the article; 0 where there is none.
    """

    title: str | None = None
    published_at: datetime | None = None
    length: int = 0
    address: str | None = None


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a text, if it begins with one: a YAML mapping, TOML, or an object of JSON.

    Whatever else stands between two rules is text. A mistake in TOML costs its fields, never the article.
    """
    if text.startswith("{"):
        return _from_json(text)
    match = _FENCED.match(text, 0, _LONGEST)
    if match is None:
        return FrontMatter()
    if match["yaml"] is None:
        return _from_fields(_read_toml(match["toml"]), match.end())
    if _is_mapping(match["yaml"]):
        return _from_fields(_read_yaml(match["yaml"]), match.end())
    return FrontMatter()  # two horizontal rules with a text between them


def _from_json(text: str) -> FrontMatter:
    """Read an object that fills lines of its own, as Hugo has it; any other brace begins a text."""
    try:
        found, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return FrontMatter()
    line, newline, _ = text[end:].partition("\n")
    if line.strip() or not isinstance(found, dict):
        return FrontMatter()
    fields = {name.lower(): value for name, value in found.items() if isinstance(value, str)}
    return _from_fields(fields, end + len(line) + len(newline))


def _from_fields(fields: dict[str, str], length: int) -> FrontMatter:
    title = fold(fields.get("title", "")) or None
    dates = (parse_date(fields[name]) for name in _DATES if name in fields)
    addresses = (fields[name].strip() for name in _ADDRESSES if name in fields)
    return FrontMatter(
        title, next((found for found in dates if found), None), length, next(filter(is_web, addresses), None)
    )


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
