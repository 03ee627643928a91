"""Clusters of real Dask workers, on this machine."""

import os
from collections.abc import Iterator

import dask
import pytest
from distributed import LocalCluster

from tests.check.conftest import site
from tests.cluster.programs import local_cluster

__all__ = ["site"]

# Dask's workers look a hundred times a second at what they do, to draw it for a dashboard.
os.environ["DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED"] = "false"  # of those that tests start
# Each would load Dask anew, which takes two seconds; so they are forked by a process that has loaded it.
os.environ["DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD"] = "forkserver"
dask.config.refresh()


@pytest.fixture(scope="package")
def cluster() -> Iterator[LocalCluster]:
    """Two workers for all tests that leave them as they are: starting some takes longer than most of these tests."""
    with local_cluster(2) as local:
        yield local
