"""The measure of drift and its parts; the corpus of pairs judges whole pages."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwatch.evidence import Drift, Observation, PageFacts, Standing, Visit
from linkwatch.judge import judge, likeness_of, measure, read_page
from linkwatch.judge.addresses import take_apart
from linkwatch.judge.changed import lives_from_news
from linkwatch.judge.language import language_of
from linkwatch.judge.marks import marks_of
from linkwatch.judge.running_text import running_text
from linkwatch.judge.sketch import phrase_hashes, share_common, share_kept, share_known, sketch, sketch_of
from linkwatch.judge.tokens import tokens_by_line
from tests.corpus.drift import texts
from tests.corpus.drift.pages import modern, paragraphs

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
THEN = datetime(2019, 5, 2, tzinfo=UTC)
URL = "http://a.test/news/dam"
WORDS = [f"{first}{second}" for first in "bcdfghklmnprst" for second in ("ala", "eno", "iru", "oma", "upa", "yti")]


def _page(html: str) -> PageFacts:
    return read_page(html.encode(), "text/html", "utf-8", URL)


def _seen(drift: Drift | None, *, status: int = 200, standing: Standing | None = None) -> Observation:
    page = _page(modern("Dam", paragraphs(texts.DAM)))
    return Observation(URL, NOW, Visit(URL, URL, status, page=page, body_bytes=9), drift=drift, standing=standing)


def test_share_of_an_old_text_is_estimated_within_its_error() -> None:
    lines = [f"{first} {second} {third}" for first in WORDS for second in WORDS[:5] for third in WORDS[5:9]]
    kept = sketch(phrase_hashes("\n".join(lines)))
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        left = lines[: int(len(lines) * part)]
        grown = "\n".join([*left, *(f"new {line}" for line in lines[:500])])
        found = share_kept(kept, phrase_hashes("\n".join(left))) if left else 0.0
        assert abs(found - part) < 0.15  # three standard deviations of a sample of 95
        assert share_kept(kept, phrase_hashes(grown)) >= found


def test_share_of_the_new_text_that_was_there_before() -> None:
    kept = sketch(phrase_hashes(texts.DAM + "\n" + texts.CHESS))
    assert share_known(kept, phrase_hashes(texts.DAM)) == 1.0
    assert share_known(kept, phrase_hashes(texts.FUNGI + "\n" + texts.GLACIER)) < 0.05
    assert share_known(kept, phrase_hashes("a word or two")) is None


def test_sketches_that_hashed_each_phrase_by_itself_are_still_compared_with() -> None:
    phrases = [" ".join(WORDS[start : start + 3]) for start in range(60)]
    hashes = [int.from_bytes(blake2b(phrase.encode(), digest_size=6).digest(), "big") for phrase in phrases]
    kept = f"{0xFFFFFF:06x}" + "".join(f"{value >> 24:06x}" for value in hashes)
    text = " ".join(WORDS[:62])
    assert share_kept(kept, phrase_hashes(text, like=kept)) == 1.0
    assert share_known(kept, phrase_hashes(text, like=kept)) == 1.0
    assert share_kept(kept, phrase_hashes(texts.DAM, like=kept)) == 0.0
    assert share_common(kept, sketch(phrase_hashes(text))) == 0.0


def test_sketches_that_hashed_words_are_still_compared_with() -> None:
    text = (
        "Le café n° 3 a reçu 1 200 clients le 4 mai 2019 et en est fier, dit la dame qui le tient "
        "depuis qu'il a été fondé par son père."
    )
    kept = (
        "wffffff369497d7329ec860b12b97b46d8e830527ed437bafa5f07105bb3f8b71074f5ec26aebff68f4c120c734ee58ef919eefdc7a8ff"
        "51eee4fc72b2049cdff8538e58f48082d701618c7200184"
    )
    assert share_kept(kept, phrase_hashes(text, like=kept)) == 1.0
    assert share_known(kept, phrase_hashes(text, like=kept)) == 1.0
    assert share_kept(kept, phrase_hashes(texts.DAM, like=kept)) == 0.0
    assert share_common(kept, sketch(phrase_hashes(text))) == 0.0


def test_numbers_case_and_accents_do_not_count() -> None:
    one = phrase_hashes("Le café n° 3 a reçu 1 200 clients le 4 mai 2019 et en est fier")
    assert one == phrase_hashes("LE CAFE N° 17 A RECU 88 000 CLIENTS LE 30 MAI 2026 ET EN EST FIER")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("One two-three, 4 5x\nSIX", [[b"one", b"two", b"three", b"x"], [b"six"]]),
        ("Été\n\n«Deux» mots\nb2b\u2009c", [["ete"], [], ["deux", "mots"], [*"bbc"]]),
        ("橋が 開く bridge\n", [[*"橋が開く", "bridge"]]),
        ("", [[]]),
        ("«»\n", [[]]),
    ],
)
def test_tokens_are_the_folded_words_of_a_line(text: str, tokens: list[list[str | bytes]]) -> None:
    wanted = [[token.encode() if isinstance(token, str) else token for token in line] for line in tokens]
    assert tokens_by_line(text) == wanted


@pytest.mark.parametrize("text", ["", "a few words only", "1 2 3 4 5 " * 90, "same words again " * 90])
def test_text_that_says_too_little_has_no_sketch(text: str) -> None:
    assert sketch(phrase_hashes(text)) == ""


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS[:30]), max_size=90), max_size=9))
def test_sketch_made_on_the_way_is_that_of_all_phrases(lines: list[list[str]]) -> None:
    text = "\n".join(map(" ".join, lines))
    assert sketch_of(tokens_by_line(text)) == sketch(phrase_hashes(text))


@settings(max_examples=60)
@given(st.integers(150, 600), st.integers(0), st.integers(0, 300))
def test_text_that_only_grew_is_kept_whole(size: int, seed: int, place: int) -> None:
    old = " ".join(Random(seed).choices(WORDS, k=size))
    kept = sketch(phrase_hashes(old))
    if kept:
        assert len(kept) <= 577
        assert share_kept(kept, phrase_hashes(f"{' '.join(WORDS[:place])}\n{old}\n{' '.join(WORDS[place:])}")) == 1.0


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=600), st.sampled_from(["text/html", "text/plain", "image/png", None]))
def test_anything_can_be_measured(body: bytes, declared: str | None) -> None:
    page = read_page(body, declared, None, URL)
    likeness_of(page, THEN, "look")
    baseline = likeness_of(_page(modern("Dam", paragraphs(texts.DAM))), THEN, "look")
    assert baseline is not None
    drift = measure(baseline, page)
    assert drift is None or 0 <= drift.similarity <= 1


def test_largest_page_is_measured_in_bounded_time() -> None:
    page = _page(modern("Dam", "".join(f"<p>{' '.join(WORDS[n % 70 :])} {n}x{n}</p>" for n in range(9000))))
    assert len(running_text(page)) <= 40_000
    started = time.perf_counter()
    baseline = likeness_of(page, THEN, "look")
    assert baseline is not None
    measure(baseline, page)
    assert time.perf_counter() - started < 1  # 20 ms on an idle machine


def test_page_longer_than_what_is_sketched_is_known_whole_while_it_stays() -> None:
    text = "".join(f"<p>{' '.join(WORDS[n % 50 : n % 50 + 9])} {' '.join(WORDS[n % 9 :: 5])}</p>" for n in range(600))
    page = _page(modern("Dam", text))
    assert len(running_text(page)) > 20_000
    kept = likeness_of(page, THEN, "look")
    assert kept is not None
    drift = measure(kept, page)
    assert drift is not None
    assert (drift.similarity, drift.kept) == (1.0, 1.0)


def test_likeness_holds_what_a_person_would_compare() -> None:
    found = likeness_of(_page(modern("Die Talsperre", paragraphs(texts.GERMAN_DAM), lang="en")), THEN, "snapshot")
    assert found is not None
    assert (found.origin, found.made_at, found.title) == ("snapshot", THEN, "Die Talsperre - The Valley Courier")
    assert (found.language, found.media_type, found.is_listing, found.marks) == ("de", "text/html", False, "")
    assert found.words > 100
    assert "talsperre" in found.keywords.split()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (texts.DAM, "en"),
        (texts.GERMAN_DAM, "de"),
        (texts.FRENCH_BREAD, "fr"),
        (texts.SLOT_GACOR, "id"),
        (texts.BAHIS, "tr"),
        (texts.RUSSIAN_CASINO, "ru"),
        (texts.CHINESE_SHOP, "zh"),
        (texts.JAPANESE_TEMPLE, "ja"),
    ],
)
def test_language_is_told_by_the_text_before_the_declaration(text: str, language: str) -> None:
    assert language_of(text, "xx-YY") == language


def test_language_of_a_text_that_does_not_tell_is_the_declared_one() -> None:
    assert language_of("Uplow 1899", "pt-BR") == "pt"
    assert language_of("Uplow 1899", "<script>") is None
    assert language_of("Uplow 1899") is None


def test_pages_bear_the_marks_of_what_they_sell_and_articles_do_not() -> None:
    bodies = {name: text for name, text in vars(texts).items() if isinstance(text, str) and name.isupper()}
    marks = {name: marks_of(_page(modern("A", paragraphs(text)))) for name, text in bodies.items()}
    assert {name: found for name, found in marks.items() if found} == {
        "CASINO": ("gambling",),
        "SLOT_GACOR": ("gambling",),
        "BAHIS": ("gambling",),
        "RUSSIAN_CASINO": ("gambling",),
        "PHARMACY": ("pharmacy",),
        "ESSAY_MILL": ("essay-mill",),
        "SEO_BLOG": ("link-seller",),
    }


@pytest.mark.parametrize(
    ("url", "lives"),
    [
        ("http://a.test/", True),
        ("http://a.test/de/", True),
        ("http://a.test/tag/water", True),
        ("http://a.test/tag/the-old-mill-of-1811", True),
        ("http://a.test/category/news/water", True),
        ("http://a.test/forum/viewforum.php?f=2", True),
        ("http://a.test/?s=dam", True),
        ("http://a.test/wiki/Special:Recent", True),
        ("http://a.test/category/news/the-dam-opens", False),
        ("http://a.test/news/dam-opens", False),
        ("http://a.test/2019/05/upper-dam", False),
        ("http://a.test/wiki/Dam", False),
    ],
)
def test_pages_that_live_from_being_new_are_known_by_address(url: str, *, lives: bool) -> None:
    assert lives_from_news(take_apart(url)) is lives


DRIFT = Drift("look", THEN, 0.1, 1.0, 240, 240)
NOTHING_LEFT = replace(DRIFT, similarity=0.0, title_similarity=0.0, keywords_kept=0.1)
GAMBLING = replace(DRIFT, similarity=0.0, title_similarity=0.4, new_marks=("gambling",))


@pytest.mark.parametrize(
    ("drift", "verdict"),
    [
        (DRIFT, "changed content-drift"),
        (replace(DRIFT, similarity=0.2), "alive"),
        (replace(DRIFT, similarity=0.3, title_similarity=0.1), "changed content-drift"),
        (replace(DRIFT, similarity=0.45, subject_similarity=0.0), "changed content-drift"),
        (replace(DRIFT, similarity=0.5, subject_similarity=0.0), "alive"),
        (replace(DRIFT, similarity=0.45, subject_similarity=0.1), "alive"),
        (replace(DRIFT, similarity=0.15, origin="snapshot"), "alive"),
        (replace(DRIFT, similarity=0.15, origin="snapshot", subject_similarity=0.0), "changed content-drift"),
        (replace(DRIFT, words_now=3), "alive"),
        (replace(DRIFT, was_listing=True), "alive"),
        (replace(NOTHING_LEFT, language_changed=True), "changed taken-over"),
        (replace(NOTHING_LEFT, language_changed=True, keywords_kept=0.5), "changed content-drift"),
        (replace(NOTHING_LEFT, was_listing=True), "alive"),
        (GAMBLING, "changed taken-over"),
        (replace(GAMBLING, title_similarity=1.0), "changed content-drift"),
        (replace(GAMBLING, was_listing=True), "alive"),  # a newspaper's front page may write of casinos
        (replace(GAMBLING, was_listing=True, language_changed=True), "changed taken-over"),
        (replace(GAMBLING, was_listing=True, title_similarity=0.0), "changed taken-over"),
        (replace(GAMBLING, similarity=0.4), "alive"),
        (replace(GAMBLING, new_marks=("link-seller",)), "changed content-drift"),
        (replace(DRIFT, kept=0.8), "alive"),
        (replace(DRIFT, kept=0.8, words_now=40), "changed content-drift"),
        (replace(DRIFT, new_marks=("interruption",), words_now=120), "alive"),
        (replace(DRIFT, new_marks=("interruption",)), "changed content-drift"),
        (None, "alive"),
    ],
)
def test_verdict_follows_from_the_measure(drift: Drift | None, verdict: str) -> None:
    found = judge(_seen(drift))
    assert f"{found.status} {found.reason or ''}".strip() == verdict


def test_reasons_tell_the_measure() -> None:
    told = " ".join(judge(_seen(replace(DRIFT, origin="snapshot"))).because)
    assert "of the text of an archived copy of 2019-05-02 10% is still there (240 words then, 240 now)" in told


def test_drift_says_nothing_of_a_page_that_does_not_answer() -> None:
    assert judge(_seen(DRIFT, status=503)).reason == "http-503"


@pytest.mark.parametrize(("status", "reason"), [("alive", None), ("redirected", None), ("changed", "content-drift")])
def test_page_that_is_not_modified_keeps_the_verdict_of_its_last_reading(status: str, reason: str | None) -> None:
    verdict = judge(_seen(None, status=304, standing=Standing(status, reason, THEN)))
    assert (verdict.status, verdict.reason) == (status, reason)
    assert "not modified since 2019-05-02" in verdict.because[-1]


def test_not_modified_without_being_asked_is_no_proper_answer() -> None:
    verdict = judge(_seen(None, status=304))
    assert (verdict.status, verdict.reason) == ("failing", "http-304")


def test_standing_verdict_is_not_given_to_another_answer() -> None:
    assert judge(_seen(None, status=404, standing=Standing("alive", None, THEN))).status == "dead"
