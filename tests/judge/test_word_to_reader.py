"""A short page that speaks to its reader alone, where something else was cited, is undecided; its twins are not."""

import asyncio
from dataclasses import replace

import pytest

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
