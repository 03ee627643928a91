"""The settings: what every key means, its default and its bounds.

A value is looked for on the command line, then in the environment (LINKWATCH_SECTION__KEY), then in the TOML
file given with --config, then here. An unknown key is an error. Reading TOML and the environment is a dozen lines,
less than the special cases of pydantic's helper package for settings.
"""

import ipaddress
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)

from linkwatch import __version__
from linkwatch.errors import ConfigError
from linkwatch.urls import redact

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)?")
_ENV_PREFIX = "LINKWATCH_"
_CHECK_KIND = "check_source_kind"  # in the context of a validation
_LONGEST = 100 * 365.0 * 86400  # seconds: what calendars hold is not exceeded by adding it to a date, or taking it away
_UNIT_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def parse_duration(value: object) -> object:
    """Turn "90s", "6h", "3d", "250ms" or a plain number of seconds into seconds."""
    if not isinstance(value, str | bool):
        return value
    match = _DURATION.fullmatch(str(value).strip())
    if match is None:
        raise ValueError('not a duration: write for example "90s", "6h" or "3d"')
    return float(match[1]) * _UNIT_SECONDS[match[2] or "s"]


def _parse_list(value: object) -> object:
    """Accept a list, a JSON list, or words with commas between them (as an environment variable holds them)."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.startswith("["):
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValueError(f"not a JSON list: {error}") from error
    return [word.strip() for word in text.split(",") if word.strip()]


def _parse_regexes(value: object) -> object:
    """Like _parse_list, but one plain string is one expression: commas mean something inside it."""
    if isinstance(value, str) and not value.strip().startswith('["'):
        return [value]
    return _parse_list(value)


def _parse_number(value: object) -> object:
    """Turn the digits of an option or an environment variable into a number."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _check_network(value: str) -> str:
    ipaddress.ip_network(value, strict=False)
    return value


def _check_location(value: str) -> str:
    if redact(value) != value:
        raise ValueError("holds a password, which the database would keep: track a page that needs none")
    return value


def _check_kind(value: str, info: ValidationInfo) -> str:
    checked: str = info.context[_CHECK_KIND](value) if info.context else value
    return checked


def _check_regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return value


Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0, le=_LONGEST, allow_inf_nan=False)]
Networks = Annotated[list[Annotated[str, AfterValidator(_check_network)]], BeforeValidator(_parse_list)]
Regexes = Annotated[list[Annotated[str, AfterValidator(_check_regex)]], BeforeValidator(_parse_regexes)]
WebUrl = Annotated[str, Field(pattern=r"^https?://[^/\s]+")]
Words = Annotated[list[str], BeforeValidator(_parse_list)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_default=True)


class DatabaseSettings(_Section):
    """[database]."""

    path: Path | None = Field(None, description="SQLite file that keeps the results")
    retention: Seconds = Field(
        365 * 86400, gt=0, description="looks older than this are thinned; changes of status are kept for ever"
    )


class SourceSettings(_Section):
    """One [[sources]] entry."""

    kind: Annotated[str, AfterValidator(_check_kind)]
    location: Annotated[str, Field(min_length=1), AfterValidator(_check_location)]
    name: str | None = None


class ExtractSettings(_Section):
    """[extract]: which files are read, and where they stand. Every key is an option of `audit` and `extract` too."""

    root: Path | None = Field(None, description="folder that links such as /a in files are looked for in")
    base_url: WebUrl | None = Field(None, description="where files are on the web: what their relative links mean")
    exclude_paths: Words = Field([], description="files and folders that are not read, written as in a .gitignore")
    suffixes: Words = Field([], description="ends of names that folders are searched for, as md,html")
    gitignore: bool = Field(True, description="leave out in folders what .gitignore names")
    fragments: bool = Field(True, description="look for the places in pages that citations lead to")


class CheckSettings(_Section):
    """[check]: how links are looked at. Every key is an option of `audit` and `check` too."""

    concurrency: int = Field(100, ge=1, le=10_000, description="requests in flight at once")
    per_host: int = Field(6, ge=1, le=1000, description="requests in flight at once to one host")
    host_interval: Seconds = Field(0.1, description="least time between two requests to one host")
    timeout: Seconds = Field(20, gt=0, description="longest time of a visit: redirects, answer and body")
    retries: int = Field(2, ge=0, le=10, description="how often passing trouble is tried again")
    retry_after_max: Seconds = Field(
        60, description="longest wait for a host that asks for a pause, as its Retry-After says; 0 waits for none"
    )
    max_redirects: int = Field(20, ge=0, le=100, description="redirects followed for one link")
    max_body: int = Field(2_000_000, ge=1000, description="bytes read of one page")
    user_agent: str = Field(
        f"Mozilla/5.0 (compatible; linkwatch/{__version__}; citation link checker)",
        min_length=1,
        pattern=r"^[\x20-\x7e]+$",
        description="how linkwatch names itself; add an address where you can be reached",
    )
    workers: Annotated[Literal["auto"] | Annotated[int, Field(ge=1, le=256)], BeforeValidator(_parse_number)] = Field(
        "auto", description="processes that look at links; auto: one for each processor, for 200 links and more"
    )
    browser: bool = Field(
        False, description="open what only a browser can show in the machine's Chromium, its own requests guarded alike"
    )
    allow_private: Networks = Field([], description="private networks that may be asked, as 10.1.0.0/16")
    exclude: Regexes = Field([], description="regular expression of URLs that are not looked at")


