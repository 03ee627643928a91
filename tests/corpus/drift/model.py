"""What a pair is: a page as it was kept and as it is found later, and what a careful reader would say of it."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from linkwatch.evidence import Hop, Observation, PageFacts, Visit
from linkwatch.judge import judge, likeness_of, measure, read_page
from linkwatch.model import Likeness, Verdict

THEN = datetime(2019, 5, 2, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """then, now: bodies. expected: status, a space and the reason, as "changed content-drift"; or the status alone.

    origin: of what is kept. twin: the pair that looks alike and is something else. moved_to: the address that a
    permanent redirect leads to now.
    """

    name: str
    family: str
    expected: str
    then: str | bytes
    now: str | bytes
    url: str = "http://courier.test/news/upper-dam-findings"
    origin: str = "look"
    twin: str | None = None
    moved_to: str | None = None
    then_type: str = "text/html"
    now_type: str = "text/html"
    cut: str | None = None


def likeness(pair: Pair) -> Likeness | None:
    return likeness_of(read(pair.then, pair.then_type, pair.url), THEN, pair.origin)


def read(body: str | bytes, media_type: str, url: str) -> PageFacts:
    return read_page(body.encode() if isinstance(body, str) else body, media_type, "utf-8", url)


def verdict_on(pair: Pair) -> tuple[Verdict, Observation]:
    """Keep the page as it was, in JSON, and judge what is found now."""
    kept = likeness(pair)
    if kept is not None:
        stored = json.loads(json.dumps({**asdict(kept), "made_at": None}))
        kept = Likeness(**{**stored, "made_at": kept.made_at})
    final = pair.moved_to or pair.url
    page = read(pair.now, pair.now_type, final)
    hops = (Hop(pair.url, 301, location=final),) if pair.moved_to else ()
    visit = Visit(pair.url, final, 200, hops, body_bytes=len(pair.now), cut=pair.cut, page=page)
    drift = measure(kept, page) if kept else None
    observation = Observation(pair.url, NOW, visit, drift=drift)
    return judge(observation), observation


def is_right(pair: Pair, verdict: Verdict) -> bool:
    found = f"{verdict.status} {verdict.reason or ''}".strip()
    return found == pair.expected or (" " not in pair.expected and verdict.status == pair.expected)
