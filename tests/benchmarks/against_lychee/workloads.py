"""What is measured: links on many hosts to be checked, and files whose links are only listed."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.against_lychee.texts import dense_markdown, documentation

_TAIL_MS = 8000
_LINKS_OF_AN_ARTICLE = 10_000  # linkwatch reads no more than 50 000 of one


@dataclass(frozen=True, slots=True)
class Workload:
    """What both tools are given.

    goal: the most that linkwatch may take, as a multiple of lychee's time. prepare: writes the files into a folder
    and returns how many links a tool must find alive there, or None where links are only listed; takes the servers'
    port and what the work is divided by.
    """

    name: str
    title: str
    goal: float
    prepare: Callable[[Path, int, int], int | None]


@dataclass(frozen=True, slots=True)
class _Page:
    host: int
    delay_ms: int


def evenly(links: int, hosts: int) -> Callable[[Path, int, int], int]:
    """Links that are spread evenly over hosts which answer at once."""

    def prepare(folder: Path, port: int, part: int) -> int:
        many = max(hosts // part, 1)
        return _write(folder, port, [_Page(number * 7919 % many, 0) for number in range(links // part)])

    return prepare


def _far_away(folder: Path, port: int, part: int) -> int:
    """Latencies with a median of 120 ms as the web has them: most answer soon, one in a hundred after 8 s."""
    chance = random.Random(5)
    pages = []
    for number in range(5000 // part):
        slow = number % 100 == 50
        delay = _TAIL_MS if slow else min(_TAIL_MS, round(120 * math.exp(chance.gauss(0, 1))))
        pages.append(_Page(number * 7919 % (2000 // part), delay))
    return _write(folder, port, pages)


def _unevenly(folder: Path, port: int, part: int) -> int:
    """A few hosts have most of the links: the host of rank r has 775 / r, and 1 at least."""
    pages = [_Page(rank, 50) for rank in range(1, 1501) for _ in range(max(1, 775 // part // rank))]
    pages = pages[: 6000 // part]
    random.Random(7).shuffle(pages)
    return _write(folder, port, pages)


def _in_order(folder: Path, port: int, part: int) -> int:
    """All links of one host, then all of the next."""
    return _write(folder, port, [_Page(host, 100) for host in range(3) for _ in range(300 // part)])


def _write(folder: Path, port: int, pages: list[_Page]) -> int:
    lines = []
    for number, page in enumerate(pages):
        url = f"http://127.1.{page.host // 250}.{page.host % 250 + 1}:{port}/{page.delay_ms}/article-{number}"
        lines.append(f"- [Article {number}]({url})\n")
    for start in range(0, len(lines), _LINKS_OF_AN_ARTICLE):
        cited = "".join(lines[start : start + _LINKS_OF_AN_ARTICLE])
        (folder / f"article-{start}.md").write_text(f"# What this article cites\n\n{cited}", encoding="utf-8")
    return len(pages)


def _html_files(folder: Path, _: int, part: int) -> None:
    for number in range(530 // part):
        (folder / f"page-{number}.html").write_text(documentation(number, 96_000), encoding="utf-8")


def _markdown_file(folder: Path, _: int, part: int) -> None:
    (folder / "dense.md").write_text(dense_markdown(1_100_000 // part), encoding="utf-8")


WORKLOADS = (
    Workload("even", "10 000 links, 1 000 hosts, no latency", 3, evenly(10_000, 1000)),
    Workload("far", "5 000 links, 2 000 hosts, latency: median 120 ms, tail 8 s", 0.8, _far_away),
    Workload("zipf", "6 000 links, Zipf over 1 500 hosts, biggest 775, latency 50 ms", 0.85, _unevenly),
    Workload("order", "3 hosts with 300 links each, in order, latency 100 ms", 0.5, _in_order),
    Workload("html", "list links: 530 HTML files, 51 MB", 1.5, _html_files),
    Workload("markdown", "list links: Markdown dense in links, 1.1 MB", 2, _markdown_file),
)
