"""Viewers: pages that show a file whose address stands in their query, and that say nothing themselves."""

import re
from urllib.parse import parse_qsl, urlsplit

from linkwatch.model import TargetKind
from linkwatch.urls import resolve

_NAMES = """
file src source url uri doc document pdf path book fileurl pdfurl docurl data f u link config model manifest
"""
_NAMES_OF_FILES = frozenset(_NAMES.split())
_FILE = re.compile(
    r"\.(?:pdf|djvu|epub|docx?|pptx?|xlsx?|od[tps]|cbz|cbr|ps|mp4|webm|mp3|json|xml|txt|md|csv|ipynb|glb|gltf|stl|obj"
    r"|tiff?|jpe?g|png|svg|swf)$"
)
_MOST_READ = 4000  # characters


def file_in_query(url: str) -> str | None:
    """Return the absolute address of the file that a viewer's own address names; None where it names none."""
    written = _written_file(url)
    target = resolve(written, url, None) if written else None
    return target.url if target is not None and target.kind is TargetKind.WEB else None


def names_file_surely(url: str) -> bool:
    """Tell whether that file's address is absolute or begins at the root.

    What is relative may be relative to something that only the viewer knows.
    """
    written = _written_file(url) or ""
    return written.startswith(("/", "http://", "https://"))


def _written_file(url: str) -> str | None:
    try:
        parts = urlsplit(url[:_MOST_READ])
        pairs = parse_qsl(parts.query, max_num_fields=20)
    except ValueError:
        return None
    for name, value in pairs:
        path = value.partition("?")[0].partition("#")[0].lower()
        if name.lower() in _NAMES_OF_FILES and _FILE.search(path):
            return value
    return None
