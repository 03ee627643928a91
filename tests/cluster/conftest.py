"""Clusters of real Dask workers, on this machine."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from distributed import LocalCluster

from tests.check.conftest import site

__all__ = ["site"]

OpenLocal = Callable[[int], Awaitable[LocalCluster]]


@pytest.fixture
async def open_local() -> AsyncIterator[OpenLocal]:
    """Open clusters of so many workers, each a process with one thread."""
    async with AsyncExitStack() as stack:

        async def open_(workers: int) -> LocalCluster:
            return await stack.enter_async_context(
                LocalCluster(
                    n_workers=workers, threads_per_worker=1, asynchronous=True, dashboard_address="127.0.0.1:0"
                )
            )

        yield open_
