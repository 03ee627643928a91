"""Pages with a text of their own, the same each time for one seed."""

import random
from collections.abc import Iterable

_WORDS = [
    "river",
    "harbour",
    "council",
    "bridge",
    "survey",
    "orchard",
    "engine",
    "ledger",
    "garden",
    "winter",
    "letter",
    "captain",
    "quarry",
    "museum",
    "railway",
    "chapel",
    "meadow",
    "signal",
    "archive",
    "window",
    "market",
    "village",
    "painter",
    "lantern",
    "timber",
    "voyage",
    "doctor",
    "forest",
    "mirror",
    "season",
    "machine",
    "library",
    "journal",
    "copper",
    "festival",
    "teacher",
    "station",
    "valley",
    "cotton",
    "granite",
    "whistle",
    "border",
    "carriage",
    "kitchen",
    "summit",
    "parish",
    "weaver",
    "compass",
    "barley",
    "island",
    "printer",
    "furnace",
    "tower",
    "marble",
    "merchant",
    "shepherd",
    "canal",
    "harvest",
]
_LINKS = ("walked along", "wrote about", "rebuilt", "described", "remembered", "measured", "painted", "left", "sold")


def text(seed: object, sentences: int = 30) -> str:
    """Paragraphs of HTML, no two seeds with the same ones."""
    rng = random.Random(str(seed))
    made = [
        f"The {rng.choice(_WORDS)} of the {rng.choice(_WORDS)} {rng.choice(_LINKS)} a {rng.choice(_WORDS)} and the "
        f"{rng.choice(_WORDS)} near the {rng.choice(_WORDS)} in {rng.randint(1700, 1990)}."
        for _ in range(sentences)
    ]
    return "".join(f"<p>{' '.join(made[place : place + 5])}</p>\n" for place in range(0, sentences, 5))


def title(seed: object) -> str:
    """A few words, others for other seeds."""
    rng = random.Random(f"title {seed}")
    return " ".join(rng.sample(_WORDS, 4)).title()


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
