"""What a domain's registration says of its pages: where it ends, they go, all at once. Pure.

Registrants renew late, and registries wait: a name that was not renewed can be had back for a month in redemption, and
is deleted five days after that. Of the names of .com and .net that come to their end about a quarter are not renewed
(Verisign, The Domain Name Industry Brief, renewal rates of 2024: 73 to 75 %). Most who renew do so earlier than in the
last month, and most names that are given up are those of nobody's pages, so that the quarter is taken as it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["redemption", "pending-delete"]

SOON = timedelta(days=30)
_BELIEVED = timedelta(days=60)  # what a registry said; longer than the pause between two questions and redemption
_PAST_END = timedelta(days=90)  # a name is gone by then: grace, redemption and deletion take less
_NOT_RENEWED = 0.25
_ENDED = 0.5  # the registry itself says that the day is past, and did not renew the name by itself
_IN_REDEMPTION = 0.85
_TO_BE_DELETED = 0.97  # nobody can have it back, but somebody else may put the same pages there


@dataclass(frozen=True, slots=True)
class Registration:
    """What a registry said of a domain. told_at: when. state: where the name is on its way out, None if it is not."""

    domain: str
    told_at: datetime
    expires_at: datetime | None
    state: State | None


@dataclass(frozen=True, slots=True)
class Threat:
    """That a domain may go. chance: 0 to 1, that all its pages are gone within a year. reason: in words."""

    chance: float
    reason: str


def threat_of(known: Registration, now: datetime) -> Threat | None:
    """Return what a registration threatens; None where it goes on, or where what is known is too old.

    A registry that still knows a name long after its end does not keep that date up to date.
    """
    if now - known.told_at > _BELIEVED:
        return None
    if known.state == "pending-delete":
        return Threat(_TO_BE_DELETED, f"the registration of {known.domain} has ended: the name is about to be deleted")
    if known.state == "redemption":
        return Threat(_IN_REDEMPTION, f"the registration of {known.domain} has ended: its owner can have it back still")
    if known.expires_at is None or known.expires_at - now > SOON or known.told_at - known.expires_at > _PAST_END:
        return None
    day = known.expires_at.date().isoformat()
    if known.expires_at > now:
        return Threat(_NOT_RENEWED, f"the registration of {known.domain} ends on {day}")
    if known.expires_at > known.told_at:  # whether it was renewed meanwhile is not known
        return Threat(_NOT_RENEWED, f"the registration of {known.domain} was to end on {day}")
    return Threat(_ENDED, f"the registration of {known.domain} ended on {day}")
