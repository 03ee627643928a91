"""A last round of what stands in place of pages, and of pages that only sound like it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.making import NEAR, OLDER, TITLE, Copy, History, article, page, prose

_GOOD = Copy(OLDER, article(seed="unforeseen"))
_NUMBER = "http://county.example/p/55"
_RAW = {
    "an object that says that nothing was found": b'{"error":"not found","code":404}',
    "a store's error": b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>No such key.</Message></Error>',
    "a blank page": b"<html><head></head><body></body></html>",
}


def histories() -> Iterator[History]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    titled = {
        row["name"]: page(TITLE if row["title"] == "its" else row["title"], row["body"]) for row in table["stand_in"]
    }
    for name, body in {**titled, **_RAW}.items():
        yield History(f"{name}, unforeseen, and the page before", [Copy(NEAR, body), _GOOD], (OLDER,), most=3)
        yield History(f"only {name}, unforeseen", [Copy(NEAR, body)], most=3)
    for title in table["twins"]:
        long = Copy(NEAR, page(title, prose("water", 70, title)))
        older = Copy(OLDER, article(title, seed="older"))
        yield History(f"twin: a page called {title}", [long, older], (NEAR,), _NUMBER, title, most=2)
        said = f"<p>{title}. The talk was on Monday and was heard by forty people.</p>"
        yield History(f"twin: a brief called {title}", [Copy(NEAR, page(title, said))], (NEAR,), _NUMBER, title, most=2)
