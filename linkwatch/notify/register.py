"""Every way to send a message, and which of them an address is for.

An address is sent to by the channel that is named as its scheme, "shout" for shout://…, else by apprise, which knows a
hundred schemes. A new channel is a file beside this one, functions here that import it, and a line in CHANNELS.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pydantic import SecretStr

from linkwatch.errors import ConfigError, NotifyError
from linkwatch.notify import Message
from linkwatch.register import Register

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to send messages.

    understands(url): whether the address is written as it should be; asks nobody. send(url, message): returns when the
    message was taken, else raises NotifyError, in whose text no address may stand. Both raise ConfigError where
    something is not installed. manual: where to read how addresses are written.
    """

    name: str
    understands: Callable[[SecretStr], bool]
    send: Callable[[SecretStr, Message], Awaitable[None]]
    manual: str


def _apprise_understands(url: SecretStr) -> bool:
    from linkwatch.notify.apprise_channel import understands

    return understands(url)


async def _send_by_apprise(url: SecretStr, message: Message) -> None:
    from linkwatch.notify.apprise_channel import send

    await send(url, message)


_APPRISE = Channel("apprise", _apprise_understands, _send_by_apprise, "https://appriseit.com/services/")
CHANNELS = Register("linkwatch.notifiers", Channel, (_APPRISE,))


def check_targets(urls: Sequence[SecretStr]) -> None:
    """Raise ConfigError where something is not installed, or an address is not understood: by its number, never its
    text.
    """
    unknown: dict[Channel, list[str]] = {}
    for number, url in enumerate(urls, 1):
        channel = _channel(url)
        if not _understands(channel, url):
            unknown.setdefault(channel, []).append(str(number))
    if unknown:
        raise ConfigError(
            "\n".join(
                f"[notify] urls: {channel.name} does not understand number {', '.join(numbers)}: "
                f"see {channel.manual} for how addresses are written"
                for channel, numbers in unknown.items()
            )
        )


async def send(url: SecretStr, message: Message, *, seconds: float = _SECONDS) -> None:
    """Send a message; raise NotifyError if it was not taken within so many seconds, ConfigError where the channel is
    not installed.
    """
    channel = _channel(url)
    try:
        async with asyncio.timeout(seconds):
            await channel.send(url, message)
    except TimeoutError as error:
        raise NotifyError(f"the service did not answer within {seconds:g} seconds") from error
    except (NotifyError, ConfigError):
        raise
    except Exception as error:
        if CHANNELS.is_own(channel.name):
            raise
        raise NotifyError(
            f"{channel.name} failed with {type(error).__name__}"
        ) from None  # its text may hold the address


def _channel(url: SecretStr) -> Channel:
    scheme, mark, _ = url.get_secret_value().partition("://")
    return (CHANNELS.get(scheme.lower()) if mark else None) or _APPRISE


def _understands(channel: Channel, url: SecretStr) -> bool:
    try:
        return channel.understands(url)
    except ConfigError:
        raise
    except Exception:
        if CHANNELS.is_own(channel.name):
            raise
        return False
