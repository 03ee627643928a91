"""Where full WARC files go: an object store, or another disk, by any URL that fsspec understands.

    s3://bucket/copies/archive/linkwatch-20261122080000-0001.warc.gz
    s3://bucket/copies/indexes/linkwatch-20261122080000-0001.cdxj

The names are those of the folder that they come from, so that pywb takes both. A file is put there whole, and its index
after it: where an index is, its file is complete. Keys come from where the store's own programs look for them
(AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, ~/.aws), never from the settings.
"""

from pathlib import Path

from linkwatch.errors import ConfigError, StoreError
from linkwatch.urls import redact


class Shelf:
    """A place for finished files. Its methods wait for it: call them beside the event loop.

    url: of a folder, for one WarcFolder alone. Raises ConfigError for what fsspec does not know, or has no package for.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        try:
            from fsspec.core import url_to_fs

            more = {"auto_mkdir": True} if self.url.startswith("file:") else {}
            self._files, self._root = url_to_fs(self.url, **more)
        except ImportError as error:
            raise ConfigError(f"[archive] warc_shelf needs a package: pip install 'linkwatch[s3]' ({error})") from error
        except ValueError as error:
            raise ConfigError(f"[archive] warc_shelf: {redact(self.url)}: {error}") from error

    def place_of(self, name: str) -> str:
        """Return the URL that a WARC file has there, whether it is there yet or not."""
        return f"{self.url}/archive/{name}"

    def put(self, warc: Path, index: Path) -> None:
        """Copy a finished file and its index there. What an earlier try left is written over.

        Raises StoreError if the store does not take them, or has another file of this name.
        """
        to, index_to = f"{self._root}/archive/{warc.name}", f"{self._root}/indexes/{index.name}"
        size = warc.stat().st_size
        try:
            there = self._files.info(to)["size"] if self._files.exists(index_to) else size
            if there == size:
                self._files.put_file(str(warc), to)
                self._files.put_file(str(index), index_to)
                self._files.invalidate_cache()
                there = self._files.info(to)["size"]
                if there != size:
                    self._files.rm_file(index_to)
        except Exception as error:
            raise StoreError(f"{self.url}: cannot be written: {type(error).__name__}: {error}") from error
        if there != size:
            what = "cut off on the way, or another folder's: give each folder its own shelf"
            raise StoreError(f"{self.place_of(warc.name)}: {there} bytes instead of {size}: {what}")
