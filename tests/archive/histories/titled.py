"""What stands in place of a page under the page's own title, and short pages that are what they are called."""

from collections.abc import Iterator

from tests.archive.histories.making import NEAR, OLDER, TITLE, Copy, History, article, page, prose
from tests.archive.histories.stand_ins import SITE, headlines

_BUTTONS = "<button>Accept all</button><button>Reject all</button>"
_LOGIN = "<form method=post><input name=user><input type=password name=p><button>Log in</button></form>"
_SUBSCRIBE = "<p>You have read your three free articles this month. Subscribe to continue reading.</p>"
_CASINO = (
    "<p>Play slots and poker in our online casino, with free spins and a welcome bonus. Roulette, blackjack, jackpot."
    " Deposit now and win real money at the best online casino.</p>"
)
_HITS = "".join(
    f"<li><a href='/x{at}'>Result {at}: a survey of rivers</a><p>words of the survey of rivers here</p></li>"
    for at in range(10)
)

TITLED: tuple[tuple[str, bytes], ...] = (
    ("a refusal of the region", page(TITLE, "<p>This content is not available in your region.</p>")),
    ("a refusal in German", page(TITLE, "<p>Dieser Inhalt ist in Ihrer Region nicht verfügbar.</p>", language="de")),
    (
        "a refusal for the law's sake",
        page(TITLE, "<p>Because of the General Data Protection Regulation we cannot show this page in Europe.</p>"),
    ),
    ("a stub that counts", page(TITLE, f"<p>Nitrate no longer rises, a survey says.</p>{_SUBSCRIBE}")),
    (
        "a stub with a beginning",
        page(TITLE, f"{prose('water', 60)}<p>To read the full story, subscribe or log in.</p>"),
    ),
    ("a stub for members", page(TITLE, f"{prose('water', 40)}<p>This article is for subscribers only.</p>")),
    ("a listing that ended", page(TITLE, "<p>This listing has ended.</p><p>See similar items below.</p>")),
    ("a position that was filled", page(TITLE, "<p>This job is no longer available.</p>")),
    ("an event that is over", page(TITLE, "<p>This event has passed. Sales have ended.</p>")),
    ("a notice that it was removed", page(TITLE, "<p>This article has been removed for legal reasons.</p>")),
    ("a shell", page(TITLE, '<div id="root">Loading...</div>', head='<script src="/app.js"></script>', heading="")),
    ("a search without hits", page(f"Search results for “{TITLE}”", "<p>Your search did not match any documents.</p>")),
    ("a search with hits", page(f"Search: {TITLE}", f"<form><input name=q></form><ol>{_HITS}</ol>")),
    ("an error that names it", page("Page not found", f"<p>The page “{TITLE}” could not be found.</p>")),
    ("an error with its title", page(f"{TITLE} - Page not found", "<p>We could not find the page you asked for.</p>")),
    ("a question of consent", page(TITLE, f"<p>We value your privacy. Accept all to continue.</p>{_BUTTONS}")),
    (
        "a question of age",
        page(TITLE, "<p>You must be 18 or older to enter.</p><button>Yes</button><button>No</button>"),
    ),
    ("a login", page(TITLE, f"<p>Please log in to read this page.</p>{_LOGIN}")),
    ("a database error", page(TITLE, "<p>Error establishing a database connection</p>")),
    ("a program's warning", page(TITLE, "<p>Warning: mysql_connect(): Access denied for user 'web'@'localhost'</p>")),
    ("a promise in German", page(TITLE, "<p>Der Bericht wird hier im Herbst veröffentlicht.</p>", language="de")),
    ("a promise in two words", page(TITLE, "<p>Coming soon.</p>")),
    ("a wiki's empty entry", page(f"{TITLE} - Wiki", "<p>There is currently no text in this page.</p>")),
    ("a front page that begins with it", page(SITE, headlines(8), heading=TITLE)),
    ("a front page that lists it", page(SITE, headlines(8, TITLE), heading=SITE)),
    ("a new owner who kept the title", page(TITLE, _CASINO * 4)),
)

SHORT = (
    "Access denied: a memoir of the archives",
    "Under construction: the new bridge at Ashford",
    "Domains for sale in the county",
    "Log in the river: a danger for boats",
    "Suspended: the ferry service of Ashford",
    "Subscribe or perish: the end of the county gazette",
    "Coming soon: a history of trailers",
    "Not found: the lost choir book",
)


def histories() -> Iterator[History]:
    for name, body in TITLED:
        yield History(f"{name}, under its title", [Copy(NEAR, body), Copy(OLDER, article())], (OLDER,), most=3)
        yield History(f"only {name}, under its title", [Copy(NEAR, body)], most=3)
    for title in SHORT:
        said = f"<p>{title.rpartition(': ')[2]} was the subject of a talk on Monday.</p>"
        short = Copy(NEAR, page(title, said + prose("water", 45, title)))
        address = "http://county.example/news/" + "-".join(title.lower().replace(":", "").split())
        yield History(f"twin: a short page: {title}", [short], (NEAR,), address, title, most=2)
