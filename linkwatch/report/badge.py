"""A badge: one line that says how links stand, drawn as SVG, or told to shields.io, which draws it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO
from xml.sax.saxutils import escape

from linkwatch.model import Row, Status
from linkwatch.report.safety import SafeReport

Color = Literal["brightgreen", "yellow", "red", "lightgrey"]
_COLORS: Mapping[Color, str] = {  # darker than shields.io has them: white letters are well read on each
    "brightgreen": "#2e7d32",
    "yellow": "#8a6100",
    "red": "#c62828",
    "lightgrey": "#616161",
}
_FEW = 0.02  # part of dead links that is still a warning only
_LETTER = 6.6  # mean width of a letter of 11 pixels in Verdana; `textLength` makes other fonts as wide
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says. label: its left side; message: its right side, on `color`, named as by shields.io."""

    label: str
    message: str
    color: Color


def badge_of(
    by_status: Mapping[str, int], *, missing_places: int = 0, is_complete: bool = True, label: str = "links"
) -> Badge:
    """Say the worst of what was found. by_status: how many links have each status; missing_places: how many places
    (`#part`) that citations lead to are not in their pages; is_complete: False where links were not looked at.

    >>> badge_of({"alive": 60, "dead": 3}).message
    '3 of 63 dead'
    """
    total = sum(by_status.values())
    if dead := by_status.get(Status.DEAD, 0):
        return Badge(label, f"{dead} of {total} dead", "yellow" if dead <= _FEW * total else "red")
    if not is_complete:
        return Badge(label, "not all looked at", "lightgrey")
    if failing := by_status.get(Status.FAILING, 0):
        return Badge(label, f"{failing} of {total} failing", "yellow")
    if missing_places:
        return Badge(label, f"{missing_places} {'place' if missing_places == 1 else 'places'} missing", "yellow")
    return Badge(label, f"{total}, none dead", "brightgreen") if total else Badge(label, "none", "lightgrey")


def draw(badge: Badge) -> str:
    """Return the badge as an SVG document, 20 pixels high. It loads nothing and runs nothing."""
    left, right = (_MARGIN * 2 + round(len(text) * _LETTER) for text in (badge.label, badge.message))
    label, message = (escape(text, {'"': "&quot;"}) for text in (badge.label, badge.message))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' viewBox="0 0 {left + right} 20" aria-label="{label}: {message}"><title>{label}: {message}</title>'
        f'<clipPath id="r"><rect width="{left + right}" height="20" rx="3"/></clipPath><g clip-path="url(#r)">'
        f'<rect width="{left}" height="20" fill="#424242"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{_COLORS[badge.color]}"/></g>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">'
        f'<text x="{_MARGIN}" y="14" textLength="{left - 2 * _MARGIN}">{label}</text>'
        f'<text x="{left + _MARGIN}" y="14" textLength="{right - 2 * _MARGIN}">{message}</text></g></svg>\n'
    )


def endpoint(badge: Badge) -> Row:
    """Return the badge as shields.io asks for it: https://shields.io/badges/endpoint-badge."""
    return {"schemaVersion": 1, "label": badge.label, "message": badge.message, "color": badge.color}


def write_report(report: SafeReport, out: TextIO) -> None:
    """Draw how the links of a run stand."""
    out.write(draw(_of_run(report)))


class Endpoint:
    """The same for shields.io."""

    @staticmethod
    def write_report(report: SafeReport, out: TextIO) -> None:
        """Write the JSON that the address given to shields.io must answer with."""
        out.write(json.dumps(endpoint(_of_run(report))) + "\n")


def _of_run(report: SafeReport) -> Badge:
    run = report.run
    return badge_of(
        run["by_status"], missing_places=run.get("fragments_missing", 0), is_complete=run.get("complete", True)
    )
