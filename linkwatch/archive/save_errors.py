"""A table of the words with which Save Page Now says that a save failed: what they mean and what to do then."""

from dataclasses import dataclass
from enum import Enum, auto

_HOUR = 3600.0
_DAY = 24 * _HOUR


class Then(Enum):
    """What a failure says about further saves."""

    GIVE_UP = auto()  # this page will never be saved
    LATER = auto()  # this page may be tried again after a pause
    LEAVE_HOST = auto()  # so may all pages of its host
    STOP = auto()  # so may everything


@dataclass(frozen=True, slots=True)
class Failure:
    """pause: seconds until a new attempt, doubled by each one before. words: the failure, for people."""

    then: Then
    pause: float
    words: str


def _table(then: Then, pause: float, **words: str) -> dict[str, Failure]:
    return {name.replace("_", "-"): Failure(then, pause, text) for name, text in words.items()}


FAILURES: dict[str, Failure] = {
    **_table(
        Then.GIVE_UP,
        0,
        blocked="the site keeps the archive out",
        blocked_url="the archive does not save this address",
        invalid_url_syntax="the archive takes the address for malformed",
        invalid_host_resolution="the archive finds no such host",
        not_found="the archive found no such page (404)",
        no_access="the site refuses the archive the page (403)",
        unauthorized="the site asks the archive for a login (401)",
        filesize_limit="the file is too large for the archive",
        ftp_access_denied="the FTP server refuses the archive",
        too_many_redirects="the page redirects the archive too often",
        method_not_allowed="the site does not allow the archive's request (405)",
        not_implemented="the site does not understand the archive's request (501)",
        bad_request="the site takes the archive's request for malformed (400)",
        http_version_not_supported="the site does not speak the archive's HTTP (505)",
    ),
    **_table(
        Then.LATER,
        _HOUR,
        bad_gateway="the site did not answer the archive (502)",
        gateway_timeout="the site did not answer the archive in time (504)",
        service_unavailable="the site was not available to the archive (503)",
        internal_server_error="the site answered the archive with an error (500)",
        browsing_timeout="the page took the archive too long",
        capture_location_error="the archive could not keep what it captured",
        cannot_fetch="the archive could not fetch the page",
        celery="the archive's queue failed",
        job_failed="the archive's capture failed",
        no_browsers_available="the archive had no browser free",
        no_captures="the archive captured nothing",
        proxy_error="the archive's proxy failed",
        protocol_error="the connection between archive and site broke",
        read_timeout="the site was too slow for the archive",
        soft_time_limit_exceeded="the capture took too long",
        invalid_server_response="the site's answer to the archive was malformed",
        network_authentication_required="the archive's network asks for a login (511)",
    ),
    **_table(Then.LATER, _DAY, too_many_daily_captures="the page was saved too often today"),
    **_table(
        Then.LEAVE_HOST,
        _HOUR,
        too_many_requests="the site was asked too often by the archive (429)",
        bandwidth_limit_exceeded="the site's allowance is used up (509)",
    ),
    **_table(Then.STOP, _HOUR, user_session_limit="all of the account's places at the archive are taken"),
    **_table(
        Then.STOP,
        _DAY,
        max_daily_bandwidth="the archive's allowance for today is used up",
        blocked_client_ip="the archive does not take saves from this network",
    ),
}


def failure_of(status_ext: str | None) -> Failure:
    """Return what a word means; one that is not known may pass."""
    return FAILURES.get(status_ext or "") or Failure(Then.LATER, _HOUR, "the archive could not save the page")
