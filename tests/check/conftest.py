import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from linkwatch.reading import preloads
from tests.check.loopback import Site, served


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with served() as site, asyncio.timeout(120):
        yield site


@pytest.fixture(scope="package", autouse=True)
def judging_is_loaded() -> Iterator[None]:
    """Have the workers of crews forked with the tables of judging made, and their readers forked of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preloads, "LOOKS", (*preloads.LOOKS, "tests.first_pages", "tests.forked_python"))
        yield
