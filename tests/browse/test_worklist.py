"""An article as a worklist: what needs work, what to write instead, as a list and as a patch."""

import asyncio
import csv
import hashlib
import io
import re
from html import unescape
from pathlib import Path

import pytest

from linkwatch.browse.forms import replacements
from linkwatch.model import Article, Citation, Grade, Row, Snapshot, Status, Target, TargetKind
from linkwatch.store import Store
from tests.browse.collection import COPY, DRIFTED, LOST, MOVED, NOWHERE, WELL
from tests.browse.conftest import Site, served
from tests.browse.test_pages import words
from tests.programs import run_program
from tests.store.making import NOW, answered, cite, look, pending

DEAD: Row = {
    "url": "https://a.example/?a=1&b=(2)",
    "text": "the [lost] mill",
    "status": "dead",
    "final_url": None,
    "moved_to": None,
    "copy_url": "https://web.archive.org/web/20150609120000/https://a.example/?a=1&b=(2)",
    "timestamp": "20150609120000",
}


def test_a_copy_is_written_as_each_kind_of_text_has_it() -> None:
    (found,) = replacements(DEAD)
    copy = DEAD["copy_url"]
    assert found.forms == {
        "Address": copy,
        "Markdown": rf"[the \[lost\] mill](<{copy}>)",
        "HTML": f'<a href="{copy.replace("&", "&amp;")}">the [lost] mill</a>',
        "Robust Links": (
            f'<a href="{copy.replace("&", "&amp;")}" data-versionurl="{copy.replace("&", "&amp;")}" '
            f'data-versiondate="2015-06-09" data-originalurl="https://a.example/?a=1&amp;b=(2)">the [lost] mill</a>'
        ),
        "Wikitext": (
            f"[https://a.example/?a=1&b=(2) the  lost  mill] {{{{webarchive |url={copy} |date=9 June 2015}}}}"
        ),
    }


def test_where_a_page_has_moved_its_new_address_comes_first_and_needs_no_copy() -> None:
    moved = {**DEAD, "moved_to": "https://new.example/mill"}
    assert [(found.address, found.day is None) for found in replacements(moved)] == [
        ("https://new.example/mill", True),
        (DEAD["copy_url"], False),
    ]
    assert "Robust Links" not in replacements(moved)[0].forms
    assert replacements(moved)[0].forms["Wikitext"] == "[https://new.example/mill the  lost  mill]"
    redirected = {**moved, "status": "redirected", "final_url": "https://b.example/"}
    assert [found.address for found in replacements(redirected)] == ["https://b.example/"]


@pytest.mark.parametrize("status", ["alive", "blocked", "invalid", "unchecked"])
def test_what_is_not_lost_is_not_replaced(status: str) -> None:
    assert replacements({**DEAD, "status": status}) == []


def test_a_copy_that_no_reader_can_open_is_not_offered() -> None:
    assert replacements({**DEAD, "copy_url": "warc:own.warc.gz"}) == []
    assert replacements({**DEAD, "copy_url": "javascript:alert(1)"}) == []


async def test_what_needs_work_can_be_shown_alone_or_all_in_order(site: Site) -> None:
    work = words(await site.get("/article/1?status=work"))
    assert "a page that came back" not in work
    assert "what needs work (7)" in work
    order = words(await site.get("/article/1?status=all"))
    assert order.index("the moved mill") < order.index("a page that came back") < order.index("a walled page")
    dead = words(await site.get("/article/1?status=dead"))
    assert ("the lost mill" in dead, "a walled page" in dead) == (True, False)
    mendable = words(await site.get("/article/1?status=mendable"))
    assert ("the lost mill" in mendable, "a page without a copy" in mendable) == (True, False)
    assert words(await site.get("/article/1?status=nonsense")) == words(await site.get("/article/1"))


