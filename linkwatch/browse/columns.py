"""What the columns of tables and views mean, for whoever browses them, and by which of them it is worth counting."""

_LINK = {
    "url": "the address, as it is looked at",
    "host": "its host; empty where there is none",
    "domain": "the part of the host that can be registered: bbc.co.uk of news.bbc.co.uk",
    "status": "what is known of it: alive, redirected, changed, blocked, failing, dead, invalid, skipped, unchecked",
    "reason": "why, in a word such as http-404",
    "http_status": "of the last look",
    "final_url": "where the last look ended",
    "title": "of the page, when it last answered well",
    "moved_to": "where the page of a dead link is now",
    "snapshot_url": "the archived copy to cite instead",
    "snapshot_timestamp": "when that was captured, 14 digits, UTC",
    "snapshot_reason": "why there is no copy, or none for good",
    "first_seen_at": "when an article was first found to cite it",
    "last_checked_at": "when it was last looked at",
    "last_alive_at": "when it was last found to answer",
    "failing_since": "first of the latest unbroken row of failed looks",
    "next_check_at": "when it is to be looked at again",
}
_COUNTS = {
    "citations": "how many there are now",
    "alive": "a reader gets the page, there or where it has moved",
    "redirected": "of these, moved for good",
    "changed": "the page no longer says what was cited",
    "blocked": "refuses robots or asks for a login",
    "failing": "no proper answer, not proven dead",
    "dead": "gone",
    "invalid": "can never be followed",
    "dead_with_snapshot": "gone, with an archived copy to cite",
}
_WHERE = {
    "article": "the address or file of the article",
    "article_title": "its title",
    "line": "of the article, from 1",
    "place": "page, cell or entry, where lines do not tell",
    "context": "the sentence around the link",
}


def _only(words: dict[str, str], *names: str) -> dict[str, str]:
    return {name: words[name] for name in names}


COLUMNS: dict[str, dict[str, str]] = {
    "links": {
        **{name: words for name, words in _LINK.items() if not name.startswith("snapshot_")},
        "id": "never given again",
        "authority": "whom a request goes to: host, or host:port for an unusual port",
        "consecutive_failures": "looks that failed since one did not",
        "snapshot_id": "the archived copy to cite instead",
        "snapshot_reason": "why there is none, or none for good",
        "looks": "how many there were",
        "changes": "how many of these found something else than the one before",
        "next_seek_at": "when archives are to be asked for a copy",
        "next_save_at": "when a copy is to be made",
        "mark_id": "the word of a person that holds now",
        "own_status": "what the looks say while a person's word holds",
        "moved_how": "how it is known where the page is now",
        "moved_similarity": "of the text there and the captured one, 0 to 1",
    },
    "current_links": _LINK,
    "articles": {
        "uri": "URL, or absolute path of a file",
        "title": "as the article says it",
        "published_at": "when its author says it appeared",
        "last_scanned_at": "when it was last read",
        "last_error": "why it could not be read last time",
        "removed_at": "when its source no longer had it",
    },
    "citations": {
        "article_id": "the article that cites",
        "link_id": "what it cites",
        "position": "its place among the article's citations, from 0",
        "href": "as written",
        "text": "the anchor text",
        "context": "the sentence around it",
        "line": "of the article, from 1",
        "place": "page, cell or entry, where lines do not tell",
        "removed_at": "when the article no longer had it",
        "fragment": "what follows the # of the address",
        "fragment_found": "1: the page has that place; 0: it has not; empty: nobody can tell",
        "is_ignored": "1: its author wrote that it is not to be looked at",
    },
    "checks": {
        "link_id": "what was looked at",
        "status": "what came of it",
        "elapsed_ms": "how long it took, in milliseconds",
        "evidence": "what the status follows from, as JSON; with rest_as_in_check, what differs from that look",
    },
    "status_history": {
        "changed_at": "when it was found out",
        "old_status": "what the link was",
        "new_status": "what it became",
        "check_id": "the look that found it; empty where a person or a rule said so",
    },
    "snapshots": {
        "link_id": "what it is a copy of",
        "archive": "who keeps it",
        "timestamp": "when it was captured, 14 digits, UTC",
        "url": "where a reader opens it",
        "purpose": "why it was recorded",
        "grade": "how well it is vouched for: same-text, fits, plays",
    },
    "deaths": {
        "died_at": "when it was found dead",
        "old_status": "what it was before",
        **_only(_LINK, "url", "host", "domain", "reason", "moved_to", "snapshot_url", "snapshot_timestamp"),
        **_only(_COUNTS, "citations"),
    },
    "returns": {
        "returned_at": "when it was found to answer again",
        "new_status": "what it was found to be then",
        **_only(_LINK, "url", "host", "domain", "status"),
        **_only(_COUNTS, "citations"),
    },
    "dead_links": {
        **_WHERE,
        "dead_since": "when it was found dead",
        "failing_since": "first of the looks that failed before",
        "anchor": "the anchor text",
        "moved_to": "where the page is now",
        "snapshot_url": "the archived copy to cite instead",
    },
    "article_health": {"article": _WHERE["article"], **_COUNTS},
    "host_health": {
        "links": "how many are cited now",
        **_only(_COUNTS, "alive", "redirected", "changed", "blocked", "failing", "dead"),
        "dead_percent": "share of the dead",
    },
    "source_health": {"location": "URL, path or glob", "articles": "how many it has", **_COUNTS},
}

COUNTABLE: dict[str, tuple[str, ...]] = {
    "links": ("status", "reason", "http_status", "domain"),
    "current_links": ("status", "reason", "http_status", "domain"),
    "citations": ("article_id", "fragment_found"),
    "checks": ("status", "reason", "http_status"),
    "status_history": ("new_status", "old_status", "reason"),
    "snapshots": ("archive", "purpose", "grade"),
    "saves": ("state", "archive"),
    "articles": ("source_id",),
    "dead_links": ("reason", "host", "article"),
    "deaths": ("reason", "domain"),
}
"""By which columns it is worth counting. Only what is asked for is counted: all of it would take seconds."""
