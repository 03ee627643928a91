import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linkwatch.check.remapping import for_readers, led_to, remapping
from linkwatch.evidence import Hop, Observation, PageFacts, Trouble, Visit, Witness
from linkwatch.evidence.as_json import evidence_to_json
from linkwatch.model import Status, Verdict

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEST = "http://localhost:8000"


def seen(url: str, asked: str, final_url: str) -> Observation:
    visit = Visit(asked, final_url, http_status=200, hops=(Hop(asked, 301),))
    return for_readers(asked, url)(Observation(asked, NOW, visit, second=visit))


@pytest.mark.parametrize(
    ("url", "asked", "final_url", "told"),
    [
        ("https://a.org/old", f"{TEST}/old", f"{TEST}/new", "https://a.org/new"),
        ("https://a.org/old", f"{TEST}/old", f"{TEST}/old", "https://a.org/old"),
        ("https://a.org/", f"{TEST}/", f"{TEST}/new?q=1", "https://a.org/new?q=1"),
        ("https://a.org/docs/x/old", f"{TEST}/x/old", f"{TEST}/x/new", "https://a.org/docs/x/new"),
        ("https://a.org/x", f"{TEST}/preview/7/x", f"{TEST}/preview/7/y", "https://a.org/y"),
        ("https://a.org/old", f"{TEST}/old", "https://b.org/new", "https://b.org/new"),
        ("https://a.org/x", f"{TEST}/preview/7/x", f"{TEST}/elsewhere", "https://a.org/x"),
        ("https://a.org/old", f"{TEST}/old.html", f"{TEST}/new.html", "https://a.org/old"),
        ("https://a.org/old", f"{TEST}/old", f"{TEST}1/new", f"{TEST}1/new"),
        ("https://a.org/docs/x", "https://a.org/next/x", "https://a.org/next/y", "https://a.org/docs/y"),
        ("https://a.org/docs/x", "https://a.org/next/x", "https://a.org/elsewhere", "https://a.org/elsewhere"),
        ("https://a.org/old", f"{TEST}/old_(1)", f"{TEST}/old_(1)", "https://a.org/old"),
        ("https://a.org/old", f"{TEST}/old", f"{TEST}/it's_(new).", "https://a.org/it's_(new)."),
        ("https://a.org/old", f"{TEST}/old", f"https://b.org/?to={TEST}/x", "https://b.org/?to=http://a.org/x"),
        ("https://a.org/?id=1", f"{TEST}/?id=1", f"{TEST}/new", "https://a.org/new"),
        # steps of paths are left out, hosts never
        ("https://a.org/x", "http://a.org/x", "http://b.org/new", "http://b.org/new"),
        ("https://b.org/a.org/x", "http://a.org/x", "http://c.org/new", "http://c.org/new"),
        ("https://b.org/x", "http://t.org/b.org/x", "http://t.org/y", "https://b.org/x"),
    ],
)
def test_where_a_test_server_leads_is_told_in_the_addresses_of_readers(
    url: str, asked: str, final_url: str, told: str
) -> None:
    observation = seen(url, asked, final_url)
    assert observation.url == url
    for visit in (observation.first, observation.second):
        assert visit is not None
        assert (visit.url, visit.final_url, visit.hops) == (url, told, (Hop(url, 301),))


def test_the_first_rule_that_fits_says_where_a_url_is_asked() -> None:
    remap = remapping([f"^https://a\\.org/={TEST}/", "^https://b=http://b", "^http://b=http://c"])
    assert remap("https://a.org/x") == f"{TEST}/x"
    assert remap("https://b.org/x") == "http://b.org/x"
    assert remap("http://b.org/x") == "http://c.org/x"
    assert remap("http://d.org/x") == "http://d.org/x"
    assert remapping([])("https://a.org/x") == "https://a.org/x"


def test_where_one_test_server_leads_to_another_the_address_of_neither_is_told() -> None:
    rules = [
        f"^https://a\\.org/={TEST}/st/",
        "^https://b\\.org/=http://127.0.2.2:18601/oth/",
        "^http://c=http://c.org",
        "^https://(.*)\\.d\\.org/=http://\\1.localhost/",
    ]
    hosts = led_to(rules)
    assert hosts == {"localhost:8000", "127.0.2.2:18601", "c.org"}

    def told(url: str, final_url: str) -> str:
        asked = remapping(rules)(url)
        return for_readers(asked, url, hosts)(Observation(asked, NOW, Visit(asked, final_url))).first.final_url

    assert told("https://a.org/x", "http://127.0.2.2:18601/oth/y") == "https://a.org/x"
    assert told("https://a.org/x", f"{TEST}/st/y") == "https://a.org/y"
    assert told("https://a.org/x", "https://b.org/y") == "https://b.org/y"
    assert told("http://c.org/x", "http://c.org/y") == "http://c.org/y"


