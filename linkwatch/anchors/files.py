"""Looking for the places of local files and folders."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from linkwatch.anchors import Anchors, look_for

_MOST_BYTES = 16 * 2**20
# What stands for a folder, the first of them; "README" in any case, as hosts of repositories have it.
_INDEXES = ("index.html", "index.htm", "index.md", "readme.markdown", "readme.md", "readme.mdown", "readme.mkd")

_INDEX_STEMS = ("index", "readme")


def look_in_file(path: Path, fragments: Iterable[str]) -> dict[str, bool | None]:
    """Say of each fragment whether it leads to a place in a file. A folder stands for its index.

    Nobody can tell of a file in which places have no names, and of what cannot be read.
    """
    return look_for(fragments, _anchors_in(path))


def _anchors_in(path: Path) -> Anchors | None:
    try:
        if path.is_dir():
            named = {entry.name.lower(): entry for entry in path.iterdir() if entry.stem.lower() in _INDEX_STEMS}
            if not named:
                return Anchors(frozenset())  # a list of files at most, in which no place has a name
            path = next((named[name] for name in _INDEXES if name in named and named[name].is_file()), path)
        read = _READERS.get(path.suffix.lower())
        if read is None:
            return None
        with path.open("rb") as file:
            body = file.read(_MOST_BYTES + 1)
    except OSError:
        return None
    return read(body) if len(body) <= _MOST_BYTES else None


def _html(body: bytes) -> Anchors:
    from linkwatch.anchors.html import read_anchors  # its parser is loaded where it is needed

    return read_anchors(body)


def _markdown(body: bytes) -> Anchors:
    from linkwatch.anchors.markdown import read_anchors

    return read_anchors(body.decode("utf-8-sig", "replace"))


def _notebook(body: bytes) -> Anchors:
    from linkwatch.anchors.notebook import read_anchors

    return read_anchors(body)


def _text(module: str) -> Callable[[bytes], Anchors]:
    def read(body: bytes) -> Anchors:
        anchors: Anchors = import_module(f"linkwatch.anchors.{module}").read_anchors(_decoded(body))
        return anchors

    return read


def _decoded(body: bytes) -> str:
    return body.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


_READERS: dict[str, Callable[[bytes], Anchors]] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), _html),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"), _markdown),
    **dict.fromkeys((".rst", ".rest"), _text("rst")),
    **dict.fromkeys((".adoc", ".asciidoc"), _text("asciidoc")),
    ".org": _text("org"),
    **dict.fromkeys((".wiki", ".mediawiki", ".wikitext"), _text("wikitext")),
    ".ipynb": _notebook,
}
