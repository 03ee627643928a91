"""Lost targets are found again from what the archive and the web have: whole articles on served sites with pasts."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from linkwatch.articles.extract import extract
from linkwatch.articles.recover.lost import read_lost
from linkwatch.articles.recover.pages import read_page
from linkwatch.articles.recover.same import vouch
from linkwatch.model import Document
from tests.articles.recover.conftest import Recover, Web, first_of
from tests.articles.recover.stories import (
    LAYOUTS,
    Layout,
    Link,
    Story,
    as_lost_html,
    as_markdown,
    made,
    page,
    plain,
    replace_targets,
    sides,
    tables,
    weblog,
)
from tests.standin.wayback import EXCLUDED, UNAVAILABLE, WaybackStandin

# language, title, dateline, foot, address of the older capture
PAPERS = [
    ("en", "Miners Refuse the New Border Treaty", "The Valley Post, January 3, 2020", "© 2020 www.valleypost.example",
     "http://www.valleypost.example/miners-refuse-treaty/5699423"),
    ("de", "Größere Brücken für die Straßen über dem Fluss", "3. Januar 2020", "Erschienen im Boten (talbote.example)",
     "http://talbote.example/2020/01/groessere-bruecken-strassen-99.html"),
    ("fr", "Les élus rejettent la réforme des forêts", "Publié le 3 janvier 2020", "© lavallee.example",
     "http://www.lavallee.example/article/elus-reforme-forets-8812"),
    ("es", "El consejo votó contra la cosecha de los mineros", "3 de enero de 2020", "Contacto: a@elvalle.example",
     "http://elvalle.example/noticias/consejo-cosecha-mineros_1204"),
    ("it", "La città vota contro il ponte sul fiume", "3 gennaio 2020", "Copyright lavalle.example",
     "http://lavalle.example/?p=771&t=citta-ponte-fiume"),
    ("pt", "Região recusa a ponte sem conselho", "3 de janeiro de 2020", "Fonte: http://ovale.example/",
     "http://ovale.example/regiao-recusa-ponte/31"),
    ("nl", "Gemeente stemde tegen de brug over de rivier", "3 januari 2020", "Met dank aan devallei.example",
     "http://devallei.example/nieuws/2020/gemeente-brug-rivier"),
    ("pl", "Rada głosowała przeciw mostom górników", "3 stycznia 2020", "Redakcja dolina.example",
     "http://dolina.example/rada-mostom-gornikow,551"),
    ("ru", "Совет голосовал против моста через реку", "3 января 2020", "Газета «Долина», dolina-gazeta.example",
     "http://dolina-gazeta.example/news/88123"),
    ("ja", "村の橋に反対する人", "2020年1月3日", "発行 tani.example", "http://tani.example/kiji/20200103-77"),
]  # fmt: skip


def story_of(paper: tuple[str, str, str, str, str], **how: object) -> Story:
    language, title, dateline, foot, _ = paper
    return made(language, title, dateline, foot, **how)  # type: ignore[arg-type]  # seed and links, as made() has them


def add_others(archive: WaybackStandin, paper: tuple[str, str, str, str, str], count: int = 40) -> None:
    """Other articles of the same site, of the days around, with the same anchor words."""
    folder = paper[4].rpartition("/")[0]
    for number in range(count):
        archive.add(
            f"{folder}/something-else-{number}", f"202001{number % 27 + 3:02}080000", body=other_page(paper, number)
        )


@cache
def other_page(paper: tuple[str, str, str, str, str], number: int) -> bytes:
    other = story_of(paper, seed=f"other {number}")
    return page(replace(other, title=f"Something else {number}", dateline=""), weblog).encode()


@pytest.mark.parametrize("in_html", [False, True], ids=["markdown", "html"])
@pytest.mark.parametrize("number", range(len(PAPERS)), ids=[paper[0] for paper in PAPERS])
async def test_every_target_is_found_in_an_older_capture_under_another_slug(
    number: int, in_html: bool, archive: WaybackStandin, recover: Recover
) -> None:
    paper = PAPERS[number]
    story = story_of(paper)
    archive.add(paper[4], "20200104080000", body=page(story, LAYOUTS[number % len(LAYOUTS)]).encode())
    add_others(archive, paper, 3 if paper[0] in ("ru", "ja") else 40)  # no word of their titles is in the addresses
    text, name = (as_lost_html(story), "a.html") if in_html else (as_markdown(story), "a.md")
    found = await recover(text, name)
    assert first_of(found) == story.answers()
    assert found.older_capture is not None
    assert found.older_capture.endswith(paper[4])
    assert {proposal.candidates[0].grade for proposal in found.proposals} == {"certain"}
    assert {proposal.candidates[0].how for proposal in found.proposals} == {"older-capture"}
    assert len(archive.requests) <= 8


async def test_of_two_captures_with_nearly_the_same_title_the_one_of_the_article_is_taken(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0])
    other = story_of(PAPERS[0], seed="a year before")
    other = replace(other, title=f"{story.title}s", dateline="The Valley Post, January 8, 2021")
    exact = "http://www.valleypost.example/miners-refuse-the-new-border-treaty"
    archive.add(exact, "20210109080000", body=page(other, plain).encode())
    archive.add("http://www.valleypost.example/miners-treaty/77", "20200209080000", body=page(story, sides).encode())
    found = await recover(as_markdown(story))
    assert first_of(found) == story.answers()


async def test_a_capture_of_years_later_is_found_in_the_folder_of_its_month(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0])
    for number in range(1600):
        archive.add(
            f"http://www.valleypost.example/2020/{1 if number < 5 else number % 11 + 2:02}/p{number}",
            "20200204080000",
            body=b"<p>x",
        )
    archive.add("http://www.valleypost.example/2020/01/x9", "20230204080000", body=page(story, plain).encode())
    assert first_of(await recover(as_markdown(story))) == story.answers()


def with_new_figures(story: Story) -> Story:
    """The same sentences as another year's report has them."""
    digits = str.maketrans("0123456789", "5678901234")
    paragraphs = [
        [
            part.translate(digits) if isinstance(part, str) else replace(part, target=part.target + "-old")
            for part in row
        ]
        for row in story.paragraphs
    ]
    return replace(story, paragraphs=paragraphs)


