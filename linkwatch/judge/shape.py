"""What the shape of a page tells without words: a login in the place of a text, an article's paragraphs, a way on.

Each becomes a mark among the page's signatures (see the constants), for only what is stored can be judged again.
"""

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import turbohtml

from linkwatch.judge.addresses import LOGIN_SEGMENT, same_place, same_site, take_apart
from linkwatch.judge.elements import TO_THE_FRONT, Elements, count_buttons, count_fields, gather
from linkwatch.judge.identity import address_carries_slug
from linkwatch.judge.phrases import Phrases
from linkwatch.judge.statements import SAYS, kinds_said, statements_of
from linkwatch.judge.tombstones import goes_on_about_loss, says_gone
from linkwatch.judge.words import AFTER_SENTENCE, ENDS, PRICE, count_words, fold, squeeze
from linkwatch.model import TargetKind
from linkwatch.urls import resolve

LOGIN_FORM, ONLY_LOGIN_FORM = "shape-login-form", "shape-only-login-form"
ARTICLE, LONG_TEXT = "shape-article", "shape-long-text"
TEXTS = frozenset((ARTICLE, LONG_TEXT))
ONLY_SAID, SAYS_MORE = "shape-only-said", "shape-says-more"
INCIDENT = "shape-incident"
ONLY_LOGIN_LINKS = "shape-only-login-links"
AGREEMENT_FORM = "shape-agreement-form"
BROKEN = "shape-broken-program"
LEADS_ON = "script-leads-on"  # nobody can tell where
TITLED_AS_SITE = "shape-titled-as-site"
CUT_FOR_PAYMENT = "shape-cut-for-payment"
GIVES_FILES, OFFERS_FILE = "shape-gives-files", "shape-offers-file"
ANSWERS = "shape-answers-"  # and the number

