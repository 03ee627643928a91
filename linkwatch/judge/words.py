"""Words: folding text so that it can be compared, cutting it into words, measuring how alike two texts are."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar
from urllib.parse import unquote

_WORD = re.compile(r"[^\W_]+")
# The signs of vowels in Indian, Thai and Burmese letters, which are no letters to Python, but parts of words.
_SIGNS = "".join(chr(code) for code in range(0x0900, 0x1100) if unicodedata.category(chr(code)).startswith("M"))
_NOT_A_WORD = re.compile(f"(?:[^\\w{_SIGNS}]|_)+")
_NOT_ASCII_WORD = {code: " " for code in range(128) if not chr(code).isalnum()}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670]+")
_TYPESET = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u02bc", "'"),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u2026", "..."),
    ("\u00a0", " "),
)
_CONTRACTIONS = (
    ("can't", "cannot"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'re ", " are "),
    ("'ve ", " have "),
    ("'ll ", " will "),
)
# What is not ASCII, with a space or mark within it, but for frequent marks that stay as they are. No accent changes the
# ASCII letter that it follows, for it is taken away. Many accents in a row take quadratic time: a piece is bounded.
_NOT_ASCII = re.compile(
    r"[^\x00-\x7f\u201c-\u201e\u00ab\u00bb\u2022\u00b7\u00a9\u00a7\u2192][^\x00-\x7f]{0,500}(?:[\x00-\x7f]{1,2}[^\x00-\x7f]{1,50}){0,10}"
)
TITLE_PARTS = re.compile(r"(?<!\s)\s++[-|\u2013\u2014\u00b7:\u00bb\u00ab/<>\u2022]++\s++|[|\u00bb\u00ab\u2022]")
STOPS = "\u06d4\u0964\u0589"
"""What sentences end with in Urdu, Indian and Armenian writing."""
ENDS = (".", "!", "\u3002", "\uff01", *STOPS)
"""What sentences end with that are no questions."""
# "3. Mai" is one, "until 2013. Then" two
AFTER_SENTENCE = re.compile(f"(?<=[.!?\u061f{STOPS}])(?:(?<!\\d\\.)|(?<=\\d{{4}}\\.))\\s++|(?<=[\u3002\uff01\uff1f])")
_CURRENCY_IN_LETTERS = "chf|eur|euros?|gbp|kr|tl|usd|zł|rub|\u0440\u0443\u0431|грн|лв"
_CURRENCY = "$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9\u20ab\u20b8\u20be\u20bc\u20ba\u20aa\u058f"
PRICE = re.compile(rf"\d ?(?:[{_CURRENCY}\u5143\u5186\uc6d0]|(?:{_CURRENCY_IN_LETTERS})\b)|[{_CURRENCY}] ?\d")
"""An amount of money in a folded text."""
QUESTIONS = ("?", "\uff1f", "\u061f")  # the ends of those in Latin, Chinese and Arabic letters
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Characters of the scripts that write no spaces between words, as a pattern takes them."""
_NO_SPACES_BETWEEN_WORDS = re.compile(f"[{UNSPACED}]")
_TOGETHER_WITH_WORDS = re.compile("[\u0590-\u06ff]")  # Hebrew and Arabic write articles and prepositions so
_WIDE_SPACES = ("\u00a0", "\u3000")  # the others that are not ASCII are too rare, and narrow ones part no words


def _shape_of(byte: int) -> str:
    """Return " " for white space, "u" for what a character of those scripts may begin with in UTF-8, else "x"."""
    if byte in (0xE0, *range(0xE3, 0xEE)):
        return "u"
    return " " if chr(byte).isascii() and chr(byte).isspace() else "x"


