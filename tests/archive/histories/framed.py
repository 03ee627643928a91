"""Pages within all that sites put around them, in twelve languages; and more records, spellings and addresses."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.archive.histories.making import (
    CITED,
    LATER,
    NEAR,
    NEXT,
    OLDER,
    OLDEST,
    TITLE,
    URL,
    Copy,
    History,
    article,
    page,
    prose,
)

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def framed(language: str, title: str, body: str, *, at: str = "", frames: dict[str, Any] = TABLE) -> bytes:
    """Return a page as sites of 2015 made them. at: the hour, in a comment. frames: the table that has the frame."""
    frame: dict[str, Any] = frames["frame"][language]
    menu = "".join(f'<li><a href="/{number}">{word}</a></li>' for number, word in enumerate(frame["menu"]))
    listed = "".join(f'<li><a href="/news/{number}">{word}</a></li>' for number, word in enumerate(frame["listed"]))
    heading = "" if "<h2>" in body or "<h3>" in body[:60] else f"<h1>{title}</h1>"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width">\n<link rel="stylesheet" href="/css/site.css?v=31">\n'
        '<script>var dataLayer=[{"section":"regional"}];</script>\n<script src="/js/ads.js" async></script>\n</head>\n'
        f'<body class="c-{language}">\n<div id="header"><a href="/" class="logo"><img src="/logo.png" alt=""></a>'
        f'<ul class="menu">{menu}</ul></div>\n<div id="wrap"><div id="content">{heading}\n{body}\n</div>\n'
        f'<div id="side"><h4>{frame["aside"]}</h4><ul>{listed}</ul></div></div>\n'
        f'<div id="footer">{frame["foot"]}</div>\n<!-- {at} -->\n</body>\n</html>'
    ).encode()


def paragraphs(text: str, ends: str = ". ") -> str:
    """Return a text with two sentences a paragraph."""
    mark = "。" if "。" in text else ends
    sentences = [sentence for sentence in text.split(mark) if sentence.strip()]
    pairs = [mark.join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    return "".join(f"<p>{pair.rstrip('. ')}{mark.strip()}</p>\n" for pair in pairs)


def pages(rows: list[dict[str, Any]], first: int, *, frames: dict[str, Any] = TABLE) -> Iterator[History]:
    for number, row in enumerate(rows, first):
        language, cited, kind = row["language"], row["cited"], row["kind"]
        address = f"http://www.county.example/{language}/{2015_0000 + number}.html"
        title, body = row["stand_in"]
        bad = Copy(NEAR, framed(language, cited if title == "its" else title, body, frames=frames))
        good = Copy(OLDER, framed(language, cited, paragraphs(row["text"]), at="14:02", frames=frames))
        yield History(f"{kind}, and the page before", [bad, good], (OLDER,), address, cited, most=3)
        yield History(f"only {kind}", [bad], (), address, cited, most=3)
        title, text = row["twin"]
        twin = Copy(NEAR, framed(language, title, paragraphs(text), at="09:31", frames=frames))
        older = Copy(OLDEST, framed(language, title, paragraphs(text), at="23:55", frames=frames))
        yield History(f"twin: a page that only sounds like {kind}", [twin, older], (NEAR,), address, title, most=2)


def spellings() -> Iterator[History]:
    both = [
        Copy("20120505", article(), url=URL),
        Copy(LATER, page("county.example is for sale", "<p>Buy it.</p>"), url=URL),
    ]
    bare = URL.removeprefix("http://")
    for name, link in (
        (
            "a cache's page with words",
            f"http://webcache.googleusercontent.com/search?q=cache:Qx1aB7cD_e9J:{bare}+water&hl=en",
        ),
        ("the archive in Portugal", f"https://arquivo.pt/wayback/20120501000000/{URL}"),
        ("the archive in Alexandria", f"http://web.archive.bibalex.org/web/20120501000000/{URL}"),
        ("archive.today with its day", f"http://archive.is/20120501/{URL}"),
    ):
        yield History(f"cited by {name}", both, ("20120505",), link, most=4)
    near = [Copy(NEAR, article(), url=URL)]
    for name, link in (
        ("a paper's reader", f"{URL}?CMP=share_btn_tw"),
        ("a letter's reader", f"{URL}?mc_cid=8a7b&mc_eid=0f9e"),
        ("a French reader", f"{URL}?xtor=RSS-3208"),
        ("a port", URL.replace("county.example", "county.example:80")),
        ("its folder's page", f"{URL}/index.html"),
        ("a visit's number", f"{URL};jsessionid=8D1F2A6B7C"),
    ):
        yield History(f"cited with {name}", near, (NEAR,), link, most=3)
    item, other = "http://county.example/s/QwErT", article("Chamber music at the castle", subject="music")
    folded = [Copy(at, other, url="http://county.example/s/" + name) for at, name in ((NEAR, "qWeRT"), (NEXT, "QWERT"))]
    exact = Copy(OLDEST, article(), url=item)
    yield History("two other items of the same letters", [*folded, exact], (OLDEST,), item)
    yield History("only two other items of the same letters", folded, (), item)


def odd_records() -> Iterator[History]:
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(1, 250)) * 20 + b"\xff\xd9"
    dot = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
    dot += b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    photo = "http://county.example/photos/valley.jpg"
    picture = Copy(OLDER, jpeg, media="image/jpeg")
    yield History("a dot in place of a picture", [Copy(NEAR, dot, media="image/gif"), picture], (OLDER,), photo)
    word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W" * 4000
    letter = Copy(OLDER, word, media="application/msword")
    gone = Copy(NEAR, framed("en", "Ashford Media", "<p>We have moved our documents.</p>"))
    yield History("a page in place of a text of Word", [gone, letter], (OLDER,), "http://county.example/letters/7.doc")
    errors = [
        Copy(
            f"2015{month:02}{day:02}",
            framed("en", "Ashford Media", "<p>Sorry, we can't find that page.</p>", at=f"{day}"),
        )
        for month in range(1, 12)
        for day in (3, 12, 21)
    ]
    good = [
        Copy(f"2014{month:02}09", framed("en", TITLE, prose("water", 200, "months"), at=str(month))) for month in (2, 5)
    ]
    yield History("an error each week of the year, and two pages before", [*errors, *good], ("2014",))
    repeated = [Copy(f"{year}0415", errors[0].body) for year in range(2013, 2025)]
    yield History(
        "one error for twelve years, and the page before", [*repeated, Copy(OLDEST, article())], (OLDEST,), most=3
    )
    home = Copy(NEAR, says="302", headers=(("Location", "http://county.example/"),))
    front = Copy(NEAR, framed("en", "Ashford Media", TABLE["front"]["en"]), url="http://county.example/")
    yield History("only a redirect to a front page of many headlines", [home, front])
    missing = [Copy(f"20150{day}", article(), plays=False) for day in ("611", "609", "613", "607", "615", "605")]
    plays = Copy("20150617", article())
    yield History("six that do not play, and one that does", [*missing, plays], ("20150617",))


def odd_numbers() -> Iterator[History]:
    days = [
        f"{year}{month:02}{day:02}" for year in range(2003, 2024) for month in range(1, 13) for day in (1, 9, 17, 25)
    ]
    soon = "<p>This page is being prepared.</p>"
    copies = [
        Copy(
            at,
            framed("en", TITLE, soon, at=at)
            if at < "2008"
            else framed("en", TITLE, prose("water", 90, at[:4]), at=at)
            if at < "2012"
            else framed("en", "Essay writers for hire", TABLE["essays"]["en"], at=at),
        )
        for at in days
    ]
    good = tuple(str(year) for year in range(2008, 2012))
    yield History("a thousand copies, good ones in the middle", copies, good, most=8)
    late = [Copy(at, framed("en", TITLE, soon if at < "2019" else prose("water", 120, at[:4]), at=at)) for at in days]
    yield History(
        "a thousand copies, not written for years", late, tuple(str(year) for year in range(2019, 2024)), most=8
    )


def twins() -> Iterator[History]:
    hits = "".join(
        f"<li><a href='/o{at}'>Otter seen at mile {at}</a><p>A short note of a visitor.</p></li>" for at in range(9)
    )
    found = "Search results for otter"
    search = Copy(NEAR, framed("en", found, f"<form><input name=q value=otter></form><ol>{hits}</ol>"))
    yield History("twin: a search that was cited", [search], (NEAR,), "http://county.example/search?q=otter", found)
    listing = (
        b"<html><head><title>Index of /data/2015</title></head><body><h1>Index of /data/2015</h1><pre>"
        b'<a href="../">Parent Directory</a>\n<a href="n.csv">n.csv</a> 2015-01-02 12:00 14K\n</pre></body></html>'
    )
    folder = "http://county.example/data/2015/"
    yield History("twin: a folder that was cited", [Copy(NEAR, listing)], (NEAR,), folder, "Index of /data/2015")
    meter = "<div class='meter'><p>You have 2 free articles left this month. Subscribe for full access.</p></div>"
    whole = Copy(NEAR, framed("en", TITLE, meter + prose("water", 320, "metered")))
    yield History("twin: a whole article below a count", [whole, Copy(OLDER, article())], (NEAR,), most=2)
    front = Copy(NEAR, framed("en", "Ashford Media", TABLE["front"]["en"]))
    yield History("twin: the front page that was cited", [front], (NEAR,), "http://county.example/", "Ashford Media")
    closing = "<p>Applications close on 30 June. Interviews are on 8 July. The post is full-time.</p>"
    post = framed("en", "Hydrologist, northern office", prose("water", 80, "post") + closing)
    yield History("twin: a post that is still open", [Copy(NEAR, post)], (NEAR,), words="Hydrologist, northern office")


def histories() -> Iterator[History]:
    assert CITED.year == 2015  # the frames say so
    yield from pages(TABLE["page"], 1)
    for kind in (spellings, odd_records, odd_numbers, twins):
        yield from kind()
