"""What `linkwatch doctor` says, line by line."""

from dataclasses import dataclass
from datetime import timedelta

OK, WARNING, PROBLEM = "ok", "warning", "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. state: "ok", "warning" or "problem". advice: what to do, None where all is well."""

    topic: str
    state: str
    text: str
    advice: str | None = None


def number(count: int, thing: str) -> str:
    """Return "1 link" or "2 links"."""
    return f"{count} {thing}" + ("" if count == 1 else "s")


def size(count: int) -> str:
    """Return so many bytes for people."""
    return f"{count / 2**30:.1f} GiB" if count >= 2**30 else f"{count / 2**20:.1f} MiB"


def span(time: timedelta) -> str:
    """Return how long it is for people."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return number(minutes, "minute")
    return number(minutes // 60, "hour") if minutes < 48 * 60 else number(minutes // 1440, "day")
