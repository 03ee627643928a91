"""What the HTML pages share: one file that needs nothing else, and in which only its own script can run.

Plots are stacked bars of plain boxes beside their numbers, one in each row of a table: they can be read on a phone, on
paper, without scripts and by ear. A library that draws would weigh more than all the rest of the page. The page's
policy names the hash of the one script, which only puts in order what stands there.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TextIO

from linkwatch import __version__
from linkwatch.model import WORST_FIRST
from linkwatch.report.safety import is_web

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src {hash}; \
base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="linkwatch {version}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""


def start_page(title: str, out: TextIO, *, rules: str = "") -> None:
    """Write all before the page's heading. rules: further style rules."""
    script_hash = b64encode(sha256(_script().encode()).digest()).decode()
    style = _resource("html_page.css") + rules
    out.write(_HEAD.format(hash=f"'sha256-{script_hash}'", version=__version__, title=escape(title), style=style))


def end_page(out: TextIO) -> None:
    """Write the end of the page and its script, which only puts in order what stands there."""
    out.write(f"<script>{_script()}</script>\n</body>\n</html>\n")


def bar(by_status: Mapping[str, int]) -> str:
    """Return a bar of coloured boxes, as wide as their shares; the numbers stand beside it as text."""
    told = [(status, by_status[status]) for status in WORST_FIRST if by_status.get(status)]
    label = ", ".join(f"{number} {status}" for status, number in told)
    boxes = "".join(f'<i class="{status}-colour" style="flex-grow:{number}"></i>' for status, number in told)
    return f'<div class="bar" role="img" aria-label="{label}">{boxes}</div>'


def moment(text: str) -> str:
    """Return a time of the database as people read it."""
    return f'<time datetime="{escape(text)}">{escape(text[:10])}, {escape(text[11:16])} UTC</time>'


def anchor(url: str) -> str:
    """Return an address, clickable if it is one of the web."""
    if not is_web(url):
        return f"<code>{escape(url) or '(empty)'}</code>"
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>'


def _script() -> str:
    return _resource("html_page.js")


def _resource(name: str) -> str:
    return files("linkwatch.report").joinpath(name).read_text("utf-8")
