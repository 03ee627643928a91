"""Mends a document: puts what is to be cited instead in the places of its links, and makes sure of the result.

    read where the targets stand -> write each place once -> read the result: nothing else may have become another link

A place that does not read as it was meant is left as it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote

from linkwatch import urls
from linkwatch.articles.extract import extract
from linkwatch.articles.extract.formats import detect_format
from linkwatch.articles.rewrite import Edit, Form, Place, Rewriting, Successor
from linkwatch.articles.rewrite.register import REWRITINGS
from linkwatch.articles.rewrite.wide import apply, widen
from linkwatch.errors import InputError, UnwritableError
from linkwatch.model import Article, Citation, Document, Span, TargetKind
from linkwatch.travel import travels
from linkwatch.urls import redact

_ADDRESS = re.compile(r"\s*(?:https?:)?//|\s*www\.", re.IGNORECASE)
_MORE_TRIES = 3
READINGS = 3
"""Of an article that is mended: before, after, and after what went wrong."""

NOT_AS_MEANT = "what would be written does not read as it is meant"


@travels
@dataclass(frozen=True, slots=True)
class Repair:
    """What is to become of a link, or of one place whose target is lost.

    address: what to cite instead, None where nothing is cited: then problem says why. day: of the copy, None where the
    address is the page's own. how: "snapshot", "moved", "redirect" or "recovered", None where nothing is known. grade:
    how well it is vouched for, in the words of `model.Grade` or of `recover`. evidence: what vouches for it, in words.
    """

    address: str | None
    problem: str | None = None
    day: date | None = None
    how: str | None = None
    grade: str | None = None
    evidence: str | None = None


_UNPLACED = Repair(None, "its tag has no place for an address")


@travels
@dataclass(frozen=True, slots=True)
class Treated:
    """A citation and what is to be done.

    link: the URL by which its repair was given, the href where its target is lost. address: what it is mended with,
    None where nothing is. problem: why it is left as it is, None where it is mended, or was already: then is_planned is
    False. how, grade, evidence: as in Repair.
    """

    href: str
    link: str
    text: str
    line: int | None
    address: str | None
    problem: str | None
    is_planned: bool
    how: str | None = None
    grade: str | None = None
    evidence: str | None = None


@travels
@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a document.

    body: the whole of it. changes: spans of the document before, sorted, each with the bytes that are there now.
    article: what is read from the new body. treated: the citations that were to be mended, in their order.
    """

    body: bytes
    changes: tuple[tuple[int, int, bytes], ...]
    article: Article
    treated: tuple[Treated, ...]


@dataclass(slots=True)
class _Planned:
    """What is to be written for one place, which may serve several citations."""

    edits: Sequence[Edit]
    successor: Successor
    repair: Repair


def mend(
    document: Document, repairs: Mapping[str, Repair], form: Form, lost: Mapping[Span, Repair] | None = None
) -> Mended:
    """Mend the links of a document for which there are repairs. repairs: by URL, passwords hidden.

    lost: repairs of lost targets, by the place where each is to be written; None leaves them out. Raises InputError for
    what is no article, is one that cannot be written, or whose end was not read.
    """
    found = detect_format(document)
    article = extract(document)
    if article.left_out is not None:
        raise InputError(article.left_out)
    rewriting = REWRITINGS.get(found.name)
    if rewriting is None:
        raise InputError(f"{document.uri}: articles in {found.name} cannot be changed")
    return _Mending(document, article, rewriting, repairs, form, lost).result()


