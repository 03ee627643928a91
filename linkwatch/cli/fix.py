"""`linkwatch fix`: articles whose dead links lead to archived copies."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import click

from linkwatch.app import branching, fixing, running
from linkwatch.app.repair_rows import patch_of, repair_rows, wishes_of
from linkwatch.articles.recover import GRADES
from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.knowing import Wishes
from linkwatch.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNTRUSTED, EXIT_USAGE
from linkwatch.cli.options import (
    check_options,
    config_option,
    db_option,
    extract_options,
    format_option,
    open_output,
    output_option,
    parse_moment,
    settings_from,
)
from linkwatch.cli.progress import Watcher, watch
from linkwatch.cli.running import carry_out
from linkwatch.config import Settings
from linkwatch.errors import InputError, UsageError
from linkwatch.model import LOST, Grade, Row, Unreadable
from linkwatch.report import write_table
from linkwatch.report.register import DEFAULT_FORMAT
from linkwatch.store import Store

_WAYS = ("diff", "write", "pr")


@click.command("fix")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@extract_options
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
@click.option("--moved", is_flag=True, help="where the page of a dead link was found elsewhere, cite that, not a copy")
@click.option(
    "--grade",
    type=click.Choice([grade.value for grade in Grade]),
    default=Grade.FITS.value,
    show_default=True,
    help="how well a copy must be vouched for: it says what was read while the page was there; it bears the words of "
    "the citation; it only plays",
)
@click.option(
    "--recovered",
    type=click.Choice(GRADES),
    help='put in what lost targets ("#") led to, as `linkwatch recover` finds it, of this grade or a better one',
)
@format_option("tables")
@output_option
@db_option("mend by what this database of an audit or a daemon knows; without it the articles are audited first")
@config_option
@click.option("--cited-at", metavar="DATE", help="when the links were cited, whatever their articles say")
@click.option("--no-archive", is_flag=True, help="do not ask whether the copies that --db knows are still there")
@check_options
def command(inputs: tuple[str, ...], form: str, format_name: str, output: Path | None, **options: Any) -> int:
    """INPUT is a file, a folder or a glob. Without --diff, --write or --pr it is listed what would be done.

    Only dead links are mended of which an archived copy was opened and is vouched for. The exit code is 0 when nothing
    is left to be mended, 1 when something is, also where what is known to cite was refused, 2 for wrong use and for
    files that cannot be mended, 3 when the audit cannot be trusted.
    """
    if sum(options[way] for way in _WAYS) > 1:
        raise UsageError("--diff, --write and --pr: one of them")
    if options["diff"] and format_name != DEFAULT_FORMAT:
        raise UsageError(f"--diff prints a patch, not {format_name}: leave out one of the two")
    if options["no_archive"] and options["db"] is None:
        raise UsageError("--no-archive: without copies nothing can be mended; name a database with --db")
    fixing.require_files(inputs)
    overrides = {("archive", "find"): False} if options["no_archive"] else None
    settings = settings_from(options["config"], options, overrides)
    with ExitStack() as stack:
        out = stack.enter_context(open_output(output))
        store = stack.enter_context(Store.open(options["db"], create=False))
        with watch() as watcher:
            if options["db"] is None and (problem := _audit(store, settings, inputs, watcher, options)):
                click.echo(f"linkwatch: nothing was mended: {problem}", err=True)
                return EXIT_UNTRUSTED
            mending = _Mending(store, settings, out, watcher, options)
            names = ("changed", "redirects", "grade", "moved", "recovered")
            wishes = wishes_of(form, **{name: options[name] for name in names})
            asyncio.run(mending.carry_out(inputs, wishes))
        if options["pr"]:
            mending.commit()
        if options["diff"]:
            mending.tell_problems()
        else:
            write_table(format_name, mending.rows, out, title="Repairs")
    if watcher.unreadable_count:
        return EXIT_USAGE
    return EXIT_FINDINGS if any(map(_is_left, mending.rows)) else EXIT_CLEAN


def _is_left(row: Row) -> bool:
    """Tell whether a link is still to be mended: that was not asked for, or refused although something is known."""
    return (row["planned"] and not row["done"]) or (row["problem"] is not None and row["how"] is not None)


def _audit(
    store: Store, settings: Settings, inputs: Sequence[str], watcher: Watcher, options: dict[str, Any]
) -> str | None:
    """Audit the articles first. Return why what was found cannot be trusted, None where it can."""
    cited_at = parse_moment("--cited-at", options["cited_at"])
    audit = partial(
        running.audit, store, settings, inputs, cited_at=cited_at, snapshots_for=frozenset(LOST), watcher=watcher
    )
    outcome = carry_out(audit, store)
    watcher.unreadable_count = 0  # what cannot be read is met, and told, once more
    return None if outcome.complete else outcome.problem


class _Mending:
    """Mends article by article: of those that are done only rows are kept, and what is to be put on a branch."""

    def __init__(
        self, store: Store, settings: Settings, out: TextIO, watcher: Watcher, options: dict[str, Any]
    ) -> None:
        self._store = store
        self._settings = settings
        self._out = out
        self._watcher = watcher
        self._options = options
        self._bodies: dict[Path, bytes] = {}
        self.rows: list[Row] = []

    async def carry_out(self, inputs: Sequence[str], wishes: Wishes) -> None:
        """Print, write or keep for a branch what is mended."""
        asks = self._options["db"] is not None and not self._options["no_archive"]
        begins = self._watcher.reading
        async for item in fixing.fix(self._store, self._settings, inputs, wishes, asks_archives=asks, begins=begins):
            if isinstance(item, Unreadable):
                self._watcher.unreadable(item)
            else:
                if item.trouble is not None:
                    click.echo(f"linkwatch: more may be found another time: {item.trouble}", err=True)
                done = bool(item.mended.changes) and await self._treat(item)
                self.rows += repair_rows(item, done=done)

    async def _treat(self, item: fixing.Fixed) -> bool:
        """Treat an article that is to be changed. Return whether nothing is left to be done."""
        if self._options["diff"]:
            self._out.flush()
            self._out.buffer.write(patch_of(item))  # a file may hold what is no text
        if self._options["pr"]:
            self._bodies[item.path] = item.mended.body
            return True
        if not self._options["write"]:
            return False
        try:
            await fixing.write(self._store, self._settings, item)
        except InputError as error:
            self._watcher.unreadable(Unreadable(item.document.uri, str(error)))
            return False
        return True

    def tell_problems(self) -> None:
        """Say on stderr which links stay as they are, and why: a patch has no place for it."""
        for row in self.rows:
            if row["problem"]:
                place = f"{row['article']}: line {row['line'] or '?'}"
                click.echo(f"linkwatch: {place}: {row['url'] or '(empty)'} stays as it is: {row['problem']}", err=True)

    def commit(self) -> None:
        """Put what was mended on a branch in each repository."""
        repositories: dict[Path, dict[Path, bytes]] = defaultdict(dict)
        for path, body in self._bodies.items():
            repositories[branching.repository_of(path)][path] = body
        for repository, bodies in repositories.items():
            rows = [row for row in self.rows if Path(row["article"]) in bodies and row["done"]]
            branch = branching.commit(repository, bodies, _message(rows))
            words = "has the repair" if branch.is_new else "has this repair already"
            click.echo(f"linkwatch: the branch {branch.name} of {repository} {words}", err=True)


def _message(rows: Sequence[Row]) -> str:
    """Write a commit's message: what is done, and for each link why."""
    lines = []
    for row in rows:
        verdict = " ".join(filter(None, (row["status"], row["reason"])))
        lines += [f"- {row['article']}:{row['line'] or '?'}: {row['url'] or row['text']}"]
        lines += [f"  {verdict}, looked at {row['checked_at']}" if row["checked_at"] else f"  {verdict}"]
        lines += [f"  now: {row['replacement']}"]
        lines += [f"  {row['evidence']}"] if row["evidence"] else []
    head = "Mend one link" if len(rows) == 1 else f"Mend {len(rows)} links"
    return "\n".join([head, "", *lines, ""])
