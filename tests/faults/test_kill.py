from pathlib import Path

import pytest

from tests.faults.kill import run
from tests.faults.web import small_web


@pytest.mark.parametrize("workers", [1, 2])
def test_a_daemon_killed_at_any_moment_loses_nothing_and_asks_nothing_twice(workers: int, tmp_path: Path) -> None:
    with small_web() as web:
        outcome = run(tmp_path, web, times=5, seed=20261122, longest=5, workers=workers)
    assert outcome.violations == []
    assert outcome.kills == 5
    assert outcome.looks > 100
