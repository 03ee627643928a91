"""More kinds of pages, records and addresses: what is shown by scripts, frames, tables, other alphabets and bytes."""

from collections.abc import Iterator

from tests.archive.histories.abroad import ROWS
from tests.archive.histories.making import (
    LATER,
    NEAR,
    NEXT,
    OLDER,
    TITLE,
    URL,
    Copy,
    History,
    article,
    page,
    prose,
)
from tests.archive.histories.records import PDF, WHOLE_PDF, of_length

GOOD = Copy(OLDER, article(seed="good"))
HOST = "http://county.example"


def in_place() -> Iterator[History]:
    stand_ins = {
        "a page that says where it has gone": page(
            "Page moved", '<p>This page has moved. Please <a href="/new/">click here</a> to go to our new site.</p>'
        ),
        "a script that leads on": b'<html><head><script>window.location.replace("/index.html")</script></head>'
        b"<body></body></html>",
        "a provider's page of blocked sites": page(
            "Access restricted",
            "<p>Access to the requested resource has been restricted by a decision of the authorities.</p>",
        ),
        "a gateway's error": b"<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1>"
        b"</center><hr><center>nginx/1.4.6</center></body></html>",
        "a refusal of a firewall": page(
            "Attention Required! | Cloudflare",
            "<p>Sorry, you have been blocked. You are unable to access county.example. Ray ID: 2a8f5c3e0b1d7f90</p>",
        ),
        "a refusal under its title": page(TITLE, "<p>Access denied. You do not have permission to view this page.</p>"),
        "an empty search": page(
            f"You searched for {TITLE}", "<h2>Nothing found</h2><p>Try again with other words.</p><form><input name=s>"
        ),
        "a list of what was tagged": page(
            "Tag: water",
            "".join(
                f'<h2><a href="/2015/{at}">{name}</a></h2><p>{prose("water", 8, at)}</p>'
                for at, name in enumerate(("Dam opens", "Ferry late", "Wells dry", "Rain falls", "Fish return", "Ice"))
            ),
        ),
        "a page of a session that ended": page(
            TITLE, "<p>Your session has expired. Please return to the start page and try again.</p>"
        ),
        "a quota that was used up": page(
            "Bandwidth Limit Exceeded",
            "<p>The server is temporarily unable to service your request due to the site owner reaching his/her"
            " bandwidth limit. Please try again later.</p>",
        ),
        "a file that a program could not open": page(
            "", "<p>Could not open document: ORA-12541: TNS:no listener</p>", heading=""
        ),
        "an essay of a content farm": article("Ten tips for a brighter smile", subject="sport", seed="farm"),
    }
    for name, body in stand_ins.items():
        yield History(f"{name}, and the page before", [Copy(NEAR, body), GOOD], (OLDER,), most=3)
        yield History(f"only {name}", [Copy(NEAR, body)], most=3)


def twins() -> Iterator[History]:
    yield _twin(
        "a poem", "Ford in winter", page("Ford in winter", "<p>Ice on the ford.<br>The heron waits.<br>No one.</p>")
    )
    numbers = "".join(f"<tr><td>North {at}</td><td>{at * 7}</td></tr>" for at in range(40))
    yield _twin("a table alone", TITLE, page(TITLE, f"<table>{numbers}</table>"))
    pictures = "".join(f'<img src="/p{at}.jpg" alt="">' for at in range(9))
    yield _twin("pictures alone", "Bridges of Ashford", page("Bridges of Ashford", pictures))
    film = '<iframe src="https://player.example/v/7"></iframe><p>Filmed in May.</p>'
    yield _twin("a film", "The ferry at dawn", page("The ferry at dawn", film))
    frames = (
        f"<html><head><title>{TITLE}</title></head><frameset cols='20%,80%'><frame src='menu.html'>"
        "<frame src='text.html'></frameset></html>"
    ).encode()
    yield _twin("frames", TITLE, frames)
    plain = f"{TITLE}\n\n".encode() + prose("water", 120, "plain").replace("<p>", "").replace("</p>", "").encode()
    yield History("twin: plain text", [Copy(NEAR, plain, media="text/plain")], (NEAR,), most=2)
    data = b'{"title": "Water quality in the northern valleys", "values": [1, 2, 3]}'
    yield History(
        "twin: data of a program", [Copy(NEAR, data, media="application/json")], (NEAR,), f"{HOST}/api/7", most=2
    )
    moved = "Page moved: how libraries find what changed its address"
    yield _twin("a page about moves", moved, page(moved, prose("water", 90, "moves")))
    blocked = "You have been blocked: life behind a firewall"
    yield _twin("a page about blocks", blocked, page(blocked, prose("water", 90, "blocks")))
    expired = "Your session has expired: the last meeting of the old council"
    yield _twin("a page about sessions", expired, page(expired, prose("water", 90, "sessions")))
    tagged = page("Tag: water", "".join(f'<h2><a href="/{at}">Water {at}</a></h2><p>Of water.</p>' for at in range(6)))
    yield History("twin: a list that was cited", [Copy(NEAR, tagged)], (NEAR,), f"{HOST}/tag/water/", "Tag: water")
    bulletin = page(TITLE, f"{prose('water', 60)}<p>Subscribe to our bulletin. Share this page.</p>")
    yield _twin("a short page that offers a bulletin", TITLE, bulletin)


