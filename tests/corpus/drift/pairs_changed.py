"""Pages that answer, and no longer say what they said."""

from tests.corpus.drift.model import Pair
from tests.corpus.drift.pages import modern, paragraphs, sentences, soup, tables, teasers, wiki
from tests.corpus.drift.pairs_same import ARTICLE, TITLE
from tests.corpus.drift.texts import (
    BREAD,
    CHESS,
    DAM,
    FRENCH_BREAD,
    FUNGI,
    GERMAN_DAM,
    GLACIER,
    JAPANESE_SHOES,
    JAPANESE_TEMPLE,
    REWRITTEN_DAM,
    STORIES,
)

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def _changed(name: str, now: str | bytes, then: str | bytes = ARTICLE, **more: str) -> Pair:
    return Pair(name, "changed", "changed content-drift", then, now, **more)  # type: ignore[arg-type]


def _stub(*lines: str) -> str:
    return modern(TITLE, "".join(f"<p>{line}</p>" for line in lines))


PAIRS = [
    _changed("replaced", modern("Chanterelles and their imitators", paragraphs(FUNGI)), twin="identical"),
    _changed("replaced-under-the-same-title", modern(TITLE, paragraphs(GLACIER)), twin="identical"),
    _changed("redesign-with-another-text", soup("The bridge in rook endings", paragraphs(CHESS)), twin="redesign"),
    _changed("rewritten", modern(TITLE, paragraphs(REWRITTEN_DAM)), twin="corrected-typos"),
    _changed("rewritten-and-redesigned", soup(TITLE, paragraphs(REWRITTEN_DAM)), twin="redesign"),
    _changed("rewritten-but-for-a-sentence", modern(TITLE, paragraphs(REWRITTEN_DAM + "\n" + sentences(DAM)[0]))),
    _changed(
        "cut-to-stub",
        _stub("This article has moved to our archive.", "Subscribe now to read it there."),
        twin="first-page-of-two",
    ),
    _changed(
        "cut-to-notice",
        _stub("The editors have withdrawn this contribution because its sources could not be confirmed by us."),
        twin="correction-appended",
    ),
    _changed(
        "cut-to-its-first-sentence",
        _stub(sentences(DAM)[0], "See our new page on water for more about this topic."),
        twin="teaser-with-subscription",
    ),
    _changed(
        "summary-in-its-place",
        modern(
            TITLE,
            "<p>In 2019 we reported at length on the inquiry into the reservoir. The coverage has ended; the most important documents can be ordered from the editors by post.</p>",
        ),
    ),
    _changed("list-in-its-place", modern("News", teasers(STORIES)), twin="section-with-other-news"),
    _changed(
        "translated",
        modern("Obere Talsperre: was der Bericht sagt", paragraphs(GERMAN_DAM), lang="de"),
        twin="front-page-in-another-language",
    ),
    _changed(
        "translated-under-the-same-template",
        modern("Le levain", paragraphs(FRENCH_BREAD)),
        modern("Sourdough", paragraphs(BREAD)),
        url="http://courier.test/recipes/sourdough",
    ),
    _changed(
        "wiki-begun-anew",
        wiki("Upper dam", paragraphs(REWRITTEN_DAM)),
        wiki("Upper dam", paragraphs(DAM)),
        url="http://wiki.test/wiki/Upper_dam",
        twin="wiki-that-grew",
    ),
    _changed(
        "wiki-page-about-another",
        wiki("Dam (disambiguation)", paragraphs(CHESS)),
        wiki("Dam", paragraphs(DAM)),
        url="http://wiki.test/wiki/Dam",
    ),
    _changed(
        "number-given-to-another-article",
        soup("Sourdough for beginners", paragraphs(BREAD)),
        soup(TITLE, paragraphs(DAM)),
        url="http://courier.test/article.php?id=812",
    ),
    _changed("tables-replaced", tables("Bread", BREAD.replace("\n", "<BR>")), tables("Dam", DAM.replace("\n", "<BR>"))),
    _changed(
        "plain-text-replaced",
        CHESS,
        DAM,
        then_type="text/plain",
        now_type="text/plain",
        url="http://courier.test/dam.txt",
        twin="plain-text",
    ),
    _changed(
        "replaced-since-the-capture",
        soup("Ice cores", paragraphs(GLACIER)),
        tables(TITLE, DAM.replace("\n", "<BR>")),
        origin="snapshot",
        twin="from-an-archive",
    ),
    _changed(
        "japanese-replaced",
        modern("靴", paragraphs(JAPANESE_SHOES), lang="ja"),
        modern("古い寺", paragraphs(JAPANESE_TEMPLE), lang="ja"),
        url="http://tera.test/furui-tera",
        twin="japanese",
    ),
    _changed(
        "moved-and-replaced",
        soup("Ice cores", paragraphs(GLACIER)),
        moved_to="http://archive.courier.test/2019/upper-dam-findings",
        twin="moved-and-the-same",
    ),
    _changed(
        "document-became-page",
        modern("Publications", paragraphs(CHESS)),
        PDF,
        then_type="application/pdf",
        url="http://courier.test/files/dam-report.pdf",
        twin="document-still-there",
    ),
    _changed("page-became-document", PDF, now_type="application/pdf"),
    _changed(
        "picture-became-page",
        modern("Our pictures", paragraphs(CHESS)),
        PNG,
        then_type="image/png",
        url="http://courier.test/img/100231.png",
    ),
]