_AGREE_OR_NOT = 2  # buttons
_BESIDE_FORM, _HARDLY_ANYTHING = 60, 12  # words
_LINE_OF_TEXT, _LENGTH_OF_LINE, _LINES, _MANY_LINES = 18, 120, 3, 5  # words or characters; lines
TEASERS = 3
_MOST_LOGIN_LINKS, _FEW_LINKS = 3, 4
_A_CALL = 12  # words
_CALL_READ = 60  # characters
_DOWNLOAD = (
    "download", "herunterladen", "datei herunterladen", "télécharger", "descargar", "baixar", "descarregar",
    "transferir", "scarica", "downloaden", "pobierz", "stáhnout", "stiahnuť", "letöltés", "descarcă", "ladda ner",
    "last ned", "lataa", "preuzmi", "indir", "tải xuống", "tải về", "unduh", "скачать", "завантажити", "изтегли",
    "преузми", "λήψη", "تنزيل", "تحميل", "دانلود", "הורדה", "ダウンロード", "下载", "下載", "다운로드", "ดาวน์โหลด",
    "डाउनलोड",
)  # fmt: skip
# "Download", "Download file", "Download (2 MB)".
_DOWNLOAD_CALL = re.compile(
    f"(?:{'|'.join(re.escape(fold(word)) for word in _DOWNLOAD)})"
    r"(?: (?:file|now|datei|fichier|archivo|arquivo|plik|soubor))?[ (]*(?:[\d.,]{1,9} ?\w?[bo]\)?)?"
)
_PLACE = "http://a/"  # where relative addresses of links are, as far as their segments matter
_TEXT_READ, _MOST_LINES, _MOST_SAID, _BESIDE_IT = 4000, 40, 1, 8  # characters, lines, lines, words
# The foot of a site's frame, advice to the lost, and an excuse alone.
_ADDS_NOTHING = re.compile(
    "\u00a9|^copyright\\b|^powered by\\b|all rights reserved|^(?:please )?(?:make sure|check) (?:that |the |your )"
    "|^(?:please )?try again|^(?:bitte )?versuchen sie es|^reessayez|^veuillez reessayer|^intentelo|^tente novamente"
    "|^riprova|^sprobuj ponownie|^probeer het|^forsok igen|tekrar deneyin$|^попробуите|^повторите"
    "|^спробуите|しばらく|稍后再试|잠시 후"
    "|^(?:sorry|oops|we apologi[sz]e|es tut uns leid|entschuldigung|desole|lo sentimos|desculpe|lamentamos|spiacenti"
    "|ci dispiace|przepraszamy|beklager|\u0438\u0437\u0432\u0438\u043d\u0438\u0442\u0435|\u7533\u3057\u8a33"
    "|\u62b1\u6b49|\u5bf9\u4e0d\u8d77|\uc8c4\uc1a1\ud569\ub2c8\ub2e4)[^,\u3001\uff0c]{0,12}[.!\u3002\uff01]$"
)
# "We cannot show this photo": what follows says why.
_EXCUSE = re.compile(
    r"^(?:(?:sorry,? )?we(?: are)? (?:unable to|cannot|could not) (?:show|display|open|load|play|find|get)\b"
    r"|wir konnen .{0,40}\bnicht (?:anzeigen|zeigen|laden|abspielen|offnen|finden)\b"
    r"|(?:nous ne (?:pouvons|parvenons) pas(?: a)?|impossible d[e']) ?(?:afficher|charger|ouvrir|trouver|lire)\b"
    r"|no (?:podemos|se puede|hemos podido) (?:mostrar|cargar|abrir|encontrar|reproducir)"
    r"|nao (?:podemos|foi possivel|conseguimos) (?:mostrar|exibir|carregar|abrir|encontrar|reproduzir)"
    r"|(?:non (?:riusciamo a|e possibile|possiamo)|impossibile) (?:mostrar|visualizza|carica|apri|trova|riprodu)"
    r"|we kunnen .{0,40}\bniet (?:tonen|laten zien|laden|openen|vinden|afspelen)\b"
    r"|nie (?:mozna|mo\u017cemy|uda\u0142o sie) (?:wyswietlic|otworzyc|odtworzyc|znalezc)"
    "|\u043d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c "
    "(?:\u043f\u043e\u043a\u0430\u0437\u0430|\u0437\u0430\u0433\u0440\u0443\u0437|\u043e\u0442\u043a\u0440\u044b))"
)
AGE = re.compile(r"(?<!\d)(?:1[2-9]|2[01])(?!\d)")  # in any script's digits
# Beside what asks for payment: elsewhere "5 din 10" is a share and "900 ft" a height.
_PRICE_IN_AN_OFFER = re.compile(rf"{PRICE.pattern}|\d ?(?:din|ft|kc|lei)\b")
_PAYWALL, _A_REMARK = "paywall", 3  # words: "No binding"
_OF_A_RELEASE = re.compile(r"v?\d+(?:\.\d+)+\b")  # tells of another loss
_SAYS_NOTHING_ELSE = 25  # words
_LINKS_READ, _SOME_FILES = 200, 2
_FIRST_LINKS, _LOGOS, _NAME_READ = 12, 2, 200  # links, pictures, characters
_MOVED = f"{SAYS}moved"
_OF_READERS = frozenset(("login-wall", "paywall"))  # "For subscribers. Log in to read": one notice
_COLONS = (":", "\uff1a")
_FILE = re.compile(r"\.(?:pdf|zip|7z|rar|t?gz|exe|dmg|deb|rpm|docx?|xlsx?|pptx?|od[tsp]|epub|mp3|mp4|iso|csv|djvu|ps)$")
_DATED = re.compile(r'"@type"\s{0,3}:\s{0,3}\[?\s{0,3}"(?:\w{0,20}Article|BlogPosting|Report)"|"datePublished"')
_INCIDENT = re.compile(
    r"\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{1,3}\.[0-9a-f]{6,12}\.\d{8,12}\.[0-9a-f]{5,12}|[0-9a-f]{16,64}|\d{11,24}"
    r"|(?=[A-Z0-9-]{0,20}\d)[A-Z0-9][A-Z0-9-]{8,30}[A-Z0-9])\b"
    r"|[:#\uff1a]\s?#?(?=[0-9a-f-]{0,14}\d)(?=[0-9a-f-]{0,14}[a-f])[0-9a-f-]{6,15}\b(?!-)"
    r"|\b(?:[Ii][Dd]|[Ii]ncident|[Rr]ef(?:erence|erenz|erencia)?|[Rr]\u00e9f\u00e9rence|[Cc](?:ode|\u00f3digo|odice)|[Rr]eferenznummer|[\u041d\u043d]\u043e\u043c\u0435\u0440|\u756a\u53f7|\u7f16\u53f7|\ubc88\ud638)\s?[:#\uff1a]\s?#?(?:\d{5,10}\b|(?=[A-Za-z.-]{0,10}\d)[0-9A-Za-z][0-9A-Za-z.-]{3,20}[0-9A-Za-z]\b)"
)
_BEFORE_NUMBER = re.compile(r"^.*[:#\uff1a\s]")
_BLOCKS = "p,li,td,th,dd,dt,h1,h2,h3,h4,center,blockquote,div,section,main,article,body"


