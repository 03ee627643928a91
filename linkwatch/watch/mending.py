"""What `linkwatch doctor --repair` does, told as findings."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from linkwatch.errors import StoreError
from linkwatch.store import Repaired, repair
from linkwatch.watch.finding import OK, PROBLEM, WARNING, Finding

_TOPIC = "repair"


def mend(database: Path, now: datetime) -> list[Finding]:
    """Repair a damaged database, and say table by table what was saved; a sound one is left alone."""
    try:
        repaired = repair(database, now)
    except StoreError as error:
        return [Finding(_TOPIC, PROBLEM, str(error), "restore a backup: `linkwatch restore`")]
    except OSError as error:
        return [Finding(_TOPIC, PROBLEM, f"{database}: cannot be opened: {error.strerror}", "name another file")]
    if repaired is None:
        return [Finding(_TOPIC, OK, f"{database}: is not damaged, and was left alone")]
    return list(_findings(database, repaired))


def _findings(database: Path, repaired: Repaired) -> Iterator[Finding]:
    for table in repaired.tables:
        there = "an unknown number" if table.there is None else _grouped(table.there)
        text = f"{table.name}: {_grouped(table.read)} of {there}"
        if table.is_whole:
            yield Finding(_TOPIC, OK, text)
        else:
            why = f" ({table.faults[0]})" if table.faults else ""
            yield Finding(_TOPIC, WARNING, f"{text}{why}", "a backup may hold the rest")
    if repaired.articles_again.made:
        text = f"{_grouped(repaired.articles_again.made)} lost articles were made again, and their citations stay"
        yield Finding(_TOPIC, WARNING, text, "titles and dates come back when they are read again")
    if repaired.articles_again.unnamed:
        text = f"{_grouped(repaired.articles_again.unnamed)} of these are called lost:article/ and a number"
        yield Finding(_TOPIC, WARNING, text, "nothing tells their addresses any more; a backup may")
    if repaired.links_again:
        text = f"{_grouped(repaired.links_again)} lost links were made again from all that still tells of them"
        yield Finding(_TOPIC, WARNING, text, "they are looked at again soon, which tells how they are now")
    if repaired.marks_ended:
        text = f"{_grouped(repaired.marks_ended)} links were marked by people whose words are lost"
        yield Finding(_TOPIC, WARNING, text, "they are again what looks came to: mark them anew where that is wrong")
    if repaired.without_base:
        text = f"{_grouped(repaired.without_base)} looks said only how they differ from another, which is lost"
        yield Finding(_TOPIC, WARNING, text, "when and what they found stands, their evidence is in part lost")
    if repaired.let_go:
        yield Finding(_TOPIC, WARNING, f"{_grouped(repaired.let_go)} references to lost rows were cleared")
    yield Finding(_TOPIC, OK, f"{database}: is sound again; the damaged one is kept as {repaired.aside}")


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")
