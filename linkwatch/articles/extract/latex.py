r"""Reads LaTeX: \url, \href and \doi, and in a list of references addresses and identifiers as they stand.

Pictures are those of \includegraphics whose name is whole: an ending that is left out TeX alone knows.
"""

import re
from collections.abc import Iterator

from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.identifiers import doi_url, identifier_links
from linkwatch.articles.extract.tex import MACRO, plain, url_of
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_urls, blanked, read_text
from linkwatch.model import Article, Document, Kind

_CODE = "verbatim|Verbatim|lstlisting|minted|comment|alltt|filecontents"
_HIDDEN = re.compile(
    r"\\(?:url|burl|href|nolinkurl|path)\s*(?:\[[^\[\]\n]{0,300}\]\s*)?\{[^{}\n]*\}"  # "%" begins no comment in it
    rf"|\\begin\{{(?P<code>(?:{_CODE})\*?)\}}|\\(?:verb|lstinline|mintinline)\*?(?P<quote>[^A-Za-z0-9\s{{*\[])"
    r"|\\[^A-Za-z]|(?P<comment>%)",
    re.DOTALL,
)
_GROUP = r"\{((?:[^{}\\]|\\[^\n]|\{(?:[^{}]|\{[^{}]*\})*+\})*+)\}"
_LINK = re.compile(
    r"\\(?:(?P<href>href)\s*(?:\[[^\[\]]{0,300}\]\s*)?(?=\{)|(?P<url>url|burl|nolinkurl)\s*(?=\{)"
    r"|url(?P<quote>[|!+/\"])|(?P<doi>doi)\s*(?=\{))"
)
_ONE = re.compile(_GROUP)
_TEXT = re.compile(r"\s*" + _GROUP)
_MACRO = re.compile(r"\\(?:(?:re)?newcommand\*?\s*\{?|def\s*)\\(?P<name>[A-Za-z]+)\}?\s*\{(?P<value>[^{}\n]{0,500})\}")
_CALL = re.compile(r"\\([A-Za-z]+)(?:\{\}| (?=\S)|(?![A-Za-z]))")
_TITLE = re.compile(r"\\title\s*(?:\[[^\[\]]{0,300}\]\s*)?" + _GROUP)
_DATE = re.compile(r"\\date\s*\{([^{}\n]{1,60})\}")
_ENDS = re.compile(r"\\(?:end|bibitem|newblock|par|item)(?![A-Za-z])")  # an address that stands before it
_REFERENCES = re.compile(r"\\begin\{thebibliography\}|\\bibitem\b")
_PICTURE = re.compile(r"\\includegraphics\*?\s*(?:\[[^\[\]]{0,500}\]\s*)?\{(?P<name>[^{}\n]{1,1000})\}")
_FOLDERS = re.compile(r"\\graphicspath\b")  # in which pictures are looked for too
_WEB = re.compile(r"https?://", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:png|jpe?g|pdf|eps|svg|gif)", re.IGNORECASE)
_LINK_COMMANDS = re.compile(r"\\(?:href|url|burl|nolinkurl|doi|path)\s*(?:\[[^\[\]]{0,300}\]\s*)?" + _GROUP)


def read(document: Document) -> Article:
    """Read a LaTeX document."""
    return read_text(document, _scan, plain)


def _scan(text: str) -> Scanned:
    hidden = list(_hidden(text))
    shown = blanked(text, hidden)
    title, date = _TITLE.search(shown), _DATE.search(shown)
    return Scanned(
        _marks(shown),
        plain(title[1].replace("\\\\", " ")) if title else None,
        read_day(date[1]) if date else None,
        shown,
        [span for span in hidden if text[span[0]] == "%"],
    )


def _hidden(text: str) -> Iterator[CharSpan]:
    """Yield comments and what is printed as it is."""
    position = 0
    unclosed = set()
    while match := _HIDDEN.search(text, position):
        position = match.end()
        if match["comment"]:
            end = text.find("\n", position)
            position = len(text) if end < 0 else end
            yield match.start(), position
            continue
        closing = f"\\end{{{match['code']}}}" if match["code"] else match["quote"]
        if not closing or closing in unclosed:
            continue
        line_end = text.find("\n", position) if match["quote"] else len(text)
        end = text.find(closing, position, line_end if line_end >= 0 else len(text))
        if end >= 0:
            yield match.start(), end
            position = end + len(closing)
        elif match["code"]:
            unclosed.add(closing)


def _marks(text: str) -> Iterator[TextLink]:
    macros = {match["name"]: match["value"] for match in _MACRO.finditer(text)}
    position = 0
    while link := _LINK.search(text, position):
        position = link.end()
        mark = _quoted(text, link) if link["quote"] else _braced(text, link, macros)
        if mark is not None:
            position = mark.end
            yield mark
    if references := _REFERENCES.search(text):
        yield from _references(text, references.start())
    yield from _pictures(text, macros)


def _pictures(text: str, macros: dict[str, str]) -> Iterator[TextLink]:
    is_placed = _FOLDERS.search(text) is None
    for picture in _PICTURE.finditer(text):
        href = url_of(_expanded(picture["name"], macros))
        is_whole = is_placed and _ENDING.search(href, max(0, len(href) - 5)) is not None
        if not MACRO.search(href) and (is_whole or _WEB.match(href)):
            yield TextLink(href, *picture.span(), "", picture.span("name"), kind=Kind.IMAGE)


def _braced(text: str, link: re.Match[str], macros: dict[str, str]) -> TextLink | None:
    target = _ONE.match(text, link.end())
    if target is None:
        return None
    href = url_of(_expanded(target[1], macros))
    if MACRO.search(href) or "#1" in href or "#2" in href:
        return None  # only TeX knows what it means, or it is the body of a macro
    if link["doi"]:
        return TextLink(href, link.start(), target.end(), href, target.span(1), doi_url(href))
    if not link["href"]:
        return None if link["url"] == "nolinkurl" else TextLink(href, link.start(), target.end(), href, target.span(1))
    label = _TEXT.match(text, target.end())
    words = plain(label[1]).strip() if label else ""
    return TextLink(href, link.start(), label.end() if label else target.end(), words or href, target.span(1))


def _quoted(text: str, link: re.Match[str]) -> TextLink | None:
    end = text.find(link["quote"], link.end(), link.end() + 2000)
    if end < 0:
        return None
    href = text[link.end() : end].strip()
    return TextLink(href, link.start(), end + 1, href, (link.end(), end))


def _expanded(written: str, macros: dict[str, str]) -> str:
    """Put what the document's own commands without arguments stand for in their place, once."""
    return _CALL.sub(lambda call: macros.get(call[1], call[0]), written) if macros and "\\" in written else written


def _references(text: str, start: int) -> Iterator[TextLink]:
    """Yield the addresses and identifiers that stand in a list of references without a command."""
    shown = blanked(text[start:], (match.span() for match in _LINK_COMMANDS.finditer(text[start:])))
    for begin, end in bare_urls(shown):
        written = _ENDS.split(shown[begin:end], maxsplit=1)[0].partition("{")[0].partition("}")[0]
        span = start + begin, start + begin + len(written)
        if not MACRO.search(written):
            yield TextLink(url_of(written), *span, url_of(written), span)
    for mark in identifier_links(shown):
        end = start + mark.end
        yield TextLink(mark.href, start + mark.start, end, mark.text, (end - len(mark.href), end), mark.url)
