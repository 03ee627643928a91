"""Clusters of real Dask workers, on this machine."""

from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from tests.check.conftest import site
from tests.cluster.programs import local_cluster

__all__ = ["site"]


@pytest.fixture(scope="package")
def cluster() -> Iterator[LocalCluster]:
    """Two workers for all tests that leave them as they are: starting some takes longer than most of these tests."""
    with local_cluster(2) as local:
        yield local
