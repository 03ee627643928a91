"""Pages of what is so much that it takes long to count."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from linkwatch.browse import plugin, reader
from tests.browse.conftest import Site, served
from tests.browse.test_pages import words


async def test_the_links_of_a_host_are_shown_before_they_are_counted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(path) as datasette:
        site, others = Site(datasette), threading.Event()
        counting = plugin.reader_of(datasette)
        assert counting is not None
        with monkeypatch.context() as patch:
            patch.setattr(reader, "_PATIENCE", -1.0)  # as if there were very many: all is too late
            counting._aside.submit(others.wait, 60)  # and others are counted before
            for address in ("/host/mills.example", "/site/mills.example"):
                told = words(await site.get(address))
                assert "Still being counted" in told
                assert "mills.example/lost-mill cited once" in told
            others.set()
        assert "5 links." in words(await site.counted("/host/mills.example"))
        await site.get("/host/nobody.example", status=404)


async def test_a_query_that_takes_too_long_is_not_taken_for_one_that_finds_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(path) as datasette:
        site = Site(datasette)
        monkeypatch.setattr(datasette, "sql_time_limit_ms", 0)
        told = words(await site.get("/find?q=mill", status=503))
    assert "That took too long" in told
    assert "Nothing was found" not in told


async def test_the_home_page_says_of_each_figure_that_it_is_still_being_counted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(path) as datasette:
        site, counting = Site(datasette), plugin.reader_of(datasette)
        assert counting is not None
        assert "Still being counted" not in await site.counted("/")
        all_figures, names = counting.figures, set()
        late = ""

        async def all_but_one(wanted: Mapping[str, Any]) -> dict[str, Any]:
            names.update(wanted)
            return {**await all_figures(wanted), late: None}

        monkeypatch.setattr(counting, "figures", all_but_one)
        await site.get("/")
        assert len(names) > 10
        silent = []
        for late in sorted(names):
            if "Still being counted" not in await site.get("/"):
                silent.append(late)
    assert silent == ["sizes"]  # a sentence then is shorter; no other figure is taken for none
