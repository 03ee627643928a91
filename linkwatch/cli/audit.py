"""`linkwatch audit`: extract, check, find snapshots, report."""

from typing import Any

import click

from linkwatch.app import running
from linkwatch.cli.options import InputCommand, extract_options, inputs_argument, max_age_option
from linkwatch.cli.running import run_and_report, run_options


@click.command("audit", cls=InputCommand)
@inputs_argument
@extract_options
@max_age_option
@run_options()
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """INPUT is a file, a folder, a glob, a URL, or - for standard input.

    The exit code is 0 when nothing was found, 1 for findings, 2 for wrong use or unreadable input, 3 when the run
    cannot be trusted.
    """
    return run_and_report("audit", running.audit, inputs, options)
