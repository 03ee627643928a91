"""Documents that LibreOffice 7.4 saved from one: links of every place that it has, each cited once.

Numbers are those of the hosts: 1 and 2 a paragraph, 5 a footnote, 6 an endnote, 7 a table, 8 a list, 9 a path of other
letters, 10 words in two runs, 13 a frame, 14 a text box in it. 3 is printed without a link, 11 stands in a comment, 12
has no words.
"""

import re
from pathlib import Path

import pytest

from tests.articles.extract.helpers import hrefs, read

SAMPLES = Path(__file__).with_name("samples") / "libreoffice"
EVERYWHERE = {1, 2, 4, 5, 6, 7, 8, 9, 10, 13, 14}


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("rivers.odt", set()),
        ("rivers.docx", {12}),  # LibreOffice moved it to the words behind
        ("rivers.epub", set()),
    ],
)
def test_links_of_every_place_are_cited_once(name: str, beside: set[int]) -> None:
    cited = hrefs(read((SAMPLES / name).read_bytes(), name))
    numbers = [int(found[1]) for href in cited if (found := re.search(r"lo(\d+)\.example", href))]
    assert sorted(numbers) == sorted(EVERYWHERE | beside)
    assert [href for href in cited if "lo2" in href] == ["https://lo2.example/?a=1&b=2#part"]
    assert {href for href in cited if "example" not in href} <= {"other.odt"}
