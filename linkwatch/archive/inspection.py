"""Judges a captured page: as a live one, for a capture with status 200 may still be an error, a login or a parked page.

And by what was cited: what the judge calls alive may be another page, another kind of document, or half of one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from urllib.parse import urljoin

from linkwatch.archive import CapturedPage, Cited, Inspected
from linkwatch.archive.choose import fits_extension
from linkwatch.archive.fit import Fit, fit_of, says_it
from linkwatch.archive.in_place import stands_in_place
from linkwatch.archive.notices import lines_said, says_more_than_of_cookies, says_nothing_of_it
from linkwatch.archive.originals import may_be_one_page, page_key
from linkwatch.archive.whole import Wholeness, is_a_dot, wholeness_of
from linkwatch.evidence import Hop, Observation, PageFacts, Visit
from linkwatch.judge import judge, likeness_of, measure, read_page
from linkwatch.judge.addresses import take_apart
from linkwatch.judge.case import Case
from linkwatch.judge.changed import lives_from_news
from linkwatch.judge.marks import NO_KINDS_OF_SITES, WEAK, marks_of
from linkwatch.judge.sniff import is_html
from linkwatch.model import THERE, Grade, Likeness

_CHARSET = re.compile(r"charset\s*=[\s\"']*([^\s\"';,]{1,40})", re.IGNORECASE)
ANOTHER_PAGE = "another-page"  # by its words alone
ANOTHER_ADDRESS = "another-address"  # by an id in other letter case
NOT_JUDGED = "not-judged"
BY_WHAT_WAS_CITED = frozenset(  # it may be another's page, or is not known
    (ANOTHER_PAGE, ANOTHER_ADDRESS, NOT_JUDGED, "cut-short", "listing")
)
_AT_ONCE = 10.0  # seconds; a page that leads on within them was never there to be read
_MANY_HEADLINES = 4
_WORDS_TO_A_HEADLINE = 80  # an article has fewer links to others
_SHORT = 100  # words
_LITTLE_TO_READ = 12  # words
_SAME_TEXT = 0.8
_MOST_LINES, _OF_A_LINE = 60, 100  # kept of a page's sentences; characters of each
_CONSENT = "consent-wall"
_UNNAMED = "/0/0"  # an address that names no page


def inspect(page: CapturedPage, cited: Cited) -> Inspected:
    """Judge a captured page: what it is to somebody who cited it so."""
    declared = page.headers.get("content-type", "")
    charset = _CHARSET.search(declared)
    facts = read_page(page.body, _media_type(declared), charset[1] if charset else None, page.url)
    has_moved = page_key(page.url) != page_key(cited.url)
    fit = fit_of(facts, cited, cited.url if has_moved else page.url)  # where it moved to, its own name says nothing
    likeness = likeness_of(facts, page.captured_at, "snapshot")
    wholeness = wholeness_of(page, facts.media_type)
    is_same = _is_as_seen(facts, cited)
    misfit = _not_this_document(page, facts, wholeness) or _not_alive(page, facts, cited)
    in_place = stands_in_place(facts, cited) if is_html(facts.media_type) else None
    if misfit is None and not is_same:
        misfit = in_place[0] if in_place and not in_place[1] else _not_this_page(page, facts, cited, fit, likeness)
    if misfit is not None:
        return Inspected(misfit, likeness if misfit == ANOTHER_PAGE else None, said=_said(facts))
    says_nothing = is_html(facts.media_type) and says_nothing_of_it(facts, cited)
    speaks_for_it = fit.speaks_for_it and not says_nothing  # its title alone, which notices in place of pages keep
    grade = Grade.SAME_TEXT if is_same else Grade.FITS if speaks_for_it else Grade.PLAYS
    says_little = _says_little(facts) or says_nothing
    doubtful = fit is Fit.LITTLE or wholeness is not Wholeness.WHOLE or in_place is not None or says_little
    return Inspected(None, likeness, grade, is_doubtful=doubtful and not is_same, said=_said(facts))


def _not_this_document(page: CapturedPage, facts: PageFacts, wholeness: Wholeness) -> str | None:
    """Return why the body is not the file that the address names, None where it may be."""
    if not fits_extension(page.url, facts.media_type) or is_a_dot(page, facts.media_type):
        return "media-type"
    if wholeness is Wholeness.CUT_SHORT:
        return "cut-short"
    return None


def _not_alive(page: CapturedPage, facts: PageFacts, cited: Cited) -> str | None:
    """Return what the judge of live pages has against it, None where a reader gets a page."""
    if facts.refresh_url is not None and (facts.refresh_after or 0) <= _AT_ONCE and not _reloads(page, facts):
        return "redirect"
    has_moved = page_key(page.url) != page_key(cited.url)
    asked = cited.url if has_moved else page.url
    visit = Visit(
        url=asked,
        final_url=page.url,
        http_status=page.http_status,
        hops=(Hop(asked, 301, location=page.url),) if has_moved else (),
        headers=page.headers,
        body_bytes=len(page.body),
        page=facts,
    )
    observation = Observation(asked, page.captured_at, visit, anchors=cited.anchors)
    has_bar = says_more_than_of_cookies(facts)  # about cookies, above what the page says
    if (misfit := _misfit_of(observation)) is not None and not (has_bar and misfit == _CONSENT):
        return misfit
    if facts.main_words <= _SHORT and not take_apart(asked).is_home and not says_it(facts, cited):
        # a wall or an error may keep the page's title: what says little is judged without it, too
        unnamed = urljoin(page.url, _UNNAMED)
        bare = replace(visit, url=unnamed, final_url=unnamed, hops=())
        misfit = _misfit_of(Observation(unnamed, page.captured_at, bare))
        is_bar = has_bar and misfit == _CONSENT
        if misfit is not None and not is_bar and misfit not in _misfits_of_words(bare, page, cited):
            return misfit
    return "needs-browser" if Case(observation).shell else None


def _misfit_of(look: Observation) -> str | None:
    """Return what the judge says against a look at a page, None where it says nothing."""
    verdict = judge(look)
    return None if verdict.status in THERE else verdict.reason or verdict.status.value


def _misfits_of_words(visit: Visit, page: CapturedPage, cited: Cited) -> Iterator[str]:
    """Yield what the words of the citation alone would be judged to be: a page about walls is called like one."""
    for anchor in cited.anchors:
        body = f"<title>{escape(anchor)}</title><h1>{escape(anchor)}</h1>".encode()
        facts = read_page(body, "text/html", "utf-8", visit.url)
        misfit = _misfit_of(Observation(visit.url, page.captured_at, replace(visit, body_bytes=len(body), page=facts)))
        if misfit is not None:
            yield misfit


def _reloads(page: CapturedPage, facts: PageFacts) -> bool:
    return page_key(facts.refresh_url or "") == page_key(page.url)


def _not_this_page(
    page: CapturedPage, facts: PageFacts, cited: Cited, fit: Fit, likeness: Likeness | None
) -> str | None:
    """Return why a page that a reader gets is not what was cited, None where it may be."""
    asked = take_apart(cited.url)
    if not fit.speaks_for_it and _is_of_another_id(page.url, cited.url):
        return ANOTHER_ADDRESS
    is_front = not asked.is_home and _names_home(facts)
    if is_front and (fit is not Fit.NAMED or facts.headline_links >= _MANY_HEADLINES):
        return "front-page"
    is_list = (likeness is not None and likeness.is_listing) or _lists_headlines(facts)
    if is_list and fit in (Fit.SAID, Fit.LITTLE) and not lives_from_news(asked):
        return "listing"
    if _kinds(facts) and not says_it(facts, cited):
        return "taken-over"
    return ANOTHER_PAGE if fit is Fit.NOTHING else None


def _is_of_another_id(captured: str, cited: str) -> bool:
    """Tell whether an index that folds letter case gave the page of an id that differs from the cited one by it."""
    return page_key(captured) == page_key(cited) and not may_be_one_page(captured, cited)


def _names_home(facts: PageFacts) -> bool:
    """Tell whether a page calls itself a site's front page."""
    return any(name and take_apart(name).is_home for name in (facts.canonical, facts.og_url))


