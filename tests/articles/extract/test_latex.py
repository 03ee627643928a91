"""What LaTeX cites."""

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read


def latex(text: str) -> Article:
    return read(text, "a.tex")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (r"\url{https://a.example/b_c%20d~e}", ["https://a.example/b_c%20d~e"]),
        (r"\href{https://a.example/b\_c\%20\#d\&e}{x}", ["https://a.example/b_c%20#d&e"]),
        (r"\href[pdfnewwindow=true]{https://a.example}{\textbf{a \emph{b}} c}", ["https://a.example"]),
        (r"\url|https://a.example/{}|", ["https://a.example/{}"]),
        ("% \\url{https://a.example}\n50\\% \\url{https://b.example} % \\url{https://c.example}", ["https://b.example"]),
        (r"\\% \url{https://a.example}", []),
        (r"\verb|\url{https://a.example}| \lstinline!\url{https://b.example}! \url{https://c.example}", ["https://c.example"]),
        ("\\begin{verbatim}\n\\url{https://a.example}\n\\end{verbatim}\n\\url{https://b.example}", ["https://b.example"]),
        (r"\newcommand{\home}{https://a.example}\href{\home/b}{x}", ["https://a.example/b"]),
        (r"\def\b{https://b.example}\url{\b}", ["https://b.example"]),
        (r"\newcommand{\link}[2]{\href{#1}{#2}} \href{\unknown}{x} \nolinkurl{https://a.example}", []),
        (r"https://a.example in the text is printed only", []),
        (r"\href{#sec}{x} \href{mailto:me@a.example}{me}", ["mailto:me@a.example"]),
        (r"\bibitem{a} https://a.example/b. \url{https://c.example}", ["https://a.example/b", "https://c.example"]),
        (r"\url{", []),
        (r"\href{https://a.example}", ["https://a.example"]),
    ],
)  # fmt: skip
def test_every_way_to_write_a_link_is_understood(text: str, cited: list[str]) -> None:
    assert hrefs(latex(text)) == cited


def test_identifiers_in_a_list_of_references_are_links() -> None:
    text = r"\doi{10.1000/a_b}\begin{thebibliography}{9}\bibitem{x} "
    text += "doi:10.1000/1. arXiv:2001.00001, hdl:2027/a, urn:nbn:de:1-2"
    assert [each.target.url for each in latex(text).citations] == [
        "https://doi.org/10.1000/a_b",
        "https://doi.org/10.1000/1",
        "https://arxiv.org/abs/2001.00001",
        "https://hdl.handle.net/2027/a",
        "https://nbn-resolving.org/urn:nbn:de:1-2",
    ]


def test_an_address_in_a_list_of_references_ends_before_what_follows_it() -> None:
    text = r"\begin{thebibliography}{9}\bibitem{x}https://a.example/x\_y\newblock B\bibitem{y}https://b.example\end{thebibliography}"
    assert hrefs(latex(text)) == ["https://a.example/x_y", "https://b.example"]


def test_words_date_and_bytes_are_known() -> None:
    text = (
        '\\title{\\"Uber \\emph{Rivers}}\n\\date{3 May 2014}\n\n'
        'So writes \\href{https://a.example/b\\_c}{M\\"uller \\& Co} here, accessed 3 May 2015. Then.'
    )
    article = latex(text)
    assert article.title == "Über Rivers"
    assert str(article.published_at) == "2014-05-03 00:00:00+00:00"
    (citation,) = article.citations
    assert (citation.text, citation.line) == ("Müller & Co", 4)
    assert citation.context == "So writes Müller & Co here, accessed 3 May 2015."
    assert str(citation.cited_at) == "2015-05-03 00:00:00+00:00"
    assert citation.span
    assert text.encode()[slice(*citation.span)] == b"https://a.example/b\\_c"
