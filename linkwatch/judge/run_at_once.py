"""What runs on a page by itself: its own scripts, and what its body does when it is there."""

import re

import turbohtml

from linkwatch.judge.words import squeeze

_SCRIPTS_READ = 20
_SCRIPT_READ, _ALERT_KEPT = 30_000, 8000  # characters
_ALERT = re.compile(r"\balert\(\s*([\"'])(.{1,500}?)\1\s*\)")


def text_of(document: turbohtml.Document, scripts: list[turbohtml.Element]) -> str:
    """Return the scripts that run by themselves: the page's own, and what its <body> does when it is there."""
    texts = (*(script.text for script in scripts[:_SCRIPTS_READ]), done_at_once(document))
    return "\n".join(filter(None, texts))[:_SCRIPT_READ]


def done_at_once(document: turbohtml.Document) -> str:
    """Return what the body does when it is there, such as to send the form that a login hands on."""
    body = document.find("body")
    return (body.attr("onload") or "").strip() if body is not None else ""


def alerted_by(script: str) -> str:
    """Return what a page without text tells its reader in an alert box."""
    return squeeze(" ".join(match[2] for match in _ALERT.finditer(script)))[:_ALERT_KEPT]
