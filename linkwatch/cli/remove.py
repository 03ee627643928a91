"""`linkwatch remove`: track articles no longer."""

from datetime import UTC, datetime
from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option
from linkwatch.config import SettingsFile
from linkwatch.errors import UsageError
from linkwatch.store import Store


@click.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="SOURCE...")
@db_option("the database that the daemon works on")
@config_option
def command(names: tuple[str, ...], db: Path | None, config: SettingsFile | None) -> int:
    """SOURCE is a location as `linkwatch sources` shows it, a name or a number.

    The articles and their links stay in the database, marked as removed; what nobody else cites is looked at no more.
    """
    path = database_path(db, config)
    with Store.open(path, create=False) as store:
        found = []
        for name in names:
            matches = store.sources.find(name) or store.sources.find(str(Path(name).absolute()))
            if not matches:
                raise UsageError(f"{path}: no such source: {name}; `linkwatch sources` lists them")
            found += matches
        for source in found:
            store.sources.remove(source.id, datetime.now(UTC))
            click.echo(f"no longer watched: {source.entry.kind} {source.entry.location}")
            if source.is_configured:
                click.echo("  the settings' file names it: take it out there, or the daemon will watch it again")
    return EXIT_CLEAN
