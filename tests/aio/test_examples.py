"""The examples of docstrings and of docs/python.md hold."""

import ast
import asyncio
import contextlib
import doctest
import inspect
import io
import traceback
from pathlib import Path
from typing import Any

import pytest

import linkwatch as api
from linkwatch import aio
from linkwatch.aio import blocking
from tests.cli.conftest import Site
from tests.standin.wayback import WaybackStandin

TOP = Path(__file__).parent.parent.parent
NAMES = ("audit", "check", "extract", "find_moved", "find_snapshot", "fix", "recover")
pytestmark = pytest.mark.usefixtures("linkwatch")


@pytest.mark.parametrize("module", [blocking, aio], ids=lambda module: module.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_every_function_has_an_example_that_holds(module: Any, name: str) -> None:
    examples = doctest.DocTestParser().get_examples(inspect.getdoc(getattr(module, name)) or "")
    assert examples
    names: dict[str, Any] = {"linkwatch": api}
    for example in examples:
        expected = example.exc_msg or example.want
        assert shown(example.source, names) == expected


def shown(source: str, names: dict[str, Any]) -> str:
    """What Python's prompt for asynchronous code (python -m asyncio) shows."""
    code = compile(source, "example", "single", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            result = eval(code, names)
            if inspect.iscoroutine(result):
                asyncio.run(result)
    except api.LinkwatchError as error:
        return "".join(traceback.format_exception_only(error))
    return out.getvalue()


def test_the_examples_of_the_documentation_hold(
    site: Site, wayback: WaybackStandin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_CHECK__REMAP", f"https://example.org={site.url}")
    wayback.add("https://example.org/gone", "20150609120000", body=b"<title>Plan</title><p>the plan of long ago</p>")
    (tmp_path / "essay.md").write_text(
        "[the plan](https://example.org/gone)\n\n[a mill](https://example.org/stories/the-old-mill)\n"
    )
    survey = "Of the valley and its {} much was written, and more was found by those who walked there in the spring."
    said = "# On wells\n\nWhat the old wells were\n\n" + survey.format("[the first survey](#)") + "\n"
    (tmp_path / "lost.md").write_text(said)
    anchor = '<a href="https://example.org/survey">the first survey</a>'
    older = f"<p>What the old wells were</p><p>{survey.format(anchor)}</p>"
    (tmp_path / "older.html").write_text(f"<title>On wells</title><h1>On wells</h1>{older}")
    text = (TOP / "docs" / "python.md").read_text().replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "python.md", "python.md", 0)
    told: list[str] = []
    outcome = doctest.DocTestRunner().run(test, out=told.append)
    assert outcome.attempted > 10
    assert outcome.failed == 0, "".join(told)
