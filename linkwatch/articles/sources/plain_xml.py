"""XML of strangers, read element by element: without entities, and not nested without end."""

from collections.abc import Callable
from xml.parsers import expat

from linkwatch.articles.gzipped import unpack
from linkwatch.errors import InputError

_DEEPEST = 100
_LONGEST = 10_000  # characters of a text between two tags

Path = list[str]  # the names of the elements from the root on, without namespaces


def read_xml(
    body: bytes,
    start: Callable[[Path, dict[str, str]], None],
    end: Callable[[Path, str], None],
) -> None:
    """Read XML that may be gzipped. start, end: are called with the path of each element.

    start: and with its attributes. end: and with the text since the last tag, white space folded, which may be cut.
    Raises InputError for what is not well-formed, and what start and end raise.
    """
    path: Path = []
    words: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(path) >= _DEEPEST:
            raise InputError("elements are nested too deep")
        path.append(name.rpartition(" ")[2])
        words.clear()
        start(path, attributes)

    def text(data: str) -> None:
        if len(words) < _LONGEST:
            words.append(data)

    def finish(_name: str) -> None:
        end(path, " ".join("".join(words).split())[:_LONGEST])
        words.clear()
        path.pop()

    def refuse(*_declaration: object) -> None:
        raise InputError("declares XML entities, which it does not need")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(unpack(body), True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError(f"not well-formed XML: {error}") from error
