"""`linkwatch recheck`: look again at what the database has."""

from typing import Any

import click

from linkwatch.app import running
from linkwatch.cli.options import database_path, parse_statuses, read_host
from linkwatch.cli.running import run_and_report, run_options
from linkwatch.errors import UsageError


@click.command("recheck")
@click.argument("web_urls", nargs=-1, metavar="[URL]...")
@click.option("--status", metavar="STATUS,...", help="links that have one of these")
@click.option("--host", metavar="HOST", callback=read_host, help="links to this host; HOST:PORT for one of its ports")
@run_options("the database that has the links; the results are kept there")
def command(web_urls: tuple[str, ...], status: str | None, host: str | None, **options: Any) -> int:
    """Looks now, whenever the links are due, and keeps what it finds as `audit --db` does. Name URLs, or say which
    links with --status and --host.

    The database is given with --db or as `path` in [database] of the settings. The exit codes are those of `audit`.
    """
    if bool(web_urls) == bool(status or host):
        raise UsageError("which links? Name URLs, or say which with --status and --host")
    options["db"] = database_path(options["db"], options["config"])
    options["max_age"] = "0s"
    known = running.Known(web_urls, parse_statuses(status, frozenset()), host)
    return run_and_report("check", running.recheck, known, options, create=False)
