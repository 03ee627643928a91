"""Who may act on the pages, and what becomes of what they ask for."""

import getpass
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from linkwatch.browse.bodies import MOST_BYTES
from linkwatch.browse.wishes import LONGEST_NOTE
from linkwatch.cli import run as run_command_line
from linkwatch.store import MOST_OPEN
from tests.browse.acting import Person, acting, nobody_carries_out, web, wishes
from tests.browse.collection import LOST
from tests.browse.test_serving import browsing, fetch
from tests.store.making import rows

ME = getpass.getuser()
FORMS = ('action="/-/ask"', 'action="/-/sign-out"')


@pytest.fixture
def person(path: Path) -> Iterator[Person]:
    with nobody_carries_out(path), acting(path) as one:
        one.sign_in()
        yield one


@pytest.fixture
def stranger(path: Path) -> Iterator[Person]:
    with nobody_carries_out(path), acting(path) as one:
        yield one


# --- signing in


def test_without_the_option_nobody_can_act(path: Path) -> None:
    with browsing(path) as (_, address), web() as browser:
        assert not any(form in fetch(f"{address}link/1") for form in FORMS)
        person = Person(browser, address, f"{address}-/sign-in?token=")
        assert person.web.get(person.link).status_code == 404
        assert person.post("-/ask", {"action": "recheck", "link": "1"}).status_code == 404
        assert person.post("-/sign-out", {}).status_code == 404
    assert wishes(path) == []


def test_the_link_counts_once_and_its_cookie_is_for_this_server_alone(stranger: Person) -> None:
    assert not any(form in stranger.get("link/1") for form in FORMS)
    answer = stranger.web.get(stranger.link)
    assert answer.status_code == 302
    assert answer.headers["location"] == "/"
    assert "no-store" in answer.headers["cache-control"]
    cookie = SimpleCookie(answer.headers["set-cookie"])
    ((name, morsel),) = cookie.items()
    assert name == f"linkwatch_{stranger.address.rstrip('/').rpartition(':')[2]}"
    assert morsel["httponly"]
    assert morsel["samesite"] == "strict"
    assert morsel["path"] == "/"
    assert not morsel["domain"]
    assert all(form in stranger.get("link/1") for form in FORMS)
    again = stranger.web.get(stranger.link)
    assert again.status_code == 403
    assert "This link does not sign you in" in again.text


def test_who_looks_ahead_at_the_link_does_not_use_it_up(stranger: Person) -> None:
    assert stranger.web.head(stranger.link).status_code == 405
    stranger.sign_in()


def test_a_wrong_token_is_said_and_only_a_few_may_be_tried(stranger: Person) -> None:
    wrong = f"{stranger.address}-/sign-in?token="
    for token in ("", "x", "é", "x" * 10_000, *"abcdef"):
        answer = stranger.web.get(wrong + token)
        assert answer.status_code == 403
        assert "This link does not sign you in" in answer.text
    assert stranger.web.get(f"{wrong}y").status_code == 429
    assert stranger.web.get(stranger.link).status_code == 429  # else trying on would pay
    assert list(stranger.web.cookies) == []


def test_a_forged_cookie_is_nobody(shared: Person) -> None:
    ((name, right),) = [(c.name, c.value) for c in shared.web.cookies.jar if c.name.startswith("linkwatch_")]
    csrftoken = shared.csrftoken()
    # Of the last sign two bits count for nothing: with another one there, the cookie may still be the right one.
    other_secret = "IjAi.c2lnbmF0dXJl"
    for forged in (
        "",
        "x",
        right[:-2] + ("a" if right[-2] != "a" else "b") + right[-1],
        right.swapcase(),
        other_secret,
        "é",
        '"',
    ):
        shared.web.cookies.delete(name)
        cookies = "; ".join(f"{c.name}={c.value}" for c in shared.web.cookies.jar)
        headers = {"Cookie": f"{cookies}; {name}={forged}".encode()}
        page = shared.web.get(f"{shared.address}link/1", headers=headers)
        assert page.status_code == 200
        assert not any(form in page.text for form in FORMS)
        form = {"csrftoken": csrftoken, "action": "recheck", "link": "1"}
        origin = {"Origin": shared.address.rstrip("/"), **headers}
        assert shared.web.post(f"{shared.address}-/ask", data=form, headers=origin).status_code == 403
        shared.web.cookies.set(name, right)
    assert rows_of(shared) == 0


