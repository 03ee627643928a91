"""Resolves the hrefs of one document, each spelling once."""

from linkwatch.model import Document, Target, TargetKind
from linkwatch.urls import absolute_document_url, is_route, resolve

_HAVE_NO_FRAGMENT = (TargetKind.WEB, TargetKind.FILE)


class Resolver:
    """Knows where a document is, and what its relative hrefs are relative to.

    base_href: of the document's <base>, if it has one. encoding: the document's.
    """

    def __init__(self, document: Document, base_href: str | None = None, encoding: str = "utf-8") -> None:
        self._document_url = document.base_url
        self._absolute_url = absolute_document_url(document.base_url)
        self._root = document.root
        self._encoding = encoding
        self._known: dict[str, Target] = {}
        self._base_url = document.base_url
        if base_href is not None:
            base = resolve(base_href, document.base_url, None, root=document.root)
            if base.kind in _HAVE_NO_FRAGMENT:
                self._base_url = base.url

    def resolve(self, href: str) -> Target:
        """Return what the href points to. Hrefs that differ in their fragments only are parsed once."""
        page, mark, place = href.partition("#")
        if mark:
            if not page:
                if "!" <= place[:1] <= "~":
                    return Target(TargetKind.FRAGMENT, href)
            elif not is_route(place) and (target := self._once(page)).kind in _HAVE_NO_FRAGMENT:
                return Target(TargetKind.FRAGMENT, target.url) if target.url == self._absolute_url else target
        return self._once(href)

    def _once(self, href: str) -> Target:
        target = self._known.get(href)
        if target is None:
            target = resolve(href, self._base_url, self._document_url, root=self._root, encoding=self._encoding)
            self._known[href] = target
        return target
