"""Clusters of real Dask workers, on this machine."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import dask
import pytest
from distributed import LocalCluster

from tests.check.conftest import site

__all__ = ["site"]

# Dask's workers look a hundred times a second at what they do, to draw it for a dashboard.
os.environ["DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED"] = "false"  # of those that tests start
dask.config.refresh()

DASHBOARD = "127.0.0.1:0"
OpenLocal = Callable[[int], Awaitable[LocalCluster]]


@pytest.fixture(scope="module")
def shared() -> Iterator[str]:
    """The address of a cluster of two workers, for tests that leave it as it is: a start takes longer than most."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=DASHBOARD) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
async def open_local() -> AsyncIterator[OpenLocal]:
    """Open clusters of so many workers, each a process with one thread."""
    async with AsyncExitStack() as stack:

        async def open_(workers: int) -> LocalCluster:
            return await stack.enter_async_context(
                LocalCluster(n_workers=workers, threads_per_worker=1, asynchronous=True, dashboard_address=DASHBOARD)
            )

        yield open_
