"""What every channel of the register promises. A new one needs an address here, and nothing else."""

import socket
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from linkwatch.errors import NotifyError
from linkwatch.notify import Message
from linkwatch.notify.register import CHANNELS, Channel
from tests.notify.conftest import TOKEN, Receiver

ADDRESSES: dict[str, Callable[[Receiver], SecretStr]] = {  # how a channel is told to send to the tests' receiver
    "apprise": lambda receiver: receiver.url,
}
NONSENSE = ["", TOKEN, f"://{TOKEN}", f"nonsense://{TOKEN}", f"\0{TOKEN}"]
MESSAGE = Message("one line", "two\nlines, *as they are*: <b> \N{SNOWMAN}")

each_channel = pytest.mark.parametrize("channel", list(CHANNELS), ids=lambda channel: channel.name)


def address(channel: Channel, receiver: Receiver) -> SecretStr:
    assert channel.name in ADDRESSES, f"write down an address at the receiver for {channel.name}"
    return ADDRESSES[channel.name](receiver)


@each_channel
async def test_a_message_is_sent_as_it_is(channel: Channel, receiver: Receiver, log: list[str]) -> None:
    url = address(channel, receiver)
    assert channel.understands(url)
    assert receiver.messages == []  # understanding asks nobody
    await channel.send(url, MESSAGE)
    assert receiver.messages == [MESSAGE]


@each_channel
@pytest.mark.parametrize("text", NONSENSE)
async def test_nonsense_is_no_address_and_is_not_repeated(channel: Channel, text: str, log: list[str]) -> None:
    assert not channel.understands(SecretStr(text))
    with pytest.raises(NotifyError) as caught:
        await channel.send(SecretStr(text), MESSAGE)
    assert TOKEN not in str(caught.value)


@each_channel
async def test_what_is_not_taken_is_told_without_the_address(
    channel: Channel, receiver: Receiver, log: list[str]
) -> None:
    receiver.status = 500
    with pytest.raises(NotifyError) as caught:
        await channel.send(address(channel, receiver), MESSAGE)
    assert TOKEN not in str(caught.value)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        receiver.port = closed.getsockname()[1]
    with pytest.raises(NotifyError) as caught:
        await channel.send(address(channel, receiver), MESSAGE)
    assert TOKEN not in str(caught.value)


@each_channel
def test_it_says_where_its_addresses_are_described(channel: Channel) -> None:
    assert channel.manual
