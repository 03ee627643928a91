"""The action, the hook and the examples of docs/ci.md: valid where they are read, and what they run works."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import check_jsonschema
import click
import pytest
from aiohttp import web
from click.testing import CliRunner
from ruamel.yaml import YAML

from linkwatch.cli import cli
from tests.cli.conftest import Site, in_background
from tests.programs import command_for_scripts, run_program

TOP = Path(__file__).parent.parent
EXAMPLES = re.findall(r"^```(\w+)\n(.*?)^```$", (TOP / "docs" / "ci.md").read_text(), re.MULTILINE | re.DOTALL)

Step = dict[str, Any]
Audit = Callable[..., subprocess.CompletedProcess[str]]
Comment = Callable[[str, int], str]


def read_yaml(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


ACTION = read_yaml((TOP / "action.yml").read_text())
STEPS: list[Step] = ACTION["runs"]["steps"]


def example(start: str) -> str:
    (found,) = (text for kind, text in EXAMPLES if kind == "yaml" and text.startswith(start))
    return found


def check_schema(schema: str, file: Path) -> None:
    result = CliRunner().invoke(check_jsonschema.main, ["--builtin-schema", schema, str(file)])
    assert result.exit_code == 0, result.output


def test_the_action_is_one_by_githubs_schema() -> None:
    check_schema("vendor.github-actions", TOP / "action.yml")


@pytest.mark.parametrize(
    ("schema", "start"), [("vendor.github-workflows", "name: links"), ("vendor.gitlab-ci", "links:")]
)
def test_the_examples_are_valid_by_the_schema_of_who_reads_them(schema: str, start: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yml"
    file.write_text(example(start))
    check_schema(schema, file)


def test_the_example_gives_the_action_only_inputs_that_it_has() -> None:
    steps: list[Step] = read_yaml(example("name: links"))["jobs"]["links"]["steps"]
    (used,) = (step for step in steps if "linkwatch@" in step["uses"])
    assert used["with"].keys() <= ACTION["inputs"].keys()
    assert f"steps.{used['id']}.outputs.sarif" in example("name: links")
    assert "sarif" in ACTION["outputs"]


def test_no_script_of_the_action_is_made_of_what_a_stranger_may_write() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 3
    assert not [script for script in scripts if "${{" in script]


def test_the_action_installs_what_was_checked_out(tmp_path: Path) -> None:
    (install,) = (step for step in STEPS if step.get("name") == "Install linkwatch")
    python = '#!/bin/sh\nmkdir -p "$3/bin"\nprintf \'#!/bin/sh\\necho "$@"\\n\' > "$3/bin/pip"\nchmod +x "$3/bin/pip"\n'
    (tmp_path / "python").write_text(python)
    (tmp_path / "python").chmod(0o755)
    names = {"PYTHON": tmp_path / "python", "RUNNER_TEMP": tmp_path / "a b", "GITHUB_ACTION_PATH": TOP}
    environment = {**os.environ, **{name: str(value) for name, value in names.items()}}
    result = subprocess.run(
        ["bash", "-e", "-c", install["run"]], env=environment, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.split()[-1] == str(TOP)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with in_background(site.serve()) as site.url:
        yield site


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """Run the action's audit as a runner does, from a repository of its own; inputs by their names."""
    (step,) = (step for step in STEPS if step.get("id") == "audit")
    folder = tmp_path / "repository"
    commands = tmp_path / "temp" / "linkwatch" / "bin"
    for path in (folder / ".git", commands):
        path.mkdir(parents=True)

    def audit(**inputs: str) -> subprocess.CompletedProcess[str]:
        values = {name: row["default"] for name, row in ACTION["inputs"].items()}
        values |= {name.replace("_", "-"): value for name, value in inputs.items()}
        given = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: values[match[1]], value)
            for name, value in step["env"].items()
        }
        environment = {
            **os.environ,
            "LINKWATCH_CHECK__ALLOW_PRIVATE": "127.0.0.0/8",
            "LINKWATCH_CHECK__HOST_INTERVAL": "0",
            "LINKWATCH_ARCHIVE__FIND": "false",
            "RUNNER_TEMP": str(tmp_path / "temp"),
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            **given,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    with command_for_scripts(commands / "linkwatch"):
        yield audit


def test_the_action_reports_what_it_finds_and_fails(audit: Audit, site: Site, tmp_path: Path) -> None:
    (tmp_path / "repository" / "an article.md").write_text(f"[old]({site.url}/gone)")
    (tmp_path / "repository" / "b.md").write_text(f"[a]({site.url}/stories/a)")
    result = audit(paths="an article.md\nb.md\n", args="--retries\n0\n--exclude=^https://x y")
    assert result.returncode == 1, result.stderr
    assert "2 articles" in result.stdout
    log = json.loads((tmp_path / "repository" / "linkwatch.sarif").read_text())
    (found,) = log["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "an%20article.md"
    assert (tmp_path / "summary").read_text().startswith("# Link report")
    assert (tmp_path / "output").read_text().splitlines() == ["exit-code=1", "sarif=linkwatch.sarif"]


def test_the_action_with_a_database_as_baseline_fails_only_for_what_is_new(audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "repository" / "a.md").write_text("[old](gone.md)")
    words = {"database": "kept/links.db", "baseline": "kept/links.db"}
    first = audit(**words)
    assert first.returncode == 1
    assert "::notice::" in first.stdout
    second = audit(**words)
    assert (second.returncode, "1 was known" in second.stdout) == (0, True)


def test_the_action_fails_for_what_it_is_told_to(audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "repository" / "a.md").write_text("[old](gone.md)")
    assert audit(fail_on="none").returncode == 0
    assert audit(fail_on="nonsense").returncode == 2
    assert (tmp_path / "output").read_text().splitlines()[-2:] == ["exit-code=2", "sarif=linkwatch.sarif"]


class GitHub:
    """What the script that comments asks of GitHub, as GitHub answers: comments by pages, and a refusal on request."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.url = ""
        self.refuses = False

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/repos/o/r/issues/7/comments", self._list)
        app.router.add_post("/repos/o/r/issues/7/comments", self._add)
        app.router.add_patch("/repos/o/r/issues/comments/{id}", self._change)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()

    def put(self, body: str, kind: str = "Bot") -> None:
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"type": kind}})

    def _refuse_strangers(self, request: web.Request) -> None:
        self.asked.append((request.method, request.path_qs))
        if self.refuses or request.headers["Authorization"] != "Bearer secret":
            raise web.HTTPForbidden

    async def _list(self, request: web.Request) -> web.Response:
        self._refuse_strangers(request)
        start = (int(request.query["page"]) - 1) * int(request.query["per_page"])
        return web.json_response(self.comments[start : start + int(request.query["per_page"])])

    async def _add(self, request: web.Request) -> web.Response:
        self._refuse_strangers(request)
        self.put((await request.json())["body"])
        return web.json_response(self.comments[-1], status=201)

    async def _change(self, request: web.Request) -> web.Response:
        self._refuse_strangers(request)
        comment = self.comments[int(request.match_info["id"]) - 1]
        comment["body"] = (await request.json())["body"]
        return web.json_response(comment)


@pytest.fixture
def github() -> Iterator[GitHub]:
    github = GitHub()
    with in_background(github.serve()) as github.url:
        yield github


@pytest.fixture
def comment(github: GitHub, tmp_path: Path) -> Comment:
    """Run the action's step that comments, as a runner does, with a report and the exit code of the audit."""
    (step,) = (step for step in STEPS if step.get("name") == "Write the comment")
    commands = tmp_path / "linkwatch" / "bin"
    commands.mkdir(parents=True)
    (commands / "python").symlink_to(sys.executable)
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}))

    def comment(report: str, exit_code: int) -> str:
        (tmp_path / "linkwatch.md").write_text(report)
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_ACTION_PATH": str(TOP),
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_API_URL": github.url,
            "GITHUB_TOKEN": "secret",
            "EXIT_CODE": str(exit_code),
        }
        words = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        result = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    return comment


