"""Is this page the one that was cited? What its address, its citations and the page itself say about that."""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from linkwatch.evidence import PageFacts
from linkwatch.judge.addresses import Address, same_place, take_apart
from linkwatch.judge.tombstones import is_subject
from linkwatch.judge.words import TITLE_PARTS, fold, share_found, telling_words, words

_MOST_OF_IT = 0.6
_HALF_OF_IT = 0.5
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_STATUS = re.compile(r"[45]\d\d")  # pages about a status are named by it
_STATUS_SLUG = re.compile(r"(?:(?:http|error|status|code)[-_]?){0,3}([45]\d\d)")
_CHANGE, _HASH = re.compile(r"commits?|changesets?|rev|revisions?|diff"), re.compile(r"[0-9a-f]{6,64}")
_REMEMBERED = 256  # addresses whose words are remembered: the rules ask several times for each, one after the other
_FAINT_ANCHORS = re.compile(r"^(?:https?://|www\.)|^\W*$|^\[?\d+\]?$")


# What error pages, walls, landers and home pages call themselves: a slug of nothing else is weak evidence.
_COMMON = """
not found missing gone removed deleted unavailable available longer exist error errors fail failed failure soft
hard dead lost access denied forbidden blocked refused banned restricted unauthorized login logon signin sign
log auth wall walls paywall subscribe captcha robot robots bot bots human verify verification challenge check
checking security just moment wait browser unsupported cookie cookies consent privacy gdpr age gate over region
regional country geo legal account site website domain domains name sale sell parked parking expired suspended
suspension hosting nginx apache iis default server welcome works test maintenance down offline service
temporarily internal bad gateway timeout video private player home homepage front main start landing section
search results result redirect redirected redirects moved move old new permanent temporary empty blank shell
status code cloudflare
"""
_COMMON_NAMES = frozenset(_COMMON.split())
_MESSAGES = """
error errors page code ой опа упс ουπς
oops ooops whoops ops opa ups sorry hmm oh no uh uhoh notice message info information attention warning fehler hinweis
meldung erreur avis errore avviso aviso mensaje mensagem erro fout melding fel meddelande fejl feil chyba
zprava blad komunikat hata mesaj uyari hiba uzenet eroare virhe ilmoitus ошибка сообщение информация внимание
помилка повідомлення грешка σφαλμα μηνυμα エラー 错误 提示 错误提示 提示信息 錯誤 오류 알림 안내 خطا خطأ
رسالة پیام שגיאה loi kesalahan
"""
_OF_MESSAGES = frozenset(fold(word) for word in _MESSAGES.split())
_ENTRY = re.compile("[^\\W\\d]{2,12} #?(\\d{2,12})\\s?[-:\\u2013\\u2014]\\s(.{5,200})")
_WORDS_OF_ENTRY = 5
_INSTRUCTS = re.compile(
    r"(?:how (?:to|do|does|can)|why|what (?:is|are|to|does|happens)|wie|warum|comment|pourquoi|como|por que|come|perche"
    r"|hoe|waarom|jak|dlaczego|hur|varfor|как|почему|чому|nas\u0131l|neden|كيف|لماذا|ماذا)\b"
    "|.*(?:怎么办|怎麼辦|为什么|為什麼|如何|どうすれば|어떻게)"
)


@lru_cache(maxsize=_REMEMBERED)
def slug_words(url: str) -> frozenset[str]:
    """Return the words by which an address names its page: of the last telling path segment, else of the query.

    Words of the host's own name tell nothing and are left out.
    """
    address = take_apart(url)
    host_words = set(re.split(r"[^\w]+", address.host))
    for place, segment in enumerate(reversed(_written_segments(url))):
        stem = _EXTENSION.sub("", segment)
        if place == 0 and (named := _STATUS_SLUG.fullmatch(stem.lower())):
            return frozenset((named[1],))
        found = telling_words(stem)
        if found and (place == 0 or len(found) > 1):  # a single word further up names a folder
            return found - host_words
    values = (telling_words(value) for _, value in address.lasting_parameters)
    return frozenset().union(*values) - host_words


def _written_segments(url: str) -> list[str]:
    """Return the path's segments with their letter case, which parts camelCase words."""
    path = url.partition("#")[0].partition("?")[0].split("//", 1)[-1].partition("/")[2]
    return [unquote(part) for part in path.split("/") if part]


