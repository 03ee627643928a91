"""Statuses that deny a whole page, refusals in the words of an end, applications without a text, what cannot be unpacked.

Written by somebody who had not read the rules, truth first; here in the frames of this folder, each with its twins.
"""

import gzip

from tests.corpus.cases.unseen_frames import put
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, Request, Site, pages

_CANONICAL = "<link rel=canonical href='{base}{path}'>"
_SHORT_404 = Reply(404, bare("404", "<h1>Not Found</h1>"))
_WALK = "<h1>Dawn walk at Reedham</h1><p>4 May, 4:30, meet at the mill. Bring boots.</p>"
_PIPPIN = (
    "<h1>Ribston Pippin</h1><p>Raised at Ribston Hall about 1708 from a French pip. Keeps to January. Parent of Cox.</p>"
    "<p>Pick in late September; the flesh is dry and rich.</p>"
)
_RAIL = (
    "<h1>Wachtelkönig (Crex crex)</h1><p>Brutvogel extensiver Wiesen. Bestand im Kreis: 14 rufende Männchen (2019). Mahd "
    "nicht vor dem 15. August. Ruf: „rerrp-rerrp“, nachts, stundenlang.</p>"
)
_TIDE = "<h1>Tide Clock</h1><p>It shows the water at Breydon, an hour late. The maker's son set it in 1911.</p>"
_MILL = "<p>Drainage mill of 1912, four storeys, struck by lightning in 1943. The sails turn on Saturdays.</p>"
_NOTICE = "<b>Notice</b>: Undefined index: ref in <b>/www/m.php</b> on line <b>3</b><br>"
_FATAL = "<b>Fatal error</b>: Uncaught Error: Call to undefined function mill() in <b>/www/m.php</b>:3<br>"
_ROOT = '<div id="root"></div><script src="/main.js"></script>'


def _denied(frame: str, title: str, main: str, language: str = "en", *, status: int = 404, head: str = "") -> Site:
    page = Reply(status, put(frame, title, main, language, head))
    return pages({"/x/52": page, "/": HOME}, _SHORT_404)


def _lost_for_robots() -> Site:
    known = pages({"/x/52": put("f", "Tide Clock", _TIDE), "/": HOME}, _SHORT_404)

    def site(request: Request) -> Reply:
        is_robot = "Mozilla/5.0 (" not in request.headers.get("user-agent", "")
        return Reply(404, "Gone") if is_robot and request.path == "/x/52" else known(request)

    return site


def _rich_404(frame: str, title: str, main: str, language: str = "en") -> Site:
    lost = Reply(404, put(frame, title, main, language))
    return pages({"/": HOME}, lost)


def _packed(body: str | bytes, encoding: str, media_type: str = "text/html; charset=utf-8") -> Site:
    reply = Reply(200, body, media_type, (("Content-Encoding", encoding),))
    return pages({"/x/52": reply, "/": HOME}, _SHORT_404)


def _shown(title: str, main: str, missing: Reply = _SHORT_404) -> Site:
    return pages({"/x/52": put("-", title, main), "/": HOME}, missing)


