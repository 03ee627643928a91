"""What is tried: which cases, under which addresses, with which truth."""

import csv
import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.cases import ALL
from tests.corpus.model import Case
from tests.corpus.server import Addresses

ALIVE, DEAD, UNDECIDABLE = "alive", "dead", "undecidable"
_TRUTHS = {"alive": ALIVE, "redirected": ALIVE, "dead": DEAD}
_USUAL_PORT = re.compile(r"^(http://[^/]+):80(?=[/?#]|$)|^(https://[^/]+):443(?=[/?#]|$)")


@dataclass(frozen=True, slots=True)
class Item:
    """One URL with its truth. family: the class of behaviours that it belongs to. after: what the class is after."""

    case: Case
    url: str
    truth: str
    family: str
    after: str


class UsualAddresses(Addresses):
    """The addresses of cases that are reached through a proxy: on the usual ports, which URLs leave out."""

    def url(self, case: Case) -> str:
        return _USUAL_PORT.sub(lambda found: found[1] or found[2], super().url(case))


def tried() -> list[Case]:
    """Return the cases that a proxy can serve: no faults of name servers, no bare addresses, nothing that hangs."""
    return [case for case in ALL if case.dns is None and not case.hangs and not _is_bare(case)]


def items(cases: Iterable[Case], where: Addresses) -> list[Item]:
    """Return what stands in urls.txt and truth.csv."""
    return [
        Item(case, where.url(case), _TRUTHS.get(case.expected, UNDECIDABLE), case.family, _purpose(case.family))
        for case in cases
    ]


def write(folder: Path, listed: Iterable[Item]) -> None:
    """Write urls.txt and truth.csv."""
    listed = list(listed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "urls.txt").write_text("".join(f"{item.url}\n" for item in listed), encoding="utf-8")
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("url", "truth", "class", "after"))
        table.writerows((item.url, item.truth, item.family, item.after) for item in listed)


def _is_bare(case: Case) -> bool:
    return case.expected == "skipped" or (case.url or "").startswith("http://127.")


def _purpose(family: str) -> str:
    told = importlib.import_module(f"tests.corpus.cases.{family}").__doc__ or ""
    return told.strip().partition("\n")[0]
