"""Pages that are somewhere else now, row by row of how one can know."""

import gzip

from tests.keep.moved.pages import new, old, paragraphs
from tests.keep.moved.worlds import World

_LANGUAGES = ("en", "de", "fr")


def fill(world: World) -> None:
    """Add all cases."""
    for number in range(3):
        _permalinks(world, number)
        _words_for_numbers(world, number)
        _feed(world, number)
        _canonical(world, number)
        _new_domain(world, number)
        _renamed_folder(world, number)
    for number in range(2):
        _twice(world, number)
        _redirects_today(world, number)
        _notice(world, number)
        _living_siblings(world, number)
        _nameless(world, number)
        _document(world, number)
        _new_headline(world, number)
        _twins(world, number)
        _listed_in_folder(world, number)
    _spellings(world)
    _never_captured_but_redirect(world)


def _permalinks(world: World, number: int) -> None:
    host, language = f"permalinks{number}.example", _LANGUAGES[number]
    for item in range(4):
        body = paragraphs(f"{host} {item}", language)
        before = world.url(host, f"/200{item + 2}/0{item + 3}/1{item}/story-{'abcd'[item]}-of-town.html")
        after = world.url(host, f"/story-{'abcd'[item]}-of-town/")
        world.was(before, "20080501120000", old(f"Story {'abcd'[item]} of town", body))
        world.led(before, "20130501120000", after)
        world.now(after, new(f"Story {'abcd'[item]} of town", body, lang=language))
        if item == 1:
            world.expect("permalinks", before, after)


def _words_for_numbers(world: World, number: int) -> None:
    host, language = f"nodes{number}.example", _LANGUAGES[number]
    title = ("How the harbour was won", "Wie die Mühle gerettet wurde", "Le moulin de la vallée")[number]
    slug = ("how-the-harbour-was-won", "wie-die-muehle-gerettet-wurde", "le-moulin-de-la-vallee")[number]
    body = paragraphs(host, language)
    before = world.url(host, ("/node/1204", "/show.php?id=77", "/article.asp?nr=318")[number])
    after = world.now(world.url(host, f"/stories/{slug}"), new(title, body, lang=language))
    world.was(before, "20090501120000", old(title, body))
    others = [world.url(host, f"/stories/another-tale-{item}") for item in range(30)]
    if number == 0:
        packed = world.url(host, "/maps/pages-1.xml.gz")
        world.map(host, [*others, after], "/maps/pages-1.xml.gz")
        reply = world.replies[packed]
        world.now(packed, gzip.compress(reply.body), "application/gzip")
        index = f"<sitemapindex><sitemap><loc>{packed}</loc></sitemap></sitemapindex>"
        world.robots(host, world.now(world.url(host, "/odd/map-of-maps.xml"), index, "application/xml"))
    elif number == 1:
        world.map(host, [*others, after])
    else:
        world.map(host, [*others, after], "/somewhere/map.xml")
        world.robots(host, world.url(host, "/somewhere/map.xml"))
    world.expect("words for numbers", before, after)


def _spellings(world: World) -> None:
    pairs = (
        ("/Texte/M%FCllers_Stra%DFe.html", "/texte/muellers-strasse/"),
        ("/Essays/The_Old_BRIDGE.HTM", "/essays/the-old-bridge"),
        ("/caf%E9_noir.php", "/caf%C3%A9-noir"),
    )
    for number, (was, now) in enumerate(pairs):
        host = f"spelling{number}.example"
        body = paragraphs(host)
        before, after = world.url(host, was), world.url(host, now)
        world.was(before, "20070501120000", old(f"A piece without a telling title {number}", body))
        world.now(after, new("Another headline altogether", body))
        world.map(host, [*(world.url(host, f"/texte/item-{item}/") for item in range(20)), after])
        world.expect("spelling", before, after)


def _feed(world: World, number: int) -> None:
    host = f"feed{number}.example"
    body = paragraphs(host)
    before, after = world.url(host, f"/?p={number + 41}"), world.url(host, f"/blog/entry-{'xyz'[number]}")
    world.was(before, "20100501120000", old(f"On {host}", body))
    world.now(after, new("Quite another title", body))
    key = f'<guid isPermaLink="false">{before}</guid>'
    rss = f"<item><title>Quite another title</title><link>{after}</link>{key}</item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>{rss}</channel></rss>'
    if number == 2:
        entry = f'<entry><title>Quite another title</title><link href="{after}"/><id>{before}</id></entry>'
        feed = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>{entry}</feed>'
    place = world.now(world.url(host, ("/feed/", "/rss.xml", "/atom.xml")[number]), feed, "application/xml")
    head = f'<link rel="alternate" type="application/rss+xml" href="{place}">'
    world.now(world.url(host, "/"), new("Blog", paragraphs("front"), head=head if number else ""))
    world.expect("feed", before, after)


