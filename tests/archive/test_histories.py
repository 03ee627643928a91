"""The copy that is offered for a citation, judged by what was captured: see tests/archive/histories."""

from dataclasses import replace

import pytest

from tests.archive.histories.all import HISTORIES
from tests.archive.histories.making import History
from tests.archive.histories.running import Score, by_linkwatch, nearest_by_date, put


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
async def test_the_right_copy_of_a_history(history: History) -> None:
    score = Score()
    requests = await put(history, by_linkwatch, score)
    assert (score.wrong, score.missed) == ([], [])
    assert requests <= history.most


@pytest.mark.parametrize("history", HISTORIES[::4], ids=lambda history: history.name)
async def test_the_words_around_a_citation_mislead_nobody(history: History) -> None:
    score = Score()
    around = f"The wells were measured again ({history.words}), and the board was told of it in the summer."
    await put(replace(history, sentence=history.sentence or around), by_linkwatch, score)
    assert (score.wrong, score.missed) == ([], [])


def test_many_histories_are_twins_of_opposite_truth() -> None:
    names = [history.name for history in HISTORIES]
    assert len(set(names)) == len(names) >= 200
    assert sum(name.startswith("twin: ") for name in names) >= 30


async def test_the_nearest_by_date_is_often_wrong_on_the_same_histories() -> None:
    score = Score()
    for history in HISTORIES[:100]:
        await put(history, nearest_by_date, score)
    assert len(score.wrong) > score.right
