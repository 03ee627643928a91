"""What `linkwatch fix` puts in besides copies that fit: where pages are now, lost targets, copies that only play."""

import json
import sqlite3
import subprocess
import urllib.request
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.articles.recover.stories import Story, as_lost_html, as_markdown, made, page, plain
from tests.cli.conftest import Linkwatch, Site
from tests.servers.pages import sitemap
from tests.standin.wayback import UNAVAILABLE, WaybackStandin

DAY = "20150601120000"
FOOT = "© 2020 The Valley Post (valleypost.example)"  # names the site without a link
CAPTURED = "http://www.valleypost.example/miners-refuse-treaty/5699423"


def fixed(linkwatch: Linkwatch, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(linkwatch("fix", *options, "--format", "json").stdout)
    return rows


@pytest.fixture
def moved(site: Site, wayback: WaybackStandin, tmp_path: Path) -> str:
    """A dead address in an article. Its page was captured, and is elsewhere now, as the site's map says."""
    url, now = f"{site.url}/missing/The_Old_Mill.html", f"{site.url}/stories/the-old-mill"
    site.feeds["/sitemap.xml"] = sitemap([now])
    with urllib.request.urlopen(now) as answer:
        wayback.add(url, DAY, body=answer.read())
    (tmp_path / "a.md").write_text(f"---\ndate: 2015-06-09\n---\n[the old mill]({url}#wheel)\n")
    return url


def test_where_a_page_is_now_stands_in_the_list_and_is_cited_on_request(
    linkwatch: Linkwatch, moved: str, site: Site, tmp_path: Path
) -> None:
    now = f"{site.url}/stories/the-old-mill"
    linkwatch("audit", "a.md", "--db", "x.db")
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db")
    assert (row["how"], row["grade"], row["moved_to"]) == ("snapshot", "fits", now)
    assert row["replacement"].endswith(f"/web/{DAY}/{moved}#wheel")
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db", "--moved", "--as", "note", "--write")
    assert (row["how"], row["replacement"], row["done"]) == ("moved", f"{now}#wheel", True)
    assert row["evidence"] == "found by sitemap, 100% of its text is that of the captured page"
    written = (tmp_path / "a.md").read_text()
    assert written == f"---\ndate: 2015-06-09\n---\n[the old mill]({now}#wheel)\n"
    assert fixed(linkwatch, "a.md", "--db", "x.db", "--moved", "--write") == []
    assert fixed(linkwatch, "a.md", "--moved", "--write") == []
    assert (tmp_path / "a.md").read_text() == written


def test_where_no_copy_can_be_cited_the_list_says_where_the_page_is_now(
    linkwatch: Linkwatch, moved: str, site: Site, wayback: WaybackStandin
) -> None:
    linkwatch("audit", "a.md", "--db", "x.db")
    wayback.lines.clear()
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db")
    now = f"{site.url}/stories/the-old-mill"
    assert row["problem"] == f"its archived copy is gone; its page is now at {now}, which --moved cites"


ESSAY = """# Mills

The [water mills of the valley]({site}/missing/mills) are described in
[an old survey]({site}/missing/survey-of-mills.html).
The owner of the last one told how the wheel was stopped ([interview]({site}/missing/77)).
See also <{site}/missing/grain-and-flour>, and for figures [here]({site}/missing/88).
"""
COPIES = {
    "mills": "Water Mills of the Upper Valley",
    "survey-of-mills.html": "Survey of all mills",
    "77": "How the wheel was stopped",
    "grain-and-flour": "Grain, flour and the price of both",
    "88": "Yearly figures",
}


def test_an_ordinary_essay_is_mended_without_asking_for_more(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    for name, title in COPIES.items():
        prose = "<p>Seventeen wheels turned along the river, and each of them had an owner.</p>" * 20
        wayback.add(f"{site.url}/missing/{name}", DAY, body=f"<title>{title}</title><h1>{title}</h1>{prose}".encode())
    (tmp_path / "a.md").write_text(ESSAY.format(site=site.url))
    rows = fixed(linkwatch, "a.md", "--write")
    grades = {row["url"].rpartition("/")[2]: row["grade"] for row in rows}
    assert grades == {**dict.fromkeys(COPIES, "fits"), "88": "plays"}
    assert (tmp_path / "a.md").read_text().count(f"/web/{DAY}/") == 4


def unvouched(site: Site, wayback: WaybackStandin, folder: Path) -> str:
    url = f"{site.url}/gone"
    wayback.add(url, DAY, body=b"<title>Wheels</title>" + b"<p>Seventeen wheels turned along the river.</p>" * 30)
    (folder / "a.md").write_text(f"[here]({url})\n")
    return url


def test_a_copy_that_only_plays_is_cited_on_request(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    unvouched(site, wayback, tmp_path)
    linkwatch("audit", "a.md", "--db", "x.db")
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db", "--write")
    assert (row["grade"], row["replacement"], row["planned"]) == ("plays", None, False)
    assert "is not cited, for nothing vouches for it: read it; --grade plays cites it" in row["problem"]
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db", "--grade", "plays", "--write")
    assert (row["grade"], row["done"]) == ("plays", True)
    assert f"/web/{DAY}/" in (tmp_path / "a.md").read_text()


@pytest.mark.parametrize(
    ("purpose", "is_cited"), [("saved", True), ("recent", True), ("replacement", False)], ids=lambda value: str(value)
)
def test_a_copy_without_a_grade_is_cited_if_it_was_made_of_the_living_page(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path, purpose: str, is_cited: bool
) -> None:
    unvouched(site, wayback, tmp_path)
    linkwatch("audit", "a.md", "--db", "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, database:
        database.execute("UPDATE snapshots SET grade = NULL, purpose = ?", [purpose])
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db")
    assert row["planned"] == is_cited
    assert ("before it was noted how well" in (row["problem"] or "")) != is_cited


@pytest.mark.parametrize("grade", ["same-text", "fits"])
def test_only_what_was_read_while_it_was_there_is_cited_where_that_is_asked_for(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path, grade: str
) -> None:
    unvouched(site, wayback, tmp_path)
    linkwatch("audit", "a.md", "--db", "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, database:
        database.execute("UPDATE snapshots SET grade = ?", [grade])
    (row,) = fixed(linkwatch, "a.md", "--db", "x.db", "--grade", "same-text")
    assert row["planned"] == (grade == "same-text")


@pytest.fixture
def story() -> Story:
    return made("en", "Miners Refuse the New Border Treaty", "The Valley Post, January 3, 2020", FOOT)


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_lost_targets_are_put_in_and_nothing_else_changes(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, tmp_path: Path, name: str
) -> None:
    wayback.add(CAPTURED, "20200104080000", body=page(story, plain).encode())
    with_one_more = replace(story, added=["an added one"])
    lost = as_markdown(with_one_more) if name == "a.md" else as_lost_html(story)
    (tmp_path / name).write_text(lost)
    linkwatch("audit", name, "--db", "x.db")
    assert fixed(linkwatch, name, "--db", "x.db") == []
    rows = fixed(linkwatch, name, "--db", "x.db", "--recovered", "certain", "--write")
    found = [(row["text"], row["replacement"]) for row in rows if row["done"]]
    assert found == story.answers()
    assert {(row["status"], row["reason"], row["how"]) for row in rows} >= {("invalid", "placeholder", "recovered")}
    assert {row["grade"] for row in rows if row["done"]} == {"certain"}
    assert all(CAPTURED in row["evidence"] for row in rows if row["done"])
    left = [(row["text"], row["problem"]) for row in rows if not row["planned"]]
    nothing = ("an added one", "no copy of the article that could be found knows where it led")
    assert left == ([nothing] if name == "a.md" else [])
    written = (tmp_path / name).read_text()
    assert written == mended_by_hand(lost, story)
    again = fixed(linkwatch, name, "--db", "x.db", "--recovered", "certain", "--write")
    assert [row["text"] for row in again] == [text for text, _ in left]
    assert (tmp_path / name).read_text() == written


def mended_by_hand(lost: str, story: Story) -> str:
    for text, target in story.answers():
        lost = lost.replace(f"[{text}](#)", f"[{text}]({target})", 1)
        lost = lost.replace(f'<a href="">{text}</a>', f'<a href="{target}">{text}</a>', 1)
    return lost


def test_what_is_less_sure_than_was_asked_for_is_told_and_left(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, tmp_path: Path
) -> None:
    wayback.add(CAPTURED, "20200104080000", body=page(story, plain).encode())
    first, *others = story.paragraphs
    reworded = [part if isinstance(part, str) else replace(part, text_now="in other words") for part in first]
    (tmp_path / "a.md").write_text(as_markdown(replace(story, paragraphs=[reworded, *others])))
    linkwatch("audit", "a.md", "--db", "x.db")
    rows = fixed(linkwatch, "a.md", "--db", "x.db", "--recovered", "certain")
    told = {row["text"]: row for row in rows}["in other words"]
    assert (told["grade"], told["planned"]) == ("likely", False)
    assert "which is likely, and left it out: --recovered likely takes it" in told["problem"]
    rows = fixed(linkwatch, "a.md", "--db", "x.db", "--recovered", "likely")
    assert [row["replacement"] for row in rows] == [target for _, target in story.answers()]


def test_an_archive_that_does_not_answer_is_told_of(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.archive.transport._RETRY_PAUSE", 0)
    (tmp_path / "a.md").write_text(as_markdown(story))
    linkwatch("audit", "a.md", "--db", "x.db")
    wayback.always = UNAVAILABLE
    result = linkwatch("fix", "a.md", "--db", "x.db", "--recovered", "certain")
    assert "more may be found another time" in result.stderr


def test_a_branch_says_what_vouches_for_a_recovered_target(
    linkwatch: Linkwatch, wayback: WaybackStandin, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("NAME", "A"), ("EMAIL", "a@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    wayback.add(CAPTURED, "20200104080000", body=page(story, plain).encode())
    (tmp_path / "a.md").write_text(as_markdown(story))
    for words in (["init", "-q"], ["add", "a.md"], ["commit", "-qm", "Begin"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    linkwatch("audit", "a.md", "--db", "x.db")
    assert linkwatch("fix", "a.md", "--db", "x.db", "--recovered", "certain", "--pr").exit_code == 0
    log = subprocess.run(
        ["git", "log", "-1", "--format=%B", "--branches=linkwatch/*"], cwd=tmp_path, capture_output=True, text=True
    )
    assert f"  invalid placeholder\n  now: {story.answers()[0][1]}\n  certain, older-capture: http" in log.stdout
    assert (tmp_path / "a.md").read_text() == as_markdown(story)
