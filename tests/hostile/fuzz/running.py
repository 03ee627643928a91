"""Gives anything at all to targets: seeds, pieces of them, tokens that mean something to somebody, and noise."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.hostile.fuzz.targets import TARGETS
from tests.hostile.growth import cpu_seconds

MOST_CPU = 2.0  # seconds for one input, of which none is longer than a few kilobytes
SEEDS = [file.read_bytes() for file in sorted(Path(__file__).with_name("seeds").iterdir())]
_TOKENS = [
    *(
        b"<!--",
        b"-->",
        b"<?",
        b"?>",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE html [",
        b"<html>",
        b"<title>",
        b"</title>",
        b"<p>",
    ),
    *(b"<a href=", b"</a>", b"<base href='", b"<script>", b"</script>", b"<template>", b"<svg>", b"<table>", b"<rss>"),
    *(
        b"<item>",
        b"<link>",
        b"<entry>",
        b"<urlset>",
        b"<loc>",
        b"&amp;",
        b"&#x110000;",
        b"&#xD800;",
        b"&",
        b";",
        b"'",
        b'"',
    ),
    *(
        b"[",
        b"](",
        b"]:",
        b"[^1]:",
        b"![",
        b"`",
        b"```\n",
        b"**",
        b"~~",
        b"> ",
        b"- ",
        b"| a |\n|--|\n",
        b"---\n",
        b"+++\n",
    ),
    *(
        b"http://",
        b"https://site.example/",
        b"//",
        b"www.",
        b"file:///",
        b"javascript:",
        b"mailto:",
        b"%",
        b"%2",
        b"%00",
    ),
    *(
        b"@",
        b":",
        b"?",
        b"#",
        b"\\",
        b"..",
        b"/../",
        b"{{",
        b"}}",
        b"{%",
        b"${",
        b"20200101000000",
        b"99999999999999999999",
    ),
    *(
        b"0001-01-01",
        b"9999-12-31T23:59:60+14:00",
        b"Mon, 01 Jan 0001 00:00:00 +9999",
        b"-1",
        b"1e400",
        b"NaN",
        b"null",
    ),
    *(
        b"true",
        b"{",
        b"}",
        b'{"a":',
        b"[[[[[[[[",
        b"\x00",
        b"\x1b[31m",
        b"\r\n",
        b"\n",
        b"\t",
        b" ",
        b"\xff",
        b"\xed\xa0\x80",
    ),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xae",
        b"\xcc\x81",
        b"\xe3\x80\x82",
        b"\x1f\x8b\x08\x00",
    ),
    *(
        b"a",
        b"_a",
        b"(",
        b")",
        b"=",
        b",",
        b"\xe2\x91\xa0",
        b"\xc4\xb0",
        b"[::1]",
        b"xn--",
        b"[check]\n",
        b"[[sources]]\n",
    ),
]
_PIECES = st.sampled_from(_TOKENS) | st.binary(max_size=8)


@st.composite
def _altered_seeds(draw: st.DrawFn) -> bytes:
    """A seed with parts cut out, doubled or replaced."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 4))):
        first, last = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        middle = draw(_PIECES | st.just(data[first:last] * 2))
        data = data[:first] + middle + data[last:]
    return data


ANYTHING = _altered_seeds() | st.lists(_PIECES, max_size=40).map(b"".join) | st.binary(max_size=200)


def fuzz(target: str, examples: int, start: int | None = None) -> None:
    """Give a target so many inputs. start: of the random numbers; None for the same ones each time.

    Raises what the target raises, with the smallest input found that makes it do so.
    """

    def run(data: bytes) -> None:
        cpu_seconds(lambda: TARGETS[target](data), MOST_CPU)

    test = given(ANYTHING)(run)
    test = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=start is None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )(test)
    (test if start is None else seed(start)(test))()
