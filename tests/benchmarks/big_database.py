"""Make a large database that looks real, for whatever has to stay fast when years have passed.

    python -m tests.benchmarks.big_database FILE [--links 1000000] [--checks 20000000] [--days 1095]
      [--seed 1]

Hosts have a heavy tail. Each link is looked at equally often over the days; its last look is a whole page's, those
before are what a server leaves that says "not modified", or a failure. Evidence is of four kinds only and need not
bear out each reason. Baselines, saves and messages are left out. Rows go in by SQL alone, without the Store's
transactions: 20 million looks in minutes.
"""

import argparse
import json
import random
import sqlite3
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from linkwatch.evidence import Observation, PageFacts, Standing, Trouble, Visit
from linkwatch.evidence.as_json import evidence_to_json
from linkwatch.store import Store

_DAY = 86400
_SOURCES = 40
_CITED_AGAIN = 0.3
# Status, share of all links, and the reasons it comes with.
_STATUSES = (
    ("alive", 78, (None,)),
    ("redirected", 8, (None,)),
    ("dead", 6, ("http-404", "http-404", "http-404", "dns-nxdomain", "soft-404", "http-410")),
    ("failing", 3, ("read-timeout", "connect-timeout", "http-503", "tls-expired")),
    ("blocked", 3, ("bot-wall", "forbidden", "login-wall")),
    ("changed", 2, ("content-drift",)),
)
_HTTP_STATUS = {"alive": 200, "redirected": 200, "changed": 200, "blocked": 403}
_RETENTION_OF_ROUNDS = 30  # days
_TEXT = """
ancient archive autumn bridge canal captain census chapter climate coast colony copper council culture curious custom
debate delta desert early edition empire energy essay estuary evidence factory family famine ferry festival field
forest garden glacier grain granite guide harbour harvest history house industry island journal journey kingdom knight
lantern letter library lighthouse market marsh meadow medieval memory merchant mill mountain museum music narrow
native northern notable observed old orchard origin palace parish pattern people photograph plague poem policy
population port portrait printed quarry railway record reform region report research review river road royal rural
sailor school science season settlement shipyard silent silver society southern station statue story strait street
studied survey theatre tower town trade treaty tribe union valley village vineyard voyage water weather western widely
winter wooden workshop written the the the the of of of of and and and in in in to to a a is was for by with from that
which on as"""
_WORDS = _TEXT.split()
_NAMES = [word for word in _WORDS if len(word) > 3]
_ENDINGS = ("com", "com", "com", "org", "org", "net", "edu", "co.uk", "de", "fr", "gov", "io", "info")

# What link l of `plan` is found to be in round {r}: it turned into what it is in round `turn`, after two failing looks
# if it died; `relapse` is a round in which one that is alive failed.
_STATUS_IN_ROUND = """
CASE WHEN {r} < 0 THEN 'unchecked' WHEN {r} >= p.turn THEN p.status WHEN p.status = 'dead' AND {r} >= p.turn - 2
  THEN 'failing' WHEN {r} = p.relapse THEN 'failing' ELSE 'alive' END
"""

_ADD_ROUND = f"""
INSERT INTO checks (id, link_id, checked_at, status, reason, http_status, final_url, elapsed_ms, evidence)
SELECT :r * :links + id, id, at, status, iif(status = 'failing', iif(now = 'failing', reason, 'read-timeout'),
  iif(status = now, reason, NULL)), iif(status = 'failing', NULL, iif(status = 'dead', http_status,
  iif(status = 'blocked', 403, 200))), final_url, 40 + (id * 7919 + :r * 104729) % 1500,
  replace(replace(CASE WHEN status = 'failing' THEN :failing WHEN status = 'dead' THEN :dead
    WHEN :r = :last THEN :read ELSE :unmodified END, 'URL', url), 'TIME', at)
FROM (
  SELECT l.id, l.url, l.final_url, p.reason, p.http_status, p.status AS now,
    {_STATUS_IN_ROUND.format(r=":r")} AS status,
    strftime('%Y-%m-%dT%H:%M:%SZ', :began + CAST(:step * (:r * :links + l.id) AS INTEGER), 'unixepoch') AS at
  FROM plan p JOIN links l ON l.id = p.link_id ORDER BY p.link_id)
"""

_ADD_HISTORY = f"""
INSERT INTO status_history (link_id, changed_at, old_status, new_status, reason, check_id)
SELECT k.link_id, k.checked_at, {_STATUS_IN_ROUND.format(r="(:r - 1)")} AS old, k.status, k.reason, k.id
FROM checks k JOIN plan p ON p.link_id = k.link_id WHERE k.id > :r * :links AND k.status <> old ORDER BY k.id
"""