def gate_form(left: Elements, main_words: int) -> tuple[str, ...]:
    """Return the marks of a form within the main content beside which that says little: for a password, to agree."""
    asked = next((field for field in left["input"] if (field.attr("type") or "").lower() == "password"), None)
    if asked is None:
        return (AGREEMENT_FORM,) if main_words <= _BESIDE_FORM and _asks_to_agree(left) else ()
    form = asked.closest("form")
    beside = main_words - (count_words(form.text) if form is not None else 0)
    if beside > _BESIDE_FORM:
        return ()
    headings = sum(count_words(heading.text) for heading in (left["h1"] or left["h2"])[:2])
    return (LOGIN_FORM, ONLY_LOGIN_FORM) if beside - headings <= _HARDLY_ANYTHING else (LOGIN_FORM,)


def _asks_to_agree(left: Elements) -> bool:
    """Tell whether there is a form whose one box can be ticked and sent, and nothing else be filled in."""
    boxes = [field for field in left["input"] if (field.attr("type") or "").lower() == "checkbox"]
    form = boxes[0].closest("form") if len(boxes) == 1 else None
    if form is None or (form.attr("method") or "").lower() != "post":
        return False
    beside = gather(form, ("input", "textarea", "select", "button"))
    return not count_fields(beside) and 0 < count_buttons(beside) <= _AGREE_OR_NOT


def leads_to_login_only(left: Elements) -> bool:
    """Tell whether all links of the main content lead to a login or to registering, and there is one."""
    addresses = [take_apart(_PLACE + (link.attr("href") or "")[:500].lstrip("/")) for link in left["a"][:_FEW_LINKS]]
    return 0 < len(left["a"]) <= _MOST_LOGIN_LINKS and all(
        any(map(LOGIN_SEGMENT.match, address.segments)) for address in addresses
    )


def ages_answered(left: Elements) -> tuple[str, ...]:
    """Return marks of the numbers that what can be pressed repeats, as answers to the question how old one is do."""
    pressed = (*left["button"][:_LOGOS], *left["input"][:_FEW_LINKS], *left["a"][:_FEW_LINKS])
    labels = " ".join(
        f"{element.text[:_NAME_READ]} {(element.attr('value') or '')[:_NAME_READ]}" for element in pressed
    )
    return tuple(dict.fromkeys(f"{ANSWERS}{int(number)}" for number in AGE.findall(labels)))


def is_titled_as_site(title: str | None, found: Elements, metas: dict[str, str]) -> bool:
    """Tell whether a page's title is nothing but what its frame calls the site: in its logo, or for other programs."""
    shown = fold(title or "")
    if not shown:
        return False
    if shown in (fold(metas.get("og:site_name", "")), fold(metas.get("application-name", ""))):
        return True
    homeward = (link for link in found["a"][:_FIRST_LINKS] if TO_THE_FRONT.fullmatch(link.attr("href") or ""))
    logos = (picture.attr("alt") or "" for picture in found["img"][:_LOGOS])
    return any(shown == fold(name[:_NAME_READ]) for name in (*(link.text for link in homeward), *logos))


def text_marks(text: str, metas: dict[str, str], found: Elements, teasers: int) -> tuple[str, ...]:
    """Return the mark of a page that has an article's paragraphs: with a date beside them, or many of them.

    text: one line a block. teasers: headings that link, as lists of articles have them.
    """
    if teasers >= TEASERS:
        return ()
    paragraphs = sum(map(_is_line_of_text, text.splitlines()))
    if paragraphs >= _LINES and is_dated(metas, found):
        return (ARTICLE,)
    return (LONG_TEXT,) if paragraphs >= _MANY_LINES else ()


