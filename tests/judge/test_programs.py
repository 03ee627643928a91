"""Pages that are marked in their source as those for what is not there, in a language that no table knows."""

import pytest

from linkwatch.judge.page import read_page
from linkwatch.judge.programs import CLASSED, MISSING

URL = "https://a.test/news/weir"


def marks(head: str = "", body: str = "<body>", script: str = "", url: str = URL, mark: str = MISSING) -> bool:
    text = f"<html><head><title>Lark</title>{head}</head>{body}<p>Wax halkan ma yaal.</p>{script}</body></html>"
    return mark in read_page(text.encode(), "text/html", "utf-8", url).signatures


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="prerender-status-code" content="404">',
        '<meta name="prerender-status-code" content="410">',
        '<meta name="next-error" content="not-found"/>',
        '<link rel="canonical" href="https://a.test/404">',
        '<link rel="canonical" href="/page-not-found/">',
        '<meta property="og:url" content="https://a.test/404.html">',
    ],
)
def test_heads_that_say_it(head: str) -> None:
    assert marks(head)


@pytest.mark.parametrize(
    "body",
    ['<body class="error404 wp-theme">', "<body class='rtl template-404'>", '<body id="pagenotfound" class="x">'],
)
def test_bodies_that_say_it(body: str) -> None:
    assert marks(body=body, mark=CLASSED)
    assert not marks(body=body)


@pytest.mark.parametrize(
    "script",
    [
        '<script id="__NEXT_DATA__" type="application/json">{"props":{},"page":"/404","query":{}}</script>',
        '<script id="__NEXT_DATA__">{"props":{"pageProps":{"statusCode":404}},"page":"/_error"}</script>',
        '<script>window.__NUXT__={layout:"error",error:{statusCode:404,message:"x"}}</script>',
        '<script>window.pagePath="/404.html";</script>',
    ],
)
def test_states_of_programs_that_say_it(script: str) -> None:
    assert marks(script=script)


@pytest.mark.parametrize(
    ("head", "body", "script"),
    [
        ('<meta name="prerender-status-code" content="200">', "<body>", ""),
        ('<link rel="canonical" href="https://a.test/news/weir">', '<body class="single postid-404">', ""),
        ("", "<body>", "<pre>&lt;body class='error404'&gt;</pre>"),
        ("", "<body>", '<script id="__NEXT_DATA__" type="application/json">{"page":"/news/[slug]"}</script>'),
        (
            "",
            "<body>",
            '<script id="__NEXT_DATA__" type="application/json">{"statusCode":500,"page":"/_error"}</script>',
        ),
        ("", "<body>", '<script type="application/json">{"links":["/404"],"page":"/404"}</script>'),
        ("", "<body>", "<script>window.__NUXT__={data:[{statusCode:404}],error:null}</script>"),
    ],
)
def test_sources_that_do_not(head: str, body: str, script: str) -> None:
    assert not marks(head, body, script)
    assert not marks(head, body, script, mark=CLASSED)


def test_an_error_page_that_is_asked_for_by_name_is_what_was_cited() -> None:
    assert not marks('<link rel="canonical" href="https://a.test/404">', url="https://a.test/404")


def test_an_article_about_error_pages_names_itself_and_nothing_else() -> None:
    about = "https://a.test/blog/seite-nicht-gefunden-was-nun"
    assert not marks(f'<link rel="canonical" href="{about}">', url=about)
    assert marks('<link rel="canonical" href="https://a.test/seite-nicht-gefunden.html">')


def test_the_page_of_what_has_the_number_404_is_there() -> None:
    head = '<link rel="canonical" href="https://a.test/product/404">'
    assert not marks(head, url="https://a.test/p?id=404")
    assert marks('<link rel="canonical" href="https://a.test/en/404">')


def test_a_body_that_bears_the_number_of_its_page_is_there() -> None:
    assert not marks(body="<body id=page-404>", url="https://a.test/index.php?id=404", mark=CLASSED)
    assert marks(body="<body id=page-404>", mark=CLASSED)


def test_what_a_program_says_surely_hides_what_a_theme_says() -> None:
    head = '<meta name="next-error" content="not-found">'
    assert not marks(head, body='<body class="error404">', mark=CLASSED)


@pytest.mark.parametrize(
    "name",
    [
        *("error404", "template-404", "cms-no-route", "cms-noroute-index", "pagenotfound", "error-not_found"),
        *("error-not-found", "page-type-notfound", "path-404", "page-404", "page404", "error-404", "http-404"),
        "page-not-found",
    ],
)
def test_each_class_is_that_of_what_is_not_there(name: str) -> None:
    assert marks(body=f"<body class='wide {name.upper()} x'>", mark="not-found-class")
    assert not marks(body=f"<body class='x{name}'>", mark="not-found-class")
    is_number = name in ("path-404", "page-404", "page404")
    assert marks(body=f"<body class={name}>", url="https://a.test/n/404", mark="not-found-class") is not is_number
    assert marks(body=f"<body class={name}>", url="https://a.test/n/1404", mark="not-found-class")


@pytest.mark.parametrize(("letters", "is_one"), [(2000, True), (2001, False)])
def test_the_beginning_of_an_address_is_read(letters: int, *, is_one: bool) -> None:
    start, end = "https://a.test/", "/404"
    address = f"{start}{'x' * (letters - len(start) - len(end))}{end}"
    assert marks(f'<link rel="canonical" href="{address}">') is is_one


def test_only_scripts_of_the_page_itself_are_its_state() -> None:
    state = '{"page":"/404"}'
    assert marks(script=f"<script>{state}</script>")
    assert marks(script=f'<script id="__NUXT_DATA__" type="application/json">{state}</script>')
    assert not marks(script=f'<script src="/a.js">{state}</script>')
    assert not marks(script=f'<script id="another" type="application/json">{state}</script>')


def test_other_links_name_other_pages() -> None:
    assert marks('<link rel="x canonical" href="https://a.test/404">')
    assert not marks('<link rel="alternate" href="https://a.test/404">')
    assert not marks('<link href="https://a.test/404">')
