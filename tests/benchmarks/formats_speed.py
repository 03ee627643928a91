"""How fast each format is read, in MB a second: prose with a link in every 500 characters or so.

.venv/bin/python -m tests.benchmarks.formats_speed
"""

import time

from linkwatch.articles.extract import extract
from linkwatch.model import Document
from tests.articles.extract.packing import docx, epub, odt, pdf

PARAGRAPHS = 1500
PROSE = "Over the years the river moved its bed, and nobody who lived beside it was surprised by what it took. " * 5
URL = "https://example.org/{}"


def each(paragraph: str) -> str:
    """Many paragraphs; "URL" in each becomes an address, "PROSE" words."""
    return "".join(paragraph.replace("URL", URL.format(n)).replace("PROSE", PROSE) for n in range(PARAGRAPHS))


def bodies() -> dict[str, tuple[bytes, int]]:
    """An article in each format, and its size: unpacked where it is packed."""
    word = "<w:p><w:r><w:t>PROSE</w:t></w:r><w:hyperlink r:id='a'><w:r><w:t>URL</w:t></w:r></w:hyperlink></w:p>"
    texts = {
        "html": each("<p>PROSE <a href='URL'>link</a>.\n"),
        "markdown": each("PROSE [link](URL).\n\n"),
        "rst": each("PROSE `link <URL>`__.\n\n"),
        "asciidoc": each("PROSE URL[link].\n\n"),
        "wikitext": each("PROSE<ref>{{cite web|url=URL|title=A title|access-date=2014-05-03}}</ref>\n\n"),
        "latex": each("PROSE \\href{URL}{link}.\n\n"),
        "bibtex": each("@misc{key,\n  title = {A title},\n  abstract = {PROSE},\n  url = {URL}\n}\n"),
        "ris": each("TY  - ELEC\nTI  - A title\nAB  - PROSE\nUR  - URL\nER  - \n"),
        "csl": "[" + each('{"id": "a", "title": "A title", "abstract": "PROSE", "url": "URL"},\n') + "{}]",
        "org": each("PROSE [[URL][link]].\n\n"),
        "jupyter": '{"cells": [' + each('{"cell_type": "markdown", "source": ["PROSE [link](URL)."]},\n') + "{}]}",
        "text": each("PROSE URL.\n\n"),
    }
    chapter, word_text = texts["html"], each(word)
    odt_text = each("<text:p>PROSE <text:a xlink:href='URL'>link</text:a>.</text:p>")
    pages = pdf(*[("\n".join([PROSE[:90]] * 40), [URL.format(n)]) for n in range(PARAGRAPHS // 10)])
    return {name: (text.encode(), len(text)) for name, text in texts.items()} | {
        "epub": (epub({"a.xhtml": chapter}), len(chapter)),
        "docx": (docx(word_text, {"a": URL}), len(word_text)),
        "odt": (odt(odt_text), len(odt_text)),
        "pdf": (pages, len(pages)),
    }


def main() -> None:
    """Print the table."""
    for name, (body, size) in bodies().items():
        started = time.process_time()
        citations = len(extract(Document("a", body, URL, format=name)).citations)
        seconds = time.process_time() - started
        print(f"{name:<10} {size / 1e6:6.2f} MB  {citations:>5} citations  {size / 1e6 / seconds:6.1f} MB/s")


if __name__ == "__main__":
    main()
