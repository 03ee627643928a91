"""What a page's elements say, each kind gathered in one walk over the tree."""

import re
from itertools import islice

import turbohtml

from linkwatch.judge.words import count_words, squeeze

Elements = dict[str, list[turbohtml.Element]]

_TITLE_KEPT = 300
_HEADINGS_READ, _HEADINGS_KEPT, HEADING_KEPT = 60, 10, 120
_A_NOTICE = 40  # words
_METAS_READ, _META_KEPT = 200, 2000
_LINKS_READ = 4000
_FRAGMENTS_KEPT, _FRAGMENT_KEPT = 25, 40
_TYPED_IN = frozenset(("text", "email", "search", "tel", "url", "number", "date", "file", ""))
_PRESSED = frozenset(("button", "submit", "image"))
_SHOWN = ("img", "video", "audio", "iframe", "frame", "embed", "object", "canvas", "svg")
HIDDEN_BY_STYLE = '[style*="display:none"],[style*="display: none"]'
_UNSEEN = f"template,noscript,[hidden],{HIDDEN_BY_STYLE}"
_IN_HEADINGS, _HEADINGS_IN_LINKS = "h2 a[href],h3 a[href],h4 a[href]", "a[href] h2,a[href] h3,a[href] h4"
TO_THE_FRONT = re.compile(r"(?:https?://[^/]{1,80})?/(?:index\.\w{2,5})?|\./|#")
LOADING = ("script", "iframe", "frame", "form", "link", "img", "object", "embed")
ASKED_FIRST = ("title", "base", "meta", "h1", "h2", "h3", "input", "a", "time", *LOADING)
ASKED_LAST = (*_SHOWN, "link", "input", "textarea", "select", "button", "h1", "h2", "h3", "h4", "a")


def gather(document: turbohtml.Document | turbohtml.Element, tags: tuple[str, ...]) -> Elements:
    """Return the elements of these tags within a document, or within one, by tag and in their order."""
    found: Elements = {tag: [] for tag in tags}
    for element in document.iter_elements(tags):
        found[element.tag].append(element)
    return found


def title_of(found: Elements) -> str | None:
    """Return the text of the first <title> that is not a picture's."""
    for element in found["title"]:
        if element.namespace is turbohtml.Namespace.HTML:
            return squeeze(element.text)[:_TITLE_KEPT] or None
    return None


def metas_of(found: Elements) -> dict[str, str]:
    """Return the first content of each <meta>, by its name or property in lower case."""
    contents: dict[str, str] = {}
    for meta in found["meta"][:_METAS_READ]:
        name = (meta.attr("name") or meta.attr("property") or "").lower()
        if name and name not in contents:
            contents[name] = squeeze(meta.attr("content") or "")[:_META_KEPT]
    return contents


def headings_of(found: Elements) -> tuple[str, ...]:
    """Return the first headings, those of the highest level that there is first."""
    written = [heading for level in ("h1", "h2", "h3") for heading in found[level][:_HEADINGS_READ]]
    headings = [heading for heading in written if heading.closest(_UNSEEN) is None] or written
    texts = (squeeze(heading.text)[:HEADING_KEPT] for heading in headings)
    return tuple(islice(filter(None, texts), _HEADINGS_KEPT))


def fragments_of(found: Elements) -> tuple[str, ...]:
    """Return where links within the page lead."""
    places: dict[str, None] = {}
    for link in found["a"][:_LINKS_READ]:
        href = (link.attr("href") or "").removeprefix("/")
        if href.startswith("#") and 1 < len(href) <= _FRAGMENT_KEPT:
            places[href[1:]] = None
            if len(places) == _FRAGMENTS_KEPT:
                break
    return tuple(places)


def remove_hidden_notices(document: turbohtml.Document) -> None:
    """Take out what scripts would show if something failed. More than a notice is an article that waits for scripts."""
    for element in document.select(HIDDEN_BY_STYLE):
        if count_words(element.text) <= _A_NOTICE:
            element.decompose()


def asks_for_password(found: Elements) -> bool:
    """Tell whether there is a field for a password."""
    return any((field.attr("type") or "").lower() == "password" for field in found["input"])


def count_media(found: Elements) -> int:
    """Count what can be seen or heard without being text; one-pixel images are counters, not pictures, and the first
    one may be the site's logo, which leads to its front page.
    """
    seen = [element for tag in _SHOWN for element in found[tag] if element.attr("width") not in ("0", "1", "1px")]
    return len(seen) - (bool(seen) and _is_logo(seen[0]))


def _is_logo(picture: turbohtml.Element) -> bool:
    link = picture.closest("a[href]")
    return link is not None and bool(TO_THE_FRONT.fullmatch(link.attr("href") or ""))


def count_fields(found: Elements) -> int:
    """Count the form fields that a reader fills in, passwords apart."""
    typed = sum((field.attr("type") or "").lower() in _TYPED_IN for field in found["input"])
    return typed + len(found["textarea"]) + len(found["select"])


def count_buttons(found: Elements) -> int:
    """Count what a reader can press."""
    return sum((field.attr("type") or "").lower() in _PRESSED for field in found["input"]) + len(found["button"])


def count_teasers(found: Elements) -> int:
    """Count the headings that held nothing but a link, or stood in one; to be asked when links are taken out."""
    headings = (heading for tag in ("h2", "h3", "h4") for heading in found[tag])
    return sum(not heading.text.strip() or heading.closest("a[href]") is not None for heading in headings)


def count_headline_links(document: turbohtml.Document) -> int:
    """Count the links in headings and the headings in links, as lists of articles have them."""
    return len(document.select(_IN_HEADINGS)) + len(document.select(_HEADINGS_IN_LINKS))