async def test_a_citation_shows_its_sentence_its_reason_and_what_to_write(site: Site) -> None:
    page = await site.get("/article/1?status=work")
    told = words(page)
    assert "“ the lost mill ” line 3 A sentence with the lost mill in it. dead the server answers" in told
    assert f"[the lost mill]({COPY.url})" in told
    assert "Why the server answered so it is known" in told
    assert "no such domain no archived copy was found" in told
    assert page.count("data-copy hidden") == 9  # five forms of the copy, four of the new address


async def test_the_list_of_an_article_is_a_table_too(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(await site.get("/csv/article/1"))))
    assert [row["line"] for row in rows] == ["3", "4", "5", "7", "8", "9", "10", "11"]
    assert (rows[0]["url"], rows[0]["status"], rows[0]["snapshot_url"]) == (LOST, "dead", COPY.url)
    dead = list(csv.DictReader(io.StringIO(await site.get("/csv/article/1?status=dead"))))
    assert [row["url"] for row in dead] == [LOST, NOWHERE]
    work = list(csv.DictReader(io.StringIO(await site.get("/csv/article/1?status=work"))))
    assert len(work) == 7


async def test_the_list_of_a_host_names_each_place(site: Site) -> None:
    answer = await site.datasette.client.get("/csv/site/mills.example")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="mills.example.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")  # Excel knows UTF-8 by it
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["url"] for row in rows][:3] == [LOST, DRIFTED, MOVED]  # the worst first
    assert {row["url"] for row in rows if row["article"] == "/essays/other.md"} == {WELL}
    dead = await site.get("/csv/host/mills.example?status=dead")
    assert (LOST in dead, MOVED in dead) == (True, False)


async def test_no_cell_of_a_list_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        run = store.runs.begin("audit", NOW)
        evil = Article("/x.md", "=1+1", None, (cite("https://a.example/", "=cmd|' /C calc'!A0"),))
        store.articles.record(run, None, evil, "", NOW)
    with served(path) as datasette:
        for address in ("/csv/article/1", "/csv/articles", "/csv/host/a.example", "/csv/question/unchecked"):
            text = await Site(datasette).get(address)
            assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("=")], address


async def test_a_list_is_whole_however_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        run = store.runs.begin("audit", NOW)
        cited = tuple(cite(f"https://a.example/{number}", "x", number + 1) for number in range(1203))
        store.articles.record(run, None, Article("/x.md", "X", None, cited), "", NOW)
    with served(path) as datasette:
        for address in ("/csv/article/1", "/csv/host/a.example", "/csv/question/unchecked"):
            assert len(list(csv.DictReader(io.StringIO(await Site(datasette).get(address))))) == 1203


TEXT = "# Mills\n\nThe [lost mill](https://a.example/lost) burnt down.\nThe [other](https://a.example/well) stands.\n"


def essay(path: Path, folder: Path, text: str = TEXT, grade: Grade | None = Grade.FITS) -> Path:
    """A file whose first link is dead and has a copy, known to the database. grade: of the copy."""
    file = folder / "essay.md"
    file.write_text(text)
    lost, well = "https://a.example/lost", "https://a.example/well"
    body = file.read_bytes()
    spans = [(body.index(url.encode()), body.index(url.encode()) + len(url)) for url in (lost, well)]
    cited = tuple(
        Citation(url, Target(TargetKind.WEB, url), "words", "A sentence.", line, span)
        for line, (url, span) in enumerate(zip((lost, well), spans, strict=True), 3)
    )
    with Store.open(path) as store:
        run = store.runs.begin("audit", NOW)
        digest = hashlib.sha256(body).hexdigest()
        store.articles.record(run, None, Article(str(file), "Mills", None, cited), digest, NOW)
        store.runs.plan(run, NOW)
        known = pending(store, run)
        looks = [look(known[lost], Status.DEAD, "http-404", 404), look(known[well], Status.ALIVE)]
        store.checks.settle(run, looks)
        copy = f"https://web.archive.org/web/20150609120000/{lost}"
        answered(store, known[lost], Snapshot("wayback", "20150609120000", copy, lost, grade))
    return file


