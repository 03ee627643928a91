"""What a page said when it was well, beside what it says now: as far as that is kept.

Of a look only the title, the first heading and the beginning of the text are kept, and a sketch of the rest.
"""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from linkwatch.model import Row

_PARTS = {"title": "title", "heading": "heading", "excerpt": "the beginning of its text"}
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """A part of a page. then, now: runs of words, each with whether it is only there."""

    name: str
    then: tuple[tuple[str, bool], ...]
    now: tuple[tuple[str, bool], ...]


def compare(good: Row | None, latest: Row | None) -> dict[str, Any] | None:
    """Compare the last look that found a page well with the latest look; None where there is nothing to compare.

    good, latest: looks, with their evidence as JSON.
    """
    if good is None or latest is None or good["id"] >= latest["id"]:
        return None
    facts = json.loads(latest["evidence"])
    before, after = _page(json.loads(good["evidence"])), _page(facts)
    parts = [
        _compared(name, str(before.get(key) or ""), str(after.get(key) or ""))
        for key, name in _PARTS.items()
        if before.get(key) or after.get(key)
    ]
    if not after or not parts:
        return None
    return {"then_at": good["checked_at"], "now_at": latest["checked_at"], "parts": parts, "drift": facts.get("drift")}


def _page(facts: dict[str, Any]) -> dict[str, Any]:
    for name in ("second", "first"):
        page = (facts.get(name) or {}).get("page")
        if page:
            found: dict[str, Any] = page
            return found
    return {}


def _compared(name: str, then: str, now: str) -> Compared:
    old, new = then.split()[:_MOST_WORDS], now.split()[:_MOST_WORDS]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return Compared(
        name,
        tuple((" ".join(old[a:b]), kind != "equal") for kind, a, b, _, _ in blocks if b > a),
        tuple((" ".join(new[c:d]), kind != "equal") for kind, _, _, c, d in blocks if d > c),
    )
