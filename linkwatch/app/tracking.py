"""Sources are tracked from now on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from linkwatch.app import tools, utc_now
from linkwatch.articles.sources import reader_of
from linkwatch.articles.sources.register import parse_input
from linkwatch.articles.sources.tracking import detect
from linkwatch.config import Settings
from linkwatch.fetch import WebClient
from linkwatch.store import HostPauses, SourceEntry, Store


async def add_sources(
    store: Store, settings: Settings, inputs: Sequence[str], name: str | None, *, now: Callable[[], datetime] = utc_now
) -> list[tuple[SourceEntry, bool]]:
    """Track these inputs from now on; return each with whether it is new.

    Raises UsageError for what cannot be tracked, InputError for a URL that does not answer now.
    """
    entries = []
    web = WebClient(settings.check, None, pauses=HostPauses(store.politeness, now))
    async with web as client, tools.open_reader() as reader:
        for text in inputs:
            spec = await detect(parse_input(text), reader_of(client), reader)
            entries.append(SourceEntry(spec.kind, spec.location, name))
    return [(entry, (await store.sources.call(store.sources.put, entry, "command", now()))[1]) for entry in entries]
