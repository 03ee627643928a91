"""Questions about cookies, told from what else is made of flour and sugar by what is said beside that word."""

import re
from functools import cache

from linkwatch.judge.phrases import Phrases, read_phrases
from linkwatch.judge.words import fold, in_padded

ASKS_CONSENT = "shape-asks-consent"

_COOKIES = re.compile(  # in Latin letters, Russian, Japanese, Korean, Hebrew, Arabic, Persian, Hindi, Thai
    "cookie|\u043a\u0443\u043a\u0438|\u30af\u30c3\u30ad\u30fc|\ucfe0\ud0a4|\u05e2\u05d5\u05d2\u05d9\u05d5\u05ea"
    "|\u062a\u0639\u0631\u064a\u0641 \u0627\u0644\u0627\u0631\u062a\u0628\u0627\u0637|\u06a9\u0648\u06a9\u06cc"
    "|\u0915\u0941\u0915\u0940|\u0e04\u0e38\u0e01\u0e01\u0e35\u0e49"
)
# The choice between advertisements that follow their reader, and a payment: in one sentence, by words in any language.
_ACCEPTING = re.compile(
    "accept|akzept|zustimm|einwillig|acept|accett|aceit|consent|akkoord|akcept|godkan|godta|\u0441\u043e\u0433\u043b\u0430\u0441"
    "|ga verder|verder met|continue with|weiterlesen"
)
_ADVERTS = re.compile(r"werbung|publicit|advertis|\bads\b|publicid|pubblicit|advertenti|reklam|annonser|реклам")
_PAYING = re.compile(r"\babo\b|abonn|subscri|suscri|assin|abbon|prenum|tilaa|подпис")
_AT_ONCE, _READ = 160, 400  # characters


def asks_consent(outside_links: str) -> bool:
    """Tell whether a text without its links speaks of cookies at once, and of using or accepting them.

    Or of accepting advertisements, or paying.

    Footers of all kinds of pages link to what a site says of privacy.
    """
    shown = fold(outside_links[:_READ])
    if all(each.search(shown[:_AT_ONCE]) for each in (_ACCEPTING, _ADVERTS, _PAYING)):
        return True
    return bool(_COOKIES.search(shown[:_AT_ONCE])) and bool(_words().found_in(f" {shown}"))


@cache
def _words() -> Phrases:
    return read_phrases("consent.toml", lambda word: in_padded(fold(word), 0))
