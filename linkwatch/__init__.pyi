from linkwatch import aio as aio
from linkwatch.aio.blocking import audit as audit
from linkwatch.aio.blocking import check as check
from linkwatch.aio.blocking import extract as extract
from linkwatch.aio.blocking import find_snapshot as find_snapshot
from linkwatch.aio.results import Article as Article
from linkwatch.aio.results import Citation as Citation
from linkwatch.aio.results import Extract as Extract
from linkwatch.aio.results import Link as Link
from linkwatch.aio.results import Mark as Mark
from linkwatch.aio.results import MovedTo as MovedTo
from linkwatch.aio.results import Redirect as Redirect
from linkwatch.aio.results import Report as Report
from linkwatch.aio.results import Run as Run
from linkwatch.errors import LinkwatchError as LinkwatchError
from linkwatch.model import Snapshot as Snapshot
from linkwatch.model import Status as Status

__version__: str
