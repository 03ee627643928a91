"""Options that several commands share, and what is made of them."""

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar, get_origin

import click
from click.shell_completion import CompletionItem

from linkwatch.articles.extract.dates import parse_date
from linkwatch.articles.extract.register import searched_suffixes
from linkwatch.articles.sources import register as sources
from linkwatch.config import CheckSettings, ExtractSettings, Loaded, Settings, SettingsFile, find_settings_file, load
from linkwatch.errors import UsageError
from linkwatch.model import FINDINGS, FRAGMENT_MISSING, Status
from linkwatch.report.register import DEFAULT_FORMAT, Writing, can_write, format_names
from linkwatch.urls import authority

_YES_NO = {True: "yes", False: "no"}
_MAX_AGE = "max_age"
_OPTION_NAMES = {"headers": "header"}  # where one value is given at a time
_OPTION_HELP = {"headers": "header sent to every host, as 'Accept-Language: de'"}  # where a file writes it otherwise
_NO_CONFIG, _STDIN_NAME = "linkwatch.no_config", "linkwatch.stdin_name"  # in the context of a command line
_USUAL_PORT = re.compile(r"(?:[a-z]+://)?[^/]*?(:(?:80|443))(?:/|$)")  # as addresses leave them out
_Command = TypeVar("_Command", bound=Callable[..., Any])


def check_options(command: _Command) -> _Command:
    """Give a command one option for each key of [check] but `max_age`, for which see `max_age_option`."""
    for name in reversed(CheckSettings.model_fields):
        if name != _MAX_AGE:
            command = _check_option(name)(command)
    return command


def max_age_option(command: _Command) -> _Command:
    """Give --max-age to a command that may let earlier looks stand."""
    return _check_option(_MAX_AGE)(command)


def _check_option(name: str) -> Callable[[_Command], _Command]:
    field = CheckSettings.model_fields[name]
    about = _OPTION_HELP.get(name, field.description)
    is_list = get_origin(field.annotation) in (list, dict)
    default = f"  [{field.default}]" if field.annotation is int else ""
    if field.annotation is float:  # every fraction in [check] is a duration
        default = f"  [{field.default:g} s]" if field.default else ""
    if field.annotation is bool:
        return click.option(f"--{name}", name, is_flag=True, default=None, help=field.description)
    return click.option(
        *dict.fromkeys(f"--{word.replace('_', '-')}" for word in (_OPTION_NAMES.get(name, name), name)),
        name,
        multiple=is_list,
        metavar="VALUE",
        help=f"{about}{'; may be repeated' if is_list else ''}{default}",
    )


def _settings_file(context: click.Context, _: click.Parameter, value: Path | None) -> SettingsFile | None:
    """Return the file that is named, else the one that is found, unless none is wanted."""
    if context.meta.get(_NO_CONFIG):
        if value is not None:
            raise UsageError("--config and --no-config: give one of them")
        return None
    return find_settings_file(Path.cwd()) if value is None else SettingsFile(value)


def _note_no_config(context: click.Context, _: click.Parameter, value: bool) -> None:
    context.meta[_NO_CONFIG] = value


def config_option(command: _Command) -> _Command:
    """Give a command --config and --no-config; it gets the file that holds as `config`."""
    command = click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_note_no_config,
        help="take no settings file",
    )(command)
    return click.option(
        "--config",
        "config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=_settings_file,
        help="settings, as TOML; else linkwatch.toml is looked for, up to the repository's root",
    )(command)


def extract_options(command: _Command) -> _Command:
    """Give a command one option for each key of [extract]."""
    for name, field in reversed(ExtractSettings.model_fields.items()):
        option = name.replace("_", "-")
        if field.annotation is bool:
            option = f"--{option}/--no-{option}"
            command = click.option(option, name, default=None, help=f"{field.description}  [{_YES_NO[field.default]}]")(
                command
            )
        elif name == "exclude_paths":
            about = f"{field.description}; may be repeated"
            command = click.option("--exclude-path", name, multiple=True, metavar="PATTERN", help=about)(command)
        else:
            default = f"  [{field.default}]" if field.annotation is int else ""
            about = f"{field.description}{default}"
            command = click.option(f"--{option}", name, metavar="VALUE", help=about)(command)
    return command


output_option = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="write the report there"
)


def db_option(text: str) -> Callable[[_Command], _Command]:
    """Give a command --db with this help."""
    return click.option("--db", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=text)


class _FormatChoice(click.Choice[str]):
    """The formats that can do a writing. They are listed only where somebody is to read the names of all."""

    def __init__(self, writing: Writing) -> None:
        super().__init__(())
        self._writing = writing

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name of a format; one that there is not fails with the names that there are."""
        if can_write(value, self._writing):
            return value
        self.choices = format_names(self._writing)
        return super().convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return the names for a command's help."""
        self.choices = format_names(self._writing)
        return super().get_metavar(param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so."""
        self.choices = format_names(self._writing)
        return super().shell_complete(ctx, param, incomplete)


def format_option(writing: Writing) -> Callable[[_Command], _Command]:
    """Give a command --format with those that can do its writing."""
    return click.option(
        "--format",
        "format_name",
        type=_FormatChoice(writing),
        default=DEFAULT_FORMAT,
        show_default=True,
        help="how to write it",
    )


def _note_stdin_name(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_STDIN_NAME] = value


def _inputs(context: click.Context, _: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the INPUTs, with the name of standard input where it has one."""
    name = context.meta.get(_STDIN_NAME)
    if name is None:
        return value
    if not name.strip():
        raise UsageError("--stdin-filename is empty: give the name of a file, as in notes.md")
    if "-" not in value:
        raise UsageError("--stdin-filename says what standard input is: give - as an INPUT")
    return tuple(f"stdin:{name}" if text == "-" else text for text in value)


def inputs_argument(command: _Command) -> _Command:
    """Give a command its INPUTs, and --stdin-filename."""
    command = click.option(
        "--stdin-filename",
        is_eager=True,
        expose_value=False,
        callback=_note_stdin_name,
        metavar="NAME",
        help="read - as the file of this name: in its format, its relative links from its folder",
    )(command)
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", callback=_inputs)(command)


class InputCommand(click.Command):
    """A command with INPUTs: its help tells how each kind of source is asked for by name, and what is an article."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help's text."""
        super().format_help_text(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"A kind of source can be forced by its name: {sources.forms()}.")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"Folders are searched for {', '.join(sorted(searched_suffixes()))}.")


