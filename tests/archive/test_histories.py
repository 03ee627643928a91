"""The copy that is offered for a citation, judged by what was captured: see tests/archive/histories."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from linkwatch.archive import inspection
from tests.archive.histories.all import GROUPS, every_history, histories_of
from tests.archive.histories.running import Score, bench, by_linkwatch, nearest_by_date


@pytest.fixture(scope="module", autouse=True)
def pages_are_read_once() -> Iterator[None]:
    """The same page stands in many histories, cited in other words or captured at another time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspection, "read_page", cache(inspection.read_page))
        yield


@pytest.mark.parametrize("group", GROUPS)
async def test_the_right_copies_of_histories(group: str) -> None:
    score, dear = Score(), []
    async with bench() as archive:
        for history in histories_of(group):
            try:
                requests = await archive.put(history, by_linkwatch, score)
            except Exception as error:
                error.add_note(history.name)
                raise
            if requests > history.most:
                dear.append(f"{history.name}: {requests} requests")
    assert (score.wrong, score.missed, dear) == ([], [], [])


async def test_the_words_around_a_citation_mislead_nobody() -> None:
    score = Score()
    async with bench() as archive:
        for history in every_history()[::4]:
            around = f"The wells were measured again ({history.words}), and the board was told of it in the summer."
            await archive.put(replace(history, sentence=history.sentence or around), by_linkwatch, score)
    assert (score.wrong, score.missed) == ([], [])


def test_many_histories_are_twins_of_opposite_truth() -> None:
    names = [history.name for history in every_history()]
    assert len(set(names)) == len(names) >= 200
    assert sum(name.startswith("twin: ") for name in names) >= 30


async def test_the_nearest_by_date_is_often_wrong_on_the_same_histories() -> None:
    score = Score()
    async with bench() as archive:
        for history in every_history()[:100]:
            await archive.put(history, nearest_by_date, score)
    assert len(score.wrong) > score.right