def _canonical(world: World, number: int) -> None:
    host = f"canonical{number}.example"
    body = paragraphs(host)
    before, after = world.url(host, f"/view.aspx?doc={number}"), world.url(host, f"/library/{'pqr'[number]}{number}x/")
    named = (f'<link rel="canonical" href="{after}">', f'<meta property="og:url" content="{after}">')[number % 2]
    world.was(before, "20090501120000", old("On weights and measures", body))
    world.was(before, "20160501120000", old("On weights and measures ", body, head=named))
    world.now(after, new("On weights and measures", body))
    world.expect("canonical", before, after)


def _new_domain(world: World, number: int) -> None:
    was, now = f"old-name{number}.example", f"new-name{number}.example"
    body = paragraphs(was)
    before, after = world.url(was, f"/essays/piece-{number}.html"), world.url(now, f"/essays/piece-{number}.html")
    world.gone.add(was)
    world.was(before, "20090501120000", old("A piece of the old name", body))
    world.now(after, new("A piece of the old name", body))
    siblings = (f"/essays/other-{number}.html", f"/essays/third-{number}.html") if number < 2 else ("/imprint.html",)
    for path in siblings:
        world.led(world.url(was, path), "20150501120000", world.url(now, path))
        world.now(world.url(now, path), new("Other", paragraphs(was + path)))
    world.led(world.url(was, "/"), "20150501120000", world.url(now, "/"))
    world.expect("new domain", before, after)


def _twice(world: World, number: int) -> None:
    host = f"twice{number}.example"
    body = paragraphs(host)
    first, second, third = (world.url(host, path) for path in ("/a/17.html", "/b/17-late-news", "/c/late/seventeen"))
    world.was(first, "20060501120000", old("Late news", body))
    world.led(first, "20100501120000", second)
    world.led(second, "20150501120000", third)
    world.now(third, new("Late news", body))
    world.expect("moved twice", first, third)


def _redirects_today(world: World, number: int) -> None:
    host = f"today{number}.example"
    body = paragraphs(host)
    first, second, third = (world.url(host, path) for path in ("/x.html", "/y", "/z/end"))
    world.was(first, "20060501120000", old("The end of it", body))
    world.led(first, "20100501120000", second)
    world.leads(second, third)
    world.now(third, new("The end of it", body))
    world.expect("redirects today", first, third, second)


def _notice(world: World, number: int) -> None:
    host = f"notice{number}.example"
    body = paragraphs(host)
    before, after = world.url(host, "/old/place.html"), world.url(host, f"/new/room-{number}")
    world.was(before, "20060501120000", old("The reading room", body))
    moved = f'<html><head><meta http-equiv="refresh" content="{5 * number}; url={after}"><title>Moved</title></head>'
    world.was(before, "20120501120000", f"{moved}<body><p>This page has moved.</p></body></html>")
    world.now(after, new("The reading room", body))
    world.expect("notice", before, after)


def _renamed_folder(world: World, number: int) -> None:
    host, now = f"folder{number}.example", f"folder{number}.example" if number else "publisher.example"
    forms = (
        ("/journal/vol{}/iss{}/art.html", "/jnl/v{}/i{}"),
        ("/v1/guide/{}-{}.asp", "/v2/guide/{}-{}"),
        ("/acme/docs/{}/{}", "/newco/docs/{}/{}"),
    )
    was, is_now = forms[number]
    for item in range(4):
        words = (str(item + 3), f"{item + 5}") if number == 0 else (f"topic{'abcd'[item]}", f"part{'wxyz'[item]}")
        before, after = world.url(host, was.format(*words)), world.url(now, is_now.format(*words))
        body = paragraphs(f"{host} {item}")
        world.was(before, "20090501120000", old(f"Matter {'klmn'[item]}", body))
        world.now(after, new(f"Heading {item} of today", body))
        if item == 1:
            world.expect("renamed folder", before, after)
        else:
            world.led(before, "20140501120000", after)


