"""`python -m tests.soak.archives [--days 365] [--links 200] [--seed 1]`: dead links and an archive that fails.

Links die one after the other, each with a history of captures whose right copy is known. The archive is well for some
days and then fails for some, in one way or another; a daemon wakes four times a day and asks for what is due. Every day
what it keeps is compared with what is right. The last days the archive is well.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.config import ArchiveSettings
from linkwatch.keep.seek import seek_due
from linkwatch.model import PROVISIONAL, Status
from linkwatch.store import Store
from tests.archive.conftest import USER_AGENT, inspect
from tests.archive.histories.all import every_history
from tests.archive.histories.making import CITED, History
from tests.servers.clock import SimulatedClock
from tests.standin.wayback import HTML, RESET, UNAVAILABLE, Trouble, WaybackStandin, too_many
from tests.store.making import article, cite, look, pending, read, rows

WAKES = 4  # a day
_SETTINGS = ArchiveSettings()
_LONGEST_SPELL = 9  # days
_WELL_AT_LAST = 30  # days
_MOST_COPIES = 8  # of a link: thousands of captures take their time here
HALF = "every second answer"
MOODS: dict[str, Trouble | None] = {
    "well": None,
    HALF: None,
    "silent": UNAVAILABLE,
    "busy": too_many("3600"),
    "busy for who knows how long": too_many(),
    "nonsense": HTML,
    "cut": RESET,
}


@dataclass(frozen=True)
class Dead:
    """A link, its history's name, its words, when it dies, and the timestamps with which a right copy begins."""

    url: str
    name: str
    words: str
    day: int
    right: tuple[str, ...]


@dataclass
class Outcome:
    """What became of the links. wrong, missing: in the end. false: kept on a day, and not told as provisional."""

    days: int
    links: Sequence[Dead]
    moods: Counter[str] = field(default_factory=Counter)
    false: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    provisional: set[str] = field(default_factory=set)
    waits: dict[str, int] = field(default_factory=dict)  # days until the right copy was there
    requests: Counter[str] = field(default_factory=Counter)  # by how the archive was

    def __str__(self) -> str:
        with_copy = [dead for dead in self.links if dead.right]
        waits = [self.waits[dead.url] for dead in with_copy if dead.url in self.waits]
        ill = {mood: days for mood, days in self.moods.most_common() if mood != "well"}
        return (
            f"{self.days} days, the archive failing on {sum(ill.values())} of them: {ill}\n"
            f"{len(self.links)} links died, of which {len(with_copy)} have a right copy\n"
            f"false copies kept on any day: {len(self.false)}; told as provisional meanwhile: {len(self.provisional)}\n"
            f"in the end {len(self.wrong)} wrong and {len(self.missing)} missing\n"
            f"the right copy was there after {mean(waits):.1f} days on average, {median(waits):g} in the middle,"
            f" {max(waits)} at most\n"
            f"{self.requests.total()} requests, {self.requests.total() / self.days:.1f} a day:"
            f" {dict(self.requests.most_common())}"
        )


