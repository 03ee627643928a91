"""Private networks of which nobody answers, beside an internet that is there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from linkwatch.check.outage import CONTROL_URL
from linkwatch.check.pipeline import Pipeline
from linkwatch.check.private_networks import PrivateNetworks
from linkwatch.check.sameness import FEW, MANY
from linkwatch.config import Settings
from linkwatch.evidence import Hop, Observation, Trouble, Visit
from linkwatch.model import Link, Status, Target, TargetKind
from linkwatch.networks import private_network
from linkwatch.reading import Here
from linkwatch.store import Store
from tests.check.test_pipeline import NOW, ScriptedWeb, Silence, check

OFFICE = [f"http://10.8.0.{number}/" for number in range(1, FEW + 1)]
FAR = "http://site.com/"


@dataclass(frozen=True)
class Look:
    link: Link
    observation: Observation


def look(url: str, outcome: int | Trouble, *, status: Status = Status.UNCHECKED, moved: bool = False) -> Look:
    trouble = outcome if isinstance(outcome, Trouble) else None
    hops = (Hop(url, 301),) if moved else ()
    visit = Visit(url, url, hops=hops, trouble=trouble, http_status=None if isinstance(outcome, Trouble) else outcome)
    return Look(Link(1, url, status=status), Observation(url, datetime(2026, 1, 1, tzinfo=UTC), visit))


def silent(urls: list[str], status: Status = Status.UNCHECKED) -> list[Look]:
    return [look(url, Trouble.CONNECT_TIMEOUT, status=status) for url in urls]


def test_hosts_of_a_network_of_which_nobody_answers_are_not_believed_to_be_silent() -> None:
    networks: PrivateNetworks[Look] = PrivateNetworks()
    looks = silent(OFFICE)
    others = [look(FAR, 200), look("http://127.0.0.1/", Trouble.CONNECT_REFUSED), look("http://192.168.0.1/", 200)]
    assert networks.sift([*looks, *others]) == others
    assert len(networks) == FEW
    assert networks.decide() == ([], {"10.0.0.0/8": looks})
    assert len(networks) == 0


# what a host says itself, whatever it says; and what tells nothing of the way to it
SPOKE = {
    Trouble.BAD_RESPONSE,
    Trouble.TLS_EXPIRED,
    Trouble.TLS_UNTRUSTED,
    Trouble.TLS_NAME_MISMATCH,
    Trouble.TLS_FAILURE,
    Trouble.CLIENT_CERTIFICATE,
}
NOTHING = {
    Trouble.PRIVATE_ADDRESS,
    Trouble.RATE_LIMITED,
    Trouble.TOO_MUCH_WORK,
    Trouble.REDIRECT_LOOP,
    Trouble.REDIRECT_BROKEN,
    Trouble.FILE_MISSING,
    Trouble.FILE_UNREADABLE,
}


@pytest.mark.parametrize(
    "answer",
    [
        look("http://10.9.0.1/", 503),
        look("http://10.9.0.1/", Trouble.CONNECT_TIMEOUT, moved=True),
        *(look("http://10.9.0.1/", trouble) for trouble in sorted(SPOKE)),
    ],
)
def test_they_are_believed_when_anybody_there_answers(answer: Look) -> None:
    networks: PrivateNetworks[Look] = PrivateNetworks()
    before, after = silent(OFFICE), silent(OFFICE)
    assert networks.sift(before) == []
    assert networks.sift([answer]) == [answer, *before]
    assert networks.sift(after) == after
    assert networks.decide() == ([], {})


@pytest.mark.parametrize("trouble", [trouble for trouble in Trouble if trouble not in SPOKE])
def test_what_tells_nothing_of_the_way_to_a_host_is_no_answer_and_no_silence(trouble: Trouble) -> None:
    networks: PrivateNetworks[Look] = PrivateNetworks()
    looks, other = silent(OFFICE), look("http://10.9.0.1/", trouble)
    is_silence = trouble not in NOTHING
    assert networks.sift([*looks, other]) == ([] if is_silence else [other])
    assert networks.decide() == ([], {"10.0.0.0/8": [*looks, other] if is_silence else looks})


def test_one_or_two_and_those_that_were_silent_before_may_well_be_gone() -> None:
    networks: PrivateNetworks[Look] = PrivateNetworks()
    few, long_gone = silent(OFFICE[1:]), silent(["http://172.16.0.1/", "http://172.16.0.2/"], Status.DEAD)
    still = silent(["http://172.16.0.3/"], Status.FAILING)
    assert networks.sift([*few, *long_gone, *still]) == []
    assert networks.decide() == ([*few, *long_gone, *still], {})


def test_pages_of_one_host_are_one_silence() -> None:
    networks: PrivateNetworks[Look] = PrivateNetworks()
    looks = silent([f"{OFFICE[0]}{number}" for number in range(FEW)])
    networks.sift(looks)
    assert networks.decide() == (looks, {})


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("10.1.2.3", "10.0.0.0/8"),
        ("192.168.1.1", "192.168.0.0/16"),
        ("[fd00::1]", "fc00::/7"),
        ("[::ffff:10.0.0.1]", "10.0.0.0/8"),
        ("wiki.corp", ".corp"),
        ("nas.home.arpa.", ".home.arpa"),
        ("nas", "names without a dot"),
        ("127.0.0.1", None),
        ("[::1]", None),
        ("0.0.0.0", None),
        ("localhost", None),
        ("a.localhost", None),
        ("localhost.localdomain", None),
        ("8.8.8.8", None),
        ("[2606:4700::1111]", None),
        ("999.1.1.999", None),
        ("site.com", None),
        ("", None),
    ],
)
def test_which_network_a_host_is_on(host: str, network: str | None) -> None:
    assert private_network(host) == network


async def test_an_audit_without_the_vpn_leaves_its_links_unchecked(caplog: pytest.LogCaptureFixture) -> None:
    wiki = [f"http://{name}.acme.corp/" for name in ("wiki", "git", "mail")]
    web = ScriptedWeb({FAR: 200, **dict.fromkeys(OFFICE, Trouble.CONNECT_TIMEOUT)})
    with Store.open(None) as store:
        found = await check(store, web, [*OFFICE, FAR, *wiki])
    assert found == {FAR: ("alive", None)} | dict.fromkeys([*OFFICE, *wiki], ("unchecked", "our-network"))
    assert sorted(message.split("(")[0] for message in caplog.messages) == [
        "nobody on the private network .corp answered ",
        "nobody on the private network 10.0.0.0/8 answered ",
    ]


async def test_a_network_without_a_way_to_it_is_named_once_however_often_that_is_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("linkwatch.check.pipeline._UNSETTLED", FEW)
    monkeypatch.setattr("linkwatch.check.pipeline._BATCH", 1)
    between, others = "http://10.9.com/", [f"http://10.99.0.{number}/" for number in range(FEW)]  # as hosts are ordered
    with Store.open(None) as store:
        run_id = store.runs.begin("check", NOW)
        store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in [*OFFICE, between, *others, FAR]], NOW)
        web = ScriptedWeb({between: 200, FAR: 200, **dict.fromkeys([*OFFICE, *others], Trouble.CONNECT_TIMEOUT)})
        pipeline = Pipeline(run_id, store, web, Settings(), lambda: NOW, Silence(), Here())
        assert await pipeline.check()
    assert sorted(pipeline.out_of_reach) == ["10.0.0.0/8"]


async def test_what_was_seen_before_stands_and_a_daemon_asks_again_later() -> None:
    with Store.open(None) as store:
        await check(store, ScriptedWeb(dict.fromkeys([*OFFICE, FAR], 200)), [*OFFICE, FAR])
        run_id = store.runs.begin("round", NOW)
        store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in [*OFFICE, FAR]], NOW)
        web = ScriptedWeb({FAR: 200, **dict.fromkeys(OFFICE, Trouble.CONNECT_TIMEOUT)})
        settings = Settings()
        pipeline = Pipeline(run_id, store, web, settings, lambda: NOW, Silence(), Here(), patient=True)
        assert await pipeline.check()
        links = {row["url"]: row for row in store.overview.links()}
    again = (NOW + timedelta(seconds=settings.recheck.failing)).strftime("%Y-%m-%dT%H:%M")
    assert {links[url]["status"] for url in OFFICE} == {"alive"}
    assert {str(links[url]["next_check_at"])[:16] for url in OFFICE} == {again}


async def test_a_private_network_on_which_somebody_answers_is_judged_host_by_host() -> None:
    web = ScriptedWeb({FAR: 200, OFFICE[0]: 200, **dict.fromkeys(OFFICE[1:], Trouble.CONNECT_TIMEOUT)})
    with Store.open(None) as store:
        found = await check(store, web, [*OFFICE, FAR])
    assert [found[url][0] for url in OFFICE] == ["alive", *["failing"] * (FEW - 1)]


async def test_a_vpn_that_goes_in_the_middle_of_a_run_condemns_none_of_the_hosts_behind_it() -> None:
    behind = [f"http://10.8.1.{number}/" for number in range(1, MANY + 1)]
    web = ScriptedWeb({CONTROL_URL: 200, OFFICE[0]: 200, **dict.fromkeys(behind, Trouble.CONNECT_TIMEOUT)})
    web.falls_silent = OFFICE[0]
    with Store.open(None) as store:
        found = await check(store, web, [OFFICE[0], *behind])
    assert found == {OFFICE[0]: ("alive", None)} | dict.fromkeys(behind, ("unchecked", "our-network"))
