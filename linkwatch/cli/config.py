"""`linkwatch config`: which settings are in force, and where each comes from."""

import json
from itertools import groupby

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.cli.options import config_option, load_all, open_output
from linkwatch.config import SettingsFile
from linkwatch.config.telling import in_force


@click.command("config")
@config_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("terminal", "json")),
    default="terminal",
    show_default=True,
    help="how to write it; on the terminal it is TOML",
)
def command(config: SettingsFile | None, format_name: str) -> int:
    """Secrets are not shown. A value comes from the command line, else from the environment, else from the settings'
    file, else it is the default.

    Without --config, the first of linkwatch.toml, .linkwatch.toml and [tool.linkwatch] of pyproject.toml counts, in
    the working folder and from there upwards to the root of the repository.
    """
    loaded = load_all(config)
    rows = list(in_force(loaded.settings, loaded.origins))
    file = str(config.path) if config else None
    with open_output(None) as out:
        if format_name == "json":
            json.dump({"file": file, "settings": rows}, out, indent=2, ensure_ascii=False)
            out.write("\n")
            return EXIT_CLEAN
        out.write(f"# settings' file: {file or 'none'}\n")
        for section, keys in groupby(rows, key=lambda row: row["section"]):
            out.write(f"\n{section}\n")
            for row in keys:
                written = f"{row['key']} = {row['value']}" if row["value"] else f"# {row['key']} is not set"
                out.write(f"{written:<40}  # {row['origin']}\n")
    return EXIT_CLEAN
