"""What the database must say after the script's year: worked out from the script and the servers' log alone.

Nothing of linkwatch is imported here: its promises are written down a second time, in days and looks. Two ways lead to
what a link is to be called. Look by look: whatever the servers answered, told with the patience of the settings. And
by the calendar: what lasts longer than the longest interval must have been told by its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tests.soak.script import ArticleScript, LinkScript, Script, State
from tests.soak.world import RETRY_AFTER, World

DAY = 24
ALIVE, FAILING, BLOCKED, DEAD, LONGEST = 3 * DAY, 1 * DAY, 4 * DAY, 7 * DAY, 20 * DAY
CONFIRMATIONS, CONFIRM_OVER = 3, 3 * DAY
RECHECK = {
    "alive": f"{ALIVE}h",
    "failing": f"{FAILING}h",
    "blocked": f"{BLOCKED}h",
    "dead": f"{DEAD}h",
    "max": f"{LONGEST}h",
    "confirmations": CONFIRMATIONS,
    "confirm_over": f"{CONFIRM_OVER}h",
}
VERDICTS: dict[State, tuple[str, str | None]] = {
    State.HERE: ("alive", None),
    State.NOT_FOUND: ("dead", "http-404"),
    State.GONE: ("dead", "http-410"),
    State.SOFT_404: ("dead", "soft-404"),
    State.ILL: ("failing", "http-503"),
    State.PARKED: ("dead", "parked"),
    State.REFUSED: ("failing", "connect-refused"),
    State.NO_NAME: ("dead", "dns-nxdomain"),
    State.MOVED: ("redirected", None),
    State.DRIFTED: ("changed", "content-drift"),
    State.TAKEN_OVER: ("changed", "taken-over"),
    State.WALLED: ("blocked", "bot-wall"),
    State.BUSY: ("blocked", "rate-limited"),
}
GOOD, FAILED = ("alive", "redirected", "changed"), ("failing", "dead")
_SPREAD = 0.1
_LATEST = LONGEST * (1 + _SPREAD)


@dataclass(frozen=True)
class Check:
    """A row of checks. hour: simulated."""

    hour: int
    status: str
    reason: str | None


@dataclass
class Found:
    """What the database says of one link. changes: (hour, old status, new status)."""

    checks: list[Check] = field(default_factory=list)
    changes: list[tuple[int, str, str]] = field(default_factory=list)
    status: str = "unchecked"


@dataclass
class Tally:
    """How much was compared: an oracle that has nothing to compare finds no difference."""

    looks: int = 0
    changes: int = 0
    lasting: int = 0
    samples: int = 0
    asked_after_restart: int = 0


class Patience:
    """What a link is called, look by look."""

    def __init__(self) -> None:
        self.told = "unchecked"
        self._since: int | None = None
        self._failures = 0

    def look(self, state: State, hour: int) -> tuple[str, str | None]:
        status, reason = VERDICTS[state]
        if status in GOOD:
            self._since, self._failures = None, 0
        elif status in FAILED:
            self._since = hour if self._since is None else self._since
            self._failures += 1
            lasts = self._failures >= CONFIRMATIONS and hour - self._since >= CONFIRM_OVER
            status = "dead" if lasts or self.told == "dead" else "failing"
        self.told = status
        return status, reason


def compare(world: World, found: dict[str, Found], tally: Tally) -> Iterator[str]:
    """Yield the differences: link, expected, found. found: by URL."""
    script = world.script
    for link in script.links:
        one = found.get(world.url(link), Found())
        name = f"{link.site.name}{link.path} {[(round(hour), str(state)) for hour, state in link.phases]}"
        for difference in (
            *_look_by_look(world, link, one, tally),
            *_by_the_calendar(script, link, one, tally),
            *_intervals(script, link, one),
        ):
            yield f"{name}: {difference}"
    strangers = found.keys() - {world.url(link) for link in script.links}
    yield from (f"{url}: nobody cites it" for url in sorted(strangers))
    yield from _rests(world, tally)


def _look_by_look(world: World, link: LinkScript, found: Found, tally: Tally) -> Iterator[str]:
    script = world.script
    seen: dict[int, State] = {entry.hour: entry.state for entry in world.log[link.number]}
    patience = Patience()
    changes = []
    for check in found.checks:
        tally.looks += 1
        if script.is_cut_off(check.hour):
            yield f"hour {check.hour}: a look is recorded while our own network was down: {check}"
        state = seen.get(check.hour)
        if state is None:
            yield f"hour {check.hour}: recorded {check.status} {check.reason}, and nobody asked"
            continue
        before = patience.told
        expected = patience.look(state, check.hour)
        if expected != (check.status, check.reason):
            yield f"hour {check.hour}, {state}: expected {expected}, found {(check.status, check.reason)}"
        if before != patience.told:
            changes.append((check.hour, before, patience.told))
    tally.changes += len(changes)
    if changes != found.changes:
        yield f"expected the history {changes}, found {found.changes}"
    if patience.told != found.status:
        yield f"expected {patience.told} in the end, found {found.status}"
    recorded = {check.hour for check in found.checks}
    for hour in sorted(seen.keys() - recorded):
        if hour not in script.kills and not script.is_cut_off(hour):
            yield f"hour {hour}: was asked ({seen[hour]}), and nothing is recorded"


def _by_the_calendar(script: Script, link: LinkScript, found: Found, tally: Tally) -> Iterator[str]:
    if link.site.limit is not None or not _is_always_cited(script, link):
        return
    if not found.checks or found.checks[0].hour > 1:
        yield f"expected a first look in the first hour, found {found.checks[:1]}"
    ends = [*(hour for hour, _ in link.phases[1:]), float(script.hours)]
    lost = sum(end - begin for begin, end in (script.unplugged, script.nameless)) + 2
    for (begin, state), end in zip(link.phases, (min(end, script.hours) for end in ends), strict=True):
        status = VERDICTS[state][0]
        latest = begin + _LATEST + lost + (0 if status not in FAILED else CONFIRM_OVER * (1 + _SPREAD) + 2 * DAY)
        if end <= latest:
            continue  # too short for anybody to count on
        tally.lasting += 1
        expected = "dead" if status in FAILED else status
        told = [new for hour, _, new in found.changes if hour <= latest]
        later = [change for change in found.changes if latest < change[0] < end]
        if told[-1:] != [expected] or later:
            yield f"{state} from hour {begin:.0f} on: expected {expected} by {latest:.0f}, found {told}, then {later}"


def _intervals(script: Script, link: LinkScript, found: Found) -> Iterator[str]:
    longest = _LATEST + 1 + sum(end - begin for begin, end in (script.unplugged, script.nameless))
    is_stable = len(link.phases) == 1
    shortest = {
        "failing": FAILING,
        "dead": DEAD,
        "blocked": BLOCKED,
        **dict.fromkeys(GOOD, ALIVE / 2 if is_stable else ALIVE / 4),
    }
    for check, following in pairwise(found.checks):
        waited = following.hour - check.hour
        least = FAILING if check.reason == "rate-limited" else shortest[check.status]
        if waited < (1 - _SPREAD) * least - 1:
            yield f"looked at {waited} hours after hour {check.hour}, when it was {check.status}: too soon"
        if waited > longest and _is_always_cited(script, link):
            yield f"looked at {waited} hours after hour {check.hour}, when it was {check.status}: too late"
    if found.checks and _is_always_cited(script, link) and script.hours - found.checks[-1].hour > longest:
        yield f"not looked at since hour {found.checks[-1].hour}"
    is_shaky = any(VERDICTS[state][0] in FAILED for mate in link.site.links for _, state in mate.phases)
    most = 8 + script.hours / (LONGEST * (1 - _SPREAD)) * 1.2 * (2 if is_shaky else 1)  # where neighbours die, twice
    if is_stable and link.site.limit is None and len(found.checks) > most:
        yield f"never changed, and was looked at {len(found.checks)} times: more than {most:.0f}"


def _rests(world: World, tally: Tally) -> Iterator[str]:
    """A site that wanted to be left alone for hours was. A daemon that starts again has forgotten that it did."""
    for name, hour in set(world.busy):
        for later in range(hour + 1, hour + RETRY_AFTER // 3600):
            if (name, later) not in world.asked:
                continue
            if any(hour < start <= later for start in world.script.restarts | world.script.kills):
                tally.asked_after_restart += 1
            else:
                yield f"{name}: asked at hour {later}, though it wanted rest from hour {hour} on"


def _is_always_cited(script: Script, link: LinkScript) -> bool:
    return any(len(article.versions) == 1 and link.number in (article.cited(0) or ()) for article in script.articles)


def compare_citations(script: Script, article: ArticleScript, hour: int, cited: set[int]) -> str | None:
    """Compare what an article cites by the database; it may be late by one scan, or the rest of an old article."""
    late = script.scan_every + 2.0
    if article.kind in ("feed", "sitemap"):
        late += min(0.1 * hour, 30 * DAY)  # read again when a tenth of its age has passed
    first = hour
    while late > 0 and first > 0:
        first -= 1
        is_ill = script.ill_blog[0] <= first < script.ill_blog[1]
        late -= not (script.is_cut_off(first) or is_ill)
    allowed = {article.cited(moment) or frozenset() for moment in range(first, hour + 1)}
    if first == 0:
        allowed.add(frozenset())
    if frozenset(cited) in allowed:
        return None
    return f"article {article.number} ({article.kind}), hour {hour}: expected {allowed}, found {sorted(cited)}"
