"""A JSON Feed (jsonfeed.org, version 1.1) of changes of status."""

import json
from collections.abc import Sequence
from typing import Any

from linkwatch.model import Row
from linkwatch.report.changes import TITLE, Entry, PageOf, entries
from linkwatch.report.safety import safe


def changes_json_feed(
    changes: Sequence[Row], *, self_url: str, home_url: str, page_of: PageOf, about: str | None = None
) -> str:
    """Return the feed of the changes, as `changes_feed` does. home_url: of the pages that entries lead to."""
    self_url, about = safe((self_url, about), for_people=True, is_public=True)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE if about is None else f"{TITLE}, {about}",
        "home_page_url": home_url,
        "feed_url": self_url,
        "authors": [{"name": "linkwatch"}],
        "items": [_item(entry) for entry in entries(changes, page_of)],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    told = {
        "id": entry.name,
        "url": entry.page,
        "external_url": entry.about,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.changed_at,
    }
    return {name: value for name, value in told.items() if value is not None}
