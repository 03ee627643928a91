"""What a sitemap lists: pages, or further sitemaps."""

import io
from dataclasses import dataclass, field

from linkwatch.articles.sources.plain_xml import Path, read_xml
from linkwatch.errors import InputError

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
    except InputError as error:
        sitemap.error = str(error)
    return sitemap


def _parse(body: bytes, sitemap: Sitemap, most: int) -> None:
    root = ""

    def start(path: Path, _attributes: dict[str, str]) -> None:
        nonlocal root
        root = path[0]

    def end(path: Path, text: str) -> None:
        if path[-1] == "loc" and len(path) > 1 and path[-2] in _KINDS and 0 < len(text) <= _LONGEST_URL:
            sitemap.add(text, path[-2], most)

    read_xml(body, start, end)
    if root not in _ROOTS and not sitemap.pages and not sitemap.sitemaps:
        raise InputError(f"is not a sitemap: it begins with <{root[:40]}>")
