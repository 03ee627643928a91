"""How long domains are registered, as their registries said. Asked for are those of pages that are there."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from linkwatch import urls
from linkwatch.model import THERE, Row, Status
from linkwatch.store.encoding import dicts, optional_time_text, sql_list, text_time, time_text
from linkwatch.store.part import Part
from linkwatch.store.views import IS_CURRENT

if TYPE_CHECKING:
    from linkwatch.judge.registration import Registration, Threat  # brings all of judge/, which few commands need

_EVERY = timedelta(days=30)
_AHEAD = timedelta(days=60)  # before the end of a registration; sooner than it is held to be a threat
_LOOKED_THROUGH = 2000  # domains of links, for one wake
_ALIVE_OR_NOT_YET_DEAD = sql_list((*THERE, Status.FAILING))

# Steps from one domain to the next by the index on domains, however many links each has.
_DOMAINS = f"""
WITH RECURSIVE step(domain, place) AS (
  SELECT (SELECT min(domain) FROM links WHERE domain > :after), 1
  UNION ALL
  SELECT (SELECT min(domain) FROM links WHERE domain > step.domain), place + 1 FROM step
  WHERE step.domain IS NOT NULL AND place < :most)
SELECT domain, EXISTS (
  SELECT 1 FROM links l WHERE l.domain = step.domain AND l.status IN {_ALIVE_OR_NOT_YET_DEAD}) FROM step
WHERE domain IS NOT NULL ORDER BY place
"""  # noqa: S608 - made of constants

# Its first question may have brought nothing, and a later one then keeps what an earlier one brought.
_RECORD = """
INSERT INTO registrations (domain, asked_at, told_at, expires_at, state)
VALUES (:domain, :asked_at, :told_at, :expires_at, :state)
ON CONFLICT (domain) DO UPDATE SET asked_at = excluded.asked_at,
  expires_at = iif(excluded.told_at IS NULL, expires_at, excluded.expires_at),
  state = iif(excluded.told_at IS NULL, state, excluded.state), told_at = coalesce(excluded.told_at, told_at)
"""

_ENDING = """
SELECT domain, told_at, expires_at, state FROM registrations WHERE expires_at <= :soon
UNION SELECT domain, told_at, expires_at, state FROM registrations WHERE state IS NOT NULL
"""
_HOSTS = "SELECT DISTINCT host FROM links WHERE domain = ?"
ENDING_SITES = f"""
SELECT r.domain, r.told_at, r.expires_at, r.state, count(*) AS living,
  count(*) FILTER (WHERE l.snapshot_id IS NULL) AS without_copy
FROM ({_ENDING}) r CROSS JOIN links l ON l.domain = r.domain AND l.status IN {sql_list(THERE)} AND {IS_CURRENT}
GROUP BY r.domain
"""  # noqa: S608 - made of constants


class Registrations(Part):
    """Has the table registrations."""

    def due(self, now: datetime, after: str, most: int) -> tuple[list[str], str]:
        """Return registered domains to be asked for, and where to go on the next time ("" for the beginning).

        after: the domain to go on behind. They are those of pages that are there or fail, and were asked for a month
        ago or never; where the clock was put back, too.
        """
        found: dict[str, None] = {}
        last, seen = after, 0
        with self._connection.reading() as raw:
            for domain, is_wanted in raw.execute(_DOMAINS, {"after": after, "most": _LOOKED_THROUGH}):
                last, seen = domain, seen + 1
                name = urls.registered_domain(domain)
                if is_wanted and name is not None and name not in found and _is_due(raw, name, now):
                    found[name] = None
                    if len(found) == most:
                        return list(found), last
        return list(found), last if seen == _LOOKED_THROUGH else ""

    def record(self, domain: str, found: "Registration | None", now: datetime) -> None:
        """Note that a domain was asked for, and what was said; None: nothing, and what was known stays."""
        values = {
            "domain": domain,
            "asked_at": time_text(now),
            "told_at": time_text(now) if found is not None else None,
            "expires_at": optional_time_text(found.expires_at) if found is not None else None,
            "state": found.state if found is not None else None,
        }
        with self._connection.writing() as raw:
            raw.execute(_RECORD, values)


def _is_due(raw: sqlite3.Connection, domain: str, now: datetime) -> bool:
    values = [domain, time_text(now - _EVERY), time_text(now)]
    sql = "SELECT 1 FROM registrations WHERE domain = ? AND asked_at > ? AND asked_at <= ?"
    return raw.execute(sql, values).fetchone() is None


def threats(raw: sqlite3.Connection, now: datetime) -> dict[str, "Threat"]:
    """Return by domain what registrations threaten."""
    rows = dicts(raw.execute(_ENDING, ending_values(now)))
    return {row["domain"]: threat for row in rows if (threat := _threat(row, now)) is not None}


def ending_sites(raw: sqlite3.Connection, now: datetime) -> list[Row]:
    """Return the domains whose registration ends and of which pages are there, the likeliest to go first.

    domain, why, percent: as `threat_of` says; living, without_copy: pages that are there, and those of them without an
    archived copy.
    """
    return worth_telling(dicts(raw.execute(ENDING_SITES, ending_values(now))), now)


def ending_values(now: datetime) -> dict[str, str]:
    """Return the parameters of ENDING_SITES."""
    return {"soon": time_text(now + _AHEAD)}


def worth_telling(rows: Iterable[Row], now: datetime) -> list[Row]:
    """Return of the rows of ENDING_SITES what `ending_sites` does."""
    found = []
    for row in rows:
        if (threat := _threat(row, now)) is not None:
            told = {"domain": row["domain"], "why": threat.reason, "percent": round(100 * threat.chance, 1)}
            found.append({**told, "living": row["living"], "without_copy": row["without_copy"]})
    return sorted(found, key=lambda row: (-row["percent"], row["domain"]))


def ending_hosts(raw: sqlite3.Connection, now: datetime) -> Iterator[str]:
    """Yield the hosts of the domains whose registration ends."""
    for domain in threats(raw, now):
        for (host,) in raw.execute(_HOSTS, [domain]):
            yield host


def _threat(row: Row, now: datetime) -> "Threat | None":
    from linkwatch.judge.registration import Registration, threat_of

    told_at = text_time(row["told_at"])
    if told_at is None:
        return None
    return threat_of(Registration(row["domain"], told_at, text_time(row["expires_at"]), row["state"]), now)
