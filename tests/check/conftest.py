import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.check.loopback import Site, served


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with served() as site, asyncio.timeout(120):
        yield site
