"""What the documents say is compared with what the program does."""

import ast
import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from linkwatch.articles.extract import extract
from linkwatch.cli import cli
from linkwatch.config import CheckSettings, Settings, load_settings
from linkwatch.evidence import Hop, Observation, Trouble, Visit
from linkwatch.judge import gone, judge, landers, status, walls
from linkwatch.model import FIRST_STATUS, MARKED, OUR_NETWORK, Document, Status, TargetKind
from linkwatch.report import words
from tests.programs import CODE, run_program

TOP = Path(__file__).parent.parent
NOW = datetime(2026, 11, 22, tzinfo=UTC)
DOCUMENTS = [
    *(TOP / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY")),
    *sorted((TOP / "docs").glob("*.md")),
]
CONFIG = TOP / "config" / "linkwatch.toml"

Pair = tuple[str, str]  # status and reason

# Reasons that are no literal where the verdict is made: by the status and that expression, what it can be.
COMPUTED = {
    ("blocked", "kind"): walls._KINDS,
    ("dead", "kind"): landers._DEAD,
    ("failing", "row.kind"): landers._OUT_OF_ORDER,
    ("blocked", "refusal"): status._REFUSALS.values(),
    ("blocked", "_REFUSALS[status]"): status._REFUSALS.values(),
    ("blocked", "_REFUSALS[second.http_status]"): status._REFUSALS.values(),
    ("dead", "f'http-{status}'"): [f"http-{code}" for code in status._GONE],
    ("failing", "cut_off"): gone._CUT_OFF.values(),
    ("failing", "f'http-{status}'"): ["http-NNN"],
    ("failing", "f'http-{visit.http_status}'"): ["http-NNN"],
}
NOT_OF_A_LINK = {"article-unreadable"}  # the text below the table explains it
REPEATED = ("trouble.value", "standing.reason")  # reasons that were given elsewhere


def verdicts_in_the_source() -> Iterator[tuple[ast.expr, ast.expr]]:
    """Status and reason, as written, of every verdict that the code makes."""
    texts = (file.read_text() for file in (TOP / "linkwatch").rglob("*.py"))
    for text in texts:
        for node in ast.walk(ast.parse(text)) if "Verdict(" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Verdict":
                yield node.args[0], node.args[1]


def reasons_written(verdict: str, expression: ast.expr) -> list[str]:
    if isinstance(expression, ast.Constant):
        return [] if expression.value is None else [str(expression.value)]
    if isinstance(expression, ast.IfExp):
        return reasons_written(verdict, expression.body) + reasons_written(verdict, expression.orelse)
    return list(COMPUTED[verdict, ast.unparse(expression)])


def pairs_of_troubles() -> Iterator[Pair]:
    url = "https://x.example/a/page"
    hop = Hop(url, 302, location="/elsewhere")
    for trouble in Trouble:
        for hops in ((), (hop,)):
            verdict = judge(Observation(url, NOW, Visit(url, url, hops=hops, trouble=trouble)))
            assert verdict.reason == trouble
            yield verdict.status.value, trouble.value


def pairs_of_the_code() -> set[Pair]:
    """Every status with a reason that a link can get: from a look, from what its href points to, from the settings."""
    pairs = set(pairs_of_troubles())
    for verdict, reason in verdicts_in_the_source():
        if ast.unparse(reason) not in REPEATED:
            name = ast.unparse(verdict).removeprefix("Status.").lower()
            pairs |= {(name, word) for word in reasons_written(name, reason)}
    pairs |= {(first, reason) for first, reason in FIRST_STATUS.values() if reason is not None}
    pairs |= {(str(status), MARKED) for status in Status if status is not Status.UNCHECKED}
    return pairs | {("skipped", "excluded"), ("unchecked", "rate-limited"), ("unchecked", OUR_NETWORK)}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first line begins so."""
    text = (TOP / "docs" / "reasons.md").read_text()
    table = text[text.index(heading) :].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


def documented_pairs() -> set[Pair]:
    return {
        (verdict, row[0].strip("`"))
        for row in rows("| reason | status |")
        for verdict in re.findall(r"`(\w+)`", row[1])
    }


def test_the_documented_reasons_and_their_statuses_are_those_that_the_code_can_give() -> None:
    assert documented_pairs() == pairs_of_the_code()


def test_each_documented_reason_stands_once_with_a_meaning_and_an_advice() -> None:
    table = rows("| reason | status |")
    assert len({row[0] for row in table}) == len(table) > 30
    assert all(len(row) == 4 and all(row) for row in table)


def test_reports_have_a_sentence_for_every_reason_and_for_no_other() -> None:
    named = {reason for _, reason in pairs_of_the_code() if not reason.startswith("http-")}
    assert set(words._REASONS) == named | NOT_OF_A_LINK
    text = (TOP / "docs" / "reasons.md").read_text()
    assert all(f"`{reason}`" in text for reason in NOT_OF_A_LINK)


def test_every_reason_for_a_missing_snapshot_is_documented() -> None:
    from linkwatch.archive import find

    assert {row[0].strip("`") for row in rows("| reason | what it means |")} == set(find._REASONS)
    assert set(words.NO_COPY) == set(find._REASONS)


COMMANDED = [file for file in DOCUMENTS if file.parent.name == "docs" or file.name == "README.md"]


def commands_in(*files: Path) -> list[list[str]]:
    """The command lines in documents that call linkwatch, comments and what stands before it taken away."""
    text = "\n".join(file.read_text() for file in files)
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [part for block in blocks for line in block.splitlines() for part in re.split(r"&&|\|\|?", line)]
    split = [shlex.split(line, comments=True) for line in lines]
    called = [[Path(word).name if place == 0 else word for place, word in enumerate(line)] for line in split]
    return [line[1:] for line in called if line and line[0] == "linkwatch"]


def command_named(name: str) -> click.Command:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None, f"a document uses a command that is not there: {name}"
    return command


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("-")}


@pytest.mark.parametrize("line", commands_in(*COMMANDED), ids=" ".join)
def test_the_commands_of_the_documents_are_understood(line: list[str]) -> None:
    command = command_named(line[0])
    context = command.make_context(line[0], line[1:])  # raises for an unknown option or a wrong choice
    assert context.params


def test_every_command_that_there_is_is_shown_in_how_to() -> None:
    assert {line[0] for line in commands_in(TOP / "docs" / "how-to.md")} == set(cli.list_commands(click.Context(cli)))


def test_the_readme_can_be_read_at_once() -> None:
    assert len((TOP / "README.md").read_text().splitlines()) <= 100


def test_every_page_is_in_the_menu_of_the_website_and_on_its_first_page() -> None:
    pages = {file.name for file in (TOP / "docs").glob("*.md")}
    menu = re.findall(r"[\w-]+\.md", (TOP / "config" / "mkdocs.yml").read_text())
    assert sorted(menu) == sorted(pages)
    home = (TOP / "docs" / "index.md").read_text()
    assert {name for name in pages if f"({name}" not in home} == {"index.md"}


def test_every_option_that_a_document_names_exists() -> None:
    names = cli.list_commands(click.Context(cli))
    known = {"--help"} | set[str]().union(*(options_of(command_named(name)) for name in names))
    for file in (TOP / "README.md", *(TOP / "docs" / f"{name}.md" for name in ("reasons", "how-to", "limits"))):
        prose = re.sub(r"^```.*?^```$", "", file.read_text(), flags=re.MULTILINE | re.DOTALL)
        named = {match[1] for code in re.findall(r"`([^`]+)`", prose) if (match := re.search(r"(--[\w-]+)", code))}
        assert named, file
        assert named <= known, file


def test_the_command_line_lists_the_statuses_and_formats_that_there_are() -> None:
    from linkwatch.report.register import format_names

    text = (TOP / "docs" / "command-line.md").read_text()
    assert ", ".join(f"`{name}`" for name in format_names("report")) in text
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(words.MEANING)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_relative_link_of_the_documents_leads_to_a_file(file: Path) -> None:
    article = extract(Document(str(file), file.read_bytes(), file.as_uri(), format="markdown", root=TOP))
    beside = [citation.target.url for citation in article.citations if citation.target.kind is TargetKind.FILE]
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", file.read_text())
    missing = [url for url in beside if not Path(url.removeprefix("file://")).exists()]
    missing += [path for path in pictures if "://" not in path and not (file.parent / path).exists()]
    assert missing == []
    docs = TOP / "docs"
    if file.parent == docs:  # the website has these files alone
        assert [url for url in beside if not Path(url.removeprefix("file://")).is_relative_to(docs)] == []


def test_the_example_settings_are_the_defaults() -> None:
    assert load_settings(CONFIG, environ={}) == Settings()


def test_what_the_example_settings_leave_commented_out_is_known_too() -> None:
    uncommented = re.sub(r"^# (?=\w+ = |\[\[)", "", CONFIG.read_text(), flags=re.MULTILINE)
    values = tomllib.loads(uncommented)
    assert values["database"]["path"]
    Settings.model_validate(values)


def test_the_example_settings_show_every_key_of_check() -> None:
    values = tomllib.loads(re.sub(r"^# (?=\w+ = |\[\[)", "", CONFIG.read_text(), flags=re.MULTILINE))
    assert values["check"].keys() == CheckSettings.model_fields.keys()


def test_the_example_settings_name_the_kinds_of_sources_that_there_are() -> None:
    from linkwatch.articles.sources import Place
    from linkwatch.articles.sources.register import KINDS

    (named,) = re.findall(r'^# kind = "\w+" +# (.*)$', CONFIG.read_text(), re.MULTILINE)
    kinds = [kind.name for kind in KINDS if kind.is_named and kind.place is not Place.PIPE]
    assert sorted(named.split(", ")) == sorted(kinds)


def test_plugins_are_told_of_every_register_and_of_its_class() -> None:
    from linkwatch.archive.register import ARCHIVES
    from linkwatch.articles.extract.register import FORMATS
    from linkwatch.articles.sources.register import KINDS
    from linkwatch.notify.register import CHANNELS
    from linkwatch.report.register import FORMATS as REPORTS

    every = (KINDS, FORMATS, REPORTS, ARCHIVES, CHANNELS)
    registers = {register.group: type(next(iter(register))) for register in every}
    text = (TOP / "docs" / "plugins.md").read_text()
    told = re.findall(r"^\| `(linkwatch\.\w+)` \| `([\w.]+)` \|", text, re.MULTILINE)
    assert dict(told) == {group: f"{kind.__module__}.{kind.__qualname__}" for group, kind in registers.items()}
    example = tomllib.loads((TOP / "tests" / "plugin" / "pyproject.toml").read_text())
    assert example["project"]["entry-points"].keys() == registers.keys()


def rows_of_comparison() -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the two tables of docs/compare.md, without their heads."""
    text = (TOP / "docs" / "compare.md").read_text()
    tables = re.findall(r"^(?:\|.*\n)+", text, re.MULTILINE)
    habits, tests = ([row.strip("| ").split(" | ") for row in table.splitlines()[2:]] for table in tables)
    return habits, tests


def test_every_habit_is_compared_with_every_tool_and_ours_is_shown_by_a_test_that_exists() -> None:
    habits, tests = rows_of_comparison()
    assert all(len(row) == 7 and all(row) for row in habits)
    assert [row[0] for row in habits if row[1] != "no"] == [row[0] for row in tests]
    for habit, shown_by in tests:
        path, _, name = shown_by.strip("`").partition("::")
        functions = {
            node.name
            for node in ast.walk(ast.parse((TOP / path).read_text()))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in functions, habit
        assert name.startswith("test_"), habit


def test_a_newcomer_needs_one_line_for_a_report_three_for_a_gate_and_five_for_a_script(tmp_path: Path) -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", (TOP / "docs" / "index.md").read_text(), re.MULTILINE | re.DOTALL)
    assert [(kind, len(text.split("\n")) - 1) for kind, text in blocks] == [("sh", 1), ("sh", 3), ("python", 5)]
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("[b](b.md)")
    environment = {**os.environ, "LINKWATCH_ARCHIVE__FIND": "false"}
    told = run_program(blocks[2][1], main=CODE, cwd=tmp_path, env=environment, text=True)
    assert (told.stderr, told.stdout.rstrip()) == ("", f"{(tmp_path / 'notes' / 'b.md').as_uri()} dead")
