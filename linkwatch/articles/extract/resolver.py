"""Resolves the hrefs of one document, each spelling once."""

import re
from urllib.parse import urljoin

from linkwatch.model import Document, Target, TargetKind
from linkwatch.urls import absolute_document_url, folder_of, is_route, is_template, resolve, resolve_below

_HAVE_NO_FRAGMENT = (TargetKind.WEB, TargetKind.FILE)
_HOLDS_ITSELF = re.compile(r"\s*+(?:data|blob|about):", re.IGNORECASE)
_WHITE_SPACE = "".join(map(chr, range(0x21)))  # what browsers overlook at the ends of an href


def fragment_of(href: str, target: Target) -> str | None:
    """Return the place within its target that an href leads to, as written; None where there is none."""
    if target.kind not in _HAVE_NO_FRAGMENT or "#" not in href or "#" in target.url:  # there it names the page
        return None
    return href.partition("#")[2].rstrip(_WHITE_SPACE)


def holds_itself(href: str) -> bool:
    """Tell whether an address leads nowhere, but holds what is shown; so does an empty one."""
    return not href.strip() or _HOLDS_ITSELF.match(href) is not None


class Resolver:
    """Knows where a document is, and what its relative hrefs are relative to.

    base_href: of the document's <base>, if it has one. encoding: the document's.
    """

    def __init__(self, document: Document, base_href: str | None = None, encoding: str = "utf-8") -> None:
        self._document_url = document.base_url
        self._root = document.root
        self._encoding = encoding
        self._known: dict[str, Target] = {}
        self._base_url = document.base_url
        self._unknown_base: str | None = None  # what relative hrefs are relative to, on a site that is not known
        self._elsewhere: Target | None = None  # where places are that have no page before them
        self.own = resolve(absolute_document_url(document.base_url), None, document.base_url, root=document.root)
        """The document itself."""
        if base_href is not None:
            base = resolve(base_href, document.base_url, None, root=document.root)
            self._unknown_base = base_href if base.kind is TargetKind.UNKNOWN_ROOT else None
            if base.kind in _HAVE_NO_FRAGMENT:
                self._base_url = base.url
                self._elsewhere = None if base.url == self.own.url else base
        self._folder = folder_of(self._base_url) if self._unknown_base is None else None

    def resolve(self, href: str) -> Target:
        """Return what the href points to. Hrefs that differ in their fragments only are parsed once."""
        page, mark, place = href.strip(_WHITE_SPACE).partition("#")
        if mark and not is_template(href):
            if not page:
                if place[:1] >= "!":
                    return self._elsewhere or Target(TargetKind.FRAGMENT, href)
            elif page[-1] > " " and not is_route(place) and (target := self._once(page)).kind in _HAVE_NO_FRAGMENT:
                return Target(TargetKind.FRAGMENT, target.url) if target.url == self.own.url else target
        return self._once(href)

    def _once(self, href: str) -> Target:
        target = self._known.get(href)
        if target is None:
            target = self._known[href] = self._below(href) or self._anywhere(href)
        return target

    def _below(self, href: str) -> Target | None:
        return resolve_below(href, self._folder, self._document_url) if self._folder else None

    def _anywhere(self, href: str) -> Target:
        target = resolve(href, self._base_url, self._document_url, root=self._root, encoding=self._encoding)
        is_relative = target.kind is TargetKind.FILE and not href.lower().startswith("file:")
        if self._unknown_base is not None and is_relative:
            return Target(TargetKind.UNKNOWN_ROOT, urljoin(self._unknown_base, href))
        return target
