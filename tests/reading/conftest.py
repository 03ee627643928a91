"""What tests of worker processes share."""

from collections.abc import Iterator

import pytest

from linkwatch.reading import forking


@pytest.fixture
def own_servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let processes be forked by servers that are started, and ended, for this test."""
    monkeypatch.setattr(forking, "_servers", {})
    yield
    forking._end_all()
