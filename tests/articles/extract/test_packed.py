"""What documents of office programs and books cite, and what is refused of them."""

import gzip
import io
import struct
import tracemalloc
import zipfile

import pytest

from linkwatch.articles.extract import extract
from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Article, Document
from tests.articles.extract.helpers import hrefs, read
from tests.articles.extract.packing import docx, epub, odt, packed
from tests.servers.bombs import zeros_in_gzip

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def field(mark: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'


def told(article: Article) -> list[tuple[str, str, str, str | None]]:
    return [(each.href, each.text, each.context, each.place) for each in article.citations]


def test_word_links_by_relations() -> None:
    text = (
        f"<w:p>{run('See ')}<w:hyperlink r:id='a' w:anchor='x'>{run('the')}{run(' page')}</w:hyperlink>{run('.')}</w:p>"
        f"<w:p><w:hyperlink w:anchor='here'>{run('inner')}</w:hyperlink></w:p>"
        f"<w:p><w:hyperlink r:id='none'>{run('x')}</w:hyperlink></w:p>"
        f"<w:p>{run('A picture')}<w:drawing><wp:docPr><a:hlinkClick r:id='b'/></wp:docPr></w:drawing></w:p>"
    )
    names = "<w:document xmlns:w='w' xmlns:r='r' xmlns:wp='wp' xmlns:a='a'>"
    body = docx(
        "",
        {"a": "https://a.example/?b=1&amp;c", "b": "https://b.example"},
        word__document=f"{names}{text}</w:document>",
    )
    assert told(read(body, "a.docx")) == [
        ("https://a.example/?b=1&c#x", "the page", "See the page.", "paragraph 1"),
        ("https://b.example", "", "A picture", "paragraph 4"),
    ]


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = f"<w:p><w:hyperlink r:id='a'>{run('in a box')}</w:hyperlink></w:p>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    names = "<w:document xmlns:w='w' xmlns:r='r' xmlns:mc='mc'>"
    behind = f"<w:hyperlink r:id='b'>{run('behind')}</w:hyperlink>"
    text = f"{names}<w:p>{run('A box ')}{twice}{behind}</w:p></w:document>"
    body = docx("", {"a": "https://a.example", "b": "https://b.example"}, word__document=text)
    assert told(read(body, "a.docx")) == [
        ("https://b.example", "behind", "A box behind", "paragraph 1"),
        ("https://a.example", "in a box", "in a box", "paragraph 2"),
    ]


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r'HYPERLINK \l "_The_mill"', []),
        (r'HYPERLINK \n \l "_The_mill" \o "a hint"', []),
        (r'HYPERLINK \o "a hint" "https://a.example"', ["https://a.example"]),
        (r'HYPERLINK \h "https://a.example" \l "x"', ["https://a.example#x"]),
        (r'HYPERLINK "" \l "x"', []),
    ],
)
def test_a_field_leads_outside_by_its_address_alone(instruction: str, expected: list[str]) -> None:
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    body = docx(f"<w:p>{field('begin')}{code}{field('separate')}{run('there')}{field('end')}</w:p>", {})
    assert hrefs(read(body, "a.docx")) == expected


def test_word_links_by_fields_and_in_notes() -> None:
    codes = (' HYPERLINK "https://a.', 'example" \\l "x" ')
    code = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in codes)
    page = f"{field('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{field('separate')}{run('7')}{field('end')}"
    simple = f"<w:fldSimple w:instr='HYPERLINK \"https://b.example\"'>{run('simple')}</w:fldSimple>"
    text = (
        f"<w:p>{run('On ')}{field('begin')}{code}{field('separate')}{run('page ')}{page}{field('end')}"
        f"{run(' it')}</w:p>"
        f"<w:p>{simple}<w:fldSimple w:instr='DATE'>{run('today')}</w:fldSimple></w:p>"
    )
    note = f"<w:p><w:hyperlink r:id='n'>{run('note')}</w:hyperlink></w:p>"
    notes = f"<w:footnotes xmlns:w='w' xmlns:r='r'>{note}</w:footnotes>"
    relations = '<R><Relationship Id="n" Target="https://n.example" TargetMode="External"/></R>'
    body = docx(text, {}, word__footnotes=notes, docProps__core="<c><dc:title>A title</dc:title></c>")
    with_notes = io.BytesIO(body)
    with zipfile.ZipFile(with_notes, "a") as archive:
        archive.writestr("word/_rels/footnotes.xml.rels", relations)
    article = read(with_notes.getvalue(), "a.docx")
    assert told(article) == [
        ("https://a.example#x", "page 7", "On page 7 it", "paragraph 1"),
        ("https://b.example", "simple", "simpletoday", "paragraph 2"),
        ("https://n.example", "note", "note", "footnotes, paragraph 1"),
    ]
    assert article.title == "A title"


def test_opendocument_links_in_text_and_notes() -> None:
    text = (
        "<text:h>A <text:s/>head</text:h><text:p>See <text:a xlink:href='https://a.example'>the "
        "<text:span>page</text:span>"
        "</text:a><text:note><text:p><text:a xlink:href='../b.odt'>beside</text:a></text:p></text:note>."
        "<office:annotation><text:p><text:a xlink:href='https://no.example'>x</text:a></text:p></office:annotation>"
        "</text:p><text:p><text:a xlink:href='#here'>here</text:a></text:p>"
    )
    article = read(odt(text), "a.odt")
    assert told(article) == [
        ("https://a.example", "the page", "See the page.", "paragraph 2"),
        ("b.odt", "beside", "beside", "paragraph 3"),
    ]
    assert article.title == "A head"


