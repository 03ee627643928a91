"""What somebody types into the one search field: an address, a copy of one, a host, or words."""

import re
from dataclasses import dataclass, field
from typing import Any

from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import Row
from linkwatch.store.pages import link as link_sql
from linkwatch.store.pages import search as sql
from linkwatch.store.sites import site_values
from linkwatch.urls import resolve

_MOST = 20  # of each kind
_ENOUGH = 20_000  # links of hosts whose names begin as what was typed: it may be one letter
_SCHEME = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_WWW = re.compile(r"^www\.", re.IGNORECASE)
_INNER = re.compile(r"(?<=.)https?://\S+$", re.IGNORECASE)  # what an archive's address says was captured
_HOST = re.compile(r"[^\s/:?#@\"']+\.[^\s/:?#@\"'.]{2,}", re.IGNORECASE)
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_LONGEST = 2000


@dataclass(slots=True)
class Found:
    """What was found. link: leads straight to one; site: to what is cited of one; else there is a list of each kind."""

    link: int | None = None
    site: str | None = None
    lists: dict[str, list[Row]] = field(default_factory=dict)


async def search(reader: DatabaseReader, typed: str) -> Found:
    """Find what was typed."""
    text = typed.strip()[:_LONGEST]
    if not text:
        return Found()
    link = await _link(reader, text)
    if link is not None:
        return Found(link=link)
    host = _SCHEME.sub("", text).rstrip("/").lower()
    if _HOST.fullmatch(host) and await _is_cited(reader, host):
        return Found(site=_WWW.sub("", host))
    words = as_words(text)
    values = {"words": words, "most": _MOST}
    name = _WWW.sub("", host)
    return Found(
        lists={
            "hosts": await _hosts(reader, name) if " " not in name else [],
            "links": await reader.rows(sql.LINKS, values) if words else [],
            "articles": await reader.rows(sql.ARTICLES, values) if words else [],
            "citations": await reader.rows(sql.CITED, values) if words else [],
        }
    )


async def find_link(reader: DatabaseReader, url: str) -> int | None:
    """Return the link with this address, as it stands in an article or in the database."""
    return await _by_address(reader, [url, resolve(url, None, None).url])


async def _link(reader: DatabaseReader, text: str) -> int | None:
    """Return the link whose address this is, with or without its scheme, or of which it is a copy."""
    if " " in text:
        return None
    bare = _SCHEME.sub("", text)
    urls = [text, resolve(text, None, None).url] if bare != text else []
    if "/" in bare or "?" in bare:  # a host alone stands for all that is cited on it
        for rest in (bare, f"www.{bare}", _WWW.sub("", bare)):
            urls += [f"https://{rest}", f"http://{rest}"]
    urls += [f"{url}/" for url in urls if not url.endswith("/")] + [url[:-1] for url in urls if url.endswith("/")]
    found = await _by_address(reader, urls)
    if found is None and (row := await reader.row(sql.LINK_BY_COPY, {"url": text})) is not None:
        found = int(row["id"])
    if found is None and (inner := _INNER.search(text)) is not None:
        found = await _by_address(reader, [inner[0], resolve(inner[0], None, None).url])
    return found


async def _by_address(reader: DatabaseReader, urls: list[str]) -> int | None:
    for url in dict.fromkeys(urls):
        row = await reader.row(link_sql.LINK_BY_URL, {"url": url})
        if row is not None:
            return int(row["id"])
    return None


async def _hosts(reader: DatabaseReader, name: str) -> list[Row]:
    return await reader.rows(sql.HOSTS, {"name": name, "most": _MOST, "enough": _ENOUGH})


async def _is_cited(reader: DatabaseReader, host: str) -> bool:
    return await reader.row(sql.SITE, site_values(_WWW.sub("", host))) is not None


def as_words(text: str) -> str:
    """Write what was typed as the index of words understands it: terms, those in quotation marks as they stand.

    An address is a row of words there; its scheme and "www." are left out. The last word may be the beginning of one.
    """
    terms = []
    for quoted, plain in _TERM.findall(text):
        term = _WWW.sub("", _SCHEME.sub("", quoted or plain)).replace('"', " ").replace("\0", " ").strip()
        if any(char.isalnum() for char in term):
            terms.append(f'"{term}"')
    is_open = terms and not text.rstrip().endswith('"')
    return " ".join(terms) + ("*" if is_open else "")


def shown(found: Found, typed: str) -> dict[str, Any]:
    """Return what the template shows."""
    return {
        **found.lists,
        "typed": typed,
        "nothing": not any(found.lists.values()),
        "most": _MOST,
        "enough": _ENOUGH,
        "hosts_are_first": any(row["are_first"] for row in found.lists.get("hosts", ())),
    }
