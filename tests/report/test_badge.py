import json
import xml.etree.ElementTree as ElementTree

import pytest

from linkwatch.report.badge import badge_of, draw
from tests.report.making import link, make_report, told

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("by_status", "missing", "is_complete", "message"),
    [
        ({"alive": 60, "dead": 3, "failing": 1}, 1, True, "3 of 64 dead"),
        ({"alive": 60, "dead": 3}, 0, False, "3 of 63 dead"),
        ({"alive": 60, "failing": 1}, 0, True, "1 of 61 failing"),
        ({"alive": 60}, 2, True, "2 places missing"),
        ({"alive": 60}, 1, True, "1 place missing"),
        ({"alive": 60, "unchecked": 2}, 0, False, "not all looked at"),
        ({"alive": 60, "blocked": 2}, 0, True, "62, none dead"),
        ({}, 0, True, "none"),
    ],
)
def test_a_badge_says_the_worst_that_was_found(
    by_status: dict[str, int], missing: int, is_complete: bool, message: str
) -> None:
    assert badge_of(by_status, missing_places=missing, is_complete=is_complete).message == message


@pytest.mark.parametrize(("dead", "color"), [(0, "brightgreen"), (2, "yellow"), (3, "red")])
def test_a_few_dead_links_of_many_are_a_warning(dead: int, color: str) -> None:
    assert badge_of({"alive": 100 - dead, "dead": dead}).color == color


def test_each_part_of_the_drawing_is_wide_enough_for_its_words_and_stands_beside_the_other() -> None:
    image = ElementTree.fromstring(draw(badge_of({"alive": 10, "dead": 12345})))
    back = image.findall(f"{SVG}g/{SVG}rect")
    texts = image.findall(f"{SVG}g/{SVG}text")
    assert [text.text for text in texts] == ["links", "12345 of 12355 dead"]
    for rect, text in zip(back, texts, strict=True):
        begin, end = int(rect.get("x", "0")), int(rect.get("x", "0")) + int(rect.get("width", ""))
        assert begin < int(text.get("x", "")) < int(text.get("x", "")) + int(text.get("textLength", "")) < end
        assert int(text.get("textLength", "")) >= 5 * len(text.text or "")
    assert int(image.get("width", "")) == sum(int(rect.get("width", "")) for rect in back)


def test_the_title_says_the_same_to_those_who_hear_it_and_markup_stays_text() -> None:
    image = ElementTree.fromstring(draw(badge_of({"dead": 1}, label="<b>&")))
    assert image.findtext(f"{SVG}title") == "<b>&: 1 of 1 dead"


def test_a_run_is_told_as_a_drawing_and_to_shields() -> None:
    report = make_report([link("https://gone.example/", "dead", "http-404"), link("https://well.example/", "alive")])
    assert "1 of 2 dead" in told("badge", report)
    endpoint = json.loads(told("shields", report))
    assert endpoint == {"schemaVersion": 1, "label": "links", "message": "1 of 2 dead", "color": "red"}
    assert json.loads(told("shields", make_report([link("https://x.example/", "alive")], complete=False)))[
        "message"
    ] == ("not all looked at")
