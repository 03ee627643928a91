"""What an archive may be told of: the one rule for finding and for saving. Pure.

A page on a private network is nobody else's business. An address with a password or a signature in it opens what it
leads to for whoever knows it, and archives show to everybody what they were told.
"""

from linkwatch.errors import ArchiveNotToldError
from linkwatch.masking import holds_user, leads_inside, secret_parameter
from linkwatch.urls import without_userinfo

_MOST_SHOWN = 40  # characters of a parameter's name


def may_be_told(url: str, archive_url: str) -> bool:
    """Tell whether the archive at `archive_url` may learn that there is this URL."""
    return why_not_told(url, archive_url) is None


def require_may_be_told(url: str, archive_url: str) -> None:
    """Raise ArchiveNotToldError where the archive at `archive_url` may not learn that there is this URL."""
    if (why := why_not_told(url, archive_url)) is not None:
        raise ArchiveNotToldError(f"the archive is not asked about a page: {why}")


def why_not_told(url: str, archive_url: str) -> str | None:
    """Say in words why an archive may not learn of a URL; None: it may.

    An archive that is on a private network itself may be told of pages there, but no secret either.
    """
    if without_userinfo(url) != url or holds_user(url):
        return "its address holds a user name or a password"
    if (name := secret_parameter(url)) is not None:
        return f"its address holds a secret: {name[:_MOST_SHOWN]}"
    if leads_inside(url) and not leads_inside(archive_url):
        return "it is on a private network"
    return None
