"""For reading in a terminal: each article with its bad links, the worst first; what is well is only counted."""

import os
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

from linkwatch.model import FRAGMENT_MISSING, WORST_FIRST, Row
from linkwatch.report.safety import SafeReport
from linkwatch.report.words import (
    HEADINGS,
    QUIET,
    closing,
    copy_notes,
    copy_to_use,
    count,
    explain,
    explain_comparison,
    explain_link,
    explain_moved,
    explain_no_copy,
    in_words,
    needs_words,
    place_of,
    sizes,
    snapshot_date,
)

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    "dead": "bold red",
    "failing": "red",
    "changed": "magenta",
    "blocked": "yellow",
    "redirected": "cyan",
    "invalid": "bold yellow",
    "alive": "green",
    FRAGMENT_MISSING: "bold red",
}
_AS_IF_TERMINAL = ("FORCE_COLOR", "TTY_COMPATIBLE")  # variables by which rich takes anything for a terminal
_INDENT = 4
_STATUS_WIDTH = 10
_LEAST_WIDTH = 20


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write article by article what needs a person's attention, then the counts of all."""
    screen = Screen(out)
    for article, links in report.sections():
        if article["error"] is not None:
            screen.line(article["error"], "bold red")
        if article["error"] is None or article["citations"]:  # else nothing of it was read
            screen.article(article)
            _write_links(screen, links, report)
        screen.line()
    _write_uncited(screen, report)
    run = report.run
    screen.line(sizes(run) if report.command == "audit" else count(run["links"], "link"), "bold")
    if report.compared is not None:
        screen.line(explain_comparison(report.compared), "bold red" if report.compared.new else "bold")
    counted = {str(status): run["by_status"].get(status, 0) for status in WORST_FIRST}
    counted[FRAGMENT_MISSING] = run.get("fragments_missing") or 0
    width = len(FRAGMENT_MISSING) if counted[FRAGMENT_MISSING] else _STATUS_WIDTH
    for status, number in counted.items():
        if number:
            screen.line(f"{number:>7}  {status:<{width}}  {HEADINGS[status]}", STYLES.get(status, ""))
    if (end := closing(run)) is not None:
        screen.line(end, "yellow" if run["complete"] else "bold red")


