"""Sources are tracked from now on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from linkwatch.app import tools, utc_now
from linkwatch.app.web_documents import WebDocuments, open_web
from linkwatch.articles.sources import SourceSpec, reader_of
from linkwatch.articles.sources.register import parse_input
from linkwatch.articles.sources.tracking import detect
from linkwatch.config import Settings
from linkwatch.errors import InputError, OutageError
from linkwatch.store import HostPauses, SourceEntry, Store


async def find_out(
    store: Store, settings: Settings, inputs: Sequence[str], *, now: Callable[[], datetime] = utc_now
) -> list[SourceSpec]:
    """Have a first look at inputs that are to be tracked, and say what each is; store: has the pauses of hosts.

    Raises UsageError for what cannot be tracked, InputError for a URL that does not answer now, OutageError where that
    is the fault of our own network.
    """
    async with (
        open_web(settings.check, HostPauses(store.politeness, now)) as web,
        tools.open_reader() as reader,
    ):
        documents = WebDocuments(web, now)
        try:
            return [await detect(parse_input(text), reader_of(documents), reader) for text in inputs]
        except InputError as error:
            if (outage := await documents.outage()) is not None:
                raise OutageError(f"{error}: {outage}") from error
            raise


async def track(
    store: Store, specs: Sequence[SourceSpec], name: str | None, *, now: Callable[[], datetime] = utc_now
) -> list[tuple[SourceEntry, bool]]:
    """Track these sources from now on; return each with whether it is new."""
    entries = [SourceEntry(spec.kind, spec.location, name) for spec in specs]
    return [(entry, (await store.sources.call(store.sources.put, entry, "command", now()))[1]) for entry in entries]
