"""Reading a source again: what is as it was is not sent again."""

import pytest

from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.model import Document, Unchanged
from linkwatch.reading import Here
from tests.articles.sources.conftest import Remembering, Site
from tests.articles.sources.helpers import errors, names, read_all

DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    "validators", [{"ETag": '"1"'}, {"ETag": 'W/"1"'}, {"Last-Modified": DATE}, {"ETag": '"1"', "Last-Modified": DATE}]
)
async def test_a_second_reading_of_a_page_that_is_as_it_was_gives_unchanged(
    site: Site, remembering: Remembering, validators: dict[str, str]
) -> None:
    site.put("/a", "<a href=x>x</a>")
    site.validators["/a"] = validators
    (document,) = await read_all(f"page:{site.root}/a", remembering)
    assert isinstance(document, Document)
    assert (document.etag, document.last_modified) == (validators.get("ETag"), validators.get("Last-Modified"))
    assert await read_all(f"page:{site.root}/a", remembering) == [Unchanged(f"{site.root}/a")]
    assert [len(conditions) for conditions in site.conditions] == [0, len(validators)]


async def test_a_page_that_became_another_is_read(site: Site, remembering: Remembering) -> None:
    for version in "12":
        site.put("/a", version)
        site.validators["/a"] = {"ETag": f'"{version}"'}
        (document,) = await read_all(f"page:{site.root}/a", remembering)
        assert isinstance(document, Document)
        assert (document.body, document.etag) == (version.encode(), f'"{version}"')


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
async def test_an_unchanged_list_still_names_its_articles(site: Site, remembering: Remembering, kind: str) -> None:
    feed = "<rss><channel><item><link>%s/a</link></item><item><link>%s/b</link></item></channel></rss>"
    sitemap = "<urlset><url><loc>%s/a</loc></url><url><loc>%s/b</loc></url></urlset>"
    site.put("/list", feed if kind == "feed" else sitemap)
    site.put("/a", "A")
    site.put("/b", "B")
    site.validators |= {"/list": {"ETag": '"l"'}, "/a": {"ETag": '"a"'}}
    assert names(await read_all(f"{kind}:{site.root}/list", remembering)) == [f"{site.root}/a", f"{site.root}/b"]
    unchanged, document = await read_all(f"{kind}:{site.root}/list", remembering)
    assert unchanged == Unchanged(f"{site.root}/a")
    assert isinstance(document, Document)
    assert document.uri == f"{site.root}/b"  # whose server says nothing that it could be asked by
    assert [path for path, sent in zip(site.asked, site.conditions, strict=True) if sent] == ["/list", "/a"]


async def test_an_unchanged_list_of_urls_comes_whole(site: Site, remembering: Remembering) -> None:
    site.put("/list", "http://example.org")
    site.validators["/list"] = {"ETag": '"l"'}
    first = await read_all(f"urls:{site.root}/list", remembering)
    assert await read_all(f"urls:{site.root}/list", remembering) == first
    assert site.conditions == [{}, {"If-None-Match": '"l"'}]


async def test_a_server_that_always_says_not_modified_is_not_believed(site: Site, remembering: Remembering) -> None:
    site.put("/a", "", status=304)
    source = open_source(parse_input(f"page:{site.root}/a"), remembering, Here(), None)
    found = [item async for item in source.documents()]
    assert errors(found) == [f"{site.root}/a: the server answered 304, as if we had the page: try again later"]


async def test_a_page_behind_a_redirect_is_read_whole_every_time(site: Site, remembering: Remembering) -> None:
    site.put("/new/place", "A")
    site.validators["/new/place"] = {"ETag": '"1"'}
    for _ in range(2):
        assert names(await read_all(f"page:{site.root}/moved", remembering)) == [f"{site.root}/moved"]
    assert site.conditions == [{}] * 4
