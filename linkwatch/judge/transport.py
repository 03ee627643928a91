"""Verdicts on looks that brought nothing to judge: names, connections, TLS, redirects that lead nowhere, pages that are
too much work to read.
"""

from linkwatch.evidence import Trouble
from linkwatch.judge.case import Case
from linkwatch.model import Status, Verdict

_WORDS = {
    Trouble.DNS_NXDOMAIN: "no such domain",
    Trouble.DNS_FAILURE: "the name could not be looked up",
    Trouble.UNREACHABLE: "no route to the host",
    Trouble.CONNECT_REFUSED: "the host refuses connections",
    Trouble.CONNECT_TIMEOUT: "the host does not take the connection",
    Trouble.READ_TIMEOUT: "the host takes the connection and does not answer",
    Trouble.CONNECTION_RESET: "the host breaks the connection off",
    Trouble.BAD_RESPONSE: "the answer is not HTTP",
    Trouble.TLS_EXPIRED: "the certificate has expired",
    Trouble.TLS_UNTRUSTED: "the certificate is not from an authority that browsers trust",
    Trouble.TLS_NAME_MISMATCH: "the certificate is for another name",
    Trouble.TLS_FAILURE: "no secure connection comes about",
    Trouble.CLIENT_CERTIFICATE: "the server lets in only who shows a certificate of their own",
    Trouble.REDIRECT_LOOP: "the redirects go round without end",
    Trouble.REDIRECT_BROKEN: "a redirect leads nowhere",
    Trouble.PRIVATE_ADDRESS: "the address is not on the public Internet",
    Trouble.RATE_LIMITED: "the host asked for a pause; it was not asked again",
    Trouble.TOO_MUCH_WORK: "the page cannot be read: it takes too long or too much memory, or our reader fails",
    Trouble.FILE_MISSING: "there is no such file",
    Trouble.FILE_UNREADABLE: "the file cannot be read",
}
_DEAD = (Trouble.DNS_NXDOMAIN, Trouble.FILE_MISSING)


def judge_trouble(case: Case) -> Verdict | None:
    """Judge a look that ended in a trouble.

    No such domain and no such file are definite. A private address is skipped when it is the link's own; a public
    link that leads to one fails, since no reader outside can follow it. All else fails and may pass.
    """
    trouble = case.visit.trouble
    if trouble is None:
        return None
    too_many = trouble is Trouble.REDIRECT_LOOP and (case.visit.detail or "").startswith("more than")
    case.note("there are more redirects than are followed" if too_many else _WORDS[trouble])
    if trouble is Trouble.PRIVATE_ADDRESS and not case.visit.hops:
        return Verdict(Status.SKIPPED, trouble.value, ())
    if trouble is Trouble.RATE_LIMITED:
        return Verdict(Status.BLOCKED, trouble.value, ())
    if trouble is Trouble.CLIENT_CERTIFICATE:
        return Verdict(Status.BLOCKED, trouble.value, ())
    return Verdict(Status.DEAD if trouble in _DEAD else Status.FAILING, trouble.value, ())
