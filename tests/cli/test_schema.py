"""What commands write is what their JSON Schemas say, and nothing else."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator, ValidationError

from linkwatch.articles.recover.proposals import CERTAIN, LIKELY, POSSIBLE
from linkwatch.cli import cli
from linkwatch.model import Grade, Status
from linkwatch.report.register import format_names
from linkwatch.report.schema import COMMANDS, COMMANDS_WITH_LINES
from tests.articles.recover.stories import as_markdown, made, page, weblog
from tests.cli.conftest import Linkwatch, Result, Site
from tests.standin.wayback import WaybackStandin

CAPTURED = "http://www.valleypost.example/miners-refuse-treaty/5699423"


def strict(schema: Any) -> Any:
    """The schema without room for names that it does not tell."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema and "type" in schema else {}
    return {**{key: strict(value) for key, value in schema.items()}, **closed}


def schema_of(linkwatch: Linkwatch, *words: str) -> dict[str, Any]:
    told = linkwatch("schema", *words)
    assert (told.exit_code, told.stderr) == (0, "")
    schema: dict[str, Any] = json.loads(told.stdout)
    return schema


def held(linkwatch: Linkwatch, name: str, *words: str, schema: str | None = None) -> Any:
    """Carry out a command and hold what it writes to its schema."""
    result: Result = linkwatch(name, *words, "--format", "json")
    written = json.loads(result.stdout)
    Draft202012Validator(strict(schema_of(linkwatch, schema or name))).validate(written)
    return written


def hold_lines(linkwatch: Linkwatch, name: str, text: str) -> set[str | None]:
    """Hold each line to its schema, and return the types that they say."""
    validator = Draft202012Validator(strict(schema_of(linkwatch, name, "--lines")))
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        validator.validate(line)
    return {line.get("type") for line in lines}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_schema_is_one(linkwatch: Linkwatch, name: str) -> None:
    Draft202012Validator.check_schema(schema_of(linkwatch, name))
    if name in COMMANDS_WITH_LINES:
        Draft202012Validator.check_schema(schema_of(linkwatch, name, "--lines"))
    else:
        refused = linkwatch("schema", name, "--lines")
        assert (refused.exit_code, f"{name} writes no lines of JSON" in refused.stderr) == (2, True)


def test_every_schema_that_is_shipped_is_shown(linkwatch: Linkwatch) -> None:
    shipped = {file.name for file in (files("linkwatch.report") / "schemas").iterdir()}
    assert shipped == {f"{name}.json" for name in (*COMMANDS, "audit") if name not in ("check", "recheck")}
    assert len({linkwatch("schema", name).stdout for name in COMMANDS}) == len(shipped)


def test_every_command_that_writes_json_has_a_schema(linkwatch: Linkwatch) -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        formats = [option for option in command.params if option.name == "format_name"]
        assert bool(formats) == (name in COMMANDS), name
    assert "json" in format_names("tables")


def test_the_words_are_those_of_the_code(linkwatch: Linkwatch) -> None:
    defined = schema_of(linkwatch, "audit")["$defs"]
    assert defined["status"]["enum"] == list(Status)
    assert defined["snapshot"]["properties"]["grade"]["enum"] == [*Grade, None]
    grades = schema_of(linkwatch, "recover")["$defs"]["candidate"]["properties"]["grade"]["enum"]
    assert grades == [CERTAIN, LIKELY, POSSIBLE]


