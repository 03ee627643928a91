"""A short page that speaks to its reader alone, where something else was cited, is undecided; its twins are not."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Hop, HopKind, Observation, PageFacts, Visit, Witness
from linkwatch.judge import Case
from linkwatch.judge.own_subject import ONLY_ADVICE
from linkwatch.judge.shape import OFFERS_FILE
from linkwatch.judge.word_to_reader import judge_word_to_reader
from linkwatch.model import Verdict
from tests.corpus.cases.blind_frames import case
from tests.corpus.in_memory import judge_in_memory

_GATE = "<h1>Trop vite</h1><p>Votre adresse a demandé trop de pages. Veuillez revenir demain.</p>"


def _verdict(main: str = _GATE, *, path: str = "/y/705", title: str = "Trop vite", anchor: str = "plan de voilure",
             missing: str = "none") -> Verdict:  # fmt: skip
    written = case("reader", "blocked", "d", "fr", path, title, main, anchor, missing, canonical=True)
    (result,) = asyncio.run(judge_in_memory([replace(written, name="word-to-reader")]))
    return result.verdict


def test_page_that_only_speaks_to_its_reader_is_undecided() -> None:
    verdict = _verdict()
    assert (verdict.status, verdict.reason) == ("blocked", "not-understood")
    assert "speaks to its reader alone" in verdict.because[-1]


@pytest.mark.parametrize(
    "living",
    [
        _GATE.replace("</p>", " La grand-voile mesure neuf mètres.</p>"),  # tells something of its own
        _GATE.replace("demain", "demain pour le plan de voilure"),  # names what was cited
        _GATE.replace("Votre adresse", "L'adresse").replace("Veuillez revenir", "Erreur"),  # speaks to nobody
        _GATE.replace("</p>", "</p><img src='/plan.png' alt='' width=900 height=700>"),  # shows something
        _GATE.replace("</p>", "</p><a href='/f/1'>Télécharger</a>"),  # has a file to give
        _GATE.replace("Votre", "« Votre").replace("pages.", "pages ».") ,  # quotes a message
    ],
)  # fmt: skip
def test_page_that_has_something_else_to_show_or_to_say_lives(living: str) -> None:
    assert _verdict(living).status == "alive"


def test_page_is_what_was_cited_where_its_title_or_nothing_says_so() -> None:
    assert _verdict(anchor="Trop vite").status == "alive"
    assert _verdict(anchor="[7]").status == "alive"
    assert _verdict(title="Trop vite ?", main=_GATE.replace("vite<", "vite ?<")).status == "alive"
    assert _verdict(path="/").status == "alive"


def test_page_that_other_addresses_get_too_is_judged_by_that() -> None:
    assert _verdict(missing="same").reason != "not-understood"


URL = "http://a.test/y/705"
SAID = "Trop vite. Votre adresse a demandé trop de pages. Veuillez revenir demain."
MOVED = Hop(URL, 200, HopKind.MOVED)


def _is_undecided(
    url: str = URL,
    anchor: str = "plan de voilure",
    statuses: tuple[int, int] = (200, 404),
    others: tuple[str, ...] = (),
    hops: tuple[Hop, ...] = (),
    **more: Any,
) -> bool:
    shown = {"title": "Trop vite", "heading": "Trop vite", "excerpt": SAID, "main_words": 13, "signatures": ()} | more
    marks = (ONLY_ADVICE, *shown.pop("signatures"))
    page = PageFacts(shown.pop("media_type", "text/html"), words=45, main_chars=80, signatures=marks, **shown)
    beside = PageFacts("text/html", signatures=others)
    sibling = Witness(Visit(f"{url}x", f"{url}x", statuses[1], page=beside), 0.1)
    visit = Visit(url, url, statuses[0], hops, page=page, body_bytes=9)
    cited = (anchor,) if anchor else ()
    verdict = judge_word_to_reader(
        Case(Observation(url, datetime(2026, 11, 22, tzinfo=UTC), visit, sibling=sibling, anchors=cited))
    )
    assert verdict is None or (verdict.status, verdict.reason) == ("blocked", "not-understood")
    return verdict is not None


@pytest.mark.parametrize(
    ("changes", "is_undecided"),
    [
        ({}, True),
        ({"main_words": 45}, True),
        ({"main_words": 46}, False),
        ({"media": 1}, False),
        ({"media_type": "text/plain"}, False),
        ({"signatures": ("not-found-text",)}, False),
        ({"statuses": (404, 404)}, False),
        ({"statuses": (200, 410)}, True),
        ({"statuses": (200, 200)}, False),
        ({"url": "http://a.test/"}, False),
        ({"anchor": "Trop vite"}, False),
        ({"anchor": "[7]"}, False),
        ({"anchor": ""}, False),
        ({"excerpt": f"{SAID} Le plan de voilure."}, False),
        ({"signatures": (OFFERS_FILE,)}, False),
        ({"signatures": (OFFERS_FILE,), "others": (OFFERS_FILE,)}, True),
        ({"title": "Trop vite ?"}, False),
        ({"heading": "Trop vite ?"}, False),
        ({"title": None}, True),
        ({"heading": None}, True),
        ({"excerpt": f"« {SAID} »"}, False),
        ({"excerpt": "Erreur. Trop de pages."}, False),
        ({"excerpt": "Youth clubs."}, False),
        ({"excerpt": "Yourte mongole."}, False),  # words of up to four letters are whole
        ({"excerpt": "Yourself."}, True),
        ({"excerpt": "You go too fast."}, True),
        ({"hops": (Hop(URL, 301),)}, True),
        ({"hops": (Hop(URL, 301), MOVED)}, False),
    ],
)
def test_each_sign_that_something_else_is_shown_or_cited_decides(
    changes: dict[str, Any], *, is_undecided: bool
) -> None:
    assert _is_undecided(**changes) is is_undecided
