"""A package that adds to every register is installed, found and used, in processes of their own."""

import json
import shutil
from pathlib import Path

import pytest

from tests.plugin.conftest import Run
from tests.plugin.installing import install

HERE = Path(__file__).parent
GROUPS = ("sources", "formats", "reports", "archives", "notifiers")
BROKEN = "raise RuntimeError('made for something else')\n"


@pytest.fixture
def linkwatch(run: Run, tmp_path: Path) -> Run:
    """The command line, with the example installed."""
    install(HERE, tmp_path / "site")
    return lambda *arguments: run("-m", "linkwatch", *arguments)


@pytest.fixture
def broken(run: Run, tmp_path: Path) -> Run:
    """The command line, with a package that fails in every register."""
    project = tmp_path / "project"
    project.mkdir()
    entries = "".join(f'[project.entry-points."linkwatch.{group}"]\nbad = "bad:{group}"\n' for group in GROUPS)
    (project / "pyproject.toml").write_text(f'[project]\nname = "bad"\nversion = "1.0"\n{entries}')
    (project / "bad.py").write_text(BROKEN)
    install(project, tmp_path / "site")
    return lambda *arguments: run("-m", "linkwatch", *arguments)


def complaint(group: str) -> str:
    return f"bad of linkwatch.{group}, from the package bad, cannot be used: RuntimeError: made for something else\n"


