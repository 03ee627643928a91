import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.words import (
    AFTER_SENTENCE,
    PRICE,
    QUESTIONS,
    TITLE_PARTS,
    beginning,
    count_words,
    fold,
    fold_beginning,
    in_latin,
    in_padded,
    only_words,
    padded,
    share_found,
    similarity,
    squeeze,
    telling_words,
    word_in_padded,
    words,
    writes_spaces,
)

CHARS = "aZ9 \n\t.\u2019'\u2014\u2026\u201c\u00bb\u00b7\u00e9\u0301\u0338\u00a0\u200b\ufb01\u00c5"
TEXT = st.text(
    st.sampled_from(CHARS + "\ud55c\u1112\u1161\u304b\u3099\u0416\u0419\u0436\u0306\u00f1\u0670"), max_size=80
)


@given(TEXT)
def test_folding_piece_by_piece_gives_what_folding_at_once_gives(text: str) -> None:
    accents = [range(0x300, 0x370), range(0x483, 0x488), range(0x591, 0x5C8), range(0x64B, 0x660), [0x670]]
    typeset = {"\u2019": "'", "—": "-", "…": "..."}
    plain = unicodedata.normalize("NFKD", "".join(typeset.get(char, char) for char in text))
    kept = "".join(char for char in plain if not any(ord(char) in row for row in accents))
    whole = squeeze(unicodedata.normalize("NFC", kept)).casefold()
    assert fold(text) == whole


@given(TEXT, st.integers(5, 30))
def test_beginning_is_what_the_whole_begins_with(text: str, size: int) -> None:
    assert beginning(text, size) == squeeze(text)[:size]
    assert fold_beginning(text * 3, 400) == fold(text * 3)[:400]


@given(st.text(st.sampled_from("ab.é—\u2019“\u00a0\u3000 \n\t\r\x0b\x0c\x1c\x1fЖ"), max_size=60))
def test_words_are_what_white_space_parts(text: str) -> None:
    assert count_words(text) == len(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("地図帳の話", 3),
        ("map 地図", 3),
        ("แผนที่", 4),
        ("देवनागरी में", 2),
        ("“地図” map", 3),
        ("한국어", 2),
        ("ひひ", 2),
        ("힣힣", 2),
        ("กก", 2),
        ("a \ud800 b", 3),
    ],
)
def test_two_characters_count_as_a_word_where_no_spaces_are_written(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("We can't, you won't, it isn't", "we cannot, you will not, it is not"),
        ("They're here, we've seen, you'll go", "they are here, we have seen, you will go"),
        ("Can\u2019t \u2018x\u2019 \u02bcy", "cannot 'x' 'y"),
        ("a\u2013b\u2014c\u2026", "a-b-c..."),
        ("a\u00a0 b", "a b"),
        ("STRASSE Stra\u00dfe", "strasse strasse"),
    ],
)
def test_spellings_of_one_text_are_folded_into_one(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_little_more_is_read_than_is_asked_for() -> None:
    assert fold_beginning("a" * 100, 8) == "a" * 8
    assert fold_beginning("a" + " " * 50 + "b", 8) == "a b"
    assert fold_beginning(" " * 11 + "ab", 2) == "ab"
    assert beginning(" a " * 3, 100) == "a a a"
    assert beginning("a " * 100, 10) == "a a a a a "


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("DamOpens-in-June.html", {"dam", "opens", "june"}),
        ("a 7 x ж 2014 8812ab", {"ж"}),
        ("covid19 covid191 ab1 abc1 abc12 äbc1", {"covid19", "abc1", "abc12"}),
        ("caf%C3%A9 the and www", {"cafe"}),
        ("index.php article", set()),
        ("ab a ж1", {"ab"}),
    ],
)
def test_words_that_can_tell_a_page_from_others(text: str, telling: set[str]) -> None:
    assert telling_words(text) == telling


def test_words_are_folded_and_hold_no_signs() -> None:
    assert words("Größe_7, naïve: 2014!") == ["große".replace("ß", "ss"), "7", "naive", "2014"]


@pytest.mark.parametrize(
    ("wanted", "there", "share"),
    [
        ("", "dam", 0.0),
        ("dam", "", 0.0),
        ("dam wells", "dam", 0.5),
        ("introduction", "introductory", 1.0),
        ("introduction", "introduct", 0.0),
        ("opens", "opened", 1.0),
        ("opens", "opera", 0.0),
        ("abcdefgh", "abcdexyz", 1.0),
        ("abcdefgh", "abcdxfgh", 0.0),
        ("abcd", "abcdefgh", 0.0),
        ("abcd", "abcdefg", 1.0),
        ("abc", "abcd", 0.0),
        ("abcdefg", "abcd", 1.0),
        ("abcde", "abcd", 1.0),
        ("abcd", "abc", 0.0),
        ("地図", "新地図帳", 1.0),
        ("dam", "madame", 0.0),
    ],
)
def test_share_of_words_that_are_found_whatever_their_endings(wanted: str, there: str, share: float) -> None:
    assert share_found(wanted.split(), there.split()) == share


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a b", "a b", 1.0),
        ("a b", "a c", 0.5),
        ("a a b", "a b b", 2 / 3),
        ("a", "b", 0.0),
        ("", "a", None),
        ("a", "", None),
    ],
)
def test_similarity_counts_the_words_that_both_have(one: str, other: str, alike: float | None) -> None:
    assert similarity(one.split(), other.split()) == alike


