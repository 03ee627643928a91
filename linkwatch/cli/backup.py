"""`linkwatch backup`: a copy of the database."""

import signal
from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option
from linkwatch.config import SettingsFile
from linkwatch.store import back_up


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@db_option("the database to copy")
@config_option
@click.option("--force", is_flag=True, help="replace FILE if it exists")
def command(file: Path, db: Path | None, config: SettingsFile | None, *, force: bool) -> int:
    """FILE holds what the database held when the copying began. It is checked before it takes its name; what
    interrupts the copying leaves nothing behind.

    The database is given with --db or as `path` in [database] of the settings. `linkwatch restore`
    puts a copy in the place of a database.
    """
    database = database_path(db, config)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the copying as Ctrl-C does
    size = back_up(database, file, replace=force)
    click.echo(f"linkwatch: {file}: {size / 1e6:.1f} MB, checked", err=True)
    return EXIT_CLEAN
