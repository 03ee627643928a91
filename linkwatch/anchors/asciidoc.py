"""The names of places in AsciiDoc: what Asciidoctor makes of headings, and those that authors give."""

import re

from linkwatch.anchors import Anchors

_NAMED = re.compile(
    r"\[\[\[?(?P<anchor>[A-Za-z_:][^\[\],\n]{0,200})[^\[\]\n]{0,500}\]\]"
    r"|\[(?:[\w-]{0,40})#(?P<short>[^\[\]\s.%,#\"]{1,200})[^\[\]\n]{0,500}\]"
    r"|\[[^\[\]\n]{0,300}\bid=[\"']?(?P<long>[^\"',\[\]\s]{1,200})|\banchor:(?P<macro>[^\s\[\]]{1,200})\["
)
_HEADING = re.compile(r"^(?:={1,6}|#{1,6})[ \t]+(\S[^\n]*)$", re.MULTILINE)
_DISCRETE = re.compile(r"^\.(?=[^ .\n])([^\n]{1,300})$", re.MULTILINE)  # the title of a block
_ATTRIBUTE = re.compile(r"^:(!?[\w-]+!?):[ \t]*([^\n]*)$", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:include|ifdef|ifndef|ifeval|toc)::|^\+{4,}[ \t]*$", re.MULTILINE)
_NO_NAME = re.compile(r"<[^<>]+>|&(?:[a-z]+\d{0,2}|#\d{2,6}|#x[\da-f]{2,6});|[^ \w\-.]", re.IGNORECASE)
_SEPARATORS = re.compile(r"[ .-]+")
_REFERENCE = re.compile(r"\{([\w-]+)\}")
_LINK = re.compile(r"(?:https?://|link:|xref:)[^\s\[\]]{1,500}\[([^\[\]\n]{0,300})\]")
_EMPHASIS = re.compile(r"(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")


def read_anchors(text: str) -> Anchors:
    """Return the named places of a text; sections may be named by their words too."""
    attributes = {name.lower(): value.strip() for name, value in _ATTRIBUTE.findall(text)}
    prefix = attributes.get("idprefix", "_")
    separator = attributes.get("idseparator", "_")[:1]
    names = {match[match.lastgroup or 0].strip() for match in _NAMED.finditer(text)}
    given: dict[str, int] = {}
    for heading in _HEADING.findall(text):
        title = _REFERENCE.sub(lambda name: attributes.get(name[1].lower(), name[0]), heading.rstrip("= \t"))
        names.add(title)
        title = _LINK.sub(lambda link: link[1], title)
        for form in dict.fromkeys((title, _EMPHASIS.sub("", title))):
            name = _made_of(form, prefix, separator)
            given[name] = given.get(name, 0) + 1
            names.add(name if given[name] == 1 else f"{name}{separator}{given[name]}")
    names.update(_DISCRETE.findall(text))
    return Anchors(frozenset(names), is_cut=_UNKNOWN.search(text) is not None)


def _made_of(title: str, prefix: str, separator: str) -> str:
    name = _NO_NAME.sub("", title.lower())
    if separator:
        name = _SEPARATORS.sub(separator, name).removesuffix(separator)
        return prefix + (name if prefix else name.removeprefix(separator))
    return prefix + name.replace(" ", "")
