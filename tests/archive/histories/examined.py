"""Pages within much of what sites put around them, and a few words within the same: notices, and short pages."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.archive.histories.framed import paragraphs
from tests.archive.histories.making import NEAR, OLDER, OLDEST, Copy, History

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def dressed(language: str, title: str, body: str, *, at: str = "", about_cookies: bool = True) -> bytes:
    """Return a page with all that a paper puts around its articles. at: the hour, told in the page."""
    chrome = TABLE["chrome"][language]
    bar = f'<div class="cc-bar"><p>{chrome["bar"]}</p></div>' if about_cookies else ""
    menu = "".join(f'<li><a href="/s{number}">{word}</a></li>' for number, word in enumerate(chrome["menu"]))
    share = " ".join(f'<a href="#share-{number}">{word}</a>' for number, word in enumerate(chrome["share"]))
    teasers = "".join(_teaser(number, *_parts(line)) for number, line in enumerate(chrome["teasers"]))
    top = f"<h1>{title}</h1>" if "<h2>" not in body else ""
    paper = chrome["foot"].split(".")[0].removeprefix("© 2015 ")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" class="no-js">\n<head><meta charset="utf-8"><title>{title} | {paper}'
        f'</title>\n<meta property="og:site_name" content="{paper}"><link rel="stylesheet" href="/a.css">\n'
        "<script>window.q=window.q||[];q.push(['load',{page:'article',ab:2}]);</script></head>\n"
        f'<body><a class="skip" href="#main">{chrome["skip"]}</a>{bar}\n'
        f'<header><a href="/"><img src="/l.png" alt="{paper}"></a><form action="/find"><input name="q"></form>'
        f'<nav><ul>{menu}</ul></nav></header>\n<ol class="crumbs"><li><a href="/">{chrome["menu"][0]}</a></li>'
        f'<li><a href="/s1">{chrome["menu"][1]}</a></li></ol>\n<div id="main">{top}<div class="share">{share}</div>\n'
        f'<div class="text">{body}</div></div>\n<aside><h3>{chrome["aside"]}</h3>{teasers}</aside>\n'
        f'<form class="letter" action="/letter"><p>{chrome["letter"]}</p></form>\n'
        f"<footer><p>{chrome['foot']}</p><small>{at}</small></footer></body></html>"
    ).encode()


def _parts(line: str) -> tuple[str, str]:
    name, said = re.split(r"[:\uff1a]\s*", line, maxsplit=1)
    return name, said


def _teaser(number: int, name: str, said: str) -> str:
    return f'<div class="t"><a href="/n/{number}"><img src="/t{number}.jpg" alt=""><b>{name}</b></a><p>{said}</p></div>'


def pages() -> Iterator[History]:
    for number, row in enumerate(TABLE["page"], 701):
        language, cited, kind = row["language"], row["cited"], row["kind"]
        address = f"http://www.courier.example/{language}/story-{number}"
        title, body = row["stand_in"]
        bad = Copy(NEAR, dressed(language, cited if title == "its" else title, body))
        good = Copy(OLDER, dressed(language, cited, paragraphs(row["text"]), at="14:02"))
        yield History(f"{kind}, and the page before, dressed", [bad, good], (OLDER,), address, cited, most=3)
        yield History(f"only {kind}, dressed", [bad], (), address, cited, most=3)
        title, text = row["twin"]
        twin = Copy(NEAR, dressed(language, title, paragraphs(text), at="09:31"))
        older = Copy(OLDEST, dressed(language, title, paragraphs(text), at="23:55"))
        yield History(f"twin: only sounds like {kind}, dressed", [twin, older], (NEAR,), address, title, most=2)


def short() -> Iterator[History]:
    for kind, right in (("short", (NEAR,)), ("notice", ())):
        for number, row in enumerate(TABLE[kind]):
            body = dressed(row["language"], row["cited"], paragraphs(row["text"]), about_cookies=number % 2 == 0)
            copy = Copy(NEAR, body)
            address = f"http://www.courier.example/{kind[0]}/{number}"
            name = f"{'twin: a short page' if right else 'a short notice'}, dressed: {row['cited']}"
            yield History(name, [copy], right, address, row["cited"], most=2)


def histories() -> Iterator[History]:
    yield from pages()
    yield from short()
