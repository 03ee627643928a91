"""What lists of references cite: BibTeX, RIS and CSL-JSON."""

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read

BIBTEX = r"""
@string{home = "https://a.example/"}
@comment{@misc{no, url = {https://no.example}}}
text @misc{one, title = {The {R}ivers of M{\"u}nchen}, author = "Ada A and Bo B", year = 2014,
  url = {https://a.example/b\_c}, urldate = {2014-05-03}, doi = {10.1000/xyz123},
  eprint = {2001.00001}, archivePrefix = {arXiv}, file = {https://no.example/x.pdf}}
@online(two, url = home # "x", note = "Accessed: 3 May 2015, \url{https://a.example/n}" ,
  howpublished = {\href{https://a.example/h}{x}})
@article{three, doi = {https://doi.org/10.1000/q}, note = {see https://a.example/s, hdl:2027/a}, abstract = {https://no.example}
@misc{four, eprint = {1234}, eprinttype = {jstor}, url = {not an address}}
@misc{five, url = "https://a.example/{five}"}
"""
RIS = """TY  - JOUR
AU  - A, Ada
TI  - The Rivers
UR  - https://a.example/b; https://a.example/c
L1  - file:///home/me/x.pdf
DO  - 10.1000/xyz
Y2  - 2014/05/03/
ER  -\x20
TY  - ELEC
UR  - https://a.example/two
N1  - accessed, arXiv:2001.00001
"""
CSL = r"""{"items": [
 {"id": "one", "type": "webpage", "title": "The \"R\u00ecvers\"", "author": [{"family": "A", "given": "Ada"}],
  "issued": {"date-parts": [[2014, 5]]}, "accessed": {"date-parts": [["2014", 5, 3]]},
  "URL": "https:\/\/a.example\/b", "DOI": "10.1000/1", "note": "\u00e9 https://a.example/n, hdl:2027/a"},
 {"id": "two", "URL": "https://a.example/two", "accessed": {"raw": "2015-03-02"}, "abstract": "https://no.example"}]}"""


def told(article: Article) -> list[tuple[str | None, str, str, int | None, str]]:
    return [(c.place, c.target.url, c.text, c.line, str(c.cited_at)[:10]) for c in article.citations]


def test_bibtex_cites_addresses_and_identifiers() -> None:
    article = read(BIBTEX, "a.bib")
    assert [(each.place, each.target.url, str(each.cited_at)[:10]) for each in article.citations] == [
        ("entry one", "https://a.example/b_c", "2014-05-03"),
        ("entry one", "https://doi.org/10.1000/xyz123", "2014-05-03"),
        ("entry one", "https://arxiv.org/abs/2001.00001", "2014-05-03"),
        ("entry two", "https://a.example/x", "2015-05-03"),
        ("entry two", "https://a.example/n", "2015-05-03"),
        ("entry two", "https://a.example/h", "2015-05-03"),
        ("entry three", "https://doi.org/10.1000/q", "None"),
        ("entry three", "https://a.example/s", "None"),
        ("entry three", "https://hdl.handle.net/2027/a", "None"),
        ("entry five", "https://a.example/five", "None"),
    ]
    first = article.citations[0]
    assert (first.text, first.line) == ("The Rivers of München", 5)
    assert first.context == "Ada A; Bo B. The Rivers of München. 2014"


def test_ris_cites_addresses_and_identifiers() -> None:
    article = read(RIS, "a.ris")
    assert [
        (each.place, each.target.url, each.text, each.line, str(each.cited_at)[:10]) for each in article.citations
    ] == [
        ("entry 1", "https://a.example/b", "The Rivers", 4, "2014-05-03"),
        ("entry 1", "https://a.example/c", "The Rivers", 4, "2014-05-03"),
        ("entry 1", "https://doi.org/10.1000/xyz", "The Rivers", 6, "2014-05-03"),
        ("entry 2", "https://a.example/two", "https://a.example/two", 10, "None"),
        ("entry 2", "https://arxiv.org/abs/2001.00001", "2001.00001", 11, "None"),
    ]


def test_a_field_of_ris_may_hold_several_addresses() -> None:
    text = "TY  - JOUR\nUR  - https://a.example/1;https://a.example/2; HTTP://a.example/3;x\nER  - \n"
    assert [each.target.url for each in read(text, "a.ris").citations] == [
        "https://a.example/1",
        "https://a.example/2",
        "http://a.example/3;x",
    ]


@pytest.mark.parametrize("name", ["library.csljson", "library.json", "-"])
def test_csl_cites_addresses_and_identifiers_and_is_known_by_its_looks(name: str) -> None:
    text = CSL if name == "library.csljson" else CSL.removeprefix('{"items": ').removesuffix("}")
    article = read(text, name)
    assert [
        (each.place, each.target.url, each.text, each.line, str(each.cited_at)[:10]) for each in article.citations
    ] == [
        ("entry one", "https://a.example/b", 'The "Rìvers"', 4, "2014-05-03"),
        ("entry one", "https://doi.org/10.1000/1", 'The "Rìvers"', 4, "2014-05-03"),
        ("entry one", "https://a.example/n", 'The "Rìvers"', 4, "2014-05-03"),
        ("entry one", "https://hdl.handle.net/2027/a", 'The "Rìvers"', 4, "2014-05-03"),
        ("entry two", "https://a.example/two", "https://a.example/two", 5, "2015-03-02"),
    ]


@pytest.mark.parametrize(("name", "text"), [("a.bib", BIBTEX), ("a.ris", RIS), ("a.csljson", CSL)])
def test_the_bytes_of_a_target_are_known(name: str, text: str) -> None:
    def unescaped(written: str) -> str:
        return written.replace("\\/", "/").replace("\\_", "_").replace("{five}", "five")

    article: Article = read(text, name)
    without = [each.href for each in article.citations if each.span is None]
    assert without == (["https://a.example/x"] if name == "a.bib" else [])  # put together from two strings
    for citation in article.citations:
        if citation.span:
            assert unescaped(text.encode()[slice(*citation.span)].decode()) == citation.href


def test_a_library_in_csl_that_breaks_off_is_read_as_far_as_it_goes_and_says_so() -> None:
    items = '[{"id": "one", "URL": "https://a.example/b"}, {"id": "two", "URL": "https://a.example/c"}]'
    assert read(items, "a.csljson").left_out is None
    assert read("", "a.csljson").left_out is None
    broken = read(items[:-10], "a.csljson")
    assert hrefs(broken)[0] == "https://a.example/b"
    assert broken.left_out is not None
    assert "breaks off" in broken.left_out


def test_an_entry_that_is_not_closed_costs_no_other() -> None:
    text = "@misc{a, url = {https://a.example}\n@misc{b, title = {never closed\n@misc{c, url = {https://c.example}}"
    assert hrefs(read(text, "a.bib")) == ["https://a.example", "https://c.example"]
