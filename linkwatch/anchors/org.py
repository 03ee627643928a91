"""The names of places in Org: custom ids, targets, names of blocks, and what GitHub makes of headings."""

import re

from linkwatch.anchors import Anchors
from linkwatch.anchors.markdown import Names, slug

_NAMED = re.compile(
    r"^[ \t]*:(?:CUSTOM_ID|ID):[ \t]+(\S+)|<<([^<>\n]{1,200})>>|^[ \t]*#\+NAME:[ \t]*(\S[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = re.compile(r"^\*+[ \t]+(?:(?:TODO|DONE)[ \t]+)?(?:\[#[A-Z]\][ \t]+)?([^\n]+)$", re.MULTILINE)
_TAGS = re.compile(r"(?<!\S):[\w@#%:]{1,200}:\Z")
_INCLUDES = re.compile(r"^[ \t]*#\+INCLUDE:", re.IGNORECASE | re.MULTILINE)


def read_anchors(text: str) -> Anchors:
    """Return the named places of a text."""
    names = {name.strip() for found in _NAMED.findall(text) for name in found if name}
    titles = [_TAGS.sub("", title.strip()).strip() for title in _HEADING.findall(text)]
    return Anchors(
        frozenset(names | set(titles)),
        frozenset(map(Names().give, map(slug, titles))),
        is_cut=_INCLUDES.search(text) is not None,
    )
