"""`linkwatch sources`: what is tracked."""

from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option, format_option, open_output, output_option
from linkwatch.config import SettingsFile
from linkwatch.report import write_table
from linkwatch.store import Store


@click.command("sources")
@db_option("the database to read")
@config_option
@format_option("tables")
@output_option
def command(db: Path | None, config: SettingsFile | None, format_name: str, output: Path | None) -> int:
    """`last_error` says why the latest reading failed. The database is given with --db or as `path` in [database] of
    the settings.
    """
    with Store.open(database_path(db, config), read_only=True) as store, open_output(output) as out:
        write_table(format_name, store.sources.rows(), out, title="Sources")
    return EXIT_CLEAN
