"""`linkwatch init`: a settings file to begin with."""

from pathlib import Path

import click

from linkwatch.cli import EXIT_CLEAN
from linkwatch.config.telling import commented_file
from linkwatch.errors import UsageError


@click.command("init")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=Path("linkwatch.toml"))
def command(file: Path) -> int:
    """FILE is linkwatch.toml unless you name another. Every setting stands in it with its default, commented out. A
    file that is there is left as it is.

    linkwatch.toml is found by itself, in the working folder and from there upwards to the root of the repository.
    """
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(commented_file())
    except FileExistsError as error:
        raise UsageError(f"{file}: is there already, and stays as it is") from error
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from error
    click.echo(f"linkwatch: {file}: written; `linkwatch config` shows what is in force", err=True)
    return EXIT_CLEAN
