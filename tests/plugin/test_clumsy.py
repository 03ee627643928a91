"""A package whose kinds can be loaded, and fail when they are used: each fails alone, in a line."""

import json
from pathlib import Path

import pytest

from tests.plugin.conftest import Run
from tests.plugin.installing import install

PYPROJECT = """
[project]
name = "clumsy"
version = "1.0"
[project.entry-points."linkwatch.sources"]
clumsy = "clumsy:SOURCE"
[project.entry-points."linkwatch.formats"]
clumsy = "clumsy:FORMAT"
absent = "clumsy:ABSENT"
[project.entry-points."linkwatch.reports"]
clumsy = "clumsy:REPORT"
[project.entry-points."linkwatch.archives"]
clumsy = "clumsy:ARCHIVE"
closed = "clumsy:CLOSED"
[project.entry-points."linkwatch.notifiers"]
clumsy = "clumsy:CHANNEL"
"""
MODULE = """
from linkwatch.archive.register import ArchiveKind
from linkwatch.articles.extract.register import Format
from linkwatch.articles.sources import Place, SourceKind
from linkwatch.model import Document
from linkwatch.notify.register import Channel
from linkwatch.report.register import ReportFormat


class Source:
    kind, location, is_complete, forgets = "clumsy", "", True, False

    async def documents(self):
        yield Document("first", b"<https://example.org/first>", "https://example.org/")
        raise ValueError("two\\nlines")


class Archive:
    name, folds_slash, is_resting = "clumsy", False, False

    async def captures(self, url, near, *, limit, spent, sparse=False):
        raise KeyError("captures")

    async def open(self, capture, *, spent):
        raise KeyError("open")


class Report:
    def write_extract(self, articles, citations, out):
        raise KeyError("citations")


def fail(*arguments):
    raise KeyError("read")


def read_by_absent(document):
    import a_parser_that_is_not_installed


async def open_archive(settings, door):
    return [Archive()]


async def stay_closed(settings, door):
    raise OSError("no key")


async def send(url, message):
    raise ValueError(url.get_secret_value())


SOURCE = SourceKind("clumsy", lambda spec, means: Source(), Place.OTHER)
FORMAT = Format("clumsy", fail, suffixes=(".clu",), is_evident=fail)
ABSENT = Format("absent", read_by_absent, suffixes=(".abs",), extra="browse")
REPORT = ReportFormat("clumsy", extract=Report)
ARCHIVE = ArchiveKind("clumsy", open_archive)
CLOSED = ArchiveKind("closed", stay_closed)
CHANNEL = Channel("clumsy", fail, send, "nowhere")
"""


@pytest.fixture
def clumsy(run: Run, tmp_path: Path) -> Run:
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "clumsy.py").write_text(MODULE)
    install(project, tmp_path / "site")
    for name in ("a.md", "a.clu", "a.abs", "plain"):
        (tmp_path / "work" / name).write_text("<https://example.org/a>")
    return run


def test_sources_and_formats_fail_alone(clumsy: Run) -> None:
    inputs = ("clumsy:x", "a.clu", "a.abs", "plain", "a.md")
    result = clumsy("-m", "linkwatch", "extract", *inputs, "--format", "json")
    assert result.returncode == 2
    found = json.loads(result.stdout)
    assert [(row["uri"], row["error"]) for row in found["articles"]] == [
        ("first", None),
        ("x", "x: the source clumsy failed: ValueError: two lines"),
        ("a.clu", "a.clu: the format clumsy failed: KeyError: 'read'"),
        ("a.abs", "a.abs: reading absent needs an extra: pip install 'linkwatch[browse]'"),
        ("plain", None),
        ("a.md", None),
    ]
    assert "the format clumsy cannot look at plain: KeyError: 'read'" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_report_fails_in_a_line(clumsy: Run) -> None:
    result = clumsy("-m", "linkwatch", "extract", "a.md", "--format", "clumsy")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "linkwatch: the format clumsy failed: KeyError: 'citations'\n"


def test_archives_and_channels_fail_alone(clumsy: Run) -> None:
    program = """
import asyncio
from datetime import UTC, datetime
from pydantic import SecretStr
from linkwatch.app.tools import open_archives
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ConfigError, NotifyError
from linkwatch.notify import Message
from linkwatch.notify.register import check_targets, send
from linkwatch.reading import Here

async def find():
    settings = ArchiveSettings(wayback_url="http://127.0.0.1:1")
    async with open_archives(settings, "tests", Here()) as archives:
        print((await archives.finder.find("https://example.org/lost", datetime(2012, 1, 1, tzinfo=UTC))).reason)

asyncio.run(find())
for act in (lambda url: check_targets([url]), lambda url: asyncio.run(send(url, Message("a", "b")))):
    try:
        act(SecretStr("clumsy://s3cret"))
    except (ConfigError, NotifyError) as error:
        print(error)
"""
    result = clumsy("-c", program)
    assert result.stdout.splitlines() == [
        "archive-unavailable",
        "[notify] urls: clumsy does not understand number 1: see nowhere for how addresses are written",
        "clumsy failed with ValueError",
    ]
    assert result.stderr == "the archive closed cannot be opened: OSError: no key\n"
