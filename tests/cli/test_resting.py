"""Hosts that asked to be left alone in an earlier run: what is known of their links is told as what it is."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from linkwatch.urls import authority
from tests.cli.conftest import Linkwatch, Site, in_background


@pytest.fixture
def host(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> str:
    """A host that rests: of its links one was looked at before."""
    (tmp_path / "a.md").write_text(f"[mill]({site.url}/stories/a-mill) [gone]({site.url}/gone)")
    assert linkwatch("audit", "a.md", "--db", "links.db").exit_code == 1
    assert linkwatch("check", f"{site.url}/busy/1", "--db", "links.db").exit_code == 0
    site.requests.clear()
    return authority(site.url)


@pytest.mark.parametrize("command", [("audit", "a.md"), ("recheck", "--status", "alive,dead")])
def test_links_of_a_host_that_rests_are_told_as_looked_at_earlier(
    linkwatch: Linkwatch, site: Site, host: str, command: tuple[str, ...]
) -> None:
    result = linkwatch(*command, "--db", "links.db", "--format", "json")
    assert result.exit_code == 1  # what is known: one of them is gone
    assert site.requests == []
    report = json.loads(result.stdout)
    why = f"{host} asked to be left alone: 2 links not looked at"
    assert (report["run"]["complete"], report["run"]["problem"]) == (True, why)
    assert why in result.stderr
    for link in report["links"]:
        assert link["old_look"]["reason"] == "rate-limited"
        assert link["checked_at"] <= report["run"]["finished_at"] < link["old_look"]["until"]


def test_people_read_until_when_a_host_rests(linkwatch: Linkwatch, site: Site, host: str) -> None:
    told = linkwatch("recheck", f"{site.url}/gone", "--db", "links.db").stdout
    assert "the server says the page is gone (410); as seen on" in told
    assert "not looked at again: its host asked to be left alone until" in told
    assert f"{host} asked to be left alone: 1 link not looked at." in told
    assert "not finished" not in told


def test_links_that_were_never_looked_at_are_counted_in_every_run(linkwatch: Linkwatch, site: Site, host: str) -> None:
    Path("b.md").write_text(f"[new]({site.url}/stories/b-mill) [newer]({site.url}/stories/c-mill)")
    Path("c.md").write_text(f"[new]({site.url}/stories/b-mill) [mill]({site.url}/stories/a-mill)")
    for name, statuses in (("b.md", {"unchecked": 2}), ("c.md", {"alive": 1, "unchecked": 1})):
        result = linkwatch("audit", name, "--db", "links.db", "--format", "json")
        run = json.loads(result.stdout)["run"]
        assert (result.exit_code, run["complete"], run["by_status"]) == (0, True, statuses)
        assert run["problem"] == f"{host} asked to be left alone: 2 links not looked at"
        assert run["problem"] in result.stderr


def test_a_look_that_is_young_enough_stands_without_a_word(linkwatch: Linkwatch, site: Site, host: str) -> None:
    Path("b.md").write_text(f"[mill]({site.url}/stories/a-mill)")
    result = linkwatch("audit", "b.md", "--db", "links.db", "--max-age", "1h", "--format", "json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["run"]["problem"]) == (0, None)
    assert [link["old_look"] for link in report["links"]] == [None]


def test_of_many_hosts_that_rest_a_few_are_named(linkwatch: Linkwatch) -> None:
    with ExitStack() as stack:
        places = sorted(stack.enter_context(in_background(Site().serve())) for _ in range(5))
        mills, busy = ([f"{place}{path}" for place in places] for path in ("/stories/a-mill", "/busy/1"))
        linkwatch("check", *mills, "--db", "links.db")
        linkwatch("check", *busy, "--db", "links.db")
        Path("four.md").write_text("\n".join(f"<{url}>" for url in mills[:4]))
        Path("five.md").write_text("\n".join(f"<{url}>" for url in mills))
        named = ", ".join(map(authority, places[:3]))
        four, five = (linkwatch("audit", f"{name}.md", "--db", "links.db").stderr for name in ("four", "five"))
    assert f"{named} and 1 more host asked to be left alone: 4 links" in four
    assert f"{named} and 2 more hosts asked to be left alone: 5 links" in five
