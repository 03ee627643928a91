"""Evidence as it is kept: whole, or made small.

Most looks at a link see what a look before them saw. The evidence of such a look is made small when it is no longer the
link's newest: what stays is a merge patch (RFC 7396) on the evidence of another look at the link, which it names. What
its row says in columns is left out. SQLite itself puts both together again (`EVIDENCE`, and the view `looks`), so every
program can.
"""

import json
import sqlite3
from typing import Any

from linkwatch.model import Row
from linkwatch.store.encoding import dicts, json_text

REST = "rest_as_in_check"
"""The key of small evidence that names the look: all that it does not say itself is as in that one."""

NAMES_ANOTHER = f"json_extract({{}}.evidence, '$.{REST}')"
"""SQL, with a look of checks put in: the id of the look that its evidence names, NULL if it is whole."""

_LOOKS_SMALL = f"evidence GLOB '{{\"{REST}\":*'"  # as it is written below; no JSON is read for each look that is stored

BY_REST = f"""
CREATE INDEX checks_rest ON checks(json_extract(evidence, '$.{REST}')) WHERE {_LOOKS_SMALL}
"""

_IN_COLUMNS = "'$.checked_at', {0}.checked_at, '$.first.elapsed_ms', {0}.elapsed_ms"
_LIKELY = 6  # latest looks that may be like the next: a page that was read, one that was unmodified, one that failed


def _whole(look: str, rest: str, rest_is: str) -> str:
    """Return SQL for the whole evidence of a look. rest: alias for the look that it names, rest_is: its evidence."""
    return f"""coalesce((SELECT json_remove(json_patch(
  json_replace({rest_is}, {_IN_COLUMNS.format(look)}), {look}.evidence), '$.{REST}')
  FROM checks {rest} WHERE {rest}.id = {NAMES_ANOTHER.format(look)}), {look}.evidence)"""  # noqa: S608 - constants


def is_named(look: str) -> str:
    """Return SQL for whether the evidence of another look names this one.

    The plus lets SQLite look the id up in the index, whose numbers are of no declared type.
    """
    return f"EXISTS (SELECT 1 FROM checks o WHERE {NAMES_ANOTHER.format('o')} = +{look}.id AND o.{_LOOKS_SMALL})"  # noqa: S608 - constants


_ONE_STEP = _whole("b", "c", "c.evidence")

EVIDENCE = _whole("k", "b", _ONE_STEP)
"""SQL: the whole evidence of the look `k` of checks. It names a look that may name another, which is whole."""

LOOKS = f"""
CREATE VIEW looks AS
-- Every look at a link, its evidence whole: in checks, that of older looks may say only how it differs from another's.
SELECT k.id, k.link_id, k.checked_at, k.status, k.reason, k.http_status, k.final_url, k.elapsed_ms,
  {EVIDENCE} AS evidence
FROM checks k
"""  # noqa: S608 - made of constants

# The look before: now that there is a newer one, its evidence may become small. A link's first look stays as it is.
_LOOK_BEFORE = f"""
SELECT p.* FROM checks n
CROSS JOIN checks p ON p.id = (SELECT max(id) FROM checks WHERE link_id = n.link_id AND id < n.id)
WHERE n.id = ? AND {NAMES_ANOTHER.format("p")} IS NULL AND json_type(p.evidence) = 'object'
"""  # noqa: S608 - made of constants

# The latest looks before that one and those that they name, but for those that are two steps from a whole one.
_CANDIDATES = f"""
WITH RECURSIVE found (id) AS (
  SELECT id FROM (SELECT id FROM checks WHERE link_id = :link_id AND id < :id ORDER BY id DESC LIMIT {_LIKELY})
  UNION
  SELECT {NAMES_ANOTHER.format("f")} FROM found CROSS JOIN checks f ON f.id = found.id
)
SELECT b.id, json_replace({_ONE_STEP}, '$.checked_at', :checked_at, '$.first.elapsed_ms', :elapsed_ms)
FROM checks b LEFT JOIN checks c ON c.id = {NAMES_ANOTHER.format("b")}
WHERE b.id IN found AND json_type(b.evidence) = 'object'
  AND ({NAMES_ANOTHER.format("b")} IS NULL OR (c.id IS NOT NULL AND {NAMES_ANOTHER.format("c")} IS NULL))
ORDER BY b.id
"""  # noqa: S608 - made of constants

ADD_CHECK = """
INSERT INTO checks (id, link_id, checked_at, status, reason, http_status, final_url, elapsed_ms, evidence)
VALUES (:id, :link_id, :checked_at, :status, :reason, :http_status, :final_url, :elapsed_ms, :evidence)
"""

_READ_AGAIN = (
    f"SELECT {EVIDENCE} FROM (SELECT :checked_at AS checked_at, :elapsed_ms AS elapsed_ms, :small AS evidence) k"  # noqa: S608 - made of constants
)


def make_small(raw: sqlite3.Connection, newer_id: int) -> bool:
    """Make the evidence of the look before this one at the same link small, if that halves it; tell whether it did.

    Its row is deleted and put back: a row that shrinks where it stands leaves its page half empty, whereas SQLite joins
    pages from which rows are deleted. So foreign keys must be off meanwhile, or who names the look forgets it.
    """
    look = next(dicts(raw.execute(_LOOK_BEFORE, [newer_id])), None)
    if look is None:
        return False
    text = look["evidence"]
    evidence = json.loads(text)
    others = raw.execute(_CANDIDATES, look).fetchall()
    different = {other for _, other in others}  # most say the same
    patches = {other: patch(json.loads(other), evidence) for other in different}
    candidates = [json_text({REST: other_id, **patches[other]}) for other_id, other in others]
    for small in sorted(candidates, key=len):
        if len(small) <= len(text) / 2 and _says_the_same(raw, small, look):
            raw.execute("DELETE FROM checks WHERE id = :id", look)
            raw.execute(ADD_CHECK, {**look, "evidence": small})
            return True
    return False


def patch(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the merge patch (RFC 7396) that makes one JSON object of another; it cannot add a null."""
    made: dict[str, Any] = {key: None for key in before if key not in after}
    for key, value in after.items():
        old = before.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            if inner := patch(old, value):
                made[key] = inner
        elif key not in before or old != value:
            made[key] = value
    return made


def _says_the_same(raw: sqlite3.Connection, small: str, look: Row) -> bool:
    """Tell whether SQLite puts together again what was taken apart."""
    (again,) = raw.execute(_READ_AGAIN, {**look, "small": small}).fetchone()
    return bool(json.loads(again) == json.loads(look["evidence"]))
