"""Whether a captured body is all that the site sent."""

from enum import Enum, auto

from linkwatch.archive import CapturedPage
from linkwatch.judge.sniff import is_html

_PDF = "application/pdf"
_END_OF_PDF = b"%%EOF"
_A_DOT = 100  # bytes: of one pixel, as sites send it in place of a picture that they have no more


class Wholeness(Enum):
    """How much of a body was captured."""

    WHOLE = auto()  # as far as one can see
    DOUBTFUL = auto()  # one sign speaks against it
    CUT_SHORT = auto()


def wholeness_of(page: CapturedPage, media_type: str) -> Wholeness:
    """Say whether a body was captured to its end.

    A text may be read although its end is missing; a document or picture that ends early does not open.
    """
    if page.is_cut:
        return Wholeness.WHOLE  # it was cut by us, and the end is not known
    is_short = _declared_length(page) > len(page.body)
    has_no_end = media_type == _PDF and _END_OF_PDF not in page.body
    if not is_short and not has_no_end:
        return Wholeness.WHOLE
    is_text = is_html(media_type) or media_type.startswith("text/")
    if media_type == _PDF:
        return Wholeness.CUT_SHORT if is_short and has_no_end else Wholeness.DOUBTFUL
    return Wholeness.DOUBTFUL if is_text else Wholeness.CUT_SHORT


def _declared_length(page: CapturedPage) -> int:
    """Return the length that the site declared, 0 where that says nothing of the body as it is played back."""
    declared = page.headers.get("content-length", "").strip()
    packed = page.headers.get("content-encoding", "").strip().lower() not in ("", "identity")
    return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 16 and not packed else 0


def is_a_dot(page: CapturedPage, media_type: str) -> bool:
    """Tell whether a body is a picture that shows nothing."""
    return media_type.startswith("image/") and not media_type.startswith("image/svg") and len(page.body) < _A_DOT