def test_the_report_stands_in_one_comment_that_is_written_anew(comment: Comment, github: GitHub) -> None:
    for number in range(120):  # more than stand on a page
        github.put(f"{number}")
    comment("# First", 1)
    comment("# Second", 1)
    comment("# Nothing any more", 0)
    assert len(github.comments) == 121
    assert github.comments[-1]["body"].splitlines()[1:] == ["# Nothing any more"]
    assert [method for method, _ in github.asked if method != "GET"] == ["POST", "PATCH", "PATCH"]


def test_no_comment_is_begun_where_nothing_was_found_and_none_of_a_person_is_changed(
    comment: Comment, github: GitHub
) -> None:
    comment("# Nothing", 0)
    assert github.comments == []
    comment("# First", 1)
    github.comments[0]["user"]["type"] = "User"
    comment("# Second", 1)
    assert [each["body"].splitlines()[1] for each in github.comments] == ["# First", "# Second"]


def test_a_comment_that_may_not_be_written_fails_nothing(comment: Comment, github: GitHub) -> None:
    github.refuses = True
    assert "::notice::The report could not be put into a comment: HTTP Error 403" in comment("# First", 1)


def test_the_largest_report_fits_into_a_comment(comment: Comment, github: GitHub) -> None:
    comment("x" * 70_000, 1)
    assert len(github.comments[0]["body"]) == 65_536


def test_the_hook_runs_with_the_files_of_a_commit(site: Site, tmp_path: Path) -> None:
    (hook,) = read_yaml((TOP / ".pre-commit-hooks.yaml").read_text())
    assert {"id", "name", "entry", "language", "types_or"} <= hook.keys()
    assert hook["language"] == "python"
    (tmp_path / "a.md").write_text(f"[old]({site.url}/gone)")
    name, *words = shlex.split(hook["entry"])
    assert name == "linkwatch"
    environment = {**os.environ, "LINKWATCH_CHECK__ALLOW_PRIVATE": "127.0.0.0/8"}
    result = run_program(*words, "--retries", "0", "a.md", cwd=tmp_path, env=environment, text=True)
    assert result.returncode == 1, result.stderr
    assert "1  dead" in result.stdout


def commands_of_examples() -> Iterator[list[str]]:
    """The command lines in docs/ci.md that call linkwatch."""
    for _, text in EXAMPLES:
        for line in re.findall(r"^(?:    - |        sh '\.venv/bin/)?(linkwatch [^'\n]*)'?$", text, re.MULTILINE):
            yield shlex.split(line.partition(" || ")[0])[1:]
    hook = read_yaml(example("repos:"))["repos"][0]["hooks"][0]
    yield ["audit", *hook["args"], "a.md"]


@pytest.mark.parametrize("line", list(commands_of_examples()), ids=" ".join)
def test_the_commands_of_the_examples_are_understood(line: list[str]) -> None:
    command = cli.get_command(click.Context(cli), line[0])
    assert command is not None
    assert command.make_context(line[0], line[1:]).params


def test_every_format_that_the_document_names_exists() -> None:
    from linkwatch.report.register import format_names

    named = set(re.findall(r"^\| `(\w+)` \|", (TOP / "docs" / "ci.md").read_text(), re.MULTILINE))
    assert named
    assert named <= set(format_names("report"))
