"""What in an address is nobody else's business: secrets, and private networks. Found here, and hidden. Pure.

A signature or a token in an address opens what it leads to for whoever knows it. The database and a person's own
reports keep it, for the link is to be asked again; whoever reads what is published is told "token=…".
"""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import chain
from urllib.parse import unquote

from linkwatch.networks import is_inside
from linkwatch.urls import hostname

HIDDEN = "…"
"""What stands for a secret."""

# Names of parameters, without "-", "_" and "." and in lower case, whose value is a secret whatever it looks like: the
# signatures of Amazon (X-Amz-…, and before AWSAccessKeyId), Google (X-Goog-…), Azure (sig), CloudFront (Signature) and
# Akamai (hdnea, hdnts), what OAuth calls its tokens, and what services call their keys (X-Api-Key, subscription-key).
_SECRET = frozenset({"sig", "hmac", "jwt", "pass", "pwd", "passwd", "awsaccesskeyid", "keypairid", "hdnea", "hdnts"})
_SECRET_ENDS = (
    *("token", "signature", "secret", "password", "credential", "credentials"),
    *("apikey", "accesskey", "secretkey", "subscriptionkey"),
)
# Those whose value is a secret only if it looks like one: elsewhere it is a word or a number.
_PERHAPS_SECRET = frozenset({"auth", "authkey", "code", "hash", "key", "policy", "s", "sign", "ticket"})
# Sessions. While one lasts, whoever knows its number may be let in: so it is not published. But it lasts an hour, and
# old citations are full of them, under which archives found the pages: so archives are asked about such addresses.
_SESSION = frozenset({"phpsessid", "jsessionid", "sessionid", "sessid", "cftoken"})
_PERHAPS_SESSION = frozenset({"session", "sid"})  # elsewhere a session of a conference, or a number of a story
# A place in a long list, which opens nothing.
_PLACE_IN_A_LIST = frozenset({"pagetoken", "nextpagetoken", "prevpagetoken", "nexttoken", "continuationtoken"})

# Folders, written likewise, below which what looks random lets in whoever knows it. And hosts of which each path does
# so, with how many folders of it are the same for everybody.
_SECRET_BELOW = frozenset(
    (
        *("token", "tokens", "accesstoken", "authtoken", "secret", "secrets", "key", "keys", "apikey", "apikeys"),
        *("accesskey", "secretkey", "reset", "resetpassword", "passwordreset", "resetpasswd", "password", "passwords"),
        *("forgotpassword", "recover", "accountrecovery", "passwordrecovery", "setpassword", "changepassword"),
        *("confirm", "confirmation", "confirmemail", "verify", "verification", "verifyemail", "activate", "activation"),
        *("magic", "magiclink", "loginlink", "invite", "invitation", "invitations", "unsubscribe"),
        *("webhook", "webhooks", "webhookb2", "hook", "hooks"),
    )
)
_SECRET_HOSTS = {"hooks.slack.com": 1, "hooks.zapier.com": 2}
# Below these stand names of versions, which look random and are public, also in a repository that is called "hooks".
_VERSIONS_BELOW = frozenset(re.findall(r"\w+", "blame blob commit commits compare raw tree"))
_FAR_BELOW = 3  # folders, as in /reset/users/17/…
# A JSON web token; the robots of Telegram.
_ON_ITS_OWN = re.compile(r"(?:(?:eyJ[\w-]{8,}+(?:\.|%(?:25){0,2}2[Ee])){2}|bot\d{5,}+:[\w-]{30})", re.ASCII)
_ON_A_CHAIN = re.compile(r"0x[0-9a-fA-F]{40,64}")  # public places of a blockchain, of which "token" is a word too

_SHORTEST_RANDOM = 20  # characters in a row
_RUN = re.compile(r"[A-Za-z0-9_-]+")
_PIECE = re.compile(r"[A-Za-z0-9]+")
# What stands between the hyphens of a title: "mill", "The", "OldMill", "NASA", "covid19", "21st".
_WORD = re.compile(r"(?:[A-Z]?[a-z]*|[A-Z]+|(?:[A-Z][a-z]{2,})+)[0-9]*|[0-9]+[a-z]*")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NOT_OF_A_NAME = str.maketrans("", "", "-_.")
_BRACKETS = re.compile(r"[\[\]]")

_DEEPEST = 3  # an address that is written inside an address is encoded, once for each address around it
# What stands before a parameter of an address, or ("%3F", "%253F") of one that is written inside another's value; and
# what ends an address in a text.
_MARK = re.compile(r"&amp;|[?&;#]|%(?:25){0,2}(?:3[Ff]|26|3[Bb]|23)|[\s<>\"]")
_ENDS_ADDRESS = re.compile(r"[\s<>\"]")
# What ends a folder of a path: a slash, and what ends the path; each as it is or encoded.
_ENDS_FOLDER = re.compile(r"(?P<slash>/|%(?:25){0,2}2[Ff])|[?&;#=\s<>\"']|%(?:25){0,2}(?:3[FfBbDd]|2[0236])")
_EQUALS = re.compile(r"=|%(?:25){0,2}3[Dd]")

