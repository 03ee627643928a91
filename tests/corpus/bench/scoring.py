"""How right a checker was: counted by truth and answer, and told as tables in Markdown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.corpus.bench.data import ALIVE, DEAD, UNDECIDABLE, Item
from tests.corpus.bench.tools import Answers


@dataclass(frozen=True, slots=True)
class Score:
    """counts: by (truth, answer). An answer that is missing counts as one that cannot tell."""

    counts: Counter[tuple[str, str]]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def right(self) -> int:
        return sum(count for (truth, answer), count in self.counts.items() if truth == answer)

    @property
    def false_deaths(self) -> int:
        """Living pages that were called dead."""
        return self.counts[ALIVE, DEAD]

    @property
    def condemned(self) -> int:
        """Undecidable ones that were called dead."""
        return self.counts[UNDECIDABLE, DEAD]

    @property
    def false_lives(self) -> int:
        """Dead pages that were called alive."""
        return self.counts[DEAD, ALIVE]

    def precision(self, kind: str) -> float | None:
        """Return which share of what was called so is so; None where nothing was."""
        return _share(self.counts[kind, kind], sum(n for (_, answer), n in self.counts.items() if answer == kind))

    def recall(self, kind: str) -> float | None:
        """Return which share of what is so was called so; None where nothing is."""
        return _share(self.counts[kind, kind], sum(n for (truth, _), n in self.counts.items() if truth == kind))

    @property
    def undecided(self) -> float | None:
        """Which share of the living and dead was left undecided."""
        plain = {key: n for key, n in self.counts.items() if key[0] != UNDECIDABLE}
        return _share(sum(n for (_, answer), n in plain.items() if answer == UNDECIDABLE), sum(plain.values()))


def score(items: Iterable[Item], answers: Answers) -> Score:
    """Score the answers to these URLs."""
    return Score(Counter((item.truth, answers.said.get(item.url, UNDECIDABLE)) for item in items))


def overall(items: Sequence[Item], tried: Sequence[Answers]) -> str:
    """Return the table of the whole corpus, a row for each checker."""
    head = (
        "| checker | right | dead: precision | dead: recall | alive: precision | alive: recall | undecided "
        "| living called dead | undecidable called dead | dead called alive | requests a link |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(answers, score(items, answers), len(items)) for answers in tried)


def _row(answers: Answers, found: Score, links: int) -> str:
    cells = [
        answers.tool,
        _percent(found.right / found.total),
        *(_percent(share) for kind in (DEAD, ALIVE) for share in (found.precision(kind), found.recall(kind))),
        _percent(found.undecided),
        str(found.false_deaths),
        str(found.condemned),
        str(found.false_lives),
        f"{answers.requests / links:.2f}",
    ]
    return f"| {' | '.join(cells)} |\n"


def by_class(items: Sequence[Item], tried: Sequence[Answers]) -> str:
    """Return the table by class: for each checker precision and recall of the dead and of the living, and undecided."""
    names = [answers.tool for answers in tried]
    table = f"| class | links | {' | '.join(names)} |\n|---|---|{'---|' * len(names)}\n"
    for family, group in groupby(sorted(items, key=lambda item: item.family), key=lambda item: item.family):
        of_family = list(group)
        cells = [_cell(score(of_family, answers)) for answers in tried]
        table += f"| {family} | {len(of_family)} | {' | '.join(cells)} |\n"
    return table


def _cell(found: Score) -> str:
    dead, alive = (f"{_plain(found.precision(kind))}/{_plain(found.recall(kind))}" for kind in (DEAD, ALIVE))
    return f"{dead} · {alive} · {_plain(found.undecided)}"


def purposes(items: Iterable[Item]) -> str:
    """Return what each class is after, as a list."""
    told = dict(sorted({item.family: item.after for item in items}.items()))
    return "".join(f"- **{family}**: {after}\n" for family, after in told.items())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _plain(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}"
