"""Reads wikitext, as MediaWiki understands it, with the templates by which Wikipedias cite.

What is cited: [https://… text], addresses as they stand, the addresses and identifiers in cite templates, and
[[pages]] of the wiki itself where its address is known. There its pictures are too: [[File:…]].
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlsplit

from linkwatch.anchors.wikitext import read_anchors
from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.context import LINE_BREAK
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.identifiers import arxiv_url, doi_url, handle_url, urn_url
from linkwatch.articles.extract.text_links import Scanned, TextLink, blanked, read_text
from linkwatch.model import Article, Document, Kind

_HIDDEN_TAGS = ("nowiki", "pre", "syntaxhighlight", "source", "math", "score", "templatedata")
_HIDDEN = re.compile(rf"<!--|<(?P<tag>{'|'.join(_HIDDEN_TAGS)})\b[^<>]*>", re.IGNORECASE)
_ENDS = {"-->": re.compile("-->")} | {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in _HIDDEN_TAGS}
_REST = r"(?:[^\s\[\]<>\"{}|]++|\{\{[!=]\}\})++"  # of an address
_INSTEAD = re.compile(r"\{\{([!=])\}\}")  # how "|" and "=" are written where they would end or name a field
_NEXT = re.compile(  # first what all parts may begin with: to look for that alone is several times as fast
    r"(?=[{}|\[hf])(?:(?P<open>\{\{)|(?P<close>\}\})|(?P<bar>\|)|(?P<page>\[\[)"
    rf"|\[(?P<bracket>(?:https?:|ftp:)?//{_REST}|mailto:{_REST})"
    rf"|(?<![A-Za-z/:])(?P<bare>(?:https?|ftp)://{_REST}))",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\[\[(?P<name>[^\[\]{}|<>\n]{1,300})(?:\|(?P<label>[^\[\]\n]{0,500}))?\]\](?P<rest>[a-z]*)")
_LABEL = re.compile(r"[^\[\]\n]{0,1000}(?:\[\[[^\[\]\n]{0,300}\]\][^\[\]\n]{0,1000})?")
_FIELD = re.compile(r"\s*(?P<name>[^\W\d_][\w -]{0,30}?)\s*=\s*")
_HEADING = re.compile(r"^=([^=\n]++)=[ \t]*+$", re.MULTILINE)
_FILES = {
    *("file", "image", "datei", "bild", "fichier", "archivo", "imagen", "immagine", "ficheiro", "imagem", "bestand"),
    *("afbeelding", "plik", "grafika", "файл", "изображение", "ファイル", "画像", "文件", "图像"),
}
_NO_PAGES = _FILES | {
    *("category", "media", "kategorie", "catégorie", "categoría", "categoria", "categorie", "kategoria"),
    *("категория", "分类"),
}
_FILE = re.compile(r"\[\[ ?(?P<space>[^\W\d_]{1,20}) ?: ?(?P<name>[^\[\]{}|<>\n#]{1,255})(?=[|\]])")
_BRACKETS = re.compile(r"\[\[|\]\](?!\])")
_ADDRESS = re.compile(r"\[[^\s\[\]]++ ?([^\[\]]*+)\]")  # in a caption, with what is shown of it
_LONGEST_CAPTION = 2000  # characters of a picture's markup
_PICTURE_OPTION = re.compile(
    r"thumb(?:nail)?|mini(?:atur)?|frame\w*|border|left|right|center|none|upright.*|x?\d+(?:x\d+)? ?px|\w+\s*=.*",
    re.IGNORECASE,
)
_IDENTIFIERS = {"doi": doi_url, "arxiv": arxiv_url, "eprint": arxiv_url, "hdl": handle_url, "urn": urn_url}
_TITLES = ("title", "titel", "titre", "título", "titolo", "tytuł", "заглавие", "chapter")
_ACCESSED = (
    *("access-date", "accessdate", "abruf", "zugriff", "consulté le", "fechaacceso", "accesso"),
    *("acessodata", "bezochtdatum", "data dostępu", "дата обращения", "datum přístupu", "hämtdatum"),
    *("besøksdato"),
)
_ARCHIVED = (
    *("archive-date", "archivedate", "archiv-datum", "archive date", "fechaarchivo", "dataarchivio"),
    *("archiefdatum"),
)
_MARKUP = re.compile(
    r"(?=['\[<{=]|^)(?:'{2,5}|\[\[(?:[^\[\]|\n]{0,200}\|)?(?P<page>[^\[\]|\n]{0,200})\]\]|<[^<>]{0,200}>|\{\{[^{}]{0,500}\}\}"
    r"|^=+|(?P<line>^[*#:;]+ ?|(?<!=)=++$))",
    re.MULTILINE,
)
_LONGEST = 1000  # characters of a field that are looked at
_TRAILING = ".,;:!?'"


@dataclass(slots=True)
class _Template:
    """A template that is being read. marks: of the addresses in it. fields: what is said of them."""

    start: int
    field_start: int
    marks: list[TextLink] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def read(document: Document) -> Article:
    """Read a wiki page."""
    wiki = _wiki_of(document.base_url)
    return read_text(document, lambda text: _scan(text, wiki), plain)


def plain(written: str) -> str:
    """Take the markup out of a sentence."""
    return _MARKUP.sub(lambda match: match["page"] or (LINE_BREAK if match["line"] else ""), written)


def _scan(text: str, wiki: str | None) -> Scanned:
    hidden = list(_hidden(text))
    shown = blanked(text, (span for span, _ in hidden))
    heading = _HEADING.search(shown)
    return Scanned(
        _Reader(shown, wiki).marks(),
        plain(heading[1]) if heading else None,
        None,
        shown,
        [span for span, is_comment in hidden if is_comment],
        lambda: read_anchors(shown),
    )


def _hidden(text: str) -> Iterator[tuple[CharSpan, bool]]:
    """Yield what is no wikitext, and whether it is a comment; else it is code."""
    position = 0
    unclosed = set()
    while match := _HIDDEN.search(text, position):
        end_mark = match["tag"].lower() if match["tag"] else "-->"
        position = match.end()
        if match[0].endswith("/>") or end_mark in unclosed:
            continue
        end = _ENDS[end_mark].search(text, position)
        if end is None:
            unclosed.add(end_mark)
            continue
        yield ((match.end(), end.start()), False) if match["tag"] else ((match.start(), end.end()), True)
        position = end.end()


class _Reader:
    def __init__(self, text: str, wiki: str | None) -> None:
        self._text = text
        self._wiki = wiki
        self._open: list[_Template] = []

    def marks(self) -> Iterator[TextLink]:
        """Yield the links; those in a template when it ends, since only then it is known what they are called."""
        position = 0
        while match := _NEXT.search(self._text, position):
            position = match.end()
            match match.lastgroup:
                case "open":
                    self._open.append(_Template(match.start(), len(self._text)))
                case "bar" if self._open:
                    self._end_field(match.start())
                    self._open[-1].field_start = match.end()
                case "close" if self._open:
                    self._end_field(match.start())
                    yield from self._ended(self._open.pop(), match.end())
                case "page":
                    if (mark := self._read_page(match.start())) is not None:
                        position = mark.end
                        yield mark
                    elif (mark := self._read_file(match.start())) is not None:
                        yield mark  # and go on within it: its caption has links
                case "bracket":
                    mark = self._read_bracket(match)
                    position = mark.end
                    yield mark
                case "bare":
                    if (mark := self._read_bare(match)) is not None:
                        yield mark
        while self._open:
            yield from self._ended(self._open.pop(), len(self._text))

    def _read_bracket(self, match: re.Match[str]) -> TextLink:
        href = _meant(match["bracket"])
        label = _LABEL.match(self._text, match.end())
        end = label.end() if label else match.end()
        words = self._text[match.end() : end].strip()
        end += self._text.startswith("]", end)
        return TextLink(href, match.start(), end, plain(words) or href, match.span("bracket"))

    def _read_bare(self, match: re.Match[str]) -> TextLink | None:
        """Read an address as it stands; None where it is the field of a template and is told when that ends."""
        start, end = match.span("bare")
        name = self._field_that_begins_at(start)
        if not name:
            trailing = _TRAILING if "(" in match["bare"] else _TRAILING + ")"
            while self._text[end - 1] in trailing:
                end -= 1
        href = _meant(self._text[start:end])
        mark = TextLink(href, start, end, href, (start, end), place=name)
        if not self._open:
            return mark
        self._open[-1].marks.append(mark)
        return None

    def _read_page(self, start: int) -> TextLink | None:
        match = _PAGE.match(self._text, start)
        if match is not None and match["name"].startswith("#"):
            section = match["name"].rstrip()
            return TextLink(section, start, match.end(), plain(match["label"] or section), match.span("name"))
        if match is None or self._wiki is None:
            return None
        name, _, section = match["name"].strip().partition("#")
        space = name.partition(":")[0].strip().lower() if ":" in name else ""
        if not name.strip(" :") or space in _NO_PAGES:
            return None
        title = name.strip(" :").replace(" ", "_")
        title = title[:1].upper() + title[1:]
        url = self._wiki + quote(title, safe="/:;()._-~!*',@$")
        label = plain(match["label"] or match["name"]).lstrip(":") + match["rest"]
        return TextLink(
            match["name"],
            start,
            match.end(),
            label,
            match.span("name"),
            url + (f"#{quote(section)}" if section else ""),
        )

    def _read_file(self, start: int) -> TextLink | None:
        """Read a picture of the wiki: "Special:FilePath" leads to it, wherever the wiki keeps it."""
        match = _FILE.match(self._text, start)
        if match is None or self._wiki is None or match["space"].lower() not in _FILES or not match["name"].strip():
            return None
        depth, end = 0, match.end()
        for bracket in _BRACKETS.finditer(self._text, start, start + _LONGEST_CAPTION):
            depth += 1 if bracket[0] == "[[" else -1
            if not depth:
                end = bracket.start()
                break
        caption = _ADDRESS.sub(r"\1", plain(self._text[match.end() : end])).rpartition("|")[2].strip()
        if _PICTURE_OPTION.fullmatch(caption):
            caption = ""
        name = match["name"].rstrip()
        url = f"{self._wiki}Special:FilePath/{quote(name.replace(' ', '_'), safe='')}"
        span = match.start("name"), match.start("name") + len(name)
        return TextLink(name, start, end, "", span, url, caption, kind=Kind.IMAGE)

    def _field_that_begins_at(self, position: int) -> str | None:
        """Return the name of the template's field whose value begins there."""
        if not self._open:
            return None
        match = _FIELD.match(self._text, self._open[-1].field_start, position)
        return match["name"].lower() if match and match.end() == position else None

    def _end_field(self, end: int) -> None:
        """Note a field that may say something of the addresses of its template."""
        template = self._open[-1]
        match = _FIELD.match(self._text, template.field_start, end)
        if match is None:
            return
        name = match["name"].lower()
        value = self._text[match.end() : min(end, match.end() + _LONGEST)].rstrip()
        if name in _TITLES or name in _ACCESSED or name in _ARCHIVED:
            template.fields[name] = value
        elif name in _IDENTIFIERS and (url := _IDENTIFIERS[name](value)) is not None:
            span = match.end(), match.end() + len(value)
            template.marks.append(TextLink(value, *span, value, span, url, place=name))

    def _ended(self, template: _Template, end: int) -> Iterator[TextLink]:
        """Yield the links of a template, each called by the title of what is cited.

        In the sentence around them the first of them stands for the template.
        """
        title = next((plain(template.fields[name]) for name in _TITLES if name in template.fields), "")
        cited_at = _date(template.fields, _ACCESSED)
        archived_at = _date(template.fields, _ARCHIVED)
        span: CharSpan | None = template.start, end
        for mark in template.marks:
            if mark.place is None:
                yield mark
                continue
            is_copy = "archiv" in mark.place or "archief" in mark.place
            date = (archived_at if is_copy else cited_at) or cited_at or archived_at
            is_identifier = mark.url is not None
            text = mark.href if is_identifier else title or mark.href
            yield TextLink(mark.href, *(span or (mark.start, mark.end)), text, mark.written, mark.url, cited_at=date)
            span = None


def _meant(written: str) -> str:
    return _INSTEAD.sub(lambda match: "|" if match[1] == "!" else "=", written) if "{{" in written else written


def _date(fields: dict[str, str], names: tuple[str, ...]) -> datetime | None:
    return next((date for name in names if name in fields and (date := read_day(fields[name]))), None)


def _wiki_of(url: str) -> str | None:
    """Return the address that the names of a wiki's pages are put behind, as its own address tells."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if "/wiki/" in parts.path:
        return f"{parts.scheme}://{parts.netloc}{parts.path.partition('/wiki/')[0]}/wiki/"
    if parts.path.endswith("/index.php"):
        return (
            f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix('/w/index.php').removesuffix('/index.php')}/wiki/"
        )
    return None
