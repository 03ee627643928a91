"""Pages that still say what they said, whatever happened around it."""

import re

from tests.corpus.drift.model import Pair
from tests.corpus.drift.pages import comments, modern, paragraphs, sentences, soup, tables, teasers, wiki
from tests.corpus.drift.texts import (
    BREAD,
    CASINO,
    CHESS,
    DAM,
    FUNGI,
    GLACIER,
    JAPANESE_TEMPLE,
    REWRITTEN_DAM,
    STORIES,
)

TITLE = "Upper dam: what the findings say"
ARTICLE = modern(TITLE, paragraphs(DAM))
AD = "<p>Advertisement: {} Only this week, only in our shop, delivered to your door without extra charge.</p>"
ADS = [
    AD.format(text)
    for text in (
        "Half price on every mattress you can carry home.",
        "Switch to fibre and get three months of films on top.",
        "Your old car is worth more than you think, ask us today.",
    )
]


def _same(name: str, now: str, then: str = ARTICLE, **more: str) -> Pair:
    return Pair(name, "same", "alive", then, now, **more)  # type: ignore[arg-type]


def _with_numbers(text: str, year: int, count: int) -> str:
    return (
        f"<p>Published on 3 March {year} at 10:{year % 60} by our staff. Read {count} times. Rated 4.{count % 10} by"
        f" {count // 7} readers. Stock: {count * 3}. Temperature today {count % 30} degrees.</p>" + paragraphs(text)
    )


def _corrected(text: str) -> str:
    for wrong, better in (
        ("asked for", "requested"),
        ("cotton", "rice"),
        ("hopeful at best", "optimistic"),
        ("fifth", "fourth"),
    ):
        text = text.replace(wrong, better)
    return text


