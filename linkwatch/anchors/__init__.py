"""Where a fragment may lead: the places of a page or a text that have a name. Pure, but for `files.py`.

Nobody can tell where scripts build the page, and of a text directive (`#:~:text=`): that is None, neither True nor
False.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

_DIRECTIVE = ":~:"
_OF_A_HOST = "user-content-"  # GitHub and its like put this before the names that authors give
_OF_HEADINGS = "markdown-header-"  # Bitbucket puts this before the names of headings
_TOPS = ("", "top")
_TOP_OF_MARKDOWN = "readme"  # so GitHub and GitLab name the frame in which they show a text
_READ_BY_SCRIPTS = re.compile(r"[/!?].*|.*=.*|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?", re.DOTALL)
_OF_A_VIEWER = re.compile(r"\^.*|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?", re.DOTALL)  # blocks of notes, lines of source


@dataclass(frozen=True, slots=True)
class Anchors:
    """The names of places.

    names: ids and the like, in which case counts. headings: names that hosts make of headings, in lower case; None
    where the text is no Markdown. has_scripts: scripts may read the fragment. is_built: there is hardly anything but
    scripts, which make the page. is_cut: not all of the page was read.
    """

    names: frozenset[str]
    headings: frozenset[str] | None = None
    has_scripts: bool = False
    is_built: bool = False
    is_cut: bool = False

    def find(self, fragment: str) -> bool | None:
        """Tell whether a fragment, as written and without its "#", leads to a place; None where nobody can tell."""
        name, directive, _ = fragment.partition(_DIRECTIVE)
        if name and name in self.names:  # nearly all
            return True
        spellings = {name, unquote(name)}
        if any(map(self._has, spellings)):
            return True
        if directive or self.is_built or self.is_cut:
            return None
        if self.has_scripts and any(map(_READ_BY_SCRIPTS.fullmatch, spellings)):
            return None
        if self.headings is not None and any(map(_OF_A_VIEWER.fullmatch, spellings)):
            return None
        return name.lower() in _TOPS

    def _has(self, name: str) -> bool:
        if not name:
            return False
        if name in self.names or _OF_A_HOST + name in self.names:
            return True
        if self.headings is None:
            return False
        plain = name.removeprefix(_OF_A_HOST)
        heading = plain.removeprefix(_OF_HEADINGS).lower()
        return heading in self.headings or heading == _TOP_OF_MARKDOWN or plain in self.names


def look_for(fragments: Iterable[str], anchors: Anchors | None) -> dict[str, bool | None]:
    """Return of each fragment whether it leads to a place. anchors: None where what it leads to has no names."""
    return {fragment: None if anchors is None else anchors.find(fragment) for fragment in fragments}
