"""Writes addresses into wikitext: as they stand, and in the parameters of cite templates."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from linkwatch.articles.rewrite import Edit, Place, Rewriting, Successor, end_of, noted, safe
from linkwatch.errors import UnwritableError

_FIELD_BEFORE = re.compile(r"\|\s*[^|{}=\n]{1,40}=\s*$")
_MARK = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")
_CLOSED_BY = {"{{": "}}", "[[": "]]"}
_BLANKS = " \t\r\f\v\u00a0"
_REST = re.compile(r"[^\[\]\n]*(?:\[\[[^\[\]\n]*\]\][^\[\]\n]*)*\]")
_NOTE = re.compile(r"\(\[\S+ archived\b", re.IGNORECASE)
_TEMPLATE_NOTE = re.compile(r"\{\{\s*webarchive\b", re.IGNORECASE)
_LONGEST = 10_000  # characters of a template before and behind the address
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_FIRST = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")
_NAMES = {  # of the parameters for copy and date, by the templates that have them
    "cite": ("archive-url", "archive-date"),
    "citation": ("archive-url", "archive-date"),
    "internetquelle": ("archiv-url", "archiv-datum"),
}


@dataclass(frozen=True, slots=True)
class _Parameter:
    """A named parameter: where what stands between its "|" and the next is, and its parts."""

    start: int
    end: int
    lead: str
    name: str
    equals: str
    value: str
    trail: str


def _written(address: str) -> str:
    return safe(address, also="[]")


def replace(place: Place, successor: Successor) -> list[Edit]:
    """Write the address."""
    return [Edit(place.start, place.end, _written(successor.address))]


def note(place: Place, successor: Successor) -> list[Edit]:
    """Write a note behind the link."""
    if _FIELD_BEFORE.search(place.before()):
        raise UnwritableError("a template has no place for a note: write it as wiki")
    written = f"([{_written(successor.address)} {successor.label}])"
    return noted(place, _end(place), written, _NOTE.match)


def wiki(place: Place, successor: Successor) -> list[Edit]:
    """Fill in the parameters of the template, or add one for archived copies behind a link outside of templates."""
    if not _FIELD_BEFORE.search(place.before()):
        day = _day(successor.day, "") if successor.day else ""
        written = f"{{{{webarchive |url={_written(successor.address)} |date={day}}}}}"
        return noted(place, _end(place), written, _TEMPLATE_NOTE.match)
    template, parameters = _read_template(place)
    names = _NAMES.get(template.split()[0].lower()) if template.split() else None
    if names is None:
        raise UnwritableError(f"nothing is known of archived copies in {{{{{template}}}}}: write it as replace")
    known = {parameter.name.lower(): parameter for parameter in parameters}
    url = next(parameter for parameter in parameters if parameter.start <= place.start <= parameter.end)
    if url.name.lower() != "url":
        raise UnwritableError(f"archived copies belong to url, not to {url.name}: write it as replace")
    accessed = next((known[name].value for name in ("access-date", "accessdate", "abruf") if name in known), "")
    wanted = {
        names[0]: _written(successor.address),
        names[1]: _day(successor.day, accessed) if successor.day else "",
    }
    if names[0] == "archive-url":
        wanted["url-status"] = "dead"
    if names[0] in known and known[names[0]].value:
        del wanted[names[0]], wanted[names[1]]  # somebody has chosen a copy
        if "url-status" in wanted and ("url-status" not in known or known["url-status"].value == "dead"):
            return []  # a copy alone says that the link is dead
    return _filled_in(wanted, known, url, is_last=url is parameters[-1], other=parameters[0])


def _filled_in(
    wanted: dict[str, str], known: dict[str, _Parameter], url: _Parameter, *, is_last: bool, other: _Parameter
) -> list[Edit]:
    edits = []
    added = []
    for name, value in wanted.items():
        parameter = known.get(name)
        if parameter is None:
            added.append(f"{url.lead}{name}{url.equals}{value}")
        elif not parameter.value:
            at = parameter.start + len(parameter.lead + parameter.name + parameter.equals.rstrip())
            edits.append(Edit(at, at, url.equals.partition("=")[2] + value))
        elif parameter.value != value:
            at = parameter.end - len(parameter.trail) - len(parameter.value)
            edits.append(Edit(at, at + len(parameter.value), value))
    if added and is_last and other is not url and "\n" not in url.trail:
        at = url.end - len(url.trail)
        edits.append(Edit(at, at, "".join(f"{other.trail}|{text}" for text in added)))
    elif added:
        edits.append(Edit(url.end, url.end, "".join(f"|{text}{url.trail}" for text in added)))
    return sorted(edits)


def _read_template(place: Place) -> tuple[str, list[_Parameter]]:
    """Return the name of the template that an address stands in, and its named parameters."""
    opening = _matching(place)
    inside: list[str] = []
    bars = []
    for mark in _MARK.finditer(place.text, opening + 2, place.end + _LONGEST):
        if mark[0] in _CLOSED_BY:
            inside.append(_CLOSED_BY[mark[0]])
        elif inside and mark[0] == inside[-1]:
            inside.pop()
        elif mark[0] == "}}":
            if inside:  # MediaWiki does not see it as a template either
                raise UnwritableError("a [[ that is not closed breaks its template: close it, or write it as %5B%5B")
            bars.append(mark.start())
            break
        elif mark[0] == "|" and not inside:
            bars.append(mark.start())
    else:
        raise UnwritableError("the end of its template is not found")
    name = _without_comments(place.text[opening + 2 : bars[0]]).strip()
    parameters = (_read_parameter(place.text, start + 1, end) for start, end in pairwise(bars))
    return name, [parameter for parameter in parameters if parameter is not None]


def _read_parameter(text: str, start: int, end: int) -> _Parameter | None:
    """Return the parts of what stands between two bars; None where it has no name."""
    before, equals, after = text[start:end].partition("=")
    name = before.strip()
    if not equals or set(name) & set("|{}"):
        return None
    lead = before[: len(before) - len(before.lstrip())]
    gap = before[len(lead) + len(name) :]
    value = after.lstrip(_BLANKS)
    space = after[: len(after) - len(value)]
    kept = value.rstrip()
    return _Parameter(start, end, lead, name, f"{gap}={space}", kept, value[len(kept) :])


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _matching(place: Place) -> int:
    """Return where the template begins that an address stands in."""
    depth = 0
    for mark in reversed(list(re.finditer(r"\{\{|\}\}", place.text[max(0, place.start - _LONGEST) : place.start]))):
        depth += 1 if mark[0] == "}}" else -1
        if depth < 0:
            return max(0, place.start - _LONGEST) + mark.start()
    raise UnwritableError("the beginning of its template is not found")


def _end(place: Place) -> int:
    if place.before(1) == "[":
        return end_of(place, _REST.match, "the link")
    return place.end


def _day(day: date, like: str) -> str:
    """Write a day as the template writes its others."""
    if _ISO_DAY.search(like):
        return day.isoformat()
    if _MONTH_FIRST.search(like):
        return f"{day:%B} {day.day}, {day.year}"
    return f"{day.day} {day:%B %Y}"


WIKITEXT = Rewriting(replace, wiki=wiki, note=note, has_identifiers=True)
