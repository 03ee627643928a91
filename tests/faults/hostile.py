"""Servers and sources that hang, lie, drip and flood; nobody else is to suffer for it."""

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.faults.running import count, daemon, rows, wait_until, write_settings
from tests.faults.storage import assert_ends_well
from tests.faults.web import HOSTS, Web, page_url

_LOOKS = "SELECT count(*) FROM checks"


def hanging_source(folder: Path, web: Web) -> dict[str, object]:
    """Six sources that accept and never answer; a seventh is read all the same, and its links are looked at."""
    database = folder / "links.db"
    good = web.answer_article("good", [page_url(number, web.port) for number in range(60)])
    hanging = [("feed", web.url("/hang", host)) for host in range(6)]
    settings = write_settings(folder / "settings.toml", database, [*hanging, ("page", good)])
    with daemon(settings) as process:
        took = wait_until(lambda: count(database, _LOOKS) >= 60, 120)
        ended = assert_ends_well(process, database)
    return {"the good source's links looked at after (s)": took, "ended (s)": ended}


def feed_turns_into_page(folder: Path, web: Web) -> dict[str, object]:
    """A feed becomes a web page, then empty, then a feed again: its articles stay, and the trouble is told."""
    database = folder / "links.db"
    article = web.answer_article("article", [page_url(number, web.port) for number in range(10)])
    feed = web.answer_feed("feed", [article])
    settings = write_settings(folder / "settings.toml", database, [("feed", feed)])
    said = {}
    with daemon(settings) as process:
        wait_until(lambda: count(database, _LOOKS) == 10)
        for name, media_type, body in (
            ("a page", "text/html", "<!doctype html><title>Moved</title><p>We have a new design."),
            ("nothing", "application/rss+xml", ""),
        ):
            web.answer("feed", media_type, body)
            wait_until(lambda: rows(database, "SELECT last_error FROM sources")[0][0] is not None)
            said[name] = rows(database, "SELECT last_error FROM sources")[0][0]
            assert count(database, "SELECT count(*) FROM citations WHERE removed_at IS NULL") == 10
            web.answer_feed("feed", [article])
            wait_until(lambda: rows(database, "SELECT last_error FROM sources")[0][0] is None)
        assert_ends_well(process, database)
    return dict(said)


def flood(folder: Path, web: Web) -> dict[str, object]:
    """A feed brings 10 000 links at once, on 30 hosts and on one; how long must another host's link wait?"""
    figures: dict[str, object] = {}
    for name, urls in {
        "30 hosts": [page_url(number, web.port) for number in range(10_000)],
        "one host": [web.url(f"/page/{number}") for number in range(10_000)],
    }.items():
        place = folder / name
        place.mkdir()
        database = place / "links.db"
        articles = [web.answer_article(f"{name[:2]}-{n}", urls[n * 500 : n * 500 + 500]) for n in range(20)]
        feed = web.answer_feed(f"feed of {name[:2]}", articles)
        other = web.answer_article(f"other {name[:2]}", [])
        settings = write_settings(
            place / "settings.toml", database, [("feed", feed), ("page", other)], check={"host_interval": 0.001}
        )
        with daemon(settings) as process:
            figures[f"{name}: read (s)"] = wait_until(
                lambda db=database: count(db, "SELECT count(*) FROM links") >= 9_900
            )
            wait_until(lambda db=database: count(db, _LOOKS) > 100)
            late = web.url(f"/page/{99_000 + len(name)}", host=77)
            web.answer_article(f"other {name[:2]}", [late])
            sql = f"SELECT count(*) FROM checks k JOIN links l ON l.id = k.link_id WHERE url = '{late}'"
            figures[f"{name}: another host's link looked at after (s)"] = wait_until(
                lambda db=database, sql=sql: count(db, sql), 300
            )
            wait_until(lambda db=database: count(db, _LOOKS) >= 3000, 300)
            looks = rows(
                database, "SELECT count(*), unixepoch(max(checked_at)) - unixepoch(min(checked_at)) FROM checks"
            )
            figures[f"{name}: links a second"] = looks[0][0] / max(1, looks[0][1])
            figures[f"{name}: peak memory (MiB)"] = process.peak_memory()
            assert_ends_well(process, database)
    return figures


