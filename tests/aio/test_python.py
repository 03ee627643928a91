"""linkwatch as Python programs use it."""

import ast
import asyncio
import inspect
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import linkwatch as api
from linkwatch import aio
from linkwatch.aio import blocking
from linkwatch.aio.options import AuditOptions, SettingsOptions
from linkwatch.config import CheckSettings, ExtractSettings
from linkwatch.errors import (
    ArchiveExcludedError,
    ArchiveNotToldError,
    ArchiveUnavailableError,
    ConfigError,
    StoreError,
    UsageError,
)
from linkwatch.model import Grade
from tests.cli.conftest import Linkwatch, Site
from tests.programs import CODE, Program
from tests.standin.wayback import EXCLUDED, UNAVAILABLE, WaybackStandin

TOP = Path(__file__).parent.parent.parent
NAMES = ("audit", "check", "extract", "find_moved", "find_snapshot", "fix", "recover")
pytestmark = pytest.mark.usefixtures("linkwatch")


def test_what_a_report_holds_is_what_the_command_says(
    site: Site, wayback: WaybackStandin, linkwatch: Linkwatch, tmp_path: Path
) -> None:
    import json

    wayback.add(f"{site.url}/gone", "20150609120000", body=b"<title>Plan</title><p>the plan of long ago</p>")
    (tmp_path / "a.md").write_text(
        f"# Title\n\n[the plan]({site.url}/gone), [moved]({site.url}/moved#nowhere), [x](#)\n"
    )
    report = api.audit("a.md", cited_at=date(2015, 6, 1))
    told = json.loads(linkwatch("audit", "a.md", "--format", "json", "--cited-at", "2015-06-01").stdout)
    assert [(link.url, link.status, link.reason, link.http_status, link.final_url) for link in report.links] == [
        tuple(row[name] for name in ("url", "status", "reason", "http_status", "final_url")) for row in told["links"]
    ]
    gone, moved, _ = report.links
    assert gone.snapshot is not None
    assert gone.snapshot.url == told["links"][0]["snapshot"]["url"]
    assert isinstance(gone.snapshot.grade, Grade)
    assert gone.checked_at is not None
    assert gone.checked_at.tzinfo == UTC
    assert gone.evidence["because"]
    assert [(each.url, each.http_status) for each in moved.redirects] == [(f"{site.url}/moved", 301)]
    (citation,) = moved.citations
    assert (citation.article, citation.line, citation.text, citation.href) == (
        "a.md",
        3,
        "moved",
        f"{site.url}/moved#nowhere",
    )
    assert (citation.url, citation.fragment, citation.fragment_found) == (moved.url, "nowhere", False)
    assert [(each.uri, each.title, each.citations, each.error) for each in report.articles] == [
        ("a.md", "Title", 3, None)
    ]
    assert (report.run.complete, report.run.problem, report.run.links) == (True, None, 3)
    assert report.run.by_status == {"redirected": 1, "dead": 1, "invalid": 1}
    assert report.run.fragments_missing == told["run"]["fragments_missing"] == 1
    assert api.check(f"{site.url}/moved#nowhere", no_archive=True).run.fragments_missing == 1


def test_results_are_kept_where_a_database_is_named(site: Site, tmp_path: Path, linkwatch: Linkwatch) -> None:
    api.check(f"{site.url}/gone", db=tmp_path / "x.db")
    assert f"{site.url}/gone" in linkwatch("links", "--db", "x.db").stdout


def test_a_persons_word_is_told(site: Site, tmp_path: Path, linkwatch: Linkwatch) -> None:
    url = f"{site.url}/gone"
    api.check(url, db="x.db")
    linkwatch("mark", url, "--as", "alive", "--note", "opens", "--until", "2099-06-01", "--db", "x.db")
    (link,) = api.check(url, db="x.db").links
    assert (link.status, link.reason) == ("alive", "marked")
    assert link.mark is not None
    assert (link.mark.status, link.mark.note) == ("alive", "opens")
    assert link.mark.until is not None
    assert link.mark.until.date() == date(2099, 6, 1)


