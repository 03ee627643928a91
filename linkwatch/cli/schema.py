"""`linkwatch schema`: the JSON Schema of what a command writes."""

from importlib.resources import files

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import open_output

SCHEMAS = {"audit": "audit", "check": "audit", "recheck": "audit"} | {
    name: name for name in ("extract", "fix", "recover")
}
"""By the name of a command, the file in linkwatch/report/schemas/ that says what it writes."""


@click.command("schema")
@click.argument("name", metavar="COMMAND", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> int:
    """COMMAND is audit, check, recheck, extract, fix or recover, whose --format json is described.

    Names may be added to what is written, but none is taken away or means something else.
    """
    with open_output(None) as out:
        out.write((files("linkwatch.report") / "schemas" / f"{SCHEMAS[name]}.json").read_text(encoding="utf-8"))
    return EXIT_CLEAN
