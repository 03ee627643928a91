"""More of what archives hold: other languages and frames, odd records and addresses, each kind with a twin."""

from collections.abc import Iterator

from tests.archive.histories.making import (
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
from tests.archive.histories.records import PDF, WHOLE_PDF, of_length
from tests.archive.histories.stand_ins import about

GOOD = Copy(OLDER, article())


def in_place() -> Iterator[History]:
    popular = "".join(f'<li><a href="/p{at}">A story that many people read, number {at}</a></li>' for at in range(12))
    search = "<form action=/search><input name=q></form>"
    stand_ins = {
        "an error in Spanish": page(
            "Página no encontrada",
            "<p>Lo sentimos, la página que busca no existe o ha sido eliminada.</p>",
            language="es",
        ),
        "an error in a large frame": page(
            "County news",
            f"<p>Oops! That page can't be found.</p><p>It looks like nothing was found at this location.</p>{search}"
            f"<h2>Most read</h2><ul>{popular}</ul>",
            heading="County news",
        ),
        "a shop in place of the page": page(
            "激安ブランド通販 送料無料",
            "<p>人気ブランドの財布とバッグを激安価格で販売しております。送料無料でお届けします。今すぐ購入。</p>" * 6,
            language="ja",
        ),
        "a login of WordPress": page(
            "Log In - County - WordPress",
            "<form method=post action=/wp-login.php><input name=log><input type=password name=pwd></form>"
            "<p><a href=/wp-login.php?action=lostpassword>Lost your password?</a></p>",
            heading="Powered by WordPress",
        ),
        "an empty root of a program": b"<!doctype html><html><head><title>County</title><base href=/></head>"
        b'<body><app-root></app-root><script src="/main.8f2c.js" type="module"></script></body></html>',
    }
    for name, body in stand_ins.items():
        yield History(f"{name}, and the page before", [Copy(NEAR, body), GOOD], (OLDER,), most=3)
        yield History(f"only {name}", [Copy(NEAR, body), Copy(OLDEST, body + b"<!-- 2012 -->")])
    yield History(
        "a new owner's medicines under its title",
        [
            Copy(
                NEAR, page(TITLE, "<p>Buy viagra and cialis online without prescription, cheap pills shipped.</p>" * 5)
            ),
            GOOD,
        ],
        (OLDER,),
    )
    titles = ("Viagra and other pills: sales in the northern valleys", "Página no encontrada: historia de un error")
    for title in titles:
        yield History(
            f"twin: a page of that title: {title}", [Copy(NEAR, about(title)), GOOD], (NEAR,), words=title, most=2
        )
    rendered = page(
        TITLE, f'<div id="root">{prose("water", 200, "rendered")}</div>', head='<script src="/a.js"></script>'
    )
    yield History("twin: a program's page with its text", [Copy(NEAR, rendered), GOOD], (NEAR,), most=2)


def stubs() -> Iterator[History]:
    bodies = {
        "a stub in French": (
            prose("water", 30) + "<p>Il vous reste 82 % de cet article à lire. La suite est réservée aux abonnés.</p>",
            "fr",
        ),
        "a refusal in Spanish": ("<p>Este contenido no está disponible en su región.</p>", "es"),
        "a promise in French": ("<p>Le rapport sera publié ici à l'automne.</p>", "fr"),
        "an entry that nobody has written": (
            "<p>This wiki does not have an article with this exact name. You may create the page.</p>",
            "en",
        ),
        "an offer that was ended": (
            "<p>This listing was ended by the seller because the item is no longer available.</p>",
            "en",
        ),
        "a house that was sold": ("<p>This property is no longer on the market.</p><p>See similar homes.</p>", "en"),
    }
    for name, (body, language) in bodies.items():
        yield History(
            f"{name}, and the page before", [Copy(NEAR, page(TITLE, body, language=language)), GOOD], (OLDER,)
        )
    letter = article(seed="letter").replace(
        b"</main>", b"<p>Subscribe to our newsletter. Log in to comment.</p></main>"
    )
    yield History("twin: a whole article that offers a newsletter", [Copy(NEAR, letter), GOOD], (NEAR,), most=2)
    sold = page("Mill Street 12", f"<p>This house is now let to the school.</p>{prose('water', 110, 'house')}")
    yield History("twin: a page about a house that is let", [Copy(NEAR, sold), GOOD], (NEAR,), words="Mill Street 12")
    ended = "The listing that ended: how houses were sold in Ashford"
    yield History("twin: a page about listings", [Copy(NEAR, about(ended)), GOOD], (NEAR,), words=ended, most=2)


def records() -> Iterator[History]:
    same = article(seed="the same")
    yield History(
        "the near record repeats an older one", [_revisit(NEAR, same), Copy(OLDER, same)], (NEAR, OLDER), most=2
    )
    error = page("Page not found", "<p>Sorry, the page does not exist.</p>")
    repeated = [_revisit(NEAR, error), Copy(NEXT, error), GOOD]
    yield History("the near record repeats an error", repeated, (OLDER,), most=3)
    yield History("not modified since", [Copy(NEAR, says="304", media="unk"), GOOD], (OLDER,), most=2)
    yield History("a type that is not known", [Copy(NEAR, article(), media="unk")], (NEAR,), most=2)
    yield History("a page of the strict kind", [Copy(NEAR, article(), media="application/xhtml+xml")], (NEAR,), most=2)
    itself = Copy(NEAR, says="301", headers=(("Location", URL.replace("http:", "https:") + "/"),))
    yield History("a redirect to itself with TLS", [itself, GOOD], (OLDER,), most=2)
    text = Copy(NEAR, page("Error", "<p>The document could not be found.</p>"), media="application/pdf")
    whole = Copy(OLDEST, WHOLE_PDF, media="application/pdf", headers=of_length(len(WHOLE_PDF)))
    yield History("an error that calls itself a PDF", [text, whole], (OLDEST,), PDF)
    capitals = PDF.replace(".pdf", ".PDF")
    yield History(
        "twin: a PDF's suffix in capitals",
        [Copy(NEAR, WHOLE_PDF, media="application/pdf", url=capitals)],
        (NEAR,),
        PDF,
        most=2,
    )
    other = article("Chamber music at the castle", subject="music")
    asked = "http://county.example/view?doc=aBcD"
    near = Copy(NEAR, other, url="http://county.example/view?doc=AbCd")
    yield History("an id in the query in other letter case", [near, Copy(OLDER, article(), url=asked)], (OLDER,), asked)
    named = Copy(NEAR, article(), url="http://county.example/view.asp?ID=7")
    yield History(
        "twin: a name in the query in capitals", [named], (NEAR,), "http://county.example/view.asp?id=7", most=2
    )


def _revisit(at: str, body: bytes) -> Copy:
    return Copy(at, body, says="-", media="warc/revisit")


def addresses() -> Iterator[History]:
    sale = page("county.example is for sale", "<p>Buy this domain.</p>")
    both = [Copy("20120505", article(), url=URL), Copy(LATER, sale, url=URL)]
    bare = URL.removeprefix("http://")
    for name, link in (
        ("the Wayback Machine, without a scheme", f"https://web.archive.org/web/20120501/{bare}"),
        ("the Wayback Machine's list of copies", f"https://web.archive.org/web/2012*/{URL}"),
        ("the Wayback Machine, as a frame", f"https://web.archive.org/web/20120501000000if_/{URL}"),
        ("archive.today's newest", f"https://archive.ph/newest/{URL}"),
        ("a broadcaster's marketing", f"{URL}?at_medium=RSS&at_campaign=KARANGA"),
        ("words of two networks", f"{URL}?fbclid=IwAR0abc&gclid=xyz#results"),
    ):
        yield History(f"cited by {name}", both, ("20120505",), link, most=4)


def ten_thousand() -> Iterator[History]:
    days = [f"{year}{month:02}{day:02}" for year in range(2001, 2024) for month in range(1, 13) for day in range(1, 29)]
    stamps = [day + hour for day in days for hour in ("06", "18")][:10_000]
    casino = "<p>Play slots and poker in our online casino, with a welcome bonus and free spins. Deposit now.</p>" * 6
    good = [Copy(at, article(seed=at[:6], words=60)) for at in stamps if at < "2012"]
    taken = [Copy(at, page(f"Online casino bonus {at}", casino)) for at in stamps if at >= "2012"]
    yield History("10,000 copies, a casino's since 2012", [*good, *taken], ("201", "200"))
    fine = [Copy(at, article(seed=at[:6], words=60)) for at in stamps]
    yield History("twin: 10,000 copies that are good", fine, ("20150610",), most=2)


def histories() -> Iterator[History]:
    for kind in (in_place, stubs, records, addresses, ten_thousand):
        yield from kind()
