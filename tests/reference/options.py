"""Every command and its options, as Markdown."""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from linkwatch.cli import cli
from linkwatch.cli.options import check_options, extract_options

_INTRODUCTION = """# Every command and option

This page is made from the code. `linkwatch COMMAND --help` says the same in a terminal;
[the command line](command-line.md) explains what belongs together.
"""
_HEAD = "| option | value | meaning |\n|---|---|---|\n"


def page() -> str:
    """The whole page."""
    parts = [
        _INTRODUCTION,
        *(_command(name) for name in cli.list_commands(click.Context(cli))),
        "## Options of `[check]`\n\nThe keys of this section of the [settings](settings.md), for one run.\n\n",
        _table(_shared(check_options)),
        "## Options of `[extract]`\n\nLikewise.\n\n",
        _table(_shared(extract_options)),
    ]
    return "\n".join(parts)


def _command(name: str) -> str:
    context = click.Context(cli)
    command = cli.get_command(context, name)
    assert command is not None
    of_check, of_extract = (_names(_shared(options)) for options in (check_options, extract_options))
    options = [each for each in command.params if isinstance(each, click.Option)]
    names = _names(options)
    own = [each for each in options if each.name not in of_check | of_extract or each.name == "max_age"]
    told = [words for words, all_of in (("`[check]`", of_check), ("`[extract]`", of_extract)) if all_of <= names]
    usage = " ".join(command.collect_usage_pieces(click.Context(command)))
    text = f"## {name}\n\n    linkwatch {name} {usage}\n\n{_prose(command.help or '')}\n"
    text += f"\n{_table(own)}" if own else ""
    links = {"`[check]`": "#options-of-check", "`[extract]`": "#options-of-extract"}
    shared = " and ".join(f"those of [{words}]({links[words]})" for words in told)
    return f"{text}\nBesides, {shared}.\n" if shared else text


def _shared(options: Callable[[Any], Any]) -> Sequence[click.Option]:
    command = click.command()(options(lambda: None))
    return [each for each in command.params if isinstance(each, click.Option)]


def _names(options: Sequence[click.Option]) -> set[str]:
    return {each.name or "" for each in options}


def _prose(text: str) -> str:
    """Help as Markdown: options stand in backticks there, alone where the text has not put them between some itself."""
    return re.sub(r"`[^`]*`|--[a-z][\w-]*", lambda found: f"`{found[0].strip('`')}`", inspect.cleandoc(text))


def _table(options: Sequence[click.Option]) -> str:
    return _HEAD + "".join(f"{row}\n" for row in _rows(options))


def _rows(options: Sequence[click.Option]) -> Iterator[str]:
    context = click.Context(click.Command("any"), max_content_width=10_000)
    for option in options:
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        value = "" if option.is_flag else f"`{option.make_metavar(context)}`"
        help_record = option.get_help_record(context)
        meaning = help_record[1] if help_record else ""
        yield f"| {names} | {_cell(value)} | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
