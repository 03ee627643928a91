"""Everything linkwatch raises on purpose, named by what the caller should do.

LinkwatchError
├── UsageError              the command or its words are wrong: say so, exit 2
├── ConfigError             the settings are wrong: say which key, exit 2
├── InputError              an article or a source cannot be read: report it, go on with the others
│   ├── TooLargeError       it is larger than was asked for
│   └── OverrunError        its site was asked too often: leave the site alone for a while
├── UnwritableError         a link cannot be written in this way where it stands: leave it, go on with the others
├── TooMuchWorkError        reading something takes more time or memory than it may: report it, go on with the others
├── OutageError             our own network is down: what is silent cannot be believed, exit 3
├── MachineError            this machine lacks what the work needs: say what, exit 3
│   ├── UsedUpError         it has no more memory, threads, processes or open files for the moment: wait, use fewer
│   └── KilledError         who did the work was killed, again and again: leave this piece of work
├── StoreError              the database cannot be used: say why, exit 2
│   ├── StoreBusyError      another process does the same work, or holds the lock: try again later
│   │   └── StoreLockedError    it holds SQLite's lock, and was waited for: exit 3
│   ├── StoreFullError      the disk is full: try again when there is room
│   ├── ResultTooLargeError   a query that somebody typed returns more than is shown: ask for less
│   └── StoreLostError      the file was deleted, replaced or damaged: end, for what is written now is lost
├── ArchiveError            an archive gave no usable answer; an absence of captures is never an error
│   ├── ArchiveUnavailableError   down, slow, refusing or talking nonsense: ask again after `retry_after` seconds
│   ├── ArchiveKeysError          the archive does not accept the keys: correct the settings
│   ├── ArchiveExcludedError      the archive keeps this site out: do not ask again soon
│   └── ArchiveNotToldError       it may not learn of this address: nothing was asked, do not ask
└── NotifyError             a message was not taken: try again later

The message of each is one line for a person: what is wrong, where, what to do.
"""


class LinkwatchError(Exception):
    """Root of everything that linkwatch raises on purpose."""


class UsageError(LinkwatchError):
    """The command cannot be carried out as it was given."""


class ConfigError(LinkwatchError):
    """A setting is unknown, malformed or out of range."""


class InputError(LinkwatchError):
    """An article or source cannot be read."""


class TooLargeError(InputError):
    """An article is larger than was asked for."""


class OverrunError(InputError):
    """The site that holds it was asked too often."""


class UnwritableError(LinkwatchError):
    """A link cannot be written in the form that is wanted where it stands. The message does not name the link."""


class TooMuchWorkError(LinkwatchError):
    """Reading something takes more time or memory than is allowed for it. The message does not say what was read."""


class OutageError(LinkwatchError):
    """Our own network seems to be down, or the machine refuses connections: nothing that was seen can be believed."""


class MachineError(LinkwatchError):
    """This machine does not allow what the work needs, as files that are open at once."""


class UsedUpError(MachineError):
    """The machine has no more memory, threads, processes or open files to give for the moment."""


class FilesUsedUpError(UsedUpError):
    """No more files or sockets can be opened for the moment."""


class KilledError(MachineError):
    """The processes that did a piece of work were killed by others, most likely by the kernel for want of memory."""


class StoreError(LinkwatchError):
    """The database cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process holds the database's lock for too long."""


class StoreLockedError(StoreBusyError):
    """Another process kept the database locked for as long as was waited."""


class StoreFullError(StoreError):
    """The disk has no room for what is to be written."""


class ResultTooLargeError(StoreError):
    """A query returns more than may be held in memory."""


class StoreLostError(StoreError):
    """The open database is no longer there, or no longer sound."""


class ArchiveError(LinkwatchError):
    """An archive gave no usable answer."""


class ArchiveUnavailableError(ArchiveError):
    """The archive did not answer properly; `retry_after` says in how many seconds to ask again, if known.

    uncertain: the question may have reached it all the same, and what was asked for may have been done.
    """

    def __init__(self, message: str, retry_after: float | None = None, *, uncertain: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.uncertain = uncertain


class ArchiveExcludedError(ArchiveError):
    """The archive keeps this site out of its public view."""


class ArchiveNotToldError(ArchiveError):
    """The archive may not learn of this address: it was not asked."""


class ArchiveKeysError(ArchiveError):
    """The archive does not accept the keys."""


class NotifyError(LinkwatchError):
    """A message did not reach its target. What it says never holds the target's address."""


def first_of(failures: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the failure that ended a group of tasks."""
    first = failures.exceptions[0]
    return first_of(first) if isinstance(first, BaseExceptionGroup) else first