def _lists_headlines(facts: PageFacts) -> bool:
    headlines = facts.headline_links
    return headlines >= _MANY_HEADLINES and facts.main_words < _WORDS_TO_A_HEADLINE * headlines


def _kinds(facts: PageFacts) -> list[str]:
    """Return the kinds of sites, such as take over names that others let go."""
    return [mark for mark in marks_of(facts) if mark not in (*NO_KINDS_OF_SITES, WEAK)]


def _is_as_seen(facts: PageFacts, cited: Cited) -> bool:
    """Tell whether it says what we read ourselves while the page was there."""
    if cited.seen is None or not cited.seen.sketch:
        return False
    drift = measure(cited.seen, facts)
    return drift is not None and drift.similarity >= _SAME_TEXT


def _said(facts: PageFacts) -> frozenset[str]:
    return frozenset(line[:_OF_A_LINE] for line in lines_said(facts)[:_MOST_LINES])


def _says_little(facts: PageFacts) -> bool:
    shows = facts.media or facts.fields or facts.links
    return is_html(facts.media_type) and facts.main_words < _LITTLE_TO_READ and not shows


def _media_type(declared: str) -> str | None:
    """Return a Content-Type without its parameters."""
    return declared.partition(";")[0].partition(",")[0].strip().lower() or None
