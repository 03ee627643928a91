"""What runs on a page by itself, and how much of it is read."""

import turbohtml

from linkwatch.judge.run_at_once import alerted_by, done_at_once, text_of


def _text(html: str) -> str:
    document = turbohtml.parse(html.encode())
    return text_of(document, document.select("script"))


def test_scripts_run_and_what_the_body_does_when_it_is_there() -> None:
    assert _text("<script>one()</script><script></script><script>two()</script><body onload=' three() '>") == (
        "one()\ntwo()\nthree()"
    )
    assert _text("<p>x</p>") == ""
    assert done_at_once(turbohtml.parse(b"<body>")) == ""


def test_twenty_scripts_are_read_and_thirty_thousand_characters() -> None:
    scripts = "".join(f"<script>{number}</script>" for number in range(25))
    assert _text(scripts).split() == [str(number) for number in range(20)]
    assert len(_text(f"<script>{'x' * 40_000}</script>")) == 30_000


def test_alerts_are_told() -> None:
    assert alerted_by("alert('Gone');x(); alert( \"It  is\" )") == "Gone It is"
    assert alerted_by("alert(message)") == ""
    assert len(alerted_by("alert('" + "x" * 499 + "');" + f"alert('{'y' * 500}');" * 17)) == 8000
