"""How many phrases make a mark of a site's kind; test_drift.py has whole pages."""

import pytest

from linkwatch.evidence import PageFacts
from linkwatch.judge.marks import kinds_sold, marks_of, offers_gambling, speaks_of_gambling


@pytest.mark.parametrize(
    ("title", "headings", "text", "marks"),
    [
        (None, (), "casino, casinos, slot, slots", ("gambling",)),
        (None, (), "casino, casinos, slot", ()),
        ("Casino slots", (), "", ("gambling",)),  # of a head each counts twice
        (None, ("Casino", "Slots"), "", ("gambling",)),
        ("Casino", (), "casino, casinos, slot", ("gambling",)),
        ("Casino", (), "casino, casinos", ()),
        (None, (), "subscribe now or subscribe today", ("subscription",)),
        (None, (), "welcome bonus, free spins", ()),  # an offer alone is none
        (None, (), "x" * 8972 + " casino casinos slot slots", ("gambling",)),
        (None, (), "x" * 8975 + " casino casinos slot slots", ()),
    ],
)
def test_marks_of_a_page(title: str | None, headings: tuple[str, ...], text: str, marks: tuple[str, ...]) -> None:
    assert marks_of(PageFacts("text/html", title=title, headings=headings, text=text)) == marks


@pytest.mark.parametrize(
    "text", ["casino«casinos»slot·slots", "\ud800 casino casinos slot slots", "CASINO;Casinos(slot)slots"]
)
def test_words_are_parted_by_marks_of_any_kind(text: str) -> None:
    assert marks_of(PageFacts("text/html", text=text)) == ("gambling",)


def test_an_only_heading_is_a_head_too() -> None:
    assert marks_of(PageFacts("text/html", heading="Casino slots")) == ("gambling",)


def test_who_offers_gambling_has_words_of_it_and_an_offer() -> None:
    assert offers_gambling("casino slot welcome bonus free spins")  # these words are of both
    assert not offers_gambling("casino casinos slot slots welcome bonus")
    assert not offers_gambling("casino welcome bonus free spins")
    assert not offers_gambling("xcasino xslot welcome bonus free spins")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("gambling", "Casino and slots"),
        ("pharmacy", "Viagra and Cialis"),
        ("adult", "Porn and escorts"),
        ("essay-mill", "Write my essay, a custom essay"),
        ("lender", "Payday loans and cash advance"),
        ("counterfeiter", "Replica watches, a fake Rolex"),
    ],
)
def test_each_kind_of_what_is_sold(kind: str, text: str) -> None:
    assert kinds_sold(text) == (kind,)


def test_a_few_phrases_of_what_is_sold() -> None:
    assert kinds_sold("Viagra and Cialis") == ("pharmacy",)
    assert kinds_sold("Viagra") == ()
    assert kinds_sold("Viagra", 1) == ("pharmacy",)
    assert kinds_sold("subscribe now, subscribe today") == ()
    assert speaks_of_gambling("Casino night")
    assert not speaks_of_gambling("The weir")
