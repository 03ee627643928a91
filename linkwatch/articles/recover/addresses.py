"""Which addresses look like the article's: by the words of its title, and its date. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote, unquote, urlsplit

from linkwatch.articles.recover.words import words_of
from linkwatch.judge.words import fold, in_latin, telling_words

_ASKED_WORDS = 7
_LEAST_LETTERS = 4
_EARLY = timedelta(days=2)  # zones; nothing is captured before it is published
_SOON = timedelta(days=90)
_NO_ARTICLE = re.compile(
    r"/(?:tag|tags|category|categories|author|authors|feed|rss|page|search|comments?|wp-json|wp-content|print|amp|static"
    r"|assets|images?|topics?)(?:/|$)|replytocom=|[?&](?:share|print)=|\.(?:jpe?g|png|gif|css|js|xml|pdf|ico|svg|json)$",
    re.IGNORECASE,
)
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-])")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
_USUAL = (
    "/{slug}/",
    "/{slug}.html",
    "/{year}/{month}/{slug}/",
    "/{year}/{month}/{day}/{slug}/",
    "/{year}/{month}/{slug}.html",
    "/news/{slug}",
    "/articles/{slug}",
    "/article/{slug}",
    "/blog/{slug}/",
    "/posts/{slug}/",
)


def title_pattern(names: Sequence[str], *, least: int = 2) -> str | None:
    """Return an expression for the keys of an archive's index that hold one or two words of a title; None for none.

    Keys are in lower case, and what is not ASCII is written in percent escapes.
    """
    words = telling_words(names[0]) if names else frozenset()
    chosen = sorted((word for word in words if len(word) >= _LEAST_LETTERS), key=lambda word: (-len(word), word))
    written = [part for part in re.findall(r"[^\W\d_]+", names[0].lower()) if fold(part) in chosen] if names else []
    forms = {form for word in (*chosen[:_ASKED_WORDS], *written) for form in _spellings(word)}
    if not forms:
        return None
    one = "(" + "|".join(sorted(re.escape(form) for form in forms)) + ")"
    return f".*{one}.*{one}.*" if min(least, len(chosen)) > 1 else f".*{one}.*"


def resemblance(
    url: str, names: Sequence[str], published_at: datetime | None, seen_at: datetime | None
) -> float | None:
    """Say how much an address looks like the article's: about -1 to 3; None where it cannot be.

    seen_at: when it was there already, of a capture or a list.
    """
    parts = urlsplit(url)
    if (parts.path in ("", "/") and not parts.query) or _NO_ARTICLE.search(url):
        return None
    found = 0.0
    slug = set(words_of(unquote(parts.path + " " + parts.query)))
    for name in names:
        found = max(found, _likeness({*words_of(name), *words_of(name.lower().translate(_UMLAUTS))}, name, slug))
        if (latin := in_latin(name)) != name.lower():
            found = max(found, _likeness(set(words_of(latin)), latin, slug))
    if published_at is None:
        return found
    if seen_at is not None:
        if seen_at < published_at - _EARLY:  # before it was published, if its date is understood
            found -= 0.6
        else:
            found += 0.3 if seen_at < published_at + _SOON else 0.0
    if match := _IN_PATH.search(parts.path):
        same = (int(match[1]), int(match[2])) == (published_at.year, published_at.month)
        found += 0.5 if same else -0.5
    return found


def _likeness(title: set[str], name: str, slug: set[str]) -> float:
    """Say how many of a title's words an address has, and how many of its words are of the title: 0 to 2."""
    telling = {word for word in title if word in telling_words(name) or len(word) >= _LEAST_LETTERS} or title
    both = telling & slug
    words = {word for word in slug if len(word) >= _LEAST_LETTERS and not word.isdigit()}
    return len(both) / len(telling) + len(both & words) / max(1, len(words)) if telling else 0.0


def dated_folders(known: Iterable[str], published_at: datetime | None) -> list[str]:
    """Return the folder in which a site keeps what it published in a month, without scheme; none where it has none."""
    folders: Counter[str] = Counter()
    for url in known if published_at is not None else ():
        address = url.partition("://")[2]
        if match := _IN_PATH.search(address):
            slash = address[match.end(1)]
            folders[f"{address[: match.start()]}/{published_at:%Y}{slash}{published_at:%m}{slash}"] += 1
    return [folder for folder, count in folders.most_common(1) if count > 1]


def usual_addresses(base: str, title: str, published_at: datetime | None, known: Iterable[str]) -> list[str]:
    """Return where the site would have put an article of this title: at most ten addresses, the likeliest first.

    base: scheme and host. known: addresses of other pages there, whose shape is followed.
    """
    date = published_at and {
        "year": f"{published_at:%Y}",
        "month": f"{published_at:%m}",
        "day": f"{published_at:%d}",
    }
    slug = "-".join(words_of(title.lower().translate(_UMLAUTS).replace("'", "").replace("\u2019", "")))
    shapes = Counter(shape for url in known if (shape := _shape(url)) is not None)
    shaped = [shape for shape, count in shapes.most_common(6) if count > 1]
    found = [
        base + shape.format(slug=quote(slug), **(date or {}))
        for shape in dict.fromkeys((*shaped, *_USUAL))
        if date or "{year}" not in shape
    ]
    return list(dict.fromkeys(found))[:10]


def _shape(url: str) -> str | None:
    """Return an address with its date and slug as blanks, None where it shows no slug."""
    path = urlsplit(url).path
    folder, _, last = path.rstrip("/").rpartition("/")
    stem, dot, suffix = last.partition(".")
    if "{" in path or stem.count("-") < 2 or re.search(r"\d{4,}", stem):
        return None
    folder = re.sub(r"/(?:19|20)\d\d(?=/|$)", "/{year}", folder, count=1)
    folder = re.sub(r"(?<=\{year\})/\d\d(?=/|$)", "/{month}", folder)
    folder = re.sub(r"(?<=\{month\})/\d\d(?=/|$)", "/{day}", folder)
    return f"{folder}/{{slug}}{dot}{suffix}{'/' if path.endswith('/') else ''}"


def _spellings(word: str) -> set[str]:
    """Return a word as it may be written in a key: bare, with its umlauts written out, in Latin letters, or escaped."""
    forms = (fold(word), word.translate(_UMLAUTS), in_latin(word), quote(word).lower())
    return {form for form in forms if form.isascii()}