def large_sitemap(folder: Path, web: Web) -> dict[str, object]:
    """A sitemap of 2 000 pages; a second reading asks for them as its rules say."""
    database = folder / "links.db"
    pages = [web.url(f"/page/{number}", host=number % HOSTS) for number in range(2000)]
    items = "".join(f"<url><loc>{url}</loc></url>" for url in pages)
    sitemap = web.answer(
        "map", "application/xml", f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</urlset>"
    )
    settings = write_settings(folder / "settings.toml", database, [("sitemap", sitemap)])
    with daemon(settings) as process:
        process.wait_for_line("source scanned", 120)
        took = time.monotonic() - process.started
        process.wait_for_line("source scanned", 120)
        again = time.monotonic() - process.started - took
        peak = process.peak_memory()
        assert_ends_well(process, database)
    assert count(database, "SELECT count(*) FROM articles WHERE last_error IS NULL") == 2000
    statuses = Counter(status for _, url, status, _ in web.requests() if "/page/" in url)
    return {"read (s)": took, "read again (s)": again, "answers": dict(statuses), "peak memory (MiB)": peak}


def tarpit(folder: Path, web: Web) -> dict[str, object]:
    """500 due links on a host that sends one byte a second, 10 on each of 50 quick hosts."""
    database = folder / "links.db"
    slow = [web.url(f"/tarpit/{number}", host=200) for number in range(500)]
    quick = [web.url(f"/page/{number}", host=number % 50) for number in range(500)]
    article = web.answer_article("article", slow + quick)
    settings = write_settings(
        folder / "settings.toml",
        database,
        [("page", article)],
        check={"host_interval": 0.1, "per_host": 6, "timeout": 20},
    )
    looked = "SELECT count(*) FROM checks k JOIN links l ON l.id = k.link_id WHERE url LIKE '%/page/%'"
    with daemon(settings) as process:
        process.wait_for_line("source scanned")
        took = wait_until(lambda: count(database, looked) >= 500, 120)
        late = web.url("/page/99001", host=77)
        web.answer_article("article", [*slow, *quick, late])
        began = time.monotonic()
        sql = f"SELECT count(*) FROM links WHERE url = '{late}' AND last_checked_at IS NOT NULL"
        wait_until(lambda: count(database, sql), 400)
        lag = time.monotonic() - began
        peak = process.peak_memory()
        ended = assert_ends_well(process, database)
    return {
        "quick hosts done after (s)": took,
        "a link cited during the round, looked at after (s)": lag,
        "peak memory (MiB)": peak,
        "ended (s)": ended,
    }


def long_url(folder: Path, web: Web) -> dict[str, object]:
    """Links of 8 000 and of 100 000 characters."""
    database = folder / "links.db"
    urls = [web.url("/page/1?q=" + "x" * length) for length in (7_960, 100_000)]
    settings = write_settings(folder / "settings.toml", database, [("page", web.answer_article("article", urls))])
    with daemon(settings) as process:
        wait_until(lambda: count(database, _LOOKS) >= 2)
        assert_ends_well(process, database)
    return {
        f"{length}": (status, reason)
        for length, status, reason in rows(database, "SELECT length(url), status, reason FROM links ORDER BY 1")
    }


def refusing_host(folder: Path, web: Web, seconds: float = 60.0) -> dict[str, object]:
    """1 000 links on a host that answers 429 with Retry-After: 3600, due again and again; beside it a quick host."""
    database = folder / "links.db"
    busy = [web.url(f"/busy/{number}", host=200) for number in range(1000)]
    quick = [web.url(f"/page/{number}") for number in range(20)]
    article = web.answer_article("article", busy + quick)
    settings = write_settings(folder / "settings.toml", database, [("page", article)], check={"per_host": 6})
    with daemon(settings) as process:
        process.wait_for_line("source scanned")
        time.sleep(seconds)
        cpu = process.cpu_seconds()
        time.sleep(10)
        cpu = process.cpu_seconds() - cpu
        assert_ends_well(process, database)
    asked = sum("/busy/" in url for url in _urls(web))
    due = rows(
        database, "SELECT status, reason, count(*), min(next_check_at), max(next_check_at) FROM links GROUP BY 1, 2"
    )
    assert asked <= 12, asked
    assert count(database, "SELECT count(*) FROM links WHERE url LIKE '%/page/%' AND status = 'alive'") == 20
    return {"requests": asked, "CPU afterwards (%)": cpu * 10, "links": due}


def _urls(web: Web) -> Iterable[str]:
    return (url for _, url, *_ in web.requests())


SCENARIOS = (hanging_source, feed_turns_into_page, flood, large_sitemap, tarpit, long_url, refusing_host)
