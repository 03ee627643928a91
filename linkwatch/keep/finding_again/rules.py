"""How a site renamed its pages, learnt from some that moved: each part of a new address is a part of the old, or fixed.

A rule needs two witnesses that agree on it. What it says of a third page is only a guess until the page is seen.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product
from urllib.parse import unquote, urlsplit

_SUFFIX = re.compile(r"\.(?:x?html?|shtml|aspx?|php\d?|jspx?|cfm|do)$", re.IGNORECASE)
_JOINT = re.compile(r"[-_.,]{0,3}")
_NUMBER = re.compile(r"\d+")
_WITNESSES = 2
_MOST_PARTS = 14
_MOST_READINGS = 64

_CHANGES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: _SUFFIX.sub("", text),
    lambda text: text.lower(),
    lambda text: _SUFFIX.sub("", text).lower(),
    lambda text: _SUFFIX.sub("", text).replace("_", "-"),
    lambda text: _SUFFIX.sub("", text).replace("_", "-").lower(),
    lambda text: text.lstrip("0"),
    lambda text: text.zfill(2),
    lambda text: _number(text, 0),
    lambda text: _number(text, 1),  # the month of a day
    lambda text: _number(text, -1),
)


def _number(text: str, place: int) -> str:
    """Return a number in a part by its place among them, "" where there is none."""
    found = _NUMBER.findall(text)
    return found[place] if place < len(found) and found else ""


@dataclass(frozen=True, slots=True)
class _Copied:
    """A part of the old address, perhaps changed, between fixed texts."""

    before: str
    place: int
    change: int
    after: str


@dataclass(frozen=True, slots=True)
class _Joined:
    """Two parts of the old address in one of the new."""

    first: _Copied
    second: _Copied


_Part = str | _Copied | _Joined


@dataclass(frozen=True, slots=True)
class Rule:
    """A new address as a form.

    length: how many parts the old one has. origin: scheme and authority. parts: of its path, each with what stands
    before it, then of its query's values, likewise. end: what follows the last part.
    """

    length: int
    origin: str
    joints: tuple[str, ...]
    parts: tuple[_Part, ...]
    end: str

    def apply(self, url: str) -> str | None:
        """Return the address that the rule gives to a page, None where it says nothing of this one."""
        old = _parts(url)
        if len(old) != self.length:
            return None
        made = [part if isinstance(part, str) else _filled(part, old) for part in self.parts]
        if not all(made):
            return None
        return self.origin + "".join(joint + part for joint, part in zip(self.joints, made, strict=True)) + self.end


def rules_from(pairs: Iterable[tuple[str, str]]) -> list[Rule]:
    """Return the rules that two or more of the pairs (old, new) follow, those with most witnesses first."""
    counts: Counter[Rule] = Counter()
    for old, new in dict.fromkeys(pairs):
        counts.update(set(_readings(old, new)))
    found = [rule for rule, count in counts.items() if count >= _WITNESSES and _copies_something(rule)]
    return sorted(found, key=lambda rule: (-counts[rule], -_weight(rule)))


def _readings(old: str, new: str) -> Iterator[Rule]:
    """Yield the rules that would make one address out of the other."""
    parts, target = _parts(old), urlsplit(new)
    path = [unquote(part) for part in target.path.split("/")[1:]]
    end = "/" if path and not path[-1] else ""
    path = path[:-1] if end else path
    joints = ["/"] * len(path)
    values = target.query.split("&") if target.query and all("=" in value for value in target.query.split("&")) else []
    for place, (name, _, value) in enumerate(part.partition("=") for part in values):
        joints.append(f"{'&' if place else end + '?'}{name}=")
        path.append(unquote(value))
    if target.query:
        end = "" if values else f"{end}?{target.query}"
    if not path or not all(path) or len(path) > _MOST_PARTS or len(parts) > _MOST_PARTS:
        return
    choices = [list(_origins_of(part, parts)) for part in path]
    for made, _ in zip(product(*choices), range(_MOST_READINGS), strict=False):
        yield Rule(len(parts), f"{target.scheme}://{target.netloc}", tuple(joints), tuple(made), end)


def _origins_of(part: str, old: list[str]) -> Iterator[_Part]:
    """Yield what a part of a new address may be: copies of the longest old parts that it holds first, then itself."""
    found: dict[tuple[int, str, str], _Copied] = {}
    for place, text in enumerate(old):
        for change, make in enumerate(_CHANGES):
            made = make(text)
            if not made or (len(made) < len(part) and len(made) < 2 and not made.isdigit()):
                continue
            start = part.find(made)
            if start >= 0:
                copied = _Copied(part[:start], place, change, part[start + len(made) :])
                found.setdefault((place, copied.before, copied.after), copied)
    yield from _joined(part, found.values())
    by_length = sorted(found.values(), key=lambda copied: len(copied.before) + len(copied.after))
    yield from by_length[:3]
    yield part


def _joined(part: str, copies: Collection[_Copied]) -> Iterator[_Joined]:
    """Yield the pairs of copies that make up a part: one at its beginning, one at its end."""
    for first in copies:
        for second in copies:
            joint = len(part) - len(first.after)
            if first.before or second.after or first.place == second.place or not 0 < joint < len(part):
                continue
            between = second.before[joint:]
            if len(second.before) >= joint and _JOINT.fullmatch(between):
                yield _Joined(replace(first, after=between), replace(second, before=""))


def _parts(url: str) -> list[str]:
    """Return an address's parts: of its path, then the values of its query."""
    try:
        address = urlsplit(url)
    except ValueError:
        return []
    path = [unquote(part) for part in address.path.split("/") if part]
    return [*path, *(unquote(value.partition("=")[2]) for value in address.query.split("&") if "=" in value)]


def _filled(part: _Copied | _Joined, old: list[str]) -> str:
    if isinstance(part, _Joined):
        first, second = _filled(part.first, old), _filled(part.second, old)
        return first + second if first and second else ""
    made = _CHANGES[part.change](old[part.place])
    return f"{part.before}{made}{part.after}" if made else ""


def _copies(part: _Part) -> tuple[_Copied, ...]:
    if isinstance(part, _Joined):
        return part.first, part.second
    return () if isinstance(part, str) else (part,)


def _copies_something(rule: Rule) -> bool:
    return any(not isinstance(part, str) for part in rule.parts)


def _weight(rule: Rule) -> int:
    """Say how much of a rule is copied rather than fixed: the more, the less it owes to chance."""
    copied = [copy for part in rule.parts for copy in _copies(part)]
    in_order = sum(one.place < two.place for one, two in pairwise(copied))
    return 3 * len(copied) + in_order - sum(len(part.before) + len(part.after) for part in copied)
