"""What stands in place of a page at status 200, each with a page that only looks like it, and is one."""

from collections.abc import Iterator
from dataclasses import dataclass

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

SITE = "County of Ashford"


@dataclass(frozen=True)
class StandIn:
    """A body in place of the page, and its twin: a title, and a page of that title, which was cited so."""

    name: str
    body: bytes
    twin_title: str
    twin: bytes


def headlines(count: int, title: str | None = None) -> str:
    """Return a front page's list."""
    names = [
        "Bridge opens on Friday",
        "School budget approved",
        "Market moves to Mill Street",
        "Library stays open late",
    ]
    names += [
        "Snow clears from the pass",
        "Choir wins first prize",
        "New buses for the east",
        "Harvest fair in September",
    ]
    listed = [title, *names] if title else names
    rows = (
        f'<article><h2><a href="/news/{at}">{name}</a></h2><p>Read more</p></article>' for at, name in enumerate(listed)
    )
    return "".join(list(rows)[:count])


def about(title: str) -> bytes:
    """Return an article that speaks of what it is called."""
    said = f"<p>{title}: this is what the county's yearbook tells of.</p>".encode()
    return article(title, seed=title).replace(b"</h1>", b"</h1>" + said)


STAND_INS = (
    StandIn(
        "the site's refusal of visitors from a region",
        page(
            SITE,
            "<p>We recognise that you are visiting from a country of the European Economic Area, which enforces the"
            " General Data Protection Regulation, and therefore access cannot be granted at this time. For any issues"
            " write to desk@county.example.</p>",
            heading="Unavailable",
        ),
        "How data protection closed American newspapers to Europe",
        about("How data protection closed American newspapers to Europe"),
    ),
    StandIn(
        "the site's front page",
        page(
            SITE,
            headlines(8),
            head=f'<link rel="canonical" href="{URL[:22]}/"><meta property="og:url" content="{URL[:22]}/">',
        ),
        TITLE,
        article(seed="a wrong canonical", head=f'<link rel="canonical" href="{URL[:22]}/">'),
    ),
    StandIn(
        "a front page that does not say that it is one",
        page(SITE, headlines(8)),
        "Eight headlines that changed the county",
        about("Eight headlines that changed the county"),
    ),
    StandIn(
        "a script's empty shell",
        b'<!doctype html><html><head><title>County</title><script src="/app.js"></script></head><body>'
        b'<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>',
        TITLE,
        page(TITLE, prose("water", 200, "scripts"), head='<script src="/app.js"></script>'),
    ),
    StandIn(
        "a promise",
        page(TITLE, "<p>The report will be published here in the autumn.</p>"),
        TITLE,
        page(TITLE, prose("water", 200, "promise") + "<p>A second report will be published here in the autumn.</p>"),
    ),
    StandIn(
        "another subject",
        article("Chamber music at the castle", subject="music"),
        TITLE,
        page("County reports", f"<p>{TITLE}: what the stations measured.</p>" + prose("water", 200, "retitled")),
    ),
    StandIn(
        "a casino",
        page(
            "Best online casino bonus 2015",
            "<p>Play slots and poker in our online casino, with free spins and a welcome bonus for every new player."
            " Sports betting, roulette, blackjack, jackpot, live dealer games. Deposit now and win real money.</p>" * 4,
        ),
        "Casinos and betting shops in the northern valleys",
        about("Casinos and betting shops in the northern valleys"),
    ),
    StandIn(
        "a parked domain",
        page("county.example is for sale", "<p>This domain is for sale. Buy this domain.</p>"),
        "Why this domain is for sale: a year of parked names",
        about("Why this domain is for sale: a year of parked names"),
    ),
    StandIn(
        "a login form",
        page(
            "Log in",
            "<form method=post><input name=user><input type=password name=pass><button>Log in</button></form>",
        ),
        "How to log in safely: an essay on passwords",
        about("How to log in safely: an essay on passwords"),
    ),
    StandIn(
        "a robot test",
        page(
            "Just a moment...",
            "<p>Checking your browser before accessing county.example. This process is automatic.</p>",
            head="<script>window._cf_chl_opt={}</script>",
        ),
        "Just a moment: how browsers are checked",
        about("Just a moment: how browsers are checked"),
    ),
    StandIn(
        "an error at status 200",
        page("404 Not Found", "<p>Sorry, the page you are looking for does not exist.</p>", heading="Page not found"),
        "Page not found: a short history of the missing page",
        about("Page not found: a short history of the missing page"),
    ),
    StandIn(
        "an error in German",
        page("Seite nicht gefunden", "<p>Die gesuchte Seite existiert leider nicht mehr.</p>", language="de"),
        "Seite nicht gefunden: vom Verschwinden der Adressen",
        about("Seite nicht gefunden: vom Verschwinden der Adressen"),
    ),
    StandIn(
        "a search that found nothing",
        page("Search results", '<form><input name=q value="water quality"></form><p>0 results for your search.</p>'),
        "Searching archives: results of a survey",
        about("Searching archives: results of a survey"),
    ),
    StandIn(
        "the list of a folder",
        b"<html><head><title>Index of /reports</title></head><body><h1>Index of /reports</h1><pre>"
        b'<a href="../">Parent Directory</a>\n<a href="a.pdf">a.pdf</a> 2015-01-02 12:00 14K\n'
        b'<a href="b.pdf">b.pdf</a> 2015-01-02 12:00 11K\n</pre></body></html>',
        "Index of water quality 2015",
        about("Index of water quality 2015"),
    ),
    StandIn(
        "a defacement",
        page("Hacked by NightCrew", "<p>Your security is low. Greetz to all members of the crew.</p>"),
        "Hacked by whom? The defacement of county pages",
        about("Hacked by whom? The defacement of county pages"),
    ),
    StandIn(
        "a page about repairs",
        page("Site maintenance", "<p>We are currently performing scheduled maintenance. We will be back soon.</p>"),
        "Maintenance of village wells",
        about("Maintenance of village wells"),
    ),
    StandIn(
        "a web server's own first page",
        page("Welcome to nginx!", "<p>If you see this page, the nginx web server is successfully installed.</p>"),
        "Welcome to nginx: what default pages say of a site",
        about("Welcome to nginx: what default pages say of a site"),
    ),
    StandIn(
        "a host's notice that the site is suspended",
        page("Account Suspended", "<p>This account has been suspended. Contact your hosting provider.</p>"),
        "Account suspended: when hosts close sites",
        about("Account suspended: when hosts close sites"),
    ),
    StandIn(
        "a page that leads on at once",
        b'<html><head><meta http-equiv="refresh" content="0; url=/"></head><body></body></html>',
        TITLE,
        article(seed="comments", words=200),
    ),
    StandIn(
        "an error of a program",
        page("Error", "<p>Fatal error: Uncaught exception in /var/www/index.php on line 12</p>", heading=""),
        "Fatal errors in early programs",
        about("Fatal errors in early programs"),
    ),
)


def histories() -> Iterator[History]:
    for stand_in in STAND_INS:
        name, bad = stand_in.name, stand_in.body
        yield History(f"{name}, and the page before", [Copy(NEAR, bad), Copy(OLDER, article())], (OLDER,), most=3)
        yield History(f"{name}, and the page after", [Copy(NEXT, bad), Copy(LATER, article())], (LATER,), most=3)
        yield History(f"only {name}", [Copy(NEAR, bad), Copy(OLDEST, bad + b"<!-- -->")])
        yield History(
            f"twin: no stand-in but a page like it: {name}",
            [Copy(NEAR, stand_in.twin), Copy(OLDER, article(stand_in.twin_title, seed="older"))],
            (NEAR,),
            words=stand_in.twin_title,
            most=2,
        )
