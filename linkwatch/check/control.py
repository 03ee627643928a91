"""Asking those who must answer whether our own network is there: whoever looks at links asks from where it stands."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from linkwatch.check.outage import CONTROL_NAMES, CONTROL_URL, SAFE_CONTROL_URL, OutageGuard, Suspicion
from linkwatch.check.site_memory import Visitor
from linkwatch.errors import OutageError
from linkwatch.evidence import Trouble, Visit
from linkwatch.urls import authority


class Client(Protocol):
    """The live web as controls need it."""

    def host(self, authority: str) -> AbstractAsyncContextManager[Visitor]:
        """Open a host; its connections live as long as the context."""

    async def resolves(self, name: str) -> bool | None:
        """Say whether a name exists: True, False, or None if the resolver gave no answer."""


async def ask_control(guard: OutageGuard, client: Client, *, at_end: bool) -> str | None:
    """Ask whoever must answer where the guard has a suspicion. Return why silence cannot be believed, None if it can.

    at_end: as for the guard. Raises OutageError where our network answers in the place of sites: then nobody's answer
    is believed.
    """
    while sign := guard.sameness.suspect(at_end=at_end):
        if guard.sameness.is_ours(sign, [await _visit(client, CONTROL_URL)]):
            summary = guard.sameness.summary(sign)
            raise OutageError(f"our own network answers in the place of sites (our-network): {summary}")
        guard.sameness.believe(sign)
    suspicion = guard.suspicion(at_end=at_end)
    if suspicion is Suspicion.ASK_INSIDE:
        control = await _visit(client, CONTROL_URL)
        near, answered = guard.near_url is not None, guard.answered_url is not None
        if guard.led_inside.is_ours(control, at_end=at_end, others=guard.silent_far, near=near, answered=answered):
            return f"our own network leads names inside (our-network): {guard.led_inside.summary()}"
        suspicion = guard.suspicion(at_end=at_end)
    if suspicion is Suspicion.ASK_NEAR:
        if await _is_still_there(guard.near_url, client):
            guard.trust_near()
            suspicion = guard.suspicion(at_end=at_end)
        else:
            guard.near_url = None
    if suspicion is Suspicion.NONE:
        return None
    if suspicion in (Suspicion.ASK_WEB, Suspicion.ASK_NEAR, Suspicion.ASK_SAFELY):
        is_safe = suspicion is Suspicion.ASK_SAFELY  # one who answers for all cannot do so over https
        controls = (guard.answered_safely, SAFE_CONTROL_URL) if is_safe else (guard.answered_url, CONTROL_URL)
        answered = any([(await _visit(client, url)).http_status is not None for url in controls if url])
    else:
        answers = await asyncio.gather(*map(client.resolves, CONTROL_NAMES))
        anything = suspicion is Suspicion.ASK_RESOLVER
        answered = any(answer is not None if anything else answer for answer in answers)
    if answered:
        guard.trust()
        return None
    return f"our own network seems to be down: {guard.summary()}"


async def _is_still_there(url: str | None, client: Client) -> bool:
    visit = await _visit(client, url) if url is not None else None
    return visit is not None and (visit.http_status is not None or visit.trouble is Trouble.BAD_RESPONSE)


async def _visit(client: Client, url: str) -> Visit:
    async with client.host(authority(url)) as host:
        return await host.visit(url)
