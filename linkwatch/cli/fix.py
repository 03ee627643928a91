"""`linkwatch fix`: articles whose dead links lead to archived copies."""

import asyncio
import os
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import click

from linkwatch.app import branching, fixing, running
from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.patch import unified
from linkwatch.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNTRUSTED, EXIT_USAGE
from linkwatch.cli.options import (
    InputCommand,
    check_options,
    config_option,
    db_option,
    format_option,
    open_output,
    output_option,
    parse_cited_at,
    settings_from,
)
from linkwatch.cli.progress import Watcher, watch
from linkwatch.cli.run import carry_out
from linkwatch.config import Settings
from linkwatch.errors import InputError, UsageError
from linkwatch.model import LOST, Row, Status, Unreadable
from linkwatch.report import write_table
from linkwatch.store import Store

_WAYS = ("diff", "write", "pr")


@click.command("fix", cls=InputCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--as",
    "form",
    type=click.Choice([form.value for form in Form]),
    default=Form.REPLACE.value,
    show_default=True,
    help="how readers are sent to the copy: its address in the place of the link's own, the same with attributes that "
    "say what it stands for, the parameters of a wiki's cite template, a note behind the link",
)
@click.option("--diff", is_flag=True, help="print a patch for `git apply` or `patch -p1`; change nothing")
@click.option("--write", is_flag=True, help="change the files")
@click.option("--pr", is_flag=True, help="put the mended files on a new branch of their git repository")
@click.option("--changed", is_flag=True, help="mend links too whose page no longer says what was cited")
@click.option("--redirects", is_flag=True, help="cite pages that have moved for good where they are now")
@format_option("tables")
@output_option
@db_option("mend by what this database of an audit or a daemon knows; without it the articles are audited first")
@config_option
@click.option("--cited-at", metavar="DATE", help="when the links were cited, whatever their articles say")
@click.option("--no-archive", is_flag=True, help="do not ask whether the copies that --db knows are still there")
@check_options
def command(inputs: tuple[str, ...], form: str, format_name: str, output: Path | None, **options: Any) -> int:
    """INPUT is a file, a folder or a glob. Without --diff, --write or --pr it is listed what would be done.

    Only dead links are mended of which an archived copy was opened and fits. The exit code is 0 when nothing is left to
    be mended, 1 when something is, 2 for wrong use and for files that cannot be mended, 3 when the audit cannot be
    trusted.
    """
    if sum(options[way] for way in _WAYS) > 1:
        raise UsageError("--diff, --write and --pr: one of them")
    if options["no_archive"] and options["db"] is None:
        raise UsageError("--no-archive: without copies nothing can be mended; name a database with --db")
    fixing.require_files(inputs)
    settings = settings_from(options["config"], options)
    with ExitStack() as stack:
        out = stack.enter_context(open_output(output))
        store = stack.enter_context(Store.open(options["db"], create=False))
        with watch() as watcher:
            if options["db"] is None and (problem := _audit(store, settings, inputs, watcher, options)):
                click.echo(f"linkwatch: nothing was mended: {problem}", err=True)
                return EXIT_UNTRUSTED
            items = asyncio.run(_fix_all(store, settings, inputs, Form(form), options, watcher))
            done = _carry_out(store, items, out, watcher, options)
        if not options["diff"]:
            write_table(format_name, (row for item in items for row in _rows(item, done)), out, title="Repairs")
    if watcher.unreadable_count:
        return EXIT_USAGE
    return EXIT_FINDINGS if any(item.mended.changes and item.path not in done for item in items) else EXIT_CLEAN


def _audit(
    store: Store, settings: Settings, inputs: Sequence[str], watcher: Watcher, options: dict[str, Any]
) -> str | None:
    """Audit the articles first. Return why what was found cannot be trusted, None where it can."""
    cited_at = parse_cited_at(options["cited_at"])
    audit = partial(
        running.audit, store, settings, inputs, cited_at=cited_at, snapshots_for=frozenset(LOST), watcher=watcher
    )
    outcome = carry_out(audit, store)
    watcher.unreadable_count = 0  # what cannot be read is met, and told, once more
    return None if outcome.complete else outcome.problem