def _is_line_of_text(line: str) -> bool:
    """Tell whether a line is as long as those of paragraphs; languages of long words need fewer of them."""
    return count_words(line) >= _LINE_OF_TEXT or len(line.strip()) >= _LENGTH_OF_LINE


def is_dated(metas: dict[str, str], found: Elements) -> bool:
    """Tell whether a page's source gives the day of what it tells."""
    if metas.get("og:type") == "article" or any(name.startswith("article:") for name in metas):
        return True
    data = (script.text[:20_000] for script in found["script"] if script.attr("type") == "application/ld+json")
    return bool(found["time"]) or any(map(_DATED.search, data))


def says_only_that(text: str, headings: Iterable[str], *, links_file: bool) -> bool:
    """Tell whether a page says that what it held is gone or kept from its readers, and next to nothing more.

    text: outside links, one line a block. A page that links to a document or an archive still has something to give.
    """
    names = {squeeze(heading) for heading in headings}
    lines = [squeeze(line) for line in text[:_TEXT_READ].splitlines()]
    lines = [line for line in lines if line.strip("*") and line not in names and "\u00a9" not in line]
    if len(lines) > _MOST_LINES or links_file:
        return False
    said, others = 0, list[str]()
    for line in lines:
        pieces = [fold(piece) for piece in AFTER_SENTENCE.split(line) if piece]
        told = []
        for piece in (piece for piece in pieces if not adds_nothing(piece)):
            if kinds := _kinds_of(piece):
                told.append(kinds)
            elif not ((said or told) and goes_on_about_loss(piece) and not _OF_A_RELEASE.match(piece)) and not (
                told and _PAYWALL in told[-1] and _belongs_to_an_offer(piece)
            ):
                others.append(piece)
        one_notice = told and not line.startswith("*") and frozenset.intersection(*told)
        said += 1 if one_notice else len(told)
    if said > _MOST_SAID or sum(map(count_words, others)) > _BESIDE_IT:
        return False
    return not any(map(_ends_sentence, others))


def adds_nothing(sentence: str) -> bool:
    """Tell whether a folded sentence is advice to the lost, an excuse, or a call: to log in, to pay, to ask."""
    if _ADDS_NOTHING.search(sentence) or (count_words(sentence) <= _A_CALL and _EXCUSE.match(sentence)):
        return True
    return count_words(sentence) <= _A_CALL and _invites(sentence) and not _kinds_of(sentence)


def _belongs_to_an_offer(sentence: str) -> bool:
    """Tell whether a folded sentence, beside one that asks for payment, names a price or is a few words."""
    words = count_words(sentence)
    return words <= _A_REMARK or (words <= _A_CALL and bool(_PRICE_IN_AN_OFFER.search(sentence)))


def _invites(sentence: str) -> bool:
    """Tell whether a folded sentence calls its readers to log in, to pay, to ask somebody or to look elsewhere."""
    excuses, words = _invitations()
    sentence = sentence.lstrip(" ,")
    if sentence.startswith(excuses):
        for excuse in excuses:
            sentence = sentence.removeprefix(excuse).lstrip(" ,")
    return sentence.startswith(words)


def is_cut_for_payment(content: str) -> bool:
    """Tell whether a short line or sentence calls readers to pay for what follows. content: one line a block."""
    lines = (squeeze(line) for line in content[-_TEXT_READ:].splitlines())
    said = (piece for line in lines for piece in AFTER_SENTENCE.split(line) if piece)
    return any(bool(_calls_to_go_on().found_in(fold(piece))) for piece in said if count_words(piece) <= _A_CALL)


@cache
def _calls_to_go_on() -> Phrases:
    return Phrases(fold(word) for words in _table_of_invites()["to_go_on"].values() for word in words)


@cache
def _invitations() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = _table_of_invites()
    words = itertools.chain.from_iterable(table["words"].values())
    return tuple(map(fold, table["excuses"])), tuple(map(fold, words))


@cache
def _table_of_invites() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "invites.toml").read_text(encoding="utf-8"))


def _kinds_of(sentence: str) -> frozenset[str]:
    kinds = kinds_said(sentence) | ({"gone"} if says_gone(sentence) else frozenset())
    return kinds if kinds.isdisjoint(_OF_READERS) else kinds | _OF_READERS


