"""Secrets of addresses in texts that leave the machine. What counts as one: tests/archive/test_telling.py."""

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.masking import hide_private, mask, secret_parameter

RANDOM = "9fK2mQ7xVb3LpZ8sYt1c"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
MASKED = {
    "https://x.example/?token=abc": "https://x.example/?token=…",
    "https://x.example/?page=2&token=abc&size=3#end": "https://x.example/?page=2&token=…&size=3#end",
    "https://x.example/a?X-Amz-Date=1&X-Amz-Signature=ab%2F1%3D": "https://x.example/a?X-Amz-Date=1&X-Amz-Signature=…",
    "https://x.example/#access_token=abc&state=1": "https://x.example/#access_token=…&state=1",
    "see https://x.example/?sig=abc, and <https://y.example/?sig=d>": "see https://x.example/?sig=… and <https://y.example/?sig=…>",
    "?token=abc": "?token=…",
    "a=1&amp;token=abc&amp;b=2": "a=1&amp;token=…&amp;b=2",
    "/?next=https%3A%2F%2Fy%2F%3Ftoken%3Dabc%26a%3D1&b=2": "/?next=https%3A%2F%2Fy%2F%3Ftoken%3D…%26a%3D1&b=2",
    "/?token=abc%26def%3Fghi&b=2": "/?token=…&b=2",
    "/?key=9fK2mQ7xVb3LpZ8sYt1c%26more&b=2": "/?key=…&b=2",
    "https://web.archive.org/web/2015/https://x.example/?token=abc": "https://web.archive.org/web/2015/https://x.example/?token=…",
    "/?a[token]=abc&token[]=d&auth%5Btoken%5D=e": "/?a[token]=…&token[]=…&auth%5Btoken%5D=…",
    "/?u=y%252F%253Ftoken%253Dabc%2526a%253D1&b=2": "/?u=y%252F%253Ftoken%253D…%2526a%253D1&b=2",
    "/?u=%3Fv%3D%253Ftoken%253Dabc%26a%3D1&b=2": "/?u=%3Fv%3D%253Ftoken%253D…%26a%3D1&b=2",
    "/?u=https%3A%2F%2Fme%3Ahush%40y.example%2F&b=2": "/?u=https%3A%2F%2F***%40y.example%2F&b=2",
    "/?u=https%253A%252F%252Fme%253Ahush%2540y.example": "/?u=https%253A%252F%252F***%2540y.example",
    "<news:some@y.example>": "<news:some@y.example>",
    "/?u=//me:hush@y.example&b=2": "/?u=//***@y.example&b=2",
    "see //y.example/@me and //@me": "see //y.example/@me and //@me",
    "/?u=%2F%2Fme%3Ahush%40y.example": "/?u=%2F%2F***%40y.example",
    "/?u=https%3A%2F%2Fme%3Ahu%26sh%40y.example": "/?u=https%3A%2F%2F***%40y.example",
    "/?u=https%3A%2F%2Fme:hush@y.example": "/?u=https%3A%2F%2F***@y.example",
    "/?u=https%3A%2F%2Fy.example&mail=me%40y.example": "/?u=https%3A%2F%2Fy.example&mail=me%40y.example",
    "/a.jsp;jsessionid=0AB1?b=2": "/a.jsp;jsessionid=…?b=2",
    "/?PHPSESSID=0ab1&sid=41&session=2019&b=2": "/?PHPSESSID=…&sid=41&session=2019&b=2",
    "/?sid=9fk2mq7xvb3lpz8syt1c&session=9fk2mq7xvb3lpz8syt1c": "/?sid=…&session=…",
    "the token=abc of a sentence": "the token=abc of a sentence",
    "/?key=de&code=en&s=mill": "/?key=de&code=en&s=mill",
    "no question": "no question",
    f"https://x.example/reset-password/{RANDOM}?a=1": "https://x.example/reset-password/…?a=1",
    f"see https://x.example/reset/17/{RANDOM}/edit, and more": "see https://x.example/reset/17/…/edit, and more",
    f"/api/webhooks/123456/{RANDOM}": "/api/webhooks/123456/…",
    f"https://x.example/api_keys/{RANDOM}/": "https://x.example/api_keys/…/",
    "https://hooks.slack.com/services/T0/B0/abcdef": "https://hooks.slack.com/services/…/…/…",
    "https://hooks.zapier.com/hooks/catch/12/ab": "https://hooks.zapier.com/hooks/catch/…/…",
    f"https://x.example/a/{JWT}/b": "https://x.example/a/…/b",
    f"https://api.telegram.org/bot123456:{RANDOM * 2}/getMe": "https://api.telegram.org/…/getMe",
    f"/?u=https%3A%2F%2Fx.example%2Freset%2F{RANDOM}%3Fa&b=2": "/?u=https%3A%2F%2Fx.example%2Freset%2F…%3Fa&b=2",
    f"https://x.example/#/reset/{RANDOM}": "https://x.example/#/reset/…",
    f"https://x.example/token/a/b/c/{RANDOM}": f"https://x.example/token/a/b/c/{RANDOM}",
    f"https://x.example/token?a=/{RANDOM}": f"https://x.example/token?a=/{RANDOM}",
    f"https://x.example/commit/{RANDOM}": f"https://x.example/commit/{RANDOM}",
    f"https://x.example/token/0x{'0aB1' * 10}": f"https://x.example/token/0x{'0aB1' * 10}",
    "https://x.example/reset/the-old-mill-of-2015-and-its-wheels": "https://x.example/reset/the-old-mill-of-2015-and-its-wheels",
    "https://a.test/acme/hooks/commit/4f2c1d9a8b7e6f5d4c3b2a19087f6e5d4c3b2a19": (
        "https://a.test/acme/hooks/commit/4f2c1d9a8b7e6f5d4c3b2a19087f6e5d4c3b2a19"
    ),
}  # fmt: skip


