import socket
import subprocess
import sys

import pytest
from pydantic import SecretStr

from linkwatch.errors import ConfigError, NotifyError
from linkwatch.notify import Message
from linkwatch.notify.register import check_targets, send
from tests.notify.conftest import TOKEN, Receiver

HELLO = Message("linkwatch: 1 dead", "Dead (1):\n\n- https://a.example/?a=1&b=%20\n  “x” <b> *y* \\n")


async def failure(url: SecretStr, **more: float) -> str:
    with pytest.raises(NotifyError) as caught:
        await send(url, HELLO, **more)
    assert TOKEN not in repr(caught.value.__cause__)
    return str(caught.value)


async def test_a_message_arrives_as_it_is(receiver: Receiver, log: list[str]) -> None:
    await send(receiver.url, HELLO)
    assert receiver.messages == [HELLO]


@pytest.mark.parametrize("status", [404, 500])
async def test_what_the_service_answers_is_told_without_its_address(
    receiver: Receiver, log: list[str], status: int
) -> None:
    receiver.status = status
    assert await failure(receiver.url) == f"JSON: the service answered with {status}"


async def test_a_service_that_is_not_there_is_told_without_its_address(log: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert await failure(SecretStr(f"json://127.0.0.1:{port}/{TOKEN}")) == "JSON: the message was not taken"


async def test_a_service_that_says_nothing_is_not_waited_for(receiver: Receiver, log: list[str]) -> None:
    receiver.hold.clear()
    assert await failure(receiver.url, seconds=0.2) == "the service did not answer within 0.2 seconds"


async def test_an_address_that_is_not_understood_is_told_without_it(log: list[str]) -> None:
    assert "does not understand" in await failure(SecretStr(f"nonsense://{TOKEN}"))


async def test_a_message_too_long_for_its_service_is_sent_in_parts(receiver: Receiver) -> None:
    lines = [f"- line {number}" for number in range(4000)]
    await send(receiver.url, Message("long", "\n".join(lines)))
    received = "\n".join(message.body for message in receiver.messages)
    assert len(receiver.messages) > 1
    assert received.splitlines() == lines


def test_targets_are_checked_by_number(log: list[str]) -> None:
    good = SecretStr(f"json://127.0.0.1/{TOKEN}")
    check_targets([])
    check_targets([good])
    with pytest.raises(ConfigError) as caught:
        check_targets(
            [SecretStr(TOKEN), good, SecretStr(f"nonsense://{TOKEN}"), SecretStr("discord://"), SecretStr("")]
        )
    assert str(caught.value).startswith("[notify] urls: apprise does not understand number 1, 3, 4, 5: ")
    assert TOKEN not in str(caught.value)


def test_without_apprise_the_settings_are_wrong_and_the_error_says_what_to_install() -> None:
    program = """
import sys
sys.modules["apprise"] = None  # as if it were not installed
from pydantic import SecretStr
from linkwatch.errors import ConfigError
import linkwatch.notify.tell
from linkwatch.notify.register import check_targets
try:
    check_targets([SecretStr("json://127.0.0.1/")])
except ConfigError as error:
    print(error)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[notify] urls needs apprise: pip install 'linkwatch[notify]'\n"


def test_apprise_is_loaded_only_when_it_is_used() -> None:
    program = "import sys, linkwatch.notify.tell; print('apprise' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