def test_a_book_is_read_in_its_order_and_what_stays_in_it_is_no_citation() -> None:
    chapters = {
        "b.xhtml": "<p>\n<a href='https://a.example'>one</a> <a href='a.xhtml#x'>on</a> <a href='/'>root</a>",
        "a b.xhtml": "<base href='https://b.example/'><a href='c'>two</a>",
    }
    article = read(epub({name.replace(" ", "%20"): html for name, html in chapters.items()} | chapters), "a.epub")
    assert [(each.href, each.target.url, each.place, each.line) for each in article.citations] == [
        ("https://a.example", "https://a.example/", "in/b.xhtml, line 2", None),
        ("c", "https://b.example/c", "in/a b.xhtml, line 1", None),
    ]
    assert article.title == "A title"


@pytest.mark.parametrize(
    ("name", "body", "problem"),
    [
        ("a.odt", odt("", manifest="<m><encryption-data/></m>"), "is encrypted"),
        ("a.epub", epub({"a": ""}, **{"META-INF__encryption": "<e><CipherReference URI='in/a'/></e>"}), "is encrypted"),
        ("a.docx", docx("", {}, word__document=f"{ENTITIES}<w:document>&b;</w:document>"), "declares entities"),
        ("a.odt", packed({"content.xml": f"{ENTITIES}<a>&b;</a>"}), "declares entities"),
        ("a.epub", packed({"META-INF/container.xml": "<a/>"}), "names no book"),
        ("a.odt", packed({"a.odt": odt("")}), "content.xml is missing in it"),
        ("a.docx", packed({"word/document.xml": "<a><b></a>"}), "word/document.xml in it is damaged"),
        ("a.docx", docx("", {})[:-40], "cannot be unpacked"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_line(name: str, body: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        read(body, name)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_an_encrypted_archive_is_refused() -> None:
    body = bytearray(docx("", {}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.index(mark)
        body[place + offset] |= 1
    with pytest.raises(InputError, match="is encrypted"):
        read(bytes(body), "a.docx")


def test_an_archive_of_too_many_files_is_given_up() -> None:
    with pytest.raises(InputError, match=r"a\.docx: holds more than 20000 files"):
        read(packed({str(number): "" for number in range(20_001)}), "a.docx")


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return packed({"content.xml": b" " * (MAX_DOCUMENT_BYTES + 1)})


def test_what_unpacks_without_end_is_given_up(bomb: bytes) -> None:
    assert len(bomb) < MAX_DOCUMENT_BYTES / 200
    with pytest.raises(InputError, match="unpacks to more than 64 MB"):
        read(bomb, "a.odt")


@pytest.mark.parametrize("says", [0, 10])
def test_an_archive_that_says_less_than_it_holds_is_damaged_and_not_unpacked(says: int) -> None:
    size = 8 * 2**20
    honest = packed({"content.xml": b" " * size})
    lying = honest.replace(struct.pack("<I", size), struct.pack("<I", says))
    assert honest.count(struct.pack("<I", size)) == 2  # in the directory, and before the file
    tracemalloc.start()
    with pytest.raises(InputError, match="damaged"):
        read(lying, "a.odt")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < size / 8


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_could_unpack_to_more_than_is_read_of_it_is_refused(packing: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("content.xml", b"<a/>")
    with pytest.raises(InputError, match="do not use"):
        read(file.getvalue(), "a.odt")


def test_many_parts_that_are_large_together_are_given_up() -> None:
    chapter = "<p>" + " " * (MAX_DOCUMENT_BYTES // 4)
    with pytest.raises(InputError, match="unpacks to more than 64 MB"):
        read(epub({f"{number}.xhtml": chapter for number in range(5)}), "a.epub")


@pytest.mark.parametrize("name", ["-", "https://a.example/download"])
def test_documents_are_known_by_what_they_are(name: str) -> None:
    link = "<text:p><text:a xlink:href='b'>b</text:a></text:p>"
    for body in (odt(link), epub({"a.xhtml": "<a href='https://b.example'>b</a>"})):
        assert len(extract(Document(name, body, "https://a.example/", "application/octet-stream")).citations) == 1
    assert hrefs(read(docx("", {}), name)) == []


def test_one_layer_of_gzip_is_undone_and_what_it_holds_is_bounded_alike(bomb: bytes) -> None:
    link = "<text:p><text:a xlink:href='https://b.example'>b</text:a></text:p>"
    assert hrefs(read(gzip.compress(odt(link)), "a.odt.gz")) == ["https://b.example"]
    for body, problem in (
        (gzip.compress(bomb), "unpacks to more than 64 MB"),
        (gzip.compress(gzip.compress(odt(link))), "cannot be unpacked"),
        (zeros_in_gzip(1 + MAX_DOCUMENT_BYTES // 1_000_000), "more than 64 MB when unpacked"),
        (packed({"a.odt": gzip.compress(odt(link))}), "content.xml is missing"),
    ):
        with pytest.raises(InputError, match=problem):
            read(body, "a.odt.gz")
