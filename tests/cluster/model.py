"""What watching very many links takes: a model, of which `simulate` measures every figure at a thousandth.

How often links are looked at follows from the code that decides it: lives of links are simulated with it over years.
All else is multiplication, with figures that were measured.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zlib import crc32

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, Trouble, Visit
from linkwatch.judge import Circumstances, decide_patiently
from linkwatch.model import Past, Status, Verdict

DAY = 86400.0
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
ARCHIVE_LOOKUPS_A_MINUTE = 24  # `[archive] requests_per_minute`: 80 % of what the Wayback Machine allows
ROT_A_YEAR = 0.06  # of links die
WITHOUT_COPY = 0.3  # of dead links


@dataclass(frozen=True)
class Kind:
    """A kind of link. share: of all. seen: what a look sees, given the number of the look."""

    name: str
    share: float
    seen: Callable[[int], Verdict]


def _verdict(status: Status, reason: str | None = None) -> Verdict:
    return Verdict(status, reason, ("simulated",))


_ALIVE, _SILENT = _verdict(Status.ALIVE), _verdict(Status.FAILING, "read-timeout")
KINDS = (
    Kind("alive, always the same", 0.86, lambda look: _ALIVE),
    Kind("alive, moved to and fro", 0.04, lambda look: _ALIVE if look % 4 else _verdict(Status.REDIRECTED)),
    Kind("gone (404)", 0.06, lambda look: _verdict(Status.DEAD, "http-404")),
    Kind("silent", 0.01, lambda look: _SILENT),
    Kind("silent every other time", 0.01, lambda look: _SILENT if look % 2 else _ALIVE),
    Kind("refuses robots", 0.02, lambda look: _verdict(Status.BLOCKED, "forbidden")),
)


def looks_of(kind: Kind, days: int, seed: int) -> list[float]:
    """Return the days on which one link of a kind is looked at, by the rules of a daemon."""
    draw, recheck = random.Random(seed), RecheckSettings()
    past, now, found = Past(), BEGAN, []
    while (day := (now - BEGAN).total_seconds() / DAY) < days:
        found.append(day)
        verdict = kind.seen(len(found) - 1)
        silent = verdict.status is Status.FAILING
        ends = "http://a.example/new" if verdict.status is Status.REDIRECTED else "http://a.example/"
        status = {Status.DEAD: 404, Status.BLOCKED: 403}.get(verdict.status, 200)
        trouble = Trouble.READ_TIMEOUT if silent else None
        visit = Visit("http://a.example/", ends, None if silent else status, trouble=trouble)
        circumstances = Circumstances(draw.random(), unstable_host=False, cited_at=None, copy_wanted=False)
        observation = Observation("http://a.example/", now, visit)
        past = decide_patiently(verdict, observation, past, recheck, circumstances).after
        now = past.next_check_at or now + timedelta(days=days)
    return found


@cache
def looks_a_link(first: int, last: int, samples: int) -> float:
    """Return how often a link is looked at from one day to another, on average over all kinds."""
    total = 0.0
    for kind in KINDS:
        looks = sum(first <= day < last for seed in range(samples) for day in looks_of(kind, last, seed))
        total += kind.share * looks / samples
    return total


def shard_of(domain: str, shards: int) -> int:
    """Return the shard that has a registrable domain."""
    return crc32(domain.encode()) % shards


def largest_shard(links: int, shards: int, seed: int = 1) -> float:
    """Return the share of the largest shard, of a tenth as many domains as links with the tail of `big_database`."""
    names = min(max(1, links // 10), 1_000_000)  # beyond a million domains the tail changes nothing
    weights = [1 / (rank + 5) for rank in range(names)]
    parts = [0.0] * shards
    for rank, weight in enumerate(weights):
        parts[shard_of(f"{seed}-{rank}.example", shards)] += weight
    return max(parts) / sum(parts)


@dataclass(frozen=True)
class Costs:
    """What was measured. bytes_*: in the database, indexes included. *_seconds: of one processor, for one look."""

    bytes_of_link: float
    bytes_of_look: float
    settle_seconds: float
    look_seconds: float
    owner_seconds: float


@dataclass(frozen=True)
class Prices:
    """Ordinary prices of clouds, in dollars, without discounts."""

    processor_hour: float = 0.04
    disk_gb_month: float = 0.08
    object_gb_month: float = 0.023
    sent_gb: float = 0.09


@dataclass(frozen=True)
class Plan:
    """So many links in so many shards, after the first year. samples: lives of links of each kind."""

    links: int
    shards: int
    costs: Costs
    samples: int = 60

    @property
    def looks_a_day(self) -> float:
        return self.links * looks_a_link(365, 730, self.samples) / 365

    @property
    def disk_after_a_year(self) -> float:
        """Bytes of all shards: all looks of a year are kept, then one a month and those of changes."""
        return self.links * (self.costs.bytes_of_link + looks_a_link(0, 365, self.samples) * self.costs.bytes_of_look)

    @property
    def looks_a_day_of_one_process(self) -> float:
        return DAY / self.costs.look_seconds

    @property
    def looks_a_day_of_one_shard(self) -> float:
        """As many as one daemon can hand out and settle."""
        return DAY / (self.costs.settle_seconds + self.costs.owner_seconds)

    @property
    def archive_lookups_a_day(self) -> tuple[float, float, float]:
        """New deaths, repeats of those without a copy (`negative_ttl` of 7 days), and what the archive allows."""
        dead = next(kind.share for kind in KINDS if kind.name.startswith("gone")) * self.links
        return self.links * ROT_A_YEAR / 365, dead * WITHOUT_COPY / 7, ARCHIVE_LOOKUPS_A_MINUTE * 60 * 24


def dollars_for_a_million(costs: Costs, prices: Prices, bytes_sent: float = 1500) -> dict[str, float]:
    """Return what a million looks a month cost, by what it is paid for. bytes_sent: by all requests of one look."""
    seconds = costs.look_seconds + costs.owner_seconds + costs.settle_seconds
    return {
        "processors": 1e6 * seconds / 3600 * prices.processor_hour,
        "disk, a month of these looks for a year": 1e6 * costs.bytes_of_look / 1e9 * prices.disk_gb_month * 12,
        "bytes sent": 1e6 * bytes_sent / 1e9 * prices.sent_gb,
    }
