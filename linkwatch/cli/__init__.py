"""The command line: words in, exit codes out. One file per command, loaded when it is used.

Exit codes: 0 nothing found; 1 findings; 2 wrong use, settings or unreadable input; 3 the run could not be
trusted or finished; 143 told to end (SIGTERM) before there was anything to finish.
"""

import importlib
import inspect
import logging
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from linkwatch import __version__, lacks, memory
from linkwatch.errors import LinkwatchError, MachineError, OutageError, StoreLockedError
from linkwatch.reading import preloads
from linkwatch.reading.forking import get_ready

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_UNTRUSTED = 0, 1, 2, 3
_EXIT_TERMINATED = 128 + signal.SIGTERM

# The helps stand here, not in the commands, so that `linkwatch --help` need not load them.
_COMMANDS = {
    "audit": "Check every link of articles, find snapshots of the dead ones, report.",
    "extract": "List the citations of articles; nothing is checked.",
    "check": "Check given URLs; show the verdict and its evidence.",
    "recover": "Find again what lost targets of articles led to.",
    "daemon": "Watch articles for years: the service, or one pass of it with --once.",
    "add": "Track articles: files, pages, feeds, sitemaps, websites, wikis, repositories.",
    "remove": "Track articles no longer; their history stays.",
    "sources": "List what is tracked.",
    "links": "List the links of a database.",
    "history": "Show every look at one URL and what was found.",
    "recheck": "Look again now at links of a database.",
    "mark": "Say what a link is: your word stands above what is seen.",
    "exclusions": "List what people excluded on the pages of browse, or end it.",
    "report": "Sum up a database: what died, what came back, which articles and hosts fare worst.",
    "fix": "Mend articles: send readers of dead links to archived copies.",
    "archive": "Have the given URLs saved in an archive while they are alive.",
    "browse": "Show the database in a web browser; read-only, but with --token.",
    "backup": "Copy a database, even while a daemon writes to it.",
    "restore": "Put a copy in the place of a database.",
    "init": "Write a commented settings file to begin with.",
    "schema": "Show the JSON Schema of what a command writes.",
    "config": "Show which settings are in force, and where each comes from.",
    "doctor": "Say whether settings, database, network and archive are fine.",
    "rejudge": "Judge the stored evidence of a database anew, without network.",
}


_READ_WITH = {  # what the processes load that those soon need, while the command loads itself
    "audit": preloads.PAGES,
    "check": preloads.PAGES,
    "extract": preloads.ARTICLES,
    "fix": preloads.ARTICLES,
    "recover": preloads.PAGES,
}


_NOT_OF_MEMORY = lacks.NotOfMemory()  # added again and again, it is there once


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"linkwatch.cli.{cmd_name}").command
        summary, more = _COMMANDS[cmd_name], inspect.cleandoc(command.help or "")
        if not more.startswith(summary):  # it was asked for before
            command.help = f"{summary}\n\n{more}"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        is_carried_out = not ctx.resilient_parsing and {*ctx.help_option_names}.isdisjoint(args)  # not only completed
        if is_carried_out and args[0] in _READ_WITH:
            get_ready(_READ_WITH[args[0]])
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            if meant := get_close_matches(args[0], _COMMANDS, 1, 0.7):
                raise click.UsageError(f"{error.message} Did you mean {meant[0]}?", ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="linkwatch")
def cli() -> None:
    """Keeps citations alive: checks every link of an article with evidence and finds the archived copy to use
    instead.
    """


def main() -> None:
    """Run the command line and exit. Nobody sees a traceback unless LINKWATCH_DEBUG is set."""
    memory.collect_seldom()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for some reads every package's entry points
    signal.signal(signal.SIGTERM, _terminate)  # else the first process of a container would not hear it
    if sys.argv[1:2] == ["daemon"]:  # held back, not lost, until the service hears it: before, it would end the process
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        sys.exit(run(sys.argv[1:]))
    finally:
        memory.leave_to_the_system()


def _terminate(_: int, __: FrameType | None) -> None:
    sys.exit(_EXIT_TERMINATED)


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code. What went wrong is said on standard error."""
    _tell_what_is_done_to_databases()
    logging.getLogger("asyncio").addFilter(_NOT_OF_MEMORY)
    try:
        code = cli.main(list(arguments), prog_name="linkwatch", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (MachineError, OutageError, StoreLockedError) as error:
        click.echo(f"linkwatch: {error}", err=True)
        return EXIT_UNTRUSTED
    except LinkwatchError as error:
        for line in str(error).splitlines():
            click.echo(f"linkwatch: {line}", err=True)
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("linkwatch: interrupted", err=True)
        return EXIT_UNTRUSTED
    except Exception as error:  # the last net: a fault of ours must not look like a verdict
        if (lack := lacks.as_lack(error)) is not None:
            click.echo(f"linkwatch: {lack}", err=True)
            return EXIT_UNTRUSTED
        if os.environ.get("LINKWATCH_DEBUG"):
            raise
        click.echo(f"linkwatch: internal error: {type(error).__name__}: {error}", err=True)
        click.echo("linkwatch: please report it; LINKWATCH_DEBUG=1 shows where it happened", err=True)
        return EXIT_UNTRUSTED
    return code if isinstance(code, int) else EXIT_CLEAN


class _OnStandardError(logging.Handler):
    """Shows what a command says of its work, unless a log is kept, which has it already."""

    def emit(self, record: logging.LogRecord) -> None:
        if not logging.getLogger().handlers:
            click.echo(f"linkwatch: {record.getMessage()}", err=True)


def _tell_what_is_done_to_databases() -> None:
    logger = logging.getLogger("linkwatch.store")
    logger.setLevel(logging.INFO)
    if not any(isinstance(handler, _OnStandardError) for handler in logger.handlers):
        logger.addHandler(_OnStandardError())
