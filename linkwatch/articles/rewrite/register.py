"""How each format writes addresses, by the format's name.

A format whose readers give no spans, or that is not here, cannot be mended: it is said so of each link, or document.
"""

from collections.abc import Mapping

from linkwatch.articles.extract.formats import named_format
from linkwatch.articles.rewrite import Rewriting
from linkwatch.articles.rewrite.html import HTML
from linkwatch.articles.rewrite.markdown import MARKDOWN, NOTEBOOK
from linkwatch.articles.rewrite.markup import ASCIIDOC, BIBTEX, LATEX, ORG, PLAIN, RST
from linkwatch.articles.rewrite.wikitext import WIKITEXT

REWRITINGS: Mapping[str, Rewriting] = {
    "html": HTML,
    "markdown": MARKDOWN,
    "jupyter": NOTEBOOK,
    "rst": RST,
    "asciidoc": ASCIIDOC,
    "wikitext": WIKITEXT,
    "latex": LATEX,
    "bibtex": BIBTEX,
    "org": ORG,
    "ris": PLAIN,
    "csl": PLAIN,
    "text": PLAIN,
    "urls": PLAIN,
}


def may_be_written(uri: str) -> bool:
    """Tell whether an article can be mended, as far as its name tells."""
    found = named_format(uri)
    return found is None or found.name in REWRITINGS
