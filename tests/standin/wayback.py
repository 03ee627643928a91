"""A stand-in for the Wayback Machine: its index, its playback and its bad days, on loopback.

    archive = WaybackStandin()
    archive.add("http://example.org/", "20150609120000", body=b"<title>Example</title>")
    async with archive.serve() as base_url:
        …
    assert archive.asked("/cdx/search/cdx") == 1

`archive.trouble` is a list of Trouble, one taken per request while there are any; `archive.trouble_at` maps beginnings
of paths to one for every such request; `archive.always` is one for every request, `archive.every_second` for every
second one.

What public answers look like was learnt from recorded ones; nothing of them is copied.
"""

import asyncio
import hashlib
import io
import json
import re
import time
from base64 import b32encode
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache, lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from aiohttp import web

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
KEYS = "LOW key:secret"
EXCLUSION = (
    "org.archive.util.io.RuntimeIOException: "
    "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
)


@dataclass(frozen=True)
class Trouble:
    """One way not to answer: a status with headers and body, after a delay; or a connection cut without a word."""

    status: int = 200
    body: str | bytes = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    reset: bool = False
    answer_after_delay: bool = False


def too_many(retry_after: str | None = None) -> Trouble:
    return Trouble(429, "Too Many Requests", {} if retry_after is None else {"Retry-After": retry_after})


UNAVAILABLE = Trouble(503, "<html><body>503 Service Unavailable</body></html>", {"Content-Type": "text/html"})
EXCLUDED = Trouble(403, EXCLUSION + "\n", {"X-Archive-Wayback-Runtime-Error": EXCLUSION})
HTML = Trouble(200, "<!DOCTYPE html><html><body>The archive is at rest today.</body></html>")
RESET = Trouble(reset=True)


