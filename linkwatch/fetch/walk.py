"""One visit: from a URL through its redirects to an answer or a trouble."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from linkwatch import urls
from linkwatch.errors import KilledError, LinkwatchError, TooMuchWorkError
from linkwatch.evidence import NOT_MODIFIED, Hop, HopKind, PageFacts, Trouble, Validators, Visit
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.asking import Asker, Connections, Tools
from linkwatch.fetch.body import BodyLimits
from linkwatch.fetch.exchange import REDIRECTS
from linkwatch.fetch.headers import clean
from linkwatch.fetch.retry import wait_for_machine
from linkwatch.model import TargetKind

_log = logging.getLogger(__name__)

PATIENCE = 30.0  # seconds of a host's pauses that one visit waits out where others wait for their turn meanwhile
_REFRESH_WITHIN = 5.0  # a refresh this soon (seconds) leads a reader onwards; a later one refreshes a page being read
_LOCATION_LIMIT = 2000
_LONGEST_REFRESH = 32_768  # characters; an element may be as long as its page, and servers take less


class Walk:
    """The state of one visit.

    budget: seconds in all for asking, redirects and tries included: whoever drips or hangs uses it up, and is not asked
    again. validators: the URL itself is asked only for what is new since they were sent; where it leads is not, and
    nothing is while acting as a browser. fragments: places to look for in pages.
    """

    def __init__(
        self,
        tools: Tools,
        connections: Connections,
        limits: BodyLimits,
        budget: float,
        *,
        as_browser: bool = False,
        validators: Validators | None = None,
        fragments: Sequence[str] = (),
    ) -> None:
        self._looked_for = {"fragments": fragments} if fragments else {}
        self._tools = tools
        self._as_browser = as_browser
        self._asker = Asker(tools, connections, limits, budget, as_browser=as_browser, validators=validators)
        self._hops: list[Hop] = []
        self._asked: set[tuple[str, str]] = set()
        self.last_answer = Answer()

    async def run(self, asked_url: str) -> Visit:
        """Walk the URL to its end; never raises for anything the web does.

        Raises LinkwatchError where nothing can be asked or read on this machine.
        """
        try:
            return await self._walk(asked_url)
        finally:
            self._asker.let_go()

    async def _walk(self, asked_url: str) -> Visit:
        start = urls.resolve(asked_url, None, None)
        url = urls.without_fragment(start.url)
        if start.kind is not TargetKind.WEB:
            return self._end(asked_url, asked_url, Answer(trouble=Trouble.BAD_RESPONSE, detail="not a web address"))
        while True:
            self._asked.add((url, self._asker.cookies.header(url)))
            url, answer = await self._asker.ask(url, conditionally=self.was_conditional)
            self._asker.cookies.take(url, answer.set_cookies)
            page: PageFacts | None = None
            onward: str | Answer | None
            if answer.trouble:
                return self._end(asked_url, url, answer)
            if answer.status in REDIRECTS and answer.location is not None:
                onward = self._redirect_target(url, answer, answer.location)
            elif answer.status == NOT_MODIFIED and self.was_conditional:
                onward = None
            else:
                read = await self._read(url, answer)
                self._asker.let_go()
                if isinstance(read, Answer):
                    return self._end(asked_url, url, read)
                page = read
                onward = self._refresh_target(url, answer, page)
            if onward is None:
                return self._end(asked_url, url, answer, page)
            if isinstance(onward, Answer):
                return self._end(asked_url, url, onward)
            url = onward

    @property
    def was_conditional(self) -> bool:
        """Whether the last URL was asked only for what is new."""
        return bool(self._asker.conditions) and not self._hops

    def _redirect_target(self, url: str, answer: Answer, location: str) -> str | Answer:
        """Return the next URL, or the trouble there is with it."""
        self._add_hop(url, answer, HopKind.HTTP, location)
        target = urls.resolve(location, url, None)
        if target.kind is TargetKind.FRAGMENT:
            target = replace(target, kind=TargetKind.WEB, url=url)
        target = replace(target, url=urls.without_fragment(target.url))
        if target.kind is not TargetKind.WEB:
            shown = clean(urls.redact(location), 200)
            detail = f"redirect to no web address: {shown}" if shown else "redirect to nowhere: Location is empty"
            return Answer(trouble=Trouble.REDIRECT_BROKEN, detail=detail)
        if (target.url, self._asker.cookies.header(target.url)) in self._asked:
            detail = f"the redirects lead back to {clean(urls.redact(target.url), 200)}"
            return Answer(trouble=Trouble.REDIRECT_LOOP, detail=detail)
        return self._within_count(target.url)

    def _refresh_target(self, url: str, answer: Answer, page: PageFacts | None) -> str | Answer | None:
        """Like _redirect_target for a Refresh header or element; None where it leads nowhere else soon."""
        if answer.status is None or not 200 <= answer.status < 300:
            return None
        written, kind = _refresh_header(answer.refresh), HopKind.REFRESH
        if written is None and page is not None and page.refresh_url and page.refresh_after is not None:
            written, kind = page.refresh_url if page.refresh_after <= _REFRESH_WITHIN else None, page.refresh_kind
        if written is None or len(written) > _LONGEST_REFRESH:
            return None
        target = urls.resolve(written, url, None)
        target = replace(target, url=urls.without_fragment(target.url))
        seen = target.url == url or (target.url, self._asker.cookies.header(target.url)) in self._asked
        if target.kind is not TargetKind.WEB or seen:
            return None
        self._add_hop(url, answer, kind, written)
        return self._within_count(target.url)

    def _within_count(self, next_url: str) -> str | Answer:
        most = self._tools.settings.max_redirects
        if len(self._hops) > most:
            return Answer(trouble=Trouble.REDIRECT_LOOP, detail=f"more than {most} redirects")
        return next_url

    def _add_hop(self, url: str, answer: Answer, kind: HopKind, location: str) -> None:
        shown = clean(urls.redact(location), _LOCATION_LIMIT)
        self._hops.append(Hop(urls.redact(url), answer.status or 0, kind, shown))

    async def _read(self, url: str, answer: Answer) -> PageFacts | Answer | None:
        """Return what the page says, or the answer with what there is to say where it cannot be read.

        Only of a 2xx is that a trouble: any other status says enough without its page.
        """
        read_page = self._tools.read_page
        if read_page is None:
            return None
        try:
            return await wait_for_machine(
                lambda: read_page(answer.body, answer.media_type, answer.charset, urls.redact(url), **self._looked_for),
                self._tools.sleep,
            )
        except (TooMuchWorkError, KilledError) as error:  # the second one at most this page's doing: others go on
            why = str(error)
        except (LinkwatchError, MemoryError):
            raise  # no page at all can be read here
        except Exception as error:  # noqa: BLE001 - one page that cannot be read must not end the run
            _log.warning("a page could not be read: %s: %s", urls.redact(url), type(error).__name__)
            why = f"reading it fails ({type(error).__name__})"
        if answer.status is not None and 200 <= answer.status < 300:
            return replace(answer, trouble=Trouble.TOO_MUCH_WORK, detail=why)
        return replace(answer, detail=f"{answer.detail}; {why}" if answer.detail else why)

    def _end(self, asked_url: str, url: str, answer: Answer, page: PageFacts | None = None) -> Visit:
        self.last_answer = answer
        return Visit(
            url=urls.redact(asked_url),
            final_url=urls.redact(url),
            http_status=answer.status,
            hops=tuple(self._hops),
            headers=answer.headers,
            trouble=answer.trouble,
            detail=answer.detail,
            browser_headers=self._as_browser,
            requests=self._asker.requests,
            elapsed_ms=round(self._asker.seconds * 1000),
            body_bytes=len(answer.body),
            cut=answer.cut,
            retry_after=answer.retry_after,
            page=page,
            remarks=tuple(self._asker.remarks),
            accepted=self._is_accepted(url, answer.status),
        )

    def _is_accepted(self, url: str, status: int | None) -> bool:
        """Tell whether the settings say that this status is a good one; a page is judged by what it says."""
        if status is None or 200 <= status < 300:
            return False
        return self._tools.rules(urls.authority(url)).accepts(status)


def _refresh_header(value: str | None) -> str | None:
    """Return where a Refresh header leads within a few seconds."""
    text = (value or "")[:_LOCATION_LIMIT].strip()
    rest = text.lstrip("0123456789.")
    seconds = text[: len(text) - len(rest)].partition(".")[0]
    if rest == text or float(seconds[:9] or 0) > _REFRESH_WITHIN:
        return None
    target = rest.lstrip("; ,\t")
    if target[:3].lower() == "url" and target[3:].lstrip().startswith("="):
        target = target[3:].lstrip()[1:]
    return target.strip().strip("\"'").strip() or None
