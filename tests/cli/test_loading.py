"""A command loads only what it uses: that is most of the time that short ones take."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from linkwatch.reading import preloads
from linkwatch.store import Store

PROGRAM = """
import json, sys
from linkwatch.cli import run
loaded = []
for words in json.loads(sys.argv[1]):
    code = run(words.split())
    loaded.append((code, list(sys.modules)))
print(json.dumps(loaded), file=sys.stderr)
"""
WEB = {"aiohttp", "linkwatch.fetch"}
CHECKING = {"linkwatch.check", "linkwatch.judge", "linkwatch.keep", "linkwatch.watch", "apscheduler"}
STORE = {"sqlite3", "linkwatch.store"}
SCREEN = {"rich"}
HTML = {"turbohtml"}


COMMANDS = {  # what comes later uses what those before have loaded, and more
    "--help": WEB | CHECKING | STORE | SCREEN | {"pydantic"},
    "extract a.md --format json": WEB | CHECKING | STORE | SCREEN | HTML,
    "extract a.md": WEB | CHECKING | STORE | SCREEN | HTML,
    "links --db x.db --format json": WEB | CHECKING | SCREEN,
}


def test_a_command_loads_only_what_it_uses(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<https://a.example/>")
    Store.open(tmp_path / "x.db").close()
    command = [sys.executable, "-c", PROGRAM, json.dumps([*COMMANDS])]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    told = json.loads(done.stderr.splitlines()[-1])
    for (words, unused), (code, loaded) in zip(COMMANDS.items(), told, strict=True):
        assert (code, unused & set(loaded)) == (0, set()), words


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked there only")
def test_what_readers_need_is_loaded_by_others_while_a_command_that_reads_loads_itself() -> None:
    asked = (
        "from click.shell_completion import ShellComplete; from linkwatch.cli import cli, run\n"
        "from linkwatch.reading import forking\n"
        "options = ShellComplete(cli, {}, 'linkwatch', 'COMPLETE').get_completions(['extract'], '--du')\n"
        "told = [(*(option.value for option in options), len(forking._servers))]\n"
        "for words in ('links --nonsense', 'extract --help', 'extract a.md --nonsense'):\n"
        "    run(words.split()); told.append((words, len(forking._servers)))\n"
        "print(told)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    told = [("--dump", 0), ("links --nonsense", 0), ("extract --help", 0), ("extract a.md --nonsense", 1)]
    assert done.stdout.splitlines()[-1] == str(told)


@pytest.mark.parametrize("name", [*preloads.ARTICLES, *preloads.LOOKS, *preloads.PAGES])
def test_what_is_loaded_beforehand_is_there(name: str) -> None:  # or it would be passed over in silence
    assert importlib.util.find_spec(name) is not None


def test_who_reads_an_article_in_markdown_loads_neither_settings_nor_a_parser_of_html() -> None:
    act = (
        "import sys; from linkwatch.articles.rows import list_citations, EVERY_LINK\n"
        "from linkwatch.model import Document\n"
        "listed = list_citations(Document('a.md', b'<https://a.example/>', 'file:///a.md'), EVERY_LINK)\n"
        "print(listed.count, *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", act], capture_output=True, text=True, check=True)
    count, *loaded = done.stdout.split()
    assert count == "1"
    assert {"asyncio", "linkwatch.config", "pydantic"} & set(loaded) == set()
    assert HTML & set(loaded) == set()
