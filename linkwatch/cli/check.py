"""`linkwatch check`: verdict and evidence of given URLs."""

from typing import Any

import click

from linkwatch.app import running
from linkwatch.cli.options import max_age_option
from linkwatch.cli.running import run_and_report, run_options


@click.command("check")
@click.argument("web_urls", nargs=-1, required=True, metavar="URL...")
@max_age_option
@run_options()
def command(web_urls: tuple[str, ...], **options: Any) -> int:
    """The report says for each URL what was asked, what was answered and what follows from it.

    The exit codes are those of `audit`.
    """
    return run_and_report("check", running.check, web_urls, options)
