"""`linkwatch backup`: a copy of the database."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option
from linkwatch.config import SettingsFile
from linkwatch.store import back_up

_SILENT_SECONDS = 5.0  # that copying may take without a word


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
    size = back_up(database, file, replace=force, copied=told_if_late(file))
    click.echo(f"linkwatch: {file}: {size / 1e6:.1f} MB, checked", err=True)
    return EXIT_CLEAN


def told_if_late(file: Path) -> Callable[[], None]:
    """Return what says that a file is copied, to somebody who has waited for a while and will for another."""
    began = time.monotonic()

    def copied() -> None:
        if time.monotonic() > began + _SILENT_SECONDS:
            click.echo(f"linkwatch: {file}: copied; all of it is looked through now, which takes longer", err=True)

    return copied
