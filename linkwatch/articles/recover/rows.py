"""What was found of articles' lost targets, as the rows of a report."""

from collections.abc import Iterable

from linkwatch.articles.recover import Proposal, Recovered
from linkwatch.model import Row


def article_rows(found: Iterable[Recovered]) -> list[Row]:
    """Return a row for each article."""
    return [
        {
            "uri": item.uri,
            "original": item.original,
            "older_capture": item.older_capture,
            "lost": len(item.proposals),
            "found": len(item.proposals) - item.left,
        }
        for item in found
    ]


def proposal_rows(found: Iterable[Recovered]) -> list[Row]:
    """Return a row for each lost target that something is proposed for."""
    return [
        {
            **_place(proposal),
            "candidates": [
                {"url": one.url, "grade": one.grade, "how": one.how, "evidence": dict(one.evidence)}
                for one in proposal.candidates
            ],
        }
        for item in found
        for proposal in item.proposals
        if proposal.candidates
    ]


def unresolved_rows(found: Iterable[Recovered]) -> list[Row]:
    """Return a row for each lost target that nothing vouches for."""
    return [
        {**_place(proposal), "context": proposal.context}
        for item in found
        for proposal in item.proposals
        if not proposal.candidates
    ]


def dead_end_rows(found: Iterable[Recovered]) -> list[Row]:
    """Return a row for each citation of a page that is gone and of which there is no copy."""
    return [
        {
            "article": one.article,
            "line": one.line,
            "text": one.text,
            "url": one.url,
            "title": one.title,
            "context": one.context,
            "identifiers": [{"kind": each.kind, "value": each.value, "url": each.url} for each in one.identifiers],
            "records": [
                {
                    "service": each.service,
                    "title": each.title,
                    "authors": list(each.authors),
                    "year": each.year,
                    "url": each.url,
                }
                for each in one.records
            ],
        }
        for item in found
        for one in item.dead_ends
    ]


def _place(proposal: Proposal) -> Row:
    return {"article": proposal.article, "line": proposal.line, "text": proposal.text}
