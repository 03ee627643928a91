"""Judges the whole corpus with the real client and scores it by family."""

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from linkwatch.check.crew import Crew
from linkwatch.check.examining import Examiner, Finding, HostBatch, Question, Seen, page_reader
from linkwatch.check.messages import Pauses
from linkwatch.config import CheckSettings
from linkwatch.evidence import Observation
from linkwatch.evidence.as_json import evidence_to_json, observation_from_json
from linkwatch.fetch import ReadPage, WebClient
from linkwatch.judge import address_to_cite, judge
from linkwatch.model import Link, Verdict
from linkwatch.reading import Here
from linkwatch.urls import authority
from tests.corpus.model import Case
from tests.corpus.server import Addresses, Corpus, serve

_AT_ONCE = 60
_MOST_EVIDENCE = 6500  # bytes of JSON
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
    def requests(self) -> int:
        """How many requests the look took in all."""
        seen = self.observation
        witnesses = [witness.visit for witness in (seen.sibling, seen.front) if witness is not None]
        return sum(visit.requests for visit in (seen.first, seen.second, *witnesses) if visit is not None)

    @property
    def right(self) -> bool:
        expected = self.case
        if self.verdict.status != expected.expected:
            return False
        if expected.reason is not None and (self.verdict.reason or "") != expected.reason:
            return False
        return self.cite is None or address_to_cite(self.observation) == self.cite


def open_web(
    settings: CheckSettings,
    read_page: ReadPage | None,
    *,
    nameserver: str,
    authority: bytes,
    keeps_open: bool = True,
    pauses: Pauses | None = None,
    share: Callable[[str], int] | None = None,
) -> WebClient:
    """Open the web as the corpus serves it."""
    trusting = ssl.create_default_context(cadata=authority.decode())
    return WebClient(
        settings,
        read_page,
        nameservers=[nameserver],
        ssl_context=trusting,
        keeps_open=keeps_open,
        pauses=pauses,
        share=share,
    )


@asynccontextmanager
async def _examiner(corpus: Corpus, settings: CheckSettings, workers: int) -> AsyncIterator[Crew | Examiner]:
    opening = partial(open_web, nameserver=corpus.nameserver, authority=corpus.authority)
    if workers > 1:
        async with Crew(workers, settings, opening) as crew:
            yield crew
    else:
        async with opening(settings, page_reader(Here())) as client:
            yield Examiner(client, Here(), settings.per_host)


async def judge_cases(cases: Sequence[Case], settings: CheckSettings | None = None, workers: int = 1) -> list[Result]:
    """Serve the cases, look at them at default settings, many at once, return the results in their order.

    Those that hang hold up nobody. workers: processes that look at them; 1 is this one.
    """
    settings = settings or CheckSettings(allow_private=["127.0.0.1/32"])
    async with serve(cases) as corpus, _examiner(corpus, settings, workers) as examiner:
        results = await look_at_cases(cases, corpus, examiner)
        if corpus.canary.connections:
            raise AssertionError(f"a private address was connected to {corpus.canary.connections} times")
        return results


async def look_at_cases(cases: Sequence[Case], where: Addresses, examiner: Crew | Examiner) -> list[Result]:
    """Look at many cases at once and return the results in their order; those that hang hold up nobody."""

    async def look(number: int, case: Case) -> Result:
        url = where.url(case)
        started = time.monotonic()
        found: list[Finding] = []

        async def take(finding: Finding) -> None:
            found.append(finding)

        batch = HostBatch(1, authority(url), (Question(Link(number, url, case.anchors)),))
        await examiner.look_at(batch, lambda: NOW, take, lambda: False)
        (finding,) = found
        assert isinstance(finding, Seen)
        observation, verdict = finding.observation, finding.verdict
        cite = where.fill(case.cite, case) if case.cite else None
        return Result(case, url, observation, verdict, cite, time.monotonic() - started)

    places = asyncio.Semaphore(_AT_ONCE)  # servers, name server and client share one thread

    async def take_turn(number: int, case: Case) -> Result:
        async with nullcontext() if case.hangs else places:
            return await look(number, case)

    return await asyncio.gather(*(take_turn(number, case) for number, case in enumerate(cases)))


def scores(results: Sequence[Result]) -> dict[str, tuple[int, int]]:
    """Return how many are right, and how many there are, by family."""
    table: dict[str, tuple[int, int]] = {}
    for result in results:
        right, total = table.get(result.case.family, (0, 0))
        table[result.case.family] = (right + result.right, total + 1)
    return table


def assert_well_kept(results: Sequence[Result]) -> None:
    """See that what is stored of each look gives the same verdict, with its reasons, and is small."""
    for result in results:
        text = json.dumps(evidence_to_json(result.observation))
        assert judge(observation_from_json(json.loads(text))) == result.verdict, result.case.name
        assert len(text) <= _MOST_EVIDENCE, result.case.name
        assert len(result.verdict.because) >= 2, result.case.name
