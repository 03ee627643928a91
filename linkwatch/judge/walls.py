"""Walls: pages that stand before the asked one and ask for a robot test, a login, a payment or a consent, or refuse.

Behind them nobody can tell whether the cited page is still there, so they are blocked, never alive and never dead.
"""

import re

from linkwatch.judge.addresses import LOGIN_SEGMENT, Address, carries
from linkwatch.judge.believed import tells_of_its_own
from linkwatch.judge.case import Case
from linkwatch.judge.consent import ASKS_CONSENT
from linkwatch.judge.own_subject import ASKS
from linkwatch.judge.said import is_called_as_entrance, wall_said
from linkwatch.judge.shape import AGE, ANSWERS, LEADS_ON
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.judge.statements import SAYS
from linkwatch.judge.words import QUESTIONS, count_words
from linkwatch.model import Status, Verdict

_KINDS = (
    "bot-wall",
    "login-wall",
    "consent-wall",
    "paywall",
    "regional",
    "forbidden",
    "legal",
    "needs-browser",
    "client-certificate",
)
_WORDS = {
    "bot-wall": "a robot test stands before the page",
    "login-wall": "a login stands before the page",
    "consent-wall": "a question to the reader (consent, age, language) stands before the page",
    "paywall": "a payment stands before the page",
    "regional": "the page is refused to this region",
    "forbidden": "the page is refused",
    "legal": "the page says that it is withheld by order of an authority",
    "client-certificate": "the server lets in only who shows a certificate of their own",
    "needs-browser": "the page asks for a browser that runs scripts or keeps cookies",
}
_COOKIE_WORDS = 60
_CAPTCHA_WORDS = 40
_GATE_WORDS = 200
_QUESTION_WORDS = 30
_CHOICES, _ANSWERS = 2, 10  # buttons; words
_ANSWERING_LINKS = 3
_AN_AGE = 20  # words: the question, the name of the page and what stands on the buttons
_ASKING_AGE = frozenset(("age-gate-text", f"{SAYS}age"))
_LOGIN_IF_CARRIED = re.compile(
    r"^(?:auth|oauth2?|authorize|authenticate|authentication|cas|sso|account|accounts|user|users|member|members|membership|register|registration|signup|sign-up|join|acceso|entrar|accedi|realms|protocol|gate|portal|identity|welcome)(?:\.[a-z]{2,5})?$"
)
_LOGIN_HOST = re.compile(
    r"^(?:log-?in|sign-?in|sso|auth|accounts?|idp|id|cas|passport|adfs|identity|shib\w*|oauth|secure-?login)\."
)
_LOGIN_PARAMETERS = frozenset(
    (
        "client_id",
        "redirect_uri",
        "samlrequest",
        "relaystate",
        "response_type",
        "wtrealm",
        "service",
        "next",
        "returnurl",
        "return_to",
    )
)
_CONSENT = re.compile(
    r"^(?:consent\w*|(?:cookie|gdpr|privacy|tracking|data|ads)[-_]?(?:consent|wall|gate|notice|accept|choice|choices|settings|check|info)|gdpr|cookiewall|cookies?|privacy|privacymanager|einwilligung|zustimmung|dsgvo|toestemming"
    r"|age[-_]?(?:gate|verification|check|verify|confirm)|agegate|over18|adult[-_]?(?:warning|content)|disclaimer|terms|terms-of-use|splash|interstitial)(?:\.[a-z]{2,5})?$"
)
_CONSENT_SURE = re.compile(
    r"^(?:consent\w*|(?:cookie|gdpr|privacy|tracking)[-_]?(?:consent|wall|gate)|cookiewall|age[-_]?(?:gate|verification|check|verify)|agegate|over18)(?:\.[a-z]{2,5})?$"
)
_CONSENT_HOST = re.compile(r"^(?:consent|guce|cmp|gdpr|privacy|cookie|cookiewall|myprivacy)\.")
_CHOOSER = re.compile(
    r"^(?:(?:choose|select|pick|set)[-_]?(?:your[-_]?)?(?:language|lang|locale|site|store|edition|country|region)"
    r"|(?:language|lang|locale|country|region|site|store|edition)[-_]?(?:choose|chooser|choice|select|selector|selection|picker)"
    r"|sprachauswahl|sprachwahl|laenderauswahl|choix-langue|choix-de-la-langue|elegir-idioma|seleccionar-idioma|taalkeuze)"
    r"(?:\.[a-z]{2,5})?$"
)
_PAYWALL = re.compile(
    r"^(?:subscribe\w*|subscriptions?|subscription[-_]\w+|abo|abonnement|abonnements|abonnieren|paywall|premium|plus|offers?|checkout|purchase|buy|pay|pricing|plans|suscripcion\w*|suscribete|assine|abbonati|abbonamento)(?:\.[a-z]{2,5})?$"
)
_REGION = re.compile(
    r"^(?:(?:geo|region|regional|country|location|territory|eu|gdpr)[-_]?(?:block\w*+|restrict\w*+|unavailable|not[-_]?\w++|error|denied|fence|select\w*+)|geo|not[-_]?available[-_]?in[-_]?\w++|unavailable[-_]?in[-_]?\w++"
    r"|unavailable[-_]?(?:country|region|location|eu)|451|eu[-_]?(?:visitors?|readers?|users?|privacy))(?:[-_]\w++(?:-\w++)*)?(?:\.[a-z]{2,5})?$"
)
_ROBOTS = re.compile(
    r"^(?:(?:re)?captcha\w*|challenge|bot[-_]?(?:check|detect\w*|wall|challenge|verify|protection)|botcheck|robot\w*|human[-_]?(?:check|verification|verify)|are[-_]?you[-_]?(?:a[-_]?)?(?:human|robot)|security[-_]?check|verify[-_]?human|showcaptcha|validatecaptcha)(?:\.[a-z]{2,5})?$"
)
_TESTS_IF_CARRIED = re.compile(r"^(?:verify|verification|validate|check|checkpoint|gateway|guard)(?:\.[a-z]{2,5})?$")
_REFUSED = re.compile(
    r"^(?:(?:access|request)[-_]?denied|denied|blocked|banned|forbidden|403|unsupported(?:[-_]?browser)?|browser[-_]?(?:not[-_]?supported|unsupported|upgrade|update|warning)|(?:upgrade|update|old|outdated)[-_]?(?:your[-_]?)?browser|no[-_]?access|not[-_]?authori[sz]ed|unauthori[sz]ed)(?:\.[a-z]{2,5})?$"
)