async def test_a_column_of_another_year_is_not_believed_though_its_sentences_are_the_same(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0])
    other = replace(with_new_figures(story), dateline="The Valley Post, January 4, 2019")
    archive.add(
        "http://www.valleypost.example/miners-refuse-treaty/1", "20200203080000", body=page(other, plain).encode()
    )
    found = await recover(as_markdown(story))
    assert {target for _, target in first_of(found)} == {None}
    assert found.older_capture is None


async def test_other_articles_of_the_site_with_the_same_words_propose_nothing(
    archive: WaybackStandin, live: Web, recover: Recover
) -> None:
    add_others(archive, PAPERS[0])
    found = await recover(as_markdown(story_of(PAPERS[0])))
    assert {target for _, target in first_of(found)} == {None}
    assert len(archive.requests) + len(live.asked) <= 30


async def test_anchors_that_were_reworded_are_known_by_their_place_and_added_ones_lead_nowhere(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0], links=16)
    reworded = 0
    paragraphs: list[list[str | Link]] = []
    for row in story.paragraphs:
        paragraphs.append([])
        for part in row:
            if isinstance(part, Link) and reworded % 2 == 0:
                part = replace(part, text_now=f"another wording number{reworded}")
            reworded += isinstance(part, Link)
            paragraphs[-1].append(part)
    story = replace(story, paragraphs=paragraphs, added=["reported", "a new inquiry", "reported", "the treaty"])
    archive.add(PAPERS[0][4], "20200104080000", body=page(story, weblog).encode())
    found = await recover(as_markdown(story))
    assert [pair for pair in first_of(found) if pair[1] is not None] == story.answers()
    assert [text for text, target in first_of(found) if target is None] == story.added
    grades = {proposal.text: proposal.candidates[0].grade for proposal in found.proposals if proposal.candidates}
    assert {grade for text, grade in grades.items() if text.startswith("another wording")} == {"likely"}


FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>http://x.example/</link><description>d'
    "</description><item><title>Something</title><link>{other}</link></item>"
    "<item><title>{title}</title><link>{url}</link></item></channel></rss>"
)