def rows_of(person: Person) -> int:
    answer = person.web.get(f"{person.address}linkwatch/inbox.json?_shape=array")
    return len(answer.json())


def test_signing_out_ends_the_session_everywhere_and_prints_the_next_link(path: Path) -> None:
    with (
        nobody_carries_out(path),
        browsing(path, "--token", "--no-config") as (process, address),
        web() as browser,
        web() as anothers,
    ):
        assert process.stdout is not None
        link = process.stdout.readline().split()[-1]
        person, other = Person(browser, address, link), Person(anothers, address, link)
        person.sign_in()
        other.web.cookies = browser.cookies.__class__(browser.cookies)  # stolen
        assert all(form in other.get("link/1") for form in FORMS)
        assert person.post("-/sign-out", {"csrftoken": person.csrftoken()}).status_code == 302
        assert not any(form in other.get("link/1") for form in FORMS)
        assert browser.get(link).status_code == 403
        other.link = process.stdout.readline().split()[-1]
        assert other.link != link
        other.sign_in()
        assert all(form in other.get("link/1") for form in FORMS)


def test_the_token_is_in_no_message_and_no_answer(path: Path) -> None:
    with nobody_carries_out(path), browsing(path, "--token", "--no-config") as (process, address):
        assert process.stdout is not None
        link = process.stdout.readline().split()[-1]
        token = link.partition("token=")[2]
        with web() as browser:
            answers = [browser.get(address + page) for page in ("-/sign-in?token=wrong", "-/inbox", "-/settings.json")]
            answers += [browser.get(page) for page in (link, link, address)]
        assert all(token not in answer.text for answer in answers)
        process.terminate()
        said = "".join(process.communicate())
        assert token not in said


def test_datasettes_own_ways_in_are_shut(person: Person, path: Path) -> None:
    assert person.web.get(f"{person.address}-/auth-token?token=").status_code == 403
    person.web.cookies.clear()
    form = {"action": "recheck", "link": "1"}
    assert person.post("-/ask", form, Authorization="Bearer dstok_x").status_code == 403
    assert wishes(path) == []


# --- who may not


def test_without_signing_in_nothing_is_asked_for(stranger: Person, path: Path) -> None:
    form = {"action": "recheck", "link": "1"}
    assert stranger.post("-/ask", form).status_code == 403
    assert stranger.post("-/ask", form, Cookie="ds_actor=x").status_code == 403
    assert stranger.post("-/sign-out", {}).status_code == 403
    stranger.sign_in()  # nobody was signed out, and the link still counts
    assert wishes(path) == []


def test_a_form_that_is_not_ours_is_refused(person: Person, path: Path) -> None:
    form = {"action": "recheck", "link": "1"}
    right = {**form, "csrftoken": person.csrftoken()}
    assert person.post("-/ask", form).status_code == 403
    assert person.post("-/ask", {**form, "csrftoken": "x"}).status_code == 403
    assert person.post("-/ask", right, Origin="https://evil.example").status_code == 403
    assert person.post("-/ask", right, Origin="null").status_code == 403
    assert person.post("-/ask", right, Origin="http://127.0.0.1:1").status_code == 403  # another server of this machine
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert person.post("-/ask", right, **foreign).status_code == 403
    without_origin = person.web.post(f"{person.address}-/ask", data=right)
    assert without_origin.status_code == 403
    assert "does not say from which page" in without_origin.text
    assert person.web.get(f"{person.address}-/ask", params=right).status_code == 405
    assert person.web.get(f"{person.address}-/sign-out", params=right).status_code == 405
    assert wishes(path) == []
    assert person.post("-/ask", right).status_code == 302


# --- asking


