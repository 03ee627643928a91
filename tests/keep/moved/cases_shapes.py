"""Sites of other shapes and languages: pages that moved there, and what only looks like them."""

import json

from tests.keep.moved.pages import new, old, paragraphs
from tests.keep.moved.worlds import Reply, World

_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстуввхыз")
_HAN = "山川河橋城市農田雨雪春秋老新石木鐵書信門窗東西南北人口水火土金月日年村鎮學校醫院船車馬牛羊"


def fill(world: World) -> None:
    """Add all cases."""
    for add in (
        _day_in_slug,
        _with_www,
        _index_in_map,
        _index_dropped,
        _capitals,
        _home_yet_in_map,
        _two_languages,
        _json_feed,
        _relative_canonical,
        _notice_in_words,
        _prefix_at_new_domain,
        _renamed_at_new_domain,
        _numbers_in_query,
        _tilde,
        _pages_joined,
        _next_year,
        _excerpt_at_home,
        _all_posts_at_home,
        _section_of_that_name,
        _only_translated,
        _only_by_search,
        _map_of_staging,
        _round_and_round,
        _other_capitals,
        _other_edition,
        _numbered_list,
    ):
        add(world)
    _cyrillic(world, others=4)
    _cyrillic(world, others=40)
    _chinese(world)


def _elsewhere(world: World, host: str, count: int = 25) -> list[str]:
    return [world.url(host, f"/elsewhere/item-{item}") for item in range(count)]


def _day_in_slug(world: World) -> None:
    host = "dayinslug.example"
    body = paragraphs(host, "fr")
    before = world.url(host, "/2011/03/05/le-marche-du-matin")
    after = world.now(world.url(host, "/2011/03/06/le-marche-du-matin"), new("Le marché du matin", body, lang="fr"))
    world.was(before, "20110501120000", old("Le marché du matin", body))
    world.map(host, [*_elsewhere(world, host), after])
    world.expect("another day in the address", before, after)


def _with_www(world: World) -> None:
    host, www = "plain-name.example", "www.plain-name.example"
    body = paragraphs(host)
    before = world.url(host, "/docs/The_Lantern_Makers.htm")
    after = world.now(world.url(www, "/library/the-lantern-makers"), new("The lantern makers", body))
    world.was(before, "20090501120000", old("The lantern makers", body))
    world.map(www, [*_elsewhere(world, www), after])
    world.fallback[host] = lambda path: Reply(301, b"", "text/html", world.url(www, path))
    world.expect("now with www", before, after)


def _index_in_map(world: World) -> None:
    host = "indexinmap.example"
    body = paragraphs(host, "de")
    before = world.url(host, "/anleitung/aufbau/index.html")
    after = world.now(world.url(host, "/hilfe/aufbau/"), new("Aufbau", body, lang="de"))
    world.was(before, "20090501120000", old("Aufbau", body))
    world.map(host, [*_elsewhere(world, host), after])
    world.expect("index.html", before, after)


def _index_dropped(world: World) -> None:
    host = "indexdropped.example"
    body = paragraphs(host)
    before = world.url(host, "/guide/setup/index.html")
    after = world.now(world.url(host, "/guide/setup/"), new("Setting up", body))
    world.was(before, "20090501120000", old("Setting up", body))
    world.expect("index.html", before, after)


def _capitals(world: World) -> None:
    host = "capitals.example"
    for item in range(4):
        before, after = (
            world.url(host, f"/Reports/{'ABCD'[item]}Annual/Water{item}.HTML"),
            world.url(host, f"/reports/{'abcd'[item]}annual/water{item}.html"),
        )
        body = paragraphs(f"{host} {item}")
        world.was(before, "20090501120000", old(f"Water {item}", body))
        world.now(after, new(f"Of water, part {item}", body))
        if item == 2:
            world.expect("small letters", before, after)
        else:
            world.led(before, "20130501120000", after)


def _home_yet_in_map(world: World) -> None:
    host = "homeyet.example"
    body = paragraphs(host)
    front = world.now(world.url(host, "/"), new("Front", paragraphs(f"front {host}")))
    before = world.url(host, "/a/88.html")
    after = world.now(world.url(host, "/reading/bells-of-the-old-town"), new("Bells of the old town", body))
    world.was(before, "20080501120000", old("Bells of the old town", body))
    for number in (88, 89, 90):
        world.led(world.url(host, f"/a/{number}.html"), "20140501120000", front)
    world.map(host, [*_elsewhere(world, host), after])
    world.expect("all to the front page, yet in the map", before, after)


