"""Documents that are no text, as small as they can be."""

import io
import zipfile
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive; a file called mimetype is not compressed."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in files.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return body.getvalue()


def docx(text: str, targets: Mapping[str, str], **more: str) -> bytes:
    """A document of Word. text: the XML of its body; targets: of its relations, by their ids."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{url}" TargetMode="External"/>'
        for name, url in targets.items()
    )
    return packed(
        {
            "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">{text}</w:document>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="x">{relations}</Relationships>',
            **{name.replace("__", "/") + ".xml": content for name, content in more.items()},
        }
    )


def odt(text: str, *, manifest: str = "<m/>") -> bytes:
    """An OpenDocument text. text: the XML of its body."""
    names = f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return packed(
        {
            "mimetype": ODT_TYPE,
            "content.xml": f"<office:document-content {names}>{text}</office:document-content>",
            "META-INF/manifest.xml": manifest,
        }
    )


def epub(chapters: Mapping[str, str], **more: str) -> bytes:
    """A book. chapters: their HTML by their names, in the order of reading."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="in/book.opf"/></container>',
            "in/book.opf": f"<package><metadata><dc:title xmlns:dc='x'>A title</dc:title></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"in/{name}": html for name, html in chapters.items()},
            **{name.replace("__", "/") + ".xml": content for name, content in more.items()},
        }
    )


def pdf(*pages: tuple[str, list[str]], password: str | None = None, open_password: str = "") -> bytes:
    """A PDF. pages: what is printed on each, in lines, and the addresses of its links."""
    writer = PdfWriter()
    for text, links in pages:
        page = writer.add_blank_page(width=600, height=800)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        contents = DecodedStreamObject()
        lines = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.split("\n")]
        contents.set_data(
            ("BT /F 12 Tf 50 700 Td 14 TL " + " T* ".join(f"({line}) Tj" for line in lines) + " ET").encode()
        )
        page[NameObject("/Contents")] = writer._add_object(contents)
        for url in links:
            writer.add_annotation(len(writer.pages) - 1, Link(rect=(50, 700, 200, 720), url=url))
    if password is not None:
        writer.encrypt(open_password, password, algorithm="AES-256")
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()
