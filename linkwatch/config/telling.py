"""The settings in words: a commented file to begin with, the table of all keys, and what is in force."""

import json
import re
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from linkwatch.config.sections import Settings, section_of
from linkwatch.config.values import parse_duration

MASK = "********"
_LISTS = ("sources", "hosts")
_EXAMPLES: Mapping[tuple[str, str], Any] = {
    ("sources", "kind"): "feed",
    ("sources", "location"): "https://example.org/feed.xml",
    ("sources", "name"): "Example",
    ("hosts", "match"): "*.example.org",
    ("hosts", "auth"): "$EXAMPLE_LOGIN",
    ("hosts", "user_agent"): "linkwatch (you@example.org)",
    ("hosts", "timeout"): "10s",
    ("hosts", "per_host"): 2,
    ("hosts", "host_interval"): "1s",
    ("hosts", "proxy"): "http://proxy.example:3128",
    ("database", "path"): "links.db",
    ("check", "proxy"): "http://proxy.example:3128",
    ("check", "scheduler"): "tcp://scheduler:8786",
    ("extract", "root"): "public",
    ("extract", "base_url"): "https://example.org/docs/",
    ("archive", "warc"): "copies",
    ("archive", "warc_shelf"): "s3://bucket/copies",
    ("archive", "access_key"): "…",
    ("archive", "secret_key"): "…",
    ("notify", "feed"): "changes.xml",
    ("server", "listen"): "127.0.0.1:8090",
}
_UNITS = (("w", 604800), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001))


def commented_file() -> str:
    """Return a settings file in which every key stands with its default, commented out."""
    lines = [
        "# Settings of linkwatch. Take the # away from what you change; the values are the defaults.",
        "# `linkwatch config` shows what is in force. Each key is an environment variable too: LINKWATCH_SECTION__KEY.",
        '# Durations: "90s", "15m", "6h", "3d", "2w"; a plain number is seconds.',
    ]
    for section, model in sections():
        lines += ["", f"# [[{section}]]" if section in _LISTS else f"[{section}]"]
        for key, field in model.model_fields.items():
            lines.append(f"# {key} = {_toml(_value(section, key, field))}  # {field.description}")
    return "\n".join(lines) + "\n"


def sections() -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield every section with what describes its keys."""
    for name in Settings.model_fields:
        yield name, section_of(name)


def table_of_keys() -> str:
    """Return all settings as Markdown, a table for each section."""
    parts = []
    for section, model in sections():
        form = f"[[{section}]]" if section in _LISTS else f"[{section}]"
        title = (model.__doc__ or "").partition("\n\n")
        told = title[0].removeprefix(f"{form}: ").removeprefix(f"{form}.").removeprefix(f"One {form} entry")
        told = " ".join(told.strip(" :.").split())
        rows = [
            f"| `{key}` | {_kind(field.annotation, field.metadata)} | {_default(field)} | {_cell(field.description)} |"
            for key, field in model.model_fields.items()
        ]
        intro = f"{told[0].upper()}{told[1:]}.\n\n" if told else ""
        rest = " ".join(title[2].split())
        intro += f"{rest}\n\n" if rest else ""
        parts.append(
            f"## {form}\n\n{intro}| key | value | default | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def in_force(settings: Settings, origins: Mapping[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
    """Yield every setting: section as its table is headed, key, value as TOML with secrets masked, and its origin."""
    for section, model in sections():
        found = getattr(settings, section)
        entries = found if isinstance(found, list) else [found]
        for entry in entries:
            name = f"[[{section}]]" if section in _LISTS else f"[{section}]"
            for key in model.model_fields:
                value = getattr(entry, key)
                if section in _LISTS and key not in entry.model_fields_set:
                    continue
                origin = origins.get((section, key)) or ("the settings' file" if section in _LISTS else "default")
                yield {"section": name, "key": key, "value": shown(value, model.model_fields[key]), "origin": origin}


def shown(value: Any, field: FieldInfo) -> str:
    """Return a value as it is written in TOML, with secrets masked; "" for none."""
    if isinstance(value, float) and _is_duration(field):
        return _toml(_duration(value))
    return _toml(_masked(value))


def _masked(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return MASK
    if isinstance(value, Mapping):
        return {key: _masked(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(one) for one in value]
    return value


def _value(section: str, key: str, field: FieldInfo) -> Any:
    example = _EXAMPLES.get((section, key))
    if example is not None:
        return example
    return _duration(field.default) if _is_duration(field) and field.default is not None else field.default


def _is_duration(field: FieldInfo) -> bool:
    return any(getattr(one, "func", None) is parse_duration for one in field.metadata)


def _duration(seconds: float) -> str:
    for unit, size in _UNITS:
        if seconds >= size and (seconds / size).is_integer():
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def _toml(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Path | str):
        return json.dumps(str(value), ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    if field.default is None:
        return "—"
    return f"`{_toml(_duration(field.default) if _is_duration(field) else field.default)}`"


def _kind(annotation: Any, metadata: Any = ()) -> str:
    if any(getattr(one, "func", None) is parse_duration for one in metadata):
        return "duration"
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *rest = get_args(annotation)
        return _kind(inner, rest)
    if origin is Literal:
        return " or ".join(f'`"{word}"`' for word in get_args(annotation))
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(one, metadata) for one in get_args(annotation) if one is not type(None))
    if origin is list:
        return "list"
    if origin is dict:
        return "table"
    return {bool: "true or false", int: "whole number", float: "number", Path: "path"}.get(annotation, "text")


def _cell(text: str | None) -> str:
    return re.sub(r"\|", "\\|", text or "")
