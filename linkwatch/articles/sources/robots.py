"""What robots.txt asks of programs (RFC 9309): where they may go, how fast, and where the sitemaps are."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urlsplit

OUR_NAME = "linkwatch"
_MOST_BYTES = 500_000  # as the standard lets readers stop
_MOST_RULES = 5000
_LONGEST_DELAY = 3600.0


@dataclass(frozen=True, slots=True)
class _Rule:
    """length: of its pattern. first, others: what stands between the stars. to_end: nothing may follow them."""

    length: int
    allows: bool
    first: str
    others: tuple[str, ...]
    to_end: bool

    def matches(self, path: str) -> bool:
        """Tell whether the rule is about a path. Each piece is looked for once, so that no pattern takes long."""
        if not path.startswith(self.first):
            return False
        if self.to_end and not self.others:
            return path == self.first
        position = len(self.first)
        for place, piece in enumerate(self.others, 1):
            if self.to_end and place == len(self.others):
                return len(path) - len(piece) >= position and path.endswith(piece)
            found = path.find(piece, position)
            if found < 0:
                return False
            position = found + len(piece)
        return True


@dataclass(slots=True)
class Robots:
    """What one robots.txt asks of us. delay: seconds between two requests. sitemaps: as written."""

    delay: float = 0.0
    sitemaps: list[str] = field(default_factory=list)
    rules: list[_Rule] = field(default_factory=list)

    def allows(self, url: str) -> bool:
        """Tell whether an address may be asked for: the longest rule about it decides, in doubt the one that allows."""
        parts = urlsplit(url)
        path = _escaped((parts.path or "/") + ("?" + parts.query if parts.query else ""))
        found = [(rule.length, rule.allows) for rule in self.rules if rule.matches(path)]
        return max(found)[1] if found else True


def read_robots(body: bytes) -> Robots:
    """Read a robots.txt: the rules for us by name, else those for everybody."""
    robots = Robots()
    groups: dict[str, list[_Rule]] = {}
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
                group = groups.setdefault(agent, [])
                if name == "crawl-delay":
                    delays[agent] = _seconds(value)
                elif value and len(group) < _MOST_RULES:
                    group.append(_rule(value, allows=name == "allow"))
    for agent in (OUR_NAME, "*"):
        if agent in groups:
            robots.rules, robots.delay = groups[agent], delays.get(agent, 0.0)
            break
    return robots


def _rule(written: str, *, allows: bool) -> _Rule:
    """Take a pattern apart once: a website's links are compared with it thousands of times."""
    pattern = _escaped(written)
    first, *others = pattern.removesuffix("$").split("*")
    return _Rule(len(pattern), allows, first, tuple(others), pattern.endswith("$"))


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