def test_the_values_of_secrets_are_hidden_and_nothing_else() -> None:
    assert {text: mask(text) for text in MASKED} == MASKED
    assert [text for text, masked in MASKED.items() if mask(masked) != masked] == []


HIDDEN = {
    "http://10.1.2.3/a?b": "(an address on a private network)",
    "dead: http://wiki.corp/a, cited": "dead: (an address on a private network) cited",
    "<https://me:hush@[fd00::1]:8080/>": "<(an address on a private network)>",
    "https://web.archive.org/web/2015/http://wiki/a": "(an address on a private network)",
    "https://x.example/?u=http%3A%2F%2Flocalhost%3A3000%2F": "(an address on a private network)",
    "see ftp://10.0.0.1/a": "see (an address on a private network)",
    "https://x.example/?u=http%253A%252F%252F10.0.0.1": "(an address on a private network)",
    "https://x.example/?u=https:/y.example/ and 10.1.2.3": "https://x.example/?u=https:/y.example/ and 10.1.2.3",
    "http:// and ://": "http:// and ://",
}


def test_words_take_the_place_of_private_addresses_and_of_nothing_else() -> None:
    assert {text: hide_private(text) for text in HIDDEN} == HIDDEN


@given(st.text(alphabet="ab=&?;%253F6D token#key<9"), st.sampled_from(["token", "sig", "api_key"]))
def test_whatever_stands_around_it_a_secret_is_hidden_and_known(around: str, name: str) -> None:
    secret = "".join(char for char in "ZyXwVu" if char not in around)
    address = f"https://x.example/?{name}={secret}&{around}"
    assert secret not in mask(f"{around} {address} {around}")
    assert secret_parameter(address) is not None


@pytest.mark.parametrize(
    "piece",
    [
        *("?", "?a=1%26", "&s=", "%3Fs%3D1", "?token=a%26", "&amp;", "?s=a1%26s=", "http://", "http:////", "http:"),
        *(
            "%2F%2F",
            "//a@",
            "/token/",
            "/hooks.slack.com",
            "eyJaaaaaaaa.",
            "bot12345:",
            "%2Freset",
            "http%3A%2F",
            "%253Fs%253Da1",
            "%252525",
            "@",
            "%40",
            "http%3Aa%40",
            "a1-",
            "key=Aa1-",
            "//",
            "[",
            "?[=",
        ),
    ],
)
@pytest.mark.parametrize("change", [mask, hide_private])
def test_a_long_text_takes_time_in_proportion_to_its_length(change: Callable[[str], str], piece: str) -> None:
    def seconds(times: int) -> float:
        gc.disable()  # it goes through all that is in memory, the more often the more is made
        try:
            began = time.thread_time()
            change(piece * times)
            return time.thread_time() - began
        finally:
            gc.enable()

    negligible = 0.005  # CPU seconds

    def grows_too_fast(runs: int) -> bool:
        for_long = min(seconds(10_000) for _ in range(runs))
        return for_long > negligible and for_long > 40 * min(seconds(1_000) for _ in range(runs))

    assert not (grows_too_fast(1) and grows_too_fast(4))  # a busy machine makes one run dear, not all
