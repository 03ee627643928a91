"""Markdown that fits into one comment."""

from markdown_it import MarkdownIt

from tests.report.making import ARTICLE, cited, link, make_report, told

LIMIT = 65_536
RENDER = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render


def dead(number: int, article: str, text: str = "text") -> dict[str, object]:
    return link(f"https://d.example/{number}", "dead", "http-404", cited(text, number + 1, article=article))


def test_a_report_never_exceeds_one_comment_and_counts_what_is_left_out() -> None:
    rows = [dead(number, "a.md", "wörter " * 20) for number in range(1000)]
    text = told("markdown", make_report(rows, [{**ARTICLE, "uri": "a.md"}]))
    assert LIMIT * 0.9 < len(text.encode()) < LIMIT
    listed = text.count("<https://d.example/")
    assert text.endswith(f"\n*and {1000 - listed} more that had no place here: `--format html` shows all*\n")
    assert RENDER(text).count("<td>") == 3 + 6 * listed


def test_what_is_left_out_of_many_articles_is_counted_together() -> None:
    names = [f"{number}.md" for number in range(250)]
    rows = [dead(number, name, "words " * 30) for name in names for number in range(3)]
    text = told("markdown", make_report(rows, [{**ARTICLE, "uri": name} for name in names]))
    assert len(text.encode()) < LIMIT
    listed = text.count("<https://d.example/")
    assert f"*and {750 - listed} more" in text
    assert text.count("<details>") == text.count("</details>") > 50


def test_one_monstrous_text_is_shortened() -> None:
    text = told("markdown", make_report([dead(1, "a.md", "x" * 100_000)], [{**ARTICLE, "uri": "a.md"}]))
    assert "x…" in text
    assert len(text) < 2000


def test_several_articles_are_folded_and_those_without_trouble_only_counted() -> None:
    well = link("https://well.example/", "alive", None, cited(article="b.md"), cited(article="c.md"))
    articles = [{**ARTICLE, "uri": name, "title": name} for name in ("a.md", "b.md", "c.md")]
    text = told("markdown", make_report([dead(1, "a.md"), well], articles))
    assert "<details><summary>1 dead</summary>\n\n| Line |" in text
    assert "## b.md" not in text
    assert text.endswith("\nNothing to mend in 2 other articles.\n")
    page = RENDER(text)
    assert page.count("<table>") == 2
    assert page.index("<summary>") < page.index("https://d.example/") < page.index("</details>")


def test_nobody_is_told_and_no_issue_is_named() -> None:
    text = told("markdown", make_report([dead(1, "a.md", "thanks @user, see #12")], [{**ARTICLE, "uri": "a.md"}]))
    assert "@user" not in text
    assert "#12" not in text
