"""What a form of our pages asks for, checked before it is written down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from datasette.views.base import DatasetteError

from linkwatch.articles.sources.tracking import on_the_web
from linkwatch.browse.reader import DatabaseReader
from linkwatch.errors import UsageError
from linkwatch.model import Status, TargetKind
from linkwatch.store.pages import acting as sql
from linkwatch.urls import hostname, is_web, redact, resolve

LONGEST_NOTE = 600
"""Characters of what somebody says why."""

WORDS = tuple(str(status) for status in Status if status is not Status.UNCHECKED)
"""What a person may say of a link."""

MOST_OF_ARTICLE = 200  # links that are looked at again with one press
_LONGEST_TARGET = 4000
_HOST = re.compile(r"[\w.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]")

_Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish, and the page to go on with. arguments: as in `store.Wish`."""

    action: str
    target: str
    page: str
    arguments: Mapping[str, str] = field(default_factory=dict)


async def read_form(form: _Form, reader: DatabaseReader, now: datetime) -> list[Asked]:
    """Return what a form asks for. Raises DatasetteError, in words for whoever filled it in."""
    note = _note(form)
    match form.get("action"):
        case "recheck" if "article" in form:
            return await _of_article(form, note, reader)
        case "recheck" | "archive" as action:
            return [await _of_link(action, form, note, reader)]
        case "mark":
            asked = await _of_link("mark", form, note, reader)
            return [Asked("mark", asked.target, asked.page, {**note, **_word(form, now)})]
        case "exclude":
            return [await _of_link("exclude", form, note, reader) if "link" in form else _of_place(form, note)]
        case "include":
            return [await _of_exclusion(form, note, reader)]
        case "add-source":
            return [_source(form, note)]
        case _:
            raise _wrong("the page did not say what is to be done")


async def _of_link(action: str, form: _Form, note: _Form, reader: DatabaseReader) -> Asked:
    row = await reader.row(sql.URL_OF_LINK, {"id": _number(form, "link")})
    if row is None:
        raise _wrong("there is no such link")
    if action == "exclude" and not is_web(row["url"]):
        raise _wrong("only addresses on the web can be excluded")
    return Asked(action, row["url"], f"/link/{form['link']}", note)


async def _of_article(form: _Form, note: _Form, reader: DatabaseReader) -> list[Asked]:
    values = {"id": _number(form, "article"), "most": MOST_OF_ARTICLE}
    rows = await reader.rows(sql.TROUBLED_OF_ARTICLE, values)
    if not rows:
        raise _wrong("none of its links is dead or failing")
    return [Asked("recheck", row["url"], f"/article/{form['article']}", note) for row in rows]


async def _of_exclusion(form: _Form, note: _Form, reader: DatabaseReader) -> Asked:
    row = await reader.row(sql.EXCLUDED, {"id": _number(form, "exclusion")})
    if row is None:
        raise _wrong("nothing is excluded so")
    return Asked("include", row["value"], "/-/inbox", note)


def _of_place(form: _Form, note: _Form) -> Asked:
    """Understand an address, or the name of a host."""
    text = (form.get("place") or "").strip()
    if not text or len(text) > _LONGEST_TARGET:
        raise _wrong("name an address, https://…, or a host")
    if "://" in text:
        target = resolve(text, None, None)
        if target.kind is not TargetKind.WEB or redact(target.url) != target.url:
            raise _wrong("not an address on the web, or one with a user name or password")
        return Asked("exclude", target.url, "/-/inbox", note)
    if not _HOST.fullmatch(text) or not (host := hostname(f"https://{text}/")):
        raise _wrong("not the name of a host: write example.org, or an address with https://")
    return Asked("exclude", host, "/-/inbox", note)


def _source(form: _Form, note: _Form) -> Asked:
    text = (form.get("place") or "").strip()
    if not text or len(text) > _LONGEST_TARGET:
        raise _wrong("name a page, feed or sitemap: https://…")
    try:
        spec = on_the_web(text)
    except UsageError as error:
        raise _wrong(str(error)) from error
    target = spec.location if spec.kind == "url" else f"{spec.kind}:{spec.location}"
    return Asked("add-source", target, "/-/inbox", note)


def _word(form: _Form, now: datetime) -> dict[str, str]:
    status, until = form.get("status") or "", form.get("until") or ""
    if status == "none":
        return {"status": status}
    if status not in WORDS:
        raise _wrong("choose what the link is")
    if not until:
        return {"status": status}
    try:
        end = datetime.strptime(until, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise _wrong("not a date: write 2027-06-01") from error
    if end <= now:
        raise _wrong(f"{until} is over")
    return {"status": status, "until": f"{end:%Y-%m-%dT%H:%M:%SZ}"}


def _note(form: _Form) -> dict[str, str]:
    note = " ".join((form.get("note") or "").split())
    if len(note) > LONGEST_NOTE:
        raise _wrong(f"the note is longer than {LONGEST_NOTE} characters")
    return {"note": note} if note else {}


def _number(form: _Form, name: str) -> int:
    text = form.get(name) or ""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise _wrong("the page did not say of what")
    return int(text)


def _wrong(message: str) -> DatasetteError:
    return DatasetteError(f"Nothing was asked for: {message}.", title="That cannot be asked for", status=400)
