"""Pictures on a link's page, in SVG: the way of its redirects, and its life as a line. Words stand beside them."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from linkwatch.browse.cells import badge_word, short, text
from linkwatch.model import Row

_WIDTH = 360
_STEP = 34  # from one address to the next
_LONGEST_ADDRESS = 46
_LINE_TOP, _LINE_HEIGHT, _PICTURE_HEIGHT = 8, 16, 54
_LEAST = 2.0  # width of what was short
_NO_ANSWER = "\N{EN DASH}"


def way(look: Row) -> Markup:
    """Draw the way of a look: each address with its answer, the last one as what the link is. "" without redirects.

    look: hops, end, http_status, status.
    """
    if not look["hops"]:
        return Markup("")
    stops = [(hop["http_status"], hop["url"], "redirected") for hop in look["hops"]]
    stops.append((look["http_status"], look["end"], badge_word(look["status"])))
    told = " → ".join(f"{code or _NO_ANSWER} {short(url or '')}" for code, url, _ in stops)
    height = _STEP * len(stops) - 8
    parts = [_begin(height, f"Redirects: {told}")]
    for place, (code, url, colour) in enumerate(stops):
        y = 13 + place * _STEP
        if place:
            parts.append(Markup('<path class="arrow" d="M12 {}v{}m-4 -5l4 5l4 -5"/>').format(y - _STEP + 9, _STEP - 20))
        shown = short(url or "(nowhere)")
        shown = shown if len(shown) <= _LONGEST_ADDRESS else f"{shown[: _LONGEST_ADDRESS - 1]}…"
        parts.append(Markup('<circle cx="12" cy="{}" r="7" class="{}"/>').format(y, colour))
        parts.append(Markup('<text x="28" y="{}" class="faint">{}</text>').format(y + 4, code or _NO_ANSWER))
        parts.append(Markup('<text x="60" y="{}">{}</text>').format(y + 4, text(shown)))
    return Markup("").join([*parts, Markup("</svg>")])


def life(link: Row, changes: Sequence[Row], copies: Sequence[str]) -> Markup:
    """Draw what a link was from when until when, and when it was captured. "" where nothing is known of it.

    changes: of its status, the latest first. copies: days of captures, as 2026-11-22.
    """
    end = link["last_checked_at"]
    if end is None or not changes:
        return Markup("")
    starts = [(change["changed_at"], change["new_status"]) for change in reversed(changes)]
    first, last = _seconds(starts[0][0]), max(_seconds(end), _seconds(starts[-1][0]))
    span = max(last - first, 1.0)
    told = ", then ".join(f"{status} from {at[:10]}" for at, status in starts)
    parts = [_begin(_PICTURE_HEIGHT, f"{told}, as of {end[:10]}")]
    for (at, status), following in zip(starts, [*(at for at, _ in starts[1:]), None], strict=True):
        x = (_seconds(at) - first) / span * _WIDTH
        until = _WIDTH if following is None else (_seconds(following) - first) / span * _WIDTH
        parts.append(
            Markup(
                '<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" class="{}"><title>{} from {}</title></rect>'
            ).format(
                min(x, _WIDTH - _LEAST),
                _LINE_TOP,
                max(until - x, _LEAST),
                _LINE_HEIGHT,
                badge_word(status),
                status,
                at[:10],
            )
        )
    for day in copies:
        place = (_seconds(f"{day}T00:00:00Z") - first) / span
        if 0 <= place <= 1:
            mark = Markup('<path class="arrow" d="M{:.1f} 2v{}"><title>captured {}</title></path>')
            parts.append(mark.format(place * _WIDTH, _LINE_HEIGHT + 10, day))
    parts.append(Markup('<text x="0" y="46" class="faint">{}</text>').format(starts[0][0][:10]))
    parts.append(Markup('<text x="{}" y="46" text-anchor="end" class="faint">{}</text>').format(_WIDTH, end[:10]))
    return Markup("").join([*parts, Markup("</svg>")])


def _begin(height: int, told: str) -> Markup:
    return Markup('<svg class="picture" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        _WIDTH, height, text(told)
    )


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
