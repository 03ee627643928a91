"""Serves the corpus on loopback: each case is a host, told by the name that is asked for; TLS and DNS included."""

import asyncio
import re
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import trustme

from tests.corpus.model import Case, Reply, Request
from tests.servers.dns import NOERROR, NXDOMAIN, SERVFAIL, A, dns_server
from tests.servers.raw import RawServer, Script, raw_server

ALIAS = "bench"  # every host is under it too: some checkers never ask for what is under .test
_MARK = re.compile(r"\{(base|path|http|https|canary)\}")
CANARY = "127.0.0.2"  # as private as any address to a client that may only ask 127.0.0.1


@dataclass(frozen=True)
class Addresses:
    """Where the cases are. ports: by kind of TLS ("" is plain)."""

    ports: dict[str, int]

    def url(self, case: Case) -> str:
        if case.url is not None:
            return self.fill(case.url, case)
        scheme = "https" if case.tls else "http"
        return f"{scheme}://{case.subdomain}{case.name}.test:{self.ports[case.tls or '']}{case.path}"

    def fill(self, text: str, case: Case) -> str:
        """Put the ports into {http}, {https} and the case's name into {name}."""
        marks = {"{http}": "", "{https}": "good", "{canary}": "canary"}
        for mark, kind in marks.items():
            text = text.replace(mark, str(self.ports[kind]))
        return text.replace("{name}", case.name)


@dataclass(frozen=True)
class Corpus(Addresses):
    """Where the cases are served. canary: listens where nobody may connect.

    authority: the certificate, in PEM, that ssl_context trusts.
    """

    nameserver: str
    ssl_context: ssl.SSLContext
    authority: bytes
    requests: Counter[str]
    canary: RawServer


def case_name(host: str) -> str:
    """Return the case that a host belongs to: other-alpha.test, www.alpha.test and alpha.test are all the case alpha."""
    return host.split(".")[-2].removeprefix("other-") if "." in host else host


def answering_as(cases: Sequence[Case], ports: dict[str, int], requests: Counter[str]) -> Script:
    """Return what answers for all cases. requests: are counted by the case's name."""
    by_name = {case.name: case for case in cases}
    counts: Counter[str] = Counter()

    async def script(head: bytes, writer: asyncio.StreamWriter) -> None:
        lines = head.decode("latin-1").split("\r\n")
        path = [*lines[0].split(" "), ""][1]  # not every client speaks HTTP/1.1
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        host = headers.get("host", "").partition(":")[0]
        name = case_name(host)
        requests[name] += 1
        counts[host + path] += 1
        case = by_name.get(name)
        reply = case.site(Request(path, host, headers, counts[host + path])) if case else Reply(421, "no such case")
        encrypted = writer.get_extra_info("ssl_object") is not None
        base = f"{'https' if encrypted else 'http'}://{headers.get('host', '')}"
        await _send(reply, writer, base, path, ports)

    return script


@asynccontextmanager
async def serve(cases: Sequence[Case]) -> AsyncIterator[Corpus]:
    """Serve the cases until the context ends."""
    by_name = {case.name: case for case in cases}
    requests: Counter[str] = Counter()
    ports: dict[str, int] = {}
    script = answering_as(cases, ports, requests)

    def zone(name: str, kind: int) -> tuple[int, list[str]] | None:
        case = by_name.get(case_name(name))
        fault = case.dns if case else "nxdomain"
        if fault == "nxdomain":
            return NXDOMAIN, []
        if fault == "servfail":
            return SERVFAIL, []
        if fault == "silent":
            return None
        return NOERROR, (["10.1.2.3"] if fault == "private" else ["127.0.0.1"]) if kind == A else []

    authority = trustme.CA()
    async with AsyncExitStack() as stack:
        dns = await stack.enter_async_context(dns_server(zone))
        for kind, context in {"": None, **tls_contexts(cases, authority)}.items():
            server = await stack.enter_async_context(raw_server(script, tls=context))
            ports[kind] = server.port
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        canary = await stack.enter_async_context(raw_server(script, host=CANARY))
        ports["canary"] = canary.port
        yield Corpus(ports, dns.address, trusting, authority.cert_pem.bytes(), requests, canary)


def tls_contexts(cases: Sequence[Case], authority: trustme.CA) -> dict[str, ssl.SSLContext]:
    """Return the servers' sides of TLS by kind, with certificates for the cases' names, most of this authority's."""
    names = {kind: [f"{case.name}.test" for case in cases if case.tls == kind] for kind in ("expired", "untrusted")}
    secure = [case.name for case in cases if case.tls == "good" or case.name.startswith("https")]
    good = [f"{host}{name}.{end}" for name in ("x", *secure) for host in ("", "www.") for end in ("test", ALIAS)]
    past = datetime.now(UTC) - timedelta(days=2)
    certificates = {
        "good": authority.issue_cert(*good),
        "expired": authority.issue_cert(*(names["expired"] or ["x.test"]), not_after=past),
        "untrusted": trustme.CA().issue_cert(*(names["untrusted"] or ["x.test"])),
        "wrong-name": authority.issue_cert("somebody-else.test"),
    }
    contexts = {}
    for kind, certificate in certificates.items():
        contexts[kind] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(contexts[kind])
    return contexts


async def _send(reply: Reply, writer: asyncio.StreamWriter, base: str, path: str, ports: dict[str, int]) -> None:
    with suppress(ConnectionError):
        if reply.behave is not None:
            await reply.behave(writer)
        elif reply.raw is not None:
            writer.write(reply.raw)
            await writer.drain()
        else:
            writer.write(_encode(reply, base, path, ports))
            await writer.drain()
    if reply.behave is not None or reply.raw is not None:
        writer.close()


def _encode(reply: Reply, base: str, path: str, ports: dict[str, int]) -> bytes:
    values = {"base": base, "path": path, "http": ports[""], "https": ports["good"], "canary": ports["canary"]}

    def fill(text: str) -> str:
        return _MARK.sub(lambda mark: str(values[mark[1]]), text)

    body = fill(reply.body).encode() if isinstance(reply.body, str) else reply.body
    phrase = HTTPStatus(reply.status).phrase if reply.status in HTTPStatus._value2member_map_ else "Unknown"
    lines = [f"HTTP/1.1 {reply.status} {phrase}", "Server: corpus"]
    if reply.type is not None:
        lines.append(f"Content-Type: {reply.type}")
    lines += [f"{name}: {fill(value)}" for name, value in reply.headers]
    if reply.status not in (204, 304):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + (b"" if reply.status in (204, 304) else body)