def _in_pages(text: str) -> str:
    lines = sentences(text)
    return paragraphs("\n".join(lines[: len(lines) // 2])) + "<p><a href='?page=2'>Next page</a></p>"


PAIRS = [
    _same("identical", ARTICLE, twin="replaced"),
    _same(
        "dates-and-counters",
        modern(TITLE, _with_numbers(DAM, 2026, 91844)),
        modern(TITLE, _with_numbers(DAM, 2019, 312)),
    ),
    _same("other-adverts", modern(TITLE, ADS[1] + paragraphs(DAM) + ADS[2]), modern(TITLE, ADS[0] + paragraphs(DAM))),
    _same("adverts-between-paragraphs", modern(TITLE, paragraphs(DAM).replace("</p>\n", "</p>" + ADS[0] + "\n"))),
    _same(
        "other-navigation",
        modern(TITLE, paragraphs(DAM), nav="<li><a href=/podcasts>Podcasts</a><li><a href=/games>Games</a>"),
    ),
    _same(
        "related-articles", modern(TITLE, paragraphs(DAM) + teasers(STORIES[:3], tag="h3"), aside=teasers(STORIES[6:]))
    ),
    _same(
        "other-related-articles",
        soup(TITLE, paragraphs(DAM), extra=teasers(STORIES[6:9])),
        soup(TITLE, paragraphs(DAM), extra=teasers(STORIES[:3])),
    ),
    _same("comments-came", modern(TITLE, paragraphs(DAM) + comments(60))),
    _same(
        "comments-grew", modern(TITLE, paragraphs(DAM) + comments(90, 3)), modern(TITLE, paragraphs(DAM) + comments(12))
    ),
    _same("comments-gone", ARTICLE, modern(TITLE, paragraphs(DAM) + comments(90))),
    _same("unmarked-comments-gone", ARTICLE, modern(TITLE, paragraphs(DAM) + comments(25, marked=False))),
    _same(
        "long-unmarked-discussion-gone",
        ARTICLE,
        modern(TITLE, paragraphs(DAM) + paragraphs(f"{FUNGI}\n{CHESS}\n{BREAD}\n{GLACIER}\n{REWRITTEN_DAM}", 1)),
        twin="cut-to-its-first-sentence",
    ),
    _same("redesign", soup(TITLE, paragraphs(DAM, 2)), twin="redesign-with-another-text"),
    _same("redesign-from-tables", modern(TITLE, paragraphs(DAM)), tables(TITLE, DAM.replace("\n", "<br><br>"))),
    _same("redesign-to-tables", tables(TITLE, DAM.replace("\n", "<BR>"), counter=999)),
    _same("redesign-and-comments-gone", soup(TITLE, paragraphs(DAM, 5)), modern(TITLE, paragraphs(DAM) + comments(50))),
    _same(
        "counter-in-tables",
        tables(TITLE, DAM.replace("\n", "<P>"), counter=88812),
        tables(TITLE, DAM.replace("\n", "<P>")),
    ),
    _same("corrected-typos", modern(TITLE, paragraphs(_corrected(DAM)))),
    _same(
        "correction-appended",
        modern(TITLE, paragraphs(DAM) + "<p>Correction: an earlier version of this article gave a wrong date.</p>"),
    ),
    _same(
        "update-on-top", modern("Update: " + TITLE, "<p>" + " ".join(sentences(GLACIER)[:3]) + "</p>" + paragraphs(DAM))
    ),
    _same("new-headline", modern("Nobody told the valley", paragraphs(DAM)), twin="replaced"),
    _same("first-page-of-two", modern(TITLE, _in_pages(DAM)), twin="cut-to-stub"),
    _same("half-rewritten", modern(TITLE, paragraphs("\n".join(sentences(DAM)[:7])) + paragraphs(BREAD))),
    _same(
        "links-repaired",
        modern(TITLE, paragraphs(DAM)),
        modern(TITLE, re.sub(r"\b(report|council|ministry|aquifer)\b", r"<a href=/\1>\1</a>", paragraphs(DAM))),
    ),
    _same("typeset-anew", modern(TITLE, paragraphs(DAM).replace("'", "’").replace(" - ", " – ").upper())),
    _same(
        "cookie-note-in-text",
        modern(
            TITLE,
            "<div class=x1>"
            + "<p>We value your privacy and use cookies to tell you apart from others.</p>" * 3
            + "</div>"
            + paragraphs(DAM),
        ),
    ),
    _same(
        "wiki-that-grew",
        wiki("Upper dam", paragraphs(BREAD + "\n" + DAM + "\n" + CHESS + "\n" + FUNGI), revision=4211),
        wiki("Upper dam", paragraphs(DAM)),
        url="http://wiki.test/wiki/Upper_dam",
        twin="wiki-begun-anew",
    ),
    _same(
        "long-page-that-grew-on-top",
        modern(
            TITLE,
            paragraphs("\n".join(f"{line} {n}" for n in range(14) for line in sentences(CHESS))) + paragraphs(DAM),
        ),
    ),
    _same(
        "long-page-cut-by-a-quarter",
        modern("A reader", paragraphs(DAM + "\n" + FUNGI + "\n" + CHESS)),
        modern("A reader", paragraphs(DAM + "\n" + FUNGI + "\n" + CHESS + "\n" + BREAD)),
        url="http://courier.test/a-reader",
    ),
    _same(
        "forum-thread-that-grew",
        modern("How deep is the well?", comments(80, marked=True) + paragraphs(FUNGI)),
        modern("How deep is the well?", comments(20) + paragraphs(FUNGI)),
        url="http://forum.test/showthread.php?t=48122",
    ),
    _same(
        "question-with-more-answers",
        soup("Why does my rook ending lose?", paragraphs(CHESS) + paragraphs(DAM) + paragraphs(GLACIER)),
        soup("Why does my rook ending lose?", paragraphs(CHESS)),
        url="http://ask.test/questions/48122/rook-ending",
    ),
    _same(
        "plain-text",
        DAM.replace("\n", " "),
        DAM,
        then_type="text/plain",
        now_type="text/plain",
        url="http://courier.test/dam.txt",
    ),
    _same("plain-text-became-page", modern(TITLE, paragraphs(DAM)), DAM, then_type="text/plain"),
    _same(
        "from-an-archive",
        soup(TITLE, paragraphs(DAM)),
        tables(TITLE, DAM.replace("\n", "<BR>") + comments(40, marked=False)),
        origin="snapshot",
        twin="replaced-since-the-capture",
    ),
    _same(
        "from-an-archive-with-a-big-frame",
        modern(TITLE, paragraphs(DAM)),
        modern(TITLE, paragraphs(CHESS) + paragraphs(DAM) + paragraphs(BREAD) + paragraphs(FUNGI)),
        origin="snapshot",
    ),
    _same(
        "japanese",
        soup("古い寺", paragraphs(JAPANESE_TEMPLE, 2), lang="ja"),
        modern("古い寺", paragraphs(JAPANESE_TEMPLE), lang="ja"),
        url="http://tera.test/furui-tera",
        twin="japanese-shop-in-its-place",
    ),
    _same(
        "honest-page-about-casinos",
        soup("Casino reviews", paragraphs(CASINO)),
        modern("Casino reviews", paragraphs(CASINO)),
        url="http://reviews.test/casino",
        twin="casino",
    ),
    Pair(
        "moved-and-the-same",
        "same",
        "redirected",
        ARTICLE,
        soup(TITLE, paragraphs(DAM)),
        moved_to="http://archive.courier.test/2019/upper-dam-findings",
        twin="moved-and-replaced",
    ),
]
