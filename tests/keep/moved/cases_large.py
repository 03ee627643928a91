"""Sites that are large, or whose lists and siblings say more than one thing."""

from tests.keep.moved.pages import new, old, paragraphs
from tests.keep.moved.worlds import World


def fill(world: World) -> None:
    """Add all cases."""
    _large_site(world)
    _stale_map(world)
    _feed_beside_map(world)
    _first_sibling_was_removed(world)
    _map_of_maps(world)
    _only_its_capitals(world)
    _same_russian_title(world)
    _query_to_a_list(world)
    _folder_moved_but_for_this(world)
    _two_of_one_title(world)


def _others(world: World, host: str, count: int = 25) -> list[str]:
    return [world.url(host, f"/further/piece-{item}") for item in range(count)]


def _large_site(world: World) -> None:
    """The archive has more of it than it lists at once."""
    host = "large.example"
    for item in range(2100):
        world.was(world.url(host, f"/aaa/{item}"), "20090501120000", b"x")
    for item in range(4):
        before = world.url(host, f"/papers/{item + 20}/{'abcd'[item]}paper.html")
        after = world.url(host, f"/p/{item + 20}-{'abcd'[item]}paper")
        body = paragraphs(f"{host} {item}")
        world.was(before, "20090501120000", old(f"Paper {'abcd'[item]}", body))
        world.now(after, new(f"Of paper {item}", body))
        if item == 1:
            world.expect("large site", before, after)
        else:
            world.led(before, "20140501120000", after)


def _stale_map(world: World) -> None:
    """The usual map is of before the relaunch; robots.txt names another."""
    host = "stale.example"
    body = paragraphs(host)
    before, after = world.url(host, "/lore/bees.html"), world.url(host, "/reading/what-bees-know")
    world.was(before, "20090501120000", old("What bees know", body))
    world.now(after, new("What bees know", body))
    world.map(host, [before, *(world.url(host, f"/lore/l{item}.html") for item in range(20))])
    world.map(host, [*_others(world, host), after], "/maps/today.xml")
    world.robots(host, world.url(host, "/maps/today.xml"))
    world.expect("stale map", before, after)


def _feed_beside_map(world: World) -> None:
    """Neither title nor address is what it was; the feed keeps the old address as its id."""
    host = "feedandmap.example"
    body = paragraphs(host)
    before, after = world.url(host, "/2009/05/on-kites.html"), world.url(host, "/e/4f2a")
    place = world.url(host, "/e/feed.xml")
    world.was(before, "20090501120000", old("On kites", body))
    world.now(after, new("Things that fly", body))
    world.map(host, [*_others(world, host), after])
    item = f'<item><title>Things that fly</title><link>{after}</link><guid isPermaLink="false">{before}</guid></item>'
    world.now(place, f'<rss version="2.0"><channel><title>E</title>{item}</channel></rss>', "application/rss+xml")
    head = f'<link rel="alternate" type="application/rss+xml" href="{place}">'
    world.now(world.url(host, "/"), new("E", paragraphs(f"front {host}"), head=head))
    world.expect("feed beside a map", before, after)


def _first_sibling_was_removed(world: World) -> None:
    host = "removed.example"
    front = world.now(world.url(host, "/"), new("Front", paragraphs(f"front {host}")))
    for item, word in enumerate(("stone", "stones", "stork", "straw")):
        before, after = world.url(host, f"/w/{word}.htm"), world.url(host, f"/words/{word}/")
        body = paragraphs(f"{host} {word}")
        world.was(before, "20090501120000", old(f"On {word}", body))
        if item == 0:
            world.now(after, new(f"About {word}", body))
            world.expect("a sibling was removed", before, after)
        elif item == 1:
            world.led(before, "20140501120000", front)
        else:
            world.led(before, "20140501120000", after)
            world.now(after, new(f"About {word}", body))


def _map_of_maps(world: World) -> None:
    """Five maps; the page is in the one of its year."""
    host = "mapofmaps.example"
    body = paragraphs(host, "de")
    before = world.url(host, "/2011/beitrag.php?id=881")
    after = world.now(world.url(host, "/artikel/die-alte-schleuse"), new("Die alte Schleuse", body, lang="de"))
    world.was(before, "20110501120000", old("Die alte Schleuse", body))
    maps = []
    for year in range(2008, 2013):
        path = f"/sitemaps/{year}.xml"
        pages = [world.url(host, f"/artikel/{year}-thema-{item}") for item in range(20)]
        world.map(host, [*pages, after] if year == 2011 else pages, path)
        maps.append(world.url(host, path))
    items = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in maps)
    world.now(world.url(host, "/sitemap.xml"), f"<sitemapindex>{items}</sitemapindex>", "application/xml")
    world.expect("map of maps", before, after)


def _only_its_capitals(world: World) -> None:
    host = "onlycapitals.example"
    before = world.url(host, "/Docs/Report")
    other = world.now(world.url(host, "/docs/report"), new("Report", paragraphs(f"other {host}")))
    world.was(before, "20110501120000", old("Report", paragraphs(host)))
    world.map(host, [other])
    world.expect("other text in small letters", before)


def _same_russian_title(world: World) -> None:
    host = "russian.example"
    before = world.url(host, "/node/9")
    other = world.url(host, "/novosti/prazdnik-goroda")
    world.was(before, "20110501120000", old("Праздник города", paragraphs(f"2011 {host}")))
    world.now(other, new("Праздник города", paragraphs(f"2018 {host}"), lang="ru"))
    world.map(host, [other, *_others(world, host)])
    world.expect("another feast of the town", before)


def _query_to_a_list(world: World) -> None:
    host = "querylist.example"
    for item in (11, 12, 13, 14):
        before, after = world.url(host, f"/item.php?id={item}"), world.url(host, f"/list?item={item}")
        world.was(before, "20090501120000", old(f"Item {item}", paragraphs(f"{host} {item}")))
        world.now(after, new("Our list", paragraphs(f"list {host}")))
        if item == 12:
            world.expect("numbers lead to a list", before)
        else:
            world.led(before, "20140501120000", after)


def _folder_moved_but_for_this(world: World) -> None:
    host = "butforthis.example"
    for item in range(4):
        before, after = world.url(host, f"/old/{'abcd'[item]}topic"), world.url(host, f"/new/{'abcd'[item]}topic")
        world.was(before, "20090501120000", old(f"Topic {item}", paragraphs(f"{host} {item}")))
        if item == 2:
            world.expect("all moved but for this", before)
        else:
            world.led(before, "20140501120000", after)
            world.now(after, new(f"Topic {item}", paragraphs(f"{host} {item}")))


def _two_of_one_title(world: World) -> None:
    """The map has two pages of its name; one has its text."""
    host = "twoofone.example"
    body = paragraphs(host)
    before = world.url(host, "/show?nr=3")
    other = world.now(world.url(host, "/music/the-wanderer"), new("The wanderer", paragraphs(f"music {host}")))
    after = world.now(world.url(host, "/poems/the-wanderer"), new("The wanderer", body))
    world.was(before, "20090501120000", old("The wanderer", body))
    world.map(host, [other, after, *_others(world, host)])
    world.expect("two of one title", before, after)