def test_an_audit_of_links_of_every_kind_is_as_its_schema_says(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.add(f"{site.url}/gone", "20150609120000", body=b"<p>A page that was here.</p>" * 30)
    paths = ("gone", "missing", "moved", "for-a-while", "its-new-place#nowhere", "stories/a#title")
    lines = [f"[{path}]({site.url}/{path})" for path in paths]
    lines += ["[x](#)", "[m](mailto:a@b.example)", "[{{ x }}](<{{ y }}>)", "[bad](http://[)", "[in](#none)"]
    lines += [f"[left out]({site.url}/stories/b) <!-- linkwatch-ignore -->", "[beside](none.md)"]
    (tmp_path / "a.md").write_text("---\ndate: 2015-06-01\n---\n# T\n\n" + "\n\n".join(lines))
    first = held(linkwatch, "audit", "a.md", "none.md", "--db", "x.db", "--also", "jsonl=lines.jsonl")
    lines = (tmp_path / "lines.jsonl").read_text(encoding="utf-8")
    assert hold_lines(linkwatch, "audit", lines) == {"run", "article", "link"}
    assert first["links"][0]["snapshot"] is not None
    assert any(each["error"] for each in first["articles"])
    assert {"dead", "redirected", "alive", "invalid", "skipped"} <= first["run"]["by_status"].keys()
    linkwatch("mark", f"{site.url}/missing", "--as", "alive", "--note", "n", "--db", "x.db")
    (tmp_path / "b.md").write_text((tmp_path / "a.md").read_text())
    again = held(linkwatch, "audit", "a.md", "b.md", "--db", "x.db", "--baseline", "x.db")
    assert any(link["mark"] for link in again["links"])
    assert any(link["known"] for link in again["links"])
    assert held(linkwatch, "recheck", f"{site.url}/gone", "--db", "x.db")["links"]


def test_a_check_is_as_its_schema_says(linkwatch: Linkwatch, site: Site) -> None:
    assert len(held(linkwatch, "check", f"{site.url}/gone", f"{site.url}/", "mailto:a@b.example")["links"]) == 3


def test_an_extract_is_as_its_schema_says(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\n<https://a.example/#b> [c](#)\n")
    (tmp_path / "a.bib").write_text("@misc{k, url = {https://a.example/}, urldate = {2020-01-03}}")
    (tmp_path / "b.html").write_text(
        "<!doctype html><title>T</title><meta name=date content=2020-01-03><a href=/x>x</a>"
    )
    written = held(linkwatch, "extract", "a.md", "a.bib", "b.html", "none.md")
    assert len(written["citations"]) == 4
    assert any(each["cited_at"] for each in written["citations"])
    (tmp_path / "a.md").write_text("<https://a.example/> <!-- linkwatch-ignore -->")
    assert held(linkwatch, "extract", "a.md")["citations"][0]["ignored"]
    lines = linkwatch("extract", "a.bib", "--format", "jsonl").stdout
    assert hold_lines(linkwatch, "extract", lines) == {"article", "citation"}


def test_what_is_recovered_is_as_its_schema_says(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    foot = "© 2020 www.valleypost.example"
    story = made("en", "Miners Refuse the New Border Treaty", "The Valley Post, January 3, 2020", foot)
    (tmp_path / "a.md").write_text(as_markdown(replace(story, added=["an added one"])))
    wayback.add(CAPTURED, "20200104080000", body=page(story, weblog).encode())
    written = held(linkwatch, "recover", "a.md")
    assert written["proposals"]
    assert written["unresolved"]
    (tmp_path / "b.md").write_text(f"[b]({site.url}/missing), doi:10.1000/1, ISBN 0-306-40615-2")
    linkwatch("audit", "b.md", "--db", "x.db")
    assert held(linkwatch, "recover", "b.md", "--db", "x.db")["dead_ends"]


def test_repairs_are_as_their_schema_says(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.add(
        f"{site.url}/gone", "20150609120000", body=b"<title>Gone</title>" + b"<p>A page that was here.</p>" * 30
    )
    (tmp_path / "a.md").write_text(f"[a]({site.url}/gone) [b]({site.url}/missing) [c]({site.url}/moved)")
    written = held(linkwatch, "fix", "a.md", "--redirects")
    assert [(row["planned"], row["done"]) for row in written] == [(True, False), (False, False), (True, False)]


@pytest.fixture
def kept(linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path) -> str:
    """A database with links of several kinds, a mark, a copy, a place that is missing and sources."""
    wayback.add(f"{site.url}/gone", "20150609120000", body=b"<p>A page that was here.</p>" * 30)
    paths = ("gone", "broken", "moved", "stories/a#nowhere", "stories/b")
    (tmp_path / "a.md").write_text(
        "# T\n\n" + "\n\n".join(f"[{path}]({site.url}/{path})" for path in paths) + " [x](#)"
    )
    linkwatch("add", "a.md", "--db", "x.db")
    linkwatch("audit", "a.md", "--db", "x.db", "--cited-at", "2015-06-01")
    linkwatch("mark", f"{site.url}/gone", "--as", "dead", "--note", "n", "--until", "2999-01-01", "--db", "x.db")
    linkwatch("mark", f"{site.url}/stories/b", "--as", "changed", "--db", "x.db")
    linkwatch("mark", f"{site.url}/stories/b", "--as", "none", "--db", "x.db")
    return "x.db"


def test_what_is_read_from_a_database_is_as_its_schemas_say(linkwatch: Linkwatch, site: Site, kept: str) -> None:
    links = held(linkwatch, "links", "--db", kept)
    assert {"dead", "failing", "redirected", "alive", "invalid"} == {link["status"] for link in links}
    assert len(held(linkwatch, "links", "--db", kept, "--status", "fragment-missing")) == 1
    assert held(linkwatch, "sources", "--db", kept)
    gone, changed = (held(linkwatch, "history", f"{site.url}/{path}", "--db", kept) for path in ("gone", "stories/b"))
    assert all(gone.values())
    assert [mark["status"] for mark in changed["marks"]] == [None, "changed"]
    overview = held(linkwatch, "report", "--db", kept)
    assert all(overview[name] for name in ("deaths", "articles", "hosts", "days"))
    for by in ("article", "host", "source", "time", "risk", "article-risk"):
        assert held(linkwatch, "report", "--by", by, "--db", kept, schema="report-by"), by


def test_nothing_to_tell_is_as_its_schema_says(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "none.md").write_text("# Nothing\n")
    linkwatch("audit", "none.md", "--db", "none.db")
    for by in ("host", "source", "time", "risk", "article-risk"):
        assert held(linkwatch, "report", "--by", by, "--db", "none.db", schema="report-by") == [], by


def test_what_is_read_from_a_database_in_lines_is_as_its_schemas_say(
    linkwatch: Linkwatch, site: Site, kept: str
) -> None:
    def types(name: str, *words: str, schema: str | None = None) -> set[str | None]:
        text = linkwatch(name, *words, "--db", kept, "--format", "jsonl").stdout
        assert text
        return hold_lines(linkwatch, schema or name, text)

    assert types("links", "--status", "dead,fragment-missing") == {None}
    assert types("sources") == {None}
    told = types("history", f"{site.url}/gone")
    assert told == {"link", "change", "mark", "check", "snapshot", "citation"}
    assert types("report") == {"database", "death", "article", "host", "day"}
    for by in ("article", "host", "source", "time", "risk", "article-risk"):
        assert types("report", "--by", by, schema="report-by") == {None}


def test_new_verdicts_are_as_their_schema_says(linkwatch: Linkwatch, kept: str) -> None:
    with closing(sqlite3.connect(kept)) as raw, raw:
        raw.execute("UPDATE links SET status = 'dead', reason = 'http-404' WHERE url LIKE '%/moved'")
    assert held(linkwatch, "rejudge", "--db", kept)


def test_saves_are_as_their_schema_says(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__ACCESS_KEY", "key")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "secret")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SAVE_URL", os.environ["LINKWATCH_ARCHIVE__WAYBACK_URL"] + "/save")
    monkeypatch.setenv(
        "LINKWATCH_CHECK__REMAP", f"^https://web.archive.org/={site.url}/"
    )  # where tests have no network
    urls = [f"{site.url}/stories/a-mill", f"{site.url}/gone", "https://web.archive.org/web/2015/http://a.example/"]
    rows = held(linkwatch, "archive", *urls, "--db", "x.db")
    assert {"saved", "not-saved"} <= {row["save"] for row in rows}


def test_settings_in_force_are_as_their_schema_says(linkwatch: Linkwatch, tmp_path: Path) -> None:
    assert held(linkwatch, "config")["file"] is None
    (tmp_path / "linkwatch.toml").write_text('[[hosts]]\nmatch = "a.example"\n')
    assert held(linkwatch, "config")["file"]


def test_the_findings_of_the_doctor_are_as_their_schema_says(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "linkwatch.toml").write_text("[check]\ntimeout = 'x'\n")
    found = held(linkwatch, "doctor")
    assert (found["healthy"], {row["state"] for row in found["findings"]} >= {"ok", "problem"}) == (False, True)


def test_a_schema_does_not_accept_anything(linkwatch: Linkwatch) -> None:
    for name in COMMANDS:
        with pytest.raises(ValidationError):
            Draft202012Validator(schema_of(linkwatch, name)).validate({"links": "none"})
