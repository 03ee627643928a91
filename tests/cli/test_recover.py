"""`linkwatch recover` as people and programs see it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.articles.recover.stories import Story, as_markdown, made, page, plain, weblog
from tests.cli.conftest import Linkwatch, Site
from tests.standin.wayback import UNAVAILABLE, WaybackStandin

CAPTURED = "http://www.valleypost.example/miners-refuse-treaty/5699423"


@pytest.fixture
def story() -> Story:
    foot = "© 2020 www.valleypost.example"
    return made("en", "Miners Refuse the New Border Treaty", "The Valley Post, January 3, 2020", foot)


@pytest.fixture
def article(tmp_path: Path, story: Story) -> Path:
    path = tmp_path / "a.md"
    path.write_text(as_markdown(replace(story, added=["an added one"])))
    return path


def test_the_json_has_the_promised_names_and_tells_what_is_left(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, article: Path
) -> None:
    wayback.add(CAPTURED, "20200104080000", body=page(story, weblog).encode())
    result = linkwatch("recover", "a.md", "--format", "json")
    report = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (1, "")
    (row,) = report["articles"]
    assert (row["uri"], row["original"], row["lost"], row["found"]) == ("a.md", None, 13, 12)
    assert row["older_capture"].endswith(f"/web/20200104080000/{CAPTURED}")
    lines = article.read_text().splitlines()
    for proposal, (text, target) in zip(report["proposals"], story.answers(), strict=True):
        assert set(proposal) == {"article", "line", "text", "candidates"}
        assert f"[{text}](#)" in lines[proposal["line"] - 1]
        best = proposal["candidates"][0]
        assert (best["url"], best["grade"], best["how"]) == (target, "certain", "older-capture")
        assert best["evidence"]["copy"] == row["older_capture"]
        assert best["evidence"]["text_in_copy"] == text
    assert [row["text"] for row in report["unresolved"]] == ["an added one"]
    assert "said in an added one more" in report["unresolved"][0]["context"].replace(" that", "")


def test_in_a_terminal_each_anchor_stands_with_its_target(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, article: Path
) -> None:
    wayback.add(CAPTURED, "20200104080000", body=page(story, plain).encode())
    shown = linkwatch("recover", "a.md").stdout
    assert all(
        f"      {target} (certain, from an older capture of the article)" in shown for _, target in story.answers()
    )
    assert "“an added one”: not known" in shown
    assert "13 lost, 12 found" in shown


def test_the_live_original_is_read_within_the_rules_of_the_guard(
    linkwatch: Linkwatch, site: Site, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = site.url.removeprefix("http://")
    (tmp_path / "a.md").write_text(as_markdown(replace(story, foot=f"© {host}")))
    monkeypatch.setenv("LINKWATCH_CHECK__ALLOW_PRIVATE", "")
    assert linkwatch("recover", "a.md").exit_code == 1
    assert site.requests == []
    monkeypatch.setenv("LINKWATCH_CHECK__ALLOW_PRIVATE", "127.0.0.0/8")
    assert linkwatch("recover", "a.md").exit_code == 1
    assert 0 < len(site.requests) <= 22


def test_a_file_can_be_named_as_the_older_copy(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(as_markdown(story))
    (tmp_path / "old.html").write_text(page(story, plain))
    result = linkwatch("recover", "a.md", "--from", "old.html", "--format", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["proposals"]) == len(story.links)
    assert wayback.requests == []
    assert "put in by hand what only the copies named with --from tell" in result.stderr


def test_an_earlier_state_of_the_file_itself_can_be_named_as_the_older_copy(
    linkwatch: Linkwatch, wayback: WaybackStandin, tmp_path: Path
) -> None:
    told = "# The old mill\n\nThe mill opened on Monday. See [the report on dyeing]({}) and [the map of mills]({}).\n"
    (tmp_path / "old.md").write_text(told.format("https://example.org/report", "/local"))
    (tmp_path / "a.md").write_text(told.format("#", ""))
    result = linkwatch("recover", "a.md", "--from", "old.md", "--format", "json")
    assert result.exit_code == 1
    (proposal,) = json.loads(result.stdout)["proposals"]
    assert (proposal["text"], proposal["candidates"][0]["url"]) == (
        "the report on dyeing",
        "https://example.org/report",
    )
    (tmp_path / "old.bib").write_text("@misc{a, url={https://example.org/report}}\n")
    refused = linkwatch("recover", "a.md", "--from", "old.bib")
    assert (refused.exit_code, "cannot be read from this format: bibtex" in refused.stderr) == (2, True)


def test_a_copy_that_cannot_be_read_is_wrong_use(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    for copy in ("missing.html", f"{site.url}/missing"):
        result = linkwatch("recover", "a.md", "--from", copy)
        assert result.exit_code == 2
        assert "missing" in result.stderr


def test_an_archive_without_an_answer_makes_the_run_one_that_cannot_be_trusted(
    linkwatch: Linkwatch, wayback: WaybackStandin, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.archive.transport._RETRY_PAUSE", 0)
    wayback.always = UNAVAILABLE
    result = linkwatch("recover", "a.md")
    assert result.exit_code == 3
    assert "more may be found another time" in result.stderr


def test_an_article_without_lost_targets_is_clean_and_asks_nothing(
    linkwatch: Linkwatch, wayback: WaybackStandin, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# T\n\n[a](https://a.example/)\n")
    assert linkwatch("recover", "a.md").exit_code == 0
    assert wayback.requests == []


def test_what_cannot_be_read_is_told(linkwatch: Linkwatch) -> None:
    result = linkwatch("recover", "missing.md")
    assert result.exit_code == 2
    assert "missing.md" in result.stderr


def test_of_a_dead_link_without_a_copy_it_is_told_what_is_known(
    linkwatch: Linkwatch, wayback: WaybackStandin, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited = f"[Wheels]({site.url}/missing/wheels), doi:10.1000/mill.7"
    (tmp_path / "a.md").write_text(f"# T\n\n{cited}\n\n[alive]({site.url}/), doi:10.1000/other\n")
    linkwatch("audit", "a.md", "--db", "x.db")
    assert json.loads(linkwatch("recover", "a.md", "--format", "json").stdout)["dead_ends"] == []
    asked = len(site.requests)
    result = linkwatch("recover", "a.md", "--db", "x.db", "--format", "json")
    (row,) = json.loads(result.stdout)["dead_ends"]
    assert (row["url"], row["text"], row["line"]) == (f"{site.url}/missing/wheels", "Wheels", 3)
    assert row["identifiers"] == [{"kind": "doi", "value": "10.1000/mill.7", "url": "https://doi.org/10.1000/mill.7"}]
    assert (row["records"], len(site.requests)) == ([], asked)  # nobody allowed to ask
    site.feeds["/works/10.1000/mill.7"] = json.dumps({"message": {"title": ["Wheels of the valley"]}})
    monkeypatch.setenv("LINKWATCH_REPAIR__LOOKUPS", "crossref,openalex")
    remap = ("--remap", f"^https://api[.](crossref|openalex)[.]org={site.url}")
    (row,) = json.loads(linkwatch("recover", "a.md", "--db", "x.db", *remap, "--format", "json").stdout)["dead_ends"]
    assert [(one["service"], one["title"]) for one in row["records"]] == [("crossref", "Wheels of the valley")]
    assert site.requests[asked:] == ["/works/10.1000/mill.7", "/works/doi:10.1000/mill.7"]
    shown = linkwatch("recover", "a.md", "--db", "x.db", *remap).stdout
    assert f"“Wheels”: {site.url}/missing/wheels is dead, and there is no copy" in shown
    assert "“Wheels of the valley” (crossref): https://doi.org/10.1000/mill.7" in shown
