"""What programs leave in the source of the page that they send for what they do not have, in whatever language."""

import re

import turbohtml

from linkwatch.judge.addresses import take_apart
from linkwatch.judge.elements import Elements

MISSING, CLASSED = "not-found-program", "not-found-class"
_GONE = ("404", "410")
# WordPress, Shopify, Magento, PrestaShop, OpenCart, BigCommerce and Drupal, in this order; then what themes call it.
_CLASSES = frozenset(
    (
        "error404",
        "template-404",
        "cms-no-route",
        "cms-noroute-index",
        "pagenotfound",
        "error-not_found",
        "error-not-found",
        "page-type-notfound",
        "path-404",
        "page-404",
        "page404",
        "error-404",
        "http-404",
        "page-not-found",
    )
)
_PERHAPS_NUMBERS = {"page-404", "page404", "path-404"}  # of the page itself, where its address has that number
_NUMBER = re.compile(r"(?<!\d)404(?!\d)")
_DATA_READ, _ADDRESS_READ = 400_000, 2000  # characters of a script, of an address
_ERROR_ADDRESS = re.compile(
    r"(?:error[-_]?)?404(?:[-_]?(?:error|page|not[-_]?found))?(?:\.\w{2,5})?$|(?:page|file)[-_]?not[-_]?found(?:\.\w{2,5})?$"
    r"|(?:seite-nicht-gefunden|page-introuvable|pagina-no-encontrada|pagina-nao-encontrada|pagina-non-trovata"
    r"|pagina-niet-gevonden|sidan-hittades-inte|strona-nie-znaleziona|sayfa-bulunamadi)(?:\.\w{2,5})?$"
)
_STATE_IDS = ("__NEXT_DATA__", "__NUXT_DATA__")
_STATUS = re.compile(r'"statusCode"\s?:\s?(?:404|410)\b')
_NEXT_ERROR = re.compile(r'"page"\s?:\s?"/_error"')
_OTHERS = (  # Next's own page, Gatsby's, Nuxt's
    ("/404", re.compile(r'"page"\s?:\s?"/404"|\bpagePath\s?=\s?"/404(?:\.html|/)?"')),
    ("__NUXT__", re.compile(r"\berror\s?:\s?\{[^{}]{0,80}\bstatusCode\"?\s?:\s?(?:404|410)\b")),
)


def marks_itself_missing(document: turbohtml.Document, found: Elements, metas: dict[str, str], url: str) -> bool:
    """Tell whether the source of the page at this URL says that it is its program's page for what is not there."""
    named = (metas.get("og:url"), *(link.attr("href") for link in found["link"] if _is_canonical(link)))
    if any(name and _is_of_no_page(name[:_ADDRESS_READ], url) for name in named):
        return not take_apart(url).is_error_page
    if metas.get("prerender-status-code") in _GONE or metas.get("next-error") == "not-found":
        return True
    return any(map(_state_says_so, found["script"]))


def is_classed_missing(document: turbohtml.Document, url: str) -> bool:
    """Tell whether the page at this URL has the class that its program or theme gives to what is not there.

    It is a weaker sign: what plugins show at addresses of their own may bear it.
    """
    body = document.find("body")
    if body is None:
        return False
    names = {*_classes(body), (body.attr("id") or "").lower()} - (_PERHAPS_NUMBERS if _NUMBER.search(url) else set())
    return not _CLASSES.isdisjoint(names)


def _is_of_no_page(address: str, url: str) -> bool:
    """Tell whether an address is plainly an error's. "/films/gone" is not: it may be what the film is called.

    Nor is the page's own number, which may be 404 as any other. url: of the page.
    """
    segments = take_apart(address).segments
    if not segments or not _ERROR_ADDRESS.match(segments[-1]):
        return False
    return not (segments[-1] in _GONE and len(segments) > 1 and segments[-1] in url)


def _is_canonical(link: turbohtml.Element) -> bool:
    relation = link.attrs.get("rel")
    return "canonical" in (relation if isinstance(relation, list) else (relation or "").lower().split())


def _classes(element: turbohtml.Element) -> list[str]:
    names = element.attrs.get("class")
    return [name.lower() for name in (names if isinstance(names, list) else (names or "").split())]


def _state_says_so(script: turbohtml.Element) -> bool:
    if script.attr("src") or (script.attr("type") == "application/json" and script.attr("id") not in _STATE_IDS):
        return False
    text = script.text[:_DATA_READ]
    if _NEXT_ERROR.search(text) and _STATUS.search(text):
        return True
    return any(hint in text and pattern.search(text) for hint, pattern in _OTHERS)
