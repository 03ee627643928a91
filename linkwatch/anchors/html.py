"""The names of places in HTML."""

from itertools import islice

import turbohtml

from linkwatch.anchors import Anchors

_MOST_NAMES = 200_000
_NAMED = "[id],a[name]"
_NOT_SHOWN = ("script", "style", "noscript", "template", "title")
_DATA_SCRIPTS = ("application/ld+json", "application/json", "text/template", "text/x-template", "speculationrules")
_FEW_WORDS = 50  # a page with scripts that says no more is made by them


def names_of(page: turbohtml.Node) -> frozenset[str]:
    """Return the ids and names of a tree, up to a bound."""
    names: set[str] = set()
    for element in islice(page.select(_NAMED), _MOST_NAMES):
        names.update((element.attr("id") or "", element.attr("name") or "" if element.tag == "a" else ""))
    names.discard("")
    return frozenset(names)


def anchors_of(page: turbohtml.Document) -> Anchors:
    """Return the named places of a page."""
    has_scripts = any(script.attr("type") not in _DATA_SCRIPTS for script in page.find_all("script"))
    return Anchors(names_of(page), has_scripts=has_scripts, is_built=has_scripts and _says_little(page))


def read_anchors(body: bytes, charset: str | None = None) -> Anchors:
    """Return the named places of HTML in bytes."""
    try:
        return anchors_of(turbohtml.parse(body, encoding=charset, positions=False, detect_encoding=True))
    except (LookupError, ValueError):  # a charset that nobody knows
        return anchors_of(turbohtml.parse(body, positions=False, detect_encoding=True))


def _says_little(page: turbohtml.Document) -> bool:
    unseen = sum(len(element.text.split()) for element in page.iter_elements(_NOT_SHOWN))
    return len(page.text.split()) - unseen <= _FEW_WORDS
