"""`linkwatch schema`: the JSON Schema of what a command writes."""

import json

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import open_output
from linkwatch.errors import UsageError
from linkwatch.report.schema import COMMANDS, COMMANDS_WITH_LINES, schema_of, schema_of_lines


@click.command("schema")
@click.argument("name", metavar="COMMAND", type=click.Choice(COMMANDS))
@click.option("--lines", is_flag=True, help="of each line of --format jsonl")
def command(name: str, *, lines: bool) -> int:
    """Describes what COMMAND writes with `--format json`; report-by is `report --by`.

    Names may be added to what is written, but none is taken away or means something else.
    """
    if lines and name not in COMMANDS_WITH_LINES:
        raise UsageError(f"{name} writes no lines of JSON; these do: {', '.join(COMMANDS_WITH_LINES)}")
    schema = schema_of_lines(name) if lines else schema_of(name)
    with open_output(None) as out:
        out.write(json.dumps(schema, indent=1, ensure_ascii=False) + "\n")
    return EXIT_CLEAN
