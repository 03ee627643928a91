"""`linkwatch browse --token` as a process, and somebody who uses it."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from linkwatch.store import only_daemon
from tests.browse.test_serving import browsing
from tests.store.making import rows

_TOKEN = re.compile(r'name="csrftoken" value="([^"]+)"')


@dataclass
class Person:
    """Asks one `linkwatch browse`, as a browser does. link: signs in."""

    web: httpx.Client
    address: str
    link: str

    def sign_in(self) -> None:
        answer = self.web.get(self.link)
        assert answer.status_code == 302, answer.text

    def get(self, page: str, status: int = 200) -> str:
        answer = self.web.get(self.address + page)
        assert answer.status_code == status, answer.text
        return answer.text

    def post(self, page: str, form: Mapping[str, str], **headers: str) -> httpx.Response:
        """Send a form as a page of ours does, but for its hidden token."""
        origin = {"Origin": self.address.rstrip("/")}
        return self.web.post(self.address + page, data=dict(form), headers={**origin, **headers})

    def csrftoken(self) -> str:
        found = _TOKEN.search(self.get("-/inbox"))
        assert found, "no form is shown"
        return found[1]

    def ask(self, answers: int = 302, **form: Any) -> str:
        """Fill in a form of ours and send it off; return the answer's text, or where it leads."""
        values = {name: str(value) for name, value in form.items()}
        answer = self.post("-/ask", {"csrftoken": self.csrftoken(), **values})
        assert answer.status_code == answers, answer.text
        return answer.headers["location"] if answers == 302 else answer.text


def web(cookies: Mapping[str, str] = {}) -> httpx.Client:
    """A browser that nobody has used."""
    return httpx.Client(timeout=20, trust_env=False, verify=False, cookies=dict(cookies))  # loopback: no certificates


@contextmanager
def acting(path: Path, *options: str) -> Iterator[Person]:
    """Run the command; nobody has signed in yet."""
    with browsing(path, "--token", "--no-config", *options) as (process, address), web() as browser:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://\S+$", said.strip())
        assert found, said
        yield Person(browser, address, found[0])


@contextmanager
def nobody_carries_out(path: Path) -> Iterator[None]:
    """Keep `browse` from carrying anything out, as a daemon does that is at work."""
    with only_daemon(path):
        yield


def wishes(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT actor, action, target, json_extract(arguments, '$.note'), state FROM inbox ORDER BY id")


def loopback(patch: pytest.MonkeyPatch) -> None:
    """Let processes that are started look at loopback."""
    assert "LINKWATCH_CHECK__ALLOW_PRIVATE" not in os.environ
    for name, value in (("ALLOW_PRIVATE", "127.0.0.0/8"), ("HOST_INTERVAL", "0"), ("RETRIES", "0")):
        patch.setenv(f"LINKWATCH_CHECK__{name}", value)
