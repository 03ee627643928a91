"""What TeX makes of characters, for the readers of LaTeX and BibTeX."""

import re
import unicodedata

from linkwatch.articles.extract.context import LINE_BREAK

_IN_URL = re.compile(
    r"\\([_%#&$~{}^ ])|\\(?:text(?:ascii)?tilde|string~|~)(?:\{\})?|\\textunderscore(?:\{\})?|[{}\n\t]"
)
_TILDE = re.compile(r"\\(?:textasciitilde|texttildelow|string~|~)(?: |\{\}|(?![A-Za-z]))|\{?\$\\sim\$\}?")
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
_ACCENTS |= {"c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a"}
_ACCENT = re.compile(r"\\(?:(['`^\"~=.])\s*|([cvuHkr])(?:\s+|(?=\{)))\{?\\?([A-Za-z])\}?")
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
}
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?\s*(?:\[[^\[\]]{0,200}\])?|\\([^A-Za-z\s])|\\\s")
_NO_TEXT = re.compile(  # commands whose arguments nobody reads
    r"\\(?:begin|end|bibitem|label|cite[a-z]*|ref|documentclass|usepackage|input|include|bibliography|bibliographystyle)"
    r"\*?\s*+(?:\[[^\[\]]{0,200}\]\s*+)?\{[^{}]{0,200}\}|\\(?:maketitle|item|par|newblock)(?![A-Za-z])|\\\\"
)
_NOTHING = str.maketrans("", "", "{}$")
_DASHES = {"---": "\u2014", "--": "\u2013", "``": "\u201c", "''": "\u201d", "~": " "}
_DASH = re.compile("---|--|``|''|~")
MACRO = re.compile(r"\\[A-Za-z]")


def url_of(written: str) -> str:
    """Return the address that a TeX source means: \\_ is _, \\textasciitilde is ~, braces group and are not printed."""
    if "\\" not in written and "{" not in written and "\n" not in written:
        return written.strip()
    return _IN_URL.sub(lambda match: match[1] or "", _TILDE.sub("~", written)).strip()


def plain(written: str) -> str:
    """Take commands and braces out of a text, and put letters where it has accents."""
    if "\\" in written:
        written = _NO_TEXT.sub(LINE_BREAK, written)
        written = _ACCENT.sub(_accented, written)
        written = _COMMAND.sub(lambda match: _LETTERS.get(match[1] or "", match[2] or " " * (not match[1])), written)
    return _DASH.sub(lambda match: _DASHES[match[0]], written.translate(_NOTHING))


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[3] + _ACCENTS[match[1] or match[2]])
