"""The doctor, with real doors."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from linkwatch.archive.transport import Transport
from linkwatch.config import CheckSettings, Settings
from linkwatch.fetch import WebClient
from linkwatch.watch import doctor
from linkwatch.watch.finding import Finding


async def diagnose(
    settings: Settings,
    config: Path | None,
    database: Path | None,
    now: datetime,
    controls: "doctor.Controls | None" = None,
    seconds: float = 20.0,
) -> list[Finding]:
    """Look at settings, database, network and archive; see `watch.doctor.examine`."""

    def open_archive(address: str, settings: Settings) -> Transport:
        pace = settings.archive.requests_per_minute
        return Transport(address, user_agent=settings.check.user_agent, requests_per_minute=pace)

    def open_web(check: CheckSettings, nameservers: Sequence[str] | None) -> WebClient:
        return WebClient(check, None, nameservers=nameservers)

    doors = doctor.Doors(open_web, open_archive)
    return await doctor.examine(settings, config, database, now, controls or doctor.Controls(), doors, seconds)