def judge_walls(case: Case) -> Verdict | None:
    """Judge by the signatures of walls and by where redirects lead."""
    if case.http_status is None:
        return None
    kind = known_wall(case) or _by_itself(case)
    if kind is None:
        return None
    case.note(_WORDS[kind])
    return Verdict(Status.BLOCKED, kind, ())


def known_wall(case: Case) -> str | None:
    """Return the kind of a wall that gives itself away, whatever else the site answers."""
    return _by_redirect(case) or _by_signature(case) or _by_captcha(case)


def _by_signature(case: Case) -> str | None:
    row = case.signature(*_KINDS)
    if row is None or (row.kind == "forbidden" and not row.sure and tells_of_its_own(case)):
        return None
    if case.http_status in (404, 410) and row.kind != "bot-wall":
        return None  # a login form or a refusal beside a plain 404 says nothing
    if row.kind == "login-wall" and not _asks_before(case):
        return None
    if row.kind != "bot-wall" and case.http_status in (401, 402, 429, 451):
        return None  # the status says it better
    case.note(f"known by the signature {row.name}")
    if case.http_status is not None and case.http_status >= 500 and row.kind != "bot-wall":
        return None
    return row.kind


def _asks_before(case: Case) -> bool:
    """Tell whether a login is something other than what was cited: a login page may be, or a site's front page."""
    if any(LOGIN_SEGMENT.match(part) for part in case.asked.segments):
        return _asks_for_another_site(case.asked)
    return case.moved or not case.asked.is_home


def _asks_for_another_site(asked: Address) -> bool:
    """Tell whether an address is a gate's that is told which site to open behind it, as libraries' proxies are."""
    return any(value.startswith(("http://", "https://")) for _, value in asked.parameters)


def _by_itself(case: Case) -> str | None:
    """Tell the kind of wall by what the page says or shows, whoever made it."""
    if LEADS_ON in case.page.signatures and case.answered_well:
        case.note("it only leads on, by a script that cannot be followed")
        return "needs-browser"
    if case.answered_well and case.is_page and _is_gate_to_another_site(case):
        case.note("the address is a gate's, and the page is not the one behind it")
        return "login-wall"
    if case.answered_well and case.is_page and _asks_only(case):
        case.note("it asks its reader to choose between buttons, and shows nothing else")
        return "consent-wall"
    kind = wall_said(case)
    if kind == "login-wall" and len(case.asked.place) <= 1 and _is_portal(case):
        return None
    if kind == "login-wall" and (not _asks_before(case) or any(map(_LOGIN_IF_CARRIED.match, case.asked.segments))):
        return None
    if kind is not None:
        case.note("by what the page itself says or asks")
    return kind


def _is_portal(case: Case) -> bool:
    """Tell whether a form for a password stands under the name of what was cited, and is all that it says."""
    says = f"{SAYS}login-wall" in case.page.signatures and not is_called_as_entrance(case)
    return case.title_fits and case.page.has_password_field and not says


def _asks_only(case: Case) -> bool:
    return _asks_before_it_shows(case) or _asks_about_cookies(case) or _is_bare_question(case)


