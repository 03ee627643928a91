import time

import pytest

from linkwatch.judge.scripted import LONGEST, Leading, where_script_leads

URL = "http://a.test/old/x?y=1"
CALLS = ("replace", "assign", "navigate")


@pytest.mark.parametrize(
    ("script", "target", "seconds"),
    [
        (r'location.replace("https:\/\/b.test\/n?a=1\u0026b=2")', "https://b.test/n?a=1&b=2", 0.0),
        (r"self.location='\x2fn'", "/n", 0.0),
        (r"location = '\u{2f}n'", "/n", 0.0),
        ("var u = 'http://b.test/n'; window.location.href = u;", "http://b.test/n", 0.0),
        ("const u = '/n';\nsetTimeout(function () { top.location = u }, 3000)", "/n", 3.0),
        ("setTimeout(\"location.href='/n'\", 500);", "/n", 0.5),
        ("document.location.assign('/n')", "/n", 0.0),
        ("window['location']['href'] = '/n'", "/n", 0.0),
        ("window.location = location.protocol + '//' + location.host + '/n';", "http://a.test/n", 0.0),
        ("var a = 'http://b.test', b = '/n';\nlocation.href = a + b\nfoo()", "http://b.test/n", 0.0),
        ("location.replace(decodeURIComponent('http%3A%2F%2Fb.test'))", "http://b.test", 0.0),
        ("location.replace(atob('aHR0cDovL2IudGVzdC8='))", "http://b.test/", 0.0),
        ("<!--\nlocation.href='/n'\n//-->", "/n", 0.0),
        ("/* location = '/a' */ // location = '/b'\nlocation = '/n'", "/n", 0.0),
        ("location = pick(list)", None, 0.0),
        ("location.href = /m/.test(ua) ? '/m' : '/d'", None, 0.0),
        ("if (m) location = '/m'; else location = '/d'", None, 0.0),
        ("var u = '/a'; u = '/b'; location = u", None, 0.0),
        ("location = `/n/${id}`", None, 0.0),
        ("document.cookie = 'a=1'; location.reload()", None, 0.0),
        ("document.cookie = 'a=1'; location.href = location.href", None, 0.0),
        ("x;" * LONGEST + "location.href = '/n'", None, 0.0),
    ],
)
def test_where_a_script_leads(script: str, target: str | None, seconds: float) -> None:
    leading = where_script_leads(script, URL)
    assert leading is not None
    assert (leading.target, leading.seconds) == (target, seconds) or len(script) > LONGEST


