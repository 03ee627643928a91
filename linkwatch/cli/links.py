"""`linkwatch links`: the links of a database."""

from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import (
    config_option,
    database_path,
    db_option,
    format_option,
    open_output,
    output_option,
    parse_findings,
    read_host,
)
from linkwatch.config import SettingsFile
from linkwatch.report import write_table
from linkwatch.store import Store


@click.command("links")
@db_option("the database to read")
@config_option
@click.option(
    "--status", metavar="STATUS,...", help="only links with one of these; fragment-missing: places that pages lack"
)
@click.option(
    "--host", metavar="HOST", callback=read_host, help="only links to this host; HOST:PORT for one of its ports"
)
@format_option("tables")
@output_option
def command(
    db: Path | None,
    config: SettingsFile | None,
    status: str | None,
    host: str | None,
    format_name: str,
    output: Path | None,
) -> int:
    """The database is given with --db or as `path` in [database] of the settings."""
    statuses = parse_findings(status) if status else frozenset()
    with Store.open(database_path(db, config), read_only=True) as store, open_output(output) as out:
        write_table(format_name, store.overview.links(statuses, host), out, title="Links")
    return EXIT_CLEAN
