"""What became of saving pages, for people."""

from collections.abc import Iterator

from linkwatch.archive.telling import why_not_told
from linkwatch.archive.wrapped import archived_original
from linkwatch.config import ArchiveSettings
from linkwatch.keep.savable import is_to_be_saved
from linkwatch.model import THERE, Row
from linkwatch.store import Saves

KEPT = frozenset({"saved", "archived", "copy"})  # ends of a save after which the page is in an archive


def saves_of(saves: Saves, settings: ArchiveSettings, run_id: int) -> Iterator[Row]:
    """Yield a run's links and what became of saving them.

    `save` is a state of the table `saves`, "copy" for a link that points into an archive itself, or "not-saved" for
    one that is not alive or not to be told to an archive: `message` then says why not.
    """
    for row in saves.of_run(run_id):
        url, status, save, message = row["url"], row["status"], row["save"], row["message"]
        if archived_original(url) is not None:
            save = "copy"
        elif save is None or not is_to_be_saved(url, status):
            save = "not-saved"
            if message is None and status in THERE:
                message = why_not_told(url, settings.save_url)
        yield {**row, "save": save, "message": message}
