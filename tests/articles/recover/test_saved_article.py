"""A whole article as a reader's tool saved it: 43 targets are lost, names and words are linked more than once."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwatch.articles.recover import Recovered
from tests.articles.recover.conftest import Recover, Web, first_of
from tests.servers.pages import sitemap
from tests.standin.wayback import WaybackStandin

ARTICLE = (Path(__file__).parent / "samples" / "bridge.md").read_text()
TITLE = "A New Year and a New Bridge Policy Mistake in the Valley"
SITE = "https://www.valleyreview.example"
CAPTURED = f"{SITE}/new-year-bridge-mistake/5699423"
EXACT = f"{SITE}/a-new-year-and-a-new-bridge-policy-mistake-in-the-valley/5697001"
LINK = re.compile(r"\[([^]]+)\]\(([^)]*)\)")
AUTHORS = {"Martha Quill": f"{SITE}/author/martha-quill", "Jonas P. Weir": f"{SITE}/author/jonas-p-weir"}


def answers() -> list[tuple[str, str]]:
    """What each lost anchor of the article led to, in their order: of an author always the same, else each its own."""
    lost = (text for text, target in LINK.findall(ARTICLE) if target == "#")
    return [(text, AUTHORS.get(text, f"https://cited.example/{number}")) for number, text in enumerate(lost)]


def page_of(text: str, targets: Iterator[str], title: str = TITLE) -> bytes:
    """The article as its site showed it, in a frame of menus, other articles and buttons."""

    def anchor(match: re.Match[str]) -> str:
        target = next(targets) if match[2] == "#" else match[2]
        return f'<a href="{html.escape(target)}">{match[1]}</a>'

    paragraphs = [
        re.sub(r"[*#\\]+", "", block) for block in text.split("\n\n") if LINK.search(block) or "*" not in block
    ]
    body = "\n".join(f"<p>{LINK.sub(anchor, block)}</p>" for block in map(keep_targets, paragraphs))
    menu = "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in ("home", "region", "theme", "archives"))
    others = "".join(f'<li><a href="/other-story/{at}">reportedly told</a></li>' for at in range(12))
    return (
        f"<!doctype html><html lang=en><title>{title} - Valley Review</title><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><aside><ul>{others}</ul></aside></body></html>"
    ).encode()


def keep_targets(block: str) -> str:
    return block.replace("]()", "](#)")


def the_article(targets: Iterator[str] | None = None) -> bytes:
    return page_of(ARTICLE, targets or (target for _, target in answers()))


def another_article(title: str) -> bytes:
    """Another article of the site, with the same words linked and the same foot, which tells of something else."""
    swapped = {
        "county": "school",
        "bridge": "roof",
        "ferry": "choir",
        "bank": "parish",
        "valley": "village",
        "the": "a",
    }
    words = re.sub(r"[A-Za-z]+(?![^\[]*\])", lambda match: swapped.get(match[0], match[0][::-1]), ARTICLE)
    return page_of(words, iter([f"https://wrong.example/{at}" for at in range(99)]), title)


def assert_found(found: Recovered) -> None:
    assert first_of(found) == answers()
    assert len(answers()) == 43
    assert {proposal.candidates[0].grade for proposal in found.proposals} <= {"certain", "likely"}


async def test_every_target_is_found_in_the_older_capture_under_another_slug(
    archive: WaybackStandin, recover: Recover
) -> None:
    archive.add(CAPTURED, "20200104080000", body=the_article())
    for number in range(60):
        url = f"{SITE}/other-story-of-the-valley-{number}/56994{number:02}"
        archive.add(
            url, f"202001{number % 27 + 1:02}080000", body=another_article(f"Other Story of the Valley {number}")
        )
    assert_found(await recover(ARTICLE))
    assert len(archive.requests) <= 10


async def test_the_exact_slug_being_another_article_is_passed_over(archive: WaybackStandin, recover: Recover) -> None:
    archive.add(EXACT, "20210105080000", body=another_article(f"{TITLE}s"))
    archive.add(CAPTURED, "20200104080000", body=the_article())
    assert_found(await recover(ARTICLE))


@pytest.mark.parametrize("right", ["20200104080000", "20230607080000"])
async def test_of_two_captures_of_one_address_the_one_of_the_article_is_taken(
    archive: WaybackStandin, recover: Recover, right: str
) -> None:
    for moment in ("20200104080000", "20230607080000"):
        body = the_article() if moment == right else another_article("The Village Choir Sings")
        archive.add(CAPTURED, moment, body=body)
    found = await recover(ARTICLE)
    assert_found(found)
    assert found.older_capture is not None
    assert f"/{right}/" in found.older_capture


async def test_other_articles_alone_give_nothing(archive: WaybackStandin, recover: Recover) -> None:
    archive.add(EXACT, "20210105080000", body=another_article(TITLE))
    archive.add(CAPTURED, "20200104080000", body=another_article("The Village Choir Sings"))
    assert {url for _, url in first_of(await recover(ARTICLE))} == {None}


async def test_the_article_is_found_where_it_lives_when_no_archive_has_it(live: Web, recover: Recover) -> None:
    host = f"www.valleyreview.example:{live.sites.port}"
    live.pages["www.valleyreview.example/"] = "<title>Valley Review</title>"
    live.pages["www.valleyreview.example/robots.txt"] = f"Sitemap: http://{host}/map.xml"
    live.pages["www.valleyreview.example/map.xml"] = sitemap([f"http://{host}/new-year-bridge-mistake/5699423"])
    live.pages["www.valleyreview.example/new-year-bridge-mistake/5699423"] = the_article()
    assert_found(await recover(ARTICLE.replace("www.valleyreview.example", host)))
