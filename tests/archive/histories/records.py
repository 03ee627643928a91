"""Kinds of documents, spellings, what the index says and what plays, and very many captures."""

from collections.abc import Iterator

from tests.archive.histories.making import (
    LATER,
    LATEST,
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

PDF = "http://county.example/reports/water.pdf"
CSV = "http://county.example/data/stations.csv"
ITEM = "http://county.example/a/pcL4f"
WHOLE_PDF = b"%PDF-1.4\n" + b"1 0 obj << /Length 44 >> stream\n" * 40 + b"endstream\n%%EOF\n"
ROWS = b"station,date,nitrate\n" + b"".join(b"North %d,2015-01-%02d,%d\n" % (at, at, at * 3) for at in range(1, 28))
OTHER = article("Chamber music at the castle", subject="music")


def of_length(length: int) -> tuple[tuple[str, str], ...]:
    return (("Content-Length", str(length)),)


def documents() -> Iterator[History]:
    pdf = "application/pdf"
    whole = Copy(OLDER, WHOLE_PDF, media=pdf, headers=of_length(len(WHOLE_PDF)))
    cut = WHOLE_PDF[:200]
    yield History(
        "a PDF cut short", [Copy(NEAR, cut, media=pdf, headers=of_length(len(WHOLE_PDF))), whole], (OLDER,), PDF
    )
    yield History("only a PDF cut short", [Copy(NEAR, cut, media=pdf, headers=of_length(len(WHOLE_PDF)))], (), PDF)
    yield History("a PDF without its end mark", [Copy(NEAR, cut, media=pdf), whole], (OLDER,), PDF)
    yield History("twin: the only PDF has no end mark, and all its bytes", [Copy(NEAR, cut, media=pdf)], (NEAR,), PDF)
    trailing = WHOLE_PDF + b"\n" * 3000 + b"<!-- served by county -->"
    yield History(
        "twin: a PDF with bytes after its end",
        [Copy(NEAR, trailing, media=pdf, headers=of_length(len(trailing))), whole],
        (NEAR,),
        PDF,
        most=2,
    )
    yield History(
        "twin: a PDF whose length was that of its packed form",
        [Copy(NEAR, WHOLE_PDF, media=pdf, headers=(*of_length(9_000), ("Content-Encoding", "gzip"))), whole],
        (NEAR,),
        PDF,
        most=2,
    )
    yield History("a page in place of a PDF", [Copy(NEAR, article()), whole], (OLDER,), PDF, most=2)
    yield History("only a page in place of a PDF", [Copy(NEAR, article())], (), PDF, most=2)
    viewer = Copy(NEAR, page("stations.csv", "<table><tr><td>North</td></tr></table>" + prose("water", 60)))
    table = Copy(OLDEST, ROWS, media="text/csv")
    yield History("a portal's page in place of a table", [viewer, table], (OLDEST,), CSV, "stations.csv", most=2)
    yield History("twin: a viewer's page, and nothing else", [viewer], (NEAR,), CSV, "stations.csv", most=2)
    yield History(
        "twin: a table that was sent as a page before", [Copy(NEAR, ROWS, media="text/csv"), viewer], (NEAR,), CSV
    )
    number = "http://county.example/download?id=7"
    named = [Copy(NEAR, article("County data")), Copy(OLDER, ROWS, media="text/csv")]
    yield History("a page in place of a table that only its citation names", named, (OLDER,), number, "stations.csv")
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
    address = "http://county.example/maps/valley.png"
    yield History(
        "a page in place of a picture",
        [Copy(NEAR, article("County maps")), Copy(OLDER, picture, media="image/png")],
        (OLDER,),
        address,
        "Map of the valley",
    )
    yield History(
        "a picture cut short",
        [
            Copy(NEAR, picture[:90], media="image/png", headers=of_length(len(picture))),
            Copy(OLDER, picture, media="image/png", headers=of_length(len(picture))),
        ],
        (OLDER,),
        address,
    )
    yield History(
        "twin: a wiki's page about a picture",
        [Copy(NEAR, article("File:Valley.png"))],
        (NEAR,),
        "http://wiki.example/wiki/File:Valley.png",
        "Valley picture",
    )
    half = article(words=300)
    yield History(
        "a page cut short, and whole before",
        [Copy(NEAR, half[:200], headers=of_length(len(half))), Copy(OLDER, half, headers=of_length(len(half)))],
        (OLDER,),
    )
    german = page(
        "Wasserqualität in den nördlichen Tälern",
        "<p>Die Messungen der Stationen zeigen, dass der Gehalt an Nitrat nicht mehr steigt und sich mit dem Regen"
        " auch in den Brunnen der Dörfer ändert, wie es die Behörde von den Bauern schon gehört hatte.</p>" * 4,
        language="de",
    )
    yield History("another language than was cited", [Copy(NEAR, german), Copy(OLDER, article())], (OLDER,))
    errata = page(f"{TITLE}: errata", "<p>On page 12 the value for the north station should read 14, not 41.</p>")
    yield History(
        "twin: a short note of errata", [Copy(NEAR, errata), Copy(OLDER, article())], (NEAR,), words=f"{TITLE}: errata"
    )
    consent = article(head="<style>.cookie{}</style>").replace(
        b"</body>", b'<div class="cookie"><p>We use cookies.</p><button>Accept</button></div></body>'
    )
    yield History(
        "twin: an article with a layer about cookies",
        [Copy(NEAR, consent), Copy(OLDER, article(seed=1))],
        (NEAR,),
        most=2,
    )
    yield History(
        "twin: cited by words that tell nothing",
        [Copy(NEAR, article("Monthly figures")), Copy(OLDER, article())],
        (NEAR,),
        "http://county.example/p/88213",
        "here",
        most=2,
    )
    yield History(
        "the sentence names the page that its anchor does not",
        [Copy(NEAR, article("Monthly figures")), Copy(OLDER, article())],
        (NEAR, OLDER),
        "http://county.example/p/88213",
        "here",
        f"In its report “{TITLE}” (here) the county says that nitrate no longer rises.",
    )


def spellings() -> Iterator[History]:
    others = [
        Copy(day, OTHER + day.encode(), url="http://county.example/a/pCL4f")
        for day in (NEAR, NEXT, "20150620", "20150525", "20150701")
    ]
    exact = Copy(OLDER, article(), url=ITEM)
    yield History("an id in other letter case, and the exact one", [*others, exact], (OLDER,), ITEM, most=2)
    yield History("only an id in other letter case", others, (), ITEM, most=2)
    annual = Copy(NEAR, article("Annual report of the county"), url="http://county.example/Annual.HTML")
    words = "Annual report of the county"
    yield History(
        "twin: a name in other letter case", [annual], (NEAR,), "http://county.example/annual.html", words, most=2
    )
    yield History(
        "twin: a name in other letter case, and an older exact one",
        [annual, Copy(OLDER, article(words), url="http://county.example/annual.html")],
        (NEAR,),
        "http://county.example/annual.html",
        words,
        most=2,
    )
    yield History(
        "twin: an id in other letter case whose page has the cited title",
        [Copy(NEAR, article(), url="http://county.example/a/PCL4F")],
        (NEAR,),
        ITEM,
        most=2,
    )
    yield History(
        "single letters are ids",
        [
            Copy(NEAR, OTHER, url="http://county.example/item/a"),
            Copy(OLDER, article(), url="http://county.example/Item/A"),
        ],
        (OLDER,),
        "http://county.example/Item/A",
    )
    originals = [
        Copy("20120505", article(), url=URL),
        Copy(LATER, page("county.example is for sale", "<p>Buy this domain.</p>"), url=URL),
    ]
    quoted = "http%3A%2F%2Fcounty.example%2Freports%2Fwater-quality"
    for name, link in (
        ("WebCite's query", f"http://www.webcitation.org/query?url={quoted}&date=2012-05-01"),
        ("WebCite's number with the address", f"https://www.webcitation.org/67abcDEFg?url={quoted}"),
        (
            "Google's cache",
            "http://webcache.googleusercontent.com/search?q=cache:aBcDeFgHiJkJ:county.example/reports/water-quality+nitrate&hl=en",
        ),
        ("Archive-It", f"https://wayback.archive-it.org/1068/20120501000000/{URL}"),
        ("archive.today", f"https://archive.is/2012.05.01-120000/{URL}"),
        ("the Wayback Machine's plain playback", f"https://web.archive.org/web/20120501000000id_/{URL}"),
        ("the Wayback Machine, saved just now", f"https://web.archive.org/save/{URL}"),
        ("Perma.cc's playback", f"https://perma-archives.org/warc/20120501000000/{URL}"),
        ("Memento's time travel", f"http://timetravel.mementoweb.org/memento/20120501/{URL}"),
        ("words of a newspaper's marketing", f"{URL}?CMP=share_btn_tw"),
        ("words of a newsletter", f"{URL}?utm_source=letter&utm_medium=email&mc_cid=1"),
    ):
        yield History(f"cited by {name}", originals, ("20120505",), link, most=4)
    yield History(
        "twin: a parameter that is the page's own",
        [Copy(NEAR, OTHER, url=f"{URL}?campaign=7"), Copy(OLDER, article(), url=f"{URL}?campaign=8")],
        (OLDER,),
        f"{URL}?campaign=8",
        most=2,
    )


def playback() -> Iterator[History]:
    same = article()
    yield History(
        "the nearest of one content does not play",
        [Copy(NEAR, same, plays=False), Copy("20150629", same)],
        ("20150629",),
    )
    days = [NEAR, "20150613", "20150614", "20150615"]
    dead = [Copy(day, article(seed=day), plays=False) for day in days]
    yield History("the four nearest do not play", [*dead, Copy("20150620", article())], ("20150620",))
    yield History("twin: the four nearest do not play, but the fifth is an error", [*dead, Copy("20150620", OTHER)])
    yield History("nothing plays", dead)
    login = "http://county.example/login?next=/reports/water-quality"
    form = page(
        "Log in", "<form method=post><input name=user><input type=password name=pass><button>Log in</button></form>"
    )
    beside = "http://county.example/reports/air-quality"
    yield History(
        "only a redirect to a form of login",
        [
            Copy(NEAR, says="302", headers=(("Location", login),)),
            Copy(NEXT, says="302", headers=(("Location", "/login?next=/reports/air-quality"),), url=beside),
            Copy(NEAR, form, url=login),
        ],
        most=2,
    )
    yield History(
        "twin: only a redirect to the page's new address",
        [
            Copy(NEAR, says="301", headers=(("Location", "/water/quality-in-the-northern-valleys"),)),
            Copy(NEXT, article("Air"), url=beside),
            Copy(LATER, article(), url="http://county.example/water/quality-in-the-northern-valleys"),
        ],
        (LATER,),
    )
    yield History("a good copy nearby", [Copy(NEAR, article())], (NEAR,), most=2)
    yield History("a good copy long before", [Copy("19990101", article())], ("19990101",), most=2)
    yield History("a good copy long after", [Copy(LATEST, article())], (LATEST,), most=2)
    yield History("never captured", [], most=2)
    yield History("only errors", [Copy(NEAR, b"gone", says="404"), Copy(OLDER, b"gone", says="410")], most=2)


def very_many() -> Iterator[History]:
    nothing = "<p>Sorry, there is nothing at this address any more.</p>"
    good = [Copy(day, article()) for day in ("20041105", "20060214", "20080930")]
    months = [f"{year}{month:02}" for year in range(2009, 2026) for month in range(1, 13)]
    bad = [
        Copy(f"{month}{day:02}", page("Page not found", f"{nothing}<p>Ticket {month}{day}</p>"))
        for month in months
        for day in (1, 4, 7, 10, 13, 16, 19, 22, 25, 28)
    ]
    yield History("2,000 pages that say nothing, and three before", [*good, *bad], ("2004", "2006", "2008"))
    under = [Copy(copy.at, bad[0].body, digest=f"D{at:031}") for at, copy in enumerate(bad)]
    yield History("2,000 times one page that says nothing, and three before", [*good, *under], ("2004", "2006", "2008"))
    yield History("2,000 pages that say nothing, and one after", [*bad, Copy("20260301", article())], ("20260301",))
    yield History("2,000 pages that say nothing, and no other", bad)
    fine = [Copy(copy.at, article(seed=copy.at, words=60)) for copy in bad[:1500]]
    yield History("twin: 1,500 good copies", fine, ("20150610",), most=2)
    years = [
        Copy(f"{year}{month:02}05", article(seed=f"{year}{month}", words=80))
        for year in range(2005, 2012)
        for month in range(1, 13)
    ]
    later = [
        Copy(f"{year}{month:02}05", OTHER + f"{year}{month}".encode())
        for year in range(2012, 2020)
        for month in range(1, 13)
    ]
    yield History("a page for seven years, then another subject", [*years, *later], ("2010", "2011"))
    front = "http://county.example/exhibitions/current"
    shows = [
        Copy(f"2015{month:02}05", article(f"Exhibition: Chamber music {month}", subject="music", seed=month))
        for month in range(1, 13)
    ]
    cited = "Glass and light from the northern workshops"
    found = [Copy(day, article(cited, seed=day)) for day in ("20130305", "20130409")]
    yield History("an address that is used anew", [*shows, *found], ("2013",), front, cited, most=9)
    yield History(
        "twin: an address that is used anew, cited while it was shown",
        [*[copy for copy in shows if copy.at != "20150605"], Copy(NEAR, article(cited, seed=2)), *found],
        (NEAR,),
        front,
        cited,
        most=3,
    )
    hidden = [Copy(f"{year}0707", article(seed=year)) for year in (2011, 2012)]
    others = [copy for copy in bad if copy.at[:6] not in ("201107", "201207")]
    yield History("two good copies hidden among 2,000 that say nothing", [*others, *hidden], ("2012",))
    titles = ("Our rivers are getting cleaner", TITLE)
    old, new = (Copy(day, article(title, seed="a text")) for title, day in zip(titles, (NEAR, OLDER), strict=True))
    number = "http://county.example/p/88213"
    yield History("twin: the page was called otherwise for a while", [old, new], (NEAR,), number, most=3)
    again = article(head='<meta http-equiv="refresh" content="5">')
    yield History("twin: a page that reloads itself", [Copy(NEAR, again)], (NEAR,), most=2)
    show = article("Current exhibition: chamber music", subject="music")
    yield History("another subject at an address of one word", [Copy(NEAR, show)], (), front, cited)
    later = page("Findings on wells", "<p>The findings of the committee on wells will be published in May.</p>")
    wells = "Findings on wells"
    yield History("twin: a brief that tells of a report to come", [Copy(NEAR, later)], (NEAR,), words=wells, most=2)
    report = Copy(LATER, article(wells))
    yield History("a promise without a place, then the report", [Copy(NEAR, later), report], (LATER,), words=wells)
    files = page("Index of /data", "<pre><a href='../'>Parent Directory</a>\n<a href='a.csv'>a.csv</a></pre>")
    folder = "http://county.example/data/"
    yield History(
        "twin: a folder's list that was cited", [Copy(NEAR, files)], (NEAR,), folder, "Index of /data", most=2
    )
    yield History("twin: a folder's list, cited by no words", [Copy(NEAR, files)], (NEAR,), folder, "here", most=2)
    flood = page("Flood on the Ash", "<p>Warning: high water is expected on Monday night. The ferry is closed.</p>")
    yield History("twin: a warning of high water", [Copy(NEAR, flood)], (NEAR,), words="Flood on the Ash", most=2)
    soon = page(TITLE, "<p>The report will be published here in the autumn.</p>")
    yield History(
        "twice a promise, then the report",
        [Copy(NEAR, soon), Copy(NEXT, soon + b"<!-- 2 -->"), Copy(LATER, article())],
        (LATER,),
    )


def together() -> Iterator[History]:
    """Several dead links of one directory."""
    for count in (2, 4, 9):
        addresses = [f"http://county.example/reports/{year}.html" for year in range(2001, 2001 + count)]
        copies = [Copy(NEAR, article(seed=address), url=address) for address in addresses]
        links = tuple((address, (NEAR,)) for address in addresses[1:])
        yield History(
            f"{count} dead links of one directory", copies, (NEAR,), addresses[0], beside=links, most=count + 1
        )
        lost = tuple((address, ()) for address in addresses[1:])
        yield History(
            f"{count} dead links of one directory, all but one never captured",
            copies[:1],
            (NEAR,),
            addresses[0],
            beside=lost,
            most=2,
        )
    for count in (4, 12):
        addresses = [f"http://county.example/{year}/{year % 7}/report.html" for year in range(2001, 2001 + count)]
        copies = [Copy(NEAR, article(seed=address), url=address) for address in addresses]
        links = tuple((address, (NEAR,)) for address in addresses[1:])
        name = f"{count} dead links of one site, each in a directory of its own"
        yield History(name, copies, (NEAR,), addresses[0], beside=links, most=count + 1)
    addresses = [f"http://county.example/{year}" for year in range(2001, 2005)]
    big = [
        Copy(f"20150{month}01", article(seed=at, words=40), url=f"http://county.example/big/{at:05}")
        for month in (5,)
        for at in range(2100)
    ]
    good = [Copy(NEAR, article(seed=address), url=address) for address in addresses]
    links = tuple((address, (NEAR,)) for address in addresses[1:])
    yield History("four dead links of a large site's root", [*big, *good], (NEAR,), addresses[0], beside=links, most=9)


def histories() -> Iterator[History]:
    for kind in (documents, spellings, playback, very_many, together):
        yield from kind()