class _Mending:
    def __init__(
        self,
        document: Document,
        article: Article,
        rewriting: Rewriting,
        repairs: Mapping[str, Repair],
        form: Form,
        lost: Mapping[Span, Repair] | None,
    ) -> None:
        self._document = document
        self._article = article
        self._rewriting = rewriting
        self._form = form
        self._wide = widen(document.body)
        self._wanted: dict[int, Repair] = {}  # by the place of the citation among the others
        self._planned: dict[Span, _Planned] = {}
        self._problems: dict[Span, str] = {}
        for number, citation in enumerate(article.citations):
            repair = None
            if citation.target.kind in (TargetKind.WEB, TargetKind.FILE):
                repair = repairs.get(redact(citation.target.url))
            elif citation.target.kind is TargetKind.PLACEHOLDER and lost is not None:
                repair = _UNPLACED if citation.span is None else lost.get(citation.span)
            if repair is not None and not citation.is_ignored:
                self._wanted[number] = repair
                self._plan(citation, repair)

    def _plan(self, citation: Citation, repair: Repair) -> None:
        span = citation.span
        if span is None or repair.address is None or span in self._planned or span in self._problems:
            return
        is_lost = citation.target.kind is TargetKind.PLACEHOLDER
        original, address = citation.target.url, repair.address
        fragment = citation.href.partition("#")[2].strip()
        if fragment and not is_lost:
            original += f"#{fragment}"
            address += "" if "#" in address else f"#{fragment}"
        form = self._form if repair.day is not None else Form.REPLACE
        successor = Successor(address, original, repair.day)
        text = self._wide.text
        start, end = self._wide.place(span)
        if self._rewriting.has_identifiers and not is_lost and not _ADDRESS.match(text, start, end):
            self._problems[span] = "it is cited by an identifier, not by an address"
            return
        try:
            edits = self._rewriting.writer(form)(Place(text, start, end), successor)
        except UnwritableError as error:
            self._problems[span] = str(error)
        else:
            changing = [edit for edit in edits if text[edit.start : edit.end] != edit.text]
            self._planned[span] = _Planned(changing, successor, repair)

    def result(self) -> Mended:
        """Carry out what was planned, and again without what did not read as it was meant."""
        for is_last in (*[False] * _MORE_TRIES, True):
            edits = self._edits()
            body = apply(self._document.body, self._wide, edits)
            changes = tuple(map(self._wide.encode, edits))
            article = extract(replace(self._document, body=body)) if edits else self._article
            wrong = self._not_as_meant(article)
            if not wrong:
                return Mended(body, changes, article, tuple(self._treated()))
            for span in list(self._planned) if is_last else wrong:
                self._problems[span] = NOT_AS_MEANT
                del self._planned[span]
        return Mended(self._document.body, (), self._article, tuple(self._treated()))

    def _edits(self) -> list[Edit]:
        """Return all edits in their order. One that would touch another's is left for the next run."""
        sorted_edits: list[Edit] = []
        for span in sorted(self._planned):
            edits = sorted(self._planned[span].edits)
            if edits and sorted_edits and edits[0].start < sorted_edits[-1].end:
                self._problems[span] = "it stands within another link that is mended: mend it in another run"
                del self._planned[span]
            else:
                sorted_edits += edits
        return sorted_edits

    def _not_as_meant(self, article: Article) -> list[Span]:
        """Return the places after which the article's links are not what they should be.

        Each citation stands where it stood, with its old target or the one that was written; what is new between them
        leads to an address that was written.
        """
        written = {_target(planned.successor.address) for planned in self._planned.values()}
        now = iter(article.citations)
        last: Span | None = None
        for citation in self._article.citations:
            planned = self._planned.get(citation.span) if citation.span else None
            expected = _leads_to(citation)
            if planned is not None and planned.edits:
                last = citation.span
                if self._is_replaced(planned):
                    expected = _target(planned.successor.address)
            if not _goes_on(now, expected, written):
                return [last] if last else list(self._planned)
        if any(_leads_to(other) not in written for other in now):
            return [last] if last else list(self._planned)
        return []

    def _is_replaced(self, planned: _Planned) -> bool:
        return self._form in (Form.REPLACE, Form.ROBUST) or planned.repair.day is None

    def _treated(self) -> list[Treated]:
        treated = []
        for number, repair in self._wanted.items():
            citation = self._article.citations[number]
            planned = self._planned.get(citation.span) if citation.span else None
            problem = repair.problem
            if repair.address is not None and planned is None:
                problem = self._problems.get(citation.span) if citation.span else None
                problem = problem or "where its address is written is not known"
            address = planned.successor.address if planned else repair.address
            is_planned = planned is not None and bool(planned.edits)
            link = redact(citation.target.url)
            vouched = (repair.how, repair.grade, repair.evidence)
            where = (citation.href, link, citation.text, citation.line)
            treated.append(Treated(*where, address, problem, is_planned, *vouched))
        return treated


def _target(address: str) -> str:
    return unquote(f"{urls.resolve(address, None, None).url}#{address.partition('#')[2]}").strip()


def _leads_to(citation: Citation) -> str:
    """Return where a citation leads; what is written must be an address, and none of a template's blanks."""
    kind = "" if citation.target.kind is TargetKind.WEB else f"{citation.target.kind} "
    return unquote(f"{kind}{citation.target.url}#{citation.href.partition('#')[2]}").strip()


def _goes_on(citations: Iterator[Citation], expected: str, written: Set[str]) -> bool:
    """Tell whether the next citation leads where it should; those before it that lead to what was written are notes."""
    for citation in citations:
        found = _leads_to(citation)
        if found == expected:
            return True
        if found not in written:
            return False
    return False
