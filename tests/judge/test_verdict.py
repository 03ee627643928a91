"""Judgement of observations made by hand; the corpus judges those that real servers give."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.evidence import Hop, HopKind, Observation, PageFacts, Trouble, Visit, Witness
from linkwatch.evidence.as_json import evidence_to_json, observation_from_json
from linkwatch.judge import BrowserLook, Case, SiblingLook, address_to_cite, judge, next_question, notes_in, read_page
from linkwatch.model import Status, Verdict

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://a.test/news/dam-opens"
PAGE = PageFacts("text/html", title="Dam opens", heading="Dam opens", words=300, main_words=200, main_chars=900)


def _seen(status: int | None = 200, page: PageFacts | None = PAGE, **more: object) -> Observation:
    visit = Visit(URL, str(more.pop("final_url", URL)), status, page=page, body_bytes=900 if page else 0, **more)  # type: ignore[arg-type]
    return Observation(URL, NOW, visit)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_verdict_named_after_it(trouble: Trouble) -> None:
    verdict = judge(_seen(None, None, trouble=trouble))
    assert verdict.reason == trouble.value
    assert verdict.status in ("dead", "failing", "blocked", "skipped")


def test_rule_with_nothing_to_say_of_a_case_is_asked_once() -> None:
    asked: list[str] = []

    def says_nothing(case: Case) -> None:
        asked.append(case.url)

    def says_something(case: Case) -> Verdict:
        asked.append(case.url)
        return Verdict(Status.ALIVE, "ok", ())

    case = Case(_seen())
    assert [case.ask(says_nothing) for _ in range(3)] == [None] * 3
    assert len({case.ask(says_something) for _ in range(2)}) == 1
    assert len(asked) == 3


@given(st.integers(min_value=300, max_value=999))
def test_no_status_from_300_on_is_alive(status: int) -> None:
    verdict = judge(_seen(status))
    assert verdict.status in ("dead", "failing", "blocked")
    assert (verdict.status == "dead") == (status in (404, 410))


@pytest.mark.parametrize(
    ("status", "asks"),
    [
        (403, True),
        (404, True),
        (406, True),
        (999, True),
        (401, False),
        (429, False),
        (451, False),
        (500, True),
        (503, True),
    ],
)
def test_refusals_that_may_be_meant_for_robots_are_asked_again_as_a_browser(status: int, *, asks: bool) -> None:
    question = next_question(_seen(status))
    assert (question == BrowserLook(URL)) is asks


def test_page_whose_title_fits_its_address_needs_no_sibling() -> None:
    assert next_question(_seen()) is None


def test_page_of_another_title_needs_one_unless_it_names_itself() -> None:
    other = PageFacts("text/html", title="Welcome", words=300, main_words=200, main_chars=900)
    assert isinstance(next_question(_seen(page=other)), SiblingLook)
    itself = PageFacts("text/html", title="Welcome", words=300, main_words=200, main_chars=900, canonical=URL)
    assert next_question(_seen(page=itself)) is None


def test_page_of_another_title_that_moved_under_its_own_name_needs_no_sibling() -> None:
    page = replace(PAGE, title="Courier", heading=None)
    kept, other = (f"http://b.test/x/{name}" for name in ("dam-opens", "wells"))
    assert next_question(_seen(page=page, hops=(Hop(URL, 301),), final_url=kept)) is None
    assert isinstance(next_question(_seen(page=page, hops=(Hop(URL, 301),), final_url=other)), SiblingLook)


def test_a_server_that_drips_is_asked_nothing_more() -> None:
    other = PageFacts("text/html", title="Welcome", words=300, main_words=200, main_chars=900)
    assert next_question(_seen(page=other, cut="time")) is None
    assert next_question(_seen(403, cut="time")) is None
    assert next_question(_seen(403, cut="connection")) == BrowserLook(URL)


def test_home_pages_never_need_a_sibling() -> None:
    home = "http://a.test/"
    page = PageFacts("text/html", title="Page not found", signatures=("not-found-whole",), words=3, main_words=3)
    seen = Observation(home, NOW, Visit(home, home, 200, page=page, body_bytes=9))
    assert next_question(seen) == BrowserLook(home)
    assert next_question(seen, as_reader=False) is None


def _walk(*steps: tuple[str, int], final: str, kind: HopKind = HopKind.HTTP) -> Observation:
    hops = tuple(Hop(url, status, kind) for url, status in steps)
    return Observation(steps[0][0], NOW, Visit(steps[0][0], final, 200, hops, page=PAGE, body_bytes=9))


@pytest.mark.parametrize(
    ("observation", "cite"),
    [
        (_walk((URL, 301), final="http://b.test/dam-opens"), "http://b.test/dam-opens"),
        (_walk((URL, 302), final="http://b.test/dam-opens"), URL),
        (_walk((URL, 302), ("http://b.test/x", 301), final="http://b.test/dam-opens"), URL),
        (_walk((URL, 301), ("http://b.test/x", 302), final="http://b.test/dam-opens"), "http://b.test/x"),
        (_walk((URL, 302), (URL.replace("http", "https"), 301), final="http://b.test/dam"), "http://b.test/dam"),
        (_walk((URL, 200), final="http://b.test/dam-opens", kind=HopKind.REFRESH), URL),
    ],
)
def test_address_to_cite_is_where_the_leading_permanent_redirects_end(observation: Observation, cite: str) -> None:
    assert address_to_cite(observation) == cite
    assert (judge(observation).status == "redirected") == (cite != URL)


def test_reasons_tell_the_walk_and_hide_passwords() -> None:
    observation = _walk(("http://me:secret@a.test/x", 301), final="http://me:secret@b.test/x")
    told = " ".join(judge(observation).because)
    assert "301 at http://***@a.test/x → 200 at http://***@b.test/x" in told
    assert "secret" not in told


def test_reasons_tell_every_visit_with_its_page() -> None:
    page = PageFacts("text/html", title="Dam opens", words=300, main_words=200, main_chars=900)
    first = Visit(URL, URL, 403, page=replace(page, title=None), body_bytes=9, detail="after 2 tries")
    hops = (Hop(URL, 301), Hop("http://a.test/x", 200, HopKind.REFRESH))
    second = Visit(URL, "http://a.test/y", 200, hops, page=page, body_bytes=9, browser_headers=True)
    sibling = Witness(Visit("http://a.test/z", "http://a.test/z", 404, page=PageFacts("text/html")), 0.25)
    walk = f"301 at {URL} → 200 refresh at http://a.test/x → 200 at http://a.test/y"
    told = judge(Observation(URL, NOW, first, second, sibling)).because
    assert told[:4] == (
        f"asked: 403 at {URL} (after 2 tries), text/html, 300 words",
        f"asked again with a browser's headers: {walk}, text/html “Dam opens”, 300 words",
        "readers get another answer than robots do: theirs decides",
        "asked a sibling that cannot exist: 404 at http://a.test/z, text/html, 0 words; the texts are 25% alike",
    )
    assert len(told) > 4


def test_reasons_tell_the_browser_and_that_readers_get_something_else_only_where_they_do() -> None:
    first = Visit(URL, URL, 200, page=PAGE, body_bytes=900)
    opened = replace(first, rendered_by="Chromium 140", remarks=("slowly", "twice"))
    front = Witness(Visit("http://a.test/", "http://a.test/", trouble=Trouble.READ_TIMEOUT))
    same = judge(Observation(URL, NOW, first, opened, front=front)).because
    assert same[1:3] == (
        f"opened in a browser (Chromium 140): 200 at {URL}; slowly; twice, text/html “Dam opens”, 300 words",
        "asked the site's front page: read-timeout at http://a.test/",
    )
    assert notes_in(same) == list(same[3:])
    other = judge(Observation(URL, NOW, replace(first, http_status=403), opened)).because
    assert other[2] == "readers get another answer than robots do: theirs decides"
    assert notes_in(other) == ["the page answers"]
    refused = judge(Observation(URL, NOW, first, replace(opened, http_status=403))).because
    assert "readers get another answer than robots do: theirs decides" not in refused


@pytest.mark.parametrize(("hops", "steps", "more"), [(6, 6, False), (7, 6, True)])
def test_reasons_tell_six_redirects_and_how_many_more_there_were(hops: int, steps: int, *, more: bool) -> None:
    walk = tuple(Hop(f"http://a.test/{number}", 302) for number in range(hops))
    (told, *_) = judge(_seen(hops=walk)).because
    assert told.count("302 at") == steps
    assert ("→ 1 more →" in told) is more
    assert (" more " in told) is more


def test_a_redirect_to_an_error_page_is_dead() -> None:
    page = replace(PAGE, title="Kurier", heading=None)
    verdict = judge(_seen(page=page, hops=(Hop(URL, 302),), final_url="http://a.test/404.html"))
    assert (verdict.status, verdict.reason) == ("dead", "soft-404")
    assert judge(_seen(page=page, final_url="http://a.test/404.html")).status == "alive"


def test_a_page_that_scripts_choose_is_for_a_browser() -> None:
    route, page = "http://a.test/#!/topic/17", replace(PAGE, title="Kurier", main_words=20, scripts=1)
    verdict = judge(Observation(route, NOW, Visit(route, "http://a.test/", 200, page=page, body_bytes=9)))
    assert (verdict.status, verdict.reason) == ("blocked", "needs-browser")


def test_file_that_is_there_has_no_status_to_tell() -> None:
    url = "file:///x/y.html"
    assert judge(Observation(url, NOW, Visit(url, url, requests=0))).because[0] == f"asked: there at {url}"


@pytest.mark.parametrize(
    ("cut", "status", "reason"),
    [("time", "failing", "read-timeout"), ("connection", "failing", "connection-reset"), (None, "dead", "soft-404")],
)
def test_empty_body_is_dead_but_one_that_broke_off_before_it_began_is_failing(
    cut: str | None, status: str, reason: str
) -> None:
    verdict = judge(_seen(page=None, cut=cut))
    assert (verdict.status, verdict.reason) == (status, reason)


@pytest.mark.parametrize(
    ("cut", "status", "reason"),
    [
        (None, "dead", "soft-404"),
        ("size", "failing", "too-much-work"),
        ("time", "failing", "read-timeout"),
        ("connection", "failing", "connection-reset"),
    ],
)
@pytest.mark.parametrize("marks", [(), ("not-found-whole",)])
def test_page_that_was_cut_off_after_few_words_is_never_dead_for_what_it_does_not_say(
    cut: str | None, status: str, reason: str, marks: tuple[str, ...]
) -> None:
    words = 4 if marks else 0
    page = PageFacts("text/html", words=words, main_words=words, main_chars=9 * words, signatures=marks)
    verdict = judge(_seen(page=page, cut=cut))
    assert (verdict.status, verdict.reason) == (status, reason)


def test_page_that_was_cut_off_late_is_judged_by_what_was_read() -> None:
    assert judge(_seen(cut="size")).status == "alive"
    page = replace(PAGE, title="404 Not Found", heading=None, signatures=("not-found-whole",))
    assert judge(_seen(page=page, cut="size")).status == "dead"


def test_evidence_survives_json_without_the_texts_that_are_only_compared() -> None:
    page = PageFacts("text/html", title="T", text="long", prose="long", headings=("T",))
    observation = _seen(page=page, hops=(Hop("http://a.test/x", 301),), headers={"server": "x"})
    stored = evidence_to_json(observation)
    assert "long" not in str(stored)
    assert "secret" not in str(evidence_to_json(replace(observation, url="http://me:secret@a.test/")))
    assert stored["checked_at"] == "2026-11-22T08:00:00Z"
    assert observation_from_json({**stored, "because": ["x"]}) == observation
    with pytest.raises(ValueError, match="checked_at"):
        observation_from_json({"url": URL})


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (PAGE, "alive"),
        (replace(PAGE, title="Notice", heading="Notice", words=20, main_words=12, main_chars=80), "dead"),
    ],
)
def test_a_status_that_a_program_left_in_a_header_counts_where_no_page_is_shown(page: PageFacts, status: str) -> None:
    assert judge(_seen(page=page, headers={"status": "404 Not Found"})).status == status


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ana", "Perfil: jugadora dada de baja por una lesión."),
        ("Bro", "Nyheden: vejarbejdet er afsluttet."),
        ("Veski", "Uudis: tee ei ole enam suletud."),
        ("Daraja", "Habari: barabara haipo tena na foleni."),
    ],
)
def test_words_of_a_loss_under_a_name_of_its_own_leave_open_what_is_lost(name: str, text: str) -> None:
    url = "http://a.test/n/17"
    page = read_page(f"<title>{name}</title><h1>{name}</h1><p>{text}</p>".encode(), "text/html", "utf-8", url)
    honest = Witness(Visit("http://a.test/n/917", "http://a.test/n/917", 404, page=PageFacts("text/html")), 0.0)
    visit = Visit(url, url, 200, page=page, body_bytes=90)
    again = replace(visit, browser_headers=True)
    assert "says-gone" in page.signatures
    assert judge(Observation(url, NOW, visit, again, sibling=honest)).status != "dead"


@pytest.mark.parametrize(("status", "verdict"), [(404, "blocked"), (200, "dead")])
def test_a_question_about_missing_pages_is_no_error_where_errors_have_their_status(status: int, verdict: str) -> None:
    url, beside = "http://a.test/n/17", "http://a.test/n/917"
    html = "<title>Page not found?</title><h1>Page not found?</h1><p>Check the address, then try our search."
    page = read_page(html.encode(), "text/html", "utf-8", url)
    other = replace(page, title="Page not found", heading="Page not found")
    witness = Witness(Visit(beside, beside, status, page=other), 0.3)
    visit = Visit(url, url, 200, page=page, body_bytes=90)
    again = replace(visit, browser_headers=True)
    assert judge(Observation(url, NOW, visit, again, sibling=witness)).status == verdict


def test_what_a_store_of_files_says_decides() -> None:
    for mark, reason in (("store-has-none", "soft-404"), ("store-refuses", "forbidden"), ("another", None)):
        assert judge(_seen(page=replace(PAGE, media_type="application/xml", signatures=(mark,)))).reason == reason
