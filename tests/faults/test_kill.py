from pathlib import Path

from tests.faults.kill import run
from tests.faults.web import small_web


def test_a_daemon_killed_at_any_moment_loses_nothing_and_asks_nothing_twice(tmp_path: Path) -> None:
    with small_web() as web:
        outcome = run(tmp_path, web, times=5, seed=20261122, longest=2.5)
    assert outcome.violations == []
    assert outcome.kills == 5
    assert outcome.looks > 100