def _ends_sentence(text: str) -> bool:
    return text.endswith((*ENDS, "?", "\uff1f"))


def links_file(left: Elements) -> bool:
    """Tell whether the main content links to a document or an archive."""
    return any(_files_linked(left))


def files_given(left: Elements) -> Iterator[str]:
    """Yield the marks of a main content that links to several of them, as pages of findings do, or offers one."""
    if sum(_files_linked(left)) >= _SOME_FILES:  # one may be a site's small print
        yield GIVES_FILES
    if _offers_file(left):
        yield OFFERS_FILE


def _offers_file(left: Elements) -> bool:
    """Tell whether a button or a link of the main content is called "Download", and hardly anything else."""
    pressed = (*left["button"], *left["a"][:_LINKS_READ])
    return any(_DOWNLOAD_CALL.fullmatch(fold(element.text[:_CALL_READ]).strip()) for element in pressed)


def _files_linked(left: Elements) -> Iterator[bool]:
    """Yield, of each link, whether it leads to a document or an archive."""
    addresses = ((link.attr("href") or "").partition("#")[0].partition("?")[0] for link in left["a"][:_LINKS_READ])
    return (bool(_FILE.search(address.lower())) for address in addresses)


def shows_incident(text: str, url: str) -> bool:
    """Tell whether a text holds what machines number their refusals by; the number of the page itself is none."""
    return any(_BEFORE_NUMBER.sub("", found[0]) not in url for found in _INCIDENT.finditer(text[:2000]))


def way_on(left: Elements, base: str, url: str, words_of_text: int) -> str | None:
    """Return the one address to which a page that says that it moved sends its reader; None where there is none.

    It is that of the only link in the sentence that says so, or on the page; and it is the new address of *this* page:
    written out as an address, or bearing the old one's name, or on a page that says nothing else.
    """
    links = {target: link for link in left["a"][:_LINKS_READ] if (target := _web_address(link, base, url))}
    said = {target: link for target, link in links.items() if _says_moved(_sentence_of(link))}
    chosen = said or links
    if len(chosen) != 1:
        return None
    ((target, link),) = chosen.items()
    asked, there = take_apart(url), take_apart(target)
    if there.is_home and there.host == asked.host:
        return None
    written = squeeze(link.text).removeprefix("https://").removeprefix("http://").rstrip("/").lower()
    is_written_out = not {".", "/"}.isdisjoint(written) and written in unquote(target).lower()
    is_plain = words_of_text <= (_SAYS_NOTHING_ELSE if said else _HARDLY_ANYTHING)
    if is_written_out or address_carries_slug(target, url) or (is_plain and (said or same_site(there, asked))):
        return target
    return None


def _web_address(link: turbohtml.Element, base: str, url: str) -> str | None:
    target = resolve((link.attr("href") or "")[:2000], base, None)
    return target.url if target.kind is TargetKind.WEB and not same_place(target.url, url) else None


def _sentence_of(link: turbohtml.Element) -> str:
    """Return the folded sentence that a link stands in, or that ends with a colon before the link's own line."""
    block = link.closest(_BLOCKS)
    text = squeeze(block.text[:1000]) if block is not None else ""
    before, _, after = text.partition(squeeze(link.text) or "\0")
    if block is not None and not before.strip():
        line_before = next((piece for piece in map(_text_of, block.previous_siblings) if piece), "")
        before = line_before if line_before.endswith(_COLONS) else ""
    pieces = [piece for piece in AFTER_SENTENCE.split(before) if piece]
    begun = pieces[-1] if pieces and not _ends_sentence(pieces[-1].rstrip()) else ""
    return fold(f"{begun} {link.text} {AFTER_SENTENCE.split(after)[0]}")


def _text_of(node: turbohtml.Node) -> str:
    return squeeze(node.text[-1000:])


def _says_moved(text: str) -> bool:
    return _MOVED in statements_of("", "", text)


def folded_lines(text: str, most: int) -> str:
    """Return the beginning of a text folded, still with one line a block."""
    return "\n".join(_folded(text[:most].splitlines()))


def _folded(lines: Iterable[str]) -> Iterable[str]:
    return (shown for line in lines if (shown := fold(line)))
