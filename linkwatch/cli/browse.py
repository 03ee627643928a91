"""`linkwatch browse`: the database in a web browser."""

from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option
from linkwatch.config import SettingsFile
from linkwatch.errors import ConfigError


@click.command("browse")
@db_option("the database to show")
@config_option
@click.option("--host", default="127.0.0.1", metavar="HOST", show_default=True, help="address to listen on")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, metavar="N", show_default=True, help="its port")
@click.option("--name", "names", multiple=True, metavar="NAME", help="what readers call this machine, if not localhost")
@click.option("--open", "open_browser", is_flag=True, help="open the page in a browser")
def command(
    db: Path | None, config: SettingsFile | None, host: str, port: int, names: tuple[str, ...], open_browser: bool
) -> int:
    """The database is only read, and may be written to meanwhile. It is given with --db or as `path` in [database] of
    the settings. Anyone who reaches HOST can read all of it, under an address in numbers, as localhost, HOST or a NAME.
    """
    path = database_path(db, config)
    try:
        from linkwatch.browse import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in ("datasette", "uvicorn"):
            raise
        raise ConfigError("browsing needs Datasette: pip install 'linkwatch[browse]'") from error
    server.serve(path, host, port, names=names, say=_say, open_browser=open_browser)
    return EXIT_CLEAN


def _say(address: str) -> None:
    click.echo(f"linkwatch: the database can be read at {address} (Ctrl-C ends)", err=True)
