"""Verdicts on statuses other than 2xx, and on 2xx answers that bring nothing."""

from linkwatch.evidence import NOT_MODIFIED, HopKind, Visit
from linkwatch.judge.case import Case
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.sniff import is_html
from linkwatch.judge.viewers import names_file_surely
from linkwatch.model import RATE_LIMITED, Status, Verdict

_REFUSALS = {
    401: "login-wall",
    402: "paywall",
    403: "forbidden",
    405: "forbidden",  # it refuses a plain GET: a robot's, one must suppose
    406: "forbidden",
    418: "forbidden",
    429: RATE_LIMITED,
    426: "upgrade-required",
    451: "legal",
    495: "client-certificate",  # nginx's and its kin's own: the one that was shown does not do, or none was
    496: "client-certificate",
    999: "bot-wall",
}
_GONE = (404, 410)
_HARDLY_BEGUN = 4  # words
_CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
_UNKNOWN_BYTES = ("application/gzip", "application/octet-stream")  # what a body is called that is still packed
_REDIRECTS = (301, 302, 303, 307, 308)


def judge_accepted(case: Case) -> Verdict | None:
    """Take an answer for alive that the settings accept by its status, whatever else it says."""
    if not case.visit.accepted:
        return None
    case.note(f"the settings accept HTTP {case.http_status} of this host")
    return Verdict(Status.ALIVE, None, ())


def refusal_of(http_status: int | None) -> str | None:
    """Return the reason that a status which refuses speaks for; None for any other."""
    return _REFUSALS.get(http_status) if http_status is not None else None


def judge_standing(case: Case) -> Verdict | None:
    """Judge an answer that says that the page is still as it was read last."""
    standing = case.observation.standing
    if standing is None or case.observation.first.http_status != NOT_MODIFIED:
        return None
    case.note(f"not modified since {standing.read_at:%Y-%m-%d}, when it was read: what was found then still stands")
    return Verdict(Status(standing.status), standing.reason, ())


def judge_status(case: Case) -> Verdict | None:
    """Judge an answer by its status alone, where that is possible.

    404 and 410 are dead, unless the second look met a refusal instead: then nobody can tell. A redirect status that
    is the last answer has no target. Every other status from 300 on fails and may pass.
    """
    status = case.http_status
    if status is None or case.answered_well:
        return None
    if _is_guess_at_shown_file(case):
        case.note("a viewer, and nobody but its scripts knows where the file is that it shows")
        return Verdict(Status.BLOCKED, "needs-browser", ())
    if status in _GONE and any(hop.kind is HopKind.MOVED for hop in case.visit.hops):
        case.note("the page says that it has moved, and nothing is at the address to which it points")
        return Verdict(Status.FAILING, "redirect-broken", ())
    if status in _GONE:
        second = case.observation.second
        if second is not None and second.http_status in _REFUSALS:
            case.note(f"{status} to a plain request, {second.http_status} to a browser's: nobody can tell")
            return Verdict(Status.BLOCKED, _REFUSALS[second.http_status], ())
        case.note("gone, the server says" if status == 410 else "not found, the server says")
        return Verdict(Status.DEAD, f"http-{status}", ())
    if status in _REFUSALS:
        case.note("a refusal: a reader may still be let in")
        return Verdict(Status.BLOCKED, _REFUSALS[status], ())
    if status in _REDIRECTS:
        case.note("a redirect without a target")
        return Verdict(Status.FAILING, "redirect-broken", ())
    case.note("no proper answer; it may pass")
    return Verdict(Status.FAILING, f"http-{status}", ())


def _is_guess_at_shown_file(case: Case) -> bool:
    """Tell whether what failed is only what a viewer's address may mean."""
    viewers = [hop.url for hop in case.visit.hops if hop.kind is HopKind.FILE]
    return bool(viewers) and not names_file_surely(viewers[-1])


def judge_packed(case: Case) -> Verdict | None:
    """Judge what is still packed, or was never packed as its header says, and says nothing: browsers show an error."""
    if not case.answered_well or not _is_still_packed(case):
        return None
    case.note("what came cannot be unpacked as its header says, and nothing of it can be read")
    return Verdict(Status.FAILING, "bad-response", ())


def _is_still_packed(case: Case) -> bool:
    headers, size = case.visit.headers, case.visit.body_bytes
    if headers.get("content-encoding", "").strip().lower() not in _CODINGS or not size or case.visit.cut:
        return False
    length, declared = headers.get("content-length"), headers.get("content-type", "").partition(";")[0].strip().lower()
    if is_html(declared) and case.page.media_type in _UNKNOWN_BYTES:  # documents are sent as pages, too
        return length in (None, str(size))
    return length == str(size) and case.is_page and not case.page.words


def judge_emptiness(case: Case) -> Verdict | None:
    """Judge a 2xx answer without any content.

    A body that was cut off before its first byte, or its first words, fails. 204 and 205 say on purpose that there is
    nothing to show: the sibling tells whether that is said of this address or of every one. 202 means "later". An empty
    200 gives the reader a blank page: dead.
    """
    visit = case.visit
    if not case.answered_well or not (_is_empty(visit) or _has_hardly_begun(case)):
        return None
    if visit.cut in ("time", "connection"):
        case.note("the body broke off before it began, or before it said anything")
        return Verdict(Status.FAILING, "read-timeout" if visit.cut == "time" else "connection-reset", ())
    if visit.http_status in (204, 205):
        if case.sibling_answer is not SiblingAnswer.ALIKE:
            case.note("the server says on purpose that there is nothing to show")
            return Verdict(Status.ALIVE, None, ())
        case.note("nothing to show, as at an address that cannot exist")
        return Verdict(Status.DEAD, "soft-404", ())
    if visit.http_status != 200:
        case.note("accepted, but nothing to show")
        return Verdict(Status.FAILING, f"http-{visit.http_status}", ())
    case.note("the page is empty")
    return Verdict(Status.DEAD, "soft-404", ())


def _has_hardly_begun(case: Case) -> bool:
    """Tell whether a page was cut off before its title and its first sentence: nobody knows what it is."""
    page = case.page
    return case.visit.cut in ("time", "connection") and case.is_page and not page.title and page.words <= _HARDLY_BEGUN


def _is_empty(visit: Visit) -> bool:
    return visit.body_bytes == 0 and (visit.cut is None or visit.cut != "not-needed")
