"""Pages of few words, and pages whose text stands in anything but paragraphs of a semantic page."""

import json

from tests.corpus.drift import texts_short as texts
from tests.corpus.drift.model import Pair
from tests.corpus.drift.pages import comments, modern, paragraphs, sentences, soup, tables

AD_THEN = "<div class=ad>Try the new razor with seven blades, now with free delivery to your door.</div>"
AD_NOW = "<div class=ad>Flights to the sun from nineteen pounds, book before Sunday night and save.</div>"
BARE_AD_THEN = "<div>Try the new razor with seven blades, now with free delivery to your door.</div>"
BARE_AD_NOW = "<div>Flights to the sun from nineteen pounds, book before Sunday night and save.</div>"
NOTICE = "<p>These pages are kept by the friends of the harbour museum, who are glad of every letter.</p>"
OTHER_NAV = "<li><a href=/w>Weather</a></li><li><a href=/tv>Television</a></li><li><a href=/shop>Our shop</a></li>"
NEWS_THEN = "<h3><a href=/1>School roof repaired</a></h3><p>Pupils are back in class after the storm of last week.</p>"
NEWS_NOW = "<h3><a href=/9>Bridge closed again</a></h3><p>Drivers must take the long way round until autumn comes.</p>"


def _changed(name: str, then: str, now: str, *, family: str = "short changed", **more: str) -> Pair:
    return Pair(name, family, "changed content-drift", then, now, **more)  # type: ignore[arg-type]


def _same(name: str, then: str, now: str, **more: str) -> Pair:
    return Pair(name, "short same", "alive", then, now, **more)  # type: ignore[arg-type]


def bare(body: str) -> str:
    """No head, no title, no frame: as a tester writes a page."""
    return f"<html><body>{body}</body></html>"


def breaks(title: str, text: str, below: str = "") -> str:
    rows = "<br>\n".join(sentences(text))
    return f"<html><head><title>{title}</title></head><body><b>{title}</b><br><br>{rows}<br>{below}</body></html>"


def divs(title: str, text: str, below: str = "") -> str:
    rows = "".join(f"<div><div><span>{line}</span></div></div>" for line in sentences(text))
    return (
        f"<html><head><title>{title}</title></head><body><div><div class=t>{title}</div>{rows}</div>"
        f"<div>{below}</div></body></html>"
    )


def listed(title: str, text: str, tag: str = "ul", more: str = "") -> str:
    rows = "".join(f"<li>{line}</li>" for line in sentences(text))
    return modern(title, f"<{tag}>{rows}{more}</{tag}>")


def sheet(title: str, rows: dict[str, str]) -> str:
    cells = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
    return modern(title, f"<table>{cells}</table>")


def with_json_ld(title: str, text: str, modified: str) -> str:
    data = {"@type": "NewsArticle", "headline": title, "dateModified": modified, "articleBody": text}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return modern(title, paragraphs(text), head=head)


def linked(title: str, text: str) -> str:
    """Every other sentence is a link."""
    rows = [f"<a href='/{n}'>{line}</a>" if n % 2 else line for n, line in enumerate(sentences(text))]
    return modern(title, f"<p>{' '.join(rows)}</p>")


def counted(title: str, text: str, day: str, count: int) -> str:
    return modern(title, f"<p>{day} | {count} views | {count // 9} likes | {count // 40} shares</p>{paragraphs(text)}")


KETTLE_SHEET = {
    "Material": "brushed stainless steel with a glass lid",
    "Power": "2200 watts at 230 volts",
    "Cable": "wound up in the base, one metre long",
    "Filter": "nylon mesh that can be washed by hand",
    "Warranty": "three years on everything but the filter",
    "Price": "49.90 euros, delivery not included",
}
LADDER_SHEET = {
    "Rungs": "fourteen, ribbed against slipping",
    "Made of": "aluminium profiles riveted in Denmark",
    "Folded": "fits into the boot of a family car",
    "Load": "up to 150 kilograms by the European standard",
    "Feet": "exchangeable rubber caps in two widths",
    "Offer": "119 euros while stocks of spring last",
}
OTHER_PRICES = {**KETTLE_SHEET, "Power": "2400 watts at 230 volts", "Price": "61.50 euros, delivery not included"}