def write_extract(articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
    """Write each article's citations."""
    screen = Screen(out)
    total = 0
    known = list(articles)
    cited = {article["uri"]: article for article in known}
    for uri, rows in groupby(citations, key=lambda row: row["article"]):
        screen.article(cited[uri])
        for row in rows:
            total += 1
            screen.line(f"  {_place(row)}{_quoted(row['text'])}")
            left_out = "  (left out: its author wrote so)" if row.get("ignored") else ""
            screen.line(f"{' ' * _INDENT}{row['url'] or '(empty)'}{left_out}", "blue")
        screen.line()
    for article in known:
        if article["error"] is not None:
            screen.line(article["error"], "bold red")
        elif not article["citations"]:
            screen.line(f"{article['uri']}: no citations")
    unread = sum(article["error"] is not None and not article["citations"] for article in known)
    screen.line(sizes({"articles": len(known) - unread, "citations": total, "unreadable": unread}), "bold")


def write_table(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write links and repairs compactly, other rows as a list of their values."""
    screen = Screen(out)
    number = left = 0
    for row in rows:
        number += 1
        if "reason" in row and "citations" in row:
            _write_known_link(screen, row)
        elif "replacement" in row:
            _write_repair(screen, row)
            left += row["problem"] is not None
        else:
            _write_values(screen, row)
    refused = f"; stay as they are: {left}" if left else ""
    screen.line(f"{title}: {number - left or 'none'}{refused}", "bold")


def write_history(history: Row, out: TextIO) -> None:
    """Write a link, its changes of status, its looks and where it is cited."""
    screen = Screen(out)
    _write_known_link(screen, history["link"])
    screen.line()
    screen.line("Changes of status", "bold")
    for change in history["history"]:
        words = f"{change['old_status']} → {change['new_status']}: {explain(change['new_status'], change['reason'])}"
        screen.line(f"  {change['changed_at']}  {words}")
    if history["marks"]:
        screen.line("What people said", "bold")
    for mark in history["marks"]:
        until = f", until {mark['until']}" if mark["until"] else ""
        note = f": {mark['note']}" if mark["note"] else ""
        screen.line(f"  {mark['made_at']}  {mark['made_by']}: {mark['status'] or 'taken back'}{until}{note}")
    screen.line("Looks", "bold")
    for look in history["checks"]:
        words = f"{look['status']}: {explain(look['status'], look['reason'])}"
        screen.line(f"  {look['checked_at']}  {words}", STYLES.get(look["status"], ""))
    screen.line("Archived copies", "bold")
    for snapshot in history["snapshots"]:
        screen.line(f"  {snapshot_date(snapshot['timestamp'])}  {snapshot['url']}")
    screen.line("Citations", "bold")
    for citation in history["citations"]:
        gone = f" (removed {citation['removed_at']})" if citation["removed_at"] else ""
        screen.line(f"  {citation['article']}: {_place(citation)}{_quoted(citation['text'])}{gone}")


class Screen:
    """Lines on a terminal or in a file. Nothing in a text is taken for markup; no line is cropped.

    Only a terminal has colours and a width: without one, nothing is loaded that knows of these.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        is_terminal = out.isatty() or any(os.environ.get(name) for name in _AS_IF_TERMINAL)
        self._console = _open_console(out) if is_terminal else None

    def line(self, text: str = "", style: str = "") -> None:
        """Write a line that the terminal itself wraps, so that a long URL can be copied whole."""
        if self._console is None:
            self._out.write(f"{text.rstrip()}\n")
            return
        from rich.text import Text

        self._console.print(Text(text.rstrip(), style), soft_wrap=True)

    def prose(self, text: str, style: str = "") -> None:
        """Write an indented sentence, wrapped at the width of a terminal; a pipe or a file has no width."""
        if self._console is None or not self._console.is_terminal:
            self.line(f"{' ' * _INDENT}{text}", style)
            return
        from rich.text import Text

        width = max(self._console.width - _INDENT, _LEAST_WIDTH)
        for row in Text(text, style).wrap(self._console, width):
            row.rstrip()
            self._console.print(Text(" " * _INDENT).append_text(row), soft_wrap=True)

    def article(self, article: Row) -> None:
        """Write the heading of an article."""
        self.line(article["title"] or article["uri"], "bold underline")
        dated = f", {article['published_at'][:10]}" if article["published_at"] else ""
        self.line(f"{article['uri']}{dated}, {count(article['citations'], 'citation')}", "dim")


def _open_console(out: TextIO) -> "Console":
    from rich.console import Console

    class Screened(Console):
        def on_broken_pipe(self) -> None:
            """Let whoever opened the output hear that its reader has had enough: that is no failure."""
            raise BrokenPipeError

    return Screened(file=out, highlight=False, markup=False, emoji=False)


def _write_links(screen: Screen, links: Iterable[Row], report: SafeReport) -> None:
    quiet = Counter[str]()
    for status, group in groupby(links, key=lambda link: str(link["status"])):
        if status in QUIET and status not in report.listed:
            quiet[status] += sum(1 for _ in group)
            continue
        screen.line()
        screen.line(f"{status} \N{EN DASH} {HEADINGS[status]}", STYLES.get(status, "bold"))
        for link in group:
            _write_link(screen, link, report.findings)
    if quiet:
        screen.line()
        screen.line(", ".join(f"{number} {status}" for status, number in quiet.items()), "green")


def _write_link(screen: Screen, link: Row, findings: Collection[str]) -> None:
    for citation in link["citations"]:
        screen.line(f"  {_place(citation)}{_quoted(citation['text'])}")
    screen.line(f"{' ' * _INDENT}{link['url'] or '(empty)'}", "blue")
    if "known" in link and link["status"] in findings:
        known = link["known"]
        screen.line(f"{' ' * _INDENT}{'known in the baseline' if known else 'new'}", "dim" if known else "bold red")
    if needs_words(link):  # else, the heading has said it
        screen.prose(explain_link(link))
    if link["status"] == "redirected" and link["final_url"]:
        screen.line(f"{' ' * _INDENT}now at: {link['final_url']}", "green")
    _write_instead(screen, link)


def _write_instead(screen: Screen, link: Row) -> None:
    if (moved := link["moved_to"]) is not None:
        screen.line(f"{' ' * _INDENT}the page is now at {moved['url']}", "green")
        screen.prose(explain_moved(moved), "dim")
    _write_snapshot(screen, link)


def _write_snapshot(screen: Screen, link: Row) -> None:
    if (snapshot := copy_to_use(link)) is not None:
        dated = snapshot_date(snapshot["timestamp"])
        screen.line(f"{' ' * _INDENT}use instead the copy of {dated}{copy_notes(link)}:", "green")
        screen.line(f"{' ' * _INDENT}  {snapshot['url']}", "green")
    elif (why := explain_no_copy(link)) is not None:
        screen.prose(why, "dim")


def _write_uncited(screen: Screen, report: SafeReport) -> None:
    """Write links given by hand, each with the way to its verdict, whatever it is."""
    shown = False
    for link in report.uncited():
        if not shown and report.command != "check":
            screen.line("Links without an article", "bold underline")
        shown = True
        screen.line(link["url"] or "(empty)", "bold")
        screen.line(f"  {link['status']}: {explain_link(link)}", STYLES.get(link["status"], ""))
        for hop in link["redirects"]:
            screen.line(f"{' ' * _INDENT}{hop['http_status']} from {hop['url']}", "dim")
        if link["final_url"] not in (None, link["url"]):
            screen.line(f"{' ' * _INDENT}ended at {link['final_url']}", "dim")
        for fact in link["evidence"].get("because", ()):
            screen.prose(f"· {fact}")
        for place in link["evidence"].get("fragments_missing", ()):
            screen.prose(f"· {FRAGMENT_MISSING}: the page has no place “#{place}”", STYLES[FRAGMENT_MISSING])
        _write_instead(screen, link)
    if shown:
        screen.line()


def _write_known_link(screen: Screen, row: Row) -> None:
    screen.line(row["url"] or "(empty)", "bold")
    screen.line(f"  {row['status']}: {explain(row['status'], row['reason'])}", STYLES.get(row["status"], ""))
    if row.get("marked_by"):
        until = f", until {row['marked_until']}" if row["marked_until"] else ""
        note = f": {row['mark_note']}" if row["mark_note"] else ""
        screen.line(f"{' ' * _INDENT}the word of {row['marked_by']}{until}{note}")
    facts = [f"cited {count(row['citations'], 'time')}"]
    for name, words in (("last_checked_at", "looked at"), ("failing_since", "failing since"), ("next_check_at", "due")):
        if row[name]:
            facts.append(f"{words} {row[name]}")
    screen.line(f"{' ' * _INDENT}{', '.join(facts)}", "dim")
    if row["snapshot_url"]:
        screen.line(f"{' ' * _INDENT}archived: {row['snapshot_url']}", "green")


def _write_repair(screen: Screen, row: Row) -> None:
    screen.line(f"{row['article']}: line {row['line'] or '?'}: {_quoted(row['text'])}", "bold")
    screen.line(f"{' ' * _INDENT}{row['url'] or '(empty)'}", "blue")
    screen.prose(f"{row['status']}: {explain(row['status'], row['reason'])}")
    if row["problem"] is not None:
        screen.prose(f"stays as it is: {row['problem']}", "yellow")
    elif row["replacement"] is not None:
        how = f"{row['how']}, {row['grade']}" if row["grade"] else row["how"]
        screen.line(f"{' ' * _INDENT}{'now' if row['done'] else 'to become'}: {row['replacement']} ({how})", "green")
    if row["evidence"] is not None:
        screen.prose(row["evidence"], "dim")


def _write_values(screen: Screen, row: Row) -> None:
    values = [(name, value) for name, value in row.items() if value is not None]
    width = max((len(name) for name, _ in values), default=0)
    for name, value in values:
        screen.line(f"{name:<{width}}  {in_words(value)}")
    screen.line()


def _place(citation: Row) -> str:
    place = place_of(citation)
    return f"{place}: " if place else ""


def _quoted(text: Any) -> str:
    return f"“{text}”" if text else "(no text)"
