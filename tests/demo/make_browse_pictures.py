"""Make the pictures docs/browse-*.png: `linkwatch browse` over a journal's links, three years on.

    .venv/bin/python -m tests.demo.make_browse_pictures

Nothing is asked: the looks are made up, and written as the program writes them. It needs Chromium.
"""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, PageFacts, Visit
from linkwatch.judge import decide_at_once
from linkwatch.model import Article, Citation, Grade, Past, Snapshot, Status, Target, TargetKind, Verdict
from linkwatch.store import Look, Settled, Store
from tests.browse.test_serving import browsing
from tests.browser.chromium import open_chromium
from tests.store.making import answered

DOCS = Path(__file__).parent.parent.parent / "docs"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ROUND, ROUNDS = timedelta(days=30), 36
WIDTH, HEIGHT = 1180, 900

TITLES = (
    "Mills of the valley", "What the census forgot", "The ferrymen's strike of 1911", "A canal that was never dug",
    "Letters from the sawmill", "Lighthouses of the estuary", "How the bridge was paid for",
    "Orchards under the reservoir", "The last glassworks", "Names on the old maps", "Schooling in the upper parishes",
    "A quarry and its songs",
)  # fmt: skip
HOSTS = (
    "www.county-archive.example", "courier.example", "www.valley-mills.example", "guild.example", "census.example",
    "sawmill-friends.example", "maps.library.example", "journal-of-canals.example", "www.estuary-lights.example",
    "harbour-museum.example", "parish-records.example", "oldschools.example",
)  # fmt: skip
SUBJECTS = (
    "water wheel", "list of tenants", "ferry timetable", "strike committee", "survey of 1874", "sawmill ledger",
    "lamp keeper's diary", "bridge toll", "orchard plan", "glass recipe", "field names", "school register",
    "quarry song", "guild minutes", "harbour chart", "flood of 1911", "miller's letter", "canal act",
    "photograph of the weir",
)  # fmt: skip
ENDS: tuple[tuple[Status, str | None, int | None, float], ...] = (
    (Status.DEAD, "http-404", 404, 0.055),
    (Status.DEAD, "soft-404", 200, 0.02),
    (Status.DEAD, "dns-nxdomain", None, 0.02),
    (Status.REDIRECTED, None, 200, 0.09),
    (Status.CHANGED, "content-drift", 200, 0.03),
    (Status.BLOCKED, "bot-wall", 403, 0.04),
    (Status.FAILING, "connect-timeout", None, 0.03),
)
BECAUSE = {
    "http-404": "the server answered with 404",
    "soft-404": "an address beside it that cannot exist gets the same page",
    "dns-nxdomain": "the name servers say that there is no such domain",
    "content-drift": "the page has little in common with the one that was cited",
    "bot-wall": "a test for humans stands before the page",
    "connect-timeout": "nobody accepted a connection within 10 seconds",
}


class Life:
    """What becomes of a link, and in which round."""

    def __init__(self, chance: random.Random) -> None:
        draw, self.end = chance.random(), (Status.ALIVE, None, 200)
        for status, reason, code, share in ENDS:
            draw -= share
            if draw < 0:
                self.end = (status, reason, code)
                break
        self.turn = int(ROUNDS * chance.random() ** 0.7)
        self.returns = chance.random() < 0.06

    def at(self, round_: int) -> tuple[Status, str | None, int | None]:
        if round_ < self.turn or (self.returns and round_ > self.turn + 2):
            return Status.ALIVE, None, 200
        if self.end[0] == Status.DEAD and round_ == self.turn < ROUNDS - 1:
            return Status.FAILING, "http-503", 503
        return self.end


