"""The benchmark itself: what it serves, and how it counts. Other checkers are tried by hand; they come from the internet."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.corpus.bench.__main__ import PAGE, with_tables
from tests.corpus.bench.data import ALIVE, DEAD, UNDECIDABLE, Item, UsualAddresses, items, tried, write
from tests.corpus.bench.proxy import PORTS, behind_a_proxy
from tests.corpus.bench.scoring import Score, by_class, overall, score
from tests.corpus.bench.tools import Answers, linkwatch, status_check
from tests.corpus.cases import ALL
from tests.corpus.model import Case

_NAMES = (
    "plain-article",
    "tls-good",
    "tls-expired",
    "error-200-de",
    "field-home-302",
    "field-rate-429",
    "field-to-idp",
)


@pytest.fixture(scope="module")
def few() -> list[Case]:
    return [case for case in tried() if case.name in _NAMES]


def test_nearly_all_cases_can_be_tried() -> None:
    assert len(tried()) > 0.98 * len(ALL)
    assert len({item.url for item in _listed(tried())}) == len(tried())


def test_a_folder_says_what_to_ask_and_what_is_true(few: list[Case], tmp_path: Path) -> None:
    write(tmp_path / "bench", _listed(few))
    urls = (tmp_path / "bench" / "urls.txt").read_text().splitlines()
    with (tmp_path / "bench" / "truth.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert urls == [row["url"] for row in rows]
    truths = {row["url"]: (row["truth"], row["class"]) for row in rows}
    assert truths["https://tls-good.test/wells/deep"] == (ALIVE, "transport")
    assert truths["http://field-home-302.test/2014/06/halden-mill-opens"] == (DEAD, "field_gone")
    assert truths["http://field-rate-429.test/2014/06/halden-mill-opens"] == (UNDECIDABLE, "field_walls")
    assert all(len(row["after"]) > 20 for row in rows)


async def test_all_hosts_are_behind_the_proxy(few: list[Case], tmp_path: Path) -> None:
    async with behind_a_proxy(few) as bench:
        (tmp_path / "ca.pem").write_bytes(bench.authority)
        listed = items(few, bench.where)
        answers = await status_check(listed, bench, tmp_path)
    said = {item.case.name: answers.said[item.url] for item in listed}
    assert said == {
        "plain-article": ALIVE,
        "tls-good": ALIVE,
        "tls-expired": UNDECIDABLE,
        "error-200-de": ALIVE,
        "field-home-302": ALIVE,
        "field-rate-429": UNDECIDABLE,
        "field-to-idp": ALIVE,
    }
    assert answers.requests == bench.requests.total() > len(few)


async def test_linkwatch_is_tried_with_and_without_citations(few: list[Case]) -> None:
    few = [case for case in few if case.expected != "failing" and case.name != "field-rate-429"]  # it pauses
    listed = _listed(few)
    for answers in (await linkwatch(listed), await linkwatch(listed, with_citations=False)):
        assert score(listed, answers).right == len(few)
        assert answers.requests >= len(few)


def test_errors_are_counted_by_what_they_do_to_readers() -> None:
    found = Score(Counter({(ALIVE, ALIVE): 6, (ALIVE, DEAD): 2, (DEAD, DEAD): 3, (DEAD, ALIVE): 1, (DEAD, UNDECIDABLE): 4,
                           (UNDECIDABLE, DEAD): 1, (UNDECIDABLE, UNDECIDABLE): 3}))  # fmt: skip
    assert (found.total, found.right) == (20, 12)
    assert (found.false_deaths, found.condemned, found.false_lives) == (2, 1, 1)
    assert found.precision(DEAD) == 3 / 6
    assert found.recall(DEAD) == 3 / 8
    assert found.precision(ALIVE) == 6 / 7
    assert found.recall(ALIVE) == 6 / 8
    assert found.undecided == 4 / 16
    assert Score(Counter()).precision(DEAD) is None


def test_what_a_checker_does_not_answer_is_undecided_and_tables_tell_all(few: list[Case]) -> None:
    listed = _listed(few)
    silent = Answers("silent", {}, 7)
    assert score(listed, silent).undecided == 1.0
    assert overall(listed, [silent]).splitlines()[-1].startswith("| silent | 42.9% | – | 0.0% | – | 0.0% | 100.0% |")
    assert "| field_walls | 2 | –/– · –/– · – |" in by_class(listed, [silent])


def test_tables_stand_between_their_marks() -> None:
    page = PAGE.read_text(encoding="utf-8")
    changed = with_tables(page, "new\n")
    assert with_tables(changed, "new\n") == changed
    assert changed.partition("<!--")[0] == page.partition("<!--")[0]
    with pytest.raises(ValueError, match="no place"):
        with_tables("# Verdicts", "new\n")


def _listed(cases: list[Case]) -> list[Item]:
    return items(cases, UsualAddresses(PORTS))
