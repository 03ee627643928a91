"""Evidence to and from JSON: what the database keeps, and what a verdict can be recomputed from."""

from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING, Any

from linkwatch.evidence import Observation
from linkwatch.urls import redact

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_NEVER_STORED = {"page": {"text": True, "prose": True, "own_prose": True, "places": True}}


def evidence_to_json(observation: Observation) -> dict[str, Any]:
    """Return the observation as JSON-ready values, without what has its default. A few kilobytes at most.

    A password in the URL is hidden; no verdict rests on it.
    """
    data: dict[str, Any] = _adapter().dump_python(
        observation,
        mode="json",
        exclude_defaults=True,
        exclude={
            "first": _NEVER_STORED,
            "second": _NEVER_STORED,
            "sibling": {"visit": _NEVER_STORED},
            "fragments": True,
            "front": {"visit": _NEVER_STORED},
        },
    )
    data["url"] = redact(observation.url)
    data["checked_at"] = observation.checked_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return data


def observation_from_json(data: dict[str, Any]) -> Observation:
    """Read an observation back; keys that it does not know are ignored. Raises ValueError if it is none."""
    return _adapter().validate_python(data)


@cache
def _adapter() -> "TypeAdapter[Observation]":
    from pydantic import TypeAdapter

    return TypeAdapter(Observation)
