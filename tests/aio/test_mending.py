"""Mending articles and finding again, as Python programs do it: beside what the commands say."""

import json
from pathlib import Path

import pytest

import linkwatch as api
from linkwatch import aio
from linkwatch.aio.options import FixOptions, RecoverOptions, SettingsOptions
from linkwatch.errors import ArchiveUnavailableError, UsageError
from linkwatch.model import Status
from tests.articles.recover.stories import as_markdown, made, page, plain
from tests.cli.conftest import Linkwatch, Site
from tests.standin.wayback import UNAVAILABLE, WaybackStandin

pytestmark = pytest.mark.usefixtures("linkwatch")
COPY = b"<title>The plan</title><h1>The plan</h1><p>The plan of long ago says what the county wants to build.</p>"


@pytest.fixture
def essay(site: Site, wayback: WaybackStandin, tmp_path: Path) -> Path:
    wayback.add(f"{site.url}/gone", "20150609120000", body=COPY)
    path = tmp_path / "essay.md"
    path.write_text(f"See [the plan]({site.url}/gone) and [another]({site.url}/missing).\n")
    return path


def test_what_would_be_mended_is_told_and_nothing_is_written(essay: Path, linkwatch: Linkwatch) -> None:
    before = essay.read_bytes()
    fixes = api.fix("essay.md")
    rows = json.loads(linkwatch("fix", "essay.md", "--format", "json").stdout)
    assert [
        (each.url, each.replacement, each.how, each.planned, each.done, each.problem) for each in fixes.repairs
    ] == [tuple(row[name] for name in ("url", "replacement", "how", "planned", "done", "problem")) for row in rows]
    (article,) = fixes.articles
    mended, left = article.repairs
    assert (mended.status, mended.line, mended.text, mended.planned, mended.done) == (
        Status.DEAD,
        1,
        "the plan",
        True,
        False,
    )
    assert left.replacement is None
    assert left.problem
    assert str(mended.replacement).encode() in article.body
    assert article.patch.decode() == linkwatch("fix", "essay.md", "--diff").stdout
    assert essay.read_bytes() == before
    assert (article.error, fixes.problem) == (None, None)


def test_articles_are_written_on_request_and_once(essay: Path) -> None:
    (article,) = api.fix(essay, write=True).articles
    assert article.repairs[0].done
    assert essay.read_bytes() == article.body
    again = api.fix(essay, write=True)
    assert [each.planned for each in again.repairs if each.replacement] == []
    assert essay.read_bytes() == article.body


def test_a_database_knows_what_is_to_be_mended(essay: Path, site: Site) -> None:
    api.audit("essay.md", db="links.db")
    site.requests.clear()
    fixes = api.fix("essay.md", db="links.db", form="note", no_archive=True)
    assert site.requests == []
    assert b"/gone)" in fixes.articles[0].body
    assert b"20150609120000" in fixes.articles[0].body
    essay.write_text("changed since\n")
    (article,) = api.fix("essay.md", db="links.db").articles
    assert "was changed since it was audited" in str(article.error)
    assert (article.body, article.repairs) == (b"", ())


def test_a_file_that_cannot_be_written_is_told(essay: Path) -> None:
    before = essay.read_bytes()
    essay.chmod(0o444)
    (article,) = api.fix("essay.md", write=True).articles
    assert article.error == "essay.md: is read-only: nothing was changed"
    assert [each.done for each in article.repairs] == [False, False]
    assert essay.read_bytes() == before


def test_lost_targets_are_found_in_a_named_copy(tmp_path: Path, linkwatch: Linkwatch) -> None:
    story = made("en", "Miners Refuse the New Border Treaty", "The Valley Post, January 3, 2020", "© 2020")
    (tmp_path / "a.md").write_text(as_markdown(story))
    (tmp_path / "old.html").write_text(page(story, plain))
    found = api.recover("a.md", copies=["old.html"])
    told = json.loads(linkwatch("recover", "a.md", "--from", "old.html", "--format", "json").stdout)
    assert [(each.line, each.text, each.candidates[0].url, each.candidates[0].grade) for each in found.proposals] == [
        (row["line"], row["text"], row["candidates"][0]["url"], row["candidates"][0]["grade"])
        for row in told["proposals"]
    ]
    assert [each.candidates[0].url for each in found.proposals] == [target for _, target in story.answers()]
    assert found.articles[0].error is None
    assert found.dead_ends == ()


def test_what_is_known_of_dead_ends_needs_a_database(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a plan]({site.url}/gone), see doi:10.1000/182.\n")
    api.audit("a.md", db="links.db")
    (known,) = api.recover("a.md", db="links.db").dead_ends
    assert known["url"] == f"{site.url}/gone"
    assert [each["kind"] for each in known["identifiers"]] == ["doi"]


async def test_where_a_page_is_now(site: Site, wayback: WaybackStandin) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session, session.get(f"{site.url}/stories/the-old-mill") as answer:
        body = await answer.read()
    wayback.add(f"{site.url}/gone", "20150609120000", body=body)
    wayback.add(
        f"{site.url}/gone", "20180609120000", status="301", body=b"", headers=[("Location", "/stories/the-old-mill")]
    )
    moved = await aio.find_moved(f"{site.url}/gone", cited_at="2015-06-01")
    assert moved is not None
    assert (moved.url, moved.how) == (f"{site.url}/stories/the-old-mill", "archived-redirect")
    assert await aio.find_moved(f"{site.url}/missing") is None


def test_an_archive_that_does_not_answer_says_nothing_of_where_a_page_is(site: Site, wayback: WaybackStandin) -> None:
    wayback.always = UNAVAILABLE
    with pytest.raises(ArchiveUnavailableError):
        api.find_moved(f"{site.url}/gone")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"form": "footnote"}, "form: 'footnote' is none of replace"),
        ({"grade": "good"}, "grade: 'good' is none of"),
        ({"recovered": "surely"}, "recovered: 'surely' is none of certain, likely, possible"),
        ({"no_archive": True}, "without copies nothing can be mended"),
        ({"offline": True}, "no such option: offline"),
    ],
)
def test_wrong_options_are_told(essay: Path, options: dict[str, object], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        api.fix(essay, **options)  # type: ignore[arg-type]  # that is the mistake


def test_options_are_those_of_the_commands() -> None:
    from linkwatch.cli import fix, recover

    shared = SettingsOptions.__annotations__.keys()
    of_output = {"inputs", "stdin_filename", "help", "format_name", "output", "diff", "pr", "verbose", "quiet"}
    for command, known in ((fix.command, FixOptions), (recover.command, RecoverOptions)):
        named = {str(each.name) for each in command.params} - of_output
        assert named <= known.__annotations__.keys(), named - known.__annotations__.keys()
        assert known.__annotations__.keys() - shared <= named
