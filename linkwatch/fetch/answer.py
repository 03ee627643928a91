"""What came back for one request: an HTTP answer, or the trouble there was instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkwatch.evidence import Trouble


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one request.

    status: None with a trouble. headers: those that matter (see headers.py). location, refresh: as sent, decoded.
    retry_after: the seconds the server asks for. body: decoded, up to the bound. cut: why it is not whole.
    final: asking again is out of the question whatever the answer is. requests: how many were sent for it. remarks: see
    Visit.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    location: str | None = None
    refresh: str | None = None
    set_cookies: tuple[str, ...] = ()
    media_type: str | None = None
    charset: str | None = None
    retry_after: float | None = None
    body: bytes = b""
    cut: str | None = None
    trouble: Trouble | None = None
    detail: str | None = None
    final: bool = False
    requests: int = 1
    remarks: tuple[str, ...] = ()