class Season:
    """Days of a daemon with an archive. histories: of those that die."""

    def __init__(self, folder: Path, histories: Sequence[History], days: int, seed: int) -> None:
        self._dice = random.Random(seed)
        self._path = folder / "season.db"
        self._clock = SimulatedClock()
        self._archive = WaybackStandin()
        last = max(days - _WELL_AT_LAST, 1)
        links = [self._dead(number, history, last) for number, history in enumerate(histories)]
        self.outcome = Outcome(days, links)
        self._moods = list(self._spells(days, last))

    def _dead(self, number: int, history: History, last: int) -> Dead:
        """Let the archive hold a history at a host of its own."""
        host = f"site-{number}.example"
        for copy in history.copies:
            self._archive.add(
                (copy.url or history.url).replace("county.example", host),
                copy.timestamp,
                status=copy.says,
                mimetype=copy.media,
                body=copy.body.replace(b"county.example", host.encode()),
                digest=copy.digest,
                headers=[(name, value.replace("county.example", host)) for name, value in copy.headers],
                playable=copy.plays,
            )
        return Dead(
            history.url.replace("county.example", host),
            history.name,
            history.words,
            self._dice.randrange(last),
            history.right,
        )

    def _spells(self, days: int, last: int) -> Iterator[str]:
        """Yield how the archive is, day by day: it is well, and then it is not."""
        day, is_well = 0, True
        while day < last:
            mood = "well" if is_well else self._dice.choice(list(MOODS)[1:])
            spell = min(self._dice.randint(1, _LONGEST_SPELL), last - day)
            yield from [mood] * spell
            day, is_well = day + spell, not is_well
        yield from ["well"] * (days - last)

    async def live(self) -> Outcome:
        async with (
            self._archive.serve() as base_url,
            Transport(
                base_url,
                user_agent=USER_AGENT,
                requests_per_minute=_SETTINGS.requests_per_minute,
                clock=self._clock.monotonic,
                sleep=self._clock.sleep,
            ) as transport,
        ):
            machine = WaybackMachine(transport, base_url, Availability(transport, base_url))
            for day, mood in enumerate(self._moods):
                self.outcome.moods[mood] += 1
                self._archive.always = MOODS[mood]
                self._archive.every_second = UNAVAILABLE if mood == HALF else None
                with Store.open(self._path) as store:
                    self._bury(store, [dead for dead in self.outcome.links if dead.day == day])
                    for _ in range(WAKES):
                        finder = Finder([machine], inspect=inspect)  # what an index said is forgotten by the next time
                        await seek_due(
                            store.snapshots, finder, _SETTINGS, self._clock.now, limit=100, enough=lambda: False
                        )
                        self._clock.move(days=1 / WAKES)
                self._compare(day)
                self.outcome.requests[mood] += len(self._archive.requests) - self.outcome.requests.total()
        self._judge()
        return self.outcome

    def _bury(self, store: Store, dead: Sequence[Dead]) -> None:
        """Let links be found dead, each of which an article of its own cites; they are due at once."""
        now = self._clock.now()
        articles = [article(cite(one.url, one.words), uri=one.url, published_at=CITED) for one in dead]
        run_id = read(store, *articles, now=now)
        found = pending(store, run_id)
        store.checks.settle(run_id, [look(found[one.url], Status.DEAD, now=now) for one in dead])
        with store._connection.writing() as raw:
            moment = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            raw.executemany("UPDATE links SET next_seek_at = ? WHERE url = ?", [(moment, one.url) for one in dead])

    def _compare(self, day: int) -> None:
        kept = _kept(self._path)
        for dead in self.outcome.links:
            timestamp, reason = kept.get(dead.url, (None, None))
            if reason == PROVISIONAL:
                self.outcome.provisional.add(dead.url)
            elif timestamp is not None and not (dead.right and timestamp.startswith(dead.right)):
                self.outcome.false.setdefault(dead.url, f"{dead.url} ({dead.name}): {timestamp} on day {day}")
            elif timestamp is not None:
                self.outcome.waits.setdefault(dead.url, day - dead.day)

    def _judge(self) -> None:
        kept = _kept(self._path)
        for dead in self.outcome.links:
            timestamp, reason = kept[dead.url]
            if timestamp is None and dead.right:
                self.outcome.missing.append(dead.url)
            elif timestamp is not None and not timestamp.startswith(dead.right or ("none",)):
                self.outcome.wrong.append(f"{dead.url}: {timestamp}")
            elif timestamp is None and reason != "no-snapshot":
                self.outcome.wrong.append(f"{dead.url}: {reason}")


def _kept(path: Path) -> dict[str, tuple[str | None, str | None]]:
    sql = "SELECT l.url, s.timestamp, l.snapshot_reason FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id"
    return {url: (timestamp, reason) for url, timestamp, reason in rows(path, sql)}


def of_one_page() -> list[History]:
    """Return the histories of one page of a site, cited by its title, of few captures."""
    return [
        history
        for history in every_history()
        if history.url.startswith("http://county.example/")
        and not history.beside
        and not history.sentence
        and len(history.copies) <= _MOST_COPIES
    ]


async def _main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.archives", description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--links", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    histories = random.Random(options.seed).sample(of_one_page(), options.links)
    with tempfile.TemporaryDirectory() as folder:
        outcome = await Season(Path(folder), histories, options.days, options.seed).live()
    sys.stdout.write(f"{outcome}\n")
    for line in (*outcome.false.values(), *outcome.wrong, *outcome.missing):
        sys.stdout.write(f"  {line}\n")
    return 1 if outcome.false or outcome.wrong or outcome.missing else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
