"""Which file a static host serves for a local address."""

import os
from pathlib import Path

import pytest

from linkwatch.anchors.files import look_in_file
from linkwatch.check.static_host import RULES, file_at

_RULES = """\
# moved
/old            /new.html        301
/old            /other.html
/blog/*         /posts/:splat    301!   # all of them
/shop/:kind/:id /items/:id-of-:kind 302
/shop/:kind/:id /items/:kind/:id?from=shop 302
/clean          /about/
/with%20space   /new.html
/away           https://example.org/a/:b
/left/*         /nowhere/:splat
/taken-down     /new.html        410
/broken         /new.html        503
/noted          /new.html        # 410
/unsaid         # /new.html
/round          /round
/first          /second
/second         /third           302
/third          /new.html
/asked id=:id   /new.html
https://blog.example/x /new.html
/nothing
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "my site"
    for name in ("new.html", "about.html", "posts/2014/a b.html", "items/book/7", "docs/index.html", "kept"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("<p id=x>")
    (root / RULES).write_text(_RULES)
    return root


def served(site: Path, address: str) -> str | None:
    try:
        return file_at(site.as_uri() + address).relative_to(site).as_posix()
    except OSError:
        return None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(("/kept", "kept"), ("/about", "about.html"), ("/docs", "docs"), ("/new.html/", None), ("/gone", None)),
        *(("/old", "new.html"), ("/old/", "new.html"), ("/old?x=1", "new.html"), ("/older", None), ("/old/x", None)),
        *(("/blog/2014/a%20b.html", "posts/2014/a b.html"), ("/blog/2014/a%20b", "posts/2014/a b.html")),
        *(("/blog/2015/x", None), ("/clean", "about.html"), ("/with%20space", "new.html"), ("/away", RULES)),
        *(
            ("/left/x", None),
            ("/taken-down", None),
            ("/broken", None),
            ("/round", None),
            ("/first", "new.html"),
            ("/asked", None),
        ),
        *(("/x", None), ("/nothing", None), ("/docs/old", None), ("/kept/old", None)),
        *(("/noted", "new.html"), ("/unsaid", None)),
    ],
)
def test_rules_say_what_is_served_in_the_place_of_a_missing_file(
    site: Path, address: str, expected: str | None
) -> None:
    assert served(site, address) == expected


def test_the_first_rule_that_fits_holds(site: Path) -> None:
    assert served(site, "/shop/book/7") is None
    (site / "items" / "7-of-book").touch()
    assert served(site, "/shop/book/7") is None  # a placeholder is a whole step
    (site / RULES).write_text(_RULES.replace("/shop/:kind/:id /items/:id-of-:kind 302\n", ""))
    os.utime(site / RULES, ns=(1, 1))
    assert served(site, "/shop/book/7") == "items/book/7"


def test_a_page_of_an_application_stands_for_every_address(site: Path) -> None:
    (site / RULES).write_text("/* /new.html 200\n")
    os.utime(site / RULES, ns=(2, 2))
    assert served(site, "/any/thing/") == "new.html"
    assert served(site, "/kept") == "kept"
    assert look_in_file(file_at(site.as_uri() + "/any/thing"), ["x", "y"]) == {"x": True, "y": False}


def test_nobody_can_tell_what_places_a_page_of_another_host_has(site: Path) -> None:
    assert look_in_file(file_at(site.as_uri() + "/away"), ["x"]) == {"x": None}


def test_the_nearest_rules_hold_and_none_beyond_the_repository(site: Path) -> None:
    (site / RULES).write_text("/part/* /new.html\n")
    assert served(site, "/part/deep/old") == "new.html"
    (site / "part" / ".git").mkdir(parents=True)
    assert served(site, "/part/deep/old") is None
    (site / "part" / RULES).write_text("/deep/* /here\n")
    (site / "part" / "here").touch()
    assert served(site, "/part/deep/old") == "part/here"


@pytest.mark.parametrize(("steps", "expected"), [(5, "new.html"), (6, None)])
def test_five_rules_may_follow_one_another(site: Path, steps: int, expected: str | None) -> None:
    chain = [f"/{step} /{step + 1}" for step in range(1, steps)]
    (site / RULES).write_text("\n".join([*chain, f"/{steps} /new.html"]))
    assert served(site, "/1") == expected