def settings_from(
    config: SettingsFile | None, options: Mapping[str, Any], extra: Mapping[tuple[str, str], Any] | None = None
) -> Settings:
    """Read the settings with the command line's options over them.

    options: a command's parameters; those that are keys of [check] or [extract] and were given count.
    """
    keys = [
        *(("check", key) for key in CheckSettings.model_fields),
        *(("extract", key) for key in ExtractSettings.model_fields),
    ]
    given = {(section, key): options[key] for section, key in keys if options.get(key) not in (None, ())}
    return read_settings(config, {**given, **(extra or {})})


def read_settings(config: SettingsFile | None, options: Mapping[tuple[str, str], Any] | None = None) -> Settings:
    """Read the settings as `load_settings` does, with the kinds of sources that there are."""
    return load_all(config, options).settings


def load_all(
    config: SettingsFile | None,
    options: Mapping[tuple[str, str], Any] | None = None,
    *,
    with_secrets: bool = True,
) -> Loaded:
    """Read the settings as `read_settings` does, and where each comes from. with_secrets: see `config.load`."""
    return load(config, options, check_source_kind=sources.require_named, with_secrets=with_secrets)


def tell_settings_file(config: SettingsFile | None) -> None:
    """Say on standard error which file the settings come from."""
    click.echo(f"linkwatch: settings from {config.path}" if config else "linkwatch: no settings' file", err=True)


def database_path(db: Path | None, config: SettingsFile | None) -> Path:
    """Say which database a reading command means: --db, else [database] path. Raises UsageError for none."""
    settings = load_all(config, with_secrets=False).settings  # a mistake in them is told although --db is given
    path = db or settings.database.path
    if path is None:
        raise UsageError("which database? Name it with --db FILE, or as `path` in [database] of the settings")
    return path


def read_host(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Spell a host, or a host with its port, as the database does, whether it is given bare or in a URL."""
    if text is None:
        return None
    host = authority(text if "://" in text else f"http://{text}/") or text
    usual = _USUAL_PORT.match(text)
    return host + usual[1] if usual and not host.endswith(usual[1]) else host


def parse_statuses(text: str | None, default: frozenset[Status], *, also: str = "") -> frozenset[Status]:
    """Read "dead,failing". "none" is the empty set. Raises UsageError for a word that is no status.

    also: what the error names beside the statuses.
    """
    if text is None:
        return default
    words = {word.strip() for word in text.split(",") if word.strip()} - {"none"}
    unknown = words - set(Status)
    if unknown:
        raise UsageError(f"no such status: {', '.join(sorted(unknown))}; there are {', '.join(Status)}{also}")
    return frozenset(Status(word) for word in words)


def parse_findings(text: str | None) -> frozenset[str]:
    """Read "dead,fragment-missing"; None is what counts by default. Raises UsageError for another word."""
    if text is None:
        return FINDINGS
    words = {word.strip() for word in text.split(",")}
    others = ",".join(words - {FRAGMENT_MISSING})
    statuses = parse_statuses(others, frozenset(), also=f", {FRAGMENT_MISSING}")
    return frozenset({*map(str, statuses), *(words & {FRAGMENT_MISSING})})


def parse_moment(option: str, text: str | None) -> datetime | None:
    """Read the date that an option gives. Raises UsageError for what is no date."""
    if text is None:
        return None
    moment = parse_date(text)
    if moment is None:
        raise UsageError(f"{option}: not a date: {text!r}; write for example 2015-06-09")
    return moment


@contextmanager
def open_output(output: Path | None) -> Iterator[TextIO]:
    """Give stdout, or a file that appears whole or not at all. Raises UsageError if it cannot be written.

    A file named .csv begins with the mark by which spreadsheets know UTF-8; what a pipe gets has none.
    """
    if output is None or str(output) == "-":
        yield from _standard_output()
        return
    if output.exists() and not output.is_file():  # /dev/stdout, a named pipe: write into it, never replace it
        try:
            with output.open("w", encoding="utf-8", newline="") as out:
                yield out
        except OSError as error:
            raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
    draft = Path(name)
    try:
        encoding = "utf-8-sig" if output.suffix.lower() == ".csv" else "utf-8"
        with os.fdopen(handle, "w", encoding=encoding, newline="") as out:
            yield out
        draft.chmod(0o666 & ~_umask())
        draft.replace(output)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def _standard_output() -> Iterator[TextIO]:
    out = sys.stdout
    if out is None:
        raise UsageError("standard output is closed: open it, or name a file with --output")
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="backslashreplace")  # a character the terminal cannot show costs no report
    try:
        yield out
        out.flush()
    except BrokenPipeError:
        # Whoever read has had enough. Nothing is wrong; the interpreter's last flush must find an open file.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except OSError as error:
        raise UsageError(f"standard output: cannot be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
