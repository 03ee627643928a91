"""Pages with a text of their own, the same each time for one seed."""

import random
from collections.abc import Iterable

_TITLES = (
    "river harbour council bridge survey orchard engine ledger garden winter letter captain quarry museum railway "
    "chapel meadow signal archive window market village painter lantern timber voyage doctor forest mirror season "
    "machine library journal copper festival teacher station valley cotton granite whistle border carriage kitchen "
    "summit parish weaver compass barley island printer furnace tower marble merchant shepherd canal harvest"
)
_NAMES = _TITLES.split()
_SMALL = (
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "is",
    "that",
    "for",
    "it",
    "was",
    "on",
    "are",
    "as",
    "with",
    "they",
    "this",
)
_BEGINS = ("b", "br", "c", "d", "dr", "f", "g", "h", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w")
_ENDS = ("al", "and", "ar", "ed", "el", "en", "er", "est", "ic", "il", "ing", "ion", "ol", "on", "or", "ous", "um", "y")


def text(seed: object, sentences: int = 30) -> str:
    """Paragraphs of HTML. No phrase of one seed's is found in another's: the words are made up for it."""
    rng = random.Random(str(seed))
    own = ["".join(rng.choice(_BEGINS) + rng.choice(_ENDS) for _ in range(rng.choice([2, 3]))) for _ in range(150)]
    made = []
    for _ in range(sentences):
        words = [rng.choice(own) if rng.random() < 0.6 else rng.choice(_SMALL) for _ in range(rng.randint(9, 18))]
        made.append(f"{' '.join(words).capitalize()}.")
    return "".join(f"<p>{' '.join(made[place : place + 5])}</p>\n" for place in range(0, sentences, 5))


def title(seed: object) -> str:
    """A few words, others for other seeds."""
    rng = random.Random(f"title {seed}")
    return " ".join(rng.sample(_NAMES, 4)).title()


def page(heading: str, body: str, head: str = "") -> str:
    """A whole page in a frame of navigation and footer."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{heading}</title>{head}</head><body>'
        '<header><nav><a href="/">Home</a> <a href="/about">About</a></nav></header>'
        f"<main><h1>{heading}</h1>{body}</main><footer><p>All rights reserved.</p></footer></body></html>"
    )


def story(seed: object, extra: str = "") -> str:
    """A page about something. extra: HTML after its text."""
    return page(title(seed), text(seed) + extra)


def article(seed: object, cited: Iterable[str]) -> str:
    """An article that cites these URLs and nothing else: links of a frame around it would be citations, too."""
    citations = "".join(f'<p>See <a href="{url}">what {url} says</a>.</p>\n' for url in cited)
    heading = f"Article {seed}"
    return f"<!doctype html><title>{heading}</title><h1>{heading}</h1>{text(heading, 5)}{citations}"


def feed(urls: Iterable[str]) -> str:
    """An RSS feed of these articles."""
    items = "".join(f"<item><title>{url}</title><link>{url}</link></item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>{items}</channel></rss>'


def sitemap(urls: Iterable[str]) -> str:
    """A sitemap of these articles."""
    items = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'


NOT_FOUND = page("Page not found", "<p>We could not find that page.</p>")
