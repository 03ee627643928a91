"""A digest: what happened since the last one, the worst first, as one message.

Rows come made fit to be sent (`report/safety.py`) and with their reasons in words.
"""

from collections.abc import Iterable, Mapping

from linkwatch.model import LOST, Row, Status
from linkwatch.notify import Message
from linkwatch.notify.literal import literal_text, literal_url

MOST_LINES = 20  # of one kind; the others are counted

_TITLE, _URL, _SNAPSHOT_URL, _ERROR = 80, 300, 400, 200  # longest, in characters

# Kinds, the worst first: what the title counts, one and many, and what stands above their lines.
_KINDS = {
    "dead": ("dead", "dead", "Dead"),
    "changed": ("changed", "changed", "Changed: no longer what was cited"),
    "source": ("source", "sources", "Sources"),
    "dying": ("site losing pages", "sites losing pages", "Sites that begin to lose their pages"),
    "registration": ("registration ending", "registrations ending", "Sites whose registration ends"),
    "redirected": ("moved", "moved", "Moved for good: cite the new address"),
    "snapshot": ("archived copy", "archived copies", "Archived copies found"),
    "recovered": ("back again", "back again", "Back again"),
}


def compose(events: Iterable[Row], summaries: Iterable[Row], totals: Mapping[str, int]) -> Message | None:
    """Word a message; None if there is nothing to tell.

    events: kind "dead", "changed", "redirected", "recovered" or "snapshot" with url, status, why, final_url,
    snapshot_url, articles (titles) and more_articles; or kind "source" with name and error (None: it can be read
    again); or kind "dying" with url, died, living and without_copy, in pages; or kind
    "registration" with url, why, living and without_copy. summaries: name, links, by_status,
    dead_with_snapshot. totals: how many events of each kind there were, if only the first ones are handed in.
    """
    of_kind: dict[str, list[Row]] = {kind: [] for kind in _KINDS}
    for event in events:
        of_kind[event["kind"]].append(event)
    counts: list[str] = []
    sections: list[str] = []
    for kind, rows in of_kind.items():
        if rows:
            total = max(totals.get(kind, 0), len(rows))
            one, many, heading = _KINDS[kind]
            counts.append(f"{total} {one if total == 1 else many}")
            sections.append(_section(f"{heading} ({total})", map(_lines, rows[:MOST_LINES]), total - MOST_LINES))
    summed_up = list(summaries)
    if summed_up:
        number = len(summed_up)
        counts.append(f"{number} {'source' if number == 1 else 'sources'} looked through")
        heading = f"Looked through for the first time ({number})"
        sections.append(_section(heading, map(_summary, summed_up[:MOST_LINES]), number - MOST_LINES))
    return Message(f"linkwatch: {', '.join(counts)}", "\n\n".join(sections)) if sections else None


def _section(heading: str, items: Iterable[str], more: int) -> str:
    lines = [f"- {item}" for item in items]
    if more > 0:
        lines.append(f"- and {more} more")
    return "\n".join((f"{heading}:", "", *lines))


def _lines(event: Row) -> str:
    if event["kind"] == "source":
        name = f"“{literal_text(event['name'], _TITLE)}”"
        if event["error"] is None:
            return f"{name} can be read again"
        return f"{name} cannot be read: {literal_text(event['error'], _ERROR)}"
    if event["kind"] == "dying":
        return "\n  ".join((literal_url(event["url"], _URL), _losses(event)))
    if event["kind"] == "registration":
        return "\n  ".join((literal_url(event["url"], _URL), f"{event['why']}, {_left(event)}"))
    lines = [literal_url(event["url"], _URL), "; ".join(filter(None, (event["why"], _cited_in(event))))]
    if event["status"] == Status.REDIRECTED and event["final_url"] is not None:
        lines.append(f"now at: {literal_url(event['final_url'], _URL)}")
    if event["status"] in LOST and event["snapshot_url"] is not None:
        lines.append(f"archived copy: {literal_url(event['snapshot_url'], _SNAPSHOT_URL)}")
    return "\n  ".join(lines)


def _losses(event: Row) -> str:
    return f"{event['died']} pages died in the last three months, {_left(event)}"


def _left(event: Row) -> str:
    left, without_copy = event["living"], event["without_copy"]
    pages = "1 page is" if left == 1 else f"{left} pages are"
    copies = f", {without_copy} of them without an archived copy" if without_copy else ""
    return f"{pages} left{copies}"


def _cited_in(event: Row) -> str:
    titles = ", ".join(f"“{literal_text(title, _TITLE)}”" for title in event["articles"])
    if not titles:
        return ""
    more = event["more_articles"]
    return f"cited in {titles}{f' and {more} more' if more else ''}"


def _summary(row: Row) -> str:
    name = f"“{literal_text(row['name'], _TITLE)}”"
    if not row["links"]:
        return f"{name}: no links"
    links = "1 link" if row["links"] == 1 else f"{row['links']} links"
    return f"{name}: {links}: {', '.join(_counts(row))}"


def _counts(row: Row) -> Iterable[str]:
    for status, number in row["by_status"].items():
        copies = row["dead_with_snapshot"] if status == Status.DEAD else 0
        yield f"{number} {status}{f' ({copies} with a snapshot)' if copies else ''}"