@pytest.mark.parametrize(
    "script",
    [
        "if (top != self) top.location = self.location;",
        "var x = document.location.pathname",
        "gtag('config', {page: location.href})",
        "var location = 'x'",
        "if (location == '/n') go()",
        "location.hash = '#x'",
        "map.location = '/n'",
        "",
        "x;" * LONGEST,
    ],
)
def test_scripts_that_lead_nowhere_else(script: str) -> None:
    assert where_script_leads(script, URL) is None


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("location = ('/n')", "/n"),
        ("location = (('/n'))", "/n"),
        ("location = ('/n' + '/m')", "/n/m"),
        ("location = '/n' + ('/m')", None),
        ("location = '/n' +", None),
        ("location = ''", None),
        ("location = ' /n '", "/n"),
        ("location = `/n`", "/n"),
        ("location = '/n' - 1", None),
        ("location = '/n", None),
        ("location = '", None),
        ("location = '\n + '/n'", None),
        ("location =", None),
        ("[location = '/n']", "/n"),
        ("a ? location = '/n' : b", "/n"),
        ("f(location = '/n', 2)", "/n"),
        ("{ location = '/n' }", "/n"),
        ("location = '/n'\n</b>", "/n"),
        ("location = '/n'\n$('a').b()", "/n"),
        ("var u = '/n'; location = u ? '/a' : '/b'", None),
        ("location = u", None),
        ("location = 7", None),
        ("location = self", None),
        ("location = '/n'.b()", None),
        ("location = f('/n')", None),
        ("location = n['/n'", None),
    ],
)
def test_values_are_texts_and_known_names_joined(script: str, target: str | None) -> None:
    assert where_script_leads(script, URL) == Leading(target)


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("u = '/n'; location = u", "/n"),
        ("u = '/n'; location = window.u", "/n"),
        ("u = '/n'; location = u.b", None),
        ("var u = '/n'; o.u = '/b'; location = u", "/n"),
        ("var u = '/n'; u += '/b'; location = u", None),
        ("var u = '/n'; u -= 1; location = u", None),
        ("var u = '/n'; if (u == '/b') f(); location = u", "/n"),
        ("var u = '/n'; f(u => 1); location = u", "/n"),
        ("var u = '/n'; var v = u + '/m'; location = v", "/n/m"),
        ("var href = '/n'; location.href = href", "/n"),
        ("if (a) location = pick(); else location = location + '&b'", f"{URL}&b"),
        ("u = '/n'; location = u; u", "/n"),
        ("var parent = '/n'; location = parent", "/n"),
        ("var u = '/n'; location = u(1)", None),
        ("var u = '/n'; location = u[1]", None),
    ],
)
def test_names_are_known_that_are_given_one_text(script: str, target: str | None) -> None:
    assert where_script_leads(script, URL) == Leading(target)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("location", "http://a.test:81/old/x?y=1"),
        ("location.href", "http://a.test:81/old/x?y=1"),
        ("document.URL", "http://a.test:81/old/x?y=1"),
        ("document.location.origin", "http://a.test:81"),
        ("location.protocol", "http:"),
        ("location.host", "a.test:81"),
        ("location.hostname", "a.test"),
        ("window.top.location.pathname", "/old/x"),
        ("location.search", "?y=1"),
        ("location.hash", ""),
    ],
)
def test_parts_of_the_pages_own_address(part: str, value: str) -> None:
    script = f"location = {part} + '/n'"
    assert where_script_leads(script, "http://a.test:81/old/x?y=1") == Leading(f"{value}/n")
    assert where_script_leads(script, "http://a.test:port/") == Leading(None)


def test_parts_that_the_address_lacks_are_empty() -> None:
    assert where_script_leads("location = location.pathname + location.search + 'n'", "http://a.test") == Leading("/n")
    assert where_script_leads("location = location.origin + '/n'", "http://a.test") == Leading("http://a.test/n")


@pytest.mark.parametrize(
    "window", ["window", "top", "self", "parent", "document", "this", "globalThis", "frames", "opener"]
)
def test_every_window_can_be_sent_elsewhere(window: str) -> None:
    for sends in ("location = '/n'", "location.href = '/n'", *(f"location.{call}('/n')" for call in CALLS)):
        assert where_script_leads(f"{window}.{sends}", URL) == Leading("/n")


@pytest.mark.parametrize(
    "script",
    [
        "let location = '/n'",
        "const location = '/n'",
        "location == '/n'",
        "location => '/n'",
        "location.href == '/n'",
        "location.href => '/n'",
        "location.replace = '/n'",
        "location.search = '/n'",
        "location.find('/n')",
        "location[0] = '/n'",
        "location",
        "location.",
        "location.href",
        "['location = 1']",
        f"location = '{URL}#x'",
        "f = 'no place'",
    ],
)
def test_what_only_looks_at_a_location(script: str) -> None:
    assert where_script_leads(script, URL) is None


def test_a_page_that_comes_back_with_a_cookie_leads_nobody_knows_where() -> None:
    assert where_script_leads(f"document.cookie = 'a'; location = '{URL}#x'", URL) == Leading(None)
    assert where_script_leads(f"document.title = 'a'; location = '{URL}#x'", URL) is None