def test_a_source_and_its_format_are_read(linkwatch: Run) -> None:
    result = linkwatch("extract", "shelf:rivers", "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert [(row["uri"], row["title"]) for row in found["articles"]] == [("shelf:rivers", "Rivers")]
    assert [(row["url"], row["text"], row["line"]) for row in found["citations"]] == [
        ("https://example.org/source", "The source", 2),
        ("https://example.org/delta", "https://example.org/delta", 3),
    ]


def test_an_audit_reads_the_source_and_tells_what_is_wrong_with_it(linkwatch: Run) -> None:
    result = linkwatch("audit", "shelf:rivers", "--format", "json", "--exclude", "example")
    assert result.returncode == 0
    assert json.loads(result.stdout)["run"]["by_status"] == {"skipped": 2}
    result = linkwatch("audit", "shelf:seas", "--format", "json")
    assert (result.returncode, "seas: not on the shelf; there are rivers" in result.stderr) == (2, True)


def test_a_folder_is_searched_for_the_format(linkwatch: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "notes").mkdir()
    (tmp_path / "work" / "notes" / "a.gmi").write_text("=> https://example.org/ an example\n")
    (tmp_path / "work" / "notes" / "b.md").write_text("<https://example.org/b>")
    result = linkwatch("extract", "notes", "--format", "tally")
    assert (result.returncode, result.stdout, result.stderr) == (0, "1 notes/a.gmi\n1 notes/b.md\n", "")


def test_a_report_writes_what_it_can_and_nothing_else(linkwatch: Run) -> None:
    assert linkwatch("extract", "shelf:rivers", "--format", "tally").stdout == "2 shelf:rivers\n"
    refused = linkwatch("audit", "shelf:rivers", "--format", "tally")
    assert refused.returncode == 2
    assert "'tally' is not one of 'terminal', 'json'" in refused.stderr


def test_help_names_what_is_installed(linkwatch: Run) -> None:
    text = " ".join(linkwatch("extract", "--help").stdout.split())
    assert "files:PATH, shelf:LOCATION." in text
    assert "[terminal|json|jsonl|csv|markdown|tally]" in text


def test_a_source_may_stand_in_the_settings_and_is_tracked(linkwatch: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "x.toml").write_text('[[sources]]\nkind = "shelf"\nlocation = "rivers"\n')
    once = linkwatch("daemon", "--once", "--db", "x.db", "--config", "x.toml", "--exclude", "example")
    assert once.returncode == 0, once.stderr
    (row,) = json.loads(linkwatch("sources", "--db", "x.db", "--format", "json").stdout)
    assert (row["kind"], row["location"], row["last_error"]) == ("shelf", "rivers", None)
    assert json.loads(linkwatch("links", "--db", "x.db", "--format", "jsonl").stdout.splitlines()[0])["url"]


def test_a_source_whose_package_is_gone_is_told_and_keeps_its_articles(linkwatch: Run, tmp_path: Path) -> None:
    assert linkwatch("add", "shelf:rivers", "--db", "x.db").stdout == "watching shelf rivers\n"
    once = ("daemon", "--once", "--db", "x.db", "--exclude", "example")
    assert linkwatch(*once).returncode == 0
    for info in (tmp_path / "site").glob("*.dist-info"):
        shutil.rmtree(info)
    result = linkwatch(*once)
    assert (result.returncode, "Traceback" in result.stderr) == (0, False)
    (row,) = json.loads(linkwatch("sources", "--db", "x.db", "--format", "json").stdout)
    assert row["last_error"].startswith("shelf: no such kind of source; there are stdin, url")
    assert len(linkwatch("links", "--db", "x.db", "--format", "jsonl").stdout.splitlines()) == 2


def test_an_archive_is_asked_after_the_others(linkwatch: Run, run: Run) -> None:
    program = """
import asyncio
from datetime import UTC, datetime
from linkwatch.app.tools import open_archives
from linkwatch.config import ArchiveSettings
from linkwatch.reading import Here

async def find():
    settings = ArchiveSettings(wayback_url="http://127.0.0.1:1")
    async with open_archives(settings, "tests", Here()) as archives:
        answer = await archives.finder.find("https://example.org/lost", datetime(2012, 1, 1, tzinfo=UTC))
        print(answer.snapshot.archive, answer.snapshot.url, answer.provisional)

asyncio.run(find())
"""
    result = run("-c", program)
    assert result.stdout == "attic https://attic.example/https://example.org/lost True\n", result.stderr


SEEK = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from linkwatch.config import ArchiveSettings, RecheckSettings
from linkwatch.keep.seek import Seeker
from linkwatch.model import SnapshotAnswer, Status
from linkwatch.store import Store
from tests.store.making import article, cite, read

NOW = datetime(2026, 11, 22, tzinfo=UTC)

class Finder:
    is_resting = False

    async def find(self, url, cited_at, **known):
        print(url)
        return SnapshotAnswer(None, "no-snapshot")

async def seek():
    with Store.open(Path("x.db")) as store:
        run_id = read(store, article(cite("https://example.org/lost")), now=NOW)
        (link,) = store.runs.links_of_host(run_id, "example.org", 10)
        seeker = Seeker(
            run_id, store.snapshots, Finder(), ArchiveSettings(), RecheckSettings(), {Status.DEAD}, lambda: NOW,
            lambda asked, answered: None,
        )
        await seeker.offer([(link, Status.DEAD)])
        seeker.end()
        await seeker.run()

asyncio.run(seek())
"""


def test_what_was_found_nowhere_is_looked_for_again_when_an_archive_is_installed(run: Run, tmp_path: Path) -> None:
    told = [run("-c", SEEK) for _ in range(2)]
    install(HERE, tmp_path / "site")
    told += [run("-c", SEEK) for _ in range(2)]
    assert [result.stderr for result in told] == [""] * 4
    assert [result.stdout for result in told] == ["https://example.org/lost\n", ""] * 2


def test_a_message_goes_to_the_channel_of_its_scheme(linkwatch: Run, run: Run, tmp_path: Path) -> None:
    program = """
import asyncio
from pydantic import SecretStr
from linkwatch.errors import ConfigError
from linkwatch.notify import Message
from linkwatch.notify.register import check_targets, send
good, bad = SecretStr("diary:///{folder}/diary"), SecretStr("diary://s3cret")
check_targets([good])
asyncio.run(send(good, Message("a title", "a body")))
try:
    check_targets([good, bad])
except ConfigError as error:
    print(error)
""".replace("/{folder}", str(tmp_path))
    result = run("-c", program)
    manual = "see the README of linkwatch-example for how addresses are written"
    assert result.stdout == f"[notify] urls: diary does not understand number 2: {manual}\n", result.stderr
    assert (tmp_path / "diary").read_text() == "a title\na body\n"


def test_a_broken_package_is_not_even_loaded_while_nobody_needs_it(broken: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "a.md").write_text("<https://example.org/>")
    result = broken("audit", "a.md", "--format", "json", "--exclude", "example")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_broken_package_is_told_in_a_line_and_stops_nothing_else(broken: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "a.md").write_text("<https://example.org/>")
    result = broken("extract", ".", "--format", "csv")
    assert (result.returncode, result.stderr) == (0, complaint("formats"))
    assert "https://example.org/" in result.stdout
    result = broken("extract", "a.md", "bad:thing", "--format", "csv")
    assert (result.returncode, result.stderr.startswith(complaint("sources"))) == (2, True)
    assert "https://example.org/" in result.stdout
    result = broken("extract", "a.md", "--format", "bad")
    assert (result.returncode, result.stderr.startswith(complaint("reports"))) == (2, True)
    assert "internal error" not in result.stderr
