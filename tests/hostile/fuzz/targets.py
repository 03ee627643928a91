"""What is given anything at all, and what must hold of its answer.

Each target takes bytes. It raises what a reader must not raise, and AssertionError for an answer out of shape.
"""

import asyncio
import contextlib
import json
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from linkwatch import judge
from linkwatch.archive import Spent
from linkwatch.archive.availability import Availability
from linkwatch.archive.cdxj import Line
from linkwatch.archive.memento import MementoArchive
from linkwatch.archive.originals import page_key, parse_timestamp, spellings
from linkwatch.archive.save_page_now import SavePageNow
from linkwatch.archive.transport import Answer
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.archive.wrapped import archived_original
from linkwatch.articles.extract import extract
from linkwatch.articles.extract.dates import find_dateline, parse_date
from linkwatch.articles.extract.register import FORMATS
from linkwatch.articles.gzipped import unpack
from linkwatch.articles.sources.feeds import first_entries, read_feed
from linkwatch.articles.sources.json_feeds import read_json_feed
from linkwatch.articles.sources.lists import sniff as sniff_source
from linkwatch.articles.sources.opml import read_opml
from linkwatch.articles.sources.robots import read_robots
from linkwatch.articles.sources.sitemaps import read_sitemap
from linkwatch.config import Settings, load_settings
from linkwatch.errors import ArchiveError, ArchiveUnavailableError, ConfigError, InputError
from linkwatch.evidence import Observation, Visit
from linkwatch.evidence.as_json import evidence_to_json, observation_from_json
from linkwatch.fetch.body import decompress
from linkwatch.fetch.headers import read_headers
from linkwatch.fetch.lenient import NotHttpError, parse_head
from linkwatch.fetch.walk import _refresh_header
from linkwatch.judge.addresses import carries, same_place, take_apart
from linkwatch.judge.running_text import main_text
from linkwatch.judge.sniff import sniff
from linkwatch.model import Document, Status, TargetKind
from linkwatch.report.safety import safe
from linkwatch.urls import authority, domain, hostname, is_web, redact, redact_href, resolve, without_userinfo

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = "https://site.example/2020/some-page"
ARCHIVE = "https://archive.example"


def _sniff(data: bytes) -> None:
    media_type = sniff(data, None)
    assert media_type == media_type.lower()
    assert "/" in media_type
    sniff(data, data.decode("latin-1"))
    assert sniff_source(data) in ("page", "feed", "sitemap")


def _page(data: bytes) -> None:
    page = judge.read_page(data, "text/html", None, PAGE)
    for text, longest in ((page.title, 300), (page.heading, 120), (page.excerpt, 300), (main_text(page), 8000)):
        assert len(text or "") <= longest
    assert all(url is None or is_web(url) for url in (page.canonical, page.og_url))
    visit = Visit(PAGE, PAGE, 200, page=page, requests=1, body_bytes=len(data))
    observation = Observation(PAGE, NOW, visit, anchors=("some page",))
    judge.next_question(observation)
    assert judge.judge(observation).status in Status
    before = judge.likeness_of(page, NOW, "first-look")
    if before is not None:
        judge.measure(before, page)
    json.dumps(evidence_to_json(observation)).encode()


def _any_type(data: bytes) -> None:
    judge.read_page(data, None, None, PAGE)
    judge.read_page(data, "application/json", "utf-7", PAGE)
    judge.read_page(data, "text/plain", data[:20].decode("latin-1"), PAGE)


def _extract(format_name: str | None) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        with contextlib.suppress(InputError):
            article = extract(Document(PAGE, data, PAGE, format=format_name))
            for citation in article.citations:
                most = max(300, len(citation.href)) if format_name == "urls" else 300  # in lists, the URL
                assert len(citation.text) <= most
                assert len(citation.context) <= most
                assert citation.line is None or citation.line >= 1
                citation.href.encode()

    return target


def _feed(data: bytes) -> None:
    with contextlib.suppress(InputError):
        for entry in read_feed(first_entries(data, 100), PAGE, None, PAGE).entries:
            assert entry.url
    with contextlib.suppress(InputError):
        for entry in read_json_feed(data, PAGE, PAGE).entries:
            assert entry.url
    with contextlib.suppress(InputError):
        read_opml(data, PAGE)
    read_robots(data).allows(PAGE)


def _sitemap(data: bytes) -> None:
    with contextlib.suppress(InputError):
        unpack(data)
    found = read_sitemap(data, 50)
    assert len(found.pages) <= 50
    assert len(found.sitemaps) <= 50


