"""Whatever is read, no reader raises what it does not promise, answers out of shape, or works without end."""

import pytest

from tests.hostile.fuzz.running import MOST_CPU, SEEDS, fuzz
from tests.hostile.fuzz.targets import TARGETS
from tests.hostile.growth import cpu_seconds


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_read(target: str) -> None:
    for seed in SEEDS:
        cpu_seconds(lambda: TARGETS[target](seed), MOST_CPU)  # noqa: B023 - called at once


@pytest.mark.parametrize("target", TARGETS)
def test_anything_is_read(target: str) -> None:
    fuzz(target, examples=50)