class RecheckSettings(_Section):
    """[recheck]: how soon the daemon looks again, and how patient it is."""

    alive: Seconds = Field(7 * 86400, gt=0)
    failing: Seconds = Field(86400, gt=0)
    blocked: Seconds = Field(14 * 86400, gt=0)
    dead: Seconds = Field(30 * 86400, gt=0)
    max: Seconds = Field(90 * 86400, gt=0)
    confirmations: int = Field(3, ge=1)
    confirm_over: Seconds = Field(3 * 86400)


class ArchiveSettings(_Section):
    """[archive]: where archived copies are looked for and made."""

    find: bool = True
    save: Literal["never", "unarchived", "always"] = "never"
    recent: Seconds = Field(30 * 86400, description="what was captured this recently is not saved again")
    requests_per_minute: float = Field(24, gt=0, description="80 % of what the Wayback Machine allows")
    negative_ttl: Seconds = Field(7 * 86400, description='how long "no snapshot" is believed; an exclusion, 4 times')
    patience: Seconds = Field(600, gt=0, description="how long a run waits for slow archives, their limits not counted")
    wayback_url: WebUrl = "https://web.archive.org"
    memento: Words = Field([], description="TimeMaps or TimeGates of further archives, to which a URL is appended")
    save_url: WebUrl = "https://web.archive.org/save"
    warc: Path | None = Field(None, description="folder for your own copies, as WARC files; needs linkwatch[warc]")
    access_key: SecretStr | None = None
    secret_key: SecretStr | None = None


class ScheduleSettings(_Section):
    """[schedule]: how often each job of the daemon wakes."""

    scan: Seconds = Field(6 * 3600, gt=0)
    check: Seconds = Field(60, gt=0)
    archive: Seconds = Field(300, gt=0)
    notify: Seconds = Field(3600, gt=0)


NotifyOn = Literal["dead", "changed", "redirected", "recovered", "snapshot", "source"]


class NotifySettings(_Section):
    """[notify]: whom to tell, and of what."""

    urls: Annotated[list[SecretStr], BeforeValidator(_parse_list)] = []
    on: Annotated[list[NotifyOn], BeforeValidator(_parse_list)] = list(get_args(NotifyOn))
    feed: Path | None = Field(None, description="Atom file of changes, for those without a messenger")


class ServerSettings(_Section):
    """[server]: where the daemon answers /healthz and /metrics."""

    listen: str | None = None


class Settings(_Section):
    """All settings, one attribute a section."""

    database: DatabaseSettings = DatabaseSettings()
    sources: list[SourceSettings] = []
    check: CheckSettings = CheckSettings()
    extract: ExtractSettings = ExtractSettings()
    recheck: RecheckSettings = RecheckSettings()
    archive: ArchiveSettings = ArchiveSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    notify: NotifySettings = NotifySettings()
    server: ServerSettings = ServerSettings()


def load_settings(
    file: Path | None = None,
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
    values: dict[str, Any] = _read_file(file) if file else {}
    origins: dict[tuple[Any, ...], str] = {}
    for name, value in sorted((os.environ if environ is None else environ).items()):
        if not name.startswith(_ENV_PREFIX) or not value:  # an empty one is a secret that was not given to a container
            continue
        section, mark, key = name.removeprefix(_ENV_PREFIX).lower().partition("__")
        if not mark:
            _refuse_single_underscore(name, section)
            continue
        _put(values, section, key, value)
        origins[section, key] = origins[section,] = f"environment variable {name}"
    for (section, key), value in (options or {}).items():
        _put(values, section, key, value)
        origins[section, key] = f"option --{key.replace('_', '-')}"
    try:
        return Settings.model_validate(values, context={_CHECK_KIND: check_source_kind})
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(item, origins, file) for item in error.errors())) from error


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error


def _refuse_single_underscore(name: str, rest: str) -> None:
    """Catch LINKWATCH_CHECK_TIMEOUT, which somebody meant. Other variables of the prefix are not ours to judge."""
    section, mark, key = rest.partition("_")
    if mark and section in Settings.model_fields:
        meant = f"{_ENV_PREFIX}{section}__{key}".upper()
        raise ConfigError(f"environment variable {name}: no such setting; two underscores follow the section: {meant}")


def _put(values: dict[str, Any], section: str, key: str, value: object) -> None:
    table = values.setdefault(section, {})
    if isinstance(table, dict):  # anything else is a mistake that validation reports
        table[key] = value


def _explain(item: Any, origins: Mapping[tuple[Any, ...], str], file: Path | None) -> str:
    """One pydantic error as a line for a person."""
    place = tuple(item["loc"])
    where = origins.get(place[:2]) or f"{file}: {_toml_name(place)}"
    if item["type"] != "extra_forbidden":
        return f"{where}: {item['msg'].removeprefix('Value error, ')}"
    known: type[BaseModel] = Settings
    if len(place) > 1:
        known = SourceSettings if place[0] == "sources" else type(getattr(Settings(), place[0]))
    return f"{where}: no such setting; there are {', '.join(known.model_fields)}"


def _toml_name(place: tuple[Any, ...]) -> str:
    if place[0] == "sources" and len(place) > 1:
        return f"[[sources]] number {place[1] + 1}" + "".join(f" {part}" for part in place[2:])
    parts = (f"number {part + 1}" if isinstance(part, int) else part for part in place[1:])
    return f"[{place[0]}]" + "".join(f" {part}" for part in parts)
