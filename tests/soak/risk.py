"""`python -m tests.soak.risk [--days 165] [--links 200] [--seed 1 2]`: does `report --by risk` name what dies?

A daemon lives through the soak's script. Every month it is asked which pages may be lost; afterwards it is known which
were dead three months later. Told are how often a page that died stood before one that did not (the area under the ROC
curve: 0.5 is chance, 1 is always), and how many died of those that were said to be likely to. The script comes in two
kinds: as it is, where each page has a fate of its own, and with sites that differ in care, as sites do.
"""

import argparse
import asyncio
import itertools
import logging
import random
import sqlite3
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from linkwatch.store import Store
from tests.soak.script import ALONE, Script, SiteScript, State, make_script
from tests.soak.simulation import Simulation

_EVERY, _FIRST = 30, 45  # days
_AHEAD = timedelta(days=90)
_YEAR = timedelta(days=365)
_BANDS = (0.0, 0.1, 0.25, 0.5, 1.01)  # of the chance to be gone in a year


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a page at a moment. chance: of being gone within a year."""

    at: datetime
    url: str
    chance: float


class RiskSimulation(Simulation):
    """A life in which it is asked now and then what may be lost. told: the answers."""

    def __init__(self, script: Script, folder: Path) -> None:
        super().__init__(script, folder)
        self.told: list[Told] = []

    def _sample_citations(self, hour: int) -> None:  # it is called once a day
        super()._sample_citations(hour)
        day = hour // 24
        if day < _FIRST or (day - _FIRST) % _EVERY:
            return
        now = self._clock.now()
        with Store.open(self._db, read_only=True) as store:
            rows = store.risks.links(now, len(self._script.links))
        self.told += [Told(now, row["url"], row["percent"] / 100) for row in rows]

    def deaths(self) -> set[tuple[str, datetime]]:
        """Return the pages that died, each with when that was found out."""
        with sqlite3.connect(self._db) as db:
            rows = db.execute(
                "SELECT l.url, h.changed_at FROM status_history h JOIN links l ON l.id = h.link_id"
                " WHERE h.new_status = 'dead'"
            ).fetchall()
        return {(url, datetime.fromisoformat(at)) for url, at in rows}


def with_care(script: Script, seed: int) -> Script:
    """Have sites differ: half of them keep all their pages, a fifth lose them one after another."""
    rng = random.Random(seed)
    for site in script.sites:
        is_alone = any(state in ALONE for link in site.links for _, state in link.phases)
        if is_alone or site.limit is not None:
            continue
        share = rng.random()
        if share < 0.5:
            for link in site.links:
                link.phases = link.phases[:1]
        elif share < 0.7:
            _decline(site, rng, script.hours)
    return script


def _decline(site: SiteScript, rng: random.Random, hours: int) -> None:
    hour = rng.uniform(0.1, 0.4) * hours
    for link in rng.sample(site.links, len(site.links)):
        link.phases = [(0.0, State.HERE), (hour, State.NOT_FOUND)]
        hour += rng.uniform(0.05, 0.2) * hours


def outcomes(
    told: Iterable[Told], deaths: set[tuple[str, datetime]], end: datetime
) -> dict[datetime, list[tuple[float, bool]]]:
    """Return for each moment the chances that were told, each with whether the page died in the time ahead."""
    found: dict[datetime, list[tuple[float, bool]]] = {}
    dead_at: dict[str, list[datetime]] = {}
    for url, at in deaths:
        dead_at.setdefault(url, []).append(at)
    for each in told:
        if each.at + _AHEAD <= end:
            died = any(each.at < at <= each.at + _AHEAD for at in dead_at.get(each.url, ()))
            found.setdefault(each.at, []).append((each.chance, died))
    return found


def area_under_curve(moments: Iterable[Sequence[tuple[float, bool]]]) -> float:
    """Return how often, of two pages at one moment, the one that died was told to be likelier to; ties count half."""
    points = pairs = 0.0
    for rows in moments:
        died = [chance for chance, is_dead in rows if is_dead]
        lived = [chance for chance, is_dead in rows if not is_dead]
        points += sum((one > other) + 0.5 * (one == other) for one in died for other in lived)
        pairs += len(died) * len(lived)
    return points / pairs if pairs else 0.5


def bands(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int, float, float]]:
    """Return for each band of chances: its bounds, how many pages it holds, the share expected to die, and that did."""
    made = []
    for low, high in itertools.pairwise(_BANDS):
        inside = [row for row in rows if low <= row[0] < high]
        if inside:
            expected = sum(1 - (1 - chance) ** (_AHEAD / _YEAR) for chance, _ in inside) / len(inside)
            died = sum(is_dead for _, is_dead in inside) / len(inside)
            made.append((low, min(high, 1.0), len(inside), expected, died))
    return made


async def _tell(name: str, script: Script) -> float:
    """Live through a script, print what came true, and return the area under the curve."""
    with tempfile.TemporaryDirectory() as folder:
        simulation = RiskSimulation(script, Path(folder))
        await simulation.run()
        found = outcomes(simulation.told, simulation.deaths(), simulation._clock.now())
    rows = [row for moment in found.values() for row in moment]
    print(f"{name}: {len(rows)} times a page, {sum(died for _, died in rows)} of them dead three months later")
    area = area_under_curve(found.values())
    print(f"  a page that died stood before one that did not: {area:.2f}")
    for low, high, count, expected, died in bands(rows):
        print(f"  told {low:4.0%} to {high:4.0%} a year: {count:5} pages, {expected:4.0%} expected, {died:4.0%} died")
    return area


async def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.risk", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=165)
    parser.add_argument("--links", type=int, default=200)
    parser.add_argument("--seed", type=int, default=[1], nargs="+", help="of scripts; each is lived through")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    alone, in_care = [], []
    for seed in options.seed:
        script = make_script(options.days, options.links, seed)
        alone.append(await _tell(f"seed {seed}, each page with a fate of its own", script))
        again = make_script(options.days, options.links, seed)
        in_care.append(await _tell(f"seed {seed}, sites that differ in care", with_care(again, seed)))
    for name, areas in (("each page with a fate of its own", alone), ("sites that differ in care", in_care)):
        print(f"{name}: {statistics.mean(areas):.2f} on average, {min(areas):.2f} to {max(areas):.2f}")


if __name__ == "__main__":
    asyncio.run(_main())
