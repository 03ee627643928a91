"""More pages within what sites put around them, and more records and addresses, written once the rules were mended."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.framed import framed, pages, paragraphs
from tests.archive.histories.making import LATER, NEAR, NEXT, OLDER, OLDEST, TITLE, URL, Copy, History, article, prose

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def of_others() -> Iterator[History]:
    """Yield histories in which the near captures are of something else, or of another time."""
    words = "Old mill at Hill Bridge"
    text = "The old mill at Hill Bridge was built in 1790. It ground corn until 1931 and stands empty now."
    mill = framed("en", words, paragraphs(text * 3), frames=TABLE)
    guide = framed("en", "Best vacuum cleaners of the year", paragraphs("We tried nine cleaners. " * 20), frames=TABLE)
    yield History("reviews of goods under an old name", [Copy(NEAR, guide), Copy(OLDEST, mill)], (OLDEST,), words=words)
    yield History("only reviews of goods under an old name", [Copy(NEAR, guide)], words=words)
    june, march = (framed("en", "Dish of the month", paragraphs(text * 4), frames=TABLE) for text in _DISHES)
    cited = "Trout with sorrel, dish of the month"
    address = "http://county.example/kitchen/dish-of-the-month"
    two = [Copy(NEAR, june), Copy(OLDER, march)]
    yield History("another dish at the same address", two, (OLDER,), address, cited)
    yield History("twin: the dish that was cited", two, (NEAR,), address, "Asparagus with ham, dish of the month")


_DISHES = (
    "Asparagus with ham. Peel the asparagus, boil it for ten minutes and wrap it in ham. Serve it with butter. ",
    "Trout with sorrel. Fry the trout in butter, chop the sorrel and stir it into cream. Serve it with potatoes. ",
)


def of_records() -> Iterator[History]:
    pdf = "http://county.example/files/plan.pdf"
    whole = b"%PDF-1.5\n" + b"2 0 obj << /Length 90 >> stream\n" * 60 + b"endstream\n%%EOF\n"
    login = framed("en", "Sign in", "<form method=post><input name=u><input type=password name=p></form>", frames=TABLE)
    named = [Copy(NEAR, login, media="application/pdf"), Copy(OLDER, whole, media="application/pdf")]
    yield History("a form that calls itself a PDF", named, (OLDER,), pdf)
    book = "http://county.example/files/counts.xlsx"
    sheet = Copy(OLDER, b"PK\x03\x04" + b"x" * 3000 + b"PK\x05\x06" + b"\x00" * 18, media="application/vnd.ms-excel")
    yield History("a page in place of a table of Excel", [Copy(NEAR, login), sheet], (OLDER,), book)
    gone = [Copy(f"2015{month:02}02", says="404", media="text/html") for month in range(1, 12)]
    yield History("errors all year, and the page before", [*gone, Copy(OLDEST, article())], (OLDEST,), most=2)
    yield History("errors alone", gone, most=2)
    moved = Copy(NEAR, says="301", headers=(("Location", "http://county.example/archive/water-quality"),))
    there = Copy(LATER, article(), url="http://county.example/archive/water-quality")
    yield History("moved within its site", [moved, there], (LATER,), most=5)


def of_addresses() -> Iterator[History]:
    near = [Copy(NEAR, article(), url=URL)]
    for name, link in (
        ("two slashes", URL.replace("/reports", "//reports")),
        ("a dot at the end of the host", URL.replace("county.example", "county.example.")),
        ("capitals in the host", URL.replace("county.example", "County.Example")),
        ("words of a campaign and a place", f"{URL}?utm_source=tw&utm_medium=social#table-2"),
        ("an address of the Wayback Machine", f"http://wayback.archive.org/web/20150612000000*/{URL}"),
    ):
        yield History(f"cited with {name}", near, (NEAR,), link, most=3)
    table = "http://county.example/data.php?b=2&a=1"
    other = Copy(NEAR, article(), url="http://county.example/data.php?a=1&b=2")
    yield History("parameters in another order", [other], (NEAR,), table, most=3)


def of_numbers() -> Iterator[History]:
    days = [f"{year}{month:02}{day:02}" for year in range(2000, 2020) for month in range(1, 13) for day in (5, 15, 25)]
    wall = "<p>Please verify that you are a human to continue to the site.</p><div class='g-recaptcha'></div>"
    copies = [
        Copy(at, framed("en", TITLE, wall if at > "2013" else prose("water", 150, at[:4]), at=at, frames=TABLE))
        for at in days
    ]
    yield History("seven hundred copies, robots kept out since 2013", copies, ("2012", "2011", "2010"))
    hours = [f"20150610{hour:02}0000" for hour in range(24)]
    broken = [Copy(at, framed("en", TITLE, "<p>Something went wrong.</p>", at=at, frames=TABLE)) for at in hours]
    yield History("an hour's error, all day", [*broken, Copy(NEXT, article(seed="day"))], (NEXT,))


def histories() -> Iterator[History]:
    yield from pages(TABLE["page"], 101, frames=TABLE)
    for kind in (of_others, of_records, of_addresses, of_numbers):
        yield from kind()
