"""The JSON Schemas of what commands write."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from linkwatch.report.json_lines import HISTORY_TYPES, OVERVIEW_TYPES

_OF_AN_AUDIT = {"run": "run", "articles": "article", "links": "link"}
_FILES = {
    **dict.fromkeys(("audit", "check", "recheck"), "audit"),
    **{
        name: name
        for name in ("extract", "recover", "fix", "links", "sources", "exclusions", "history", "report", "report-by")
    },
    **{name: name for name in ("archive", "rejudge", "config", "doctor")},
}
_LINES: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("audit", "check", "recheck"), _OF_AN_AUDIT),
    "extract": {"articles": "article", "citations": "citation"},
    "history": {"link": "link", **HISTORY_TYPES},
    "report": {"database": "database", **OVERVIEW_TYPES},
}
"""Of objects whose lists are written as lines, by the name of the list: what `type` says of each of its lines."""
_ONLY_AS_JSON = ("recover", "config", "doctor")
_VERSION = {"type": "string", "description": "Of linkwatch."}

COMMANDS = tuple(_FILES)
"""Commands whose JSON is described; "report-by" is `report --by`."""
COMMANDS_WITH_LINES = tuple(name for name in _FILES if name not in _ONLY_AS_JSON)
"""Those that have --format jsonl."""


def schema_of(command: str) -> dict[str, Any]:
    """Return the schema of what one of COMMANDS writes with --format json."""
    text = (files("linkwatch.report") / "schemas" / f"{_FILES[command]}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def schema_of_lines(command: str) -> dict[str, Any]:
    """Return the schema of each line that one of COMMANDS_WITH_LINES writes with --format jsonl."""
    whole = schema_of(command)
    title = f"A line of {whole['title'].removesuffix('json')}jsonl"
    head = {"$schema": whole["$schema"], "title": title[0] + title[1:].replace("What", "what")}
    if command not in _LINES:
        kinds = [each["items"] for each in whole["anyOf"]] if "anyOf" in whole else [whole["items"]]
        return {**head, "oneOf": kinds, "$defs": whole["$defs"]}
    kinds = [_line(whole, name, kind) for name, kind in _LINES[command].items()]
    return {**head, "oneOf": kinds, "$defs": whole["$defs"]}


def _line(whole: dict[str, Any], name: str, kind: str) -> dict[str, Any]:
    described = whole["properties"][name]
    item = whole["$defs"][described.get("items", described)["$ref"].rpartition("/")[2]]
    more: dict[str, Any] = {"type": {"const": kind}}
    if kind in ("run", "database"):
        more["version"] = _VERSION
    if kind == "database":
        more["by_status"] = whole["properties"]["by_status"]
    return {**item, "properties": {**more, **item["properties"]}, "required": [*more, *item["required"]]}