def shown_words(page: PageFacts) -> frozenset[str]:
    """Return the telling words of a page's title and headings."""
    return telling_words(" ".join((page.title or "", *page.headings)))


def full_name(page: PageFacts) -> str:
    """Return a page's title and first heading."""
    return f"{page.title or ''} {page.heading or ''}"


def own_name(page: PageFacts) -> str:
    """Return a page's title and first heading without what names the site, as far as the page alone can tell.

    Where one part of the title is the heading, its other parts are the site's.
    """
    parts = [fold(part) for part in TITLE_PARTS.split(page.title or "") if part]
    if len(parts) > 1 and page.heading and fold(page.heading) in parts:
        return page.heading
    return full_name(page)


def is_headed_as_titled(page: PageFacts) -> bool:
    """Tell whether the first heading is a part of the title, and not what all its parts are: the site's name."""
    parts = [fold(part) for part in TITLE_PARTS.split(page.title or "") if part]
    return fold(page.heading or "") in parts and (len(parts) == 1 or len(set(parts)) > 1)


def site_words(page: PageFacts, other: PageFacts) -> frozenset[str]:
    """Return the words by which two pages of a site both call themselves: they name the site.

    Words of error pages are left out: one of the two may be an article about such pages. So are numbers.
    """
    shared = set(words(full_name(page))) & set(words(full_name(other)))
    return frozenset(word for word in shared if not word.isdigit()) - _COMMON_NAMES


def without(name: str, site: Collection[str]) -> str:
    """Return a page's name without the words that name the site."""
    return " ".join(word for word in words(name) if word not in site)


def title_fits_address(name: str, url: str, site: Collection[str] = ()) -> bool:
    """Tell whether a page's name (its title and first heading) holds most words of the address's slug.

    site: words that name the site, which count on neither side; here and below `name` comes without them.
    """
    wanted = slug_words(url).difference(site)
    if not wanted or not name.strip():
        return False
    if len(wanted) == 1 and _STATUS.fullmatch(next(iter(wanted))):
        return next(iter(wanted)) in words(name)
    return share_found(wanted, telling_words(name)) >= _HALF_OF_IT or _is_written_together(wanted, name)


def title_fits_beyond_doubt(name: str, url: str, anchors: tuple[str, ...], site: Collection[str] = ()) -> bool:
    """Like title_fits_address and title_fits_anchors, by words that no error page, wall or lander calls itself by."""
    titles = telling_words(name) - _COMMON_NAMES
    wanted_words = [(slug_words(url), _HALF_OF_IT), *((wanted, _MOST_OF_IT) for wanted in _asked_for(anchors, url))]
    return any(share_found(wanted.difference(site, _COMMON_NAMES), titles) >= enough for wanted, enough in wanted_words)


def instructs(name: str) -> bool:
    """Tell whether a name promises an answer ("How to sign in"): walls and errors are not called so."""
    return bool(_INSTRUCTS.match(fold(name)))


def bears_its_number(page: PageFacts, url: str) -> bool:
    """Tell whether a page has the number of its address in its name, as trackers do whatever their entries are called.

    It ends with "#88", or begins with "Bug 88:" and goes on for some words: "Bug 88: not found" may be an error.
    """
    address = take_apart(url)
    numbers = {value for _, value in address.naming_parameters} | {*address.segments[-1:]}
    names = [name for name in (page.title, page.heading) if name]
    parts = [part.strip() for name in names for part in TITLE_PARTS.split(name) if part]
    if any(part.endswith(f" #{number}") for number in numbers if number.isdigit() for part in parts):
        return True
    entries = (_ENTRY.match(name) for name in names)
    return any(entry[1] in numbers and len(words(entry[2])) >= _WORDS_OF_ENTRY for entry in entries if entry)


def names_change_of_code(url: str) -> bool:
    """Tell whether an address is that of a change of code, which stays what it was, whatever it removed."""
    return any(_CHANGE.fullmatch(kind) and _HASH.fullmatch(name) for kind, name in pairwise(take_apart(url).segments))


def tells_something(name: str) -> bool:
    """Tell whether a name says more than that something is wrong, or that there is a message."""
    return any(word not in _OF_MESSAGES for word in words(name))


def _is_written_together(wanted: Collection[str], name: str) -> bool:
    """Tell whether a slug without separators ("annualreport") is the title without spaces."""
    shown = re.sub(r"\W", "", fold(name))
    return any(len(word) >= 6 and word in shown for word in wanted)


