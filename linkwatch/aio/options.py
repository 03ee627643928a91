"""What Python callers give: the options of the command line by their names, and what is made of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any, TypedDict

from linkwatch.articles.extract.dates import parse_date
from linkwatch.articles.extract.register import FORMATS
from linkwatch.articles.sources import register as sources
from linkwatch.config import CheckSettings, ExtractSettings, Settings, SettingsFile, find_settings_file, load_settings
from linkwatch.errors import UsageError
from linkwatch.model import LOST, Document, Status

Where = str | PathLike[str]
Duration = float | str  # seconds, or "90s", "6h", "3d"
When = str | date  # a date, a datetime (without zone: UTC), or text as --cited-at reads it


class SettingsOptions(TypedDict, total=False):
    """Which settings hold: a file, as for the command, and above it single keys of [check] and [extract]."""

    config: Where | None
    no_config: bool

    concurrency: int
    per_host: int
    host_interval: Duration
    timeout: Duration
    retries: int
    retry_after_max: Duration
    max_age: Duration
    max_redirects: int
    max_body: int
    user_agent: str
    headers: Mapping[str, str]
    accept: Sequence[str | int]
    proxy: str
    workers: int | str
    scheduler: str
    browser: bool
    allow_private: Sequence[str]
    exclude: Sequence[str]
    remap: Sequence[str]

    root: Where
    base_url: str
    exclude_paths: Sequence[str]
    suffixes: Sequence[str]
    gitignore: bool
    fragments: bool
    subcategories: int
    blame: bool
    depth: int
    max_articles: int
    include: Sequence[str]
    parts: Sequence[str]


class RunOptions(SettingsOptions, total=False):
    """What `check` takes."""

    db: Where | None
    cited_at: When | None
    no_archive: bool
    no_moved: bool
    offline: bool
    snapshots_for: Collection[str]


class TextOptions(TypedDict, total=False):
    """An article that is no file: its text, and the name of its format, else that is found out."""

    text: str | bytes | None
    format: str | None


class AuditOptions(RunOptions, TextOptions, total=False):
    """What `audit` takes."""


class ExtractOptions(SettingsOptions, TextOptions, total=False):
    """What `extract` takes."""


class FindOptions(SettingsOptions, total=False):
    """What `find_snapshot` and `find_moved` take."""

    cited_at: When | None


class FixOptions(SettingsOptions, total=False):
    """What `fix` takes: form is what the command calls --as."""

    db: Where | None
    cited_at: When | None
    no_archive: bool
    form: str
    write: bool
    changed: bool
    redirects: bool
    moved: bool
    grade: str
    recovered: str | None


class RecoverOptions(SettingsOptions, total=False):
    """What `recover` takes: copies are what the command calls --from."""

    db: Where | None
    no_archive: bool
    copies: Sequence[Where]


def settings_of(options: Mapping[str, Any], known: type) -> Settings:
    """Read the settings as the command does.

    known: the class of the options. Raises UsageError for one that it does not have, ConfigError for a wrong value.
    """
    names = [*known.__annotations__]
    if unknown := sorted(options.keys() - set(names)):
        raise UsageError(f"no such option: {', '.join(unknown)}; there are {', '.join(names)}")
    sections = (("check", CheckSettings), ("extract", ExtractSettings))
    keys = [(section, key) for section, fields in sections for key in fields.model_fields]
    given = {(section, key): options[key] for section, key in keys if options.get(key) is not None}
    if options.get("no_archive") or options.get("offline"):
        given["archive", "find"] = False
    if options.get("no_moved"):
        given["repair", "moved"] = False
    settings = load_settings(_settings_file(options), given, check_source_kind=sources.require_named)
    if not options.get("offline"):
        return settings
    if options.get("db") is not None:
        raise UsageError("offline keeps nothing: leave db out")
    return settings.offline()


def _settings_file(options: Mapping[str, Any]) -> SettingsFile | None:
    config = options.get("config")
    if config is not None:
        if options.get("no_config"):
            raise UsageError("config and no_config: give one of them")
        return SettingsFile(Path(config))
    return None if options.get("no_config") else find_settings_file(Path.cwd())


def moment_of(when: When | None) -> datetime | None:
    """Return the datetime in UTC, None for None. Raises UsageError for what is no date."""
    if when is None:
        return None
    moment = parse_date(when if isinstance(when, str) else when.isoformat())
    if moment is None:
        raise UsageError(f"cited_at: not a date: {when!r}; write for example 2015-06-09")
    return moment


def statuses_of(words: Collection[str] | None) -> frozenset[Status]:
    """Return the statuses that are named; None are the usual ones. Raises UsageError for a word that is none."""
    if words is None:
        return frozenset(LOST)
    if unknown := sorted(set(words) - set(Status)):
        raise UsageError(f"snapshots_for: no such status: {', '.join(unknown)}; there are {', '.join(Status)}")
    return frozenset(map(Status, words))


def word_of(options: Mapping[str, Any], name: str, words: Collection[str], usual: str | None) -> str | None:
    """Return an option that is one of some words, `usual` where it is not given. Raises UsageError for another."""
    word = options.get(name)
    if word is not None and word not in words:
        raise UsageError(f"{name}: {word!r} is none of {', '.join(words)}")
    return usual if word is None else str(word)


def document_of(text: str | bytes | None, format_name: str | None, settings: Settings) -> Document | None:
    """Return the text as a document named "-", None without one. Raises UsageError for a format that there is not."""
    if text is None:
        if format_name is not None:
            raise UsageError("format: only a text has one; that of a file is found out")
        return None
    if format_name is not None and FORMATS.get(format_name) is None:
        raise UsageError(f"{format_name}: no such format; there are {', '.join(FORMATS.names())}")
    base_url = settings.extract.base_url or Path.cwd().as_uri() + "/"
    body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    charset = "utf-8" if isinstance(text, str) else None
    return Document("-", body, base_url, charset=charset, format=format_name, root=settings.extract.root)