async def test_the_patch_of_an_article_mends_its_file(tmp_path: Path) -> None:
    file = essay(tmp_path / "links.db", tmp_path)
    with served(tmp_path / "links.db") as datasette:
        page = await Site(datasette).get("/article/1")
        assert 'href="/article/1.patch"' in page
        assert "not vouched for" not in words(await Site(datasette).get("/"))
        patch = await Site(datasette).get("/article/1.patch")
        robust = await Site(datasette).get("/article/1.patch?as=robust")
        assert "there are replace, robust" in await Site(datasette).get("/article/1.patch?as=zzz", status=400)
    program = await asyncio.create_subprocess_exec("patch", "-p1", "-s", cwd=tmp_path, stdin=asyncio.subprocess.PIPE)
    await program.communicate(patch.encode())
    assert program.returncode == 0
    copy = "https://web.archive.org/web/20150609120000/https://a.example/lost"
    assert file.read_text() == TEXT.replace("https://a.example/lost", copy)
    assert "+The <a href=" in robust
    assert "data-originalurl" in robust


async def test_a_patch_that_would_be_empty_says_why(tmp_path: Path) -> None:
    essay(tmp_path / "links.db", tmp_path, grade=Grade.PLAYS)
    with served(tmp_path / "links.db") as datasette:
        page = words(await Site(datasette).get("/article/1"))
        assert "what can be mended (0)" in page
        assert "there is no patch : of nothing that is dead a copy is vouched for" in page
        for address in ("/article/1", "/link/1", "/host/a.example"):
            told = words(await Site(datasette).get(address))
            assert "the archived copy of 2015-06-09 (not vouched for: open it before you cite it)" in told, address
        for address, times in (("/", 2), ("/find?q=lost", 1)):
            told = words(await Site(datasette).get(address))
            assert told.count("cite the copy of 2015-06-09 (not vouched for: open it before you cite it)") == times, (
                told
            )
        told = words(await Site(datasette).get("/article/1.patch", status=404))
    assert "The patch is empty Nothing that is dead here can be mended by itself. line 3:" in told
    assert "nothing vouches for it: read it" in told


async def test_where_nothing_is_dead_the_patch_says_so(tmp_path: Path) -> None:
    essay(tmp_path / "links.db", tmp_path)
    with Store.open(tmp_path / "links.db") as store, store._connection.writing() as raw:
        raw.execute("UPDATE links SET status = 'alive'")
    with served(tmp_path / "links.db") as datasette:
        assert "patch" not in words(await Site(datasette).get("/article/1"))
        told = words(await Site(datasette).get("/article/1.patch", status=404))
    assert "No link in this article is dead" in told


COPIES: dict[str, dict[str, object]] = {
    "fits": {},
    "same-text": {"grade": "same-text"},
    "plays": {"grade": "plays"},
    "of-before-grades": {"grade": None},
    "saved-by-us": {"grade": None, "purpose": "saved"},
    "no-copy": {"snapshot_id": None},
    "taken-down": {"snapshot_reason": "archive-excluded"},
    "of-our-own": {"url": "warc:own.warc.gz"},
    "with-a-password": {"url": "https://anna:hidden@archive.example/copy"},
    "moved-and-no-copy": {"snapshot_id": None, "moved_to": "https://b.example/new"},
    "moved": {"moved_to": "https://b.example/new"},
    "failing": {"status": "failing"},
    "changed": {"status": "changed"},
}
"""What may be known of links: a dead one with a copy that fits, but for these."""