def test_what_is_asked_for_is_written_down_with_who_and_why(person: Person, path: Path) -> None:
    link_id = rows(path, "SELECT id FROM links WHERE url = ?", [LOST])[0][0]
    assert person.ask(action="recheck", link=link_id, note="a reader  wrote") == f"/link/{link_id}#asked"
    person.ask(action="archive", link=link_id)
    person.ask(action="exclude", link=link_id, note="private")
    person.ask(action="mark", link=link_id, status="alive", until="2099-06-01", note="opens in my browser")
    assert person.ask(action="exclude", place="Mills.Example") == "/-/inbox#asked"
    excluded = "INSERT INTO exclusions (scope, value, made_at, made_by) VALUES ('url', ?, '2026-11-22T08:00:00Z', 'x')"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(excluded, [LOST])
    person.ask(action="include", exclusion=1)
    person.ask(action="add-source", place="https://journal.example/feed")
    person.ask(action="add-source", place="feed:https://journal.example/rss")
    assert wishes(path) == [
        (ME, "recheck", LOST, "a reader wrote", "asked"),
        (ME, "archive", LOST, None, "asked"),
        (ME, "exclude", LOST, "private", "asked"),
        (ME, "mark", LOST, "opens in my browser", "asked"),
        (ME, "exclude", "mills.example", None, "asked"),
        (ME, "include", LOST, None, "asked"),
        (ME, "add-source", "https://journal.example/feed", None, "asked"),
        (ME, "add-source", "feed:https://journal.example/rss", None, "asked"),
    ]
    page = person.get(f"link/{link_id}")
    assert "a reader wrote" in page
    assert "What was asked for" in page
    inbox = person.get("-/inbox")
    assert "8 wishes wait or are under way" in " ".join(inbox.split())
    assert "opens in my browser" in inbox


def test_the_links_of_an_article_that_are_dead_or_failing_are_asked_for_at_once(person: Person, path: Path) -> None:
    assert person.ask(action="recheck", article=1) == "/article/1#asked"
    dead = rows(path, "SELECT url FROM links WHERE status IN ('dead', 'failing') ORDER BY id")
    assert [target for _, _, target, _, _ in wishes(path)] == [url for (url,) in dead]
    person.ask(answers=400, action="recheck", article=2)
    person.ask(answers=400, action="recheck", article=99)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"action": "drop", "link": "1"},
        {"action": "recheck"},
        {"action": "recheck", "link": "99999"},
        {"action": "recheck", "link": "1 OR 1"},
        {"action": "recheck", "link": "\u0661"},
        {"action": "archive", "link": "-1"},
        {"action": "mark", "link": "1"},
        {"action": "mark", "link": "1", "status": "wonderful"},
        {"action": "mark", "link": "1", "status": "unchecked"},
        {"action": "mark", "link": "1", "status": "dead", "until": "tomorrow"},
        {"action": "mark", "link": "1", "status": "dead", "until": "2001-01-01"},
        {"action": "mark", "link": "1", "status": "dead", "note": "x" * (LONGEST_NOTE + 1)},
        {"action": "exclude", "place": ""},
        {"action": "exclude", "place": "javascript:alert(1)"},
        {"action": "exclude", "place": "javascript://x/%0aalert(1)"},
        {"action": "exclude", "place": "https://user:secret@a.example/"},
        {"action": "exclude", "place": "a b"},
        {"action": "exclude", "place": ".*"},
        {"action": "exclude", "place": "x" * 5000},
        {"action": "include", "place": "mills.example"},
        {"action": "include", "exclusion": "99"},
        {"action": "add-source", "place": ""},
        {"action": "add-source", "place": "/etc/passwd"},
        {"action": "add-source", "place": "file:///etc/passwd"},
        {"action": "add-source", "place": "urls:/etc/passwd"},
        {"action": "add-source", "place": "feed:/etc/passwd"},
        {"action": "add-source", "place": "sitemap:/etc/passwd"},
        {"action": "add-source", "place": "opml:/etc/passwd"},
        {"action": "add-source", "place": "files:/etc"},
        *({"action": "add-source", "place": f"{kind}:/etc/passwd"} for kind in ("feed", "sitemap", "opml", "zotero")),
        {"action": "add-source", "place": "-"},
        {"action": "add-source", "place": "javascript:alert(1)"},
        {"action": "add-source", "place": "https://user:secret@a.example/"},
        {"action": "add-source", "place": "https://a.example/" + "x" * 5000},
    ],
    ids=lambda form: "-".join(value[:20] for value in form.values()) or "empty",
)
def test_what_cannot_be_meant_is_refused_in_words(shared: Person, form: dict[str, str]) -> None:
    text = shared.ask(answers=400, **form)
    assert "Nothing was asked for" in text
    assert "secret" not in text.replace("password", "")
    assert rows_of(shared) == 0


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    path = Path(shutil.copy(made / "links.db", tmp_path_factory.mktemp("shared") / "links.db"))
    with nobody_carries_out(path), acting(path) as one:
        one.sign_in()
        yield one