async def test_the_live_article_is_found_by_its_title_in_the_feed(live: Web, recover: Recover) -> None:
    host = f"valleypost.example:{live.sites.port}"
    story = replace(story_of(PAPERS[0]), foot=f"© {host}")
    url = f"http://{host}/node/1204"
    live.pages["valleypost.example/"] = (
        "<title>The Valley Post</title><link rel=alternate type=application/rss+xml href=/feed>"
    )
    live.pages["valleypost.example/feed"] = FEED.format(title=story.title, url=url, other=f"http://{host}/node/3")
    live.pages["valleypost.example/node/1204"] = page(story, tables)
    found = await recover(as_markdown(story))
    assert first_of(found) == story.answers()
    assert (found.original, found.older_capture) == (url, None)
    assert {proposal.candidates[0].how for proposal in found.proposals} == {"live-original"}
    assert len(live.asked) <= 4


async def test_the_live_article_is_found_by_its_slug_in_the_map_that_robots_txt_names(
    live: Web, recover: Recover
) -> None:
    host = f"valleypost.example:{live.sites.port}"
    story = replace(story_of(PAPERS[0]), foot=f"© {host}")
    urls = [f"http://{host}/2020/01/{slug}/" for slug in ("a-harvest", "miners-refuse-border-treaty", "miners-sing")]
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    live.pages["valleypost.example/"] = "<title>The Valley Post</title>"
    live.pages["valleypost.example/robots.txt"] = f"User-agent: *\nSitemap: http://{host}/odd/index.xml\n"
    index = f"<sitemapindex><sitemap><loc>http://{host}/odd/posts-2020.xml</loc></sitemap></sitemapindex>"
    live.pages["valleypost.example/odd/index.xml"] = index
    live.pages["valleypost.example/odd/posts-2020.xml"] = f"<urlset>{entries}</urlset>"
    live.pages["valleypost.example/2020/01/miners-refuse-border-treaty/"] = page(story, sides)
    found = await recover(as_markdown(story))
    assert first_of(found) == story.answers()
    assert found.original == urls[1]


async def test_the_live_article_is_found_where_the_site_usually_puts_them(live: Web, recover: Recover) -> None:
    host = f"valleypost.example:{live.sites.port}"
    story = replace(story_of(PAPERS[0]), foot=f"© {host}")
    live.pages["valleypost.example/"] = "<title>The Valley Post</title>"
    path = "valleypost.example/2020/01/03/miners-refuse-the-new-border-treaty/"
    live.pages[path] = page(story, weblog)
    found = await recover(as_markdown(story))
    assert first_of(found) == story.answers()
    asked = live.asked[live.asked.index("valleypost.example/sitemap.xml") + 1 :]
    assert len(asked) <= 10


async def test_a_copy_that_the_article_names_as_its_source_is_used(live: Web, recover: Recover) -> None:
    theirs = f"first-paper.example:{live.sites.port}"
    foot = (
        f"This article was originally published at http://{theirs}/stories/77.\n\n© Valley Post, www.valleypost.example"
    )
    story = replace(story_of(PAPERS[0]), foot=foot)
    live.pages["first-paper.example/stories/77"] = page(story, plain)
    found = await recover(as_markdown(story))
    assert first_of(found) == story.answers()
    assert {proposal.candidates[0].how for proposal in found.proposals} == {"syndicated-copy"}


@pytest.mark.parametrize("field", ["source: {}", "canonical_url: '{}'"])
async def test_the_address_in_the_front_matter_is_asked_for(
    field: str, archive: WaybackStandin, recover: Recover
) -> None:
    story = replace(story_of(PAPERS[0]), foot="")
    address = "http://elsewhere.example/2014/story-7"
    archive.add(address, "20200104080000", body=page(story, plain).encode())
    found = await recover(f"---\n{field.format(address)}\n---\n\n{as_markdown(story)}")
    assert first_of(found) == story.answers()


async def test_relative_targets_are_given_absolute_and_those_that_lead_through_an_archive_unwrapped(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0], links=8)
    hrefs = ["/a", "b?c=1", "../d", "//other.example/e", "/web/2014/http://f.example/", "http://g.example/#h"]
    hrefs += ["/web/20140102030405/http://i.example/j", "mailto:k@l.example"]
    rights = ["http://www.valleypost.example/a", "http://www.valleypost.example/miners-refuse-treaty/b?c=1"]
    rights += ["http://www.valleypost.example/d", "http://other.example/e", "http://f.example/", "http://g.example/#h"]
    rights += ["http://i.example/j", "mailto:k@l.example"]
    written = iter(hrefs)
    paragraphs = [
        [part if isinstance(part, str) else replace(part, target=next(written)) for part in row]
        for row in story.paragraphs
    ]
    copy = replace(story, paragraphs=paragraphs)
    archive.add(PAPERS[0][4], "20200104080000", body=page(copy, plain).encode())
    found = await recover(as_markdown(story))
    assert [target for _, target in first_of(found)] == rights


