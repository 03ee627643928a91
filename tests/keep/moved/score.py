"""Serves the world, looks for every page, and counts what was right, wrong and not found, by kind and by method."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from linkwatch.app.moving import mover_of
from linkwatch.app.tools import open_archives
from linkwatch.archive.originals import page_key
from linkwatch.config import Settings
from linkwatch.fetch import WebClient
from linkwatch.model import MovedTo
from linkwatch.reading import Here
from tests.keep.moved import cases_fresh, cases_large, cases_lost, cases_moved, cases_shapes
from tests.keep.moved.worlds import Case, World
from tests.servers.sites import NamedSites

_ALL = (cases_moved.fill, cases_lost.fill, cases_shapes.fill, cases_large.fill, cases_fresh.fill)
_CITED = datetime(2009, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What was found for a case, and the requests that it took, at the archive and at sites."""

    case: Case
    moved: MovedTo | None
    requests: int

    @property
    def verdict(self) -> str:
        """Say "right", "wrong" or "none": nothing was found though there is something."""
        if self.moved is None:
            return "right" if not self.case.answers or "" in self.case.answers else "none"
        keys = [page_key(answer) for answer in self.case.answers if answer]
        return "right" if page_key(self.moved.url) in keys else "wrong"


async def look_for_all(*fills: Callable[[World], None]) -> list[Outcome]:
    """Look for the page of every case, one after the other. fills: add other cases than those that there are."""
    world = World()
    sites = NamedSites(world.answer)
    async with sites.serve(), world.archive.serve() as archive_url:
        world.port = sites.port
        for fill in fills or _ALL:
            fill(world)
        sites.gone |= world.gone
        check = {"allow_private": ["127.0.0.1/32"], "host_interval": 0, "retries": 0, "timeout": 10}
        archive = {"wayback_url": archive_url, "requests_per_minute": 1_000_000}
        settings = Settings.model_validate({"check": check, "archive": archive})
        async with (
            WebClient(settings.check, None, nameservers=sites.nameservers) as client,
            open_archives(settings.archive, "linkwatch-tests/1.0", Here()) as archives,
        ):
            mover = mover_of(settings, client, Here(), archives)
            assert mover is not None
            outcomes = []
            for case in world.cases:
                answer = await archives.finder.find(case.url, _CITED)
                found = await mover.find(case.url, answer.snapshot)
                outcomes.append(Outcome(case, found.moved, found.requests))
            return outcomes


def table(outcomes: Sequence[Outcome]) -> str:
    """Write the counts by method, then by kind."""
    lines = [f"{'method':28}right wrong"]
    by_method = Counter((outcome.moved.how, outcome.verdict) for outcome in outcomes if outcome.moved is not None)
    for how in sorted({how for how, _ in by_method}):
        lines.append(f"{how:28}{by_method[how, 'right']:5} {by_method[how, 'wrong']:5}")
    lines.append(f"\n{'kind':28}right wrong  none")
    by_kind = Counter((outcome.case.kind, outcome.verdict) for outcome in outcomes)
    for kind in dict.fromkeys(outcome.case.kind for outcome in outcomes):
        lines.append(f"{kind:28}" + " ".join(f"{by_kind[kind, word]:5}" for word in ("right", "wrong", "none")))
    requests = [outcome.requests for outcome in outcomes]
    lines.append(
        f"\n{len(outcomes)} pages; requests a page: {sum(requests) / len(requests):.1f}, {max(requests)} at most"
    )
    return "\n".join(lines)
