"""What columns hold of which neither their table nor the pages of `linkwatch browse` say it."""

COLUMNS = {
    "archive_turns": {
        "archive": "host, or host:port; a word before it means a separate limit",
    },
    "article_moves": {
        "old_uri": "where it was",
        "new_uri": "where it is",
    },
    "articles": {
        "first_seen_at": "when it was met first",
        "etag": "what its server said of the version that was read",
        "last_modified": "likewise",
        "read_by": "the version of linkwatch that read it",
        "moved_to": "its address now, where it has moved",
    },
    "checks": {
        "checked_at": "when it was looked at",
        "reason": "a word of [Reasons](reasons.md)",
        "http_status": "of the answer",
        "final_url": "where redirects ended",
    },
    "citations": {
        "first_seen_at": "when it was met first",
        "is_own": "1: it leads to a place of its own article, which lacks it",
        "cited_at": "when its author looked at the target, as far as that is said",
        "kind": "link, image, frame or metadata",
        "part": "where in the article: body, navigation, header, footer and so on",
    },
    "exclusions": {
        "scope": "url or host",
        "made_at": "when it was said",
        "made_by": "who said it",
        "ended_by": "who took it back",
    },
    "inbox": {
        "asked_at": "when it was asked for",
        "action": "what is to be done",
        "state": "how far it is",
        "done_at": "when it was done",
    },
    "links": {
        "snapshot_for": "the date that the copy is near to",
        "snapshot_asked": "when the archives were asked for that date",
        "first_checked_at": "when it was looked at first",
        "etag": "what the server said of the version that was read",
        "last_modified": "likewise",
        "last_read_at": "when the page was sent whole",
        "own_reason": "likewise",
        "moved_checked_at": "when it was looked for last",
    },
    "marks": {
        "made_at": "when it was said",
    },
    "outbox": {
        "title": "its first line",
        "body": "its text",
        "tries": "how often sending was tried",
        "sent_at": "NULL: not yet",
        "last_error": "why it could not be sent",
        "created_at": "when it was written",
    },
    "pauses": {
        "scope": "whether a host or an archive",
        "began_at": "when it asked for it",
        "until": "when it ends",
    },
    "progress": {
        "name": "the job",
        "value": "how far it is, JSON",
    },
    "registrations": {
        "asked_at": "when its registry was asked last",
        "expires_at": "when it ends unless it is renewed; NULL where that is not known",
    },
    "run_articles": {
        "name": "how the article was given",
    },
    "run_hosts": {
        "authority": "host, or host:port",
    },
    "runs": {
        "started_at": "when it began",
    },
    "saves": {
        "archive": "wayback, or local for a WARC file of yours",
        "state": "how far it is, see [why a page was not saved](reasons.md#why-a-page-was-not-saved)",
        "requested_at": "when it was wanted",
        "next_try_at": "when it is tried again",
        "snapshot_id": "the copy that came of it",
    },
    "snapshots": {
        "found_at": "when it was found or made",
    },
    "crawled_pages": {
        "url": "the page's address",
        "etag": "what its server said of this version",
    },
    "source_pages": {
        "url": "its address",
        "media_type": "as the server says",
        "charset": "as the server says",
        "etag": "what its server said of this version",
        "read_at": "when it was read",
    },
    "sources": {
        "name": "what it is called in lists and messages",
        "last_scanned_at": "when it was read last",
    },
    "status_counts": {
        "status": "of links",
        "links": "how many",
    },
    "status_history": {
        "reason": "of the new status",
    },
}
"""By table and column."""

IDENTITY = "number of the row"
OF_VIEWS = {
    "alive": "how many are `alive` or `redirected`",
    "changed": "how many are `changed`",
    "blocked": "how many are `blocked`",
    "failing": "how many are `failing`",
    "dead": "how many are `dead`",
    "invalid": "how many are `invalid`",
    "dead_with_snapshot": "how many of the dead have an archived copy",
    "dead_percent": "the part of all that is dead",
    "citations": "how many there are now",
    "link_id": "`id` in `links`",
    "links": "how many there are",
    "articles": "how many it has now",
    "article": "its address or path",
    "article_title": "its title",
    "anchor": "the anchor text",
    "dead_since": "when it was found dead",
    "died_at": "when it was found dead",
    "returned_at": "when it was found to answer again",
    "redirected": "how many of these have moved for good",
    "snapshot_url": "the archived copy to use instead",
    "snapshot_timestamp": "when that was captured",
    "changed_at": "when it was seen",
    "day": "2026-11-22",
}
"""By column, the same in every view that `linkwatch browse` does not explain."""
