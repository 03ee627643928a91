"""An observation made ready for the rules: what several of them look at, worked out once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from linkwatch.evidence import Observation, PageFacts, Visit, Witness
from linkwatch.judge import identity
from linkwatch.judge.addresses import Address, same_place, take_apart
from linkwatch.judge.own_part import without_frame
from linkwatch.judge.own_subject import OWN_SUBJECT
from linkwatch.judge.readers import gives_the_same
from linkwatch.judge.shape import SAYS_MORE
from linkwatch.judge.siblings import SiblingAnswer, ask_sibling, shows_same_page
from linkwatch.judge.signatures import Signature, match_headers, match_url, signatures
from linkwatch.judge.sniff import is_html
from linkwatch.judge.talk import BRIEF, SENTENCES, TALK, VERSE
from linkwatch.judge.words import QUESTIONS, count_words, fold
from linkwatch.model import Verdict

_NO_PAGE = PageFacts("")
_A_FEW_WORDS = 12
_FEW_WORDS = 5
_FEW_LINKS = 3
_LINKS_OF_A_FRAME = 4
_LOADING = re.compile(
    r"load|wait|javascript|initiali[sz]|laden|ladt|charge|cargando|carregando|caricamento|загруз|подожд|読み込|加载|載入|로딩|로드|yukleni"
)
_WORDS_OF_QUESTION = 4
_AN_ERROR = 60  # words of main content that one has at most
_A_SENTENCE_MORE, _WORDS_OF_AN_ARTICLE, _WORDS_OF_A_LONG_ONE = 25, 40, 120
_OUT_OF_ORDER = ("maintenance", "server-error")
_FOR_EVERY_ADDRESS = ("parked", "server-default")
_SITE_WIDE = (  # come before a site's own router, so that every address gets them
    "bot-wall",
    "captcha",
    "forbidden",
    "consent-wall",
    "needs-browser",
    "parked",
    "suspended",
    "server-default",
)


@dataclass(frozen=True)
class Case:
    """One observation. because: the reasons that rules have noted so far, in words. silent: see `ask`."""

    observation: Observation
    because: list[str] = field(default_factory=list)
    silent: set["Rule"] = field(default_factory=set)

    def ask(self, rule: "Rule") -> Verdict | None:
        """Ask a rule; one that had nothing to say before has nothing to say now, for it looks at nothing else."""
        if rule in self.silent:
            return None
        verdict = rule(self)
        if verdict is None:
            self.silent.add(rule)
        return verdict

    @cached_property
    def visit(self) -> Visit:
        """The visit to judge."""
        return self.observation.decisive

    @cached_property
    def page(self) -> PageFacts:
        """The facts of its page without the frame that its site's 404 has too; empty ones where there was no body."""
        page = self.visit.page or _NO_PAGE
        own = self.sibling.own if self.honest and self.sibling is not None else None
        return page if own is None else without_frame(page, own)

    @property
    def url(self) -> str:
        """The asked URL."""
        return self.observation.url

    @cached_property
    def asked(self) -> Address:
        """The asked URL, taken apart."""
        return take_apart(self.url)

    @cached_property
    def final(self) -> Address:
        """The URL that answered, taken apart."""
        return take_apart(self.visit.final_url)

    @cached_property
    def http_status(self) -> int | None:
        """The status to judge."""
        return self.visit.http_status

    @cached_property
    def answered_well(self) -> bool:
        """Whether the answer was a 2xx."""
        return self.http_status is not None and 200 <= self.http_status < 300

    @cached_property
    def moved(self) -> bool:
        """Whether the answer came from a really different address."""
        return bool(self.visit.hops) and not same_place(self.url, self.visit.final_url)

    @cached_property
    def is_page(self) -> bool:
        """Whether the answer is an HTML page."""
        return is_html(self.page.media_type)

    @cached_property
    def is_text(self) -> bool:
        """Whether the answer is something whose words were read."""
        return self.page.words > 0 or self.is_page

    @cached_property
    def site_words(self) -> frozenset[str]:
        """The words that name the site: an address that cannot exist is called by them too."""
        sibling = self.sibling
        other = sibling.visit.page if sibling else None
        if sibling is None or other is None or shows_same_page(sibling, self.visit):
            return frozenset()
        return identity.site_words(self.page, other)

    @cached_property
    def name(self) -> str:
        """What the page calls itself: its title and heading, without what names the site."""
        return identity.without(identity.full_name(self.page), self.site_words)

    @cached_property
    def own_name(self) -> str:
        """Likewise, leaving out the part of the title that names the site as far as the page itself can tell.

        Where nothing is left, the first heading was the site's name.
        """
        return identity.without(identity.own_name(self.page), self.site_words) or self.name

    def fits(self, name: str) -> bool:
        """Tell whether a name is what the asked address or its citations call it."""
        return identity.title_fits_address(name, self.url, self.site_words) or identity.title_fits_anchors(
            name, self.observation.anchors, self.url, self.site_words
        )

    @cached_property
    def title_fits(self) -> bool:
        """Whether the page's title is what the asked address or its citations call it."""
        return self.fits(self.name)

    @cached_property
    def title_fits_beyond_doubt(self) -> bool:
        """Likewise, by words that no error page, wall or lander calls itself by."""
        return identity.title_fits_beyond_doubt(self.name, self.url, self.observation.anchors, self.site_words)

    @cached_property
    def title_fits_its_anchors(self) -> bool:
        """Whether the page calls itself what it is cited as, whatever its address says."""
        return identity.title_fits_anchors(self.name, self.observation.anchors, self.url, self.site_words)

    @cached_property
    def is_about_it(self) -> bool:
        """Whether a page that bears the title of an error page, wall or lander is an article about such things.

        Its title fits the address, and it says more than they do or the site has other words for an address that
        cannot exist.
        """
        if self.asked.is_home or not self.title_fits:
            return False
        told_apart = self.sibling_answer is SiblingAnswer.DIFFERENT
        few, many = (_WORDS_OF_AN_ARTICLE, _WORDS_OF_A_LONG_ONE)
        return self.page.main_words >= many or (told_apart and self.page.main_words >= few)

    @cached_property
    def names_itself(self) -> bool:
        """Whether the page's canonical link or og:url is the address that was asked, or led to."""
        return identity.names_itself(self.page, self.visit.final_url)

    @cached_property
    def sibling(self) -> Witness | None:
        """The sibling of the visit to judge; None where it was asked as a robot, and readers get another page."""
        sibling = self.observation.sibling
        if sibling is None or _asked_like(sibling.visit) == _asked_like(self.visit):
            return sibling
        return sibling if self.readers_get_the_same and not self.visit.rendered_by else None

    @cached_property
    def readers_get_the_same(self) -> bool:
        """Whether a look with a browser's headers met what linkwatch's own met."""
        second = self.observation.second
        return second is not None and gives_the_same(self.observation.first, second)

    @cached_property
    def sibling_answer(self) -> SiblingAnswer:
        """What the sibling says."""
        return ask_sibling(self.sibling, self.visit)

    @cached_property
    def honest(self) -> bool:
        """Whether the site says by the status that an address which cannot exist is none."""
        return self.sibling is not None and self.sibling.visit.http_status in (404, 410)

    @cached_property
    def is_talk(self) -> bool:
        """Whether the page is a thread, news, verse or an answer, and the site does not show that everywhere.

        News and verse are called by what they tell of; where only their text speaks of a loss, their name says more. An
        answer stands under a question, on a site that says by the status what it does not have.
        """
        marks = self.page.signatures
        told = TALK in marks or ("gone-text" not in self.not_found and (BRIEF in marks or VERSE in marks))
        answers = SENTENCES in marks and self.honest and self._is_long_question
        return (told or answers) and self.sibling_answer is not SiblingAnswer.ALIKE

    @property
    def _is_long_question(self) -> bool:
        heading = self.page.heading or ""
        return heading.rstrip().endswith(QUESTIONS) and count_words(heading) >= _WORDS_OF_QUESTION

    @cached_property
    def not_found(self) -> frozenset[str]:
        """How the page says that it was not found: by the marks of `judge.signatures` ("whole", "gone" …)."""
        prefix = "not-found-"
        return frozenset(name.removeprefix(prefix) for name in self.page.signatures if name.startswith(prefix))

    @cached_property
    def is_mounted(self) -> bool:
        """Whether scripts have marked the place on the page that they fill."""
        return any(row.kind == "app-mount" for row in self.matched)

    @cached_property
    def shell(self) -> bool:
        """Whether the page shows next to nothing until its scripts run."""
        page = self.page
        bare = page.main_chars == 0 or (page.words <= _A_FEW_WORDS and bool(_LOADING.search(fold(page.excerpt))))
        waits = page.main_words <= _FEW_WORDS and bool(_LOADING.search(fold(page.excerpt)))
        bare = bare and (page.links <= _FEW_LINKS or self.is_mounted) and page.fields == 0
        return self.is_page and (bare or waits) and page.scripts > 0 and page.media == 0

    @cached_property
    def matched(self) -> tuple[Signature, ...]:
        """All signatures that the answer bears."""
        rows = signatures()
        found = [*match_headers(self.visit.headers), *match_url(self.visit.final_url)]
        found += [rows[name] for name in self.page.signatures if name in rows]
        return tuple(found)

    def signature(self, *kinds: str) -> Signature | None:
        """Return the first signature of these kinds that can be believed."""
        return next((row for row in self.matched if row.kind in kinds and self.believes(row)), None)

    def believes(self, row: Signature) -> bool:
        """Tell whether a signature counts for this page.

        A sure one always does. Another does not count where the page is plainly the one that was cited. What only
        the text mentions does not count where it would hold for the whole site but a sibling is answered otherwise.
        """
        if row.url is not None:
            return bool(self.visit.hops)
        if self.answered_well and (self._is_of_a_site(row) or self._is_denied_by_page(row)):
            return False
        if row.sure or not self.answered_well:
            return True
        if row.kind in _FOR_EVERY_ADDRESS and self.is_in_honest_site:
            return False
        if row.kind == "suspended" and self._tells_addresses_apart and not self._is_only_suspended:
            return False
        if not self.asked.is_home and (self.title_fits_beyond_doubt or self.is_about_it):
            return False
        if self._asks_about(row) or self._is_entry_about(row) or self._is_only_told_further_down(row):
            return False
        if row.kind == "gone" and self.is_talk:
            return False
        signs = sum(1 for other in self.matched if other.kind in (row.kind, f"{row.kind}-hint"))
        only_mentioned = row.title is None and row.heading is None and signs == 1
        return not (only_mentioned and row.kind in _SITE_WIDE and self.sibling_answer is SiblingAnswer.DIFFERENT)

    @cached_property
    def is_in_honest_site(self) -> bool:
        """Whether the page has a site's frame around it, and addresses that cannot exist get a 404 there."""
        return self.honest and self.page.frame_links >= _LINKS_OF_A_FRAME

    @property
    def _tells_addresses_apart(self) -> bool:
        """Whether the site says by the status what it does not have, on another page: nobody closed it."""
        return self.honest and self.sibling_answer is SiblingAnswer.DIFFERENT

    @property
    def _is_only_suspended(self) -> bool:
        """Whether a page within a site that goes on says of an account in a few words that it is suspended."""
        return self.page.main_words <= _A_FEW_WORDS and "suspended-text" in self.page.signatures

    def _is_of_a_site(self, row: Signature) -> bool:
        """Tell whether the page has what walls and landers of this kind never have: a site around it, or its own name.

        Makers of robot tests leave scripts on the pages that they guard; registrars and hosts write of domains for sale
        and of servers' default pages.
        """
        page = self.page
        framed = page.frame_links >= _LINKS_OF_A_FRAME
        if row.kind == "bot-wall" and row.by_markup_only:
            names_it = self.names_itself or self.title_fits_beyond_doubt
            return page.main_words >= _FEW_WORDS and (names_it or framed or page.links > _LINKS_OF_A_FRAME)
        if row.kind == "parked" and row.title is row.heading is None and not row.sure:
            return framed
        return row.kind == "server-default" and (framed or page.canonical is not None)

    def _is_denied_by_page(self, row: Signature) -> bool:
        """Tell whether a header says that the page is gone, and it is there: programs that go on leave it."""
        return row.kind == "gone" and bool(row.header) and (self.page.main_words > _AN_ERROR or self.title_fits)

    def _is_entry_about(self, row: Signature) -> bool:
        """Tell whether a page called like a lander is a site's own entry of that name (a song, a question answered).

        It stands in a frame, or its address and a citation both call it so.
        """
        if self.asked.is_home or not self.title_fits:
            return False
        framed = self.page.frame_links >= _LINKS_OF_A_FRAME
        named_twice = self.title_fits_its_anchors and identity.title_fits_address(self.name, self.url, self.site_words)
        return (framed or (named_twice and not self.moved)) and self.sibling_answer is SiblingAnswer.DIFFERENT

    def _asks_about(self, row: Signature) -> bool:
        """Tell whether the page's name promises an answer, as those of help pages do; robot tests ask, too."""
        asks = "?" in f"{self.page.title}{self.page.heading}" and row.kind in ("suspended", "gone", *_OUT_OF_ORDER)
        return asks or identity.instructs(self.own_name)

    def _is_only_told_further_down(self, row: Signature) -> bool:
        """Tell whether something lost is mentioned on a page that has a name of its own and more to say."""
        if row.kind != "gone" or row.title is not None or row.heading is not None or row.markup:
            return False
        headed = bool(self.page.heading) and self.not_found.isdisjoint(("gone", "whole", "title"))
        enough = _A_SENTENCE_MORE if headed else _WORDS_OF_AN_ARTICLE
        return bool(self.name) and SAYS_MORE in self.page.signatures and self.page.main_words > enough

    @cached_property
    def has_unsure_signature(self) -> bool:
        """Whether only the sibling can tell if a signature means what it says."""
        unsure = [row for row in self.matched if not row.sure]
        return self.answered_well and (
            any(row.kind in _SITE_WIDE for row in unsure)
            or bool(unsure and (self.title_fits or OWN_SUBJECT in self.page.signatures))
        )

    def note(self, reason: str) -> None:
        """Add a reason in words."""
        self.because.append(reason)


Rule = Callable[[Case], Verdict | None]


def _asked_like(visit: Visit) -> tuple[bool, str | None]:
    """Return as whom a visit was made: with a browser's headers, in which browser."""
    return visit.browser_headers, visit.rendered_by
