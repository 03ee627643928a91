"""Losses that captions and definitions speak of are not the page's own."""

import pytest

from linkwatch.judge.pictured import is_caption_of_the_lost
from linkwatch.judge.tombstones import says_gone
from linkwatch.judge.words import fold


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo of the mill that no longer exists.",
        "Cartolina della stazione che è stata demolita.",
        "Fotografie a turnului care nu mai există",
        "Imagem de uma ponte que já não existe!",
        "Tekening van de kerk die niet meer bestaat.",
        "Снимок церкви, которой больше нет.",
        "Rycina zamku, który nie istnieje.",
        "もう存在しない駅の写真です。",
        "已拆除的火车站的照片。",
        "지금은 없는 극장의 사진입니다.",
        "Yitik gemilerin resmi",
        "अब न रहे पुल की तस्वीर।",
        "A már lebontott torony fényképe.",
        "A page whose address no longer exists.",
        "Eine Seite, deren Adresse nicht mehr existiert.",
        "Un lien dont la cible n'existe plus.",
    ],
)
def test_what_is_pictured_or_meant_may_be_lost(sentence: str) -> None:
    assert is_caption_of_the_lost(fold(sentence))
    assert not says_gone(fold(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "This photo no longer exists.",
        "The photo that you asked for no longer exists.",
        "A photo that you asked for was deleted.",
        "La foto que buscas ya no existe.",
        "La photo que vous cherchez n'existe plus.",
        "Una foto che cerchi non esiste più.",
        "Foto nicht mehr verfügbar",
        "お探しの写真は存在しません。",
        "该照片已被删除。",
        "삭제된 사진입니다.",
        "Fotoğraf silinmiş",
        "This page, which you look for, is gone.",
    ],
)
def test_what_is_said_of_the_page_itself_is_no_caption(sentence: str) -> None:
    assert not is_caption_of_the_lost(fold(sentence))


def test_a_sentence_that_goes_on_is_no_caption() -> None:
    assert not is_caption_of_the_lost(fold(f"Photo of the mill that {'very ' * 20}much no longer exists"))
