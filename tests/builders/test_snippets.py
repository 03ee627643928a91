"""What docs/builders.md shows works with the tools themselves. They are not among the tests' libraries: see .ci/run."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Site, in_background

TOP = Path(__file__).parent.parent.parent
PAGE = (TOP / "docs" / "builders.md").read_text()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with in_background(site.serve()) as site.url:
        yield site


def snippets(heading: str, language: str) -> list[str]:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def snippet(heading: str, language: str) -> str:
    (found,) = snippets(heading, language)
    return found


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LINKWATCH_CHECK__ALLOW_PRIVATE": "127.0.0.0/8",
        "LINKWATCH_CHECK__HOST_INTERVAL": "0",
        "LINKWATCH_CHECK__RETRIES": "0",
        "LINKWATCH_ARCHIVE__FIND": "false",
    }
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(("path", "code"), [("stories/a", 0), ("gone", 2)])
def test_make(site: Site, tmp_path: Path, path: str, code: int) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(f"[a]({site.url}/{path})")
    (tmp_path / "Makefile").write_text(snippet("Make", "make"))
    result = run(tmp_path, "make", "links")
    assert result.returncode == code, result.stderr


@pytest.mark.parametrize(("path", "told"), [("stories/a", "1 passed"), ("gone", "/gone")])
def test_pytest(site: Site, tmp_path: Path, path: str, told: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(f"[a]({site.url}/{path})")
    (tmp_path / "test_links.py").write_text(snippet("pytest", "python"))
    result = run(tmp_path, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_links.py")
    assert (result.returncode, told in result.stdout) == (int(path == "gone"), True), result.stdout


@pytest.mark.parametrize(("path", "code"), [("stories/a", 0), ("gone", 1)])
def test_sphinx(site: Site, tmp_path: Path, path: str, code: int) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.rst").write_text(f"Title\n=====\n\n`a <{site.url}/{path}>`_\n")
    builder, settings = snippets("Sphinx", "python")
    (tmp_path / "docs" / "links.py").write_text(builder)
    (tmp_path / "docs" / "conf.py").write_text(settings)
    plain = ("-D", "html_theme=basic", "-D", "html_show_sphinx=0")  # other themes cite their own makers
    result = run(tmp_path, sys.executable, "-m", "sphinx", "-W", "-b", "linkwatch", *plain, "docs", "build/linkwatch")
    assert (result.returncode, f"{site.url}/gone: http-410" in result.stderr) == (code, bool(code)), result.stderr
    assert (tmp_path / "build" / "linkwatch" / "index.html").exists()


@pytest.mark.parametrize(("path", "code"), [("stories/a", 0), ("gone", 1)])
def test_mkdocs(site: Site, tmp_path: Path, path: str, code: int) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Title\n\n[a]({site.url}/{path})\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: null, custom_dir: theme}\n" + snippet("MkDocs", "yaml")
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("<html><title>x</title><body>{{ page.content }}</body></html>")
    (tmp_path / "links.py").write_text(snippet("MkDocs", "python"))
    result = run(tmp_path, sys.executable, "-m", "mkdocs", "build", "-q")
    assert (result.returncode, f"dead links: {site.url}/gone" in result.stderr) == (code, bool(code)), result.stderr


def test_every_tool_of_the_page_is_tried() -> None:
    headings = re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)
    assert {f"test_{heading.lower()}" for heading in headings} <= set(globals())
