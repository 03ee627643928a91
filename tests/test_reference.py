"""The pages of docs/ that are made from the code are as the code is now."""

import re
from pathlib import Path

import click
import pytest

from linkwatch.cli import cli
from tests.reference.database import page as database_page
from tests.reference.options import page as options_page
from tests.reference.pages import PAGES
from tests.reference.words import COLUMNS, OF_VIEWS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_page_is_as_the_code_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "python -m tests.reference writes it anew"


def test_what_the_help_of_a_command_has_between_backticks_stays_whole() -> None:
    page, context = options_page(), click.Context(cli)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    spans = {span for command in commands if command for span in re.findall(r"`[^`]*`", command.help or "")}
    assert any("--" in span for span in spans)
    assert [span for span in spans if span not in page] == []


def test_every_column_is_told_and_no_word_is_left_of_one_that_is_gone() -> None:
    sections = re.split(r"^### `(\w+)`\n", database_page(), flags=re.MULTILINE)
    told = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert {"links", "citations", "dead_links", "article_health"} <= told.keys()
    rows = {
        table: dict(re.findall(r"^\| `(\w+)` \|(?: \w+ \|)? (.*[^|\s]) \|$", text, re.MULTILINE))
        for table, text in told.items()
    }
    assert all(len(found) == text.count("\n| `") for found, text in zip(rows.values(), told.values(), strict=True))
    for table, words in COLUMNS.items():
        assert words.keys() <= rows[table].keys(), table
    assert OF_VIEWS.keys() <= set[str]().union(*rows.values())
