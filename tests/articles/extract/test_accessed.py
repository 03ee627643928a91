"""When an author looked at what is cited."""

import pytest

from linkwatch.articles.extract.accessed import find_accessed, read_day
from tests.articles.extract.helpers import read
from tests.articles.extract.packing import docx, epub, odt


@pytest.mark.parametrize(
    "text",
    [
        " (accessed 3 May 2014).",
        ". Retrieved May 3, 2014.",
        ", last visited on 2014-05-03",
        " [Accessed: 3rd May 2014]",
        ", abgerufen am 3. Mai 2014.",
        " (Zugriff: 3.5.2014)",
        " (consulté le 3 mai 2014)",
        " Consultado el 3 de mayo de 2014.",
        ". Acesso em: 3 maio 2014.",
        " (consultato il 3 maggio 2014)",
        ", geraadpleegd op 3 mei 2014",
        " [dostęp 3 maja 2014]",
        " (дата обращения: 3 мая 2014)",
        " 2014年5月3日閲覧。",
        ". Процитовано 3 травня 2014.",
        " [online]. [cit. 2014-05-03]",
    ],
)
def test_a_date_of_access_is_found_behind_a_link(text: str) -> None:
    assert str(find_accessed(text)) == "2014-05-03 00:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " (3 May 2014)",
        " was accessed by many",
        ", accessed 31 February 2014",
        " accessed 3 Foo 2014",
        " accessed 1066-10-14",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert find_accessed(text) is None


_TWO = '<p><a href="https://a.example">a</a> (accessed 3 May 2014). <i>See <a href="https://b.example">b</a></i>.<br/>{}</p>'
_WORD = '<w:p><w:hyperlink r:id="a"><w:r><w:t>a</w:t></w:r></w:hyperlink><w:r><w:t> (accessed 3 May 2014).</w:t></w:r></w:p>'
_OPEN = '<text:p><text:a xlink:href="https://a.example">a</text:a>, accessed 3 May 2014</text:p>'


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.md", "[a](https://a.example) (accessed 3 May 2014). [b](https://b.example)", ["2014-05-03", None]),
        ("a.md", "- <https://a.example>.\n  Retrieved *3 May 2014*.\n- https://b.example\n\nAccessed 4 May 2014", ["2014-05-03", None]),
        ("a.html", _TWO.format("Retrieved 4 May 2015"), ["2014-05-03", "2015-05-04"]),
        ("a.html", _TWO.format("In 2015"), ["2014-05-03", None]),
        ("a.html", '<li><a href="https://a.example">a</a>. Archived from <a href="https://b.example">the original</a> on 5 May 2016. Retrieved 3 May 2014', ["2014-05-03", "2014-05-03"]),
        ("a.html", '<li><a href="https://a.example">a</a></li><li>Accessed 3 May 2014</li>', [None]),
        ("a.html", '<p><a href="https://a.example">a</a>' + " word" * 40 + " accessed 3 May 2014", [None]),
        ("a.md", "<div>\n" + _TWO.format("Retrieved 4 May 2015") + "\n</div>", ["2014-05-03", "2015-05-04"]),
        ("a.docx", docx(_WORD, {"a": "https://a.example"}), ["2014-05-03"]),
        ("a.odt", odt(_OPEN), ["2014-05-03"]),
        ("a.epub", epub({"c.xhtml": f"<html><body>{_TWO.format('')}</body></html>"}), ["2014-05-03", None]),
    ],
)  # fmt: skip
def test_words_behind_a_link_date_it_in_every_format(name: str, body: str | bytes, expected: list[str | None]) -> None:
    dates = [each.cited_at and each.cited_at.date().isoformat() for each in read(body, name).citations]
    assert dates == expected


def test_a_field_holds_a_day() -> None:
    assert str(read_day("2014/05/03/")) == "2014-05-03 00:00:00+00:00"
    assert str(read_day("2014-05")) == "2014-05-01 00:00:00+00:00"
    assert read_day("soon") is None
