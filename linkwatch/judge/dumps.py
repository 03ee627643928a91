"""What a broken program shows in a page's place: an error with its file and line, and the calls that led to it."""

import re

from linkwatch.judge.words import count_words

_READ, _BEGINNING = 12_000, 3000  # characters
_BESIDE_IT = 30  # words that a page may say beside such lines: its title, the name of the site
_A_SENTENCE = 12  # words
_LINES = 2
_SIGNS = (
    "error",
    "exception",
    "trace",
    "undefined",
    "sqlstate",
    "ora-",
    "memory size",
    "odbc",
    "ole db",
    "jet database",
    "fault",
    "panic",
    "warning",
)
_FILE_AND_LINE = re.compile(
    r"(?:[/\\][\w.@$-]{1,80}){1,12}\."
    r"(?:php\d?|phtml|inc|py|rb|erb|pl|pm|cgi|js|mjs|ts|cs|vb|aspx?|java|go|ex|cfm|lua|tpl|twig)"
    r"(?:\(\d{1,6}\)|:\d{1,6}|\W{1,3}\D{1,12} \d{1,6}\b|\W{1,3} line \d{1,6})",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^\s{0,9}(?:#\d{1,3}\s|at [\w$.<>`]{3,120}\(|File \"[^\"]{1,200}\", line \d|from [/\\\w.-]{1,120}:\d|goroutine \d"
    r"|\d{1,3}\. [\w\\]{3,80}(?:->|::)\w)"
)
_ERROR = re.compile(
    r"\b(?:(?:fatal|parse|compile|catchable|recoverable|uncaught|unhandled) (?:fatal )?(?:error|exception)"
    r"|stack ?trace|traceback \(most recent call last\)|sqlstate\[|ora-\d{5}"
    r"|undefined (?:function|method|variable|index|offset|array key)|call to (?:a member|undefined|private|protected)"
    r"|allowed memory size|maximum execution time|mysqli?_\w{3,20}\(\)|pg_\w{3,20}\(\)|odbc driver|microsoft vbscript"
    r"|ole db provider|jet database engine|error '[0-9a-f]{8}'"
    r"|adodb\.|nullpointer|segmentation fault|nameerror|typeerror|template(?:syntax|doesnotexist)|pg::\w{3,30}"
    r"|activerecord::|mongo(?:error|server\w{3,20})|panic:)|(?:exception|error):\s|exception\b",
    re.IGNORECASE,
)
# A program goes on after these, and what stands beside them is its page; functions warn of what did not come about.
_GOES_ON = re.compile(
    r"(?:notice|deprecated|strict standards|warning)\s?:\s(?![\w:\\]{1,60}\()(?!.{0,300}(?:fatal|uncaught))",
    re.IGNORECASE,
)


def is_error_dump(text: str) -> bool:
    """Tell whether a page shows hardly more than what a program left when it broke. text: one line a block."""
    beginning = text[:_BEGINNING].lower()
    if not any(sign in beginning for sign in _SIGNS):
        return False
    shown, goes_on = list[str](), False
    beside = 0
    for line in text[:_READ].splitlines():
        if _is_of_a_dump(line):
            shown.append(line)
            goes_on = goes_on or _is_sentence(_FILE_AND_LINE.split(line)[-1])  # in a table's cell all is one line
            continue
        goes_on = goes_on or _is_sentence(line)
        beside += count_words(line)
        if beside > _BESIDE_IT:
            return False
    if goes_on and all(map(_GOES_ON.search, shown)):
        return False
    names_error = any(_ERROR.search(line) for line in shown)
    return names_error and (len(shown) >= _LINES or any(_FILE_AND_LINE.search(line) for line in shown))


def _is_sentence(line: str) -> bool:
    return count_words(line) >= _A_SENTENCE and line.rstrip().endswith(".")


def _is_of_a_dump(line: str) -> bool:
    return bool(_CALL.match(line) or _ERROR.search(line) or _FILE_AND_LINE.search(line))