def test_no_text_of_a_look_names_the_test_server() -> None:
    asked, page = f"{TEST}/st/x", PageFacts("text/html", title="Staging (localhost:8000)", canonical=f"{TEST}/st/x/")
    hop = Hop(f"{TEST}/st/w", 302, location=f"{TEST}/st/x")
    first = Visit(asked, asked, http_status=404, hops=(hop,), headers={"link": f"<{TEST}/st/y>; rel=next"}, page=page)
    front = Witness(Visit(f"{TEST}/", f"{TEST}/", http_status=200, page=page))
    sibling = Witness(Visit(f"{TEST}/st/none", f"{TEST}/st/none", detail="no answer of //localhost:8000/"))
    look = Observation(asked, NOW, first, sibling=sibling, front=front)
    verdict = Verdict(Status.DEAD, "http-404", (f"it leads to {TEST}/st/x, which is gone (404).", f"so is {TEST}/st/z"))
    tell = for_readers(asked, "https://a.org/x")
    told = evidence_to_json(tell(look))
    assert "localhost" not in json.dumps(told)
    assert told["first"]["headers"] == {"link": "<https://a.org/y>; rel=next"}
    assert (told["first"]["page"]["canonical"], told["first"]["page"]["title"]) == (
        "https://a.org/x/",
        "Staging (a.org)",
    )
    assert told["sibling"]["visit"]["final_url"] == "https://a.org/none"
    assert tell(verdict).because == ("it leads to https://a.org/x, which is gone (404).", "so is https://a.org/z")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("test.corp has the address 10.1.2.3, which is not public", "a.org has the address …, which is not public"),
        ("test.corp has the address fd00::7, which is not public", "a.org has the address …, which is not public"),
        ("at 12:30 the version 1.2.3 of mytest.corp.uk and test.corporate", None),
        ("8.8.8.8 and 2001:4860:4860::8888 answer", None),
        ("see http://10.9.9.9/x.", "see http://…/x."),
        ("http://127.0.0.1:9999/x", "http://…/x"),
        ("127.0.0.1:9999 refused, as did [fd00::7]:80", "… refused, as did …"),
        ("8.8.8.8:53 and [2001:4860:4860::8888]:53 answer, http://8.8.8.8/ too", None),
        ("see http://TEST.corp/st/x.", "see https://a.org/x."),
        ("http://test.corp/st/x leads to http://test.corp/st/y.", "https://a.org/x leads to https://a.org/y."),
    ],
)
def test_names_and_numbers_of_test_servers_are_told_in_no_words(text: str, told: str | None) -> None:
    asked = "http://test.corp/st/x"
    visit = Visit(asked, asked, trouble=Trouble.PRIVATE_ADDRESS, detail=text)
    assert for_readers(asked, "https://a.org/x")(visit).detail == (told or text)
    assert for_readers(asked, "https://a.org/x")(Verdict(Status.FAILING, "", (text,))).because == (told or text,)


def test_what_a_page_or_server_says_keeps_its_numbers() -> None:
    asked = "http://test.corp/x"
    page = PageFacts("text/html", title="Firefox 10.0.0.1 is out")
    visit = Visit(asked, "http://10.9.9.9/x", headers={"etag": '"10.0.0.3"'}, page=page)
    told = for_readers(asked, "https://a.org/x")(visit)
    assert (told.final_url, told.headers, told.page) == (visit.final_url, visit.headers, page)


def test_where_readers_themselves_find_a_link_is_no_secret() -> None:
    asked = "http://test.corp/x"
    visit = Visit(asked, asked, detail="no answer of test.corp: http://10.0.0.5/x is down, 10.0.0.6 is not")
    assert for_readers(asked, "http://10.0.0.5/x")(visit).detail == (
        "no answer of 10.0.0.5: http://10.0.0.5/x is down, … is not"
    )


@pytest.mark.parametrize("asked_at", ["localhost", "127.0.0.1", "[::1]"])
@pytest.mark.parametrize("led_to_at", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_the_names_of_this_machine_are_one_test_server_at_each_port(asked_at: str, led_to_at: str) -> None:
    asked, other = f"http://{asked_at}:8000", f"http://{led_to_at}:8000"
    page = PageFacts("text/html", title=f"Staging ({led_to_at.lower()}:8000)", canonical=f"{other}/st/z")
    first = Visit(
        f"{asked}/st/x", f"{other}/st/y", hops=(Hop(f"{other}/st/x", 301, location=f"{other}/st/y"),), page=page
    )
    witness = Witness(Visit(f"{other}/", f"http://{led_to_at}:8001/st/y"))
    look = Observation(f"{asked}/st/x", NOW, first, front=witness)
    told = for_readers(f"{asked}/st/x", "https://a.org/x", led_to(["^https://b\\.org=http://127.0.0.1:8001"]))(look)
    assert "8000" not in json.dumps(evidence_to_json(told))
    assert told.first.final_url == "https://a.org/y"
    assert told.first.hops == (Hop("https://a.org/x", 301, location="https://a.org/y"),)
    assert told.first.page == PageFacts("text/html", title="Staging (a.org)", canonical="https://a.org/z")
    assert told.front is not None
    assert told.front.visit.final_url == "https://a.org/x"
    other_port = replace(first, final_url=f"http://{led_to_at}:9999/st/y")
    assert for_readers(f"{asked}/st/x", "https://a.org/x")(other_port).final_url == other_port.final_url


def test_a_test_server_is_named_with_its_port_and_without_it() -> None:
    asked = "http://test.corp:8080/st/x"
    visit = Visit(asked, asked, detail="no answer of test.corp:8080: test.corp is down, test.corp:9 is not, nor x:8080")
    told = for_readers(asked, "https://a.org/x")(visit).detail
    assert told == "no answer of a.org: a.org is down, test.corp:9 is not, nor x:8080"


def test_whom_an_address_leads_to_stands_at_its_beginning() -> None:
    asked, led = "http://localhost:8000/x?to=http://c.org/", "http://127.0.0.1:8000/y?to=http://c.org/"
    told = for_readers(asked, "https://a.org/x?to=http://c.org/")(Visit(asked, led))
    assert told.final_url == "https://a.org/y?to=http://c.org/"
