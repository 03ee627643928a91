"""`linkwatch rejudge`: new verdicts from old evidence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from linkwatch.app import utc_now
from linkwatch.check.rejudge import rejudge
from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import (
    config_option,
    database_path,
    db_option,
    format_option,
    open_output,
    output_option,
    read_settings,
)
from linkwatch.config import RecheckSettings, SettingsFile
from linkwatch.report import write_table
from linkwatch.report.safety import safe
from linkwatch.store import LastLook, Store


@click.command("rejudge")
@db_option("the database to judge anew")
@config_option
@format_option("tables")
@output_option
def command(db: Path | None, config: SettingsFile | None, format_name: str, output: Path | None) -> int:
    """Lists the links whose verdict is another now, as after an update of linkwatch. The looks themselves stay.

    The database is given with --db or as `path` in [database] of the settings.
    """
    path = database_path(db, config)
    recheck = read_settings(config).recheck
    with Store.open(path, create=False) as store, open_output(output) as out:
        write_table(format_name, _rows(store, recheck), out, title="Verdicts that changed")
    return EXIT_CLEAN


def _rows(store: Store, recheck: RecheckSettings) -> Iterator[dict[str, Any]]:
    for new in rejudge(store.rejudging, recheck, utc_now(), _tell_unreadable):
        yield {
            "url": new.look.url,
            "old_status": new.look.past.status,
            "old_reason": new.look.past.reason,
            "status": new.verdict.status,
            "reason": new.verdict.reason,
        }


def _tell_unreadable(look: LastLook) -> None:
    url = safe(look.url, for_people=True)
    click.echo(f"linkwatch: {url}: its evidence cannot be read: it keeps its verdict until it is looked at", err=True)
