import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from linkwatch.check import member
from tests.check.loopback import Site, served


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with served() as site, asyncio.timeout(120):
        yield site


@pytest.fixture(scope="package", autouse=True)
def judging_is_loaded() -> Iterator[None]:
    """Have the workers of crews forked with the tables of judging made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(member, "_LOADS", (*member._LOADS, "tests.check.judging"))
        yield
