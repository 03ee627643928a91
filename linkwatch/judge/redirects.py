"""Where redirects lead: to the page, to its new address, or away from it."""

from itertools import pairwise

from linkwatch.evidence import HopKind, Observation, Visit
from linkwatch.judge.addresses import Address, is_above, same_host, same_place, same_site, take_apart
from linkwatch.judge.case import Case
from linkwatch.judge.identity import address_carries_slug, page_carries_slug, slug_words
from linkwatch.judge.siblings import SiblingAnswer
from linkwatch.model import Status, Verdict
from linkwatch.urls import redact

_PERMANENT = (301, 308)


def address_to_cite(observation: Observation) -> str:
    """Return the address that a citation should name now.

    It is where the permanent redirects at the beginning of the walk end, those that pages tell in words among them:
    what a temporary one leads to may be somewhere else tomorrow, however permanently it moves on from there (a DOI
    stays the address to cite).
    """
    return _permanent_target(observation.decisive)


def _permanent_target(visit: Visit) -> str:
    cite = visit.url
    addresses = [*(hop.url for hop in visit.hops), visit.final_url]
    for hop, (here, there) in zip(visit.hops, pairwise(addresses), strict=True):
        if hop.kind is HopKind.MOVED or (hop.kind is HopKind.HTTP and hop.http_status in _PERMANENT):
            cite = there
        elif not same_place(here, there):
            break
    return cite


def judge_error_page(case: Case) -> Verdict | None:
    """Judge a redirect whose target says by its address that it is an error page."""
    if not case.moved or not case.answered_well:
        return None
    if case.final.is_out_of_order and not case.asked.is_out_of_order:
        case.note("redirected to a page for times when the site is out of order")
        return Verdict(Status.FAILING, "maintenance", ())
    if case.final.is_error_page and not case.asked.is_error_page:
        case.note("redirected to an error page")
        return Verdict(Status.DEAD, "soft-404", ())
    return None


def leads_away(case: Case) -> str | None:
    """Say what a redirect leads to if that is hardly the asked page: "the home page", "a section", "a search"."""
    if not case.moved or case.asked.is_home:
        return None
    final = case.final
    if final.is_home:
        return "the home page"
    if final.is_search and not case.asked.is_search:
        return "a search"
    if is_above(final, case.asked):
        return "the section above"
    if final.is_section and not case.asked.is_section and not _keeps_name(final, case.asked):
        return "a section"
    return None


def _keeps_name(final: Address, asked: Address) -> bool:
    """Tell whether two addresses end alike, endings of files apart: the page has only moved to another folder."""
    one, other = (address.segments[-1].partition(".")[0] if address.segments else "" for address in (final, asked))
    return bool(one) and one == other


def judge_leading_away(case: Case) -> Verdict | None:
    """Judge redirects of a deep address to a home page, a section or a search: dead, unless the page is found there.

    It is found there when the redirect points to a place within the target that bears its name, or when the site
    does not send every address there and the target's title, headings or host name it.
    """
    away = leads_away(case)
    if away is None or not case.answered_well:
        return None
    case.note(f"redirected to {away}")
    if _has_place_for_it(case):
        case.note("which holds a part with the asked page's name")
        return None
    if case.sibling_answer is SiblingAnswer.ALIKE:
        case.note("as is an address that cannot exist")
        return Verdict(Status.DEAD, "soft-404", ())
    folder = case.final.place[-1] if away == "the section above" else ""
    named = case.title_fits_its_anchors if folder else case.title_fits_beyond_doubt
    if page_carries_slug(case.page, case.url, folder) or named or _address_names_it(case):
        case.note("which is what the asked page is called")
        return None
    if _is_pointer(case):
        case.note("on another host, and the asked address never said more than where to go")
        return None
    case.note("and nothing there names the asked page")
    return Verdict(Status.DEAD, "soft-404", ())


def _has_place_for_it(case: Case) -> bool:
    """Tell whether a redirect points into the target, or the target's own links to its parts bear the page's name."""
    locations = [hop.location for hop in case.visit.hops if hop.location and "#" in hop.location]
    if any(address_carries_slug(location, case.url) for location in map(_as_fragment, locations)):
        return True
    if locations and case.sibling_answer is not SiblingAnswer.ALIKE:
        return True  # the site sends this address to a part of the page, and not every address
    fragments_only = case.page.fragments
    return any(address_carries_slug(f"#{fragment}", case.url) for fragment in fragments_only)


def _is_pointer(case: Case) -> bool:
    """Tell whether the asked address is an opaque one of a site that keeps such pointers to elsewhere."""
    other_host = not same_site(case.final, case.asked)
    return other_host and not slug_words(case.url) and case.sibling_answer is SiblingAnswer.DIFFERENT


def _as_fragment(location: str) -> str:
    return "#" + location.partition("#")[2]


def _address_names_it(case: Case) -> bool:
    """Tell whether the target's host is called what the asked page was: /blog moved to blog.…"""
    if case.final.host == case.asked.host:
        return False
    labels = set(case.final.host.split(".")) - set(case.asked.host.split("."))
    return bool(labels & set(case.asked.place[-1:])) or address_carries_slug(case.visit.final_url, case.url)


def judge_move(case: Case) -> Verdict:
    """Judge a page that is there: at its address, or permanently at another."""
    cite = _permanent_target(case.visit)
    if same_place(case.url, cite) or _is_own_front(case.url, cite):
        if case.visit.hops:
            case.note("the redirects are temporary, or lead to the same page")
        case.note("the page answers")
        return Verdict(Status.ALIVE, None, ())
    case.note(f"permanently moved to {redact(cite)}")
    return Verdict(Status.REDIRECTED, None, ())


def _is_own_front(url: str, cite: str) -> bool:
    """Tell whether a site's root leads to a front page of its own: the root is what to cite."""
    asked, there = take_apart(url), take_apart(cite)
    return asked.is_home and not asked.segments and same_host(asked, there)
