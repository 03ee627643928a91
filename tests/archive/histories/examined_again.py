"""A second set of pages and of a few words, within the frames of two others; and records that mislead otherwise."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.archive.histories.framed import TABLE as FRAMES
from tests.archive.histories.framed import framed, pages, paragraphs
from tests.archive.histories.framed_later import TABLE as OTHER_FRAMES
from tests.archive.histories.making import LATER, NEAR, NEXT, OLDER, OLDEST, TITLE, URL, Copy, History, article

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
BOTH = {"frame": {**OTHER_FRAMES["frame"], **FRAMES["frame"]}}


def short() -> Iterator[History]:
    for kind, right in (("short", (NEAR,)), ("notice", ())):
        for number, row in enumerate(TABLE[kind]):
            copy = Copy(NEAR, framed(row["language"], row["cited"], paragraphs(row["text"]), frames=BOTH))
            address = f"http://www.county.example/{kind[0]}/{number}"
            name = f"{'twin: a short page' if right else 'a short notice'}, again: {row['cited']}"
            yield History(name, [copy], right, address, row["cited"], most=2)


def of_frames_and_scripts() -> Iterator[History]:
    frames = (
        f"<html><head><title>{TITLE}</title></head><frameset cols='20%,80%'><frame src='nav.htm'><frame src='body.htm'>"
        "<noframes>Your browser does not show frames.</noframes></frameset></html>"
    ).encode()
    yield History("twin: a page of frames with a word to those who see none", [Copy(NEAR, frames)], (NEAR,), most=2)
    map_page = framed(
        "en", TITLE, "<div id='map'></div><script>new Map('map',{z:7,at:[51.2,-2.1]});</script><p>Drag the map.</p>"
    )
    yield History("twin: a map that a script draws", [Copy(NEAR, map_page)], (NEAR,), most=2)
    film = framed("en", TITLE, "<video src='/v.mp4' controls></video><p>4 min</p>")
    yield History("twin: a film and its length", [Copy(NEAR, film)], (NEAR,), most=2)
    scan = framed("en", TITLE, "<img src='/scan-1.jpg'><img src='/scan-2.jpg'><p>Pages 1 and 2</p>")
    yield History("twin: two pictures of pages", [Copy(NEAR, scan)], (NEAR,), most=2)
    table = "".join(f"<tr><td>Station {at}</td><td>{at * 7 % 11}.{at}</td></tr>" for at in range(20))
    yield History(
        "twin: a table without a sentence",
        [Copy(NEAR, framed("en", TITLE, f"<table>{table}</table>"))],
        (NEAR,),
        most=2,
    )
    code = framed(
        "en", "teme.py", f"<pre>{'def flow(x):' + chr(10) + '    return 404 if x is None else x * 3' + chr(10)}</pre>"
    )
    yield History(
        "twin: a program's text",
        [Copy(NEAR, code)],
        (NEAR,),
        "http://county.example/src/teme.py.html",
        "teme.py",
        most=2,
    )


def of_ends() -> Iterator[History]:
    """Yield captures of another time: before it was written, after it was sold."""
    soon = framed("en", TITLE, "<p>Watch this space.</p>")
    full = Copy(LATER, article(seed="ends"))
    yield History("a space to be watched, then the page", [Copy(NEAR, soon), full], (LATER,), most=3)
    yield History("only a space to be watched", [Copy(NEAR, soon)], (), most=3)
    hats = framed(
        "en",
        "Hats and caps, wholesale",
        "<p>Wool caps and berets. Minimum order 50 pieces. Ask for our price list.</p>" * 8,
    )
    late = [Copy(f"20{year}0612", hats + b"." * (year % 7) + str(year).encode()) for year in range(15, 25)]
    yield History("ten years of hats, and the page before", [*late, Copy(OLDEST, article())], (OLDEST,), most=8)
    yield History("ten years of hats alone", late, (), most=4)
    draft = article(seed="draft", words=120)
    yield History(
        "twin: a shorter version that was cited",
        [Copy(NEAR, draft), Copy(LATER, article(seed="long"))],
        (NEAR,),
        most=2,
    )


def of_kinds() -> Iterator[History]:
    slides = "http://county.example/talks/valleys.pptx"
    media = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    deck = b"PK\x03\x04" + b"ppt/slides/slide1.xml" * 300 + b"PK\x05\x06" + b"\x00" * 18
    wait = Copy(NEAR, framed("en", "Your download starts soon", "<p>Not started? Use the direct link.</p>"))
    yield History(
        "a page before a download", [wait, Copy(OLDER, deck, media=media)], (OLDER,), slides, "Slides of the talk"
    )
    yield History("twin: slides", [Copy(NEAR, deck, media=media)], (NEAR,), slides, "Slides of the talk", most=2)
    book = "http://county.example/books/valleys.epub"
    epub = b"PK\x03\x04" + b"mimetypeapplication/epub+zip" + b"OEBPS/chapter.xhtml" * 200 + b"PK\x05\x06" + b"\x00" * 18
    half = Copy(NEAR, epub[:900], media="application/epub+zip", headers=(("Content-Length", str(len(epub))),))
    whole = Copy(OLDER, epub, media="application/epub+zip", headers=(("Content-Length", str(len(epub))),))
    yield History("a book cut short", [half, whole], (OLDER,), book, "Tales of the valleys")
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><path d='M1 1L80 80'/></svg>"
    plan = "http://county.example/plans/weir.svg"
    yield History(
        "twin: a drawing", [Copy(NEAR, svg, media="image/svg+xml")], (NEAR,), plan, "Plan of the weir", most=2
    )
    feed = b"<rss version='2.0'><channel><title>County</title><item><title>Snow</title></item></channel></rss>"
    old = Copy(OLDER, article())
    yield History("a feed in place of the page", [Copy(NEAR, feed, media="application/rss+xml"), old], (OLDER,), most=3)
    bad = b'{"message":"Internal error","data":null}'
    yield History("an object in place of the page", [Copy(NEAR, bad, media="application/json"), old], (OLDER,), most=3)
    film = Copy(OLDER, b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 5000, media="video/mp4")
    clip = "http://county.example/films/match.mp4"
    gone = Copy(NEAR, b"", media="video/mp4")
    yield History("an empty film, and the film", [gone, film], (OLDER,), clip, "Ploughing match 1936")
    yield History("only an empty film", [gone], (), clip, "Ploughing match 1936")


def of_hosts() -> Iterator[History]:
    other = Copy(NEAR, article("Chamber music at the castle", subject="music"), url=URL.replace("county", "www.county"))
    bare = Copy(OLDER, article(), url=URL)
    yield History("another page under www", [other, bare], (OLDER,), most=3)
    long_ago = Copy("19990503", article(seed="1999"))
    yield History("the only copy is of sixteen years before", [long_ago], ("19990503",), most=2)
    digits = "http://county.example/item.php?id=00417"
    neighbour = Copy(
        NEAR, article("Chamber music at the castle", subject="music"), url="http://county.example/item.php?id=417"
    )
    yield History("another number with fewer zeros", [neighbour], (), digits, most=4)
    script = "http://county.example/cgi-bin/show?doc=12&view=full"
    part = Copy(NEAR, article(seed="part"), url="http://county.example/cgi-bin/show?doc=12&view=short")
    exact = Copy(OLDER, article(seed="exact"), url=script)
    yield History("another view of the document, and the one cited", [part, exact], (OLDER,), script, most=2)
    rough = [Copy(f"2015061{day}", article(seed="same"), plays=day == 5) for day in range(1, 7)]
    yield History("of six of one content one plays", rough, ("20150615",))
    good = article(seed="loop")
    loop = Copy(NEAR, says="301", headers=(("Location", URL + "/"),))
    back = Copy(NEXT, says="301", url=URL + "/", headers=(("Location", URL),))
    yield History("a circle of redirects, and the page before", [loop, back, Copy(OLDEST, good)], (OLDEST,), most=3)
    yield History("only a circle of redirects", [loop, back], ())


def histories() -> Iterator[History]:
    yield from pages(TABLE["page"], 801, frames=BOTH)
    for kind in (short, of_frames_and_scripts, of_ends, of_kinds, of_hosts):
        yield from kind()
