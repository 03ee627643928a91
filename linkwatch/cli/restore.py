"""`linkwatch restore`: a copy takes the place of the database."""

import signal
from datetime import UTC, datetime
from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.backup import told_if_late
from linkwatch.cli.options import config_option, database_path, db_option
from linkwatch.config import SettingsFile
from linkwatch.store import restore


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@db_option("the database that the copy becomes")
@config_option
def command(backup: Path, db: Path | None, config: SettingsFile | None) -> int:
    """BACKUP is looked through first; if it is damaged, or not a database of linkwatch, nothing is changed. The
    database that was there is kept beside the restored one, and BACKUP stays as it is.

    The database is given with --db or as `path` in [database] of the settings. No daemon may be at work on it.
    """
    database = database_path(db, config)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the copying as Ctrl-C does
    restored = restore(backup, database, datetime.now(UTC), told_if_late(database))
    kept = f"; what was there before is {restored.aside}" if restored.aside else ""
    click.echo(f"linkwatch: {database}: restored, checked, {restored.links} links{kept}", err=True)
    return EXIT_CLEAN
