"""Names that somebody else has now."""

from tests.corpus.drift.model import Pair
from tests.corpus.drift.pages import modern, paragraphs, soup, tables, teasers
from tests.corpus.drift.pairs_same import ARTICLE, TITLE
from tests.corpus.drift.texts import (
    BAHIS,
    BREAD,
    CASINO,
    CHESS,
    CHINESE_SHOP,
    DAM,
    ESSAY_MILL,
    FRENCH_BREAD,
    FUNGI,
    GERMAN_DAM,
    JAPANESE_SHOES,
    JAPANESE_TEMPLE,
    PHARMACY,
    RUSSIAN_CASINO,
    SEO_BLOG,
    SLOT_GACOR,
    STORIES,
)

HOME = "http://courier.test/"
FRONT = modern("The Valley Courier", paragraphs(DAM) + teasers(STORIES[:4]))
CLUB = tables("Mushroom club", FUNGI.replace("\n", "<BR>"), site="Spore friends of Uplow")


def _taken(name: str, now: str, then: str = ARTICLE, **more: str) -> Pair:
    return Pair(name, "taken over", "changed taken-over", then, now, **more)  # type: ignore[arg-type]


PAIRS = [
    _taken(
        "casino",
        soup("Best online casino bonus 2026", paragraphs(CASINO), site="Spin Palace Guide"),
        twin="honest-page-about-casinos",
    ),
    _taken("casino-keeps-the-name", soup("Valley Courier: best slots", paragraphs(CASINO), site="Valley Courier")),
    _taken(
        "casino-at-the-front",
        soup("Free spins", paragraphs(CASINO), site="Lucky"),
        FRONT,
        url=HOME,
        twin="front-page-with-other-news",
    ),
    _taken("slot-gacor", soup("Situs Slot Gacor Maxwin", paragraphs(SLOT_GACOR), site="GACOR88", lang="id")),
    _taken(
        "slot-gacor-at-the-front",
        soup("Link Slot Gacor Hari Ini", paragraphs(SLOT_GACOR), site="RTP Live", lang="en-US"),
        CLUB,
        url="http://club.test/",
    ),
    _taken("bahis", soup("Deneme bonusu veren siteler", paragraphs(BAHIS), site="Bahis Rehberi", lang="tr")),
    _taken(
        "russian-casino",
        soup("Казино Вулкан официальный сайт", paragraphs(RUSSIAN_CASINO), site="Зеркало", lang="ru"),
        FRONT,
        url=HOME,
    ),
    _taken("pharmacy", soup("Buy generic Viagra", paragraphs(PHARMACY), site="Pills24"), twin="replaced"),
    _taken(
        "essay-mill",
        soup("Write my essay", paragraphs(ESSAY_MILL), site="GradeHelp"),
        CLUB,
        url="http://club.test/finds.html",
    ),
    _taken(
        "guest-posts", soup("Share your story", paragraphs(SEO_BLOG), site="Trendify"), CLUB, url="http://club.test/"
    ),
    _taken("guest-posts-in-place-of-an-article", soup("Share your story", paragraphs(SEO_BLOG), site="Trendify")),
    _taken(
        "machines-from-elsewhere",
        soup("首页", paragraphs(CHINESE_SHOP), site="机械设备有限公司", lang="zh"),
        CLUB,
        url="http://club.test/",
    ),
    _taken(
        "french-baker-at-the-front",
        soup("Le levain de Margot", paragraphs(FRENCH_BREAD), site="Boulange", lang="fr"),
        CLUB,
        url="http://club.test/",
        twin="front-page-in-another-language",
    ),
    _taken(
        "french-baker-in-place-of-an-article",
        soup("Le levain de Margot", paragraphs(FRENCH_BREAD), site="Boulange", lang="en"),
    ),
    _taken(
        "german-in-place-of-japanese",
        soup("Die Talsperre", paragraphs(GERMAN_DAM), site="Talkurier", lang="de"),
        modern("古い寺", paragraphs(JAPANESE_TEMPLE), lang="ja", site="寺"),
        url="http://tera.test/",
    ),
    _taken(
        "japanese-shop-in-its-place",
        soup("激安ブランド靴", paragraphs(JAPANESE_SHOES), site="ブランドコピー", lang="ja"),
        modern("Bread", paragraphs(BREAD), site="Crumb"),
        url="http://crumb.test/",
        twin="japanese",
    ),
    _taken(
        "since-the-capture",
        soup("Free spins", paragraphs(CASINO), site="Lucky"),
        tables(TITLE, CHESS.replace("\n", "<BR>")),
        origin="snapshot",
    ),
]
