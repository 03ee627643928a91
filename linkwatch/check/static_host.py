"""Which file stands behind a local address, as static hosts serve it.

"/about" may be about.html. At the root of a site a file `_redirects` may say what is served in the place of others, as
Netlify, Cloudflare Pages and GitLab Pages read it: `/old /new 301`, `/blog/* /posts/:splat`, `/shop/:id /items/:id`.
"""

import errno
import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

RULES = "_redirects"
_CLEAN = (".html",)  # what static hosts leave out at the end of an address
_CLEAN_FOLDER = (".html", ".md")
_LONGEST_RULES = 2**20  # bytes
_MOST_RULES = 5000
_MOST_HOPS = 5
_DEEPEST = 40  # folders that are looked through, from an address up to its site's root


class _Rule(NamedTuple):
    """Of what may stand in an address, and what is served then; None for nothing: the host says that it is gone."""

    pattern: tuple[str, ...]
    target: str | None


def file_at(url: str) -> Path:
    """Return the file or folder of a file: URL, as static hosts serve it.

    Raises OSError where it is not there, or cannot be looked at; ValueError for what is no path.
    """
    return _served(urlsplit(url).path, _MOST_HOPS)


def _served(address: str, hops: int) -> Path:
    path = Path(url2pathname(address))
    names_a_folder = address.endswith("/")
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        for suffix in _CLEAN_FOLDER if names_a_folder else _CLEAN:
            page = path.with_name(path.name + suffix) if path.name else path
            if page.is_file():
                return page
        if hops and (other := _in_its_place(path, hops)) is not None:
            return other
        raise
    if is_file and names_a_folder:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    return path


def _in_its_place(missing: Path, hops: int) -> Path | None:
    """Return what the rules of the site have served in the place of a file; None where they have nothing.

    Where that is on another host, the file of the rules stands for it: nobody can tell what places it has.
    """
    for folder in missing.parents[:_DEEPEST]:
        rules = folder / RULES
        if rules.is_file():
            target = _target(rules, missing.relative_to(folder).parts)
            if target is None:
                return None
            return _served(folder.as_uri().removeprefix("file://") + target, hops - 1) if target[0] == "/" else rules
        if (folder / ".git").exists():
            return None
    return None


def _target(rules: Path, parts: tuple[str, ...]) -> str | None:
    about = rules.stat()
    for rule in _read(rules, about.st_mtime_ns, about.st_size):
        filled_in = _match(rule.pattern, parts)
        if filled_in is None:
            continue
        if rule.target is None:
            return None
        path = urlsplit(rule.target).path if rule.target.startswith("/") else rule.target
        steps = (filled_in.get(step, step) if step.startswith(":") else step for step in path.split("/"))
        return "/".join(steps)
    return None


def _match(pattern: tuple[str, ...], parts: tuple[str, ...]) -> dict[str, str] | None:
    """Return what stands for the placeholders of a pattern; None where it is of other addresses."""
    found: dict[str, str] = {}
    for index, step in enumerate(pattern):
        if step == "*":
            return {**found, ":splat": quote("/".join(parts[index:]))}
        if index == len(parts) or (step != parts[index] and not step.startswith(":")):
            return None
        if step.startswith(":"):
            found[step] = quote(parts[index])
    return found if len(pattern) == len(parts) else None


@lru_cache(maxsize=8)
def _read(rules: Path, changed_at: int, size: int) -> tuple[_Rule, ...]:
    """Read the rules of addresses alone. changed_at, size: of the file, so that it is read again when it changes."""
    with rules.open("rb") as file:
        lines = file.read(min(size, _LONGEST_RULES)).decode("utf-8", "replace").splitlines()
    return tuple(rule for line in lines[:_MOST_RULES] if (rule := _rule(line.split())) is not None)


def _rule(words: list[str]) -> _Rule | None:
    if len(words) < 2 or not words[0].startswith("/") or not words[1].startswith(("/", "https://", "http://")):
        return None  # a comment, a rule of another host or one that asks what stands behind the "?"
    pattern = tuple(step for step in unquote(words[0]).split("/") if step)
    is_gone = len(words) > 2 and words[2].startswith(("4", "5"))
    return _Rule(pattern, None if is_gone else words[1])
