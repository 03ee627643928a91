import time

import pytest

from linkwatch.judge.scripted import LONGEST, where_script_leads

URL = "http://a.test/old/x?y=1"


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
    "text", ["'" * 6000, "location=(" * 500, "/*" * 3000, "`${" * 2000, "a+" * 3000, "location=u;" * 500]
)
def test_hostile_scripts_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    where_script_leads(f"location;{text}"[:LONGEST], URL)
    assert time.process_time() - started < 0.5