def test_the_longest_note_is_taken(person: Person, path: Path) -> None:
    person.ask(action="recheck", link=1, note="n" * LONGEST_NOTE)
    assert len(wishes(path)) == 1


@pytest.mark.parametrize(
    "head", [f"Content-Length: {MOST_BYTES + 1}", "Transfer-Encoding: chunked"], ids=["declared", "not-declared"]
)
def test_a_larger_request_is_refused_before_it_was_read(shared: Person, head: str) -> None:
    port = int(shared.address.rstrip("/").rpartition(":")[2])
    lines = ("POST /-/ask HTTP/1.1", "Host: 127.0.0.1", "Cookie: x=y", head, "", "")
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall("\r\n".join(lines).encode())
        if "chunked" in head:  # all of it arrives: what stands unread at the end would reset the connection
            connection.sendall(b"%x\r\n%b\r\n" % (MOST_BYTES + 1, b"x" * (MOST_BYTES + 1)))
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_bytes_that_are_no_text_are_refused(shared: Person) -> None:
    headers = {"Origin": shared.address.rstrip("/"), "Content-Type": "application/x-www-form-urlencoded"}
    token = {"x-csrftoken": shared.csrftoken()}
    answer = shared.web.post(f"{shared.address}-/ask", content=b"action=\xff\xfe", headers={**headers, **token})
    assert answer.status_code == 400
    assert rows_of(shared) == 0


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x", "Multipart/Form-Data"])
def test_a_form_of_another_kind_than_ours_is_refused(shared: Person, kind: str) -> None:
    headers = {"Origin": shared.address.rstrip("/"), "Content-Type": kind}
    body = b'--x\r\nContent-Disposition: form-data; name="csrftoken"\r\n\r\nabc\r\n--x--\r\n'
    answer = shared.web.post(f"{shared.address}-/ask", content=body, headers=headers)
    assert answer.status_code == 415
    assert rows_of(shared) == 0


def test_ten_thousand_wishes_fill_the_inbox_and_no_more(person: Person, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        sql = "INSERT INTO inbox (asked_at, actor, action, target) VALUES ('2026-11-22T08:00:00Z', 'x', 'recheck', ?)"
        connection.executemany(sql, [(f"https://a.example/{number}",) for number in range(10_000)])
    text = person.ask(answers=429, action="recheck", link=1)
    assert f"{MOST_OPEN} wishes wait already" in text
    assert "10 000 wishes wait" in person.get("-/inbox").replace("\N{NARROW NO-BREAK SPACE}", " ").replace(
        "\N{NO-BREAK SPACE}", " "
    ).replace(",", " ")
    assert "Page 100" in person.get("-/inbox?page=100")


def test_a_locked_database_is_said_and_asked_again_later(person: Person, path: Path) -> None:
    token = person.csrftoken()
    form = {"csrftoken": token, "action": "recheck", "link": "1"}
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = person.post("-/ask", form)
        assert answer.status_code == 503
        assert "keeps the database locked" in answer.text
        assert "The collection" in person.get("")  # who reads does not wait
        other.execute("ROLLBACK")
    assert person.post("-/ask", form).status_code == 302
    assert len(wishes(path)) == 1


def test_two_programs_on_one_database_let_each_act(path: Path) -> None:
    with nobody_carries_out(path), acting(path) as one, acting(path) as other:
        other.web.cookies = one.web.cookies  # one browser: cookies know no ports
        one.sign_in()
        other.sign_in()
        one.ask(action="recheck", link=1)
        other.ask(action="recheck", link=2)
        one.ask(action="recheck", link=3)
    assert len(wishes(path)) == 3


def test_hostile_words_are_shown_and_do_nothing(person: Person, path: Path) -> None:
    bad = "<script>alert(1)</script>\u202e{{ 7*7 }}"
    person.ask(action="recheck", link=1, note=bad)
    rows_before = "INSERT INTO inbox (asked_at, actor, action, target, state, result) VALUES (?, ?, ?, ?, 'failed', ?)"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(rows_before, [bad, bad, "recheck", f"javascript:{bad}", bad])
    for page in ("-/inbox", "link/1", "linkwatch/inbox"):
        text = person.get(page)
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert 'href="javascript' not in text


def test_a_database_that_may_not_be_written_is_said_at_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command_line(["browse", "--db", str(tmp_path / "none.db"), "--token", "--no-config"]) == 2
    assert "there is no database" in capsys.readouterr().err