def _two_languages(world: World) -> None:
    host = "twolanguages.example"
    body = paragraphs(host, "de")
    before = world.url(host, "/seite.php?nr=12")
    english = world.now(world.url(host, "/en/museum"), new("Museum", paragraphs(f"en {host}")))
    after = world.now(world.url(host, "/de/museum"), new("Museum", body, lang="de"))
    world.was(before, "20090501120000", old("Museum", body))
    world.map(host, [english, *_elsewhere(world, host), after])
    world.expect("two languages of one name", before, after)


def _json_feed(world: World) -> None:
    host = "jsonfeed.example"
    body = paragraphs(host)
    before, after = world.url(host, "/weblog/000123.html"), world.url(host, "/notes/kk7")
    place = world.url(host, "/notes/feed.json")
    world.was(before, "20090501120000", old("An old note", body))
    world.now(after, new("A note under another name", body))
    items = [{"id": before, "url": after, "title": "A note under another name"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": items}
    world.now(place, json.dumps(feed), "application/feed+json")
    head = f'<link rel="alternate" type="application/feed+json" href="{place}">'
    world.now(world.url(host, "/"), new("Notes", paragraphs(f"front {host}"), head=head))
    world.expect("feed in JSON", before, after)


def _relative_canonical(world: World) -> None:
    host = "relative.example"
    body = paragraphs(host)
    before, after = world.url(host, "/show.cfm?piece=31"), world.url(host, "/pieces/mm31/")
    head = '<link rel="canonical" href="/pieces/mm31/">'
    world.was(before, "20090501120000", old("On looms", body))
    world.was(before, "20150501120000", old("On looms", body, head=head))
    world.now(after, new("On looms", body))
    world.expect("canonical without a host", before, after)


def _notice_in_words(world: World) -> None:
    host = "inwords.example"
    body = paragraphs(host)
    before, after = world.url(host, "/rooms/map.html"), world.url(host, "/visit/r-5")
    world.was(before, "20060501120000", old("Plan of the rooms", body))
    notice = f'<html><head><title>Moved</title></head><body><p>This page has moved. <a href="{after}">New page</a></p>'
    world.was(before, "20120501120000", notice)
    world.now(after, new("Plan of the rooms", body))
    world.expect("notice in words", before, after)


def _prefix_at_new_domain(world: World) -> None:
    was, now = "old-press.example", "new-press.example"
    world.gone.add(was)
    for item in range(4):
        path = f"/issues/{item + 3}/piece{'abcd'[item]}.html"
        before, after = world.url(was, path), world.url(now, "/archive" + path)
        body = paragraphs(f"{was} {item}")
        world.was(before, "20090501120000", old(f"Piece {'abcd'[item]}", body))
        world.now(after, new(f"Piece {'abcd'[item]}", body))
        if item == 1:
            world.expect("new domain, below a folder", before, after)
        else:
            world.led(before, "20140501120000", after)


def _renamed_at_new_domain(world: World) -> None:
    """The new name answers every address with 200, and has the page where no redirect leads."""
    was, now = "first-name.example", "second-name.example"
    body = paragraphs(was)
    before, after = world.url(was, "/tales/t7.html"), world.url(now, "/reading/the-glass-makers")
    world.gone.add(was)
    world.fallback[now] = lambda path: Reply(200, new("Nothing here", [f"There is nothing at {path}."]).encode())
    world.was(before, "20090501120000", old("The glass makers", body))
    world.led(before, "20120501120000", world.url(now, "/tales/t7.html"))
    world.now(after, new("The glass makers", body))
    world.map(now, [*_elsewhere(world, now), after])
    world.expect("renamed at a new domain", before, after)


def _numbers_in_query(world: World) -> None:
    host = "inquery.example"
    for item in (45, 61, 78, 93):
        before = world.url(host, f"/article.php?id={item}")
        after = world.url(host, f"/index.php?option=content&item={item}")
        body = paragraphs(f"{host} {item}")
        world.was(before, "20090501120000", old(f"Heading {item}", body))
        world.now(after, new(f"Other heading {item}", body))
        if item == 61:
            world.expect("numbers in the query", before, after)
        else:
            world.led(before, "20140501120000", after)


def _tilde(world: World) -> None:
    host = "tilde.example"
    for item in range(4):
        name = f"essay{'abcd'[item]}.html"
        before, after = world.url(host, f"/~smith/texts/{name}"), world.url(host, f"/people/smith/texts/{name}")
        body = paragraphs(f"{host} {item}")
        world.was(before, "20090501120000", old(f"Essay {'abcd'[item]}", body))
        world.now(after, new(f"On essay {'abcd'[item]}", body))
        if item == 1:
            world.expect("a person's folder", before, after)
        else:
            world.led(before, "20140501120000", after)


def _cyrillic(world: World, others: int) -> None:
    host = f"cyrillic{others}.example"
    body = [text.translate(_CYRILLIC) for text in (part.lower() for part in paragraphs(host))]
    before = world.url(host, "/node/55")
    after = world.url(host, "/stati/staraya-melnica-za-rekoj")
    world.was(before, "20090501120000", old("Старая мельница за рекой", body).encode("utf-8"))
    world.now(after, new("Старая мельница за рекой", body, lang="ru"))
    for url in (listed := _elsewhere(world, host, others))[:4]:
        world.now(url, new("Другое", paragraphs(url)))
    world.map(host, [*listed, after])
    world.expect("cyrillic title, latin address", before, after)


def _chinese(world: World) -> None:
    host = "chinese.example"
    digits = [sum(map(ord, text)) for text in paragraphs(host)]
    body = [
        "。".join(
            "".join(_HAN[(seed * (at + 7) + at * at * line) % len(_HAN)] for at in range(28)) + "。"
            for line in range(9)
        )
        for seed in digits
    ]
    before = world.url(host, "/content/201.html")
    after = world.url(host, "/%E6%96%87%E7%AB%A0/%E8%80%81%E6%A9%8B%E7%9A%84%E6%95%85%E4%BA%8B")
    head = '<meta charset="utf-8">'
    world.was(before, "20090501120000", old("老橋的故事", body, head=head))
    world.now(after, new("老橋的故事", body, lang="zh"))
    world.map(host, [*_elsewhere(world, host), after])
    world.expect("chinese", before, after)


def _pages_joined(world: World) -> None:
    host = "joined.example"
    parts = [paragraphs(f"{host} {item}", count=9) for item in range(3)]
    whole = new("The great canal", [text for part in parts for text in part])
    after = world.now(world.url(host, "/stories/the-great-canal"), whole)
    before = world.url(host, "/story.php?id=9&page=2")
    world.was(before, "20090501120000", old("The great canal", parts[1]))
    world.map(host, [*_elsewhere(world, host), after])
    world.expect("pages joined", before, after, "")


def _next_year(world: World) -> None:
    host = "nextyear.example"
    words = f"{host} words"
    before = world.url(host, "/2011/05/summer-fair")
    later = new("Summer fair", paragraphs(words, figures="2012"), day="7 May 2012")
    after = world.now(world.url(host, "/2012/05/summer-fair"), later)
    world.was(before, "20110601120000", old("Summer fair", paragraphs(words, figures="2011"), day="9 May 2011"))
    world.map(host, [*_elsewhere(world, host), after])
    world.expect("the fair of the next year", before)


def _excerpt_at_home(world: World) -> None:
    host = "excerpt.example"
    body = paragraphs(host)
    front = world.now(world.url(host, "/"), new("A long winter", [body[0], *paragraphs(f"front {host}", count=5)]))
    before = world.url(host, "/texts/a-long-winter.html")
    world.was(before, "20110501120000", old("A long winter", body))
    world.led(before, "20140501120000", front)
    world.expect("an excerpt at home", before)


def _all_posts_at_home(world: World) -> None:
    host = "fullposts.example"
    posts = [paragraphs(f"{host} {item}", count=12) for item in range(4)]
    front = world.now(world.url(host, "/"), new("Our blog", [text for post in posts for text in post]))
    before = world.url(host, "/entries/on-kites.html")
    world.was(before, "20110501120000", old("On kites", posts[2]))
    world.led(before, "20140501120000", front)
    world.expect("whole posts at home", before)


def _section_of_that_name(world: World) -> None:
    host = "section.example"
    body = paragraphs(host)
    before = world.url(host, "/node/77")
    teasers = [body[0], *paragraphs(f"others {host}", count=8)]
    section = world.now(world.url(host, "/sections/river-life/"), new("River life", teasers))
    world.was(before, "20110501120000", old("River life", body))
    world.map(host, [section, *_elsewhere(world, host)])
    world.expect("a section of that name", before)


def _only_translated(world: World) -> None:
    host = "translated.example"
    before = world.url(host, "/de/bericht/wasser.html")
    english = world.now(world.url(host, "/en/report/wasser"), new("Wasser", paragraphs(host, "en", figures=3)))
    world.was(before, "20110501120000", old("Wasser", paragraphs(host, "de", figures=3)))
    world.map(host, [english])
    world.expect("only its translation", before)


def _only_by_search(world: World) -> None:
    host = "bysearch.example"
    body = paragraphs(host)
    before = world.url(host, "/texts/on-moss.html")
    world.was(before, "20110501120000", old("On moss", body))
    world.now(world.url(host, "/hidden/x81"), new("On moss", body))
    robots = "User-agent: *\nDisallow: /search\n"
    world.now(world.url(host, "/robots.txt"), robots, "text/plain")
    form = '<form action="/search"><input name="q"></form>'
    world.now(world.url(host, "/"), new("Front", [form, *paragraphs(f"front {host}")]))
    hit = f'<a href="{world.url(host, "/hidden/x81")}">On moss</a>'
    world.now(world.url(host, "/search?q=On+moss"), new("Search", [hit]))
    world.expect("only by the site's search", before)


def _map_of_staging(world: World) -> None:
    host, staging = "staged.example", "staging.staged.example"
    before = world.url(host, "/old/on-clay.html")
    world.gone.add(staging)
    world.was(before, "20110501120000", old("On clay", paragraphs(host)))
    world.map(host, [world.url(staging, f"/texts/{name}") for name in ("on-clay", "on-sand", "on-lime")])
    world.expect("a map of another host", before)


def _round_and_round(world: World) -> None:
    host = "round.example"
    one, two = world.url(host, "/one/reeds.html"), world.url(host, "/two/reeds")
    world.was(one, "20060501120000", old("Reeds", paragraphs(host)))
    world.led(one, "20100501120000", two)
    world.led(two, "20150501120000", one)
    world.expect("round and round", one)


def _other_capitals(world: World) -> None:
    host = "othercapitals.example"
    before = world.url(host, "/video/AbCdE")
    other = world.now(world.url(host, "/watch/abcde"), new("A short film", paragraphs(f"other {host}")))
    world.was(before, "20110501120000", old("A short film", paragraphs(host)))
    world.map(host, [other, *_elsewhere(world, host)])
    world.expect("an id in other capitals", before)


def _other_edition(world: World) -> None:
    host = "edition.example"
    before = world.url(host, "/files/handbook.pdf")
    after = world.url(host, "/downloads/handbook.pdf")
    world.was(before, "20110501120000", b"%PDF-1.4\n" + b"first edition " * 900 + b"\n%%EOF", "application/pdf")
    world.now(after, b"%PDF-1.6\n" + b"second edition " * 900 + b"\n%%EOF", "application/pdf")
    world.map(host, [after, *_elsewhere(world, host)])
    world.expect("another edition", before)


def _numbered_list(world: World) -> None:
    host = "numberedlist.example"
    lines = [f"<a href='/n/{at}'>{text[:60]}</a> {text}" for at, text in enumerate(paragraphs(host, count=12))]
    later = [f"<a href='/n/{at}'>{text[:60]}</a> {text}" for at, text in enumerate(paragraphs(f"x {host}", count=12))]
    before = world.url(host, "/news.php?page=3")
    after = world.now(world.url(host, "/news/page/3"), new("News, page 3", later))
    world.was(before, "20110501120000", old("News, page 3", lines))
    world.map(host, [after, *_elsewhere(world, host)])
    world.expect("page 3 of a list", before)
