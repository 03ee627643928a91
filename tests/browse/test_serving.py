"""`linkwatch browse` as a process: starting, ending, and what it leaves alone."""

import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import get_plugins
from jinja2 import Environment

from linkwatch.browse import plugin, server
from linkwatch.cli import run as run_command_line
from linkwatch.errors import ConfigError
from linkwatch.model import Status
from linkwatch.store import Store
from tests.browse.collection import LOST, make_collection
from tests.browse.conftest import COMPILED, Site, served
from tests.programs import CODE, Program
from tests.store.making import NOW, article, cite, read, rows, settle_all
from tests.store.test_opening import shared_folder as shared_folder
from tests.store.test_opening import unprivileged

_SETS = {"datasette.app:Environment": partial(Environment, bytecode_cache=COMPILED)}


@contextmanager
def browsing(path: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; yield the process and the address that it tells."""
    words = ["browse", "--db", path, "--port", "0", *options]
    process = Program(words, sets=_SETS, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = process.stderr.readline()
    found = re.search(r"http://\S+/", said)
    assert found, said
    try:
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@contextmanager
def writing(path: Path) -> Iterator[Callable[[str], None]]:
    """Another process that keeps the database open and writes each link that it is given."""
    program = """
import sys
from pathlib import Path
from linkwatch.store import Store
from tests.store.making import article, cite, read
with Store.open(Path(sys.argv[1])) as store:
    for url in sys.stdin:
        read(store, article(cite(url.strip()), uri=url.strip()))
        print("written", flush=True)
"""
    process = Program([program, path], main=CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None

    def write(url: str) -> None:
        stdin.write(f"{url}\n")
        stdin.flush()
        assert stdout.readline() == "written\n"

    with process:
        yield write
    assert process.returncode == 0


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_its_address_and_ends_when_it_is_told(path: Path, number: signal.Signals) -> None:
    with browsing(path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert "The collection" in fetch(address)
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
        assert process.communicate() == ("", "")


def test_what_is_left_of_a_page_does_not_wait_for_the_browsers_word_on_the_beginning() -> None:
    with server._listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        ours, _ = listener.accept()
        with ours:
            assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_in_use_is_said_in_one_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run_command_line(["browse", "--db", str(path), "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"linkwatch: 127.0.0.1:{port}: cannot be listened on: address already in use")
    assert told.count("\n") == 1


def test_a_database_of_an_older_linkwatch_is_refused_in_one_line(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(path, "SELECT 1")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0005-browsing'")
        connection.commit()
    assert run_command_line(["browse", "--db", str(path)]) == 2
    told = capsys.readouterr().err
    assert "was made by an older linkwatch" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_what_is_no_database_of_ours_is_refused_in_one_line(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "x.db").write_bytes(content)
    assert run_command_line(["browse", "--db", str(tmp_path / "x.db")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_datasette_it_says_what_to_install(path: Path) -> None:
    program = """
import sys
class Missing:
    def find_spec(self, name, *_):
        if name.split(".")[0] == "datasette":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from linkwatch.cli import run
sys.exit(run(["browse", "--db", sys.argv[1]]))
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "linkwatch: browsing needs Datasette: pip install 'linkwatch[browse]'\n"


def test_a_writer_and_readers_do_not_meet(path: Path) -> None:
    stop = threading.Event()
    faults: list[Exception] = []
    written = 0

    def write() -> None:
        nonlocal written
        try:
            with Store.open(path, busy_timeout=0.2) as store:
                while not stop.is_set():
                    text = f"number {written}"
                    one = article(*(cite(f"https://new.example/{written}/{n}", text) for n in range(20)), uri="n.md")
                    settle_all(store, read(store, one), (Status.ALIVE, Status.DEAD)[written % 2], NOW)
                    written += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            faults.append(error)

    with browsing(path) as (_, address):
        writer = threading.Thread(target=write)
        writer.start()
        pages = ["", "link/1", "article/1", "linkwatch/links", "linkwatch/search?words=number", "hosts"] * 3
        for page in pages:
            fetch(address + page)
        before = written
        deadline = time.monotonic() + 20
        while written < before + 3 and time.monotonic() < deadline and not faults:
            fetch(address)
        stop.set()
        writer.join()
        assert faults == []
        assert written >= before + 3
        assert f"number {written - 1}" in fetch(f"{address}linkwatch/search?words=number")


def test_reading_leaves_no_trace(path: Path) -> None:
    rows(path, "PRAGMA journal_mode = DELETE")
    content = path.read_bytes()
    with browsing(path) as (_, address):
        fetch(address)
    assert path.read_bytes() == content


def restore_another(path: Path) -> None:
    other = path.parent / "restored.db"
    with Store.open(other) as store:
        settle_all(store, read(store, article(cite("https://restored.example/"))), Status.ALIVE)
    rows(other, "PRAGMA journal_mode = DELETE")
    other.replace(path)
    for name in ("-wal", "-shm"):
        Path(f"{path}{name}").unlink(missing_ok=True)


@contextmanager
def closed_to_others(folder: Path, file: Path) -> Iterator[None]:
    file.chmod(0o644)
    folder.chmod(0o555)
    yield
    folder.chmod(0o755)


def has_log(path: Path) -> bool:
    return Path(f"{path}-wal").exists()


def rename(path: Path, name: str) -> Path:
    return path.rename(path.parent / name)


async def test_another_file_in_its_place_is_read_from_then_on(path: Path) -> None:
    with served(path) as datasette:
        site = Site(datasette)
        assert await site.id_of(LOST)
        restore_another(path)
        assert await site.id_of("https://restored.example/")
        rename(path, "elsewhere.db")
        assert "there is no database" in await site.get("/link/1", status=503)


async def test_a_database_in_a_folder_that_is_not_ours_is_read_and_followed(
    made: Path, shared_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = get_plugins()  # read now: who has no rights may not enter the folder that the environment is in
    monkeypatch.setattr("datasette.app.get_plugins", lambda: plugins)
    path = Path(shutil.copy(made / "links.db", shared_folder / "links.db"))
    with closed_to_others(shared_folder, path), ExitStack() as stack:
        with unprivileged():
            site = Site(stack.enter_context(served(path)))
            assert await site.id_of(LOST)
            assert not has_log(path)
        with writing(path) as write:
            for url in ("https://new.example/", "https://newer.example/"):
                write(url)
                with unprivileged():
                    assert await site.id_of(url)
        with unprivileged():
            assert await site.id_of("https://newer.example/")


async def test_every_answer_keeps_to_itself(site: Site) -> None:
    for address in ("/", "/link/1", "/linkwatch/links", "/linkwatch/links.json", "/nowhere", "/-/linkwatch/browse.css"):
        headers = (await site.datasette.client.get(address)).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert ("immutable" in headers.get("cache-control", "")) == ("/-/" in address)
    assert await site.get("/robots.txt") == "User-agent: *\nDisallow: /\n"


async def test_no_page_asks_another_host(site: Site) -> None:
    for address in ("/", "/link/1", "/linkwatch", "/linkwatch/links", "/linkwatch/redirected"):
        page = await site.get(address)
        loaded = re.findall(r"<(?:link|script|img)[^>]+(?:href|src)=\"([^\"]+)\"", page)
        assert loaded
        assert [url for url in loaded if not url.startswith(("/", "http://localhost/"))] == []


async def test_anybodys_datasette_shows_our_database_too(path: Path) -> None:
    if not plugin_is_known():
        server.pm.register(plugin, "linkwatch")
    alone = rename(path, "alone.db")
    datasette = Datasette([str(alone)])
    assert "The collection" in (await datasette.client.get("/")).text
    assert "Mills of the valley" in (await datasette.client.get("/article/1")).text
    assert "dead-without-snapshot" in (await datasette.client.get("/alone")).text
    assert "Nothing was asked for" in (await datasette.client.get("/-/inbox")).text
    root = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
    assert "<form method" not in (await datasette.client.get("/link/1", cookies=root)).text  # nobody acts there
    assert (await datasette.client.post("/-/ask", data={"action": "recheck", "link": "1"})).status_code == 404
    datasette.databases["alone"].close()


async def test_other_databases_look_as_they_always_did(tmp_path: Path) -> None:
    if not plugin_is_known():
        server.pm.register(plugin, "linkwatch")
    make_collection(tmp_path / "links.db")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE link (id INTEGER PRIMARY KEY, status TEXT)")
        connection.execute("INSERT INTO link VALUES (1, 'dead')")
        connection.commit()
    for files in (["other.db"], ["other.db", "links.db"]):
        datasette = Datasette([str(tmp_path / name) for name in files])
        answer = await datasette.client.get("/other/link/1")
        assert "content-security-policy" not in answer.headers
        assert "badge" not in answer.text
        assert (await datasette.client.get("/articles")).status_code == 404
        for name in files:
            datasette.databases[Path(name).stem].close()


def plugin_is_known() -> bool:
    return bool(server.pm.is_registered(plugin))


def test_the_entry_point_and_the_files_of_the_pages_are_part_of_the_package() -> None:
    top = Path(__file__).parent.parent.parent
    project = tomllib.loads((top / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["datasette"] == {"linkwatch": plugin.__name__}
    folder = Path(plugin.__file__).parent
    assert {"home.html", "link.html"} <= {file.name for file in (folder / "pages").iterdir()}
    assert {"browse.css", "plots.js"} <= {file.name for file in (folder / "assets").iterdir()}


def test_a_datasette_whose_plugins_are_asked_in_other_ways_is_refused() -> None:
    server.require_understood("0.65.5")
    with pytest.raises(ConfigError, match=r"Datasette 0\.65, and 1\.0a41 is here: pip install 'linkwatch\[browse\]'"):
        server.require_understood("1.0a41")
