"""What a sitemap lists: pages, or further sitemaps."""

import io
from dataclasses import dataclass, field
from xml.parsers import expat

from linkwatch.errors import InputError

_DEEPEST = 50  # elements within each other; the format needs three
_LONGEST_URL = 8192
_KINDS = ("url", "sitemap")
_ROOTS = ("urlset", "sitemapindex")


@dataclass(slots=True)
class Sitemap:
    """The URLs of a sitemap as written, as many as were wanted.

    was_cut: there are more. error: why it was not read to its end, for a person; else None.
    """

    pages: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    was_cut: bool = False
    error: str | None = None

    def add(self, url: str, kind: str, most: int) -> None:
        """Add a URL; kind: the element that it stood in."""
        urls = self.pages if kind == "url" else self.sitemaps
        if len(urls) < most:
            urls.append(url)
        else:
            self.was_cut = True


def read_sitemap(body: bytes, most: int) -> Sitemap:
    """Read a sitemap or a sitemap index in XML, or a plain list of URLs: at most so many. Never raises."""
    sitemap = Sitemap()
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        for line in io.BytesIO(body):
            url = line.decode("utf-8", "replace").strip("\ufeff \t\r\n")
            if url.startswith(("http://", "https://")) and len(url) <= _LONGEST_URL:
                sitemap.add(url, "url", most)
        if not sitemap.pages:
            sitemap.error = "is neither XML nor a list of URLs"
        return sitemap
    try:
        _parse(body, sitemap, most)
    except expat.ExpatError as error:
        sitemap.error = f"not well-formed XML: {error}"
    except (InputError, ValueError) as error:
        sitemap.error = str(error)
    return sitemap


def _parse(body: bytes, sitemap: Sitemap, most: int) -> None:
    path: list[str] = []
    words: list[str] = []
    roots: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if len(path) >= _DEEPEST:
            raise InputError("elements are nested too deep")
        path.append(name.rpartition(" ")[2])
        if not roots:
            roots.append(path[0])
        words.clear()

    def text(data: str) -> None:
        if path[-1] == "loc" and len(words) < _LONGEST_URL:
            words.append(data)

    def end(_name: str) -> None:
        if path.pop() == "loc" and path and path[-1] in _KINDS:
            url = "".join(words).strip()
            if url and len(url) <= _LONGEST_URL:
                sitemap.add(url, path[-1], most)
        words.clear()

    def refuse(*_declaration: object) -> None:
        raise InputError("declares XML entities, which no sitemap needs")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    parser.Parse(body, True)
    if roots[0] not in _ROOTS and not sitemap.pages and not sitemap.sitemaps:
        raise InputError(f"is not a sitemap: it begins with <{roots[0][:40]}>")