_PRIVATE = "(an address on a private network)"
_SCHEME = r"(?:https?|ftp|(?<![a-z])wss?)"  # not the end of "news:some@message"
_ADDRESS = re.compile(_SCHEME + r":[^\s<>\"]+", re.IGNORECASE)
_HOST = re.compile(r"(?:(" + _SCHEME + r"):([/\\]*)|[/\\]{2,})([^\s<>\"/?#\\&]*)", re.IGNORECASE)
_USER_AND_HOST = re.compile(
    r"((?:" + _SCHEME + r"(?::|%(?:25){0,2}3a)|[/\\]{2}|(?:%(?:25){0,2}2f){2})(?:[/\\]|%(?:25){0,2}(?:2f|5c))*)"
    r"((?:(?!%(?:25){0,2}(?:2f|3f|23|5c|20|22))[^/\\?#\s<>\"'&])*)",
    re.IGNORECASE,
)
_USER = re.compile(r"(" + _SCHEME + r":[/\\]*|[/\\]{2,})([^\s<>\"'/?#\\]*)", re.IGNORECASE)  # decoded
_AT = re.compile(r"@|%(?:25){0,2}40")
_COLON = re.compile(r":|%(?:25){0,2}3[Aa]")


def secret_parameter(url: str) -> str | None:
    """Return the name of the first parameter or folder whose value lets in whoever knows it, None where there is none.

    A fragment is not looked at: nobody is sent it. Nor is the number of a session, see `mask`.
    """
    for layer in _layers(url.partition("#")[0]):
        for name, value, _, _ in _parameters(layer):
            if _is_secret(_plain_parts(name), value):
                return name
    return next((name for name, _, _ in _secrets_of_paths(url.partition("#")[0])), None)


def holds_user(url: str) -> bool:
    """Tell whether a user name stands in an address that is written inside this one, encoded or not."""
    # Each parameter by itself: a decoded "&" would not tell any more where the address inside ends.
    parts = (layer for part in url.split("&") for layer in _layers(part))
    return any(_end_of_user(found) is not None for part in parts for found in _USER.finditer(part))


def mask(text: str) -> str:
    """Hide secrets in an address, or in any text that holds some: "?page=2&token=…".

    They are the values of secret parameters, numbers of sessions, what is secret in a path, and user names in addresses
    inside an address.
    """
    if "@" in text or "%" in text:
        text = _USER_AND_HOST.sub(_without_user, text)
    text = _cut_out(text, ((first, last) for _, first, last in _secrets_of_paths(text)))
    if "=" not in text and "%" not in text:
        return text
    return _cut_out(text, ((first, last) for name, value, first, last in _parameters(text) if _is_masked(name, value)))


def _cut_out(text: str, secrets: Iterable[tuple[int, int]]) -> str:
    """Hide what stands between these places, in their order; one that begins inside another is hidden with it."""
    parts, end = [], 0
    for first, last in secrets:
        if first >= end:
            parts += [text[end:first], HIDDEN]
            end = last
    return "".join(parts) + text[end:]


def leads_inside(address: str) -> bool:
    """Tell whether the host of an address, or of one written inside it, is on a private network."""
    return any(_is_inside(found) for layer in _layers(address) for found in _HOST.finditer(layer))


def hide_private(text: str) -> str:
    """Put words in the place of each address on a private network that stands in a text."""
    return _ADDRESS.sub(lambda found: _PRIVATE if leads_inside(found[0]) else found[0], text)


def _layers(text: str) -> Iterator[str]:
    """Yield the text as it is, and decoded again and again until nothing changes."""
    yield text
    for _ in range(_DEEPEST):
        before, text = text, unquote(text)
        if text == before:
            return
        yield text


def _is_inside(found: re.Match[str]) -> bool:
    scheme, slashes, place = found[1] or "http", found[2] or "", found[3]
    # "http://wiki" is a host; "a//wiki" may be a path and "http:wiki" a title, but "//10.0.0.1" is neither.
    if not slashes and not any(char in place for char in ".:") and place.lower() != "localhost":
        return False
    host = hostname(f"{scheme}://{place}")
    return bool(host) and is_inside(host)


def _without_user(found: re.Match[str]) -> str:
    end = _end_of_user(found)
    return found[0] if end is None else f"{found[1]}***{found[2][end:]}"


