"""`linkwatch browse`: the database in a web browser."""

import sys
from functools import partial
from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option, settings_from
from linkwatch.cli.person import name_of_person
from linkwatch.config import SettingsFile
from linkwatch.errors import ConfigError
from linkwatch.store import open_to_ask


@click.command("browse")
@db_option("the database to show")
@config_option
@click.option("--host", default="127.0.0.1", metavar="HOST", show_default=True, help="address to listen on")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, metavar="N", show_default=True, help="its port")
@click.option("--name", "names", multiple=True, metavar="NAME", help="what readers call this machine, if not localhost")
@click.option("--token", "with_token", is_flag=True, help="print a link that lets you act on the pages, not only read")
@click.option("--open", "open_browser", is_flag=True, help="open the page in a browser")
def command(
    db: Path | None,
    config: SettingsFile | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    with_token: bool,
    open_browser: bool,
) -> int:
    """The database is only read, and may be written to meanwhile. It is given with --db or as `path` in [database] of
    the settings. Anyone who reaches HOST can read all of it, under an address in numbers, as localhost, HOST or a NAME.

    With --token a link is printed to standard output, which counts once. Who opens it can have links looked at,
    archived or excluded, say what they are, and add sources on the web, in the name of whoever started this. The daemon
    carries that out; where none is at work, this program does, by the same settings.
    """
    path = database_path(db, config)
    try:
        from linkwatch.browse import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in ("datasette", "uvicorn"):
            raise
        raise ConfigError("browsing needs Datasette: pip install 'linkwatch[browse]'") from error
    if not with_token:
        server.serve(path, host, port, names=names, say=_say, open_browser=open_browser)
        return EXIT_CLEAN
    from linkwatch.app.acting import act_where_no_daemon_does
    from linkwatch.browse.acting import Acting

    settings = settings_from(config, {})
    with open_to_ask(path):  # whether it can be written is better said now than to whoever fills in a form
        pass
    server.serve(
        path,
        host,
        port,
        names=names,
        say=_say,
        open_browser=open_browser,
        who_acts=Acting(name_of_person(), _say_link),
        work=partial(act_where_no_daemon_does, path, settings),
    )
    return EXIT_CLEAN


def _say_link(link: str) -> None:
    click.echo(f"linkwatch: open this once to act on the pages: {link}")
    sys.stdout.flush()


def _say(address: str) -> None:
    click.echo(f"linkwatch: the database can be read at {address} (Ctrl-C ends)", err=True)
