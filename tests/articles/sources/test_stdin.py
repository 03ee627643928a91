"""Standard input: an article that may be long in coming, too large, or not there at all."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from linkwatch.articles.sources.stdin import StdinSource
from linkwatch.cli import run
from linkwatch.model import MAX_DOCUMENT_BYTES, Document
from tests.articles.sources.helpers import errors
from tests.programs import Program

MORE_THAN_A_PIPE_HOLDS = b"words\n" * 200_000


@pytest.mark.parametrize("command", [("audit", "--no-archive"), ("extract",)])
def test_ctrl_c_ends_the_waiting_for_an_open_standard_input(command: Sequence[str]) -> None:
    pipe = subprocess.PIPE
    process = Program([*command, "-"], stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin is not None
    process.stdin.write(MORE_THAN_A_PIPE_HOLDS)
    process.stdin.flush()  # is done when nearly all of it was read: it reads on and waits
    process.send_signal(signal.SIGINT)
    try:
        assert process.wait(30) == 3
    finally:
        process.kill()
    _, complaint = process.communicate()
    assert b"interrupted" in complaint
    assert b"Traceback" not in complaint
    assert b"Fatal" not in complaint


@pytest.mark.parametrize("command", ["audit", "extract"])
def test_a_closed_standard_input_is_unreadable(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run([command, "-"]) == 2
    assert "standard input is closed" in capsys.readouterr().err


async def test_standard_input_that_was_closed_meanwhile_is_unreadable() -> None:
    stdin = io.BytesIO()
    stdin.close()
    assert errors([found async for found in StdinSource(stdin).documents()]) == ["standard input is closed"]


async def test_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stdin, os.fdopen(writing, "wb") as writer:
        writer.write(b"one")
        writer.close()
        (document,) = [found async for found in StdinSource(stdin).documents()]
    assert isinstance(document, Document)
    assert document.body == b"one"


async def test_a_standard_input_that_cannot_be_read_is_unreadable() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "rb") as stdin:
        assert errors([found async for found in StdinSource(stdin).documents()]) == [
            "standard input: cannot be read: Bad file descriptor"
        ]


async def test_a_standard_input_without_end_is_refused() -> None:
    with os.fdopen(os.open("/dev/zero", os.O_RDONLY), "rb") as stdin:
        assert errors([found async for found in StdinSource(stdin).documents()]) == [
            f"standard input: more than {MAX_DOCUMENT_BYTES // 2**20} MB: too large"
        ]


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Gives text to standard input, as a pipe does."""
    readers = []

    def give(text: str) -> None:
        reading, writing = os.pipe()
        os.write(writing, text.encode())
        os.close(writing)
        readers.append(os.fdopen(reading))
        monkeypatch.setattr(sys, "stdin", readers[-1])

    yield give
    for reader in readers:
        reader.close()


@pytest.mark.parametrize(
    ("name", "text", "url"),
    [
        ("essay.tex", "A \\href{https://a.example/x}{mill}.", "https://a.example/x"),
        ("essay.adoc", "A link:https://a.example/x[mill].", "https://a.example/x"),
        ("ESSAY.RST", "A `mill <https://a.example/x>`_.", "https://a.example/x"),
        ("essay.org", "A [[https://a.example/x][mill]].", "https://a.example/x"),
        ("books.bib", "@misc{a, doi = {10.1000/1}}", "https://doi.org/10.1000/1"),
    ],
)
@pytest.mark.parametrize("is_option", [True, False])
def test_standard_input_is_read_in_the_format_of_its_name(
    name: str,
    text: str,
    url: str,
    is_option: bool,
    stdin: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    stdin(text)
    words = ["-", "--stdin-filename", name] if is_option else [f"stdin:{name}"]
    assert run(["extract", *words, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [article["uri"] for article in report["articles"]] == [name]
    assert [(row["article"], row["url"]) for row in report["citations"]] == [(name, url)]


def test_relative_links_of_standard_input_lead_from_the_folder_of_its_name(
    stdin: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "b.md").write_text("there")
    monkeypatch.chdir(tmp_path)
    stdin("[b](b.md) [c](c.md)")
    assert run(["audit", "-", "--stdin-filename", "docs/a.md", "--format", "json"]) == 1
    found = {Path(link["url"]).name: link["reason"] for link in json.loads(capsys.readouterr().out)["links"]}
    assert found == {"b.md": None, "c.md": "file-missing"}


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.rst"])
@pytest.mark.parametrize("is_saved", [True, False])
def test_a_place_that_standard_input_lacks_is_all_that_it_lacks(
    name: str,
    is_saved: bool,
    stdin: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if is_saved:
        (tmp_path / name).write_text("of yesterday")
    monkeypatch.chdir(tmp_path)
    stdin({"a.md": "# T\n[z](#q)\n", "a.html": "<h1>T</h1><a href='#q'>z</a>", "a.rst": "T\n=\n\n`z <#q>`_\n"}[name])
    run(["audit", "-", "--stdin-filename", name, "--offline", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["run"]["by_status"] == {"alive": 1}
    assert report["run"]["fragments_missing"] == 1


def test_a_name_of_a_format_that_nobody_reads_is_refused(
    stdin: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin("a: https://a.example/")
    assert run(["extract", "-", "--stdin-filename", "a.yaml"]) == 2
    assert "a.yaml: is .yaml, not an article" in capsys.readouterr().err


def test_a_name_for_an_input_that_is_not_given_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "a.md", "--stdin-filename", "a.tex"]) == 2
    assert "give - as an INPUT" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "linkwatch: --stdin-filename is empty: give the name of a file, as in notes.md\n"),
        (" ", "linkwatch: --stdin-filename is empty: give the name of a file, as in notes.md\n"),
        (
            "https://me:secret@a.example/b.md",
            "linkwatch: https://***@a.example/b.md: standard input is read as a file: name one, not a URL\n",
        ),
        ("file:///b.md", "linkwatch: file:///b.md: standard input is read as a file: name one, not a URL\n"),
        ("/", "linkwatch: /: is a folder: name a file, as in /notes.md\n"),
        (".", "linkwatch: .: is a folder: name a file, as in notes.md\n"),
        ("new/", "linkwatch: new/: is a folder: name a file, as in new/notes.md\n"),
    ],
)
def test_a_name_that_no_file_has_is_refused_in_a_line(
    name: str, told: str, stdin: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin("See <https://a.example/>.")
    assert run(["extract", "-", "--stdin-filename", name]) == 2
    assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize("name", [f"{'long' * 75}.md", "-"])
def test_a_name_that_no_file_can_have_or_none_is_one(
    name: str, stdin: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").mkdir()
    stdin("See <https://a.example/>.")
    assert run(["extract", f"stdin:{name}"]) == 0
