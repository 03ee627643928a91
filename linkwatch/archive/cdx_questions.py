"""The questions to a CDX server, as URLs. Pure.

waybackpy builds them; it sends nothing, and brings requests along, which most commands never need.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waybackpy import WaybackMachineCDXServerAPI

# Errors are dropped by the server; 200 and redirects stay, and so do revisits, whose status is "-".
_NO_ERRORS = "!statuscode:[45].."
_PAGES = "!statuscode:[345].."
_ONE_A_MONTH = "timestamp:6"


def cdx_query(base_url: str, url: str, near: datetime, *, limit: int, sparse: bool = False) -> str:
    """Return the URL of the question for captures of `url`, which may hold any character that a URL may."""
    from waybackpy import WaybackMachineCDXServerAPI

    api = WaybackMachineCDXServerAPI(
        _exactly(url),
        filters=[_PAGES if sparse else _NO_ERRORS],
        collapses=[_ONE_A_MONTH] if sparse else [],
        sort=None if sparse else "closest",  # only rows that follow each other collapse: those of a month, by date
        closest=None if sparse else timestamp_of(near),
    )
    return _question(api, base_url, limit)


def since_query(base_url: str, url: str, since: datetime, *, limit: int) -> str:
    """Return the URL of the question for the last captures of `url` since a moment, whatever was captured."""
    from waybackpy import WaybackMachineCDXServerAPI

    return _question(WaybackMachineCDXServerAPI(_exactly(url), start_timestamp=timestamp_of(since)), base_url, -limit)


def neighbours_query(base_url: str, url: str, first: datetime, last: datetime, *, limit: int) -> str:
    """Return the URL of the question for captures of what stands in the directory of `url`, one of each URL."""
    from waybackpy import WaybackMachineCDXServerAPI

    api = WaybackMachineCDXServerAPI(
        url.partition("?")[0].rpartition("/")[0] + "/",
        match_type="prefix",
        filters=[_NO_ERRORS],
        collapses=["urlkey"],
        start_timestamp=timestamp_of(first),
        end_timestamp=timestamp_of(last),
    )
    return _question(api, base_url, limit)


def site_query(
    base_url: str, site: str, pattern: str | None, first: datetime | None, last: datetime | None, *, limit: int
) -> str:
    """Return the URL of the question for the first capture of each page of a site (see captures_of_site)."""
    from waybackpy import WaybackMachineCDXServerAPI

    match_type = "domain"
    if "/" in site:
        match_type = "prefix"
    elif site.partition(":")[0].rpartition(".")[2].isdigit():  # an address in numbers has no names below it
        match_type = "host"
    api = WaybackMachineCDXServerAPI(
        site.removeprefix("www."),
        match_type=match_type,
        filters=[_NO_ERRORS, *([] if pattern is None else [f"urlkey:{pattern}"])],
        collapses=["urlkey"],
        start_timestamp=None if first is None else timestamp_of(first),
        end_timestamp=None if last is None else timestamp_of(last),
    )
    return _question(api, base_url, limit)


def below_query(base_url: str, folder: str, status: str, *, limit: int) -> str:
    """Return the URL of the question for captures of what begins with this address, one of each URL."""
    from waybackpy import WaybackMachineCDXServerAPI

    api = WaybackMachineCDXServerAPI(
        folder, match_type="prefix", filters=[f"statuscode:{status}"], collapses=["urlkey"]
    )
    return _question(api, base_url, limit)


def directory_query(base_url: str, directory: str, *, limit: int) -> str:
    """Return the URL of the question for all captures of what stands in a directory, but for errors."""
    from waybackpy import WaybackMachineCDXServerAPI

    return _question(WaybackMachineCDXServerAPI(directory, match_type="prefix", filters=[_NO_ERRORS]), base_url, limit)


def _exactly(url: str) -> str:
    """Spell a URL so that a final "*" does not ask for all that begins so."""
    return url.removesuffix("*") + "%2A" if url.endswith("*") else url


def _question(api: "WaybackMachineCDXServerAPI", base_url: str, limit: int) -> str:
    from waybackpy.cdx_utils import full_url

    api.endpoint = base_url + "/cdx/search/cdx"
    payload = {"limit": str(limit), "resolveRevisits": "true"}
    api.add_payload(payload)
    return str(full_url(api.endpoint, params=payload))


def timestamp_of(moment: datetime) -> str:
    """Return a moment as indexes write it: 14 digits, UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S").zfill(14)