async def _fix_all(
    store: Store,
    settings: Settings,
    inputs: Sequence[str],
    form: Form,
    options: dict[str, Any],
    watcher: Watcher,
) -> list[fixing.Fixed]:
    statuses = {Status.DEAD}
    statuses |= {Status.CHANGED} if options["changed"] else set()
    statuses |= {Status.REDIRECTED} if options["redirects"] else set()
    asks = options["db"] is not None and not options["no_archive"]
    items = []
    async for item in fixing.fix(
        store, settings, inputs, form=form, statuses=statuses, asks_archives=asks, begins=watcher.reading
    ):
        if isinstance(item, Unreadable):
            watcher.unreadable(item)
        elif item.mended.treated:
            items.append(item)
    return items


def _carry_out(
    store: Store, items: Sequence[fixing.Fixed], out: TextIO, watcher: Watcher, options: dict[str, Any]
) -> set[Path]:
    """Print, write or commit what was mended. Return the files of which nothing is left to be done."""
    changed = [item for item in items if item.mended.changes]
    if options["diff"]:
        out.flush()
        for item in changed:
            patch = unified(_name_in_patch(item.path), item.document.body, item.mended.changes)
            out.buffer.write(patch)  # a file may hold what is no text
        return set()
    if options["pr"]:
        _commit(changed)
        return {item.path for item in changed}
    written = set()
    for item in changed if options["write"] else ():
        try:
            fixing.write(store, item)
            written.add(item.path)
        except InputError as error:
            watcher.unreadable(Unreadable(item.document.uri, str(error)))
    return written


def _commit(items: Sequence[fixing.Fixed]) -> None:
    repositories: dict[Path, list[fixing.Fixed]] = defaultdict(list)
    for item in items:
        repositories[branching.repository_of(item.path)].append(item)
    for repository, mended in repositories.items():
        bodies = {item.path: item.mended.body for item in mended}
        branch = branching.commit(repository, bodies, _message(mended))
        words = "has the repair" if branch.is_new else "has this repair already"
        click.echo(f"linkwatch: the branch {branch.name} of {repository} {words}", err=True)


def _message(items: Sequence[fixing.Fixed]) -> str:
    """Write a commit's message: what is done, and for each link why."""
    lines = []
    for item in items:
        for row in _rows(item, {item.path}):
            if not row["done"]:
                continue
            verdict = " ".join(filter(None, (row["status"], row["reason"])))
            lines += [f"- {row['article']}:{row['line'] or '?'}: {row['url']}"]
            lines += [f"  {verdict}, looked at {row['checked_at']}", f"  now: {row['replacement']}"]
    count = sum(line.startswith("- ") for line in lines)
    head = "Mend one link" if count == 1 else f"Mend {count} links"
    return "\n".join([head, "", *lines, ""])


def _rows(item: fixing.Fixed, done: set[Path]) -> list[Row]:
    rows = []
    for treated in item.mended.treated:
        link = item.links[treated.link]
        rows.append(
            {
                "article": item.document.uri,
                "line": treated.line,
                "href": treated.href,
                "text": treated.text,
                "url": link.url,
                "status": str(link.status),
                "reason": link.reason,
                "checked_at": link.checked_at,
                "replacement": treated.address,
                "problem": treated.problem,
                "planned": treated.is_planned,
                "done": treated.is_planned and item.path in done,
            }
        )
    return rows


def _name_in_patch(path: Path) -> str:
    """Name a file as a patch finds it from the working folder; of a symbolic link the file it leads to."""
    target = path.resolve()
    folder = Path.cwd().resolve()
    return os.fspath(target.relative_to(folder if target.is_relative_to(folder) else target.anchor))