async def test_what_can_be_mended_is_what_the_patch_holds_wherever_it_is_counted(tmp_path: Path) -> None:
    path, file = tmp_path / "links.db", tmp_path / "essay.md"
    lines = [f"A [link](https://a.example/{name})." for name in COPIES]
    lines.append("Left out: [link](https://a.example/same-text). <!-- linkwatch-ignore -->")
    lines.append("An image: ![link](https://a.example/fits)")
    file.write_text("\n\n".join(lines))
    await asyncio.to_thread(run_program, "audit", "--db", path, "--no-archive", "--exclude", ".", file)
    with Store.open(path) as store, store._connection.writing() as raw:
        raw.execute("UPDATE links SET status = 'dead', reason = 'http-404'")
        raw.execute("""INSERT INTO snapshots (link_id, archive, timestamp, url, original_url, purpose, grade, found_at)
          SELECT id, 'wayback', '20150609120000', 'https://web.archive.org/web/20150609120000/' || url, url, 'dead',
          'fits', '2026-11-22T08:00:00Z' FROM links""")
        raw.execute("UPDATE links SET snapshot_id = (SELECT s.id FROM snapshots s WHERE s.link_id = links.id)")
        for name, otherwise in COPIES.items():
            for column, value in otherwise.items():
                where = "url = ?1" if column in LINK_COLUMNS else "link_id = (SELECT id FROM links WHERE url = ?1)"
                table = "links" if column in LINK_COLUMNS else "snapshots"
                raw.execute(f"UPDATE {table} SET {column} = ?2 WHERE {where}", [f"https://a.example/{name}", value])
    with served(path) as datasette:
        site = Site(datasette)
        held = (await site.get("/article/1.patch")).count("\n+A [link](https://web.archive.org")
        assert held == 4  # fits, same-text, saved-by-us, moved
        page = await site.get("/article/1?status=mendable")
        assert f"what can be mended ({held})" in words(page)
        assert page.count('<li class="dead">') == held
        assert len(list(csv.DictReader(io.StringIO(await site.get("/csv/article/1?status=mendable"))))) == held
        for address in ("/articles?order=new", "/articles?words=essay", "/articles", "/"):
            assert f'href="/article/1?status=mendable">{held}</a>' in await site.counted(address), address


LINK_COLUMNS = ("snapshot_id", "snapshot_reason", "moved_to", "status")


async def test_a_file_that_is_another_by_now_gets_no_patch_and_none_of_it_is_shown(tmp_path: Path) -> None:
    file = essay(tmp_path / "links.db", tmp_path)
    file.write_text("secret: " + TEXT)
    with served(tmp_path / "links.db") as datasette:
        told = unescape(re.sub(r"<[^>]+>", " ", await Site(datasette).get("/article/1.patch", status=409)))
        assert "was changed since it was read" in told
        assert "secret" not in told
        file.unlink()
        await Site(datasette).get("/article/1.patch", status=404)
        await Site(datasette).get("/article/7.patch", status=404)


async def test_passwords_beside_what_is_mended_are_not_shown(tmp_path: Path) -> None:
    essay(tmp_path / "links.db", tmp_path, TEXT + "\nOurs is https://anna:hidden@b.example/ now.\n")
    with served(tmp_path / "links.db") as datasette:
        told = await Site(datasette).get("/article/1.patch", status=403)
    assert "linkwatch fix --diff" in told
    assert "hidden" not in told


async def test_a_page_of_the_web_gets_no_patch(site: Site) -> None:
    assert ".patch" not in await site.get("/article/1")
    await site.get("/article/1.patch", status=404)


@pytest.mark.parametrize(("name", "is_promised"), [("essay.docx", False), ("essay.PDF", False), ("essay", True)])
async def test_no_patch_is_promised_for_a_file_that_none_can_be_made_for(
    name: str, is_promised: bool, tmp_path: Path
) -> None:
    file = essay(tmp_path / "links.db", tmp_path)
    with Store.open(tmp_path / "links.db") as store, store._connection.writing() as raw:
        raw.execute("UPDATE articles SET uri = ?", [str(file.with_name(name))])
    with served(tmp_path / "links.db") as datasette:
        page = await Site(datasette).get("/article/1")
    assert (".patch" in page) is is_promised
    assert "2015-06-09" in page