def articles(chance: random.Random) -> Iterator[Article]:
    for number, title in enumerate(TITLES):

        def cite(place: int, number: int = number) -> Citation:
            subject = chance.choice(SUBJECTS)
            host = HOSTS[min(int(chance.expovariate(0.35)), len(HOSTS) - 1)]
            url = f"https://{host}/{subject.replace(' ', '-').replace(chr(39), '')}/{number + 1}-{place + 1}"
            context = f"The {subject}, long thought lost, is described in full by those who kept it."
            return Citation(url, Target(TargetKind.WEB, url), f"the {subject}", context, 3 + 2 * place)

        uri = f"https://valley-history.example/{title.lower().replace(' ', '-')}"
        published = datetime(2014 + number, 3, 1 + 2 * number, tzinfo=UTC)
        yield Article(uri, title, published, tuple(map(cite, range(chance.randint(14, 34)))))


def look(link_id: int, url: str, life: Life, round_: int, now: datetime) -> Look:
    status, reason, code = life.at(round_)
    end = url.replace("https://", "https://www.") + "/new" if status == Status.REDIRECTED else url
    page = {"media_type": "text/html", "title": "Page not found" if code == 404 else url.rsplit("/", 2)[1].title()}
    first: dict[str, Any] = {"url": url, "final_url": end, "http_status": code, "page": page if code else None}
    if status == Status.REDIRECTED:
        first["hops"] = [{"url": url, "http_status": 301, "location": end}]
    because = (BECAUSE.get(reason or "", "the server answered, and the page is what its address says"),)
    verdict = Verdict(status, reason, because)
    title = url.rsplit("/", 2)[1].replace("-", " ").capitalize() if status == Status.ALIVE else None
    evidence = {"url": url, "first": first, "because": list(because)}
    seen = Observation(url, now, Visit(url, end, code, page=PageFacts("text/html", title=title)))

    def settled(past: Past) -> Settled:
        after = replace(decide_at_once(verdict, seen, past, RecheckSettings()).after, final_url=end)
        return Settled(after, 80 + link_id * 37 % 900, evidence)

    return Look(link_id, settled)


def make(path: Path) -> str:
    """Write the database; return the URL of the link to be shown."""
    chance = random.Random(11)  # the same pictures each time
    journal, lives = list(articles(chance)), dict[str, Life]()
    shown = ""
    with Store.open(path) as store:
        for round_ in range(ROUNDS):
            now = NOW - ROUND * (ROUNDS - 1 - round_) - timedelta(minutes=50)
            run = store.runs.begin("round", now)
            for article in journal[: 6 + round_ // 4]:
                store.articles.record(run, None, article, "1", now)
            store.runs.plan(run, now)
            for host in store.runs.next_hosts(run, 1000):
                for link in store.runs.links_of_host(run, host.authority, 1000):
                    life = lives.setdefault(link.url, Life(chance))
                    store.checks.settle(run, [look(link.id, link.url, life, round_, now)])
                    status, reason, _ = life.at(round_)
                    if status == Status.DEAD and link.id % 4 and life.at(round_ - 1)[0] != Status.DEAD:
                        stamp = f"{now - timedelta(days=400 + link.id):%Y%m%d%H%M%S}"
                        copy = f"https://web.archive.org/web/{stamp}/{link.url}"
                        answered(store, link.id, Snapshot("wayback", stamp, copy, link.url, Grade.FITS), now=now)
                        shown = link.url if reason == "soft-404" and not life.returns else shown
            store.runs.finish(run, now + timedelta(minutes=40), complete=True)
    return shown


async def draw(address: str, url: str) -> None:
    async with open_chromium() as chromium:
        home = await chromium.open(address, width=WIDTH)
        worst = await home.evaluate("document.querySelector('.work .quote a').href.split('?')[0]")
        pages = {"home": address, "article": f"{worst}?status=mendable", "link": f"{address}link?url={url}"}
        for name, page_address in pages.items():
            page = await chromium.open(page_address, width=WIDTH)
            if name == "article":
                await page.click(".take summary")
            file = DOCS / f"browse-{name}.png"
            file.write_bytes(await page.picture(HEIGHT))
            print(f"{file}: {file.stat().st_size / 1024:.0f} KiB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.db"
        url = make(path)
        with browsing(path) as (_, address):
            asyncio.run(draw(address, url))


if __name__ == "__main__":
    main()
