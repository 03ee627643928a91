"""Frames that nothing marks as such: what of a page is left when its menus, and what else it offers, are taken out."""

import pytest
import turbohtml

from linkwatch.judge.menus import open_layout_tables, unframe
from linkwatch.judge.words import count_words, squeeze

_MENU = "".join(
    f"<a href=/{place}>{word}</a> " for place, word in enumerate(("Home", "News", "Sport", "Log in", "Help"))
)
_SAID = "<p>This article has been removed.</p>"
_TITLES = (
    "The weir at Lark is rebuilt",
    "A mill that has two wheels",
    "Ferries run again on Sundays",
    "Who owns the old pump",
)


def left(body: str) -> str:
    document = turbohtml.parse(f"<body>{body}".encode())
    unframe(document, count_words(document.to_text()), len(document.select("a[href]")))
    return squeeze(document.to_text())


@pytest.mark.parametrize(
    "menu",
    [
        f"<div>{_MENU}</div>",
        f"<p>{_MENU.replace('</a> ', '</a> | ')}</p>",
        "<ul>" + "".join(f"<li><a href=/{word}>{word}</a>" for word in "abcd") + "</ul>",
        "<div>" + "".join(f"<div><a href=/{word}>{word}</a></div>" for word in "abcd") + "</div>",
        f"<table><tr><td>{_MENU}</td></tr></table>",
    ],
)
def test_a_menu_is_taken_out_of_a_page_that_marks_no_frame(menu: str) -> None:
    assert left(f"{menu}<div>{_SAID}</div>") == "This article has been removed."


def test_what_stands_in_cells_is_told_apart() -> None:
    table = f"<table><tr><td>News</td><td><h2>Error</h2>{_SAID}</td></tr></table>"
    document = turbohtml.parse(table.encode())
    assert open_layout_tables(document)
    assert document.to_text().split("\n\n") == ["News", "Error", "This article has been removed."]


def test_a_table_of_figures_stays_one() -> None:
    document = turbohtml.parse(b"<table><tr><td>May<td>31 mm<tr><td>June<td>40 mm</table>")
    assert not open_layout_tables(document)
    assert [squeeze(line) for line in document.to_text().splitlines()] == ["May 31 mm", "June 40 mm"]


def test_tables_in_tables_without_end_are_not_opened() -> None:
    deep = "<table><tr><td>a"
    assert open_layout_tables(turbohtml.parse((deep * 10).encode()))
    assert not open_layout_tables(turbohtml.parse((deep * 1500).encode()))


def test_what_else_is_offered_is_taken_out() -> None:
    cards = "".join(f"<div class=card><a href=/{title}>{title}</a><i>$12</i></div>" for title in _TITLES)
    assert left(f"{_SAID}<div>{cards}</div>") == "This article has been removed."


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Links</h1>" + "<ul>" + "".join(f"<li><a href=/{word}>{word}</a>" for word in "abcd") + "</ul>",
        "<ul>" + "".join(f"<li><a href=/{title}>{title}</a>" for title in _TITLES) + "</ul><p>Four stories.</p>",
        "".join(f"<p>{title}: <a href=/{title}>more</a> of what was told last week.</p>" for title in _TITLES),
        f"<header>{_MENU}</header><div>{_MENU}</div>{_SAID}",
    ],
)
def test_a_list_that_is_what_the_page_is_for_stays(body: str) -> None:
    assert left(body) == squeeze(turbohtml.parse(f"<body>{body}".encode()).to_text())


def test_a_page_that_says_much_is_left_as_it_is() -> None:
    story = "<p>" + "The river rose higher than usual that spring. " * 60 + "</p>"
    assert left(f"<div>{_MENU}</div>{story}").startswith("Home News Sport")


@pytest.mark.parametrize("block", ["p", "h1", "h2", "h3", "div", "ul", "form", "center", "table"])
def test_blocks_in_a_cell_show_that_a_table_lays_out(block: str) -> None:
    document = turbohtml.parse(f"<table><tr><td><{block}>News</{block}></td><td>x</td></tr></table>".encode())
    assert open_layout_tables(document)


def test_captions_and_heads_of_such_a_table_stand_below_each_other_too() -> None:
    document = turbohtml.parse(b"<table><caption>Cap</caption><tr><th>Head</th><td><p>News</p></td></tr></table>")
    assert open_layout_tables(document)
    assert document.to_text() == "Cap\n\nHead\n\nNews"


@pytest.mark.parametrize(
    ("words", "links", "is_taken_out"),
    [(350, 5, True), (351, 5, False), (20, 4, True), (20, 3, False), (20, 300, True), (20, 301, False)],
)
def test_short_pages_of_some_links_have_menus(words: int, links: int, *, is_taken_out: bool) -> None:
    document = turbohtml.parse(f"<body><div>{_MENU}</div>{_SAID}".encode())
    unframe(document, words, links)
    assert squeeze(document.to_text()).startswith("Home") is not is_taken_out


def _menu(links: int, words: int, beside: int) -> str:
    labels = "".join(f"<a href=/{place}>{' '.join(['w'] * words)}</a> " for place in range(links))
    return f"<div>{labels}{'x ' * beside}</div>"


@pytest.mark.parametrize(
    ("links", "words", "beside", "is_one"),
    [
        (4, 3, 0, True),
        (4, 4, 0, False),
        (4, 1, 2, True),
        (4, 1, 3, False),
        (4, 3, 8, True),
        (4, 3, 9, False),
        (3, 1, 0, False),
    ],
)
def test_a_menu_is_short_labels_and_little_beside_them(links: int, words: int, beside: int, *, is_one: bool) -> None:
    assert left(f"{_menu(links, words, beside)}<a href=/more>More</a>{_SAID}").startswith("w") is not is_one


@pytest.mark.parametrize(("words", "is_left"), [(2, True), (3, False)])
def test_a_page_that_says_next_to_nothing_else_is_a_list(words: int, *, is_left: bool) -> None:
    assert left(f"<div>{_MENU}</div><p>{'word ' * words}</p>").startswith("Home") is is_left


@pytest.mark.parametrize(("words", "is_left"), [(15, False), (16, True)])
def test_cards_say_a_few_words(words: int, *, is_left: bool) -> None:
    cards = "".join(
        f"<div class=card><a href=/{title}>{title}</a> <i>{' '.join(['w'] * (words - count_words(title)))}</i></div>"
        for title in _TITLES
    )
    assert ("weir" in left(f"{_SAID}<div>{cards}</div>")) is is_left