@dataclass(frozen=True)
class Line:
    """One line of the index and what it plays back."""

    original: str
    timestamp: str
    status: str = "200"
    mimetype: str = "text/html"
    digest: str = "-"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    playable: bool = True

    @property
    def urlkey(self) -> str:
        return surt(self.original)

    def fields(self) -> dict[str, str]:
        values = (self.urlkey, self.timestamp, self.original, self.mimetype, self.status, self.digest)
        return dict(zip(FIELDS, (*values, str(300 + len(self.body))), strict=True))


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire."""

    path: str
    raw: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    at: float


class SavePageNow:
    """The service that saves pages; counts what it is asked to save.

    ends: what becomes of a URL: "error:…" at once, or "job error:…" by its job; else it is saved. pending: questions
    about a job that are answered with "pending". indexes: whether what is saved is in the index at once. swallow: what
    is done instead of answering a POST that was carried out. account: what is told of it. now: its clock.
    """

    def __init__(self, archive: "WaybackStandin") -> None:
        self.archive = archive
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.ends: dict[str, str] = {}
        self.pending = 1
        self.indexes = True
        self.swallow: Trouble | None = None
        self.account: dict[str, object] = {"available": 4, "processing": 0}
        self.account_trouble: Trouble | None = None
        self.posts: list[dict[str, str]] = []
        self.two_posts = asyncio.Event()
        self.post_times: list[float] = []
        self.jobs: dict[str, list[object]] = {}  # job → URL, timestamp, questions so far
        self.busiest = 0

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("Authorization") != KEYS:
            return web.json_response({"message": "You need to be logged in to use Save Page Now."}, status=401)
        if request.method == "POST":
            return await self._submit(request)
        if request.path == "/save/status/user":
            if self.account_trouble is not None:
                await asyncio.sleep(self.account_trouble.delay)
            return web.json_response(self.account)
        return self._tell(request.path.removeprefix("/save/status/"))

    async def _submit(self, request: web.BaseRequest) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.posts.append(form)
        if len(self.posts) == 2:
            self.two_posts.set()
        self.post_times.append(time.monotonic())
        url, now = form["url"], self.now()
        end = self.ends.get(url, "")
        if end.startswith("error:"):
            return web.json_response({"status": "error", "status_ext": end, "message": f"It failed: {end}"})
        within = int(form.get("if_not_archived_within", 0))
        young = [
            line
            for line in self.archive.lines
            if line.urlkey == surt(url) and (now - _moment(line.timestamp)).total_seconds() < within
        ]
        if young:
            return web.json_response({"url": url, "job_id": None, "message": "The same snapshot had been made lately."})
        job = f"spn2-{len(self.jobs):040x}"
        timestamp = now.strftime("%Y%m%d%H%M%S")
        self.jobs[job] = [url, timestamp, 0]
        self.busiest = max(self.busiest, sum(entry[2] is not None for entry in self.jobs.values()))
        if self.indexes and not end:
            body = b"<title>A page</title>" + f"<p>What stood at {url} when it was saved.</p>".encode() * 30
            self.archive.add(url, timestamp, body=body)
        if self.swallow is not None:
            await asyncio.sleep(self.swallow.delay)
            if self.swallow.reset and request.transport is not None:
                request.transport.abort()
            return web.Response(status=self.swallow.status, text="<html>sorry</html>")
        return web.json_response({"url": url, "job_id": job})

    def _tell(self, job: str) -> web.Response:
        entry = self.jobs[job]
        url, timestamp, asked = entry
        if isinstance(asked, int) and asked < self.pending:
            entry[2] = asked + 1
            return web.json_response({"status": "pending", "job_id": job, "resources": []})
        entry[2] = None
        end = self.ends.get(str(url), "")
        if end.startswith("job "):
            word = end.removeprefix("job ")
            return web.json_response(
                {"status": "error", "status_ext": word, "job_id": job, "message": f"It failed: {word}"}
            )
        return web.json_response(
            {"status": "success", "job_id": job, "timestamp": timestamp, "original_url": url, "duration_sec": 6.2}
        )


@cache  # lists of ten thousand lines are of few pages
def surt(url: str) -> str:
    """Return the key under which the index files a URL: scheme, www, standard port, case, final slash do not count."""
    parts = urlsplit(url if "://" in url else "http://" + url)
    host = (parts.hostname or "").lower()
    host = re.sub(r"^www\d*\.", "", host)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = unquote(parts.path).lower().rstrip("/") or "/"
    query = "?" + "&".join(sorted(unquote(parts.query).lower().split("&"))) if parts.query else ""
    return (",".join(reversed(host.split("."))) + port + ")" + path + query).replace(" ", "%20")  # fields end at spaces


class WaybackStandin:
    """The index, the playback and the counters of one server."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.extra_lines: list[str] = []
        self.trouble: list[Trouble] = []
        self.always: Trouble | None = None
        self.every_second: Trouble | None = None
        self.trouble_at: dict[str, Trouble] = {}
        self.requests: list[Request] = []
        self.saving = SavePageNow(self)
        self.resolves_revisits = True
        self.timegate_names_timemap = False
        self.index_forgets = False
        self.tells_original_location = True

    def add(
        self,
        original: str,
        timestamp: str,
        *,
        status: str = "200",
        mimetype: str = "text/html",
        body: bytes | None = None,
        digest: str | None = None,
        headers: Iterable[tuple[str, str]] = (),
        playable: bool = True,
    ) -> Line:
        """Add a capture; without a body it gets one that no other capture has."""
        content = f"{original} {timestamp}".encode() if body is None else body
        key = _digest_of(content) if digest is None else digest
        line = Line(original, timestamp, status, mimetype, key, content, tuple(headers), playable)
        self.lines.append(line)
        return line

    def add_revisit(self, original: str, timestamp: str, of: Line) -> Line:
        """Add a revisit record: the content was the same as that of an earlier capture."""
        line = Line(original, timestamp, "-", "warc/revisit", of.digest, of.body, of.headers)
        self.lines.append(line)
        return line

    def asked(self, path: str) -> int:
        """Return how many requests began with this path."""
        return sum(request.path.startswith(path) for request in self.requests)

    @asynccontextmanager
    async def serve(self, address: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve on an address of loopback, on a free port if none is named; yield the base URL."""
        runner = web.ServerRunner(web.Server(self._handle), shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, address, port)
            await site.start()
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}"
        finally:
            await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        query = {name: request.query.getall(name) for name in request.query}
        self.requests.append(Request(request.path, request.raw_path, query, dict(request.headers), time.monotonic()))
        here = (trouble for path, trouble in self.trouble_at.items() if request.path.startswith(path))
        trouble = self.trouble.pop(0) if self.trouble else next(here, self.always)
        if trouble is None and len(self.requests) % 2 == 0:
            trouble = self.every_second
        if trouble is not None:
            await asyncio.sleep(trouble.delay)
            if trouble.reset:
                assert request.transport is not None
                request.transport.abort()
            if not trouble.answer_after_delay:
                body = trouble.body.encode() if isinstance(trouble.body, str) else trouble.body
                return web.Response(status=trouble.status, body=io.BytesIO(body), headers=trouble.headers)
        if request.path.startswith("/save"):
            return await self.saving.handle(request)
        if request.path == "/cdx/search/cdx":
            return self._cdx(query)
        if request.path == "/wayback/available":
            return self._available(query)
        if request.raw_path.startswith("/web/timemap/link/"):
            return self._timemap(request, request.raw_path.removeprefix("/web/timemap/link/"))
        if re.match(r"/web/https?:", request.raw_path):
            return self._timegate(request, request.raw_path.removeprefix("/web/"))
        match = re.match(r"/web/(\d{1,14})([a-z]{2}_)?/(.+)", request.raw_path)
        if match:
            return self._playback(match[1], match[2] or "", match[3])
        return web.Response(status=404, text="Not found")

    def _cdx(self, query: dict[str, list[str]]) -> web.Response:
        def one(name: str, default: str = "") -> str:
            return query.get(name, [default])[0]

        matching = [] if self.index_forgets else self._matching(one("url"), one("matchType", "exact"))
        rows = [line.fields() for line in sorted(matching, key=_by_date)]
        rows = [row for row in rows if _in_range(row["timestamp"], one("from"), one("to"))]
        if one("resolveRevisits") == "true" and self.resolves_revisits:
            _resolve(rows)
        for condition in query.get("filter", []):
            negated = condition.startswith("!")
            name, _, regex = condition.removeprefix("!").partition(":")
            if name not in FIELDS:
                return web.Response(status=400, text=f"no such field: {name}")
            rows = [row for row in rows if bool(re.fullmatch(regex, row[name])) != negated]
        if one("sort") == "closest":
            closest = _moment(one("closest"))
            rows.sort(key=lambda row: abs((_moment(row["timestamp"]) - closest).total_seconds()))
        elif one("sort") == "reverse":
            rows.reverse()
        for collapse in query.get("collapse", []):
            rows = _collapse(rows, collapse)
        limit = int(one("limit", "150000"))
        shown = rows[:limit] if limit >= 0 else rows[limit:]
        resume = ""
        if one("showResumeKey") == "true" and 0 <= limit < len(rows):
            resume = f"{shown[-1]['urlkey']} {int(shown[-1]['timestamp']) + 1}".replace(" ", "+")
        lines = [list(row.values()) for row in shown]
        if one("output") == "json":
            table: list[Sequence[str]] = [FIELDS, *lines] if lines else []
            return web.Response(text=json.dumps(table + ([[], [resume]] if resume else [])), charset="utf-8")
        text = "".join(" ".join(line) + "\n" for line in lines) + "".join(line + "\n" for line in self.extra_lines)
        return web.Response(text=text + (f"\n{resume}\n" if resume else ""), content_type="text/plain")

    def _matching(self, url: str, match_type: str) -> list[Line]:
        if url.endswith("*"):
            url, match_type = url[:-1], "prefix"
        key = surt(url)
        host = key.partition(")")[0]
        if match_type == "exact":
            return [line for line in self.lines if line.urlkey == key]
        if match_type == "prefix":
            return [line for line in self.lines if line.urlkey.startswith(key)]
        hosts = (host + ")",) if match_type == "host" else (host + ")", host + ",")
        return [line for line in self.lines if line.urlkey.startswith(hosts)]

    def _available(self, query: dict[str, list[str]]) -> web.Response:
        url = query["url"][0]
        near = _moment(query.get("timestamp", [datetime.now(UTC).strftime("%Y%m%d%H%M%S")])[0])
        usable = [line for line in self._matching(url, "exact") if line.status == "200"]
        usable.sort(key=lambda line: abs((_moment(line.timestamp) - near).total_seconds()))
        found = {}
        if usable:
            line = usable[0]
            address = f"http://web.archive.org/web/{line.timestamp}/{line.original}"
            found["closest"] = {"available": True, "status": "200", "url": address, "timestamp": line.timestamp}
        return web.json_response({"url": url, "archived_snapshots": found})

    def _links(self, request: web.BaseRequest, lines: Sequence[Line]) -> str:
        base = f"{request.scheme}://{request.host}/web"
        links = [f'<{lines[0].original}>; rel="original"'] if lines else []
        for line in lines:
            moment = format_datetime(_moment(line.timestamp), usegmt=True)
            links.append(f'<{base}/{line.timestamp}/{line.original}>; rel="memento"; datetime="{moment}"')
        return ",\n".join(links)

    def _timemap(self, request: web.BaseRequest, original: str) -> web.Response:
        lines = sorted(self._matching(unquote(original), "exact"), key=_by_date)
        if "Accept-Datetime" in request.headers:  # as pywb understands it
            first = parsedate_to_datetime(request.headers["Accept-Datetime"])
            lines = [line for line in lines if _moment(line.timestamp) >= first]
        if not lines:
            return web.Response(status=404, text="")
        return web.Response(text=self._links(request, lines), content_type="application/link-format")

    def _timegate(self, request: web.BaseRequest, original: str) -> web.Response:
        lines = sorted(self._matching(unquote(original), "exact"), key=_by_date)
        if not lines:
            return web.Response(status=404, text="not here")
        near = parsedate_to_datetime(request.headers["Accept-Datetime"])
        closest = min(lines, key=lambda line: abs((_moment(line.timestamp) - near).total_seconds()))
        at = lines.index(closest)
        links = self._links(request, lines[max(0, at - 1) : at + 2]).replace("\n", " ")
        if self.timegate_names_timemap:
            timemap = f"{request.scheme}://{request.host}/web/timemap/link/{original}"
            links = f'<{timemap}>; rel="timemap"; type="application/link-format"'
        location = f"/web/{closest.timestamp}/{closest.original}"
        return web.Response(status=302, headers={"Vary": "accept-datetime", "Link": links, "Location": location})

    def _playback(self, timestamp: str, modifier: str, original: str) -> web.Response:
        key = surt(unquote(original))
        lines = sorted((line for line in self.lines if line.urlkey == key), key=_by_date)
        exact = next((line for line in lines if line.timestamp == timestamp), None)
        if exact is not None and exact.playable:
            status, mimetype = exact.status, exact.mimetype
            if exact.mimetype == "warc/revisit":
                first = next(line for line in lines if line.digest == exact.digest)
                status, mimetype = first.status, first.mimetype
            headers = {
                "Memento-Datetime": format_datetime(_moment(timestamp), usegmt=True),
                "Link": f'<{exact.original}>; rel="original"',
                "Content-Type": mimetype,
            }
            for name, value in exact.headers:
                if name.lower() == "location":
                    headers["Location"] = f"/web/{timestamp}{modifier}/{urljoin(exact.original, value)}"
                    if not self.tells_original_location:
                        continue
                headers["X-Archive-Orig-" + name] = value
            return web.Response(status=200 if status == "-" else int(status), body=exact.body, headers=headers)
        others = [line for line in lines if line.playable]
        if not others:
            return web.Response(
                status=404, text="<p>The archive has not archived that URL.</p>", content_type="text/html"
            )
        nearest = min(others, key=lambda line: abs((_moment(line.timestamp) - _moment(timestamp)).total_seconds()))
        return web.Response(
            status=302,
            headers={
                "Location": f"/web/{nearest.timestamp}{modifier}/{nearest.original}",
                "X-Archive-Redirect-Reason": f"found capture at {nearest.timestamp}",
            },
        )


@lru_cache(maxsize=100)  # thousands of captures have few contents
def _digest_of(content: bytes) -> str:
    return b32encode(hashlib.sha1(content).digest()).decode()


def _by_date(line: Line) -> tuple[str, str]:
    return line.urlkey, line.timestamp


@cache  # lists of ten thousand lines are sorted by it
def _moment(timestamp: str) -> datetime:
    return datetime.strptime(timestamp + "00000101000000"[len(timestamp) :], "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _in_range(timestamp: str, first: str, last: str) -> bool:
    return (not first or timestamp >= first) and (not last or timestamp[: len(last)] <= last)


def _resolve(rows: list[dict[str, str]]) -> None:
    originals = {row["digest"]: row for row in reversed(rows) if row["mimetype"] != "warc/revisit"}
    for row in rows:
        original = originals.get(row["digest"])
        if row["mimetype"] == "warc/revisit" and original is not None:
            row["mimetype"], row["statuscode"] = original["mimetype"], original["statuscode"]


def _collapse(rows: list[dict[str, str]], collapse: str) -> list[dict[str, str]]:
    name, _, length = collapse.partition(":")
    size = int(length) if length else None
    kept: list[dict[str, str]] = []
    for row in rows:
        if not kept or kept[-1][name][:size] != row[name][:size]:
            kept.append(row)
    return kept