def test_scripts_without_spaces_are_known() -> None:
    assert writes_spaces("The next dam opens Ж")
    assert not any(map(writes_spaces, ("地", "か", "ท", "한")))


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Жук, чай, шум, щука", "zhuk, chai, shum, shchuka"),
        ("объём юлы и яблонь", "obem yuly i yablon"),
        ("Θύμα, χώρα, ψυχή", "thyma, chora, psychi"),
        ("ουρανός", "ouranos"),
        ("Dam Opens", "dam opens"),
    ],
)
def test_cyrillic_and_greek_in_latin_letters_as_addresses_have_them(text: str, latin: str) -> None:
    assert in_latin(text) == latin


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a-b_c  (d)!", "a b c d"),
        ("  a.  b  ", "a b"),
        ("été_1 \u00abb\u00bb 地図", "été 1 b 地図"),
        ("कृपया, लॉग-इन", "कृपया लॉग इन"),
        ("กรุณา…รอ", "กรุณา รอ"),
        ("\x7fa\x00b", "a b"),
        ("!", ""),
    ],
)
def test_only_words_are_left_each_a_space_from_the_next(text: str, shown: str) -> None:
    assert only_words(text) == shown
    assert padded(text) == f" {shown} "


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("mill", " mill "),
        ("mills", " mills"),
        ("mills ", " mills "),
        ("The  Mill", " the mill"),
        ("地", "地"),
        ("של", "של"),
        ("ال ", "ال"),
    ],
)
def test_words_of_tables_are_looked_for_whole_if_short(word: str, shown: str) -> None:
    assert word_in_padded(word, 4) == shown


def test_folded_phrases_are_looked_for_whole_if_short() -> None:
    assert [in_padded(phrase, 4) for phrase in ("mill", "mills", "地図", "של")] == [" mill ", " mills", "地図", " של "]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        *(
            (f"Dam opens {mark} Courier", ["Dam opens", "Courier"])
            for mark in "-|\u2013\u2014\u00b7:\u00bb\u00ab/<>\u2022"
        ),
        ("Dam opens -- Courier", ["Dam opens", "Courier"]),
        *((f"Dam{mark}Courier", ["Dam", "Courier"]) for mark in "|\u00bb\u00ab\u2022"),
        ("Dam-opens: north/south", ["Dam-opens: north/south"]),
    ],
)
def test_parts_of_titles(title: str, parts: list[str]) -> None:
    assert TITLE_PARTS.split(title) == parts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?  Four", ["One.", "Two!", "Three?", "Four"]),
        ("Am 3. Mai", ["Am 3. Mai"]),
        ("Until 2013. Then", ["Until 2013.", "Then"]),
        ("एक\u0964 दो", ["एक\u0964", "दो"]),
        ("ایک\u06d4 دو", ["ایک\u06d4", "دو"]),
        ("واحد\u061f نعم", ["واحد\u061f", "نعم"]),
        ("一\u3002二\uff01三\uff1f四", ["一\u3002", "二\uff01", "三\uff1f", "四"]),
        ("v1.2 is out", ["v1.2 is out"]),
    ],
)
def test_sentences_are_parted_behind_their_ends(text: str, sentences: list[str]) -> None:
    assert AFTER_SENTENCE.split(text) == sentences


def test_questions_end_so_in_latin_chinese_and_arabic() -> None:
    assert [text for text in ("Gone?", "没了\uff1f", "رحل\u061f", "Gone", "Gone.") if text.endswith(QUESTIONS)] == [
        "Gone?",
        "没了\uff1f",
        "رحل\u061f",
    ]


_AMOUNTS = "$499|€ 20|20\u00a0€|1.499,00 EUR|99 kr.|250 TL|₺250|250 ₺|40 ₪|490 \u0440\u0443\u0431.|9,99 zł|1000円"


@pytest.mark.parametrize("text", _AMOUNTS.split("|"))
def test_an_amount_of_money_is_known_by_its_currency(text: str) -> None:
    assert PRICE.search(fold(text))


@pytest.mark.parametrize("text", ["5 din 10", "900 ft up", "24 krona", "3 tlc", "room 20", "US$", "12 рубрик"])
def test_a_number_beside_another_word_is_no_price(text: str) -> None:
    assert not PRICE.search(fold(text))
