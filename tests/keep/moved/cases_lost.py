"""Pages that are nowhere now, though something looks as if they were; and pages that were merged or split."""

from tests.keep.moved.pages import new, old, paragraphs
from tests.keep.moved.worlds import Reply, World


def fill(world: World) -> None:
    """Add all cases."""
    for number in range(2):
        _all_to_one_place(world, number)
        _to_login(world, number)
        _same_name(world, number)
        _another_issue(world, number)
        _rule_to_another_story(world, number)
        _says_something_else(world, number)
        _betting(world, number)
        _template_mistake(world, number)
        _welcoming(world, number)
        _only_quoted(world, number)
        _merged(world, number)
        _split(world, number)
        _few_figures(world, number)
        _full_posts(world, number)
    _guessed(world)
    _simply_gone(world)


def _all_to_one_place(world: World, number: int) -> None:
    host = f"one-place{number}.example"
    target = world.now(world.url(host, ("/", "/archive/")[number]), new("All our pages", paragraphs(f"front {host}")))
    for item in range(3):
        url = world.url(host, f"/texts/t{item}.html")
        world.was(url, "20080501120000", old(f"Text {item}", paragraphs(f"{host} {item}")))
        world.led(url, "20120501120000", target)
    world.expect("all to one place", world.url(host, "/texts/t1.html"))


def _to_login(world: World, number: int) -> None:
    host = f"login{number}.example"
    form = new("Log in", ["<form><input type=password name=p></form>", *paragraphs("log in", count=2)])
    world.fallback[host] = lambda path: Reply(200, form.encode()) if path.startswith("/login") else Reply(404, b"gone")
    for item in range(3):
        url = world.url(host, f"/node/{item}")
        if number:
            world.was(url, "20080501120000", old(f"Text {item}", paragraphs(f"{host} {item}")))
        target = world.url(host, f"/login?return=/node/{item}")
        world.led(url, "20120501120000", target)
        world.was(target, "20120501120500", form)
    world.expect("to the login", world.url(host, "/node/1"))


def _same_name(world: World, number: int) -> None:
    host = f"same-name{number}.example"
    before = world.url(host, "/history/the-mill.html")
    other = world.now(world.url(host, "/menus/the-mill"), new("The mill", paragraphs(f"menu {host}")))
    world.was(before, "20080501120000", old("The mill", paragraphs(host)))
    world.map(host, [other, *(world.url(host, f"/menus/m{item}") for item in range(20))])
    world.expect("same name", before)


def _another_issue(world: World, number: int) -> None:
    host = f"issue{number}.example"
    words = f"{host} words"
    before = world.url(host, "/bulletin/week.html")
    title = ("Weekly bulletin", "Annual report 2011")[number]
    now_title = ("Weekly bulletin", "Annual report 2017")[number]
    world.was(before, "20110501120000", old(title, paragraphs(words, figures="2011"), day="3 May 2011"))
    later = new(now_title, paragraphs(words, figures="2017"), day="9 May 2017")
    other = world.now(world.url(host, "/bulletins/weekly-bulletin"), later)
    world.map(host, [other])
    world.expect("another issue", before)


def _few_figures(world: World, number: int) -> None:
    """The same sentences but for two: a day in one, an amount in the other; or only the month in its name."""
    host = f"column{number}.example"
    body = paragraphs(host, figures=0)
    days = ("On 3 May 2011 the council met in the old hall.", "On 9 June 2012 the council met in the old hall.")
    sums = ("It spent 1200 crowns on the new roof.", "It spent 1900 crowns on the new roof.")
    was, later = ([*body, f"{day} {money}"] for day, money in zip(days, sums, strict=True))
    before, other = world.url(host, "/column/old.html"), world.url(host, "/from-the-council")
    if number:
        world.was(before, "20110501120000", old("From the council, May 2011", body))
        world.now(other, new("From the council, June 2012", body))
    else:
        world.was(before, "20110501120000", old("From the council", was))
        world.now(other, new("From the council", later))
    world.map(host, [other])
    world.expect("few figures differ", before)


def _full_posts(world: World, number: int) -> None:
    """A page of a tag shows several posts, each in full."""
    host = f"tag{number}.example"
    posts = [paragraphs(f"{host} {item}") for item in range(2 + number)]
    before = world.url(host, "/posts/bees-in-winter.html")
    world.was(before, "20110501120000", old("Bees in winter", posts[0]))
    other = world.now(world.url(host, "/tag/bees-in-winter"), new("Bees", [text for post in posts for text in post]))
    world.map(host, [other])
    world.expect("page of a tag", before)


def _rule_to_another_story(world: World, number: int) -> None:
    host = f"anew{number}.example"
    for item in range(4):
        before, after = world.url(host, f"/item/{item + 100}"), world.url(host, f"/story/{item + 100}")
        world.was(before, "20090501120000", old(f"Item {'abcd'[item]}", paragraphs(f"{host} {item}")))
        if item == 1:
            there = (
                new("Another story", paragraphs(f"other {host}")) if number else new("List", ["<p>Nothing yet.</p>"])
            )
            world.now(after, there)
            world.expect("rule to another story", before)
        else:
            world.led(before, "20140501120000", after)
            world.now(after, new(f"Item {'abcd'[item]}", paragraphs(f"{host} {item}")))