def _living_siblings(world: World, number: int) -> None:
    host = f"living{number}.example"
    for item in range(4):
        before = world.url(host, f"/pub/{'abcd'[item]}lore_{item}.asp")
        after = world.url(host, f"/archive/texts/{'abcd'[item]}lore_{item}")
        body = paragraphs(f"{host} {item}")
        world.was(before, "20090501120000", old(f"Lore {item}", body))
        world.now(after, new(f"What is known of lore {'abcd'[item]}", body))
        if item == 2:
            world.expect("living siblings", before, after)
        else:
            world.leads(before, after)


def _nameless(world: World, number: int) -> None:
    host = f"nameless{number}.example"
    body = paragraphs(host)
    before, after = world.url(host, "/columns/on-salt.html"), world.url(host, f"/p/8f{number}a2c")
    world.was(before, "20090501120000", old("On salt", body))
    world.now(after, new("On salt", body))
    others = [world.url(host, f"/p/{item}bb{item}") for item in range(4)]
    for item, url in enumerate(others):
        world.now(url, new(f"Other {item}", paragraphs(f"{host} {item}")))
    world.map(host, [*others, after])
    world.expect("nameless", before, after)


def _listed_in_folder(world: World, number: int) -> None:
    host = f"listing{number}.example"
    body = paragraphs(host)
    before, after = world.url(host, "/reports/r7.html"), world.url(host, f"/reports/q-{number}-77")
    world.was(before, "20090501120000", old("Report of the seventh party", body))
    world.now(after, new("Report of the seventh party", body))
    links = (
        f'<ul><li><a href="/reports/zz">Other</a></li><li><a href="{after}">Report of the seventh party</a></li></ul>'
    )
    world.now(world.url(host, "/reports/"), new("Reports", [links]))
    world.expect("listed in its folder", before, after)


def _document(world: World, number: int) -> None:
    host = f"document{number}.example"
    body = b"%PDF-1.4\n" + f"{host} ".encode() * 900 + b"\n%%EOF"
    before = world.url(host, f"/files/report{number}.pdf")
    after = world.url(host, ("/downloads/report0-final.pdf", "/downloads/a1.pdf")[number])
    world.was(before, "20090501120000", body, "application/pdf")
    world.now(after, body, "application/pdf")
    other = world.now(world.url(host, "/downloads/zz.pdf"), b"%PDF-1.4\nother", "application/pdf")
    world.map(host, [world.url(host, "/start"), other, after])
    world.expect("document", before, after)


def _new_headline(world: World, number: int) -> None:
    host = f"headline{number}.example"
    body = paragraphs(host, _LANGUAGES[number + 1])
    before, after = world.url(host, f"/news/flood-in-the-valley-{number}.html"), world.url(host, "/n/when-water-came")
    world.was(before, "20090501120000", old("Flood in the valley", body))
    world.led(before, "20120501120000", after)
    world.led(world.url(host, "/news/fire.html"), "20120501120000", world.url(host, "/n/fire"))
    world.now(after, new("When the water came", body))
    world.expect("new headline", before, after)


def _twins(world: World, number: int) -> None:
    host = f"twins{number}.example"
    body = paragraphs(host)
    before, after = world.url(host, "/show?id=5"), world.url(host, "/a-day-at-sea")
    head = f'<link rel="canonical" href="{after}">'
    twins = [world.url(host, path) for path in ("/a-day-at-sea/print", "/amp/a-day-at-sea")]
    for twin in twins:
        world.now(twin, new("A day at sea", body, head=head))
    world.now(after, new("A day at sea", body, head=head))
    world.was(before, "20090501120000", old("A day at sea", body))
    world.map(host, [*twins, after])
    world.expect("twins", before, after)


def _never_captured_but_redirect(world: World) -> None:
    host = "unseen.example"
    for item in range(3):
        before, after = (
            world.url(host, f"/1999/0{item + 1}/tale-{'abc'[item]}-told"),
            world.url(host, f"/tale-{'abc'[item]}-told"),
        )
        body = paragraphs(f"{host} {item}")
        world.led(before, "20130501120000", after)
        world.was(after, "20130601120000", old(f"Tale {'abc'[item]} told", body))
        world.now(after, new(f"Tale {'abc'[item]} told", body))
    world.expect("only its redirect", world.url(host, "/1999/02/tale-b-told"), world.url(host, "/tale-b-told"))
