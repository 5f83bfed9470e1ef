"""Files of each accepted kind, as small as they can be, and some that pretend."""

import io
import zipfile

from openpyxl import Workbook

from alliance.files.actions import store
from alliance.files.models import StoredFile
from tenants.acts.authors import Author

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\1" * 2 + b"\x08\2\0\0\0" + b"\0" * 16
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\1" * 30 + b"\xff\xd9"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 30
PROGRAM = b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run in DOS mode."
PAGE = b"<!doctype html><script>alert(1)</script>"


def office(what: str, *, inside: dict[str, bytes] | None = None) -> bytes:
    """A ZIP that says that it is this: `wordprocessingml.document`."""
    kind = f"application/vnd.openxmlformats-officedocument.{what}.main+xml"
    listed = f'<Types><Override PartName="/x.xml" ContentType="{kind}"/></Types>'
    return zipped({"[Content_Types].xml": listed.encode(), **(inside or {})})


def zipped(inside: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook() -> bytes:
    """A real one."""
    file = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "平面图"  # type: ignore[index]
    book.save(file)
    return file.getvalue()


DOCX, PPTX = office("wordprocessingml.document"), office("presentationml.presentation")


def a_file(by: Author, name: str = "平面图.pdf", content: bytes = PDF) -> StoredFile:
    return store(by=by, name=name, content=content)