def _is_bare_question(case: Case) -> bool:
    """Tell whether a question and buttons for its answers are all that a page shows, and it was cited for neither.

    That about the reader's age may have two words, and stand under the name of what was cited.
    """
    page = case.page
    asks_age = page.main_words <= _AN_AGE and not _ASKING_AGE.isdisjoint(page.signatures)
    asks = asks_age or (ASKS in page.signatures and not case.title_fits)
    nothing_else = page.main_words <= _QUESTION_WORDS and not page.media and page.fields <= 1  # the frame's search
    return asks and nothing_else and page.buttons >= _CHOICES


def _asks_before_it_shows(case: Case) -> bool:
    """Tell whether a page's name asks about an age, or says one that an answer repeats, beside nothing but answers.

    They are buttons, or a few links. What is for sale to people of an age has buttons too, but none that repeats it.
    """
    page = case.page
    name = (page.heading or page.title or "").rstrip()
    own_links = page.links - page.frame_links
    answers = page.buttons or (own_links if own_links <= _ANSWERING_LINKS else 0)
    age = AGE.search(name)
    beside_it = page.main_words - count_words(page.heading or "")
    if age is None or answers < _CHOICES or beside_it > _ANSWERS or page.media or case.title_fits:
        return False
    return name.endswith(QUESTIONS) or f"{ANSWERS}{int(age[0])}" in page.signatures


def _asks_about_cookies(case: Case) -> bool:
    """Tell whether a short page asks at once whether it may keep cookies; its buttons are all else that is there."""
    page = case.page
    is_short = page.main_words <= _COOKIE_WORDS and not page.media and page.fields <= 1 and page.buttons >= _CHOICES
    return is_short and not case.title_fits and ASKS_CONSENT in page.signatures


def _is_gate_to_another_site(case: Case) -> bool:
    """Tell whether such a gate answered with a short page of its own: a form, or a choice of how to log in."""
    is_gate = any(LOGIN_SEGMENT.match(part) for part in case.asked.segments) and _asks_for_another_site(case.asked)
    page = case.page
    asks = page.has_password_field or page.fields or page.buttons
    return is_gate and not case.moved and bool(asks) and page.main_words <= _GATE_WORDS


def _by_redirect(case: Case) -> str | None:
    """Tell the kind of wall by the address to which the reader is sent."""
    final = case.final
    if not case.moved or (case.http_status in (404, 410)):
        return None
    carried = carries(final, case.url)
    kind = _kind_of_address(final, case.asked, carried=carried)
    asks_back = any(name.lower() in _LOGIN_PARAMETERS for name, _ in final.parameters)
    if kind == "login-wall" and not (carried or asks_back or case.page.has_password_field or _says_login(case)):
        return None
    if kind is not None:
        case.note(f"redirected to {'an address that carries the asked one along' if carried else 'such a page'}")
    return kind


def _kind_of_address(final: Address, asked: Address, *, carried: bool) -> str | None:
    new_parts = [part for part in final.segments if part not in asked.segments]
    ends = new_parts[-2:]
    if any(_ROBOTS.match(part) for part in ends):
        return "bot-wall"
    if any(LOGIN_SEGMENT.match(part) for part in new_parts) or (
        _LOGIN_HOST.match(final.host) and final.host != asked.host
    ):
        return "login-wall"
    if any(_CONSENT_SURE.match(part) for part in ends) or (
        _CONSENT_HOST.match(final.host) and final.host != asked.host
    ):
        return "consent-wall"
    if any(_REGION.match(part) for part in ends):
        return "regional"
    if any(_REFUSED.match(part) for part in ends):
        return "forbidden"
    if not carried:
        return None
    for pattern, kind in (
        (_TESTS_IF_CARRIED, "bot-wall"),
        (_CONSENT, "consent-wall"),
        (_CHOOSER, "consent-wall"),
        (_PAYWALL, "paywall"),
        (_LOGIN_IF_CARRIED, "login-wall"),
    ):
        if any(pattern.match(part) for part in new_parts):
            return kind
    return None


def _says_login(case: Case) -> bool:
    return any(row.kind == "login-wall" for row in case.matched) or bool(
        re.search(r"\b(?:log|sign)[ -]?(?:in|on)\b", f"{case.page.title} {case.page.heading}".lower())
    )


def _by_captcha(case: Case) -> str | None:
    """A page that holds a captcha and nothing else to read or fill in is a robot test."""
    page = case.page
    if not any(row.kind == "captcha" for row in case.matched) or case.http_status in (404, 410):
        return None
    if page.fields > 1 or page.has_password_field or page.main_words > _CAPTCHA_WORDS or case.title_fits:
        return None
    told_apart = case.answered_well and case.sibling_answer is SiblingAnswer.DIFFERENT
    if told_apart and (page.heading or page.fields):
        return None  # a form of this page's own, such as one for comments
    case.note("a captcha, and nothing else to read or to fill in")
    return "bot-wall"