def is_named(url: str, anchors: tuple[str, ...]) -> bool:
    """Tell whether the address or a citation has a word by which a page can be told."""
    return bool(slug_words(url)) or any(_asked_for(anchors, url))


def title_fits_anchors(name: str, anchors: tuple[str, ...], url: str, site: Collection[str] = ()) -> bool:
    """Tell whether one of the anchor texts is what a page calls itself."""
    titles = telling_words(name)
    return any(share_found(wanted.difference(site), titles) >= _MOST_OF_IT for wanted in _asked_for(anchors, url))


def tells_of_it(text: str, url: str, anchors: tuple[str, ...]) -> bool:
    """Tell whether a short text holds half of the words of the address or of a citation.

    Of a citation's, words for what may be lost count for nothing: "article" stands in sentences about any of them.
    """
    there = telling_words(text)
    told = (frozenset(word for word in wanted if not is_subject(word)) for wanted in _asked_for(anchors, url))
    return any(share_found(wanted, there) >= _HALF_OF_IT for wanted in (slug_words(url), *told))


def tells_what_was_cited(text: str, name: str, url: str, anchors: tuple[str, ...]) -> bool:
    """Tell whether a short text holds half of a citation's words that stand neither in the address nor in its name.

    Pages repeat what their address says of things that they have not.
    """
    there = telling_words(text) - telling_words(name)
    told = (wanted - slug_words(url) for wanted in _asked_for(anchors, url))
    return any(
        share_found(frozenset(word for word in wanted if not is_subject(word)), there) >= _HALF_OF_IT for wanted in told
    )


@lru_cache(maxsize=_REMEMBERED)
def _asked_for(anchors: tuple[str, ...], url: str) -> tuple[frozenset[str], ...]:
    """Return the words of each anchor text that tell the page from its neighbours: not the host's, not its folder's."""
    address = take_apart(url)
    host_letters = re.sub(r"\W", "", address.host)
    folders: set[str] = set()
    for segment in address.place[:-1]:
        found = telling_words(segment)
        folders |= found if len(found) == 1 else set()
    told = (telling_words(anchor) for anchor in anchors if not _FAINT_ANCHORS.search(anchor))
    return tuple(
        frozenset(word for word in wanted if word not in host_letters and not share_found({word}, folders))
        for wanted in told
    )


def names_itself(page: PageFacts, url: str) -> bool:
    """Tell whether the page's canonical link or og:url is the asked address, and neither is another."""
    named = [name for name in (page.canonical, page.og_url) if name]
    return bool(named) and all(same_place(name, url) for name in named)


def names_home(page: PageFacts, address: Address) -> bool:
    """Tell whether a page at a deep address calls itself the site's front page."""
    return not address.is_home and page.canonical is not None and take_apart(page.canonical).is_home


def address_carries_slug(target_url: str, asked_url: str) -> bool:
    """Tell whether a redirect's target still names the asked page: its slug, its id, or its host's name."""
    target, asked = take_apart(target_url), take_apart(asked_url)
    wanted = slug_words(asked_url)
    target_words = telling_words(" ".join((*target.segments, *(value for _, value in target.parameters))))
    if wanted and share_found(wanted, target_words | telling_words(target.fragment)) >= _HALF_OF_IT:
        return True
    if (
        target.host != asked.host
        and wanted
        and share_found(wanted, set(re.split(r"[^\w]+", target.host))) >= _HALF_OF_IT
    ):
        return True
    ids = _ids(asked)
    return bool(ids) and bool(ids & _ids(target))


def _ids(address: Address) -> set[str]:
    text = " ".join((*address.segments, *(value for _, value in address.parameters)))
    return {number for number in re.findall(r"\d{3,}", text) if not re.fullmatch(r"(?:19|20)\d\d", number)}


def page_carries_slug(page: PageFacts, asked_url: str, folder: str = "") -> bool:
    """Tell whether a page to which a deep address was sent holds that page as a part: a heading, a place in it.

    folder: the name of the section to which it was sent; its words tell nothing, for all that lies there bears them,
    unless the page is called by nothing else: /manual/manual.html is what /manual/ is.
    """
    slug, of_folder = slug_words(asked_url), telling_words(folder)
    wanted = frozenset(word for word in slug if not share_found({word}, of_folder)) or slug
    if not wanted:
        return False
    places = telling_words(" ".join(page.fragments))
    return share_found(wanted, shown_words(page)) >= _MOST_OF_IT or share_found(wanted, places) >= _MOST_OF_IT