_SHAPE = "".join(map(_shape_of, range(256))).encode()
_COMMON = """
a an and are as at be by de der die das des di do du el en et for from here how in is it la le les los of on or
read that the this to und un une was what with www http https html htm php asp aspx jsp index article articles
page pages post posts news blog story stories item view show link click more source site website web com org net
co uk
"""
_LATIN = str.maketrans(  # as sites write Russian, Ukrainian and Greek titles in addresses
    dict(zip("абвгдеёзийклмнопрстуфхцыэґіїє", "abvgdeeziyklmnoprstufhcyegiie", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
    | dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)
_SAYS_NOTHING = frozenset(_COMMON.split())
_WORD_AND_NUMBER = re.compile(r"[a-z]{3,}\d{1,2}")
_A_FEW_LINES = 1000  # characters
_REMEMBERED = 2000  # characters of a text of which an answer is remembered
_Answer = TypeVar("_Answer")


def remembered(answer: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Have a function remember what it last said of short texts: rules ask the same of a title a dozen times."""
    recall = lru_cache(maxsize=512)(answer)

    @wraps(answer)
    def answer_or_recall(text: str) -> _Answer:
        return recall(text) if len(text) <= _REMEMBERED else answer(text)

    return answer_or_recall


@remembered
def fold(text: str) -> str:
    """Return the text in one case, without accents and English contractions, with single spaces."""
    return _in_one_case(squeeze(_as_typed(text)))


def in_latin(text: str) -> str:
    """Return a text in lower case with Cyrillic and Greek in Latin letters, as addresses are written."""
    return text.lower() if text.isascii() else fold(text).replace("\u03bf\u03c5", "ou").translate(_LATIN)


def fold_as_it_stands(text: str) -> str:
    """Return what `fold` does, with white space as it stands: for whoever parts its words anyway."""
    return _in_one_case(_as_typed(text))


def _as_typed(text: str) -> str:
    """Return the text without accents, and with the marks that keyboards have."""
    if text.isascii():
        return text
    for mark, typed in _TYPESET:
        text = text.replace(mark, typed)
    return text if text.isascii() else _NOT_ASCII.sub(_without_accents, text)


def _in_one_case(text: str) -> str:
    text = text.casefold()
    if "'" in text:
        for contraction, full in _CONTRACTIONS:
            text = text.replace(contraction, full)
    return text


def _without_accents(piece: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", piece[0])))


def fold_beginning(text: str, size: int) -> str:
    """Return the first `size` characters of what `fold` gives; little more of the text is read."""
    reach = size + size // 4
    while len(folded := fold(text[:reach])) < size and reach < len(text):
        reach *= 2
    return folded[:size]


def squeeze(text: str) -> str:
    """Return the text with single spaces."""
    return " ".join(text.split())


def beginning(text: str, size: int) -> str:
    """Return the first `size` characters of what `squeeze` gives; the rest of the text is not squeezed."""
    count = size // 5
    while True:
        words = text.split(None, count)
        start = " ".join(words[:count])
        if len(start) >= size or len(words) <= count:
            return start[:size]
        count *= 2


def count_words(text: str) -> int:
    """Count words, which white space parts; in scripts that write no spaces, two characters count as a word.

    Long texts are counted too: of these, no word becomes a value of its own.
    """
    if text.isascii():
        if len(text) <= _A_FEW_LINES:
            return len(text.split())
    else:
        for space in _WIDE_SPACES:
            text = text.replace(space, " ")
    shape = text.encode("utf-8", "replace").translate(_SHAPE)
    written = shape.replace(b"u", b"x").decode("ascii")  # in which Python counts a third faster than in bytes
    count = written.count(" x") + written.startswith("x")
    return count + len(_NO_SPACES_BETWEEN_WORDS.findall(text)) // 2 if b"u" in shape else count


def only_words(text: str) -> str:
    """Return the words of a text, each a space from the next."""
    if not text.isascii():
        return _NOT_A_WORD.sub(" ", text).strip()
    text = text.translate(_NOT_ASCII_WORD)  # a tenth of the pattern's time
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


def padded(text: str) -> str:
    """Return the words of a text between single spaces, so that whole ones and beginnings of them can be found."""
    return f" {only_words(text)} "


def writes_spaces(text: str) -> bool:
    """Tell whether a text is in a script that parts its words by spaces."""
    return text.isascii() or _NO_SPACES_BETWEEN_WORDS.search(text) is None


def in_padded(phrase: str, short: int) -> str:
    """Return a folded phrase as it is looked for in a padded text: whole, or its beginning if it has more letters.

    As it is where its script does not part words by spaces. short: letters of the longest that is looked for whole.
    """
    if not writes_spaces(phrase):
        return phrase
    return f" {phrase} " if len(phrase) <= short else f" {phrase}"


def word_in_padded(word: str, short: int) -> str:
    """Return a word of a table as `in_padded` does, whole if it ends with a space.

    As it is, too, where articles and prepositions are written together with words.
    """
    shown = only_words(fold(word))
    if _TOGETHER_WITH_WORDS.search(shown):
        return shown
    return in_padded(shown, len(shown) if word.endswith(" ") else short)


def words(text: str) -> list[str]:
    """Return the folded words, digits included."""
    return _WORD.findall(fold(text))


@remembered
def telling_words(text: str) -> frozenset[str]:
    """Return the folded words that can identify a page: no numbers, no opaque ids, none that any page may hold."""
    found = words(_CAMEL.sub(" ", unquote(text)))
    return frozenset(word for word in found if word not in _SAYS_NOTHING and not _is_opaque(word))


def _is_opaque(word: str) -> bool:
    if word.isascii():
        return len(word) < 2 or (not word.isalpha() and not _WORD_AND_NUMBER.fullmatch(word))
    return any(char.isdigit() for char in word)


def share_found(wanted: Iterable[str], text_words: Iterable[str]) -> float:
    """Return which part of the wanted words is among the others, from 0 to 1; endings may differ ("intro")."""
    wanted = set(wanted)
    if not wanted:
        return 0.0
    there = set(text_words)
    stems = {_stem(word) for word in there}
    joined = " ".join(there)
    found = [word for word in wanted if _stem(word) in stems or (not writes_spaces(word) and word in joined)]
    return len(found) / len(wanted)


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)]


def similarity(first: Iterable[str], second: Iterable[str]) -> float | None:
    """Return how alike two texts are by their words (Dice's coefficient of the counted words), 0 to 1.

    None where either has no words.
    """
    one, other = Counter(first), Counter(second)
    total = one.total() + other.total()
    if not one or not other:
        return None
    return 2 * (one & other).total() / total
