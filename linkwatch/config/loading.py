"""Reading the settings.

A value is looked for on the command line, then in the environment (LINKWATCH_SECTION__KEY), then in the TOML
file, then it is the default. An unknown key is an error. Reading TOML and the environment is a dozen lines,
less than the special cases of pydantic's helper package for settings.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from linkwatch.config.complaints import LISTS, explain
from linkwatch.config.sections import Settings, section_of
from linkwatch.config.values import Circumstances
from linkwatch.errors import ConfigError

ENV_PREFIX = "LINKWATCH_"
_PROJECT = "pyproject.toml"
_PATHS = (("database", "path"), ("extract", "root"), ("archive", "warc"), ("notify", "feed"))


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """Where settings are read from. was_found: nobody named it, so paths in it are relative to its folder."""

    path: Path
    was_found: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and of each (section, key) that has no default's value where that comes from, in words."""

    settings: Settings
    origins: Mapping[tuple[str, str], str]


def load_settings(
    file: SettingsFile | Path | None = None,
    options: Mapping[tuple[str, str], Any] | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    check_source_kind: Callable[[str], str] = str,
) -> Settings:
    """Read the settings.

    options: (section, key) → value as given on the command line. check_source_kind: returns the kind of a source as it
    is, and raises ValueError for one that there is not; what kinds there are is no matter of settings.

    Raises ConfigError: where the mistake is, what it is and, for unknown keys, which keys there are.
    """
    return load(file, options, environ, check_source_kind=check_source_kind).settings


def load(
    file: SettingsFile | Path | None = None,
    options: Mapping[tuple[str, str], Any] | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    check_source_kind: Callable[[str], str] = str,
    with_secrets: bool = True,
) -> Loaded:
    """Read the settings as `load_settings` does, and tell where each comes from.

    with_secrets: else those that the settings name need not be there: nobody is asked by these settings.
    """
    environ = os.environ if environ is None else environ
    source = SettingsFile(file) if isinstance(file, Path) else file
    values: dict[str, Any] = read_file(source) if source else {}
    origins: dict[tuple[Any, ...], str] = {}
    for section, table in values.items():
        origins |= {
            (section, key): str(source.path if source else "") for key in (table if isinstance(table, dict) else ())
        }
    in_file = dict(origins)
    for name, value in sorted(environ.items()):
        if not name.startswith(ENV_PREFIX) or not value:  # an empty one is a secret that was not given to a container
            continue
        section, mark, key = name.removeprefix(ENV_PREFIX).lower().partition("__")
        if not mark or section in LISTS:
            _refuse_misnamed(name, section)
            continue
        _put(values, section, key, value)
        origins[section, key] = origins[section,] = f"environment variable {name}"
    for (section, key), value in (options or {}).items():
        _put(values, section, key, value)
        origins[section, key] = f"option --{_option(key)}"
    try:
        circumstances = Circumstances(environ if with_secrets else None, check_source_kind)
        settings = Settings.model_validate(values, context=circumstances)
    except ValidationError as error:
        beside = {place: origin for place, origin in origins.items() if in_file.get(place) != origin}
        path = source.path if source else None
        raise ConfigError("\n".join(explain(item, beside, path) for item in error.errors())) from error
    return Loaded(settings, {place: origin for place, origin in origins.items() if len(place) == 2})


def read_file(file: SettingsFile) -> dict[str, Any]:
    """Return the tables of a settings file. Raises ConfigError if it cannot be read, or is no TOML."""
    import tomllib  # loaded where there is a file

    path = file.path
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    if path.name == _PROJECT:
        values = values.get("tool", {}).get("linkwatch", {})
    return _beside(path.parent, values) if file.was_found else values


def _beside(folder: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Make what is relative in a file that was found relative to its folder: the command may be given below it."""
    for section, key in _PATHS:
        table = values.get(section)
        if isinstance(table, dict) and isinstance(table.get(key), str) and table[key]:
            table[key] = str(folder / table[key])
    sources = values.get("sources")
    for entry in sources if isinstance(sources, list) else ():
        location = entry.get("location") if isinstance(entry, dict) else None
        if isinstance(location, str) and "://" not in location:
            entry["location"] = str(folder / location)
    return values


def _refuse_misnamed(name: str, rest: str) -> None:
    """Catch LINKWATCH_TIMEOUT and LINKWATCH_CHECK_TIMEOUT, which somebody meant.

    Other variables of the prefix are not ours to judge.
    """
    if rest in LISTS:
        raise ConfigError(f"environment variable {name}: [[{rest}]] has no variables: write it in a settings file")
    if rest in Settings.model_fields:
        keys = ", ".join(f"{name}__{key}".upper() for key in islice(section_of(rest).model_fields, 3))
        raise ConfigError(f"environment variable {name}: a section, not a setting: its settings are {keys} and so on")
    section, mark, key = rest.partition("_")
    if mark and section in Settings.model_fields:
        meant = f"{ENV_PREFIX}{section}__{key}".upper()
        raise ConfigError(f"environment variable {name}: no such setting; two underscores follow the section: {meant}")
    tables = [table for table in Settings.model_fields if table not in ("sources", "hosts")]
    right = [f"{ENV_PREFIX}{table}__{rest}".upper() for table in tables if rest in section_of(table).model_fields]
    if right:
        raise ConfigError(f"environment variable {name}: no such setting; did you mean {' or '.join(right)}?")


def _put(values: dict[str, Any], section: str, key: str, value: object) -> None:
    table = values.setdefault(section, {})
    if isinstance(table, dict):  # anything else is a mistake that validation reports
        table[key] = value


def _option(key: str) -> str:
    return "header" if key == "headers" else key.replace("_", "-")
