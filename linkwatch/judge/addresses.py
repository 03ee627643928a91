"""What can be told of an address without asking it: whether two name the same place, and what kind of place."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from linkwatch.urls import domain

_DEFAULT_DOCUMENT = re.compile(r"^(?:index|default|home|main|welcome|start|accueil|startseite)\.[a-z]{2,5}$")
_HOME = re.compile(
    r"^(?:index|default|home|homepage|home-page|main|welcome|start|startseite|accueil|inicio|portada|web|site|www|frontpage"
    r"|landing|root|hem|forside|etusivu)(?:\.[a-z]{2,5})?$"
)
_LANGUAGE = re.compile(
    r"^(?:(?:en|de|fr|es|it|pt|nl|sv|da|no|nb|nn|fi|is|pl|cs|cz|sk|hu|ro|bg|hr|sr|sl|bs|mk|sq|el|gr|tr|ru|uk|ua|be|et"
    r"|lv|lt|he|ar|fa|ur|hi|bn|ta|te|ml|th|vi|id|ms|zh|cn|tw|ja|jp|ko|kr|ka|hy|az|kk|uz|mn|ca|eu|gl|cy|ga|af|sw|us|gb"
    r"|au|nz|in|br|mx|at|ch)(?:[-_](?:[a-z]{2}|hans|hant|latn|cyrl|419))?"
    r"|intl|global|international|english|deutsch|francais|espanol)$"
)
_PASSING_PARAMETER = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|_ga|_gl|mc_[ce]id|ref|ref_src|sid|sess\w*|php?sess(?:id)?|jsessionid|cfid|cftoken|aspxautodetectcookiesupport"
    r"|(?:(?!cookie)\w)*cookie\w*|token|rnd|_rand|nocache|cachebuster|_ts?|redirected|redir|rd|r|retry|s?session(?:_?id)?)$"
)
_VIEW_PARAMETER = re.compile(
    r"^(?:lang(?:uage)?|hl|locale|l|print|printable|page|paged|sort|order|format|theme|style|size|font)$"
)
_SESSION_IN_PATH = re.compile(r";[a-z]*sess[a-z]*=[^/]*|/\([sxf]\([a-z0-9]+\)\)", re.IGNORECASE)
_ERROR_SEGMENT = re.compile(
    r"^(?:\d*[-_]?)?(?:404|410|error[-_]?(?:404|410)|(?:404|410)[-_]?(?:error|page|html?|notfound|not[-_]found)?|errors?|error[-_]?page|err"
    r"|page[-_]?(?:not[-_]?found|missing|gone|error)|not[-_]?found|notfound[-_]?\w*|file[-_]?not[-_]?found|missing(?:[-_]page)?|oops|whoops"
    r"|no[-_]?such[-_]?page|dead[-_]?(?:link|page)|broken[-_]?link|gone|expired|removed|deleted|not[-_]?available|invalid(?:[-_]\w+)?"
    r"|generic[-_]?error|custom[-_]?error|customerrors|seite-nicht-gefunden|nicht-gefunden|fehler(?:seite)?(?:-404)?|fehler404"
    r"|erreur(?:[-_]?404)?|page-introuvable|introuvable|pagina-no-encontrada|no-encontrad[ao]|pagina-nao-encontrada"
    r"|nao-encontrad[ao]|pagina-non-trovata|errore|pagina-niet-gevonden|niet-gevonden|fout|sidan-finns-inte|(?:sidan-)?hittades-inte|sid(?:en|a)-ikke-fun[dn]et|ikke-fun[dn]et"
    r"|(?:sivua-)?ei-loydy|(?:strona-)?nie-znalezion[ao]|(?:stranka-)?nenalezena|nenalezeno|(?:oldal-)?nem-talalhato"
    r"|(?:pagina-)?negasita|(?:stranica-)?nije-pronadena|(?:sayfa-)?bulunamadi|hata|(?:stranitsa-)?ne-na[jy]dena|ne-na[jy]deno"
    r"|(?:halaman-)?tidak-ditemukan|(?:trang-)?khong-tim-thay"
    r"|(?:content|page|item|article|post|product|story|document|video|listing|job|ad|offer)s?[-_]?(?:is[-_])?"
    r"(?:removed|deleted|gone|expired|withdrawn|unavailable|(?:not|no[-_]?longer)[-_]?available))(?:\.[a-z]{2,5})?$"
)
LOGIN_SEGMENT = re.compile(
    r"^(?:log-?in|login_?form|log_in|sign-?in|sign_in|log-?on|logon|wp-login|authwall|session|sessions|shibboleth|saml2?|openid-connect|idp|adfs"
    r"|anmelden|anmeldung|einloggen|connexion|se-connecter|iniciar-?sesion|inicio-sesion|inloggen|logga-in|logowanie|prihlaseni|giris|login[a-z]*|signin[a-z]*|userlogin|user-login)(?:\.[a-z]{2,5})?$"
)
_MISSING = re.compile(
    r"404|410|not[-_ ]?found|missing|no[-_]?such|(?:dead|broken)[-_]?link|gone|expired|removed|deleted|nicht-gefunden"
    r"|introuvable|no-encontrad|nao-encontrad|non-trovat|niet-gevonden|finns-inte"
    r"|hittades-inte|ikke-fun[dn]et|ei-loydy|nie-znalezion|nenalezen|nem-talalhato|negasita|nije-pronadena|bulunamadi"
    r"|ne-na[jy]den|tidak-ditemukan|khong-tim-thay|withdrawn"
)
_ERROR_PARAMETER = re.compile(
    r"(?:^|&)(?:aspxerrorpath=|(?:err(?:or)?(?:[-_]?(?:code|page|type|msg|message))?|status(?:code)?|code)="
    r"(?:404|410|not[-_+ ]?found|notfound|missing|page[-_]?not[-_]?found|true|1|invalid\w*)\b"
    r"|(?:not[-_]?found|404|notfound|missing|pagenotfound)(?:=|&|$)|message=[^&]*not(?:%20|\+|[-_])?found)"
)
_OUT_OF_ORDER_SEGMENT = re.compile(
    r"^(?:maintenance\w*|under[-_]?maintenance|wartung\w*|en[-_]?mantenimiento|manutencao|manutenzione|offline|site[-_]?(?:down|offline)|be[-_]?right[-_]?back"
    r"|(?:error[-_]?)?50[0-4](?:[-_]?error)?|(?:internal[-_]?)?server[-_]?error|(?:service|temporarily)[-_]?unavailable|overload(?:ed)?|busy|outage)(?:\.[a-z]{2,5})?$"
)
_SEARCH_SEGMENT = re.compile(
    r"^(?:search|search[-_]?results?|find|finder|suche|suchergebnisse?|recherche|buscar|busqueda|busca|pesquisa|cerca|ricerca|zoeken|sok|haku|szukaj|search\.\w+)(?:\.[a-z]{2,5})?$"
)
_SECTION_SEGMENT = re.compile(
    r"^(?:news|blog|blogs|articles?|archives?|stories|story|posts?|products?|shop|store|catalog(?:ue)?|categories|category|topics?|section"
    r"|press|media|events?|jobs?|careers?|videos?|magazine|publications?|resources?|library|sitemap|site-map|aktuell|aktuelles|nachrichten|actualites?|noticias|notizie"
    r"|nieuws|nyheter|about|help|support|contact|all|latest|today|docs|documentation|forum|forums|community|listings?|search)(?:\.[a-z]{2,5})?$"
)
_PAGE_FILES = (".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".cgi")
_ID_NAMES = re.compile(
    r"^(?:id|p|v|page_?id|post_?id|article_?id|art_?id|story_?id|news_?id|item_?id|doc_?id|product_?id|aid|nid|tid|pid|cid|uid|did|oid"
    r"|article|story|item|doc|document|product|node|topic|thread|t|title|name|slug|key|file|page|view|uri|path|isbn|doi|entry|record|\w*id"
    r"|(?:\w+_)?(?:number|nummer|numero|nr|num|no)|rec|bib|sysno|signatur|accession|handle|ppn|mfn)$"
)
_FUNCTION_SEGMENT = re.compile(
    r"^(?:amp|print|printable|full|view|show|index|feed|comments?|html|pdf|text|abstract|\d{1,2}|page-?\d{0,3}|read|details?|overview|about)(?:\.[a-z]{2,5})?$"
)


@dataclass(frozen=True)
class Address:
    """A web address taken apart. host: without "www."; segments: of the path, unquoted, folded, empty ones dropped.

    query, fragment: as sent.
    """

    scheme: str
    host: str
    port: int | None
    segments: tuple[str, ...]
    query: str
    parameters: tuple[tuple[str, str], ...]
    fragment: str

    @cached_property  # a dozen rules ask for it
    def is_home(self) -> bool:
        """Whether this is a site's front page: no path, or a default document or a language, and no naming query."""
        if self.naming_parameters:
            return False
        rest = [part for part in self.segments if not _LANGUAGE.match(part)]
        return len(self.segments) <= 3 and all(_HOME.match(part) for part in rest)

    @property
    def naming_parameters(self) -> tuple[tuple[str, str], ...]:
        """The query's parameters that may say which page is meant."""
        return tuple((name, value) for name, value in self.parameters if names_page(name, value))

    @property
    def lasting_parameters(self) -> tuple[tuple[str, str], ...]:
        """The query without what only tracks visitors or sessions."""
        return tuple((name, value) for name, value in self.parameters if not _PASSING_PARAMETER.match(name.lower()))

    @property
    def place(self) -> tuple[str, ...]:
        """The path without a default document at its end."""
        return self.segments[:-1] if self.segments and _DEFAULT_DOCUMENT.match(self.segments[-1]) else self.segments

    @property
    def names_file(self) -> bool:
        """Whether the path ends in a file's name that is no page's ("report.pdf")."""
        last = self.segments[-1] if self.segments else ""
        return "." in last[-5:-2] and not last.endswith(_PAGE_FILES) and not last.rsplit(".", 1)[-1].isdigit()

    @property
    def is_error_page(self) -> bool:
        """Whether the address itself says that it is an error page."""
        if any(_ERROR_SEGMENT.match(part) for part in self.segments[-2:]):
            return True
        return bool(_ERROR_PARAMETER.search(self.query.lower()))

    @property
    def says_missing(self) -> bool:
        """Whether the address itself says that a page is missing, and not only that something went wrong."""
        said = (*self.segments[-2:], self.query.lower())
        return self.is_error_page and any(_MISSING.search(part) for part in said)

    @property
    def is_out_of_order(self) -> bool:
        """Whether the address itself says that the site is out of order for now."""
        return any(_OUT_OF_ORDER_SEGMENT.match(part) for part in self.segments[-2:])

    @property
    def is_search(self) -> bool:
        """Whether this is a site's search page."""
        if any(_SEARCH_SEGMENT.match(part) for part in self.segments[-2:]):
            return True
        return not self.segments and any(
            name in ("s", "q", "search", "query", "keyword") for name, _ in self.parameters
        )

    @property
    def is_section(self) -> bool:
        """Whether this is a front page of a part of a site, by its name ("/en/news/")."""
        rest = [part for part in self.place if not _LANGUAGE.match(part)]
        return (
            1 <= len(rest) <= 2 and all(_SECTION_SEGMENT.match(part) for part in rest) and not self.lasting_parameters
        )


