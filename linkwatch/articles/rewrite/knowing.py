"""What is to become of a link by what the database knows of it; nobody is asked."""

from datetime import date, datetime

from linkwatch import urls
from linkwatch.articles.rewrite.mend import Repair
from linkwatch.model import Status
from linkwatch.store import MendableLink

_HIDDEN = "***@"  # stands in the database for user name and password


def repair_known(link: MendableLink) -> Repair:
    """Return what to cite instead of a link, or why nothing can be cited."""
    if link.status is Status.REDIRECTED:
        if link.final_url is None or not urls.is_web(link.final_url):
            return Repair(None, "where it has moved to is not known")
        return _repair(link.final_url)
    copy = link.snapshot
    if copy is None:
        return Repair(None, f"no archived copy is known ({link.absence or 'nobody has looked for one'})")
    if not urls.is_web(copy.url):
        return Repair(None, "its only copy is in files of your own, where readers cannot open it")
    day = datetime.strptime(copy.timestamp[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day as the archive counts them
    return _repair(copy.url, day)


def _repair(address: str, day: date | None = None) -> Repair:
    if urls.redact(address) != address or _HIDDEN in address:
        return Repair(None, "what it would lead to has a password in its address")
    return Repair(address, day=day)