async def test_a_capture_whose_links_are_lost_too_is_passed_over_for_an_older_one(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = replace(story_of(PAPERS[0]), canonical=PAPERS[0][4])
    archive.add(PAPERS[0][4], "20200105080000", body=page(replace_targets(story, "#"), plain).encode())
    archive.add(PAPERS[0][4], "20200504080000", body=page(story, plain).encode())
    found = await recover(as_lost_html(story), "a.html")
    assert first_of(found) == story.answers()
    assert found.older_capture is not None
    assert "/web/20200504080000/" in found.older_capture


async def test_a_copy_that_is_named_by_hand_is_taken_from_a_file_or_the_web(
    live: Web, archive: WaybackStandin, recover: Recover, tmp_path: Path
) -> None:
    story = replace(story_of(PAPERS[0]), foot="")
    body = page(story, tables)
    found = await recover(as_markdown(story), named=[Document("old.html", body.encode(), "file:///old.html")])
    assert first_of(found) == story.answers()
    live.pages["kept.example/copy"] = body
    found = await recover(as_markdown(story), named=[live.sites.url("kept.example", "/copy")])
    assert first_of(found) == story.answers()
    assert archive.requests == []


@pytest.mark.parametrize("in_html", [False, True], ids=["markdown", "html"])
async def test_each_proposal_says_where_its_target_is_to_be_written(
    in_html: bool, archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0])
    archive.add(PAPERS[0][4], "20200104080000", body=page(story, sides).encode())
    text, name = (as_lost_html(story), "a.html") if in_html else (as_markdown(story), "a.md")
    body = text.encode()
    for proposal in reversed((await recover(text, name)).proposals):
        assert proposal.span is not None
        body = body[: proposal.span[0]] + proposal.candidates[0].url.encode() + body[proposal.span[1] :]
    whole = Document(name, body, "file:///a")
    mended = [citation.target.url for citation in extract(whole).citations][: len(story.links)]  # the foot has one, too
    assert mended == [target for _, target in story.answers()]


async def test_targets_that_their_author_wants_left_alone_are_not_looked_for(
    recover: Recover, archive: WaybackStandin
) -> None:
    for text, name in (
        ("# T\n\n[a](#) <!-- linkwatch-ignore -->\n", "a.md"),
        ("<html><p><a href='#' data-linkwatch-ignore>a</a>", "a.html"),
    ):
        assert (await recover(text, name)).proposals == ()
    assert archive.requests == []


async def test_a_saved_page_with_a_large_frame_of_its_own_is_known_by_its_paragraphs(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0])
    archive.add(PAPERS[0][4], "20200104080000", body=page(story, tables).encode())
    comments = "".join(
        f"<p>Somebody else wrote number {n} about the matters that are said above.</p>" for n in range(60)
    )
    menu = "".join(f"<li><a href='/menu/{n}'>Menu {n}</a></li>" for n in range(300))
    text = as_lost_html(story).replace("</body>", f"<ul>{menu}</ul>{comments}</body>")
    assert first_of(await recover(text, "a.html")) == story.answers()


async def test_a_site_that_does_not_answer_is_asked_no_more(live: Web, recover: Recover) -> None:
    live.sites.gone.add("valleypost.example")
    story = replace(story_of(PAPERS[0]), foot=f"© valleypost.example:{live.sites.port}")
    assert (await recover(as_markdown(story))).left == len(story.links)
    assert live.asked == []


