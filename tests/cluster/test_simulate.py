"""What is really measured before very many links are foretold, with few of them."""

from pathlib import Path

import pytest

from tests.cluster.simulate import measure


def test_links_are_stored_in_shards_and_looked_at_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    costs = measure(100, 2, tmp_path)
    assert 300 < costs.bytes_of_link < 1500
    assert 500 < costs.bytes_of_look < 4000
    assert 0 < costs.settle_seconds < costs.look_seconds
    assert "'alive':" in capsys.readouterr().out
