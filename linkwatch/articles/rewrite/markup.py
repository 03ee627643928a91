"""Writes addresses into the other markups that people write by hand, and into lists that hold nothing else."""

import re

from linkwatch.articles.rewrite import Edit, Place, Rewriting, Successor, end_of, noted, safe
from linkwatch.errors import UnwritableError

_LATEX_URL = re.compile(r"\\(?:nolink)?url\s*\{\s*$")
_LATEX_HREF = re.compile(r"\\href\s*(?:\[[^\[\]]*\]\s*)?\{\s*$")
# .. _name: address, .. __: address, __ address, and the option of a picture
_RST_DEFINED = re.compile(r"(?:^|\n)[ \t]*(?:\.\.[ \t]+_[^\n]*:|\.\.[ \t]+__:|__|:[\w-]+:)\s*$")
_ASCIIDOC_ATTRIBUTE = re.compile(r"(?:[,\[][ \t]*\w+=[\"']?|(?:^|\n):[\w-]+:[ \t]+)$")
_BRACE = re.compile(r"\s*\}")
_BRACES = r"(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*\})*\}"
# What follows an address up to the end of its link, and how a note begins that stands behind one.
_ADOC_REST = re.compile(r"\[(?:[^\]\\]|\\.)*\]", re.DOTALL)
_TEX_REST = re.compile(rf"\s*\}}\s*\{{{_BRACES}", re.DOTALL)
_ORG_REST = re.compile(r"\](?:\[[^\[\]]*\])?\]")
_RST_NOTE = re.compile(r"\(`archived\b", re.IGNORECASE)
_ADOC_NOTE = re.compile(r"\(link:[^\[\]]*\[archived\b", re.IGNORECASE)
_TEX_NOTE = re.compile(r"\(\\href\{[^{}]*\}\{archived\b", re.IGNORECASE)
_ORG_NOTE = re.compile(r"\(\[\[[^\[\]]*\]\[archived\b", re.IGNORECASE)


def _plainly(place: Place, successor: Successor) -> list[Edit]:
    return [Edit(place.start, place.end, safe(successor.address))]


def _in_rst(address: str) -> str:
    written = safe(address, also="*")
    return written[:-1] + "%5F" if written.endswith("_") else written  # "address_" would be a name


def _replace_rst(place: Place, successor: Successor) -> list[Edit]:
    return [Edit(place.start, place.end, _in_rst(successor.address))]


def _note_rst(place: Place, successor: Successor) -> list[Edit]:
    if _RST_DEFINED.search(place.before()):
        raise UnwritableError("it is defined apart from where it is cited: write it as replace")
    end = place.end
    if (embedded := re.match(r">`__?", place.after())) is not None:
        end += embedded.end()
    elif place.before(1) == "<" and place.after(1) == ">":
        end += 1
    written = f"(`{successor.label} <{_in_rst(successor.address)}>`__)"
    return noted(place, end, written, _RST_NOTE.match)


def _in_asciidoc(address: str) -> str:
    return safe(address, also="[]*`")


def _replace_asciidoc(place: Place, successor: Successor) -> list[Edit]:
    return [Edit(place.start, place.end, _in_asciidoc(successor.address))]


def _note_asciidoc(place: Place, successor: Successor) -> list[Edit]:
    if _ASCIIDOC_ATTRIBUTE.search(place.before()):
        raise UnwritableError("it is an attribute: write it as replace")
    end = place.end
    if place.after(1) == "[":
        end = end_of(place, _ADOC_REST.match, "the link")
    elif place.before(1) == "<" and place.after(1) == ">":
        end += 1
    written = f"(link:{_in_asciidoc(successor.address)}[{successor.label}])"
    return noted(place, end, written, _ADOC_NOTE.match)


def _in_latex(address: str) -> str:
    return re.sub(r"[%#&]", r"\\\g<0>", safe(address))


def _replace_latex(place: Place, successor: Successor) -> list[Edit]:
    return [Edit(place.start, place.end, _in_latex(successor.address))]


def _note_latex(place: Place, successor: Successor) -> list[Edit]:
    if _LATEX_HREF.search(place.before()):
        end = end_of(place, _TEX_REST.match, "the link")
    elif _LATEX_URL.search(place.before()):
        end = end_of(place, _BRACE.match, "the link")
    else:
        raise UnwritableError("only \\href and \\url can have a note: write it as replace")
    written = f"(\\href{{{_in_latex(successor.address)}}}{{{successor.label}}})"
    return noted(place, end, written, _TEX_NOTE.match)


def _replace_bibtex(place: Place, successor: Successor) -> list[Edit]:
    """A field of its own is taken literally; within \\url and \\href LaTeX reads it."""
    in_command = _LATEX_URL.search(place.before()) or _LATEX_HREF.search(place.before())
    return _replace_latex(place, successor) if in_command else _plainly(place, successor)


def _replace_org(place: Place, successor: Successor) -> list[Edit]:
    return [Edit(place.start, place.end, safe(successor.address, also="[]"))]


def _note_org(place: Place, successor: Successor) -> list[Edit]:
    end = place.end
    if place.before().endswith("[["):
        end = end_of(place, _ORG_REST.match, "the link")
    elif place.before(1) == "<" and place.after(1) == ">":
        end += 1
    written = f"([[{safe(successor.address, also='[]')}][{successor.label}]])"
    return noted(place, end, written, _ORG_NOTE.match)


PLAIN = Rewriting(_plainly, has_identifiers=True)
RST = Rewriting(_replace_rst, note=_note_rst, has_identifiers=True)
ASCIIDOC = Rewriting(_replace_asciidoc, note=_note_asciidoc, has_identifiers=True)
LATEX = Rewriting(_replace_latex, note=_note_latex, has_identifiers=True)
BIBTEX = Rewriting(_replace_bibtex, has_identifiers=True)
ORG = Rewriting(_replace_org, note=_note_org, has_identifiers=True)
