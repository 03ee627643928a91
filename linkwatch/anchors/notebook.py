"""The names of places in Jupyter notebooks: what Jupyter and GitHub make of headings, and the names in their HTML."""

import json
import re
from typing import Any

from linkwatch.anchors import Anchors
from linkwatch.anchors.markdown import read_anchors as read_markdown

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]++(\S[^\n]*+)$", re.MULTILINE)
_MARKUP = re.compile(r"[*`]|\[([^\[\]]*)\]\([^()]*\)")


def read_anchors(body: bytes) -> Anchors:
    """Return the named places of a notebook."""
    try:
        notebook = json.loads(body)
    except (ValueError, RecursionError):
        return Anchors(frozenset(), is_cut=True)
    text = "\n\n".join(_texts(notebook))
    found = read_markdown(text)
    titles = [title.rstrip("# \t") for title in _HEADING.findall(text)]
    titles += [_MARKUP.sub(lambda match: match[1] or "", title) for title in titles]
    names = {title.replace(" ", "-") for title in titles}
    return Anchors(found.names | names, found.headings, is_cut=found.is_cut)


def _texts(notebook: Any) -> list[str]:
    """Return the texts of the Markdown cells; those of older notebooks stand in worksheets."""
    if not isinstance(notebook, dict):
        return []
    sheets = [notebook, *_dicts(notebook.get("worksheets"))]
    cells = [cell for sheet in sheets for cell in _dicts(sheet.get("cells"))]
    return [_joined(cell.get("source")) for cell in cells if cell.get("cell_type") == "markdown"]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(each for each in source if isinstance(each, str))
    return source if isinstance(source, str) else ""
