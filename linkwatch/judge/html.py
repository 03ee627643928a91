"""An HTML body → PageFacts, at little more than the cost of parsing it.

The tree is walked twice, before and after what frames the main content is taken out; what only some looks need is left
to them (see judge/running_text.py and the functions that a PageView holds).
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial

import turbohtml

from linkwatch.anchors import look_for
from linkwatch.anchors.html import anchors_of
from linkwatch.evidence import HopKind, PageFacts
from linkwatch.judge.consent import ASKS_CONSENT, asks_consent
from linkwatch.judge.dumps import is_error_dump
from linkwatch.judge.elements import (
    ASKED_FIRST,
    ASKED_LAST,
    HEADING_KEPT,
    LOADING,
    Elements,
    asks_for_password,
    count_buttons,
    count_fields,
    count_headline_links,
    count_media,
    count_teasers,
    fragments_of,
    gather,
    headings_of,
    metas_of,
    remove_hidden_notices,
    title_of,
)
from linkwatch.judge.menus import open_layout_tables, unframe
from linkwatch.judge.own_subject import OWN_SUBJECT, marks_of_subject
from linkwatch.judge.programs import CLASSED, MISSING, is_classed_missing, marks_itself_missing
from linkwatch.judge.run_at_once import alerted_by, done_at_once, text_of
from linkwatch.judge.running_text import ADDED_BY_OTHERS, MAIN_KEPT, RENDERED_KEPT
from linkwatch.judge.scripted import where_script_leads
from linkwatch.judge.shape import (
    BROKEN,
    CUT_FOR_PAYMENT,
    INCIDENT,
    LEADS_ON,
    ONLY_LOGIN_LINKS,
    ONLY_SAID,
    SAYS_MORE,
    TEASERS,
    TITLED_AS_SITE,
    ages_answered,
    files_given,
    folded_lines,
    gate_form,
    is_cut_for_payment,
    is_dated,
    is_titled_as_site,
    leads_to_login_only,
    links_file,
    says_only_that,
    shows_incident,
    text_marks,
    way_on,
)
from linkwatch.judge.signatures import LINES_KEPT, PageView, first_lines, match_page
from linkwatch.judge.statements import MOST_WORDS, SAYS, statements_of
from linkwatch.judge.talk import marks_of_telling
from linkwatch.judge.viewers import file_in_query
from linkwatch.judge.words import beginning, count_words, fold
from linkwatch.model import TargetKind
from linkwatch.urls import hostname, resolve

_EXCERPT_KEPT = 300
_TEXT_COUNTED = 400_000
_RESOURCES_READ = 100  # of each kind
_LINKS_READ = 300
_FEW_WORDS, _START = 5, 200
_ADDRESSES = ("src", "href", "action", "data")
_MARKUP_READ = 200_000
_NOT_SHOWN = "script,style,noscript,template,[hidden],datalist,title"
_AROUND = (
    "nav,header,footer,aside,dialog,[role=navigation],[role=banner],[role=contentinfo],[role=search],[role=dialog],"
    "[id*=cookie],[class*=cookie],[id*=consent],[class*=consent]"
)
# Browsers show what is in such a template at the place where it stands; the parser keeps it apart from the page.
_SHOWN_TEMPLATE = re.compile(
    rb"<template(?=\s[^<>]{0,300}?\bshadowrootmode\s{0,9}=\s{0,9}[\"']?(?:open|closed)[\"'\s/>])", re.IGNORECASE
)
_DATA_SCRIPTS = ("application/ld+json", "application/json", "text/template", "text/x-template", "speculationrules")
_SCRIPTED_MOVE_WORDS = 25  # a page that says more is meant to be read
_LEADS_ON_WORDS, _LEADS_ON_LINKS = 12, 2  # a page that says no more, and only leads on by a script
_VIEWER_WORDS, _WORDS_OF_GATE = 150, 60
_DUMP_WORDS = 600
_LINES_OF_SHORT_PAGES = 12
_SAYS_LITTLE, _WORDS_WITH_MENUS = 6000, 350  # characters, words: of a page that may say what it is in a sentence


def read_html(
    body: bytes, media_type: str, charset: str | None, url: str, *, remembered: bool, fragments: Sequence[str] = ()
) -> PageFacts:
    """Read the facts out of an HTML body; parameters and promises are those of `read_page`."""
    document = _parse(_SHOWN_TEMPLATE.sub(b"<shadow-root", body) if b"shadowrootmode" in body else body, charset)
    anchors = anchors_of(document) if fragments else None
    found = gather(document, ASKED_FIRST)
    base = _base_url(found, url)
    metas = metas_of(found)
    scripts = [script for script in found["script"] if script.attr("type") not in _DATA_SCRIPTS]
    title = title_of(found)
    language = document.find("html")
    headings = headings_of(found)
    link_count = len(found["a"])
    missing = MISSING if marks_itself_missing(document, found, metas, url) else None
    missing = missing or (CLASSED if is_classed_missing(document, url) else None)
    titled_as_site = not headings and is_titled_as_site(title, found, metas)
    asks_password = asks_for_password(found)
    acts_at_once = bool(done_at_once(document))
    delay, target = _refresh(document, found, base)

    document.remove(_NOT_SHOWN)
    remove_hidden_notices(document)
    whole = document.to_text()[:_TEXT_COUNTED]
    text_words = count_words(whole)
    script_text = text_of(document, scripts) if text_words < _SCRIPTED_MOVE_WORDS else ""
    alerted = "" if text_words else alerted_by(script_text)
    if alerted:
        whole, text_words = alerted, count_words(alerted)
    unframe(document, text_words, link_count)
    document.remove(_AROUND)
    left = gather(document, ASKED_LAST)
    media = count_media(left)
    canonical = _canonical(left, base)
    headline_links = count_headline_links(document) if remembered else 0
    content = document.to_text()[:_TEXT_COUNTED].strip()
    says_something = count_words(content[:_START]) > _FEW_WORDS or count_words(content) > _FEW_WORDS
    main = content or whole
    said = _said(title, headings, content)
    onward = way_on(left, base, url, count_words(content)) if f"{SAYS}moved" in said else None
    document.remove("a")
    outside_links = document.to_text()[:_TEXT_COUNTED]
    own_prose = _own_prose(document) if remembered else ""
    empty_items = outside_links.count("* \n")  # of lists of links
    main_words = text_words if alerted else count_words(outside_links) - empty_items
    heading = headings[0] if headings else None
    start = beginning(main, _EXCERPT_KEPT)
    resources = partial(_foreign, found, base, url)
    signatures = match_page(
        PageView(
            title or metas.get("og:title", ""),
            heading or (start if len(start) <= HEADING_KEPT else ""),
            main if says_something else whole,
            lambda: body[:_MARKUP_READ].lower(),
            resources if base != url else lambda: "\n".join(_written(found)).lower(),
            resources,
            asks_password,
            main_words,
            first_lines(outside_links, _LINES_OF_SHORT_PAGES if main_words <= MOST_WORDS else LINES_KEPT) or (alerted,),
        )
    )
    if missing:
        signatures = (*signatures, missing)
    marks = [*said] if main_words <= MOST_WORDS else []
    if titled_as_site:
        marks.append(TITLED_AS_SITE)
    marks += _marks_of_main(
        document, content, url, outside_links, main_words, left, metas, found, headings, signatures, said
    )
    refresh_url, kind = resolve(target, base, None).url if target else None, HopKind.REFRESH
    if refresh_url is None and not signatures and media == 0 and text_words < _SCRIPTED_MOVE_WORDS:
        leading = where_script_leads(script_text, url)
        refresh_url = _absolute(leading.target, base) if leading is not None else None
        if leading is not None and refresh_url is not None:
            delay = leading.seconds
        elif leading is not None and _only_leads_on(text_words, link_count, left):
            marks.append(LEADS_ON)
    if refresh_url is None and onward is not None and main_words <= MOST_WORDS:
        refresh_url, delay = onward, 0.0
        kind = HopKind.MOVED
    if refresh_url is None and scripts and not signatures and main_words <= _VIEWER_WORDS:
        refresh_url = file_in_query(url)
        if refresh_url is not None:
            delay, kind = 0.0, HopKind.FILE
    return PageFacts(
        media_type,
        title=title,
        heading=heading,
        canonical=canonical,
        language=(language.attr("lang") or None) if language is not None else None,
        excerpt=start,
        text_chars=len(whole.strip()),
        main_chars=len(content or alerted),
        words=text_words,
        links=link_count,
        has_password_field=asks_password,
        robots=metas.get("robots", "")[:100] or None,
        og_url=_absolute(metas.get("og:url"), base),
        refresh_url=refresh_url,
        refresh_after=delay,
        refresh_kind=kind,
        signatures=(*signatures, *marks),
        main_words=main_words,
        headings=headings,
        fragments=fragments_of(found),
        scripts=len(scripts) + acts_at_once,
        media=media,
        fields=count_fields(left),
        frame_links=link_count - len(left["a"]),
        buttons=count_buttons(left),
        headline_links=headline_links,
        text=main[:MAIN_KEPT],
        prose=alerted or outside_links[: RENDERED_KEPT if remembered else MAIN_KEPT],
        own_prose=own_prose,
        places=look_for(fragments, anchors),
    )


def _parse(body: bytes, charset: str | None) -> turbohtml.Document:
    try:
        return turbohtml.parse(body, encoding=charset or None, positions=False, detect_encoding=True)
    except (LookupError, ValueError):  # a charset that nobody knows
        return turbohtml.parse(body, positions=False, detect_encoding=True)


def _base_url(found: Elements, url: str) -> str:
    href = next((href for base in found["base"] if (href := base.attr("href")) is not None), None)
    target = resolve(href, url, None) if href else None
    return target.url if target is not None and target.kind is TargetKind.WEB else url


def _absolute(href: str | None, base: str) -> str | None:
    """Return a web address as an absolute URL; None for anything else."""
    if not href or href == base:  # as most canonical addresses are
        return href or None
    target = resolve(href[:2000], base, None)
    return target.url if target.kind is TargetKind.WEB else None


def _refresh(document: turbohtml.Document, found: Elements, base: str) -> tuple[float | None, str | None]:
    """Return after how many seconds a <meta> leads elsewhere, and where."""
    if not any((meta.attr("http-equiv") or "").strip().lower() == "refresh" for meta in found["meta"]):
        return None, None
    try:
        return document.meta_refresh(base) or (None, None)
    except ValueError:  # an address that is none, such as with a port in letters: browsers stay on the page
        return None, None


def _canonical(found: Elements, base: str) -> str | None:
    for link in found["link"][:_LINKS_READ]:
        if "canonical" in (_text_attr(link, "rel") or "").lower().split():
            return _absolute(link.attr("href"), base)
    return None


def _text_attr(element: turbohtml.Element, name: str) -> str | None:
    value = element.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value


def _written(found: Elements) -> Iterator[str]:
    """Yield the addresses, as written, of what the page loads."""
    for element in (element for tag in LOADING for element in found[tag][:_RESOURCES_READ]):
        for name in _ADDRESSES:
            if href := element.attr(name):
                yield href


def _foreign(found: Elements, base: str, url: str) -> str:
    """Return those, absolute and in lower case, one a line, that are of hosts other than the page's own."""
    own_host = hostname(url)
    addresses = (_absolute(written, base) for written in _written(found))
    return "\n".join(address.lower() for address in addresses if address is not None and hostname(address) != own_host)


