"""`linkwatch add`: track articles from now on."""

import asyncio
from pathlib import Path

import click

from linkwatch.app import tracking
from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import InputCommand, check_options, config_option, database_path, db_option, settings_from
from linkwatch.config import SettingsFile
from linkwatch.store import Store


@click.command("add", cls=InputCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@db_option("the database that the daemon works on; made where there is none")
@config_option
@click.option("--name", metavar="NAME", help="what to call the source in lists and messages")
@check_options
def command(
    inputs: tuple[str, ...], db: Path | None, config: SettingsFile | None, name: str | None, **options: object
) -> int:
    """INPUT is a file, a folder, a glob or a URL, whose kind (page, feed, sitemap, list of feeds) is found out now.

    A daemon that is running reads a new source within a minute.
    """
    settings = settings_from(config, options)
    path = database_path(db, config)
    with Store.open(path if path.exists() else None) as store:  # none is made for what cannot be watched
        specs = asyncio.run(tracking.find_out(store, settings, inputs))
    with Store.open(path) as store:
        for entry, is_new in asyncio.run(tracking.track(store, specs, name)):
            done = "watching" if is_new else "already watched:"
            click.echo(f"{done} {entry.kind} {entry.location}")
    return EXIT_CLEAN
