"""The usual sentences by which services say that a page is gone or kept from readers, in fifty languages.

    python -m tests.corpus.usual_sentences [LANGUAGE…]

A file a language, a line a page: the class of its sentence, what the page is called, and the sentence. There are two
lines a class and language, and ten of living pages that use the same words of something else. The tables of words grew
by the first of each two, later by the others, too: what to expect of sentences that nobody has shown them stands in
docs/verdicts.md. Lines at the same place in files of several languages tell of the same things.

A page is 200 below the name of what was cited, in a large site's frame, and the site answers other addresses with 404;
or it is all that its site shows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from tests.corpus.frames import framed, framed_article, known_languages
from tests.corpus.html import bare
from tests.corpus.model import Case, Reply, Site, always, pages
from tests.corpus.score import Result

GONE = ("product", "video", "file", "account", "article", "listing", "job", "thread", "event", "notfound")
KEPT = ("members", "sub", "region", "court", "private", "age", "robot", "session", "perm", "draft")
WHOLE_SITES_KEPT, WHOLE_SITES_GONE = ("maint", "busy"), ("sale", "parked", "hosting", "closed")
LIVING = "living"
CLASSES = (*GONE, *KEPT, *WHOLE_SITES_GONE, *WHOLE_SITES_KEPT, LIVING)

_FILES = Path(__file__).parent
_PATH = "/node/41827"
_KILOBYTES = 8
# What such a page is called is the gate's own name, which nobody cites.
_CALLED_AS_GATES = ("robot", "session", "notfound", "perm", "members", "age", "court", "region")
_AS_KINDS = {"alive": "alive", "redirected": "alive", "dead": "dead"}
_IN_FRAMES = {"zh-TW": "zh"}


def languages() -> list[str]:
    """Return the codes of the languages that there are sentences of."""
    return sorted(path.stem for path in _FILES.glob("*.tsv"))


def cases_of(wanted: Iterable[str]) -> Iterator[Case]:
    """Yield the cases of languages; their names end with whether the tables grew by them: 1 where they did."""
    for language in wanted:
        lines = [line.split("\t") for line in (_FILES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()]
        topic = next(title for kind, title, _ in lines if kind == "article")
        seen = Counter[str]()
        for kind, title, sentence in lines:
            seen[kind] += 1
            name = f"{kind}-{language.lower()}-{seen[kind]}"
            cited = topic if kind in _CALLED_AS_GATES else title
            yield Case(name, _PATH, _truth(kind), None, _site(kind, name, title, sentence, language), anchors=(cited,))


def kind_of(case: Case) -> str:
    """Return the class of a case's sentence."""
    return case.name.partition("-")[0]


def was_grown_by(case: Case) -> bool:
    """Tell whether the tables of words grew by a case."""
    return case.name.endswith("1")


def is_right(result: Result) -> bool:
    """Tell whether a verdict says alive of the living, dead of the dead, and that nobody can tell of the others.

    What a court had removed may be called either.
    """
    found, expected = (_AS_KINDS.get(status) for status in (str(result.verdict.status), result.case.expected))
    return found == expected or (found == "dead" and kind_of(result.case) == "court")


def _truth(kind: str) -> str:
    if kind in GONE or kind in WHOLE_SITES_GONE:
        return "dead"
    return "alive" if kind == LIVING else "blocked"


def _site(kind: str, name: str, title: str, sentence: str, language: str) -> Site:
    """Return a site whose pages are made when it is first asked: most runs ask few of all sites."""
    made = cache(partial(_made, kind, name, title, sentence, language))
    return lambda request: made()(request)


def _made(kind: str, name: str, title: str, sentence: str, language: str) -> Site:
    if kind in WHOLE_SITES_KEPT:
        return always(bare(title, f"<h1>{title}</h1><p>{sentence}</p>"))
    if kind in WHOLE_SITES_GONE:
        return always(bare(f"{name}.test", f"<h1>{name}.test</h1><p>{sentence}</p>"))
    known = _IN_FRAMES.get(language, language)
    known = known if known in known_languages() else "en"
    page = framed(title, f"<h1>{title}</h1><p>{sentence}</p>", known, kilobytes=_KILOBYTES)
    missing = Reply(status=404, body=framed("404", "<h1>404</h1>", known, kilobytes=_KILOBYTES))
    return pages({_PATH: page, "/": framed_article("Harbour guide", known)}, missing)
