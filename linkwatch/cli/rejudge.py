"""`linkwatch rejudge`: new verdicts from old evidence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from linkwatch import app
from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option, format_option, open_output, output_option
from linkwatch.errors import UsageError
from linkwatch.report import TABLE_FORMATS, write_table
from linkwatch.store import Store


@click.command("rejudge")
@db_option("the database to judge anew")
@config_option
@format_option(TABLE_FORMATS)
@output_option
def command(db: Path | None, config: Path | None, format_name: str, output: Path | None) -> int:
    """Lists the links whose verdict is another now, as after an update of linkwatch. The looks themselves stay.

    The database is given with --db or as `path` in [database] of the settings.
    """
    path = database_path(db, config)
    if not path.exists():
        raise UsageError(f"{path}: no such database")
    with Store.open(path) as store, open_output(output) as out:
        write_table(format_name, _rows(store), out, title="Verdicts that changed")
    return EXIT_CLEAN


def _rows(store: Store) -> Iterator[dict[str, Any]]:
    for look, verdict in app.rejudge(store, app.utc_now()):
        yield {
            "url": look.url,
            "old_status": look.status,
            "old_reason": look.reason,
            "status": verdict.status,
            "reason": verdict.reason,
        }