_ADD_SNAPSHOTS = """
INSERT INTO snapshots (link_id, archive, timestamp, url, original_url, purpose, found_at, grade)
SELECT id, 'wayback', stamp, 'https://web.archive.org/web/' || stamp || '/' || url, url, 'dead', last_checked_at,
  CASE id % 4 WHEN 0 THEN NULL WHEN 1 THEN 'plays' ELSE 'fits' END
FROM (SELECT *, strftime('%Y%m%d%H%M%S', julianday(first_checked_at) - id % 900) AS stamp FROM links
      WHERE status = 'dead' AND id % 10 < 7)
"""

_ADD_ROUNDS = """
INSERT INTO runs (kind, version, started_at, finished_at, complete)
SELECT 'round', '0.1.0', min(checked_at), max(checked_at), 1 FROM checks
WHERE checked_at >= :since AND id > :last * :links GROUP BY substr(checked_at, 1, 10)
"""


@dataclass
class _Making:
    """One database in the making. rounds: how often each link is looked at. days: over which."""

    links: int
    rounds: int
    days: int
    now: datetime
    random: random.Random
    hosts: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = max(1, self.links // 10)
        self.hosts = [self._host(number) for number in range(names)]
        self.weights = list(accumulate(1 / (rank + 5) for rank in range(names)))

    @property
    def articles(self) -> int:
        return max(1, self.links // 50)

    @property
    def began(self) -> float:
        return self.now.timestamp() - self.days * _DAY

    @property
    def step(self) -> float:
        """Seconds between two looks."""
        return self.days * _DAY / (self.links * self.rounds)

    def time(self, link_id: int, round_: int) -> str:
        return _text(self.began + int(self.step * (round_ * self.links + link_id)))

    def words(self, least: int, most: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(least, most)))

    def host(self, link_id: int) -> str:
        if link_id <= len(self.hosts):  # each host has at least one link
            return self.hosts[link_id - 1]
        return self.hosts[bisect(self.weights, self.random.random() * self.weights[-1])]

    def _host(self, number: int) -> str:
        name = f"{self.random.choice(_NAMES)}-{self.random.choice(_NAMES)}{number}.{self.random.choice(_ENDINGS)}"
        return f"{self.random.choice(('www.', 'www.', '', '', 'news.'))}{name}"


def make(file: Path, links: int, checks: int, seed: int, now: datetime, days: int = 3 * 365) -> None:
    """Make the database at `file`, where there must be none. checks: rounded to as many a link."""
    with Store.open(file):
        pass
    making = _Making(links, max(1, checks // links), days, now, random.Random(seed))
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = FILE"):
            raw.execute(f"PRAGMA {pragma}")
        found = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        indexes = raw.execute(found).fetchall()
        for name, _ in indexes:
            raw.execute(f"DROP INDEX {name}")  # made anew at the end: sorting is faster than inserting here and there
        raw.execute("CREATE TEMP TABLE plan (link_id INTEGER PRIMARY KEY, status, reason, http_status, turn, relapse)")
        _timed("articles", raw, lambda: _add_articles(raw, making))
        _timed("links and citations", raw, lambda: _add_links(raw, making))
        _timed("looks", raw, lambda: _add_looks(raw, making))
        _timed("indexes", raw, lambda: [raw.execute(sql) for _, sql in indexes])
        _timed("snapshots, rounds, counts", raw, lambda: _add_the_rest(raw, making))
        raw.execute("ANALYZE main")
        raw.execute("PRAGMA journal_mode = WAL")


def _timed(what: str, raw: sqlite3.Connection, act: Callable[[], object]) -> None:
    began = time.perf_counter()
    raw.execute("BEGIN")
    act()
    raw.execute("COMMIT")
    print(f"{what:<28} {time.perf_counter() - began:7.1f} s")


def _add_articles(raw: sqlite3.Connection, making: _Making) -> None:
    began = _text(making.began)
    source = "INSERT INTO sources (kind, location, added_at, last_scanned_at, name) VALUES (?, ?, ?, ?, ?)"
    last = _text(making.now.timestamp() - 3600)
    for number in range(_SOURCES):
        kind = ("feed", "sitemap", "page", "files")[number % 4]
        location = f"https://journal{number}.example/{kind}.xml"
        raw.execute(source, [kind, location, began, last, f"Journal {number}"])
    article = """INSERT INTO articles (id, source_id, uri, title, published_at, first_seen_at, last_scanned_at,
                 content_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
    raw.executemany(article, _article_rows(making, began, last))


def _article_rows(making: _Making, began: str, last: str) -> Iterator[tuple[object, ...]]:
    for number in range(1, making.articles + 1):
        source = number % _SOURCES
        title = making.words(4, 9).capitalize()
        published = _text(making.began - making.random.randrange(8 * 365) * _DAY)
        uri = f"https://journal{source}.example/{number}/{title.lower().replace(' ', '-')}"
        yield number, source + 1, uri, title, published, began, last, f"{making.random.getrandbits(256):064x}"


def _add_links(raw: sqlite3.Connection, making: _Making) -> None:
    link = f"""INSERT INTO links (id, url, host, domain, authority, status, reason, http_status, final_url, title,
      first_seen_at, last_checked_at, last_alive_at, failing_since, consecutive_failures, next_check_at, looks, changes,
      first_checked_at, last_read_at, etag) VALUES ({", ".join("?" * 21)})"""
    citation = """INSERT INTO citations (article_id, link_id, position, href, text, context, line, first_seen_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
    positions = [0] * making.articles
    for first in range(1, making.links + 1, 10_000):
        links, citations = [], list[tuple[object, ...]]()
        for link_id in range(first, min(first + 10_000, making.links + 1)):
            status, reason, turn, relapse = _fate(making)
            http_status = _HTTP_STATUS.get(status)
            if reason == "soft-404":
                http_status = 200
            elif reason is not None and reason.startswith("http-"):
                http_status = int(reason[5:])
            raw.execute(
                "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?)", [link_id, status, reason, http_status, turn, relapse]
            )
            links.append(_link_row(making, link_id, status, reason, http_status, turn, relapse))
            citations.extend(_citation_rows(making, link_id, links[-1][1], positions))
        raw.executemany(link, links)
        raw.executemany(citation, citations)


def _fate(making: _Making) -> tuple[str, str | None, int, int]:
    """Draw a link's status, its reason, the round since which it is so, and one in which it failed for once."""
    ((status, _, reasons),) = making.random.choices(_STATUSES, [share for _, share, _ in _STATUSES])
    last, relapse = making.rounds - 1, -1
    if status == "alive":
        turn = making.rounds  # never turned
        if making.random.random() < 0.05 and last > 1:
            relapse = making.random.randrange(1, last)
    elif status == "blocked":
        turn = 0
    elif status == "failing":
        turn = max(0, last - making.random.randrange(2))
    else:
        turn = making.random.randint(min(3, last), last)
    return status, making.random.choice(reasons), turn, relapse


def _link_row(
    making: _Making, link_id: int, status: str, reason: str | None, http_status: int | None, turn: int, relapse: int
) -> tuple[object, ...]:
    host = making.host(link_id)
    domain = host.removeprefix("www.").removeprefix("news.")
    title = making.words(4, 9).capitalize()
    url = f"https://{host}/{making.random.choice(_NAMES)}/{title.lower().replace(' ', '-')}-{link_id}"
    last = making.rounds - 1
    failed_since = max(0, turn - 2) if status == "dead" else turn
    failed = status in ("dead", "failing")
    last_alive = failed_since - 1 if failed else (-1 if status == "blocked" else last)
    due_in = (
        -making.random.randrange(6 * 3600) if making.random.random() < 0.004 else making.random.randrange(28 * _DAY)
    )
    changes = {"alive": 2 * (relapse > 0), "dead": 2 if turn > 2 else 1, "blocked": 0}.get(status, int(turn > 0))
    return (
        link_id, url, host, domain, host, status, reason, http_status,
        f"https://{host}/{link_id}" if status == "redirected" else url, None if status == "blocked" else title,
        _text(making.began), making.time(link_id, last), making.time(link_id, last_alive) if last_alive >= 0 else None,
        making.time(link_id, failed_since) if failed else None, last - failed_since + 1 if failed else 0,
        _text(making.now.timestamp() + due_in), making.rounds, changes, making.time(link_id, 0),
        making.time(link_id, last), f'"{making.random.getrandbits(48):x}"' if making.random.random() < 0.5 else None,
    )  # fmt: skip


def _citation_rows(making: _Making, link_id: int, url: object, positions: list[int]) -> Iterator[tuple[object, ...]]:
    count = making.articles
    citing = [(link_id - 1) * count // making.links]
    while making.random.random() < _CITED_AGAIN / (1 + _CITED_AGAIN):
        citing.append(making.random.randrange(count))
    for article in citing:
        position = positions[article]
        positions[article] += 1
        text = making.words(1, 6)
        context = f"{making.words(6, 16).capitalize()} {text} {making.words(6, 16)}."
        yield article + 1, link_id, position, url, text, context, 3 + 2 * position, _text(making.began)


def _add_looks(raw: sqlite3.Connection, making: _Making) -> None:
    values = {
        "links": making.links,
        "last": making.rounds - 1,
        "began": int(making.began),
        "step": making.step,
        **_evidence(making),
    }
    for round_ in range(making.rounds):
        raw.execute(_ADD_ROUND, {**values, "r": round_})
        raw.execute(_ADD_HISTORY, {**values, "r": round_})


def _evidence(making: _Making) -> dict[str, str]:
    """Return real evidence of four kinds of looks, with URL and TIME where each look has its own."""
    at = making.now
    page = PageFacts(
        "text/html", making.words(5, 8).capitalize(), making.words(3, 5).capitalize(), "URL", "en",
        making.words(45, 45), 9120, 7480, 1510, 84, main_words=1290, scripts=12,
        media=7, headings=(making.words(3, 5), making.words(3, 5), making.words(3, 5)), frame_links=52, fields=1,
    )  # fmt: skip
    headers = {"content-type": "text/html; charset=utf-8", "etag": '"5f3a-1c2b"', "server": "nginx"}
    gone = PageFacts(
        "text/html", "Page not found", "Not found", excerpt=making.words(12, 12), text_chars=81, main_chars=81,
        words=12, signatures=("not-found-whole",), main_words=12,
    )  # fmt: skip
    visits = {
        "read": Visit("URL", "URL", 200, headers=headers, elapsed_ms=312, body_bytes=48_120, page=page),
        "dead": Visit(
            "URL", "URL", 404, headers={"content-type": "text/html"}, elapsed_ms=80, body_bytes=912, page=gone
        ),
        "failing": Visit("URL", "URL", trouble=Trouble.READ_TIMEOUT, detail="no answer within 20 s", requests=3),
        "unmodified": Visit("URL", "URL", 304, headers={"etag": '"5f3a-1c2b"'}, elapsed_ms=96),
    }
    standing = Standing("alive", None, at - timedelta(days=60))
    looks = {
        kind: evidence_to_json(
            Observation(
                "URL", at, visit, anchors=(making.words(2, 4),), standing=standing if kind == "unmodified" else None
            )
        )
        for kind, visit in visits.items()
    }
    return {kind: json.dumps({**look, "checked_at": "TIME"}, separators=(",", ":")) for kind, look in looks.items()}


def _add_the_rest(raw: sqlite3.Connection, making: _Making) -> None:
    raw.execute(_ADD_SNAPSHOTS)
    raw.execute("""UPDATE links SET snapshot_id = s.id, snapshot_checked_at = last_checked_at,
                   snapshot_asked = 'wayback' FROM snapshots s WHERE s.link_id = links.id""")
    raw.execute("""UPDATE links SET snapshot_reason = 'no-snapshot', snapshot_checked_at = last_checked_at,
                   next_seek_at = next_check_at WHERE status = 'dead' AND snapshot_id IS NULL""")
    since = _text(making.now.timestamp() - _RETENTION_OF_ROUNDS * _DAY)
    raw.execute(_ADD_ROUNDS, {"since": since, "last": making.rounds - 1, "links": making.links})
    for day in range(making.days):
        text = _text(making.began + (day + 1) * _DAY)[:10]
        for status, share, _ in _STATUSES:
            at_first = 1.22 if status == "alive" else 0.0
            part = share / 100 * (at_first + (1 - at_first) * day / making.days)
            raw.execute("INSERT INTO status_counts VALUES (?, ?, ?)", [text, status, int(part * making.links)])


def _text(moment: float) -> str:
    return datetime.fromtimestamp(int(moment), UTC).isoformat().removesuffix("+00:00") + "Z"


def main() -> None:
    """Make the database that the command line describes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--checks", type=int, default=20_000_000)
    parser.add_argument("--days", type=int, default=3 * 365)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.file.exists():
        parser.error(f"{arguments.file} exists already")
    make(arguments.file, arguments.links, arguments.checks, arguments.seed, datetime.now(UTC), arguments.days)
    size = arguments.file.stat().st_size
    print(f"{size / 2**30:.2f} GiB, {size / arguments.checks:.0f} bytes a look")


if __name__ == "__main__":
    main()
