"""What commands write is what their JSON Schemas say, and nothing else."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from linkwatch.articles.recover.proposals import CERTAIN, LIKELY, POSSIBLE
from linkwatch.cli.schema import SCHEMAS
from linkwatch.model import Grade, Status
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


def schema_of(linkwatch: Linkwatch, name: str) -> dict[str, Any]:
    told = linkwatch("schema", name)
    assert (told.exit_code, told.stderr) == (0, "")
    schema: dict[str, Any] = json.loads(told.stdout)
    return schema


def held(linkwatch: Linkwatch, name: str, *words: str) -> Any:
    """Carry out a command and hold what it writes to its schema."""
    result: Result = linkwatch(name, *words, "--format", "json")
    written = json.loads(result.stdout)
    Draft202012Validator(strict(schema_of(linkwatch, name))).validate(written)
    return written


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(linkwatch: Linkwatch, name: str) -> None:
    Draft202012Validator.check_schema(schema_of(linkwatch, name))


def test_every_schema_that_is_shipped_is_shown() -> None:
    shipped = {file.name for file in (files("linkwatch.report") / "schemas").iterdir()}
    assert shipped == {f"{name}.json" for name in SCHEMAS.values()}


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
    first = held(linkwatch, "audit", "a.md", "none.md", "--db", "x.db")
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


def test_a_schema_does_not_accept_anything(linkwatch: Linkwatch) -> None:
    for name in SCHEMAS:
        with pytest.raises(ValidationError):
            Draft202012Validator(schema_of(linkwatch, name)).validate({"links": "none"})
