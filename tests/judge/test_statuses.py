"""What an answer's status, or the trouble in its place, means where nothing else of the answer says more."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linkwatch.evidence import Hop, HopKind, Observation, PageFacts, Standing, Trouble, Visit, Witness
from linkwatch.judge import BrowserLook, SiblingLook, judge, next_question
from linkwatch.model import Verdict

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://a.test/news/dam-opens"
PAGE = PageFacts("text/html", title="Dam opens", heading="Dam opens", words=300, main_words=200, main_chars=900)
NAMED = {
    **dict.fromkeys((404, 410), "dead"),
    **dict.fromkeys((401, 402, 403, 405, 406, 418, 426, 429, 451, 495, 496, 999), "blocked"),
}
REASONS = {
    **dict.fromkeys((301, 302, 303, 307, 308), "redirect-broken"),
    **dict.fromkeys((403, 405, 406, 418), "forbidden"),
    401: "login-wall",
    402: "paywall",
    426: "upgrade-required",
    **dict.fromkeys((495, 496), "client-certificate"),
    429: "rate-limited",
    451: "legal",
    999: "bot-wall",
}
DEAD = (Trouble.DNS_NXDOMAIN, Trouble.FILE_MISSING)


def _seen(status: int | None, page: PageFacts | None = None, **more: object) -> Observation:
    return Observation(URL, NOW, Visit(URL, URL, status, page=page, body_bytes=900 if page else 0, **more))  # type: ignore[arg-type]


def _said(verdict: Verdict) -> tuple[str, str | None]:
    return str(verdict.status), verdict.reason


def test_status_decides_where_it_is_none_of_success() -> None:
    codes = range(300, 1000)
    expected = {code: (NAMED.get(code, "failing"), REASONS.get(code, f"http-{code}")) for code in codes}
    assert {code: _said(judge(_seen(code, PAGE))) for code in codes} == expected


def test_status_of_success_with_a_page_is_alive() -> None:
    assert {_said(judge(_seen(code, PAGE))) for code in range(200, 300)} == {("alive", None)}


def test_empty_answer_is_dead_where_it_is_plain_and_alive_where_it_is_meant() -> None:
    expected: dict[int, tuple[str, str | None]] = {code: ("failing", f"http-{code}") for code in range(200, 300)}
    expected |= {200: ("dead", "soft-404"), 204: ("alive", None), 205: ("alive", None)}
    assert {code: _said(judge(_seen(code))) for code in range(200, 300)} == expected


@pytest.mark.parametrize("status", [204, 205])
def test_answer_without_content_is_dead_where_every_address_gets_it(status: int) -> None:
    elsewhere = Witness(Visit(f"{URL}x", f"{URL}x", status))
    assert _said(judge(replace(_seen(status), sibling=elsewhere))) == ("dead", "soft-404")
    other = Witness(Visit(f"{URL}x", f"{URL}x", 404))
    assert _said(judge(replace(_seen(status), sibling=other))) == ("alive", None)


@pytest.mark.parametrize("cut", ["size", "not-needed"])
def test_body_of_which_nothing_was_kept_is_empty_unless_it_was_not_needed(cut: str) -> None:
    assert judge(_seen(200, cut=cut)).status == ("alive" if cut == "not-needed" else "dead")


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("refusal", sorted(set(NAMED) - {404, 410}))
def test_page_missing_for_robots_and_refused_to_browsers_is_known_to_nobody(status: int, refusal: int) -> None:
    again = Visit(URL, URL, refusal, browser_headers=True)
    assert _said(judge(replace(_seen(status), second=again))) == ("blocked", REASONS[refusal])
    assert judge(replace(_seen(status), second=replace(again, http_status=500))).status == "dead"


def test_reasons_tell_what_is_gone_from_what_was_not_found() -> None:
    assert "gone, the server says" in judge(_seen(410)).because
    assert "not found, the server says" in judge(_seen(404)).because


def test_verdict_stands_only_where_the_server_says_that_nothing_changed() -> None:
    standing = Standing("redirected", "moved", datetime(2026, 11, 1, tzinfo=UTC))
    assert _said(judge(replace(_seen(304), standing=standing))) == ("redirected", "moved")
    assert _said(judge(replace(_seen(200, PAGE), standing=standing))) == ("alive", None)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_trouble_passes_but_for_names_and_files_that_are_not_there(trouble: Trouble) -> None:
    expected = "dead" if trouble in DEAD else "failing"
    special = {
        Trouble.RATE_LIMITED: "blocked",
        Trouble.CLIENT_CERTIFICATE: "blocked",
        Trouble.PRIVATE_ADDRESS: "skipped",
    }
    expected = special.get(trouble, expected)
    assert _said(judge(_seen(None, trouble=trouble))) == (expected, trouble.value)


@pytest.mark.parametrize(
    ("trouble", "detail", "told"),
    [
        (Trouble.REDIRECT_LOOP, "more than 20", "there are more redirects than are followed"),
        (Trouble.REDIRECT_LOOP, "back to the first", "the redirects go round without end"),
        (Trouble.REDIRECT_LOOP, None, "the redirects go round without end"),
        (Trouble.READ_TIMEOUT, "more than 30 s", "the host takes the connection and does not answer"),
    ],
)
def test_redirects_that_are_too_many_are_told_from_those_that_go_round(
    trouble: Trouble, detail: str | None, told: str
) -> None:
    assert judge(_seen(None, trouble=trouble, detail=detail)).because[1:] == (told,)


def test_public_link_that_leads_to_a_private_address_fails() -> None:
    seen = _seen(None, trouble=Trouble.PRIVATE_ADDRESS, hops=(Hop(URL, 302),))
    assert _said(judge(seen)) == ("failing", "private-address")


def test_browser_is_sent_where_a_refusal_may_be_meant_for_robots_only() -> None:
    looks = {code: _seen(code, PAGE) for code in range(200, 1000)}
    asked = {code for code, look in looks.items() if next_question(look) == BrowserLook(URL)}
    assert asked == set(range(400, 1000)) - {401, 402, 407, 410, 429, 451}
    assert next_question(_seen(503, retry_after=60.0)) is None
    for code, look in looks.items():
        again = replace(look, second=Visit(URL, URL, code, browser_headers=True))
        assert not isinstance(next_question(again), BrowserLook)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_browser_is_sent_where_robots_may_meet_silence_or_a_maze_and_for_no_other_trouble(trouble: Trouble) -> None:
    question = next_question(_seen(None, trouble=trouble))
    for_robots = (Trouble.CONNECTION_RESET, Trouble.READ_TIMEOUT, Trouble.REDIRECT_LOOP)
    assert question == (BrowserLook(URL) if trouble in for_robots else None)


def test_sibling_is_asked_where_the_server_says_that_there_is_nothing_to_show() -> None:
    asked = {code for code in range(200, 300) if isinstance(next_question(_seen(code)), SiblingLook)}
    assert asked == {204, 205}


def _packed(page: PageFacts, length: str | None = None, coding: str = "gzip", **more: object) -> tuple[str, str | None]:
    headers = {"content-encoding": coding, "content-type": str(more.pop("declared", "text/html"))}
    return _said(
        judge(_seen(200, page, headers=headers | ({} if length is None else {"content-length": length}), **more))
    )


BAD = ("failing", "bad-response")


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "br", "zstd", " GZIP "])
@pytest.mark.parametrize("media_type", ["application/gzip", "application/octet-stream"])
def test_page_that_is_still_packed_as_its_header_says_cannot_be_read(coding: str, media_type: str) -> None:
    page = PageFacts(media_type)
    assert _packed(page, None, coding) == BAD
    assert _packed(page, "900", coding, declared="Text/HTML ; charset=utf-8") == BAD
    assert _packed(page, "899", coding) == ("alive", None)  # it was unpacked: what came is longer
    assert _packed(page, "900", coding, declared="application/pdf") == ("alive", None)
    assert _packed(page, "900", coding, cut="size") == ("alive", None)
    assert _packed(page, "900", "identity") == ("alive", None)


def test_page_without_words_is_still_packed_where_it_is_as_long_as_its_header_says() -> None:
    assert _packed(PageFacts("text/html"), "900") == BAD
    assert _packed(PageFacts("text/html"), None) == ("dead", "soft-404")
    assert _packed(PageFacts("text/html", title="Dam opens", words=1, main_words=1, main_chars=6), "900") == (
        "alive",
        None,
    )
    assert _packed(PageFacts("image/png"), "900") == ("alive", None)


@pytest.mark.parametrize(("words", "title", "begun"), [(4, None, False), (5, None, True), (4, "Courier", True)])
@pytest.mark.parametrize(("cut", "reason"), [("time", "read-timeout"), ("connection", "connection-reset")])
def test_page_that_broke_off_before_its_title_and_first_words_is_known_to_nobody(
    words: int, title: str | None, begun: bool, cut: str, reason: str
) -> None:
    page = PageFacts("text/html", title=title, words=words, main_words=words, main_chars=6 * words)
    assert _said(judge(_seen(200, page, cut=cut))) == (("alive", None) if begun else ("failing", reason))


@pytest.mark.parametrize("status", [404, 410])
def test_nothing_at_the_address_to_which_a_page_points_is_a_broken_way_to_it(status: int) -> None:
    moved = (Hop(URL, 200, HopKind.MOVED), Hop("http://a.test/x", 301))
    assert _said(judge(_seen(status, hops=moved))) == ("failing", "redirect-broken")
    assert _said(judge(_seen(503, hops=moved))) == ("failing", "http-503")
    assert _said(judge(_seen(status, hops=moved[1:]))) == ("dead", f"http-{status}")


@pytest.mark.parametrize(
    ("viewers", "said"),
    [
        (("/view?file=a.pdf",), ("blocked", "needs-browser")),
        (("/view?file=/a.pdf",), ("dead", "http-404")),
        (("/view?file=/a.pdf", "/view?file=a.pdf"), ("blocked", "needs-browser")),
        (("/view?file=a.pdf", "/view?file=/a.pdf"), ("dead", "http-404")),
    ],
)
def test_file_that_only_a_viewer_knows_is_not_dead_where_a_guess_at_it_fails(
    viewers: tuple[str, ...], said: tuple[str, str]
) -> None:
    hops = tuple(Hop(f"http://a.test{viewer}", 200, HopKind.FILE) for viewer in viewers)
    assert _said(judge(_seen(404, hops=hops))) == said
    assert _said(judge(_seen(404, hops=(Hop("http://a.test/view?file=a.pdf", 301),)))) == ("dead", "http-404")