def _says_something_else(world: World, number: int) -> None:
    host = f"else{number}.example"
    before, after = world.url(host, "/a/long-walk.html"), world.url(host, "/long-walk")
    world.was(before, "20090501120000", old("A long walk", paragraphs(host)))
    world.led(before, "20140501120000", after)
    world.led(world.url(host, "/a/short-walk.html"), "20140501120000", world.url(host, "/short-walk"))
    world.now(after, new("A long walk", paragraphs(f"later {host}")))
    world.expect("says something else", before)


def _guessed(world: World) -> None:
    host = "guessed.example"
    before, guess = world.url(host, "/winter"), world.url(host, "/2014/winter-tyres-on-sale")
    world.led(before, "20140501120000", guess)
    world.led(world.url(host, "/summer"), "20140501120000", world.url(host, "/2014/summer-hats"))
    body = paragraphs(host)
    world.was(guess, "20140601120000", old("Winter tyres on sale", body))
    world.now(guess, new("Winter tyres on sale", body))
    world.expect("guessed", before)


def _betting(world: World, number: int) -> None:
    was, now = f"lapsed{number}.example", f"betting{number}.example"
    world.gone.add(was)
    world.fallback[now] = lambda path: Reply(200, new("Best odds", paragraphs(f"odds {path}")).encode())
    for item in range(3):
        url = world.url(was, f"/poems/p{item}.html")
        world.was(url, "20080501120000", old(f"Poem {item}", paragraphs(f"{was} {item}")))
        world.led(url, "20150501120000", world.url(now, f"/poems/p{item}.html"))
    world.expect("betting site", world.url(was, "/poems/p1.html"))


def _template_mistake(world: World, number: int) -> None:
    host = f"template{number}.example"
    wrong = world.now(world.url(host, "/welcome"), new("Welcome", paragraphs(f"welcome {host}")))
    head = (f'<link rel="canonical" href="{wrong}">', f'<meta property="og:url" content="{wrong}">')[number]
    url = world.url(host, "/poems/one.html")
    for year in (2012, 2014):
        world.was(url, f"{year}0501120000", old("One poem", paragraphs(host), head=head + " " * (year - 2011)))
    world.expect("template's mistake", url)


def _welcoming(world: World, number: int) -> None:
    host = f"welcoming{number}.example"
    world.fallback[host] = lambda path: Reply(200, new("Welcome to our site", paragraphs(host)).encode())
    before, listed = world.url(host, "/old/x1.html"), world.url(host, "/welcome-to-our-site")
    text = paragraphs(host) if number else paragraphs(f"own {host}")
    world.was(before, "20090501120000", old("Welcome to our site", text))
    world.map(host, [listed])
    world.robots(host, world.url(host, "/sitemap.xml"))
    world.expect("welcomes all", before)


def _only_quoted(world: World, number: int) -> None:
    host = f"quoted{number}.example"
    body = paragraphs(host)
    before = world.url(host, "/essays/on-bees.html")
    world.was(before, "20090501120000", old("On bees", body))
    quoting = [*body[:6], *paragraphs(f"more {host}", count=40)] if number else paragraphs(f"fr {host}", "fr")
    after = world.now(world.url(host, "/essays/on-bees"), new("On bees", quoting))
    world.map(host, [after])
    world.expect("only quoted or translated", before)


def _merged(world: World, number: int) -> None:
    host = f"merged{number}.example"
    parts = [paragraphs(f"{host} {item}", count=8) for item in range(3)]
    whole = world.now(world.url(host, "/whole"), new("The whole of it", [text for part in parts for text in part]))
    for item, part in enumerate(parts):
        url = world.url(host, f"/part-{item}.html")
        world.was(url, "20090501120000", old(f"Part {item}", part))
        world.led(url, "20140501120000", whole)
    world.expect("merged", world.url(host, f"/part-{number}.html"), whole, "")


def _split(world: World, number: int) -> None:
    host = f"split{number}.example"
    body = paragraphs(host, count=30)
    before = world.url(host, "/long-essay.html")
    parts = [world.url(host, f"/long-essay/{item + 1}") for item in range(3)]
    for item, url in enumerate(parts):
        world.now(url, new("A long essay", body[10 * item : 10 * item + 10]))
    world.was(before, "20090501120000", old("A long essay", body))
    world.map(host, parts)
    world.expect("split", before, parts[0], "")


def _simply_gone(world: World) -> None:
    for number in range(4):
        host = f"gone{number}.example"
        url = world.url(host, f"/notes/n{number}.html")
        if number:
            world.was(url, "20090501120000", old("Notes", paragraphs(host)))
        if number == 2:
            world.map(host, [world.url(host, f"/other/o{item}") for item in range(60)])
        if number == 3:
            world.gone.add(host)
        world.expect("simply gone", url)
