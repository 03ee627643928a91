"""Letters, redirects, types of documents, issues and addresses that mislead, each kind with a twin."""

import json
from collections.abc import Iterator
from urllib.parse import quote

from tests.archive.histories.examined import TABLE, dressed
from tests.archive.histories.framed import paragraphs
from tests.archive.histories.making import NEAR, NEXT, OLDER, TITLE, URL, Copy, History, article, prose


def _bare(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body><h2>{title}</h2>{body}</body></html>"


def letters() -> Iterator[History]:
    """Yield pages whose bytes are not those of UTF-8, and do not say so."""
    title = TABLE["russian"]["title"]
    good = _bare(title, TABLE["russian"]["text"])
    error = _bare(*TABLE["russian"]["error"])
    address = "http://county.example/ru/voda.htm"
    old = Copy(OLDER, good.encode("cp1251"))
    bad = Copy(NEAR, error.encode("cp1251"))
    yield History("an error in letters it does not name", [bad, old], (OLDER,), address, title, most=3)
    yield History(
        "twin: a page in letters it does not name", [Copy(NEAR, good.encode("cp1251")), old], (NEAR,), address, title
    )
    koi = Copy(NEAR, good.encode("koi8-r"), media="text/html; charset=koi8-r")
    yield History("twin: a page in letters that its type names", [koi], (NEAR,), address, title, most=2)
    wide = Copy(NEAR, ("\ufeff" + good).encode("utf-16-le"))
    yield History("twin: a page in two bytes a letter", [wide], (NEAR,), address, title, most=2)


def leading() -> Iterator[History]:
    """Yield captures that lead elsewhere, in ways that the index does not tell."""
    good = Copy(OLDER, article(seed="leading"))
    waits = dressed("en", TITLE, "<p>If you are not taken there, <a href='/'>click here</a>.</p>")
    for name, near in (
        ("a header that leads to the front", Copy(NEAR, waits, headers=(("Refresh", "0; url=/"),))),
        (
            "a script that leads to the front",
            Copy(
                NEAR,
                f"<html><head><title>{TITLE}</title><script>top.location.href='/';</script></head><body></body></html>".encode(),
            ),
        ),
        (
            "a page that leads to a login",
            Copy(
                NEAR,
                f"<title>{TITLE}</title><meta http-equiv=refresh content='0;url=/login?next=/r/w'>".encode(),
            ),
        ),
    ):
        yield History(f"{name}, and the page before", [near, good], (OLDER,), most=3)
        yield History(f"only {name}", [near], (), most=3)
    again = article(seed="again", head="<meta http-equiv='refresh' content='900'>")
    yield History("twin: a page that loads itself every quarter of an hour", [Copy(NEAR, again), good], (NEAR,), most=2)
    lost = Copy(NEAR, says="302", headers=(("Location", "/errors/404.html"),))
    lost_page = Copy(
        NEAR, dressed("en", "Oops", "<p>That did not work.</p>"), url="http://county.example/errors/404.html"
    )
    yield History("a redirect to a page of errors, and the page before", [lost, lost_page, good], (OLDER,), most=2)
    yield History("only a redirect to a page of errors", [lost, lost_page], ())
    brief, there = "http://sho.example/aB3xY", "http://county.example/reports/2015/valleys"
    led = Copy(NEAR, says="301", headers=(("Location", there),))
    yield History(
        "twin: a short address that leads to the page", [led, Copy(NEXT, article(), url=there)], (NEXT,), brief
    )
    sold = Copy(
        NEXT,
        dressed("en", "sho.example", "<p>This domain may be for sale. Inquire now.</p>"),
        url="http://buy.example/?d=sho.example",
    )
    away = Copy(NEAR, says="302", headers=(("Location", "http://buy.example/?d=sho.example"),))
    yield History("a short address that leads to its seller", [away, sold], (), brief)
    small = "http://m.county.example/reports/water-quality"
    to_small = Copy(NEAR, says="302", headers=(("Location", small),))
    yield History("twin: a page for small screens", [to_small, Copy(NEAR, article(), url=small)], (NEAR,))
    app = Copy(
        NEAR,
        dressed("en", "Courier for your phone", "<p>Reading is nicer in our app. Get it from the store.</p>"),
        url=small,
    )
    yield History("an offer of an app for small screens", [to_small, app], ())


def of_types() -> Iterator[History]:
    packed = b"PK\x03\x04" + b"word/document.xml" * 200 + b"PK\x05\x06" + b"\x00" * 18
    letter = "http://county.example/files/letter.docx"
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    whole = Copy(OLDER, packed, media=media, headers=(("Content-Length", str(len(packed))),))
    cut = Copy(NEAR, packed[:1500], media=media, headers=(("Content-Length", str(len(packed))),))
    yield History("a text of Word cut short", [cut, whole], (OLDER,), letter, "Letter to the council")
    fine = Copy(NEAR, packed, media=media, headers=(("Content-Length", str(len(packed))),))
    yield History("twin: a text of Word, whole", [fine, whole], (NEAR,), letter, "Letter to the council", most=2)
    song = Copy(OLDER, b"ID3\x03\x00\x00\x00\x00\x00\x21" + b"\xff\xfb\x90\x64" + b"\x55" * 4000, media="audio/mpeg")
    sales = Copy(NEAR, dressed("en", "Listen with us", "<p>Start your free trial to hear a million tracks.</p>"))
    tune = "http://county.example/sound/march.mp3"
    yield History("a page in place of a song", [sales, song], (OLDER,), tune, "The Ashford march")
    yield History(
        "twin: a song", [Copy(NEAR, song.body, media="audio/mpeg")], (NEAR,), tune, "The Ashford march", most=2
    )
    data, kind = "http://county.example/api/stations/14.json", "application/json"
    none = Copy(NEAR, json.dumps({"status": 404, "message": "No station matches the query."}).encode(), media=kind)
    some = {"station": 14, "name": "Hill Gate", "nitrate": [4.1, 4.0, 3.8], "unit": "mg/l", "since": 1998}
    there = Copy(OLDER, json.dumps(some).encode(), media=kind)
    yield History(
        "an object that says there is none, and one with figures", [none, there], (OLDER,), data, "Station 14"
    )
    yield History(
        "twin: an object with figures", [Copy(NEAR, there.body, media=kind)], (NEAR,), data, "Station 14", most=2
    )
    plain = Copy(NEAR, b"Error 1045: access denied for user 'reader'\n", media="text/plain")
    notes = "http://county.example/notes/gauge.txt"
    text = Copy(
        OLDER,
        b"Gauge notes\n\n1 Mar  2.14 m  ice at the edge\n2 Mar  2.10 m\n3 Mar  2.40 m  rain\n" * 3,
        media="text/plain",
    )
    yield History("an error in plain text", [plain, text], (OLDER,), notes, "Gauge notes")
    yield History(
        "twin: notes in plain text", [Copy(NEAR, text.body, media="text/plain")], (NEAR,), notes, "Gauge notes", most=2
    )
    props = json.dumps({"build": "x" * 60, "chunks": list(range(400))})
    shell = (
        f'<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><div id="__next"></div>'
        f'<script id="__DATA__" type="application/json">{props}</script><script src="/_n/m.js"></script></body></html>'
    )
    drawn = shell.replace(
        '<div id="__next"></div>', f'<div id="__next"><h1>{TITLE}</h1>{prose("water", 90, "drawn")}</div>'
    )
    yield History(
        "a large shell of scripts, and the page before",
        [Copy(NEAR, shell.encode()), Copy(OLDER, article())],
        (OLDER,),
        most=3,
    )
    yield History(
        "twin: a large shell of scripts with its text",
        [Copy(NEAR, drawn.encode()), Copy(OLDER, article())],
        (NEAR,),
        most=2,
    )
    bang = "http://county.example/app#!/reports/water-quality"
    yield History(
        "an address whose page is named after the mark",
        [Copy(NEAR, shell.encode(), url="http://county.example/app")],
        (),
        bang,
    )


def of_time() -> Iterator[History]:
    current = "http://county.example/magazine/current"
    now = dressed(
        "en",
        "Heron, issue 12",
        paragraphs(
            "Issue 12, summer 2015. Rita Bell writes about swifts. Poems by Tom Reed. A map of nests. Letters on cats."
        ),
    )
    then = dressed(
        "en",
        "Heron, issue 9",
        paragraphs(
            "Issue 9, autumn 2014. Ann Alder tells of the eel traps at Hill Gate."
            " Drawings of oaks. A long report on otters. Letters on dogs."
        ),
    )
    both = [Copy(NEAR, now), Copy(OLDER, then)]
    yield History(
        "a later issue at the same address", both, (OLDER,), current, "Eel traps at Hill Gate, Heron, issue 9"
    )
    yield History(
        "twin: the issue that was cited", both, (NEAR,), current, "Swifts by Rita Bell, Heron, issue 12", most=2
    )
    did = dressed(
        "en",
        "Not here",
        f"<p>We looked everywhere. Did you mean one of these?</p>"
        f"<ul><li><a href='/x'>{TITLE}</a></li><li><a href='/y'>Air quality in the valleys</a></li></ul>",
    )
    yield History("an error that offers what was cited", [Copy(NEAR, did), Copy(OLDER, article())], (OLDER,), most=3)
    yield History("only an error that offers what was cited", [Copy(NEAR, did)], (), most=3)
    two = [
        Copy("20150612080000", dressed("en", "Oops", "<p>Something is broken here.</p>")),
        Copy("20150612080001", article(seed="tls"), url=URL.replace("http:", "https:")),
    ]
    yield History("an error, and the page with TLS a second later", two, ("20150612080001",), most=3)
    veil = article(seed="veil").replace(
        b"<main>",
        b"<div class='veil'><h2>We value your privacy</h2><p>We and our partners store data. Accept or manage.</p>"
        b"<button>Accept</button></div><main>",
    )
    yield History("twin: an article below a veil", [Copy(NEAR, veil), Copy(OLDER, article())], (NEAR,), most=2)


def of_addresses() -> Iterator[History]:
    near = [Copy(NEAR, article(), url=URL)]
    bare = URL.removeprefix("http://")
    for name, link in (
        ("a copy of archive.today that names its original", f"https://archive.ph/o/Ab1Cd/{URL}"),
        ("a Japanese copy", f"https://megalodon.jp/2015-0610-1200-00/{bare}"),
        ("the archive of the United Kingdom", f"https://www.webarchive.org.uk/wayback/archive/20150612000000/{URL}"),
        ("the archive of Iceland", f"http://wayback.vefsafn.is/wayback/20150612000000/{URL}"),
        ("the Wayback Machine's page for saving", f"https://web.archive.org/save/{URL}"),
        ("a traveller in time", f"http://timetravel.mementoweb.org/memento/20150610/{URL}"),
        ("a translator", f"http://translate.google.com/translate?hl=de&sl=en&u={quote(URL, safe='')}"),
        ("a store of light pages", f"https://county-example.cdn.ampproject.org/c/s/{bare}"),
        ("a search's redirect", f"https://www.google.com/url?sa=t&url={quote(URL, safe='')}&usg=AFQjCN"),
        ("WebCite by number and original", f"http://www.webcitation.org/5kbsFZ1Wr?url={quote(URL, safe='')}"),
        ("a network's mark", f"{URL}?fbclid=IwAR0abc"),
        ("an advertiser's mark", f"{URL}?gclid=Cj0KCQ"),
        ("a New York reader", f"{URL}?_r=0&smid=tw-share"),
        ("a London reader", f"{URL}?ocid=socialflow_twitter"),
        ("a reader of feeds", f"{URL}?partner=rss&emc=rss"),
        ("a reader of a market's paper", f"{URL}?mod=rss_whats_news_us"),
        ("a blog's reader", f"{URL}?spref=tw"),
        ("a mark after the mark", f"{URL}#.VXg2yM9Viko"),
    ):
        yield History(f"cited through {name}", near, (NEAR,), link, most=3)
    other = Copy(NEAR, article("Chamber music at the castle", subject="music"), url="http://county.example/records")
    link = "http://county.example/records?cid=4711"
    yield History("twin: a number that looks like a reader's mark", [other], (), link)
    exact = Copy(OLDER, article(), url=link)
    yield History("twin: a number that looks like a mark, captured", [other, exact], (OLDER,), link, most=2)
    spaced = [Copy(NEAR, article(), url="http://county.example/a%20list/of%20wells")]
    yield History("spaces in an address", spaced, (NEAR,), "http://county.example/a list/of wells", most=2)


def histories() -> Iterator[History]:
    for kind in (letters, leading, of_types, of_time, of_addresses):
        yield from kind()
