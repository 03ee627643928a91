"""`linkwatch report`: what a whole database comes to."""

from pathlib import Path

import click

from linkwatch.app import utc_now
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
from linkwatch.report import write_health, write_overview, write_table
from linkwatch.store import Store

_TITLES = {"article": "Articles", "host": "Hosts", "source": "Sources", "time": "Days"}
_RISKS = {"risk": "Links that may be lost next", "article-risk": "Articles that may lose links next"}
_MOST_AT_RISK = 500


@click.command("report")
@db_option("the database to read")
@config_option
@click.option("--by", type=click.Choice((*_TITLES, *_RISKS)), help="one list: the worst first, time by day")
@click.option(
    "--top", type=click.IntRange(1, 1000), default=10, show_default=True, help="length of each list without --by"
)
@format_option("overview")
@output_option
def command(
    db: Path | None, config: SettingsFile | None, by: str | None, top: int, format_name: str, output: Path | None
) -> int:
    """Without --by: links by status, the newest deaths and returns, the articles at most risk, the worst hosts, and
    rot over time. The numbers are those of the database's views, which `linkwatch browse` shows too. `--by risk`
    and `--by article-risk` tell what may be lost within a year, by what was published and by what was seen of each
    site.

    The database is given with --db or as `path` in [database] of the settings.
    """
    with Store.open(database_path(db, config), read_only=True) as store, open_output(output) as out:
        if by is None:
            write_overview(format_name, store.overview.summary(top), out)
        elif by in _RISKS:
            rows = store.risks.links if by == "risk" else store.risks.articles
            write_table(format_name, rows(utc_now(), _MOST_AT_RISK), out, title=_RISKS[by])
        else:
            write_health(format_name, store.overview.health(by), out, title=_TITLES[by])
    return EXIT_CLEAN