def test_a_text_is_read_in_the_format_that_is_given_or_found_out() -> None:
    text = "`x` <a href='https://a.example/'>a</a> [b](https://b.example/)"
    assert len(api.extract(text=text, format="markdown").citations) == 2
    assert len(api.extract(text=text.encode(), format="html").citations) == 1
    assert len(api.extract(text="<!doctype html><title>T</title>" + text).citations) == 1


def test_files_and_a_text_can_be_given_together(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<https://a.example/>")
    found = api.extract("a.md", "none.md", text="<https://b.example/>", format="markdown")
    assert [(each.uri, each.citations) for each in found.articles] == [("-", 1), ("a.md", 1), ("none.md", 0)]
    assert found.articles[2].error is not None
    assert [(each.article, each.url) for each in found.citations] == [
        ("-", "https://b.example/"),
        ("a.md", "https://a.example/"),
    ]


def test_passwords_are_hidden() -> None:
    (citation,) = api.extract(text="<https://me:secret@a.example/>", format="markdown").citations
    assert "secret" not in citation.url + citation.href


def test_offline_asks_nobody(site: Site) -> None:
    report = api.audit(text=f"[a]({site.url}/) [b](none.md)", format="markdown", offline=True)
    assert [(link.status, link.reason) for link in report.links] == [("skipped", "excluded"), ("dead", "file-missing")]
    assert site.requests == []


def test_settings_come_from_the_file_and_from_options(site: Site, tmp_path: Path) -> None:
    (tmp_path / "linkwatch.toml").write_text("[check]\nexclude = ['gone']\n")
    url = f"{site.url}/gone"
    assert api.check(url).links[0].status == "skipped"
    assert api.check(url, no_config=True).links[0].status == "dead"
    assert api.check(url, config="linkwatch.toml", exclude=["other"], timeout="5s", retries=0).links[0].status == "dead"


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: api.audit(), UsageError, "what is to be audited"),
        (lambda: api.check(), UsageError, "what is to be checked"),
        (lambda: api.extract(), UsageError, "what is to be read"),
        (lambda: api.check("a.example"), UsageError, "did you mean https://a.example"),
        (lambda: api.find_snapshot("mailto:a@b.example"), UsageError, "not the address of a page"),
        (lambda: api.check("x:y", color=True), UsageError, "no such option: color; there are config, "),  # type: ignore[call-arg]  # that is the mistake
        (lambda: api.check("x:y", timeout="soon"), ConfigError, "not a duration"),
        (lambda: api.check("x:y", config="a.toml", no_config=True), UsageError, "give one of them"),
        (lambda: api.check("x:y", config="none.toml"), ConfigError, "cannot be read"),
        (lambda: api.check("x:y", snapshots_for=["gone"]), UsageError, "no such status: gone"),
        (lambda: api.check("x:y", db="x.db", offline=True), UsageError, "leave db out"),
        (lambda: api.check("x:y", db="none/x.db"), StoreError, "none/x.db"),
        (lambda: api.extract(text="x", format="runes"), UsageError, "runes: no such format; there are html"),
        (lambda: api.extract("a.md", format="html"), UsageError, "only a text has one"),
    ],
)
def test_mistakes_are_told_as_errors_of_ours(call: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as told:
        call()
    assert isinstance(told.value, api.LinkwatchError)


def test_a_copy_is_found_near_the_date_of_the_citation(wayback: WaybackStandin) -> None:
    for year in (2012, 2018):
        wayback.add("https://a.example/x", f"{year}0101000000", body=b"<title>T</title><p>words that stand here</p>")
    for when in ("2018-02-01", date(2018, 2, 1), datetime(2018, 2, 1, 8, tzinfo=UTC)):
        copy = api.find_snapshot("https://a.example/x", cited_at=when)
        assert copy is not None
        assert (copy.timestamp, copy.archive) == ("20180101000000", "wayback")
    assert api.find_snapshot("https://a.example/other") is None


def test_a_silent_archive_is_an_error_and_no_absence(wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch) -> None:
    wayback.always = UNAVAILABLE
    with pytest.raises(ArchiveUnavailableError):
        api.find_snapshot("https://a.example/x")
    wayback.always = EXCLUDED
    with pytest.raises(ArchiveExcludedError):
        api.find_snapshot("https://b.example/x")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__WAYBACK_URL", "https://archive.example")  # is not asked
    with pytest.raises(ArchiveNotToldError):
        api.find_snapshot("http://10.0.0.1/x")


def test_within_an_event_loop_the_others_are_named() -> None:
    async def inside() -> None:
        api.check("mailto:a@b.example")

    with pytest.raises(UsageError, match=r"in linkwatch\.aio"):
        asyncio.run(inside())


async def test_several_run_at_once_and_signals_are_left_alone(site: Site) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    reports = await asyncio.gather(*(aio.check(f"{site.url}/{name}") for name in ("gone", "moved", "stories/a")))
    assert [report.links[0].status for report in reports] == ["dead", "redirected", "alive"]
    assert {number: signal.getsignal(number) for number in before} == before


async def test_a_cancelled_run_ends(site: Site) -> None:
    task = asyncio.create_task(aio.check(f"{site.url}/stands-still"))
    await asyncio.to_thread(site.wait_for_the_slow_page)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


def test_check_is_a_function_even_where_its_package_is_loaded() -> None:
    import linkwatch.check.pipeline

    assert linkwatch.check("mailto:a@b.example").links[0].status == "skipped"
    assert linkwatch.check.pipeline.Pipeline.__module__ == "linkwatch.check.pipeline"


def test_nothing_is_loaded_before_it_is_used() -> None:
    program = (
        "import sys, linkwatch; print(*(name for name in sys.modules if name.startswith(('linkwatch', 'aiohttp'))))"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).split() == ["linkwatch"]


def test_a_script_needs_no_main(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[a](gone.md)")
    (tmp_path / "script.py").write_text(
        "import linkwatch\nfor link in linkwatch.audit('a.md').links:\n    print(link.status, link.reason)\n"
    )
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("dead file-missing\n", "")


def test_ctrl_c_reaches_the_caller_and_signals_are_as_before(site: Site, tmp_path: Path) -> None:
    script = (
        "import linkwatch, signal\n"
        f"try:\n    linkwatch.check('{site.url}/stands-still')\n"
        "except KeyboardInterrupt:\n"
        "    own = signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "    print('interrupted', own)\n"
    )
    pipe = subprocess.PIPE
    with Program([script], main=CODE, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True) as program:
        site.wait_for_the_slow_page()
        program.send_signal(signal.SIGINT)
        told = program.communicate(timeout=60)
    assert told == ("interrupted True\n", "")


def test_options_are_those_of_the_settings_and_of_the_command() -> None:
    from linkwatch.cli.audit import command

    keys = {*CheckSettings.model_fields, *ExtractSettings.model_fields}
    assert SettingsOptions.__annotations__.keys() == keys | {"config", "no_config"}
    of_reports = {
        "format_name",
        "output",
        "also",
        "fail_on",
        "baseline",
        "listed",
        "verbose",
        "quiet",
        "help",
        "inputs",
        "stdin_filename",  # programs give a text with its format
    }
    named = {str(each.name) for each in command.params} - of_reports
    assert AuditOptions.__annotations__.keys() - {"text", "format"} == named | {"no_config"}


def test_names_stand_in_the_stub_and_in_the_module_alike() -> None:
    stub = ast.parse((TOP / "linkwatch" / "__init__.pyi").read_text())
    named = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert named | {"__version__"} == set(api.__all__)
    assert {name for name in dir(api) if name in named} == named
    for node in stub.body:
        if isinstance(node, ast.ImportFrom) and node.module != "linkwatch":
            for alias in node.names:
                there = getattr(sys.modules[str(node.module)], alias.name)
                assert alias.name == "check" or getattr(api, alias.name) is there
    with pytest.raises(AttributeError, match="no attribute 'audits'"):
        _ = api.audits  # type: ignore[attr-defined]  # that is the mistake
    assert (TOP / "linkwatch" / "py.typed").exists()


@pytest.mark.parametrize("name", NAMES)
def test_twins_take_the_same(name: str) -> None:
    waiting, awaited = inspect.signature(getattr(blocking, name)), inspect.signature(getattr(aio, name))
    assert waiting == awaited
