from datetime import UTC, datetime

import pytest

from linkwatch.check.remapping import as_for_readers, led_to, remapping
from linkwatch.evidence import Hop, Observation, Visit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEST = "http://localhost:8000"


def seen(url: str, asked: str, final_url: str) -> Observation:
    visit = Visit(asked, final_url, http_status=200, hops=(Hop(asked, 301),))
    return as_for_readers(Observation(asked, NOW, visit, second=visit), url)


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
        return as_for_readers(Observation(asked, NOW, Visit(asked, final_url)), url, hosts).first.final_url

    assert told("https://a.org/x", "http://127.0.2.2:18601/oth/y") == "https://a.org/x"
    assert told("https://a.org/x", f"{TEST}/st/y") == "https://a.org/y"
    assert told("https://a.org/x", "https://b.org/y") == "https://b.org/y"
    assert told("http://c.org/x", "http://c.org/y") == "http://c.org/y"