URL = "http://courier.test/places/gull-point"

PAIRS = [
    # --- replaced
    _changed("bare paragraph replaced", bare(paragraphs(texts.LIGHTHOUSE)), bare(paragraphs(texts.FERRY))),
    _changed("bare 70 words replaced", bare(paragraphs(texts.BEES)), bare(paragraphs(texts.PIANO))),
    _changed("30 words replaced", bare(paragraphs(texts.KETTLE)), bare(paragraphs(texts.LADDER))),
    _changed(
        "short article replaced",
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        modern("To the islands", paragraphs(texts.FERRY)),
        twin="short article redesigned",
    ),
    _changed(
        "short article replaced under its title",
        modern("Notes", paragraphs(texts.LIGHTHOUSE)),
        modern("Notes", paragraphs(texts.FERRY)),
    ),
    _changed(
        "short article replaced in a talkative frame",
        soup("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        soup("To the islands", paragraphs(texts.FERRY)),
    ),
    _changed(
        "80 words replaced in a talkative frame",
        soup("The dance of bees", paragraphs(texts.BEES)),
        soup("Why pianos need iron", paragraphs(texts.PIANO)),
    ),
    _changed(
        "middle-sized article replaced",
        modern("Bees and music", paragraphs(f"{texts.BEES}\n{texts.STATUTE}")),
        modern("Life in town", paragraphs(f"{texts.PIANO}\n{texts.MAYOR}")),
    ),
    _changed(
        "long article replaced by a short one",
        modern("Bees", paragraphs(f"{texts.BEES}\n{texts.PIANO}\n{texts.SOUP}")),
        modern("Ferry", paragraphs(texts.FERRY)),
    ),
    _changed(
        "short article replaced by a long one",
        modern("Ferry", paragraphs(texts.FERRY)),
        modern("Bees", paragraphs(f"{texts.BEES}\n{texts.PIANO}\n{texts.SOUP}")),
    ),
    _changed(
        "one life replaced by another",
        modern("Helen Marsh", paragraphs(texts.MAYOR), site="Who is who"),
        modern("Otto Brandvold", paragraphs(texts.PAINTER), site="Who is who"),
    ),
    _changed("breaks replaced", breaks("Statutes", texts.STATUTE), breaks("Evening", texts.EVENING)),
    _changed("poem replaced", breaks("Verses", texts.POEM), breaks("Verses", texts.OTHER_POEM)),
    _changed(
        "preformatted poem replaced",
        bare(f"<pre>{texts.POEM}</pre>"),
        bare(f"<pre>{texts.OTHER_POEM}</pre>"),
        twin="preformatted poem with another counter",
    ),
    _changed("divs replaced", divs("Gull Point", texts.LIGHTHOUSE), divs("Evening", texts.EVENING)),
    _changed("layout table replaced", tables("Bees", texts.BEES), tables("Piano", texts.PIANO)),
    _changed("list replaced", listed("Soup", texts.SOUP), listed("Cake", texts.CAKE)),
    _changed("steps replaced", listed("Recipe", texts.SOUP, "ol"), listed("Recipe", texts.CAKE, "ol")),
    _changed("data sheet replaced", sheet("Kettle K2", KETTLE_SHEET), sheet("Ladder L9", LADDER_SHEET)),
    _changed(
        "structured article replaced",
        with_json_ld("Gull Point", texts.LIGHTHOUSE, "2019-05-02"),
        with_json_ld("To the islands", texts.FERRY, "2026-01-05"),
    ),
    _changed("half-linked article replaced", linked("Bees", texts.BEES), linked("Pianos", texts.PIANO)),
    _changed(
        "plain text replaced",
        texts.LIGHTHOUSE,
        texts.FERRY,
        then_type="text/plain",
        now_type="text/plain",
    ),
    _changed(
        "German replaced",
        modern("Die Mühle", paragraphs(texts.GERMAN_MILL), lang="de"),
        modern("Der Chor", paragraphs(texts.GERMAN_CHOIR), lang="de"),
    ),
    _changed("Chinese replaced", bare(paragraphs(texts.CHINESE_BRIDGE)), bare(paragraphs(texts.CHINESE_TEA))),
    _changed("Japanese replaced", bare(paragraphs(texts.JAPANESE_STATION)), bare(paragraphs(texts.JAPANESE_KNIFE))),
    _changed("Russian replaced", bare(paragraphs(texts.RUSSIAN_FOREST)), bare(paragraphs(texts.RUSSIAN_LIBRARY))),
    _changed("Arabic replaced", bare(paragraphs(texts.ARABIC_WELL)), bare(paragraphs(texts.ARABIC_PRESS))),
    _changed("Hindi replaced", bare(paragraphs(texts.HINDI_RIVER)), bare(paragraphs(texts.HINDI_LOOM))),
    _changed("Thai replaced", bare(paragraphs(texts.THAI_MARKET)), bare(paragraphs(texts.THAI_TEMPLE))),
    _changed("Korean replaced", bare(paragraphs(texts.KOREAN_KILN)), bare(paragraphs(texts.KOREAN_TRAIL))),
    _changed("Greek replaced", bare(paragraphs(texts.GREEK_OLIVE)), bare(paragraphs(texts.GREEK_BOAT))),
    _changed(
        "short copy of an archive and another page now",
        bare(paragraphs(texts.LIGHTHOUSE)),
        bare(paragraphs(texts.FERRY)),
        origin="snapshot",
    ),
    # --- still the same
    _same(
        "short article with other counters",
        counted("Gull Point", texts.LIGHTHOUSE, "Published on Monday 3 March 2019", 120),
        counted("Gull Point", texts.LIGHTHOUSE, "Updated on Thursday 19 November 2026", 98_412),
    ),
    _same(
        "30 words with another date",
        bare(f"<p>Today is Monday, 3 May 2019.</p>{paragraphs(texts.KETTLE)}"),
        bare(f"<p>Today is Sunday, 22 November 2026.</p>{paragraphs(texts.KETTLE)}"),
    ),
    _same(
        "30 words with another advert",
        bare(f"{BARE_AD_THEN}{paragraphs(texts.KETTLE)}"),
        bare(f"{BARE_AD_NOW}{paragraphs(texts.KETTLE)}"),
    ),
    _same(
        "30 words with more adverts",
        bare(paragraphs(texts.KETTLE)),
        bare(f"{BARE_AD_NOW}{paragraphs(texts.KETTLE)}{BARE_AD_THEN}"),
    ),
    _same(
        "short article with other adverts and navigation",
        modern("Gull Point", AD_THEN + paragraphs(texts.LIGHTHOUSE), aside=NEWS_THEN),
        modern("Gull Point", AD_NOW + paragraphs(texts.LIGHTHOUSE), aside=NEWS_NOW, nav=OTHER_NAV),
    ),
    _same(
        "short article redesigned",
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        soup("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        twin="short article replaced",
    ),
    _same(
        "talkative frame of a short article gone",
        soup("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE)),
    ),
    _same(
        "talkative frame of another site's system",
        soup("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        tables("Gull Point", texts.LIGHTHOUSE, counter=77),
    ),
    _same(
        "breaks with other numbers",
        breaks("Statutes", texts.STATUTE, "Seen 12 times since March 2001"),
        breaks("Statutes", texts.STATUTE, "Seen 48211 times since March 2001. Next meeting: Tuesday 9 June"),
    ),
    _same(
        "preformatted poem with another counter",
        bare(f"<pre>{texts.POEM}</pre><p>Visitor 17</p>"),
        bare(f"<pre>{texts.POEM}</pre><p>Visitor 90210, last one from Lisbon</p>"),
        twin="preformatted poem replaced",
    ),
    _same("data sheet with other figures", sheet("Kettle K2", KETTLE_SHEET), sheet("Kettle K2", OTHER_PRICES)),
    _same(
        "list with one item more",
        listed("Soup", texts.SOUP),
        listed("Soup", texts.SOUP, more="<li>Leftovers keep for three days in a cold larder.</li>"),
    ),
    _same(
        "list in another order", listed("Soup", texts.SOUP), listed("Soup", "\n".join(sorted(sentences(texts.SOUP))))
    ),
    _same("list that became paragraphs", listed("Soup", texts.SOUP), modern("Soup", paragraphs(texts.SOUP))),
    _same(
        "short article with a correction",
        modern("Helen Marsh", paragraphs(texts.MAYOR)),
        modern("Helen Marsh", paragraphs(texts.MAYOR.replace("twelve", "thirteen").replace("a bakery", "a pub"))),
    ),
    _same(
        "short article with a discussion",
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE), after=comments(4)),
    ),
    _same(
        "short article with an unmarked discussion",
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE) + comments(2, marked=False)),
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE) + comments(3, 3, marked=False)),
    ),
    _same(
        "structured article modified in its data only",
        with_json_ld("Gull Point", texts.LIGHTHOUSE, "2019-05-02"),
        with_json_ld("Gull Point", texts.LIGHTHOUSE, "2026-01-05"),
    ),
    _same(
        "half-linked article no longer linked",
        linked("Bees", texts.BEES),
        modern("Bees", paragraphs(texts.BEES)),
    ),
    _same(
        "article that became half links",
        modern("Bees", paragraphs(texts.BEES)),
        linked("Bees", texts.BEES),
    ),
    _same(
        "Chinese with other numbers",
        bare(f"<p>阅读 102 次，2019年5月2日</p>{paragraphs(texts.CHINESE_BRIDGE)}"),
        bare(f"<p>阅读 88 万次，2026年11月22日更新</p>{paragraphs(texts.CHINESE_BRIDGE)}"),
    ),
    _same(
        "Korean with another advert",
        bare(f"{paragraphs(texts.KOREAN_KILN)}<div>오늘만 모든 신발을 절반 값에 드립니다</div>"),
        bare(f"{paragraphs(texts.KOREAN_KILN)}<div>새로 나온 커피를 무료로 맛보세요</div>"),
    ),
    _same(
        "short copy of an archive and its page now",
        soup("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        bare(paragraphs(texts.LIGHTHOUSE)),
        origin="snapshot",
    ),
    _same(
        "picture of the day",
        modern("Picture", "<img src=/1.jpg><p>Sunset over the bay, seen by Ann Lowe. Camera: an old box.</p>"),
        modern("Picture", "<img src=/2.jpg><p>A fox in the snow, seen by Tom Reed at dawn near his own house.</p>"),
    ),
    _same(
        "album without a text",
        modern("Our holidays", "".join(f"<img src=/{n}.jpg><span>Photo {n} of 9</span>" for n in range(9))),
        modern("Our holidays", "".join(f"<img src=/{n}.jpg><span>Picture {n}</span>" for n in range(30))),
    ),
    _same(
        "short text waiting for scripts",
        modern("Gull Point", paragraphs(texts.LIGHTHOUSE)),
        modern("Gull Point", "<div id=app>Loading, please wait a moment</div>"),
    ),
    _same(
        "short front page",
        modern("The Courier", paragraphs(texts.LIGHTHOUSE)),
        modern("The Courier", paragraphs(texts.FERRY)),
        url="http://courier.test/",
    ),
    _same(
        "webcam with the day's weather",
        modern(
            "Harbour webcam",
            "<img src=/cam.jpg><p>Sunny with a light wind from the north. Visibility is good.</p>"
            "<p>Bathers will find the water pleasant, and the flag at the pier is green until the evening.</p>",
        ),
        modern(
            "Harbour webcam",
            "<img src=/cam.jpg><p>Rain is expected by noon, gusts may reach gale force.</p>"
            "<p>No boats leave today. Walkers should stay off the breakwater while the red flag is up.</p>",
        ),
        twin="short article under a picture replaced",
    ),
    _changed(
        "short article under a picture replaced",
        modern("Gull Point", f"<img src=/a.jpg>{paragraphs(texts.LIGHTHOUSE)}"),
        modern("To the islands", f"<img src=/b.jpg>{paragraphs(texts.FERRY)}"),
    ),
    _same(
        "calendar of another month",
        modern(
            "What is on",
            "<table><tr><td>4 May<td>Flea market behind the church<tr><td>11 May<td>Concert of the"
            " fire brigade's band<tr><td>18 May<td>Guided walk to the old quarry and back</table>",
        ),
        modern(
            "What is on",
            "<table><tr><td>1 Nov<td>Lantern parade of the kindergarten<tr><td>9 Nov<td>Slide show"
            " about Iceland in the vicarage<tr><td>23 Nov<td>Cutting of the first Christmas tree</table>",
        ),
        url="http://courier.test/events",
    ),
    _same(
        "product with other recommendations",
        modern(
            "Kettle K2",
            paragraphs(texts.KETTLE) + "<div><h2>Others bought</h2><p>Toaster with four slots and a"
            " rack for buns</p><p>Tea in tins from the hills of Ceylon, black and strong</p></div>",
        ),
        modern(
            "Kettle K2",
            paragraphs(texts.KETTLE) + "<div><h2>Others bought</h2><p>Blender for ice and frozen fruit"
            " with a jug of glass</p><p>Egg boiler that rings a bell when all six are done</p></div>",
        ),
    ),
    _same(
        "short text below a long and changing advert",
        bare(f"<div>{' '.join(sentences(texts.EVENING))}</div>{paragraphs(texts.KETTLE)}"),
        bare(f"<div>{' '.join(sentences(texts.STATUTE))}</div>{paragraphs(texts.KETTLE)}"),
    ),
    _same(
        "form with another hint",
        modern(
            "Write to us",
            "<p>We answer within three days, on holidays within five.</p><form><input><textarea>"
            "</textarea><button>Send</button></form><p>Your letters are read by Ann and Tom.</p>",
        ),
        modern(
            "Write to us",
            "<p>Please do not send any attachments, since our filter throws them away.</p><form>"
            "<input><textarea></textarea><button>Send</button></form><p>The office is closed on Fridays now.</p>",
        ),
    ),
    _same(
        "directory listing with more files",
        bare(
            "<h1>Index of /pub</h1><pre>Name Last modified Size<hr><a href=a.txt>a.txt</a> 03-May-2019 11:02 4.0K\n"
            "<a href=b.txt>b.txt</a> 04-May-2019 10:40 1.2M\n</pre><address>Apache Server at pub.test Port 80</address>"
        ),
        bare(
            "<h1>Index of /pub</h1><pre>Name Last modified Size<hr>"
            + "".join(f"<a href=f{n}.txt>f{n}.txt</a> {n:02}-Nov-2026 09:1{n % 10} {n}K\n" for n in range(1, 25))
            + "</pre><address>nginx at pub.test</address>"
        ),
    ),
    _same(
        "short article renamed and redesigned",
        modern("The light on Gull Point", paragraphs(texts.LIGHTHOUSE), site="Coast pages"),
        soup("A beacon without a keeper", paragraphs(texts.LIGHTHOUSE), site="Shores and harbours"),
    ),
    _same(
        "site renamed, article kept",
        modern("Bees", paragraphs(texts.BEES), site="Nature notes"),
        tables("Bees", f"{texts.BEES}", site="Wild World"),
    ),
    _same(
        "message of 25 words among changing others",
        bare(
            "<div><b>ann</b> said: We found your grey cat in our shed, she is well and eats everything we put in front"
            " of her.</div><div>To follow: bob, who builds boats from matches</div>"
        ),
        bare(
            "<div><b>ann</b> said: We found your grey cat in our shed, she is well and eats everything we put in front"
            " of her.</div><div>To follow: eve, who paints the same door every day</div>"
        ),
    ),
    _changed(
        "copy of an archive in a talkative frame and another page now",
        soup("The dance of bees", paragraphs(texts.BEES)),
        soup("Why pianos need iron", paragraphs(texts.STATUTE)),
        origin="snapshot",
    ),
    _changed(
        "30 words replaced above a notice that stays",
        bare(f"<h1>Notes</h1>{paragraphs(texts.FERRY)}{NOTICE}"),
        bare(f"<h1>Notes</h1>{paragraphs(texts.EVENING)}{NOTICE}"),
    ),
    _same(
        "30 words kept above adverts that come and go",
        bare(f"<h1>Notes</h1>{paragraphs(texts.FERRY)}{BARE_AD_THEN}{BARE_AD_THEN.replace('razor', 'soap')}"),
        bare(f"<h1>Notes</h1>{paragraphs(texts.FERRY)}{BARE_AD_NOW}{BARE_AD_NOW.replace('sun', 'moon')}"),
    ),
]
