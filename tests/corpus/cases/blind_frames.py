"""How cases are put together that somebody wrote who had not read the rules."""

from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.frames import known_languages
from tests.corpus.html import HOME
from tests.corpus.model import Case, Reply, always, fronted, pages


def case(
    name: str,
    expected: str,
    frame: str,
    language: str,
    path: str,
    title: str,
    main: str,
    anchor: str,
    missing: str | tuple[str, str],
    canonical: bool,
) -> Case:
    """Put a page into a frame.

    missing: "none", other addresses get a 404; "all", every address gets this page, the front page too; "same", every
    other one; or the title and text of the page that they get with 200.
    """
    known = language if language in known_languages() else "en"
    head = "<link rel=canonical href='{base}{path}'>" if canonical else ""
    body = put(frame, title, main, known, head)
    if missing == "all":
        site = always(body)
    elif missing == "same":
        site = fronted(always(body), HOME)
    else:
        other = (
            NONE
            if isinstance(missing, str)
            else Reply(body=put(frame, missing[0], f"<h1>{missing[0]}</h1>{missing[1]}", known))
        )
        site = pages({path: body, "/": HOME}, other)
    reason = "" if expected == "alive" else None
    return Case(f"bl-{name}", path, expected, reason, site, anchors=(anchor,) if anchor else ())