@pytest.mark.parametrize(
    ("script", "leading"),
    [
        ("setTimeout(function () { location = '/n' }, 1500)", Leading("/n", 1.5)),
        ("setInterval(() => { f(); location = '/n' }, 1500)", Leading("/n", 1.5)),
        ("setTimeout(function () { if (a) (f(location = '/n')) }, 1500)", Leading("/n", 1.5)),
        ("setTimeout(f, 1500); location = '/n'", Leading("/n")),
        ("wait(function () { location = '/n' }, 1500)", Leading("/n")),
        ("setTimeout(function () { location = '/n' })", Leading("/n")),
        ("setTimeout(function () { location = '/n' }, soon)", Leading("/n")),
        ("setTimeout(function () { location = '/n' }, 2 * 9)", Leading("/n")),
        ("setTimeout(function () { location = '/n' }, \u00b2)", Leading("/n")),
        ("setTimeout(function () { location = '/n' }, 1500", Leading("/n")),
        ("(location = '/n')", Leading("/n")),
        ("setTimeout(function () { location = '/n' }, 3600000)", Leading("/n", 3600.0)),
        ("setTimeout(function () { location = '/n' }, 3601000)", Leading("/n", 3600.0)),
        ("setTimeout(function () { location.reload() }, 1500)", Leading(None, 1.5)),
        ("f = 'location = 1'; g('location = \"/n\"')", Leading("/n")),
        ("setTimeout('setTimeout(\"location = `/n`\", 1500)', 500)", Leading("/n", 1.5)),
        ("setTimeout('setTimeout(\"location = `/n`\", 500)', 1500)", Leading("/n", 1.5)),
        ("f('g(\"h(`location = 1`)\")')", None),
        ("setTimeout(\"location='/n'\", 900); setTimeout(\"location='/n'\", 700)", Leading("/n", 0.7)),
        ("setTimeout(\"location='/n'\", 900); location = pick()", Leading("/n", 0.9)),
        ("setTimeout(\"location='/n'\", 900); setTimeout(\"location='/m'\", 700)", Leading(None, 0.7)),
    ],
)
def test_timers_tell_how_long_a_script_waits(script: str, leading: Leading | None) -> None:
    assert where_script_leads(script, URL) == leading


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("location = decodeURI('%2Fn')", "/n"),
        ("location = unescape('%2Fn') + '/m'", "/n/m"),
        ("u = '%2Fn'; location = decodeURIComponent(u)", "/n"),
        ("location = unescape(v)", None),
        ("location = unescape('%2F' + 'n')", None),
        ("location = unescape", None),
        ("location = atob('L24=')", "/n"),
        ("location = atob('L24')", None),
        ("location = atob('L2*4=')", None),
        (r"location = 'a\tb\nc\rd\be\ff\vg\0h\qi'", "a\tb\nc\rd\be\ff\vg\0hqi"),
        ("location = 'a\\\nb'", "ab"),
        (r"location = '\ud7ff\ue000\u{10ffff}'", "\ud7ff\ue000\U0010ffff"),
        (r"location = '\ud800\udfff\u{110000}'", "\ufffd" * 3),
        ("window['top'][\"location\"] = '/n'", "/n"),
        ("window[0]; location = '/n'", "/n"),
        ("a['']; location = '/n'", "/n"),
        ("['b']; location = '/n'", "/n"),
        ("location /* a *b / */ = '/n'", "/n"),
        ("location = // a\n<!-- b\n'/n'", "/n"),
    ],
)
def test_texts_are_read_as_written(script: str, target: str | None) -> None:
    assert where_script_leads(script, URL) == Leading(target)


def test_so_much_of_a_script_is_read() -> None:
    move = "location='/n'"
    assert LONGEST == 6000
    assert where_script_leads(move + " " * (LONGEST - len(move)), URL) == Leading("/n")
    assert where_script_leads(move + " " * (LONGEST + 1 - len(move)), URL) == Leading(None)
    assert where_script_leads(";" * 2497 + move, URL) == Leading("/n")
    assert where_script_leads(";" * 2498 + move, URL) == Leading(None)
    for plain in ("location = ", "location.href=1", "location.replace (", "location.assign("):
        assert where_script_leads(" " * (4 * LONGEST - len(plain)) + plain, URL) == Leading(None)
        assert where_script_leads(" " * (4 * LONGEST + 1 - len(plain)) + plain, URL) is None
    assert where_script_leads(" " * 4 * LONGEST + "location == 1", URL) is None


@pytest.mark.parametrize(
    "text", ["'" * 6000, "location=(" * 500, "/*" * 3000, "`${" * 2000, "a+" * 3000, "location=u;" * 500]
)
def test_hostile_scripts_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    where_script_leads(f"location;{text}"[:LONGEST], URL)
    assert time.process_time() - started < 0.5