def _own_prose(document: turbohtml.Document) -> str:
    """Return what is left without what others added; "" where nothing was."""
    added = document.select(ADDED_BY_OTHERS)
    for element in added:
        element.decompose()
    return document.to_text()[:RENDERED_KEPT] if added else ""


def _only_leads_on(text_words: int, link_count: int, left: Elements) -> bool:
    """Tell whether a page that has a script for going elsewhere has nothing else."""
    return text_words <= _LEADS_ON_WORDS and link_count <= _LEADS_ON_LINKS and count_fields(left) == 0


def _said(title: str | None, headings: tuple[str, ...], content: str) -> tuple[str, ...]:
    if len(content) > _SAYS_LITTLE or count_words(content) > _WORDS_WITH_MENUS:
        return ()
    heading = headings[0] if headings else ""
    said = "\n".join(line for line in content.splitlines() if "</" not in line) if "</" in content else content
    return statements_of(fold(title or ""), fold(heading), folded_lines(said, _SAYS_LITTLE))


def _marks_of_main(
    document: turbohtml.Document,
    content: str,
    url: str,
    outside_links: str,
    main_words: int,
    left: Elements,
    metas: dict[str, str],
    found: Elements,
    headings: tuple[str, ...],
    signatures: tuple[str, ...],
    said: tuple[str, ...],
) -> Iterator[str]:
    """Yield what the main content shows, as far as it is asked for: an ordinary article pays for none of it."""
    if main_words <= MOST_WORDS and shows_incident(content, url):
        yield INCIDENT
    if main_words <= _DUMP_WORDS and is_error_dump(outside_links):
        yield BROKEN
    yield from gate_form(left, main_words)
    if main_words <= _WORDS_OF_GATE:
        yield from ages_answered(left)
        if asks_consent(outside_links):
            yield ASKS_CONSENT
    if main_words <= MOST_WORDS and leads_to_login_only(left):
        yield ONLY_LOGIN_LINKS
    if main_words <= MOST_WORDS and is_cut_for_payment(content):
        yield CUT_FOR_PAYMENT
    speaks_of_loss = any(name.startswith("not-found") for name in signatures)
    if (speaks_of_loss or said) and count_teasers(left) < TEASERS:
        dated = is_dated(metas, found)
        yield from marks_of_telling(content, outside_links, is_short=main_words <= MOST_WORDS, is_dated=dated)
    if (signatures or said or main_words <= _WORDS_OF_GATE) and count_teasers(left) < TEASERS:
        subject = marks_of_subject(outside_links, headings, gives_file=links_file(left))
        yield from (mark for mark in subject if mark != OWN_SUBJECT or signatures or said)
    if speaks_of_loss or main_words <= _WORDS_OF_GATE:
        yield from files_given(left)
    if speaks_of_loss:
        yield from text_marks(_one_block_a_line(document, outside_links), metas, found, count_teasers(left))
    if "not-found-gone-text" in signatures or said:
        yield ONLY_SAID if says_only_that(outside_links, headings, links_file=links_file(left)) else SAYS_MORE


def _one_block_a_line(document: turbohtml.Document, outside_links: str) -> str:
    """Return what is outside links with one line a block, however long it is: a table that lays it out is one."""
    return document.to_text() if open_layout_tables(document) else outside_links
