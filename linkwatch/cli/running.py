"""What `audit`, `check` and `recheck` share: their options, and the way from run to report and exit code."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from linkwatch.app import running
from linkwatch.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNTRUSTED, EXIT_USAGE
from linkwatch.cli.options import (
    check_options,
    config_option,
    db_option,
    format_option,
    open_output,
    output_option,
    parse_findings,
    parse_moment,
    parse_statuses,
    settings_from,
    tell_settings_file,
)
from linkwatch.cli.progress import watch
from linkwatch.config import Settings
from linkwatch.errors import StoreError, StoreLockedError, UsageError
from linkwatch.model import FRAGMENT_MISSING, LOST
from linkwatch.report import Report, write_report
from linkwatch.report.register import DEFAULT_FORMAT, can_write, format_names
from linkwatch.store import Store, read_baseline

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OF_REPORT = (
    format_option("report"),
    output_option,
    click.option(
        "--also", multiple=True, metavar="FORMAT=FILE", help="write the report in this way too; may be repeated"
    ),
)
_OF_RUN = (
    config_option,
    click.option("--cited-at", metavar="DATE", help="when the links were cited, whatever their articles say"),
    click.option("--no-archive", is_flag=True, help="ask no archive for snapshots"),
    click.option("--no-moved", is_flag=True, help="do not look for where the pages of dead links are now"),
    click.option(
        "--snapshots-for",
        metavar="STATUS,...",
        help="find snapshots of links that end so; what keeps failing counts as dead  [dead,changed]",
    ),
    click.option(
        "--fail-on",
        metavar="STATUS,...",
        help="findings that make the exit code 1, or none  [dead,failing,fragment-missing]",
    ),
    click.option(
        "--baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="only what was no finding yet in this earlier database counts for the exit code",
    ),
    click.option("--list", "listed", metavar="STATUS,...", help="tell these links one by one too, as alive or skipped"),
    click.option("--offline", is_flag=True, help="look at local files only; no site and no archive is asked"),
    click.option("-v", "--verbose", is_flag=True, help="tell the settings' file, and each link as it ends"),
    click.option("-q", "--quiet", is_flag=True, help="no progress, and no report on standard output"),
    check_options,
)


def run_options(
    db_help: str = "keep the results in this SQLite database; without it nothing is kept",
) -> Callable[[_Command], _Command]:
    """Give a command the options of a run; `run_and_report` understands them. db_help: what --db is for."""

    def add(command: _Command) -> _Command:
        for option in reversed((*_OF_REPORT, db_option(db_help), *_OF_RUN)):
            command = option(command)
        return command

    return add


def run_and_report(
    name: str,
    run: Callable[..., Coroutine[Any, Any, running.Outcome]],
    what: object,
    options: dict[str, Any],
    *,
    create: bool = True,
) -> int:
    """Carry out a run, write its report, return the exit code.

    run: running.audit, check or recheck. what: the inputs, URLs, or which links. options: as `run_options` read them.
    create: make the database where there is none.
    """
    settings = _settings_for_run(options)
    findings = parse_findings(options["fail_on"])
    snapshots_for = parse_statuses(options["snapshots_for"], frozenset(LOST))
    cited_at = parse_moment("--cited-at", options["cited_at"])
    listed = parse_statuses(options["listed"], frozenset())
    outputs_wanted = _outputs_of(options)
    if options["verbose"]:
        tell_settings_file(options["config"])
    # Before the run: the baseline may be the very database that the run writes to.
    baseline = None if options["baseline"] is None else read_baseline(options["baseline"], findings)
    with ExitStack() as stack:
        outputs = [(format_name, stack.enter_context(open_output(path))) for format_name, path in outputs_wanted]
        store = stack.enter_context(Store.open(options["db"], create=create))
        names = outputs_wanted[:1] == [(DEFAULT_FORMAT, None)]
        is_verbose, is_quiet = options["verbose"], options["quiet"]
        with watch(is_verbose=is_verbose, is_quiet=is_quiet, report_names_unreadable=names) as watcher:
            how = {"cited_at": cited_at, "snapshots_for": snapshots_for, "watcher": watcher}
            outcome = carry_out(partial(run, store, settings, what, **how), store)
        report = running.report_of(store, outcome, name, findings, baseline, listed)
        for format_name, out in outputs:
            write_report(format_name, report, out)
    if not outcome.complete:
        click.echo(f"linkwatch: this run cannot be trusted: {outcome.problem}", err=True)
        return EXIT_UNTRUSTED
    if outcome.problem is not None:
        click.echo(f"linkwatch: {outcome.problem}", err=True)
    if watcher.unreadable_count:
        return EXIT_USAGE
    return EXIT_FINDINGS if _has_findings(report) else EXIT_CLEAN


def _settings_for_run(options: dict[str, Any]) -> Settings:
    overrides = {("archive", "find"): False} if options["no_archive"] or options["offline"] else {}
    if options["no_moved"]:
        overrides["repair", "moved"] = False
    if not options["offline"]:
        return settings_from(options["config"], options, overrides)
    if options["db"] is not None:
        raise UsageError("--offline keeps nothing: leave --db out")
    return settings_from(options["config"], options, overrides).offline()


def _outputs_of(options: dict[str, Any]) -> list[tuple[str, Path | None]]:
    """Return the reports that are wanted, each with its file; None for standard output. Raises UsageError."""
    also = [_parse_also(text) for text in options["also"]]
    files = [path.resolve() for path in (options["output"], *(path for _, path in also)) if path is not None]
    if twice := next((path for path in files if files.count(path) > 1), None):
        raise UsageError(f"{twice}: two reports cannot be written to one file")
    if options["verbose"] and options["quiet"]:
        raise UsageError("--verbose and --quiet: give one of them")
    first = [] if options["quiet"] and options["output"] is None else [(options["format_name"], options["output"])]
    return [*first, *also]


def _parse_also(text: str) -> tuple[str, Path]:
    """Read "sarif=report.sarif". Raises UsageError for another format, or no file."""
    format_name, _, file = text.partition("=")
    if not can_write(format_name, "report") or file in ("", "-"):
        raise UsageError(f"--also: not FORMAT=FILE: {text!r}; the formats are {', '.join(format_names('report'))}")
    return format_name, Path(file)


def _has_findings(report: Report) -> bool:
    if report.compared is not None:
        return report.compared.new > 0
    if FRAGMENT_MISSING in report.findings and report.run["fragments_missing"]:
        return True
    return any(report.run["by_status"].get(status) for status in report.findings)


def carry_out(run: Callable[[], Coroutine[Any, Any, running.Outcome]], store: Store) -> running.Outcome:
    """Run to the end, or to where it was cut off: what was found until then is still worth a report."""
    before = store.runs.last()
    problem = "it was interrupted"
    try:
        with asyncio.Runner() as runner:
            return runner.run(_until_terminated(run))
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
    except StoreLockedError as error:
        if store.runs.last() == before:
            raise
        problem = str(error)
    except StoreError as error:
        problem = str(error)
    run_id = store.runs.last()
    if run_id is None or run_id == before:
        raise UsageError(problem)
    return running.Outcome(run_id, complete=False, problem=problem)


async def _until_terminated(run: Callable[[], Coroutine[Any, Any, running.Outcome]]) -> running.Outcome:
    """Carry out the work; SIGTERM ends it as Ctrl-C does, so that the database learns of the end."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await run()
