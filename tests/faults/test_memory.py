"""Hostile answers and articles of any size take memory within bounds, and give it back."""

from pathlib import Path

import pytest

from tests.benchmarks.article_memory import MAKES, MB, audit, write
from tests.hostile.answers import BODIES, BOMBS, HEADS, STREAMS
from tests.hostile.memory import PLAIN, measure

MOST_OF_A_DAEMON = 300  # MB
MOST_OF_AN_AUDIT = 500  # MB, in all processes together
_KEPT = 60  # MB more than before: what the allocator keeps for the next answer


async def test_a_daemons_memory_is_bounded_and_comes_back(tmp_path: Path) -> None:
    names = (*BOMBS, *HEADS, *STREAMS, *list(BODIES)[::9])
    figures = await measure(tmp_path, names, 2)
    assert (figures.looks, figures.plain_alive) == (PLAIN + 2 * len(names), PLAIN)
    assert figures.peak < MOST_OF_A_DAEMON
    assert figures.afterwards < figures.base + _KEPT


@pytest.mark.parametrize("name", ["links in HTML", "words in HTML", "nested tags"])
def test_an_articles_memory_is_bounded_and_what_is_not_read_is_told(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, 24 * MB)
    cost = audit(path)
    assert cost.peak < MOST_OF_AN_AUDIT
    assert (cost.exit_code, cost.told.count("\n")) == (2, 0)
    assert cost.told.startswith(f"linkwatch: {path.name}: only its first ")


@pytest.mark.parametrize("name", ["links in paragraphs", "words in Markdown"])
def test_an_article_of_ordinary_size_is_read_to_its_end(tmp_path: Path, name: str) -> None:
    assert name in MAKES
    cost = audit(write(tmp_path, name, MB))
    assert (cost.exit_code, cost.told) == (0, "")
