"""`linkwatch archive`: have pages saved while they are there."""

import asyncio
from pathlib import Path
from typing import Any

import click

from linkwatch.app import running
from linkwatch.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNTRUSTED
from linkwatch.cli.options import (
    check_options,
    config_option,
    db_option,
    format_option,
    open_output,
    output_option,
    settings_from,
)
from linkwatch.cli.progress import watch
from linkwatch.config import SettingsFile
from linkwatch.errors import UsageError
from linkwatch.keep.due import require_means_to_save
from linkwatch.keep.saved import KEPT, saves_of
from linkwatch.report import write_table
from linkwatch.store import Store, only_saver


@click.command("archive")
@click.argument("web_urls", nargs=-1, metavar="[URL]...")
@db_option("keep every attempt and its end in this SQLite database, and finish what it holds unfinished")
@config_option
@format_option("tables")
@output_option
@check_options
def command(
    web_urls: tuple[str, ...],
    db: Path | None,
    config: SettingsFile | None,
    format_name: str,
    output: Path | None,
    **options: Any,
) -> int:
    """Looks at each URL first: what is not alive is not saved, nor what was captured recently. Without URLs, saves
    that the database holds unfinished or put off until now go on.

    Needs the keys of an account at the archive, LINKWATCH_ARCHIVE__ACCESS_KEY and LINKWATCH_ARCHIVE__SECRET_KEY, or
    a folder for copies of your own, `warc` in [archive] of the settings.

    The exit code is 0 when every URL is archived, 1 when one is not, 2 for wrong use, 3 when the archive stopped
    the run.
    """
    settings = settings_from(config, options)
    path = db or settings.database.path
    if not web_urls and path is None:
        raise UsageError("what is to be archived? Name URLs, or a database with unfinished saves with --db FILE")
    require_means_to_save(settings.archive)
    with only_saver(path), Store.open(path) as store:
        with watch() as watcher:
            outcome = asyncio.run(running.archive(store, settings, web_urls, watcher=watcher))
        rows = list(saves_of(store.saves, settings.archive, outcome.run_id))
        with open_output(output) as out:
            write_table(format_name, rows, out, title="Saves")
    if not outcome.complete:
        click.echo(f"linkwatch: not everything could be saved: {outcome.problem}", err=True)
        return EXIT_UNTRUSTED
    return EXIT_CLEAN if all(row["save"] in KEPT for row in rows) else EXIT_FINDINGS
