"""Statuses and reasons in words that a reader of a report understands."""

import math
import re
from http import HTTPStatus

from linkwatch.model import BROKEN, FRAGMENT_MISSING, PROVISIONAL, Row, Status
from linkwatch.report import Compared
from linkwatch.urls import likely_spelling, with_spaces_written

QUIET = (Status.ALIVE, Status.SKIPPED)
"""Statuses that reports for people only count."""

MEANING = {
    "dead": "gone",
    "failing": "no proper answer, not proven dead",
    "changed": "answers, but no longer says what was cited",
    "blocked": "refuses robots or asks for a login: nobody can tell",
    "redirected": "moved for good: cite the new address",
    "invalid": "can never be followed",
    "unchecked": "not looked at",
    "skipped": "not looked at on purpose",
    "alive": "a reader gets the page",
}

HEADINGS = {**MEANING, FRAGMENT_MISSING: "the page is there, the place in it is not"}
"""Statuses, and what is told as if it were one (see parts.py), in words."""

ADVICE = {
    "dead": "Cite the archived copy that is named, or look for where the page has moved.",
    "failing": "Look again later. If it stays, cite an archived copy.",
    "changed": "Read the page: if it no longer says what was cited, cite the archived copy.",
    "blocked": "Open it in a browser: only a person can tell.",
    "redirected": "Cite the new address.",
    "invalid": "Write the address that was meant.",
    FRAGMENT_MISSING: "Look in the page for where the place is now, or cite the page as a whole.",
    "unchecked": "Run again later, or allow longer waits with --retry-after-max.",
}
"""What to do about a link of each status that needs attention."""

OVERVIEW_TITLES = {
    "deaths": "Newest deaths",
    "returns": "Back again",
    "articles": "Articles at most risk",
    "hosts": "Worst hosts",
    "days": "Rot over time",
}
"""The lists of an overview."""

_REASONS = {
    "dns-nxdomain": "no such domain",
    "dns-failure": "the domain name could not be looked up",
    "unreachable": "there is no way to the host's network",
    "connect-refused": "the host refuses connections",
    "connect-timeout": "the host did not accept a connection in time",
    "read-timeout": "the server did not answer in time",
    "too-much-work": "the page cannot be read: it takes too long or too much memory, or our reader fails",
    "connection-reset": "the server broke the connection off",
    "bad-response": "the server's answer is not proper HTTP",
    "tls-expired": "the site's certificate has expired",
    "tls-untrusted": "the site's certificate is not trusted",
    "tls-name-mismatch": "the site's certificate is for another name",
    "tls-failure": "no secure connection could be made",
    "client-certificate": "the server lets in only who shows a certificate of their own",
    "upgrade-required": "the server wants to be spoken to in another way than browsers do",
    "redirect-loop": "its redirects do not come to an end",
    "redirect-broken": "it redirects to an address that leads nowhere",
    "soft-404": "the server answers, but not with what was cited",
    "parked": "the domain is parked: it shows only adverts or an offer to sell it",
    "suspended": "the site was suspended by its host",
    "bot-wall": "the site asks visitors to prove that they are human",
    "login-wall": "the site asks for a login",
    "paywall": "the site asks for payment",
    "rate-limited": "the site asked for a longer pause between requests",
    "our-network": "nobody on its private network answered: the way there was gone, as without a VPN",
    "forbidden": "the server refuses to show the page",
    "legal": "withheld for legal reasons",
    "consent-wall": "the site asks for consent, an age or a language before it shows the page",
    "needs-browser": "the page shows its content only in a browser",
    "not-understood": "the page says a few words, and nobody here can tell if they stand in place of what was cited",
    "regional": "the site does not serve this region",
    "site-closed": "other addresses of the site get the same page: it may be closed, busy, or kept from us",
    "maintenance": "the site says it is down for maintenance",
    "server-default": "the server shows only its default page",
    "server-error": "the page shows only an error of the server",
    "content-drift": "the page no longer says what was cited",
    "taken-over": "somebody else has the address now and shows something else there",
    "placeholder": "the link's target was lost: it points nowhere",
    "template": "a program was to fill in a part of the address",
    "malformed": "the address is malformed: no browser could follow it",
    "unsupported-scheme": "not a web address",
    "unknown-root": "relative to a site that is not known",
    "private-address": "the address is on a private network, which is asked only with --allow-private",
    "excluded": "excluded by an option, the settings or a person",
    "ignored": "its author wrote that it is not to be looked at",
    "file-missing": "there is no such file",
    "file-unreadable": "the file cannot be read",
    "article-unreadable": "the article cannot be read",
    "marked": "a person says so",
}

_HTTP = {
    404: "the server says there is no such page (404)",
    410: "the server says the page is gone (410)",
    401: "the server asks for a login (401)",
    403: "the server refuses to show the page (403)",
    429: "the server says it was asked too often (429)",
    451: "withheld for legal reasons (451)",
}

NO_COPY = {
    "no-snapshot": "no archived copy was found",
    "archive-unavailable": "the archive did not answer: ask again later",
    "archive-excluded": "the archive keeps this site out of view",
    "not-told": "no archive was asked: its address is private or holds a secret",
}
"""Why there is no archived copy, in words."""

_USUAL_ARCHIVES = ("wayback", "warc")
_GRADES = {
    "same-text": "with the text that we saw alive",
    "plays": "which nothing vouches for: read it before you cite it",
}

_HTTP_REASON = re.compile(r"http-(\d{3})")


def explain(status: str, reason: str | None) -> str:
    """Return the reason as part of a sentence; what the status means where there is none."""
    if reason is None:
        return HEADINGS[status]
    match = _HTTP_REASON.fullmatch(reason)
    if match:
        return _HTTP.get(int(match[1])) or f"the server answered with {_http_name(int(match[1]))}"
    return _REASONS.get(reason) or reason.replace("-", " ")


