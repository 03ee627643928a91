"""How many requests at once the machine allows that looks at links."""

import logging

from linkwatch import descriptors
from linkwatch.config import CheckSettings
from linkwatch.reading.workers import Workers

_log = logging.getLogger(__name__)


def within_limits(check: CheckSettings) -> tuple[CheckSettings, bool]:
    """Return the settings with as many requests at once as the limit of open files allows; see descriptors.Room.

    Raises MachineError if it allows none.
    """
    room = descriptors.room_for(check.concurrency, Workers().most, descriptors.raise_limit())
    if room.at_once < check.concurrency:
        connections = "1 connection" if room.at_once == 1 else f"{room.at_once} connections"
        _log.warning("only %s at once: the limit of open files is %d (ulimit -n)", connections, room.limit)
    return check.model_copy(update={"concurrency": room.at_once}), room.keeps_open
