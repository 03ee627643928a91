"""A report compared with what an earlier database knew: which findings are new since then."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from linkwatch.model import FRAGMENT_MISSING, Row
from linkwatch.report import Compared, Report


def compared(report: Report, statuses: Iterable[tuple[str, str]], baseline: Collection[str]) -> Report:
    """Return the report with "known" in each link: whether it is a finding, and was one already.

    A citation of a missing place has it too. statuses: URL and status of each of the report's links, and of each place
    that is missing in one. baseline: URLs of what were findings before.
    """

    def is_known(url: str, status: str) -> bool:
        return status in report.findings and url in baseline

    def marked(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            citations = [with_known(row["url"], citation) for citation in row["citations"]]
            yield {**row, "known": is_known(row["url"], row["status"]), "citations": citations}

    def with_known(url: str, citation: Row) -> Row:
        if citation.get("fragment_found") is not False:
            return citation
        return {**citation, "known": is_known(f"{url}#{citation['fragment']}", FRAGMENT_MISSING)}

    numbers = Counter(is_known(url, status) for url, status in statuses if status in report.findings)
    return replace(
        report,
        links=lambda: marked(report.links()),
        article_links=lambda uri: marked(report.article_links(uri)),
        compared=Compared(new=numbers[False], known=numbers[True]),
    )
