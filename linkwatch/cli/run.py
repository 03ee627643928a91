"""What `audit` and `check` share: their options, and the way from the run to the report and the exit code."""

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
    parse_cited_at,
    parse_findings,
    parse_statuses,
    settings_from,
)
from linkwatch.cli.progress import watch
from linkwatch.errors import StoreError, UsageError
from linkwatch.model import FRAGMENT_MISSING, LOST
from linkwatch.report import Report, write_report
from linkwatch.report.register import can_write, format_names
from linkwatch.store import Store, read_baseline

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    format_option("report"),
    output_option,
    click.option(
        "--also", multiple=True, metavar="FORMAT=FILE", help="write the report in this way too; may be repeated"
    ),
    db_option("keep the results in this SQLite database; without it nothing is kept"),
    config_option,
    click.option("--cited-at", metavar="DATE", help="when the links were cited, whatever their articles say"),
    click.option("--no-archive", is_flag=True, help="ask no archive for snapshots"),
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
    check_options,
)


def run_options(command: _Command) -> _Command:
    """Give a command the options of a run; `run_and_report` understands them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def run_and_report(
    name: str, run: Callable[..., Coroutine[Any, Any, running.Outcome]], what: tuple[str, ...], options: dict[str, Any]
) -> int:
    """Carry out a run, write its report, return the exit code.

    run: running.audit or app.check. what: the inputs or URLs. options: as `run_options` read them.
    """
    overrides = {("archive", "find"): False} if options["no_archive"] else None
    settings = settings_from(options["config"], options, overrides)
    findings = parse_findings(options["fail_on"])
    snapshots_for = parse_statuses(options["snapshots_for"], frozenset(LOST))
    cited_at = parse_cited_at(options["cited_at"])
    also = [_parse_also(text) for text in options["also"]]
    # Before the run: the baseline may be the very database that the run writes to.
    baseline = None if options["baseline"] is None else read_baseline(options["baseline"], findings)
    with ExitStack() as stack:
        wanted = [(options["format_name"], options["output"]), *also]
        outputs = [(format_name, stack.enter_context(open_output(path))) for format_name, path in wanted]
        store = stack.enter_context(Store.open(options["db"]))
        with watch() as watcher:
            how = {"cited_at": cited_at, "snapshots_for": snapshots_for, "watcher": watcher}
            outcome = _carry_out(partial(run, store, settings, what, **how), store)
        report = running.report_of(store, outcome.run_id, name, findings, baseline)
        for format_name, out in outputs:
            write_report(format_name, report, out)
    if not outcome.complete:
        click.echo(f"linkwatch: this run cannot be trusted: {outcome.problem}", err=True)
        return EXIT_UNTRUSTED
    if watcher.unreadable_count:
        return EXIT_USAGE
    return EXIT_FINDINGS if _has_findings(report) else EXIT_CLEAN


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


def _carry_out(run: Callable[[], Coroutine[Any, Any, running.Outcome]], store: Store) -> running.Outcome:
    """Run to the end, or to where it was cut off: what was found until then is still worth a report."""
    before = store.runs.last()
    problem = "it was interrupted"
    try:
        with asyncio.Runner() as runner:
            return runner.run(_until_terminated(run))
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
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
