"""Lists of articles, on the web or in a file."""

from dataclasses import dataclass
from pathlib import Path

from linkwatch.articles.sources import Means, WebPage, is_url
from linkwatch.articles.sources.files import read_file
from linkwatch.articles.sources.pages import fetch_page
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Unreadable
from linkwatch.reading import DISK


@dataclass(frozen=True, slots=True)
class FilePage:
    """A list in a file, as if a server had sent it. url: the file's."""

    url: str
    body: bytes
    status: int = 200
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


def read_list_file(path: Path) -> FilePage:
    """Read a list from a file. Raises InputError."""
    body = read_file(path)  # first: a name that no file can have has no URL either
    return FilePage(path.absolute().as_uri(), body)


async def read_list(location: str, means: Means) -> WebPage | Unreadable:
    """Read a list whole; location: a URL or a path."""
    if is_url(location):
        return await fetch_page(location, means.read_url, is_list=True)
    try:
        return await means.reader(DISK, read_list_file, Path(location))
    except (InputError, TooMuchWorkError) as error:
        text = str(error)
        return Unreadable(location, text if location in text else f"{location}: {text}", is_list=True)
