"""The questions that are one click away, as pages, JSON and CSV."""

import csv
import io

import pytest

from linkwatch.browse.queries import QUESTIONS
from tests.browse.collection import BACK, COPY, DRIFTED, ILL, LOST, MOVED, NOWHERE, WALLED, WELL
from tests.browse.conftest import Site

ANSWERS = {
    "dead-without-snapshot": {NOWHERE},
    "dead-with-snapshot": {LOST},
    "redirected": {MOVED},
    "changed": {DRIFTED},
    "blocked": {WALLED},
    "failing": {ILL},
    "died?month=2026-11": {LOST, NOWHERE},
    "died?month=2026-10": {BACK},
    "died?month=2025-10": set(),
    "returned": {BACK},
    "unchecked": set(),
    "archived-by-us": set(),
    "links-of-domain?domain=ill.example": {ILL},
    "links-of-domain": set(),
    "dead-with-snapshot?host=mills.example": {LOST},
    "dead-with-snapshot?host=ill.example": set(),
    "search?words=MILL": {LOST, MOVED},
    'search?words="changed page"': {DRIFTED},
    "search?words=well": {WELL},
    "search": set(),
    "search?words=%22": set(),
    "search?words=NEAR(": set(),
}


def address(question: str, kind: str, shape: str = "") -> str:
    name, _, values = question.partition("?")
    return f"/linkwatch/{name}.{kind}?{values}{shape}"


@pytest.mark.parametrize("question", ANSWERS)
async def test_a_question_is_answered(site: Site, question: str) -> None:
    rows = await site.json(address(question, "json", "&_shape=array"))
    assert {row["url"] for row in rows} == ANSWERS[question]


@pytest.mark.parametrize("question", [question.name for question in QUESTIONS])
async def test_every_question_is_a_page_and_a_table_for_programs(site: Site, question: str) -> None:
    page = await site.get(f"/linkwatch/{question}")
    assert 'class="alarm"' not in page
    assert f"/linkwatch/{question}" in await site.get("/")
    answer = await site.json(f"/linkwatch/{question}.json")
    table = list(csv.reader(io.StringIO(await site.get(f"/linkwatch/{question}.csv"))))
    assert table[0] == answer["columns"]
    assert len(table) == len(answer["rows"]) + 1


async def test_what_to_cite_stands_beside_what_was_cited(site: Site) -> None:
    (moved,) = await site.json("/linkwatch/redirected.json?_shape=array")
    assert (moved["url"], moved["cite_now"]) == (MOVED, "https://mills.example/its-new-place")
    (dead,) = await site.json("/linkwatch/dead-with-snapshot.json?_shape=array")
    assert (dead["url"], dead["snapshot"]) == (LOST, COPY.url)


async def test_a_lost_target_is_told_with_its_words(site: Site) -> None:
    (lost,) = await site.json("/linkwatch/lost-targets.json?_shape=array")
    assert (lost["text"], lost["article"], lost["line"]) == ("the miller's letter", "https://journal.example/mills", 11)


async def test_the_most_cited_comes_first(site: Site) -> None:
    rows = await site.json("/linkwatch/most-cited.json?_shape=array")
    assert [row["citations"] for row in rows] == sorted((row["citations"] for row in rows), reverse=True)


async def test_reasons_are_counted(site: Site) -> None:
    rows = await site.json("/linkwatch/why-links-fail.json?_shape=array")
    assert {(row["status"], row["reason"], row["links"]) for row in rows} == {
        ("dead", "soft-404", 1),
        ("dead", "dns-nxdomain", 1),
        ("failing", "read-timeout", 1),
    }


async def test_links_can_be_narrowed_by_their_status(site: Site) -> None:
    page = await site.get("/linkwatch/links?status=dead")
    assert "<strong>2</strong>" in page
    assert "status = &#34;dead&#34;" in page


async def test_anyone_may_ask_in_sql_and_change_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await site.json("/linkwatch.json?sql=SELECT+count(*)+AS+n+FROM+links&_shape=array") == [{"n": 9}]
    await site.get("/linkwatch?sql=DELETE+FROM+links", status=400)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    monkeypatch.setattr(site.datasette, "sql_time_limit_ms", 100)
    answer = await site.datasette.client.get("/linkwatch", params={"sql": endless})
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
