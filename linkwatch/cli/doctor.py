"""`linkwatch doctor`: is everything fine?"""

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from linkwatch import __version__
from linkwatch.app.diagnosing import diagnose
from linkwatch.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE
from linkwatch.cli.options import config_option, db_option, open_output, read_settings
from linkwatch.config import SettingsFile
from linkwatch.errors import ConfigError
from linkwatch.report.safety import safe
from linkwatch.watch import doctor
from linkwatch.watch.finding import OK, PROBLEM, WARNING, Finding
from linkwatch.watch.looking_at_database import look_at_log
from linkwatch.watch.mending import mend

_COLOURS = {OK: "green", WARNING: "yellow", PROBLEM: "red"}


@click.command("doctor")
@db_option("the database to look at")
@config_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("terminal", "json")),
    default="terminal",
    show_default=True,
    help="how to write it",
)
@click.option("--repair", is_flag=True, help="make a new database of what can be read of a damaged one, which is kept")
def command(db: Path | None, config: SettingsFile | None, format_name: str, *, repair: bool) -> int:
    """Looks at the settings, the database, the network and the archive, and says what to do. Without --repair it
    changes nothing and takes half a minute at most. It sends no keys.

    --repair reads a damaged database around the pages that cannot be read, and tells of each table how many rows were
    saved. No daemon may be at work on it.

    The exit code is 0 when there is no problem (warnings are none), 1 when there is one, 2 for wrong settings.
    """
    findings, is_configured = _examine(db, config, repair=repair)
    has_problem = any(finding.state == PROBLEM for finding in findings)
    if format_name == "json":
        with open_output(None) as out:
            rows = [safe(asdict(finding), for_people=False) for finding in findings]
            json.dump(
                {"linkwatch": {"version": __version__}, "healthy": not has_problem, "findings": rows}, out, indent=2
            )
            out.write("\n")
    else:
        for finding in findings:
            _show(finding)
    if not is_configured:
        return EXIT_USAGE
    return EXIT_FINDINGS if has_problem else EXIT_CLEAN


def _examine(db: Path | None, config: SettingsFile | None, *, repair: bool) -> tuple[list[Finding], bool]:
    try:
        settings = read_settings(config)
    except ConfigError as error:
        wrong = [
            Finding("configuration", PROBLEM, line, "correct it; `linkwatch init FILE` writes a file with every key")
            for line in str(error).splitlines()
        ]
        return [*doctor.installation(), *wrong], False
    database = db or settings.database.path
    now = datetime.now(UTC)
    lost = look_at_log(database) if database is not None else []  # before anything opens it
    mended = mend(database, now) if repair and database is not None else []
    return [*lost, *mended, *asyncio.run(diagnose(settings, config.path if config else None, database, now))], True


def _show(finding: Finding) -> None:
    text = safe(finding.text, for_people=True)
    click.echo(f"{click.style(f'{finding.state:<8}', fg=_COLOURS[finding.state])} {finding.topic:<14} {text}")
    if finding.advice:
        click.echo(f"{'':<23} → {finding.advice}")
