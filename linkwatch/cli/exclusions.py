"""`linkwatch exclusions`: what people excluded on the pages of `linkwatch browse`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from linkwatch.app import given_target
from linkwatch.check.pipeline import exclusion
from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import (
    config_option,
    database_path,
    db_option,
    format_option,
    open_output,
    output_option,
    settings_from,
)
from linkwatch.cli.person import name_of_person
from linkwatch.config import SettingsFile
from linkwatch.errors import UsageError
from linkwatch.report import write_table
from linkwatch.report.safety import safe
from linkwatch.store import Store
from linkwatch.urls import redact


@click.command("exclusions")
@click.option("--end", "ended", multiple=True, metavar="TARGET", help="look at this address or host again")
@db_option("the database that has them")
@config_option
@format_option("tables")
@output_option
def command(
    ended: tuple[str, ...], db: Path | None, config: SettingsFile | None, format_name: str, output: Path | None
) -> int:
    """What the settings exclude stands in the settings alone, and stays excluded. TARGET is an address or a host as the
    list has it; its links are due at once. With --end nothing is listed.

    The database is given with --db or as `path` in [database] of the settings.
    """
    path = database_path(db, config)
    if not ended:
        with Store.open(path, read_only=True) as store, open_output(output) as out:
            write_table(format_name, store.inbox.exclusions(), out, title="Excluded")
        return EXIT_CLEAN
    by_settings = exclusion(settings_from(config, {}).check)
    with Store.open(path, create=False) as store:
        for target in ended:
            written = [target, redact(given_target(target).url)] if "://" in target else [target.lower()]
            now = datetime.now(UTC)
            if not any(store.inbox.end_exclusion(each, name_of_person(), by_settings, now) for each in written):
                raise UsageError(f"{path}: not excluded: {target}; `linkwatch exclusions` lists what is")
            click.echo(safe(f"no longer excluded: {written[-1]}", for_people=True))
    return EXIT_CLEAN
