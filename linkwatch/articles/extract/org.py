"""Reads Org: [[target][text]], <address> and addresses as they stand, and the document's own abbreviations of links."""

import re
from collections.abc import Iterator

from linkwatch.anchors.org import read_anchors
from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.context import LINE_BREAK
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.identifiers import doi_url
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_urls, blanked, read_text
from linkwatch.model import Article, Document, Kind

_LINE = re.compile(r"[^\n]*\n?")
_BEGIN = re.compile(r"[ \t]*#\+begin_(?P<kind>src|example|export|comment)\b", re.IGNORECASE)
_END = re.compile(r"[ \t]*#\+end_(?P<kind>src|example|export|comment)\b", re.IGNORECASE)
_KEYWORD = re.compile(r"[ \t]*#\+(?P<name>\w+):[ \t]*(?P<value>[^\n]*)")
_ABBREVIATION = re.compile(r"(?P<name>\S+)[ \t]+(?P<url>\S+)")
_HEADING = re.compile(r"(?P<stars>\*+) (?P<comment>COMMENT\b)?")
_SOURCE = re.compile(r"\bsrc=(?:\"[^\"\n]*+\"|'[^'\n]*+')", re.IGNORECASE)
_NO_TEXT = re.compile(r"[ \t]*(?:#(?: |$)|:(?: |$))")
# Here and below first what all parts may begin with: to look for that alone is several times as fast.
_NEXT = re.compile(r"(?=[\[hf=~])(?:\[\[|(?<![A-Za-z])(?:https?|ftp)://|(?<![\w=~])[=~](?=\S))", re.IGNORECASE)
_LINK = re.compile(
    r"\[\[(?P<target>[^\[\]\n]{1,2000})\](?:\[(?P<text>(?:\[\[[^\[\]\n]{1,300}\]\]|[^\]\n]|\](?!\])){0,1000})\])?\]"
)
_CODE = re.compile(r"(?P<mark>[=~])[^\n]{1,300}?(?<=\S)(?P=mark)(?!\w)")
_MARKUP = re.compile(
    r"(?=[/*_+=~]| \||^)"
    r"(?:(?<![\w:/])/(?=[^\s/])|(?<=[^\s/])/(?![\w/])|^\*+ |^[ \t]*:(?:PROPERTIES|END|CUSTOM_ID|ID):.*$|^\|[-+|]+$"
    r"|(?<!\w)[*_+=~](?=\S|$)|(?:(?<=\S)|^)[*_+=~](?!\w)"
    r"|(?P<item>^[ \t]*(?:[-*.+]{1,5}|\d{1,3}[.)]) |^[ \t]*\|| \| ))",
    re.MULTILINE,
)
_INNER = ("id", "attachment", "info", "help", "elisp", "shell", "coderef", "bibtex", "cite", "citet", "citep", "fuzzy")
_SCHEME = re.compile(r"(?P<name>[A-Za-z][\w+.-]*):(?P<rest>.*)", re.DOTALL)
_PICTURE = re.compile(r"[^?#]*\.(?:png|jpe?g|gif|svg|webp|tiff?)", re.IGNORECASE)


def read(document: Document) -> Article:
    """Read an Org document."""
    return read_text(document, _scan, _plain)


def _plain(written: str) -> str:
    return _MARKUP.sub(lambda match: LINE_BREAK if match["item"] else "", written)


def _scan(text: str) -> Scanned:
    hidden: list[CharSpan] = []
    keywords: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    comments: list[CharSpan] = []
    block: str | None = None
    commented: str | None = None  # the stars of a heading that makes a comment of all that is below it
    for match in _LINE.finditer(text):
        line = match[0]
        if heading := _HEADING.match(line):
            if commented is None or len(heading["stars"]) <= len(commented):
                commented = heading["stars"] if heading["comment"] else None
            block = None
        if commented is not None:
            hidden.append(match.span())
            continue
        if block is not None:
            end = _END.match(line)
            block = None if end and end["kind"].lower() == block else block
        elif begin := _BEGIN.match(line):
            block = begin["kind"].lower()
        elif keyword := _KEYWORD.match(line):
            name, value = keyword["name"].lower(), keyword["value"].strip()
            keywords.setdefault(name, value)
            if name == "link" and (abbreviation := _ABBREVIATION.match(value)):
                abbreviations[abbreviation["name"]] = abbreviation["url"]
            if name not in ("link", "title", "date", "setupfile", "include"):
                hidden += [(match.start() + start, match.start() + end) for start, end in _pictures(name, line)]
                continue
        elif not _NO_TEXT.match(line):
            continue
        else:
            comments.append(match.span())
        hidden.append(match.span())
    shown = blanked(text, hidden)
    date = read_day(keywords.get("date", "").strip("<>[]"))
    title = _plain(keywords.get("title", ""))
    return Scanned(_marks(shown, abbreviations), title, date, shown, comments, lambda: read_anchors(text))


def _pictures(name: str, line: str) -> Iterator[CharSpan]:
    """Yield where the HTML of a line names pictures, which are no citations."""
    if name.startswith("html"):
        for picture in _SOURCE.finditer(line):
            yield picture.span()


def _marks(text: str, abbreviations: dict[str, str]) -> Iterator[TextLink]:
    position = 0
    while match := _NEXT.search(text, position):
        position = match.end()
        if match[0] == "[[":
            link = _LINK.match(text, match.start())
            mark = _link(link, abbreviations) if link else None
            if link is not None:
                position = link.end()
        elif match[0] in "=~":
            code = _CODE.match(text, match.start())
            position = code.end() if code else position
            continue
        else:
            line_end = text.find("\n", match.end())
            stop = line_end if line_end >= 0 else len(text)
            span = next(bare_urls(text, match.start(), stop), None) or (0, 0)
            mark = TextLink(text[slice(*span)], *span, text[slice(*span)], span) if span[0] == match.start() else None
            position = max(position, span[1])
        if mark is not None:
            yield mark


def _link(link: re.Match[str], abbreviations: dict[str, str]) -> TextLink | None:
    """Read a link; None where it leads to a heading of the same document, or into Emacs."""
    written = link["target"].strip()
    begin = link.start("target") + len(link["target"]) - len(link["target"].lstrip())
    span = begin, begin + len(written)
    href, url = written.replace("\\[", "[").replace("\\]", "]"), None
    scheme = _SCHEME.match(href)
    if scheme is None:
        if not href.startswith(("./", "../", "/", "~", "#")):
            return None
        href = _placed(href)
    elif scheme["name"] in abbreviations:
        url = _unabbreviated(abbreviations[scheme["name"]], scheme["rest"])
    elif scheme["name"].lower() in _INNER:
        return None
    elif scheme["name"].lower() == "doi":
        url = doi_url(scheme["rest"])
    elif scheme["name"].lower().startswith("file"):
        href = _placed(scheme["rest"])
    text = _plain(link["text"] or "").strip()
    is_shown = not text and _PICTURE.fullmatch(href) is not None
    kind = Kind.IMAGE if is_shown else Kind.LINK
    return TextLink(href, link.start(), link.end(), text or ("" if is_shown else written), span, url, kind=kind)


def _placed(href: str) -> str:
    """Return a file's address, with the custom id in it that a search asks for."""
    page, _, search = href.partition("::")
    return page + search if search.startswith("#") else page


def _unabbreviated(pattern: str, rest: str) -> str:
    return pattern.replace("%s", rest).replace("%h", rest) if "%s" in pattern or "%h" in pattern else pattern + rest
