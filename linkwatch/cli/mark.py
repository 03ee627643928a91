"""`linkwatch mark`: a person's word on a link."""

from datetime import UTC, datetime
from pathlib import Path

import click

from linkwatch.app import given_target
from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, database_path, db_option, parse_moment
from linkwatch.cli.person import name_of_person
from linkwatch.config import SettingsFile
from linkwatch.errors import UsageError
from linkwatch.model import Mark, Status
from linkwatch.report.safety import safe
from linkwatch.store import Store
from linkwatch.urls import redact

_TAKEN_BACK = "none"
_WORDS = tuple(str(status) for status in Status if status is not Status.UNCHECKED)


@click.command("mark")
@click.argument("url")
@click.option(
    "--as",
    "word",
    type=click.Choice((*_WORDS, _TAKEN_BACK)),
    required=True,
    help="what the link is; none takes an earlier word back; skipped is not looked at",
)
@click.option("--note", metavar="TEXT", help="why, for whoever reads the reports")
@click.option("--until", metavar="DATE", help="when the word ends by itself, at the beginning of that day in UTC")
@db_option("the database that has the link")
@config_option
def command(
    url: str, word: str, note: str | None, until: str | None, db: Path | None, config: SettingsFile | None
) -> int:
    """What you say of a link stands above what linkwatch sees of it, in every report and for the daemon, until you take
    it back or its date has come. It is shown as yours. The link is looked at as before, and what is seen is kept too.

    The database is given with --db or as `path` in [database] of the settings.
    """
    now = datetime.now(UTC)
    status = None if word == _TAKEN_BACK else Status(word)
    if status is None and (note or until):
        raise UsageError("--as none takes a word back: --note and --until belong to a word that stands")
    end = parse_moment("--until", until)
    if end is not None and end <= now:
        raise UsageError(f"--until: {until} is over")
    path = database_path(db, config)
    mark = Mark(status, name_of_person(), note, end)
    with Store.open(path, create=False) as store:
        if not store.marks.put(redact(given_target(url).url), mark, now) and not store.marks.put(url, mark, now):
            lack = "no such link, or nobody has marked it" if status is None else "no such link"
            raise UsageError(f"{path}: {lack}: {url}; `linkwatch links` lists them")
        store.upkeep.record_status_counts(now.date())  # reports say the same of today everywhere
    done = "is judged by its looks again" if status is None else f"is {status} by your word"
    click.echo(safe(f"{redact(url)} {done}", for_people=True))
    return EXIT_CLEAN