# name, expected, reason, site, what it is cited as
_ROWS: tuple[tuple[str, str, str | None, Site, str], ...] = (
    ("s404-calendar", "blocked", None, _denied("w", "Dawn walk at Reedham", _WALK, head=_CANONICAL), "dawn walk"),
    ("s404-calendar-plain", "blocked", None, _denied("d", "Dawn walk at Reedham", _WALK), "Dawn walk at Reedham"),
    ("s404-variety", "blocked", None, _denied("e", "Ribston Pippin", _PIPPIN), "Ribston Pippin"),
    ("s404-rail-de", "blocked", None, _denied("f", "Wachtelkönig (Crex crex)", _RAIL, "de"), "Wachtelkönig"),
    ("s410-rail-de", "blocked", None, _denied("c", "Wachtelkönig (Crex crex)", _RAIL, "de", status=410), "Wachtelkönig"),
    ("s404-sold", "dead", None, _denied("c", "Tide Clock", "<h1>Tide Clock</h1><p>This product is no longer available. See our other clocks.</p>"), "Tide Clock"),
    ("s404-other", "dead", None, _denied("f", "Ribston Pippin", _PIPPIN), "Accounts of the harbour board, 1902"),
    ("rich-404-joke", "dead", None, _rich_404("w", "Lost at sea", "<h1>Lost at sea</h1><p>The gulls took this one. They do that. Row back to the harbour, or look at the chart.</p>"), "Tide Clock"),
    ("rich-404-search", "dead", None, _rich_404("f", "Search: 52", "<h1>Search: {path}</h1><p>Nothing in our shelves fits tide clock. Other readers liked Lamps and Ropes.</p>"), "Tide Clock"),
    ("rich-404-name", "dead", None, _rich_404("t", "Tide Clock", "<h1>Tide Clock</h1><p>Our clock stands still: whatever stood here is not on this shelf. Wind it up at the front page.</p>"), "Tide Clock"),
    ("lost-for-robots", "alive", "", _lost_for_robots(), "Tide Clock"),
    ("root-other-name", "blocked", "needs-browser", _shown("Rails", _ROOT), "note on tides"),
    ("root-own-name", "alive", "", _shown("Note on rails", _ROOT), "note on rails"),
    ("script-202", "blocked", None, pages({"/x/52": Reply(202, '<script src="/challenge.js"></script><noscript>JavaScript is disabled</noscript>'), "/": HOME}, _SHORT_404), "note on tides"),
    ("frame-of-application", "blocked", None, pages({"/x/52": put("d", "", _ROOT), "/": HOME}, Reply(404, put("d", "Page not found", "<h1>Page not found</h1>"))), "note on tides"),
    ("frame-with-text", "alive", "", pages({"/x/52": put("d", "", f"{_ROOT}<h1>Tides at Wick</h1><p>High water comes at four, and the ferry waits for it.</p>"), "/": HOME}, Reply(404, put("d", "Page not found", "<h1>Page not found</h1>"))), "note on tides"),
    ("packed-broken", "failing", "bad-response", _packed(b"\x1f\x8b\x08\x00garbagegarbage", "gzip"), "note on rails"),
    ("packed-title", "failing", "bad-response", _packed("<title>Rails</title>", "br"), "note on rails"),
    ("packed-not-at-all", "alive", "", _packed(put("f", "Tide Clock", _TIDE), "gzip"), "Tide Clock"),
    ("packed-archive", "alive", "", _packed(gzip.compress(b"rails of the delta, 412 records\n" * 40), "x-gzip", "application/x-gzip"), "rails"),
    ("unpacked-document", "alive", "", _packed(gzip.compress(b"%PDF-1.4\n1 0 obj << >> endobj\n" * 20), "gzip"), "note on rails"),
    ("unpacked-title", "dead", "soft-404", _shown("Rails", ""), "note on rails"),
    ("notice-above", "alive", "", _shown("Horsey Mill", f"<h1>Horsey Mill</h1>{_NOTICE}{_MILL}"), "Horsey Mill"),
    ("warning-of-a-key", "alive", "", _shown("Horsey Mill", f"<h1>Horsey Mill</h1><b>Warning</b>: Undefined array key \"ref\" in <b>/www/m.php</b> on line <b>3</b><br>{_MILL}"), "Horsey Mill"),
    ("warning-of-a-database", "failing", "server-error", _shown("Horsey Mill", "<h1>Horsey Mill</h1><b>Warning</b>: mysqli_connect(): (HY000/2002): Connection refused in <b>/www/m.php</b> on line <b>3</b><br><p>Our mill stands still, and it will turn again when its miller has found the stone.</p>"), "Horsey Mill"),
    ("notice-alone", "failing", "server-error", _shown("Horsey Mill", f"<h1>Horsey Mill</h1>{_NOTICE}{_NOTICE}"), "Horsey Mill"),
    ("fatal-above", "failing", "server-error", _shown("Horsey Mill", f"<h1>Horsey Mill</h1>{_FATAL}{_MILL}"), "Horsey Mill"),
)  # fmt: skip
CASES = tuple(
    Case(name, "/x/52", expected, reason, site, anchors=(anchor,)) for name, expected, reason, site, anchor in _ROWS
)
