"""`linkwatch extract`: the citations of articles, unchecked."""

import asyncio
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from linkwatch.app.extracting import extract
from linkwatch.articles.rows import Listed, article_row
from linkwatch.cli import EXIT_CLEAN, EXIT_UNTRUSTED, EXIT_USAGE
from linkwatch.cli.options import (
    InputCommand,
    check_options,
    config_option,
    extract_options,
    format_option,
    inputs_argument,
    open_output,
    output_option,
    settings_from,
)
from linkwatch.cli.progress import watch
from linkwatch.config import SettingsFile
from linkwatch.model import Row, Unreadable
from linkwatch.report import lines_of_extract, write_extract, write_extract_lines
from linkwatch.report.register import DEFAULT_FORMAT


@click.command("extract", cls=InputCommand)
@inputs_argument
@format_option("extract")
@output_option
@click.option("--dump", is_flag=True, help="the addresses alone, each once, a line each")
@config_option
@extract_options
@check_options
def command(
    inputs: tuple[str, ...],
    format_name: str,
    output: Path | None,
    config: SettingsFile | None,
    *,
    dump: bool,
    **options: Any,
) -> int:
    """INPUT is a file, a folder, a glob, a URL, or - for standard input."""
    settings = settings_from(config, options)
    lines = None if dump else lines_of_extract(format_name)
    names = format_name == DEFAULT_FORMAT and output is None and not dump
    outages: list[str] = []
    with tempfile.TemporaryFile() as spool, watch(report_names_unreadable=names) as watcher:

        async def read_all() -> list[Row]:
            articles = []
            async for item in extract(settings, inputs, begins=watcher.reading, lines=lines, cut_off=outages.append):
                if isinstance(item, Unreadable):
                    watcher.unreadable(item)
                elif item.left_out is not None:
                    watcher.unreadable(Unreadable(item.uri, item.left_out))
                articles.append(article_row(item))
                if isinstance(item, Listed):
                    spool.write(item.rows)
            return articles

        articles = asyncio.run(read_all())
        with open_output(output) as out:
            if dump:
                out.writelines(f"{url}\n" for url in dict.fromkeys(row["url"] for row in _rows(spool)) if url)
            elif lines:
                write_extract_lines(format_name, articles, _replay(spool), out)
            else:
                write_extract(format_name, articles, lambda: _rows(spool), out)
    if outages:
        click.echo(f"linkwatch: not everything could be read: {outages[0]}", err=True)
        return EXIT_UNTRUSTED
    return EXIT_USAGE if watcher.unreadable_count else EXIT_CLEAN


def _rows(spool: IO[bytes]) -> Iterator[Row]:
    for rows in _replay(spool):
        yield from rows


def _replay(spool: IO[bytes]) -> Iterator[Any]:
    """Read the citations back, article by article: they need not all stand in memory."""
    spool.seek(0)
    while True:
        try:
            yield pickle.load(spool)  # noqa: S301 - our own private temporary file
        except EOFError:
            return
