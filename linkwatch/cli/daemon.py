"""`linkwatch daemon`: the service."""

import asyncio
import logging
import sys
from functools import partial
from pathlib import Path

import click

from linkwatch.app import watching
from linkwatch.cli import EXIT_CLEAN, EXIT_UNTRUSTED
from linkwatch.cli.options import check_options, config_option, database_path, db_option, settings_from
from linkwatch.config import SettingsFile
from linkwatch.store import bring_up_to_date
from linkwatch.watch.logs import set_up_logging

_log = logging.getLogger(__name__)


@click.command("daemon")
@config_option
@db_option("the database to work on")
@click.option("--once", is_flag=True, help="do one pass of everything and end, as for cron")
@check_options
def command(config: SettingsFile | None, db: Path | None, *, once: bool, **options: object) -> int:
    """Reads the sources of the settings and those of `linkwatch add`, looks at the links that are due, finds archived
    copies of what is lost, has copies made, tells what changed; until SIGTERM. SIGHUP reads the settings again.

    With --once, every source is read and every link that is due is looked at; the exit code is 3 if our own network
    was down.
    """
    path = database_path(db, config)
    settings = settings_from(config, options)
    set_up_logging(sys.stderr, json=not sys.stderr.isatty())
    reload = partial(settings_from, config, options)
    if not bring_up_to_date(path):  # while signals still end this process at once: in the loop they would wait
        _log.info("a new database is begun: %s", path.absolute())
    with asyncio.Runner() as runner:
        problem = runner.run(watching.run_daemon(path, settings, reload, once=once))
    if problem is not None:
        click.echo(f"linkwatch: this pass cannot be trusted: {problem}", err=True)
    return EXIT_CLEAN if problem is None else EXIT_UNTRUSTED