def _twin(name: str, title: str, body: bytes) -> History:
    older = Copy(OLDER, article(title, seed="older"))
    return History(f"twin: {name}", [Copy(NEAR, body), older], (NEAR,), words=title, most=2)


def alphabets() -> Iterator[History]:
    for charset, language in (("windows-1251", "ru"), ("shift_jis", "ja"), ("iso-8859-2", "pl"), ("gb2312", "zh")):
        title, text = ROWS[language]["title"], ROWS[language]["text"]
        html = (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}'
            f"</title></head><body><h1>{title}</h1><p>{text * 3}</p></body></html>"
        )
        copies = [Copy(NEAR, html.encode(charset, "replace")), Copy(OLDER, article(title))]
        yield History(f"twin: bytes of {charset}", copies, (NEAR,), f"{HOST}/p/71", title, most=2)


def records() -> Iterator[History]:
    yield History("an empty answer, and the page before", [Copy(NEAR, b""), GOOD], (OLDER,), most=3)
    stream = Copy(NEAR, WHOLE_PDF, media="application/octet-stream", headers=of_length(len(WHOLE_PDF)))
    yield History("twin: a PDF that is called bytes", [stream], (NEAR,), PDF, most=2)
    yield History("twin: a PDF that is called a page", [Copy(NEAR, WHOLE_PDF, media="text/html")], (NEAR,), PDF, most=2)
    bytes_ = Copy(NEAR, article(seed="bytes"), media="application/octet-stream")
    yield History("twin: a page that is called bytes", [bytes_], (NEAR,), most=2)
    upper = Copy(NEAR, article(seed="capitals"), media="TEXT/HTML")
    yield History("twin: a type in capitals", [upper, GOOD], (NEAR,), most=2)
    unknown = Copy(NEAR, article(seed="unknown"), says="-")
    yield History("twin: a status that is not known", [unknown, GOOD], (NEAR,), most=2)
    yield History("a redirect nearby, and the page before", [_to("/"), GOOD], (OLDER,), most=2)
    front = Copy(NEAR, article("County"), url=f"{HOST}/")
    yield History("only a redirect to the front page", [_to("/"), front])
    chain = [
        _to("/new/7"),
        Copy(NEAR, says="301", headers=(("Location", "/news/water-quality"),), url=f"{HOST}/new/7"),
        Copy(NEXT, article("Air"), url=f"{HOST}/reports/air-quality"),
        Copy(LATER, article(), url=f"{HOST}/news/water-quality"),
    ]
    yield History("a redirect to a redirect", chain, (LATER,))
    alone = [_to("/new/7"), Copy(LATER, article(), url=f"{HOST}/new/7")]
    yield History("twin: a redirect with nothing beside it, to the page", alone, (LATER,))
    elsewhere = Copy(LATER, article("News of the county", subject="sport"), url=f"{HOST}/new/7")
    yield History("a redirect with nothing beside it, to another page", [_to("/new/7"), elsewhere])
    short = [Copy(f"2015061{day}", page("Error", f"<p>An error: {day}</p>" * 3), url=PDF) for day in range(2, 6)]
    long = Copy(OLDER, WHOLE_PDF, media="text/html")
    yield History("a PDF that is called a page, among errors", [*short, long], (OLDER,), PDF, most=2)
    gone = [Copy(f"2015060{day}", f"gone {day}".encode(), says="404") for day in range(1, 9)]
    yield History("many errors, and one page", [*gone, GOOD], (OLDER,), most=2)


def _to(place: str) -> Copy:
    return Copy(NEAR, says="301", headers=(("Location", place),))


def addresses() -> Iterator[History]:
    other = article("Chamber music at the castle", subject="music")
    port = f"{HOST}:8080/reports/water-quality"
    both = [Copy(NEAR, other, url=URL), Copy(OLDER, article(), url=port)]
    yield History("a port of its own", both, (OLDER,), port, most=2)
    yield History("only another port", [Copy(NEAR, other, url=URL)], (), port, most=2)
    for name, link in (
        ("the usual port", f"{HOST}:80/reports/water-quality"),
        ("the usual port of TLS", "https://county.example:443/reports/water-quality"),
        ("capitals in its host", "http://County.EXAMPLE/reports/water-quality"),
        ("a dot after its host", "http://county.example./reports/water-quality"),
        ("www before its host", "http://www.county.example/reports/water-quality"),
        ("needless percent signs", f"{HOST}/reports/water%2Dquality"),
        ("a fragment of a program", f"{URL}#!/page/2"),
        ("two slashes", f"{HOST}//reports/water-quality"),
        ("a number of a session", f"{URL};jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9"),
        ("a number of a session in its query", f"{URL}?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
        ("steps up", f"{HOST}/news/../reports/water-quality"),
        ("a space at its end", f"{URL}%20"),
    ):
        yield History(f"an address with {name}", [Copy(OLDER, article(), url=URL)], (OLDER,), link, most=4)
    host = "http://bücher.example/tal/größe"
    puny = "http://xn--bcher-kva.example/tal/gr%C3%B6%C3%9Fe"
    yield History("a host in letters", [Copy(NEAR, article(), url=puny)], (NEAR,), host, most=2)
    small = "http://xn--bcher-kva.example/tal/gr%c3%b6%c3%9fe"
    yield History("percent signs in small letters", [Copy(NEAR, article(), url=puny)], (NEAR,), small, most=2)


def histories() -> Iterator[History]:
    for kind in (in_place, twins, alphabets, records, addresses):
        yield from kind()
