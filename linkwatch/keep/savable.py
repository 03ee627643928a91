"""Which pages are worth a copy. Pure."""

from linkwatch import urls
from linkwatch.archive.wrapped import archived_original
from linkwatch.model import THERE


def is_to_be_saved(url: str, status: str) -> bool:
    """Tell whether a page is there to be saved: alive, without a password, and no archived copy itself.

    Whom it may be told of is another matter: see `archive/telling.py`.
    """
    has_password = "@" in url.partition("://")[2].partition("/")[0]
    is_there = status in THERE
    return is_there and urls.is_web(url) and not has_password and archived_original(url) is None
