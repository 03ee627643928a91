"""Puts a report into one comment of a pull request: `comment.py REPORT EXIT_CODE`, as the action does.

The comment is known by a mark in it. It is written anew by each run, and not repeated; where nothing was found, none
is begun. The standard library is enough, for it runs where the action runs.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = "<!-- linkwatch: this comment is written anew by each run -->"
_MOST_PAGES = 30
_LONGEST = 65_536  # characters that GitHub allows in a comment
_SECONDS = 30


def main(report: str, exit_code: str) -> None:
    """Write the comment. What GitHub refuses (a fork's run may write none) is told, and fails nothing."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = (event.get("pull_request") or {}).get("number")
    if number is None:
        return
    comments = f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues/{number}/comments"
    body = f"{MARK}\n{Path(report).read_text(encoding='utf-8')}"[:_LONGEST]
    try:
        known = next((each for each in _all(comments) if _is_ours(each)), None)
        if known is not None:
            _ask("PATCH", f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues/comments/{known['id']}", {"body": body})
        elif exit_code != "0":
            _ask("POST", comments, {"body": body})
    except (urllib.error.URLError, TimeoutError) as error:
        sys.stdout.write(f"::notice::The report could not be put into a comment: {error}\n")


def _all(comments: str) -> Iterator[dict[str, Any]]:
    for page in range(1, _MOST_PAGES + 1):
        found = _ask("GET", f"{comments}?per_page=100&page={page}")
        yield from found
        if len(found) < 100:
            return


def _is_ours(comment: dict[str, Any]) -> bool:
    """Only a program's comment: a person may have pasted the mark."""
    return comment["body"].startswith(MARK) and comment["user"]["type"] == "Bot"


def _ask(method: str, path: str, body: dict[str, str] | None = None) -> Any:
    request = urllib.request.Request(  # noqa: S310 - the address is the runner's
        os.environ["GITHUB_API_URL"] + path,
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - likewise
        return json.load(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
