"""Where an article stands, as code hosts want it: a path from the repository's root."""

from pathlib import Path


class Places:
    """Names articles from the root of the repository that `folder` is in; from `folder`, where there is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        roots = (self._folder, *self._folder.parents)
        self._root = next((root for root in roots if (root / ".git").exists()), self._folder)

    def path(self, uri: str) -> str | None:
        """Return an article's path with slashes; None for a page, for standard input and for a file outside.

        uri: as a report names the article: a URL, "-", or a path, from `folder` if it is relative.
        """
        if uri == "-" or uri.startswith(("http://", "https://")):
            return None
        try:
            return (self._folder / uri).resolve().relative_to(self._root).as_posix()
        except (ValueError, OSError):  # ValueError: it stands elsewhere
            return None