def explain_link(link: Row) -> str:
    """Return the reason of a report's link as part of a sentence, as exactly as its evidence allows.

    Of a person's word it says whose it is, since when and why; of an earlier look, that it is one.
    """
    old = explain_old_look(link)
    return _explain_verdict(link) if old is None else f"{_explain_verdict(link)}; {old}"


def needs_words(link: Row) -> bool:
    """Tell whether there is more to say of a link than its status says."""
    return link["reason"] is not None or link.get("old_look") is not None


def explain_old_look(link: Row) -> str | None:
    """Say of a link that is told as an earlier run saw it when that was, and why this run did not look; else None."""
    old: Row | None = link.get("old_look")
    if old is None:
        return None
    why = f": its host asked to be left alone until {old['until']}" if old["until"] else ""
    return f"as seen on {link['checked_at'][:10]}, not looked at again{why}"


def _explain_verdict(link: Row) -> str:
    mark: Row | None = link.get("mark")
    if mark is not None:
        until = f", until {mark['until'][:10]}" if mark["until"] else ""
        note = f": {mark['note']}" if mark["note"] else ""
        return f"{mark['by']} says so, since {mark['at'][:10]}{until}{note}"
    told = explain(link["status"], link["reason"])
    if link["reason"] == "malformed" and (meant := likely_spelling(link["url"])):
        return f"{told}; {meant} is most likely meant"
    if link["reason"] == "malformed" and (written := with_spaces_written(link["url"])):
        return f"{told}; write its spaces as %20: {written}"
    if link["reason"] != "soft-404":
        return told
    from linkwatch.judge import notes_in  # loaded by who tells verdicts: it takes longer than many a command

    return ": ".join(filter(None, (told, ", ".join(notes_in(link["evidence"].get("because", ()))))))


def copy_to_use(link: Row) -> Row | None:
    """Return the archived copy to use instead of a link; None if there is none, or the page is there or may be."""
    snapshot: Row | None = link["snapshot"]
    return snapshot if link["status"] in BROKEN else None


_HOW_MOVED = {
    "archived-redirect": "an archived redirect led there",
    "sitemap": "the site's map lists it",
    "feed": "the site's feed lists it",
    "canonical": "an archived copy names it as the page's own address",
    "pattern": "other pages of the site moved in the same way",
    "same-content": "the site links to it by the page's name",
}


def explain_moved(moved: Row) -> str:
    """Say how it is known where a page is now."""
    how = _HOW_MOVED[moved["how"]]
    alike = moved["similarity"]
    return how if alike is None else f"{how}, and {math.floor(100 * alike)} % of the text is the same"


def copy_notes(link: Row) -> str:
    """Return what a reader should know of the copy to use, to stand behind its date; "" where it is the usual."""
    snapshot = link["snapshot"]
    notes = [] if snapshot["archive"] in _USUAL_ARCHIVES else [f"in {snapshot['archive']}"]
    if (grade := _GRADES.get(snapshot.get("grade") or "")) is not None:
        notes.append(grade)
    if link["snapshot_reason"] == PROVISIONAL:
        notes.append("for now: an archive did not answer")
    return "".join(f", {note}" for note in notes)


def explain_no_copy(link: Row) -> str | None:
    """Say why no archived copy can be used instead of a link; None if there is one, or the page is there or may be."""
    reason: str | None = link["snapshot_reason"]
    if reason is None or link["status"] not in BROKEN:
        return None
    return NO_COPY.get(reason) or reason.replace("-", " ")


def explain_comparison(compared: Compared) -> str:
    """Say how many findings are new, and how many a baseline knew."""
    is_or_are = "is" if compared.new == 1 else "are"
    was_or_were = "was" if compared.known == 1 else "were"
    return f"{count(compared.new, 'finding')} {is_or_are} new, {compared.known} {was_or_were} known in the baseline"


def readable(figures: Row) -> str:
    """Say how many of a database's links a reader gets, there or where they have moved. figures: of an overview."""
    if not figures["links"]:
        return "no links yet"
    share = 100 * figures["readable"] / figures["links"]
    return f"{share:.1f} % of the links can be read: {figures['readable']} that are alive or redirected"


def snapshot_date(timestamp: str) -> str:
    """Turn "20150609120000" into "2015-06-09"."""
    return f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}"


def place_of(citation: Row) -> str:
    """Return where in its article a citation stands: "page 3", "cell 2, line 14"; "" where nobody can tell."""
    line = f"line {citation['line']}" if citation["line"] is not None else None
    return ", ".join(part for part in (citation.get("place"), line) if part)


def in_words(value: object) -> str:
    """Return a value of a table as a person reads it: "yes" and "no" for what is true and false."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def count(number: int, noun: str) -> str:
    """Return "1 link" or "2 links"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def explain_end(run: Row) -> str:
    """Say of a run that is not complete why."""
    return run.get("problem") or "some links were not looked at"


def closing(run: Row) -> str | None:
    """Say of a run in a sentence what it did not look at; None where there is nothing to say."""
    if not run["complete"]:
        return f"This run was not finished: {explain_end(run)}."
    return run.get("problem") and f"{run['problem']}."


def sizes(run: Row) -> str:
    """Return how much a run is about, as far as it is told: "1 article, 3 citations, 2 links"."""
    unreadable = f", {count(run['unreadable'], 'article')} not readable" if run.get("unreadable") else ""
    read = ", ".join(
        count(run[name], name.removesuffix("s")) for name in ("articles", "citations", "links") if name in run
    )
    return f"{read}{unreadable}"


def _http_name(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
