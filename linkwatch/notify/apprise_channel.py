"""Sending through apprise, which speaks to a hundred services. An address such as discord://ID/TOKEN is a secret."""

import logging
import re
import threading
from typing import TYPE_CHECKING

from pydantic import SecretStr

from linkwatch.errors import ConfigError, NotifyError
from linkwatch.notify import Message
from linkwatch.threads import in_thread

if TYPE_CHECKING:
    from apprise import NotifyBase

# Apprise and what its services send with write hosts and paths to the log, and so the secrets in them.
_TALKATIVE = ("apprise", "urllib3", "requests_oauthlib", "oauthlib", "slixmpp", "paho", "gntp")
_NOWHERE = logging.NullHandler()
_HTTP_ERROR = re.compile(r"\berror=(\d{3})\b")


class _Overheard(logging.Handler):
    """Keeps what apprise says of one sending: the only place where it names the answer's status."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self.http_status: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread and (match := _HTTP_ERROR.search(record.getMessage())):
            self.http_status = match[1]


def understands(url: SecretStr) -> bool:
    """Tell whether apprise knows what the address means. Raises ConfigError without apprise."""
    return _service(url) is not None


async def send(target_url: SecretStr, message: Message) -> None:
    """Send a message; raise NotifyError if it was not taken, ConfigError without apprise."""
    await in_thread(_send, target_url, message)


def _service(url: SecretStr) -> "NotifyBase | None":
    try:
        from apprise import Apprise, AppriseAsset  # takes a third of a second
    except ImportError as error:
        raise ConfigError("[notify] urls needs apprise: pip install 'linkwatch[notify]'") from error
    _hush()
    asset = AppriseAsset(app_id="linkwatch", app_desc="linkwatch", storage_mode="memory")
    try:
        return Apprise.instantiate(url.get_secret_value(), asset=asset)
    except Exception:  # noqa: BLE001 - a hundred services, each reading addresses in its own way
        return None


def _hush() -> None:
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(_NOWHERE)  # else Python prints warnings by itself


def _send(target_url: SecretStr, message: Message) -> None:
    from apprise import NotifyFormat, NotifyType, OverflowMode

    service = _service(target_url)
    if service is None:
        raise NotifyError("apprise does not understand the address: correct it in [notify] urls")
    if service.overflow_mode == OverflowMode.UPSTREAM:  # services refuse what is too long for them
        service.overflow_mode = OverflowMode.SPLIT
    overheard = _Overheard()
    logger = logging.getLogger("apprise")
    logger.addHandler(overheard)
    try:
        taken = service.notify(
            body=message.body, title=message.title, notify_type=NotifyType.INFO, body_format=NotifyFormat.TEXT
        )
    except Exception as error:  # noqa: BLE001 - a hundred services, each raising what it likes
        raise NotifyError(f"{service.service_name}: apprise failed with {type(error).__name__}") from None
    finally:
        logger.removeHandler(overheard)
    if not taken:
        status = overheard.http_status
        answer = f"the service answered with {status}" if status else "the message was not taken"
        raise NotifyError(f"{service.service_name}: {answer}")
