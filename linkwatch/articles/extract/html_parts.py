"""The parts of a page: its text, and what stands around that.

The elements and roles of HTML tell them; for the many pages that use none, the names that the makers of sites give.
"""

import re

from turbohtml import Element, Node

from linkwatch.model import PagePart

_SELECTORS = {
    PagePart.HEADER: "header,[role=banner],#header,.site-header,#masthead,.masthead,#mw-head",
    PagePart.FOOTER: "footer,[role=contentinfo],#footer,.footer,.site-footer,#colophon",
    PagePart.SIDEBAR: (
        "aside,[role=complementary],#sidebar,.sidebar,.sphinxsidebar,.widget-area,#secondary,#mw-panel,.wy-nav-side"
    ),
    PagePart.NAVIGATION: (
        "nav,menu,[role=navigation],[role=menu],[role=menubar],#nav,#navigation,.navigation,#navbar,.navbar,.navbox,"
        "#menu,.menu,.breadcrumb,.breadcrumbs,.pagination,.catlinks,#toc,.toc,.related,#mw-navigation"
    ),
    PagePart.COMMENTS: "#comments,#respond,#disqus_thread,.comments,.comment-list,.commentlist,.comments-area",
    PagePart.HEAD: "head",
}
_TAGS = frozenset({"header", "footer", "aside", "nav", "menu", "head"})  # of the selectors
_NAMES = frozenset(re.findall(r"[.#]([\w-]+)", ",".join(_SELECTORS.values())))
_ANY = ",".join(_SELECTORS.values())
_LAST_FIRST = tuple(reversed(_SELECTORS.items()))  # where several fit, the last one counts
_WHOLE = ("html", "body")  # a name of these is one of the whole page
_SECTIONS = frozenset({"article", "section", "blockquote", "main", "td", "figure", "fieldset"})
_FRAME_ONLY_PAGES = (PagePart.HEADER, PagePart.FOOTER)  # those of sections belong to the text

_State = tuple[PagePart, bool, bool]  # whether it stands in a section, and in an article
_BEGINNING: _State = (PagePart.BODY, False, False)


class Parts:
    """Knows in which part of a page elements stand. Each that they stand in is looked at once, and no other."""

    def __init__(self) -> None:
        self._known: dict[Node, _State] = {}

    def of(self, element: Element) -> PagePart:
        """Return the part in which an element stands."""
        return self._state(element)[0]

    def _state(self, element: Element) -> _State:
        path: list[Element] = []
        node: Node | None = element
        while isinstance(node, Element) and node not in self._known:
            path.append(node)
            node = node.parent
        state = self._known.get(node, _BEGINNING) if node is not None else _BEGINNING
        for each in reversed(path):
            state = self._known[each] = self._within(each, state)
        return state

    def _within(self, element: Element, state: _State) -> _State:
        part, in_section, in_article = state
        tag = element.tag
        role = element.attr("role")
        marked = _marked(element) if tag not in _WHOLE and _may_be_marked(element, tag, role) else None
        if tag == "main" or role == "main":
            part = PagePart.BODY  # whatever it is called
        elif marked is not None and not (
            (in_section and marked in _FRAME_ONLY_PAGES) or (in_article and marked is PagePart.SIDEBAR)
        ):
            part = marked
        return part, in_section or tag in _SECTIONS, in_article or tag == "article"


def _may_be_marked(element: Element, tag: str, role: str | None) -> bool:
    """Tell whether a selector may match, in a fraction of the time: most elements have names that say nothing here."""
    if tag in _TAGS or role is not None:
        return True
    names, identifier = element.attr("class"), element.attr("id")
    if names and not _NAMES.isdisjoint(names.lower().split()):
        return True
    return identifier is not None and identifier.lower() in _NAMES


def _marked(element: Element) -> PagePart | None:
    """Return the part that an element itself is, if it is one."""
    if not element.matches(_ANY):
        return None
    return next(part for part, selector in _LAST_FIRST if element.matches(selector))
