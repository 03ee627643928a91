"""Judges the whole corpus with the real client and scores it by family."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from linkwatch.app import page_reader
from linkwatch.check.examine import SiblingCache, examine
from linkwatch.config import CheckSettings
from linkwatch.evidence import Observation
from linkwatch.fetch import WebClient
from linkwatch.judge import address_to_cite
from linkwatch.model import Link, Verdict
from linkwatch.reading import Here
from tests.corpus.model import Case
from tests.corpus.server import serve

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Result:
    """What was said of a case. cite: the address to cite that was expected, with ports filled in."""

    case: Case
    url: str
    observation: Observation
    verdict: Verdict
    cite: str | None
    seconds: float

    @property
    def right(self) -> bool:
        expected = self.case
        if self.verdict.status != expected.expected:
            return False
        if expected.reason is not None and (self.verdict.reason or "") != expected.reason:
            return False
        return self.cite is None or address_to_cite(self.observation) == self.cite


async def judge_cases(cases: Sequence[Case], settings: CheckSettings | None = None) -> list[Result]:
    """Serve the cases, look at all of them at once at default settings, return the results in their order."""
    settings = settings or CheckSettings(allow_private=["127.0.0.1/32"])
    siblings = SiblingCache()
    async with (
        serve(cases) as corpus,
        WebClient(
            settings, page_reader(Here()), nameservers=[corpus.nameserver], ssl_context=corpus.ssl_context
        ) as client,
    ):

        async def look(number: int, case: Case) -> Result:
            url = corpus.url(case)
            started = time.monotonic()
            observation, verdict = await examine(Link(number, url, case.anchors), client, NOW, siblings, Here())
            cite = corpus.fill(case.cite, case) if case.cite else None
            return Result(case, url, observation, verdict, cite, time.monotonic() - started)

        results = await asyncio.gather(*(look(number, case) for number, case in enumerate(cases)))
        if corpus.canary.connections:
            raise AssertionError(f"a private address was connected to {corpus.canary.connections} times")
        return list(results)


def scores(results: Sequence[Result]) -> dict[str, tuple[int, int]]:
    """Return how many are right, and how many there are, by family."""
    table: dict[str, tuple[int, int]] = {}
    for result in results:
        right, total = table.get(result.case.family, (0, 0))
        table[result.case.family] = (right + result.right, total + 1)
    return table
