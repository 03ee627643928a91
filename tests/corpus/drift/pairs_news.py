"""Pages that live from being new: their daily news are no change."""

from tests.corpus.drift.model import Pair
from tests.corpus.drift.pages import comments, modern, paragraphs, soup, teasers, wiki
from tests.corpus.drift.texts import BREAD, CASINO, CHESS, DAM, FUNGI, GERMAN_DAM, GLACIER, STORIES

SITE = "http://courier.test"


def _news(name: str, url: str, then: str, now: str, **more: str) -> Pair:
    return Pair(name, "news", "alive", then, now, url=url, **more)  # type: ignore[arg-type]


def _list(first: int, *, tag: str = "h2", title: str = "Latest") -> str:
    return modern(title, teasers(STORIES[first : first + 6], tag=tag))


PAIRS = [
    _news(
        "front-page-with-other-news",
        f"{SITE}/",
        modern("Today", paragraphs(DAM)),
        modern("Today", paragraphs(GLACIER)),
        twin="casino-at-the-front",
    ),
    _news(
        "front-page-about-casinos-today",
        f"{SITE}/",
        modern("Upper dam", paragraphs(DAM)),
        modern("Casino plans approved", paragraphs(CASINO)),
        twin="casino-at-the-front",
    ),
    _news("front-page-of-teasers", f"{SITE}/", _list(0), _list(6)),
    _news(
        "front-page-in-english",
        f"{SITE}/en/index.html",
        modern("Home", paragraphs(DAM)),
        soup("Start", paragraphs(FUNGI)),
    ),
    _news(
        "front-page-in-another-language",
        f"{SITE}/",
        modern("Valley", paragraphs(DAM), site="Uplow tourism"),
        modern("Tal", paragraphs(GERMAN_DAM), site="Uplow Tourismus", lang="de"),
        twin="french-baker-at-the-front",
    ),
    _news(
        "front-page-under-another-name",
        f"{SITE}/",
        modern("Welcome", paragraphs(DAM), site="Courier"),
        modern("Hello", paragraphs(CHESS), site="Messenger"),
    ),
    _news("section-with-other-news", f"{SITE}/en/news/", _list(0), _list(6), twin="list-in-its-place"),
    _news("section-with-an-unusual-name", f"{SITE}/down-the-valley", _list(0), _list(6, title="Down the valley")),
    _news(
        "section-with-long-teasers",
        f"{SITE}/zz/essays",
        modern(
            "Essays",
            "".join(
                f"<h3><a href=/{n}>Essay {n}</a></h3><p>{line} {line2}</p>"
                for n, (line, line2) in enumerate(zip(DAM.splitlines(), FUNGI.splitlines(), strict=False))
            ),
        ),
        modern(
            "Essays",
            "".join(
                f"<h3><a href=/{n}>Essay {n}</a></h3><p>{line} {line2}</p>"
                for n, (line, line2) in enumerate(zip(CHESS.splitlines(), BREAD.splitlines(), strict=False))
            ),
        ),
    ),
    _news("blog-front", f"{SITE}/blog", modern("Blog", paragraphs(DAM)), modern("Blog", paragraphs(BREAD))),
    _news("tag", f"{SITE}/tag/water", modern("Water", paragraphs(DAM)), modern("Water", paragraphs(CHESS))),
    _news("author", f"{SITE}/author/jane", modern("Jane", paragraphs(DAM)), modern("Jane", paragraphs(CHESS))),
    _news("search", f"{SITE}/search?q=dam", modern("Search", paragraphs(DAM)), modern("Search", paragraphs(CHESS))),
    _news(
        "forum-index",
        "http://forum.test/viewforum.php?f=3",
        soup("Wells", comments(30)),
        soup("Wells", paragraphs(BREAD)),
    ),
    _news(
        "wiki-front",
        "http://wiki.test/wiki/Main_Page",
        wiki("Main Page", paragraphs(DAM)),
        wiki("Main Page", paragraphs(BREAD)),
    ),
    _news(
        "list-of-links",
        f"{SITE}/links.html",
        modern(
            "Links",
            "<ul>" + "".join(f"<li><a href=/{n}>A place of the name number {n}</a></li>" for n in range(60)) + "</ul>",
        ),
        modern("Links", paragraphs(BREAD)),
    ),
    _news(
        "feed",
        f"{SITE}/stories.xml",
        "<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>",
        "<?xml version='1.0'?><rss><channel><title>y</title></channel></rss>",
        then_type="application/rss+xml",
        now_type="application/rss+xml",
    ),
    _news(
        "data",
        f"{SITE}/wells.json",
        '{"wells": [' + ", ".join(f'"{line}"' for line in DAM.splitlines()) + "]}",
        '{"wells": ["other"]}',
        then_type="application/json",
        now_type="application/json",
    ),
]