class Saying:
    """Stands for the door to an archive that gives one answer to everything."""

    is_resting = False

    def __init__(self, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self._answer = Answer(200, headers or {}, body, complete=True)

    async def get(self, *_: object, **__: object) -> Answer:
        return self._answer

    post = get

    def trust(self) -> None:
        """Nothing depends on it here."""

    def distrust(self, reason: str, *, uncertain: bool = False) -> ArchiveUnavailableError:
        return ArchiveUnavailableError(reason, uncertain=uncertain)


def _ask(question: Any) -> Any:
    with contextlib.suppress(ArchiveError):
        return asyncio.run(question)
    return None


def _check_captures(captures: Any) -> None:
    for capture in captures or ():
        assert parse_timestamp(capture.timestamp) is not None
        assert len(capture.timestamp) == 14
        assert capture.playback_url.isprintable()
        assert redact(capture.original_url) == capture.original_url


def _cdx(data: bytes) -> None:
    archive = WaybackMachine(Saying(data), ARCHIVE)  # type: ignore[arg-type]
    _check_captures(_ask(archive.captures(PAGE, NOW, limit=50, spent=Spent())))
    _check_captures(_ask(archive.all_captures(PAGE, limit=5, spent=Spent())))
    _check_captures(_ask(archive.below(PAGE, "200", limit=5, spent=Spent())))


def _timemap(data: bytes) -> None:
    for headers in ({"content-type": "application/link-format"}, {"link": data.decode("latin-1")}):
        archive = MementoArchive(Saying(data, headers), f"{ARCHIVE}/timemap/link/")  # type: ignore[arg-type]
        _check_captures(_ask(archive.captures(PAGE, NOW, limit=50, spent=Spent())))


def _availability(data: bytes) -> None:
    found = _ask(Availability(Saying(data), ARCHIVE).closest(PAGE, NOW, spent=Spent()))  # type: ignore[arg-type]
    assert found is None or (len(found[0]) == 14 and is_web(found[1]))


def _save_page_now(data: bytes) -> None:
    service = SavePageNow(Saying(data), f"{ARCHIVE}/save", SecretStr("a"), SecretStr("b"))  # type: ignore[arg-type]
    for question in (service.quota(), service.submit(PAGE, unless_within=60), service.ask("job")):
        _ask(question)


def _cdxj(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ValueError):
        Line.parse(text)


def _url(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for base in (None, PAGE, "file:///tmp/a.html"):
        target = resolve(text, base, base, encoding="windows-1252")
        target.url.encode()
        if target.kind is TargetKind.WEB:
            assert is_web(target.url)
            assert resolve(target.url, None, None).url == target.url  # a browser would change nothing more
    for reading in (hostname, authority, is_web, redact, redact_href, without_userinfo, take_apart):
        reading(text)
    domain(hostname(text))
    assert redact(redact(text)) == redact(text)


def _address(data: bytes) -> None:
    written = data.decode("utf-8", "replace")
    url = resolve(written, PAGE, None).url
    address = take_apart(url)
    for told in ("is_home", "place", "is_error_page", "is_out_of_order", "is_search", "is_section"):
        getattr(address, told)
    carries(address, PAGE)
    same_place(url, PAGE)
    judge.sibling_url(url)
    visit = Visit(PAGE, url, 200, requests=1, page=judge.read_page(b"<p>x", "text/html", None, url))
    observation = Observation(PAGE, NOW, visit, anchors=(written,))
    judge.next_question(observation)
    judge.judge(observation)
    archived_original(url)
    if is_web(url):
        spellings(url, folds_slash=True)
        page_key(url)


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "linkwatch.toml")
        file.write_bytes(data)
        with contextlib.suppress(ConfigError):
            assert isinstance(load_settings(file, environ={}), Settings)


def _headers(data: bytes) -> None:
    with contextlib.suppress(NotHttpError):
        parse_head(data)
    for status, lines in ((200, data.split(b"\n")), (302, [b"location: " + data, b"refresh: " + data])):
        pairs = [(line.partition(b":")[0], line.partition(b":")[2]) for line in lines]
        answer = read_headers(status, pairs, NOW)
        shown = "".join(answer.headers.values())
        assert not any(unicodedata.category(char) == "Cc" for char in shown)
    names = (b"content-type", b"retry-after", b"etag", b"last-modified", b"set-cookie", b"link")
    answer = read_headers(200, [(name, data) for name in names], NOW)
    assert answer.retry_after is None or 0 <= answer.retry_after <= 86400
    _refresh_header(data.decode("utf-8", "replace"))


def _packed(data: bytes) -> None:
    for encoding in ("gzip", "br", "zstd", "deflate", "gzip, br, deflate"):
        body, _ = decompress(data, encoding, 10_000)
        assert len(body) <= 10_000


def _evidence(data: bytes) -> None:
    with contextlib.suppress(ValueError, RecursionError):  # what is no JSON is the store's to refuse
        told = json.loads(data)
        if isinstance(told, dict):
            observation = observation_from_json(told)
            judge.judge(observation)


def _dates_and_shown_texts(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for read in (parse_date, find_dateline):
        found = read(text)
        assert found is None or found.tzinfo is not None
    for for_people in (True, False):
        assert "\x1b" not in safe({"text": [text]}, for_people=for_people)["text"][0] or not for_people


TARGETS: dict[str, Callable[[bytes], None]] = {
    "sniff": _sniff,
    "page": _page,
    "any-type": _any_type,
    **{name: _extract(name) for name in FORMATS.names()},
    "any-format": _extract(None),
    "feed": _feed,
    "sitemap": _sitemap,
    "cdx": _cdx,
    "timemap": _timemap,
    "availability": _availability,
    "save-page-now": _save_page_now,
    "cdxj": _cdxj,
    "url": _url,
    "address": _address,
    "settings": _settings,
    "headers": _headers,
    "packed": _packed,
    "evidence": _evidence,
    "dates-and-shown-texts": _dates_and_shown_texts,
}
