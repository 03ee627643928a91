"""Short ways to let looks happen to a link and see what is decided."""

from datetime import UTC, datetime, timedelta

from linkwatch.config import RecheckSettings
from linkwatch.evidence import Observation, Visit
from linkwatch.judge import Circumstances, Decision, decide_patiently
from linkwatch.model import Past, Status, Verdict

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = 86400.0
URL = "http://a.test/dam"
SETTINGS = RecheckSettings()  # 3 looks over 3 days; alive 7 d, failing 1 d, blocked 14 d, dead 30 d, at most 90 d
MIDDLE = Circumstances(spread=0.5)  # moves nothing

ALIVE = Verdict(Status.ALIVE, None, ("asked",))
MISSING = Verdict(Status.DEAD, "http-404", ("asked",))
SILENT = Verdict(Status.FAILING, "connect-timeout", ("asked",))
REFUSED = Verdict(Status.BLOCKED, "forbidden", ("asked",))
TOO_MUCH = Verdict(Status.FAILING, "too-much-work", ("asked",))
PRIVATE = Verdict(Status.SKIPPED, "private-address", ("asked",))


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def look(retry_after: float | None = None, at: datetime = NOW, final_url: str = URL) -> Observation:
    return Observation(URL, at, Visit(URL, final_url, 200, retry_after=retry_after))


def decide(
    verdict: Verdict,
    past: Past | None = None,
    recheck: RecheckSettings = SETTINGS,
    retry_after: float | None = None,
    circumstances: Circumstances = MIDDLE,
    visit: Visit | None = None,
) -> Decision:
    seen = Observation(URL, NOW, visit) if visit else look(retry_after)
    return decide_patiently(verdict, seen, past or Past(), recheck, circumstances)


def days(decision: Decision) -> float:
    return wait(decision) / DAY


def wait(decision: Decision) -> float:
    assert decision.after.next_check_at is not None
    return (decision.after.next_check_at - NOW).total_seconds()


def failing(looks: int, since: float, status: Status = Status.FAILING, **more: object) -> Past:
    """A link with a streak of so many failed looks, the first so many days ago."""
    values = {"looks": looks + 4, "first_checked_at": ago(since + 40), "last_checked_at": ago(1.5), **more}
    return Past(status, "http-404", failing_since=ago(since), consecutive_failures=looks, **values)  # type: ignore[arg-type]