def _end_of_user(found: re.Match[str]) -> int | None:
    """Return where the user name of "https://user@host" or "//user:password@host" ends: "//@user" may be a path."""
    *_, at = [None, *_AT.finditer(found[2])]
    if at is None or (found[1][0] in "/\\%" and not _COLON.search(found[2], 0, at.start())):
        return None
    return at.start()


def _secrets_of_paths(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is secret in the paths of a text: why it is known for one, where it begins and ends."""
    if "/" not in text and "%" not in text:
        return
    because, left, shown, first = "", 0, 0, 0  # why folders may be secret, how many still, after how many
    for end in chain(_ENDS_FOLDER.finditer(text), [None]):
        last = len(text) if end is None else end.start()
        if first < last:
            folder = text[first:last]
            lowered = folder.lower()
            of_service = left > 0 and because in _SECRET_HOSTS
            if _ON_ITS_OWN.match(folder):
                yield "a token", first, last
            elif left and not shown and (of_service or _may_open(folder)):
                yield because, first, last
            if (host := lowered.removesuffix(".")) in _SECRET_HOSTS:
                because, left, shown = host, len(text), _SECRET_HOSTS[host]
            elif not of_service and lowered.translate(_NOT_OF_A_NAME) in _SECRET_BELOW:
                because, left, shown = folder, _FAR_BELOW, 0
            elif not of_service and folder in _VERSIONS_BELOW:
                left = 0
            elif left:
                left, shown = left - 1, max(shown - 1, 0)
        if end is not None:
            first = end.end()
            if not end["slash"]:
                left = 0


def _may_open(folder: str) -> bool:
    return _looks_random(folder) and not _ON_A_CHAIN.fullmatch(folder)


def _parameters(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield each parameter: name, value up to the next mark of any depth, and where its whole value begins and ends."""
    marks = list(_MARK.finditer(text))
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    # For each depth, where a value of that depth ends: at the next mark that is not encoded more often than itself.
    whole_ends = [[len(text)] * (_DEEPEST + 1)] * len(marks)
    for place in range(len(marks) - 2, -1, -1):
        following = marks[place + 1]
        depth = _depth(following[0])
        whole_ends[place] = [*whole_ends[place + 1][:depth], *[following.start()] * (_DEEPEST + 1 - depth)]
    for mark, end, by_depth in zip(marks, ends, whole_ends, strict=True):
        first = mark.end()
        if _ENDS_ADDRESS.match(mark[0]) or (equals := _EQUALS.search(text, first, end)) is None:
            continue
        last = by_depth[_depth(equals[0])]
        if equals.end() < last:
            yield text[first : equals.start()], text[equals.end() : end], equals.end(), last


def _depth(mark: str) -> int:
    """Return how often a mark is encoded: "&" 0, "%26" 1, "%2526" 2."""
    return len(mark) // 2 if mark[0] == "%" else 0


def _is_masked(name: str, value: str) -> bool:
    parts = _plain_parts(name)
    return _is_secret(parts, value) or _is_session(parts, value)


def _is_secret(parts: Set[str], value: str) -> bool:
    for part in parts:
        if part in _SECRET or (part.endswith(_SECRET_ENDS) and part not in _PLACE_IN_A_LIST | _SESSION):
            return True
        if part in _PERHAPS_SECRET and _looks_random(value):
            return True
    return False


def _is_session(parts: Set[str], value: str) -> bool:
    return not parts.isdisjoint(_SESSION) or (not parts.isdisjoint(_PERHAPS_SESSION) and _looks_random(value))


def _plain_parts(name: str) -> set[str]:
    """Return the words of a name: "auth%5BAccess-Token%5D" is auth and accesstoken."""
    if name.isalnum():  # as nearly all: there is nothing to decode or to part
        return {name.lower()}
    *_, decoded = _layers(name.replace("+", " "))
    return {part.strip().translate(_NOT_OF_A_NAME).lower() for part in _BRACKETS.split(decoded)}


def _looks_random(value: str) -> bool:
    """Tell whether it is, or holds, a long run of letters and digits mixed that are not the words of a title."""
    if len(value) < _SHORTEST_RANDOM:  # decoded it is no longer
        return False
    *_, decoded = _layers(value)
    return any(map(_is_random, _RUN.findall(decoded)))


def _is_random(run: str) -> bool:
    pieces = _PIECE.findall(run)
    length = sum(map(len, pieces))
    if length < _SHORTEST_RANDOM or not any(map(str.isdigit, run)) or not any(map(str.isalpha, run)):
        return False
    if _UUID.fullmatch(run):
        return True
    in_words = sum(len(piece) for piece in pieces if len(piece) < _SHORTEST_RANDOM and _WORD.fullmatch(piece))
    return 2 * in_words < length
