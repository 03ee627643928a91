"""`linkwatch history`: every look at one URL."""

from pathlib import Path

import click

from linkwatch.app import given_target
from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import (
    config_option,
    database_path,
    db_option,
    format_option,
    open_output,
    output_option,
)
from linkwatch.config import SettingsFile
from linkwatch.errors import UsageError
from linkwatch.report import write_history
from linkwatch.store import Store


@click.command("history")
@click.argument("url")
@db_option("the database to read")
@config_option
@format_option("tables")
@output_option
def command(url: str, db: Path | None, config: SettingsFile | None, format_name: str, output: Path | None) -> int:
    """The database is given with --db or as `path` in [database] of the settings."""
    path = database_path(db, config)
    with Store.open(path, read_only=True) as store:
        link = store.overview.history(given_target(url).url) or store.overview.history(url)
        if link is None:
            raise UsageError(f"{path}: no such link: {url}; `linkwatch links` lists them")
        with open_output(output) as out:
            write_history(format_name, link, out)
    return EXIT_CLEAN