def as_notebook(story: Story) -> str:
    cell = {"cell_type": "markdown", "metadata": {}, "source": as_markdown(story).splitlines(keepends=True)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


WRITTEN = {
    "a.rst": "`{} <#>`__",
    "a.adoc": "link:#[{}]",
    "a.tex": "\\href{{#}}{{{}}}",
    "a.ipynb": "",
}


@pytest.mark.parametrize("name", WRITTEN)
async def test_articles_in_other_formats_are_read(name: str, archive: WaybackStandin, recover: Recover) -> None:
    story = story_of(PAPERS[0])
    archive.add(PAPERS[0][4], "20200104080000", body=page(story, weblog).encode())
    if name == "a.ipynb":
        text = as_notebook(story)
    else:
        rows = [
            "".join(part if isinstance(part, str) else WRITTEN[name].format(part.text) for part in row)
            for row in story.paragraphs
        ]
        head = "= " if name == "a.adoc" else ""
        under = "\n" + "=" * len(story.title) if name == "a.rst" else ""
        text = "\n\n".join([f"{head}{story.title}{under}", story.dateline, *rows, story.foot])
        text = f"\\begin{{document}}\n{text}\n\\end{{document}}\n" if name == "a.tex" else text
    assert first_of(await recover(text, name)) == story.answers()


async def test_a_site_of_which_only_the_name_stands_in_words_is_looked_for_under_usual_names(
    archive: WaybackStandin, recover: Recover
) -> None:
    story = replace(story_of(PAPERS[0]), foot="Copyright © 2020 The Valley Post. See also other.example for more.")
    archive.add("http://www.valleypost.org/miners-treaty/7", "20200104080000", body=page(story, sides).encode())
    assert first_of(await recover(as_markdown(story))) == story.answers()


async def test_what_a_site_says_below_each_article_makes_no_copy_of_another(
    archive: WaybackStandin, recover: Recover
) -> None:
    below = made("en", "Below", "", "", seed="below", links=24)
    story = story_of(PAPERS[0], links=6)
    other = story_of(PAPERS[0], seed="other", links=6)
    other = replace(
        other,
        title="Miners and Borders: a Treaty Is Signed",
        dateline="",
        paragraphs=[*other.paragraphs, *below.paragraphs],
    )
    archive.add("http://www.valleypost.example/miners-treaty/5", "20200105080000", body=page(other, plain).encode())
    found = await recover(as_markdown(replace(story, paragraphs=[*story.paragraphs, *below.paragraphs])))
    assert found.older_capture is None


def test_the_name_of_a_site_in_the_titles_of_its_pages_is_no_title() -> None:
    story = story_of(PAPERS[0])
    other = replace(story_of(PAPERS[0], seed="another"), title="Rivers Rise in the Valley Again")
    sought = read_lost(Document("a.html", as_lost_html(story).encode(), "file:///a.html"))
    for one, is_same in ((story, True), (other, False)):
        copy = read_page(page(one, plain).encode(), None, "http://www.valleypost.example/a")
        assert vouch(sought.page, copy).same_title is is_same


async def test_what_only_looks_lost_is_left_alone(recover: Recover, archive: WaybackStandin, live: Web) -> None:
    found = await recover("# T\n\n[a](https://a.example/) [b](#part) [c](other.md)\n")
    assert found.proposals == ()
    assert (archive.requests, live.asked) == ([], [])


async def test_an_archive_without_an_answer_is_told_and_asked_no_more(
    archive: WaybackStandin, recover: Recover, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.always = UNAVAILABLE
    monkeypatch.setattr("linkwatch.archive.transport._RETRY_PAUSE", 0)
    found = await recover(as_markdown(story_of(PAPERS[0])))
    assert found.left == len(found.proposals)
    assert found.trouble is not None
    assert len(archive.requests) <= 4  # two questions, each once more


async def test_an_archive_that_keeps_the_site_out_has_answered(archive: WaybackStandin, recover: Recover) -> None:
    archive.always = EXCLUDED
    found = await recover(as_markdown(story_of(PAPERS[0])))
    assert (found.left, found.trouble) == (len(found.proposals), None)
    assert len(archive.requests) <= 3


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
async def test_the_same_word_in_the_same_sentence_is_told_apart_by_its_place(
    layout: Layout, archive: WaybackStandin, recover: Recover
) -> None:
    story = story_of(PAPERS[0], links=6)
    row: list[str | Link] = ["It was "]
    for number in range(4):
        row += [Link("reported", f"https://cited.example/same/{number}"), ", and "]
    story = replace(story, paragraphs=[*story.paragraphs, [*row, "denied."]])
    archive.add(PAPERS[0][4], "20200104080000", body=page(story, layout).encode())
    assert first_of(await recover(as_markdown(story))) == story.answers()
