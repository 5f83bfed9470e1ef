"""What may be handed in: told by the content, never by what the sender calls it. Pure."""

import io
import unicodedata
import zipfile
from pathlib import PurePosixPath

import puremagic
from django.utils.translation import gettext as _

from tenants.errors import Refusal

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
OFFICE = "application/vnd.openxmlformats-officedocument."
# What is accepted, by the ending of its name.
KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
}
# How each of them begins. The catalogue of magic numbers finds some of them further inside, too: a page
# that carries a PDF somewhere is a page.
BEGINNINGS = {
    "application/pdf": (0, b"%PDF-"),
    "image/png": (0, b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/webp": (8, b"WEBP"),
}
# A file of the office formats is a ZIP that says what it is in its list of contents, which is small.
CONTENTS, LARGEST_CONTENTS = "[Content_Types].xml", 1024 * 1024
MACROS = "vbaproject.bin"
PATH = ("file",)


def check_size(size: int) -> None:
    if size > LARGEST:
        raise Refusal("FILE_TOO_LARGE", _("A file has at most 10 MB."), PATH)
    if size <= 0:
        raise Refusal("FILE_EMPTY", _("This file is empty."), PATH)


def clean_name(name: str) -> str:
    """The name without folders, control characters and marks that turn the direction of reading round (with
    which `fdp.exe` reads `exe.pdf`), at most as long as can be kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in last)
    tidy = " ".join(unicodedata.normalize("NFC", plain).split()).lstrip(". ")
    stem, dot, ending = tidy.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if stem else tidy[:LONGEST_NAME]


def kind_of(name: str, content: bytes) -> str:
    """The media type of a file that is what its cleaned name says.

    Raises Refusal `FILE_KIND_NOT_ACCEPTED` for a name of another kind; `FILE_TYPE_MISMATCH` for a content
    that is something else.
    """
    named = KINDS.get(PurePosixPath(name).suffix.lower().lstrip("."))
    if named is None:
        message = _("Accepted are PDF, PNG, JPEG, WEBP, DOCX, XLSX and PPTX.")
        raise Refusal("FILE_KIND_NOT_ACCEPTED", message, PATH)
    found = _office_kind(content) if named.startswith(OFFICE) else _plain_kind(content)
    if found != named:
        raise Refusal("FILE_TYPE_MISMATCH", _("This file is not what its name says."), PATH)
    return named


def _plain_kind(content: bytes) -> str | None:
    for media_type, (place, mark) in BEGINNINGS.items():
        if content[place : place + len(mark)] == mark:
            return media_type if media_type in _catalogued(content) else None
    return None


def _catalogued(content: bytes) -> set[str]:
    """What the catalogue of magic numbers takes it for."""
    try:
        return {one.mime_type for one in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()


def _office_kind(content: bytes) -> str | None:
    """What a ZIP says it is, or None for one that is broken, carries macros, or is no office file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = {entry.filename: entry for entry in archive.infolist()}
            listed = inside.get(CONTENTS)
            if listed is None or any(name.lower().endswith(MACROS) for name in inside):
                return None
            with archive.open(listed) as opened:  # no more than that, whatever it claims to unpack to
                said = opened.read(LARGEST_CONTENTS).decode("utf-8", "replace")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None
    return next(
        (kind for kind in KINDS.values() if kind.startswith(OFFICE) and f'"{kind}.main+xml"' in said), None
    )
