"""Webs that workers of a cluster open in tests. They run in the processes of the workers."""

from typing import Unpack

from linkwatch.config import CheckSettings
from linkwatch.fetch import ReadPage, WebClient
from tests.check.webs import Options

NOBODY = ["127.0.0.1:9"]  # where no name server is


def open_dead_web(settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]) -> WebClient:
    """The web of a machine whose network is down: no name server answers."""
    return WebClient(settings, read_page, nameservers=NOBODY, **options)
