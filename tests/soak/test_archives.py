"""A season of tests.soak.archives: nothing false is kept while the archive fails, and then nothing is missing."""

from pathlib import Path

import pytest

from tests.archive.histories.making import NEAR, OLDER, Copy, History, article
from tests.soak.archives import HALF, WAKES, Season, of_one_page


@pytest.mark.parametrize("seed", [2, 4])
async def test_a_bad_season_leaves_every_link_its_copy_and_no_false_one(seed: int, tmp_path: Path) -> None:
    outcome = await Season(tmp_path, of_one_page()[seed::14], 60, seed).live()
    assert (outcome.false, outcome.wrong, outcome.missing) == ({}, [], [])
    assert len(outcome.links) > 25
    assert outcome.moods.total() == 60 > outcome.moods["well"] + 10
    assert outcome.requests.total() < 60 * WAKES * len(outcome.links) / 10
    assert len(outcome.waits) == sum(bool(dead.right) for dead in outcome.links)


async def test_what_is_false_is_told(tmp_path: Path) -> None:
    mistaken = History("mistaken", [Copy(NEAR, article()), Copy(OLDER, article(seed=1))], (OLDER,))
    lost = History("lost", [Copy(NEAR, article(), plays=False)], (NEAR,))
    outcome = await Season(tmp_path, [mistaken, lost], 31, 1).live()
    assert list(outcome.false) == [outcome.links[0].url]
    assert len(outcome.wrong) == 1
    assert outcome.missing == [outcome.links[1].url]
    assert HALF not in outcome.moods
