"""What is told of a link in parts: most citations are as their link is, and a few are not.

A citation may lead to a place that the page does not have, and its author may have written that it is not to be looked
at although others cite the same link. Formats for people show these as rows of their own, with a status of their own.
"""

from collections.abc import Iterable, Iterator

from linkwatch.model import FRAGMENT_MISSING, GOOD, IGNORED, Row, Status


def in_parts(links: Iterable[Row]) -> Iterator[Row]:
    """Yield each link with those of its citations that are as it is; behind all, the other citations in their rows."""
    others: list[Row] = []
    for link in links:
        citations = link["citations"]
        missing = [each for each in citations if _is_missing(link, each)]
        ignored = [each for each in citations if _is_left_out(link, each)]
        if not missing and not ignored:
            yield link
            continue
        others += _places(link, missing)
        if ignored:
            others.append(_bare(link, str(Status.SKIPPED), IGNORED, ignored))
        rest = [each for each in citations if each not in missing and each not in ignored]
        if rest:
            yield {**link, "citations": rest}
    yield from sorted(others, key=lambda row: row["status"] != FRAGMENT_MISSING)  # rows of one status stand together


def _is_missing(link: Row, citation: Row) -> bool:
    return citation.get("fragment_found") is False and not citation.get("ignored") and link["status"] in GOOD


def _is_left_out(link: Row, citation: Row) -> bool:
    return bool(citation.get("ignored")) and link["status"] != Status.SKIPPED


def _places(link: Row, missing: Iterable[Row]) -> Iterator[Row]:
    by_place: dict[str, list[Row]] = {}
    for citation in missing:
        by_place.setdefault(citation["fragment"], []).append(citation)
    for fragment, citations in by_place.items():
        row = {**_bare(link, FRAGMENT_MISSING, None, citations), "url": f"{link['url']}#{fragment}"}
        if "known" in link:
            row["known"] = all(citation.get("known") for citation in citations)
        yield row


def _bare(link: Row, status: str, reason: str | None, citations: list[Row]) -> Row:
    about: Row = {"status": status, "reason": reason, "evidence": {}, "snapshot": None, "snapshot_reason": None}
    return {**link, **about, "citations": citations}