@lru_cache(maxsize=8192)
def take_apart(url: str) -> Address:
    """Take a URL apart. Never raises: what cannot be read has an empty host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Address("", "", None, (), query="", parameters=(), fragment="")
    path = unquote(_SESSION_IN_PATH.sub("", parts.path)).casefold()
    try:
        parameters = tuple(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        parameters = (("", parts.query),)
    return Address(
        scheme=parts.scheme.lower(),
        host=(parts.hostname or "").rstrip(".").removeprefix("www."),
        port=port,
        segments=tuple(part for part in path.split("/") if part and part != "."),
        query=parts.query,
        parameters=parameters,
        fragment=parts.fragment,
    )


def same_host(one: Address, other: Address) -> bool:
    """Tell whether both are on one host; http→https may change the port."""
    return one.host == other.host and (one.scheme != other.scheme or one.port == other.port)


def same_site(one: Address, other: Address) -> bool:
    """Tell whether both are under one registrable domain."""
    if same_host(one, other):
        return True
    by_name = "." in one.host and not re.fullmatch(r"[\d.]+", one.host)  # services of one machine are several sites
    return by_name and domain(one.host) == domain(other.host)


def same_place(one_url: str, other_url: str) -> bool:
    """Tell whether two URLs name one page.

    Scheme, www, letter case, the spelling of percent-encodings, slashes, default documents, session ids and
    tracking parameters make no difference; for home pages neither does a language.
    """
    if one_url == other_url:
        return True
    one, other = take_apart(one_url), take_apart(other_url)
    if not same_host(one, other):
        return False
    if one.is_home and other.is_home:
        return True
    return one.place == other.place and sorted(one.lasting_parameters) == sorted(other.lasting_parameters)


def is_above(front: Address, page: Address) -> bool:
    """Tell whether `front` is a directory in which `page` lies, and not merely another view of the page itself."""
    depth = len(front.place)
    if not same_site(front, page) or front.lasting_parameters or not 0 < depth < len(page.place):
        return False
    if page.place[:depth] != front.place:
        return False
    if all(_FUNCTION_SEGMENT.match(part) for part in page.place[depth:]):
        return False
    return not any(names_one_thing(part) for part in front.place[-1:])


def names_one_thing(segment: str) -> bool:
    """Tell whether a path segment is an article's slug or an id, not a folder's name."""
    words = [word for word in re.split(r"[^\w]+|_", segment) if word]
    if len(words) >= 3:
        return True
    if re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", segment):
        return False
    return bool(re.search(r"\d{3,}", segment))


def names_page(name: str, value: str) -> bool:
    """Tell whether a query's parameter may say which page is meant: "id=7" and "title=Wells", not "lang=en"."""
    if not value:
        return names_one_thing(name)
    if _PASSING_PARAMETER.match(name.lower()) or not _ID_NAMES.match(name.lower()):
        return False
    return not (name.lower() in ("page", "paged") and re.fullmatch(r"\d{1,2}", value))


def is_view_parameter(name: str) -> bool:
    """Tell whether a query's parameter only tells how a page is shown, or tracks visitors: it never names a page."""
    return bool(_VIEW_PARAMETER.match(name.lower()) or _PASSING_PARAMETER.match(name.lower()))


def carries(holder: Address, asked_url: str) -> bool:
    """Tell whether an address carries the asked one in its query, as logins and error pages do."""
    asked = take_apart(asked_url)
    wanted = asked_url.partition("#")[0].lower()
    path = _path(asked_url)
    for _, written in holder.parameters:
        value = unquote(written).lower()  # senders often quote twice
        if value.rstrip("/") == wanted.rstrip("/") or (len(path) > 1 and path.rstrip("/") in value):
            return True
        if value and asked.segments and take_apart(value).segments[-len(asked.segments) :] == asked.segments:
            return True
    return False


def _path(url: str) -> str:
    """Return the unquoted path in lower case, "" where there is none."""
    try:
        return unquote(urlsplit(url).path).lower()
    except ValueError:
        return ""
