"""`linkwatch recover`: what the lost targets of articles led to."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from linkwatch.app.recovering import recover
from linkwatch.articles.recover import Recovered
from linkwatch.articles.recover.rows import article_rows, dead_end_rows, proposal_rows, unresolved_rows
from linkwatch.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNTRUSTED, EXIT_USAGE
from linkwatch.cli.options import (
    InputCommand,
    check_options,
    config_option,
    db_option,
    inputs_argument,
    open_output,
    output_option,
    settings_from,
)
from linkwatch.cli.progress import Watcher, watch
from linkwatch.config import Settings
from linkwatch.model import Unreadable
from linkwatch.report.recovery import WRITERS, write_recovery
from linkwatch.store import Store


@click.command("recover", cls=InputCommand)
@inputs_argument
@click.option(
    "--from",
    "copies",
    multiple=True,
    metavar="URL|FILE",
    help="an older copy of the article, instead of looking for one; may be repeated. `linkwatch fix --recovered` does "
    "not know of it: what only such a copy tells is put in by hand",
)
@db_option("also tell what is known of the links that are dead in this database and have no copy")
@click.option("--no-archive", is_flag=True, help="ask no archive, only the article's own site")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(WRITERS)),
    default="terminal",
    show_default=True,
    help="how to write it",
)
@output_option
@config_option
@check_options
def command(
    inputs: tuple[str, ...],
    copies: tuple[str, ...],
    db: Path | None,
    format_name: str,
    output: Path | None,
    **options: Any,
) -> int:
    """INPUT is a file, a folder, a glob, a URL, or - for standard input.

    Targets are lost that are empty or "#". They are taken from older captures of the article, from its live original
    and from copies that it names, anchor by anchor. The exit code is 0 when nothing is lost or all of it was found, 1
    when something is left, 2 for articles that cannot be read, 3 when something is left and the archive did not answer,
    or our own network is down.
    """
    overrides = {("archive", "find"): False} if options["no_archive"] else None
    settings = settings_from(options["config"], options, overrides)
    with ExitStack() as stack:
        out = stack.enter_context(open_output(output))
        store = None if db is None else stack.enter_context(Store.open(db, read_only=True))
        with watch() as watcher:
            found, outage = asyncio.run(_recover_all(settings, inputs, copies, store, watcher))
        lost = (article_rows(found), proposal_rows(found), unresolved_rows(found))
        write_recovery(format_name, *lost, dead_end_rows(found), out)
    troubles = [item.trouble for item in found if item.trouble is not None and item.left]
    if copies and any(item.proposals for item in found):
        told = "put in by hand what only the copies named with --from tell"
        click.echo(f"linkwatch: `linkwatch fix --recovered` looks for older copies by itself: {told}", err=True)
    for trouble in troubles:
        click.echo(f"linkwatch: more may be found another time: {trouble}", err=True)
    if outage is not None:
        click.echo(f"linkwatch: not everything could be read: {outage}", err=True)
        return EXIT_UNTRUSTED
    if watcher.unreadable_count:
        return EXIT_USAGE
    if troubles:
        return EXIT_UNTRUSTED
    return EXIT_FINDINGS if any(item.left for item in found) else EXIT_CLEAN


async def _recover_all(
    settings: Settings, inputs: Sequence[str], copies: Sequence[str], store: Store | None, watcher: Watcher
) -> tuple[list[Recovered], str | None]:
    """Return what was found, and why nothing of the web could be read where that is our own network."""
    found, outages = [], list[str]()
    how = {"begins": watcher.reading, "cut_off": outages.append}
    async for item in recover(settings, inputs, copies=copies, store=store, **how):
        if isinstance(item, Unreadable):
            watcher.unreadable(item)
        else:
            found.append(item)
    return found, next(iter(outages), None)
