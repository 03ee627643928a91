"""What robots.txt asks of programs (RFC 9309): where they may go, how fast, and where the sitemaps are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urlsplit

OUR_NAME = "linkwatch"
_MOST_BYTES = 500_000  # as the standard lets readers stop
_MOST_RULES = 5000
_MOST_STARS = 1000
_MOST_KNOWN = 10_000  # paths whose answer is remembered: each is asked about several times
_LONGEST_DELAY = 3600.0


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern with stars. first, others: what stands between them. to_end: nothing may follow the last piece."""

    first: str
    others: tuple[str, ...]
    to_end: bool
    weight: "_Weight"

    def matches(self, path: str) -> bool:
        """Tell whether the rule is about a path. Each piece is looked for once, so that no pattern takes long."""
        if not path.startswith(self.first):
            return False
        position = len(self.first)
        for place, piece in enumerate(self.others, 1):
            if self.to_end and place == len(self.others):
                return len(path) - len(piece) >= position and path.endswith(piece)
            found = path.find(piece, position)
            if found < 0:
                return False
            position = found + len(piece)
        return True


_Weight = tuple[int, bool]  # the length of the pattern, and whether it allows: the greatest one decides


class _Rules:
    """The rules for us. Looking up a path takes time linear in it, and some for each star, which are bounded.

    Where there are more stars, what forbids does so from its first star on, and what allows is left out: that never
    leads to where a rule forbids it.
    """

    def __init__(self) -> None:
        self._count = self._stars = 0
        self._beginnings: dict[str, _Weight] = {}
        self._lengths: set[int] = set()
        self._whole: dict[str, _Weight] = {}
        self._with_stars: list[_Rule] = []

    def add(self, written: str, *, allows: bool) -> None:
        """Add a pattern as it was written."""
        self._count += 1
        if self._count > _MOST_RULES:
            return
        pattern = _escaped(written)
        weight = (len(pattern), allows)
        first, *others = pattern.removesuffix("$").split("*")
        self._stars += len(others)
        to_end = pattern.endswith("$")
        if not others and to_end:
            _note(self._whole, first, weight)
        elif others and self._stars <= _MOST_STARS:
            self._with_stars.append(_Rule(first, tuple(others), to_end, weight))
        elif not others or not allows:
            _note(self._beginnings, first, weight)
            self._lengths.add(len(first))

    def weights(self, path: str) -> Iterator[_Weight]:
        """Yield what the rules about a path weigh."""
        if path in self._whole:
            yield self._whole[path]
        for length in self._lengths:
            if length <= len(path) and (weight := self._beginnings.get(path[:length])) is not None:
                yield weight
        yield from (rule.weight for rule in self._with_stars if rule.matches(path))


def _note(weights: dict[str, _Weight], pattern: str, weight: _Weight) -> None:
    weights[pattern] = max(weight, weights.get(pattern, weight))


@dataclass(slots=True)
class Robots:
    """What one robots.txt asks of us. delay: seconds between two requests. sitemaps: as written."""

    delay: float = 0.0
    sitemaps: list[str] = field(default_factory=list)
    rules: _Rules = field(default_factory=_Rules)
    _known: dict[str, bool] = field(default_factory=dict)

    def allows(self, url: str) -> bool:
        """Tell whether an address may be asked for: the longest rule about it decides, in doubt the one that allows."""
        parts = urlsplit(url)
        path = _escaped((parts.path or "/") + ("?" + parts.query if parts.query else ""))
        if path not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[path] = max(self.rules.weights(path), default=(0, True))[1]
        return self._known[path]


def read_robots(body: bytes) -> Robots:
    """Read a robots.txt: the rules for us by name, else those for everybody."""
    robots = Robots()
    groups: dict[str, _Rules] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    for line in body[:_MOST_BYTES].decode("utf-8-sig", "replace").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            agents = [] if in_rules else agents
            in_rules = False
            agents.append(_product(value))
        elif name == "sitemap" and value:
            robots.sitemaps.append(line.partition(":")[2].strip())
        elif name in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for agent in agents:
                group = groups.setdefault(agent, _Rules())
                if name == "crawl-delay":
                    delays[agent] = _seconds(value)
                elif value:
                    group.add(value, allows=name == "allow")
    for agent in (OUR_NAME, "*"):
        if agent in groups:
            robots.rules, robots.delay = groups[agent], delays.get(agent, 0.0)
            break
    return robots


def _product(value: str) -> str:
    match = re.match(r"[a-z_-]+|\*", value.lower())
    return match[0] if match else ""


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return min(max(seconds, 0.0), _LONGEST_DELAY) if seconds == seconds else 0.0


def _escaped(path: str) -> str:
    """Write a path as all others are written: what must not stand in it escaped, what need not be escaped plain."""
    return re.sub(r"%[0-9a-fA-F]{2}|[^!-~]", _one_way, path)


def _one_way(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] != "%" or len(text) == 1:
        return quote(text, safe="")
    plain = unquote_to_bytes(text).decode("latin-1")
    return plain if re.fullmatch(r"[A-Za-z0-9._~-]", plain) else text.upper()
