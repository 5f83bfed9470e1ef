"""A file is what its content is, never what it is called."""

import pytest

from alliance.files.rules import KINDS, LARGEST, check_size, clean_name, kind_of
from tenants.errors import Refusal
from tests.factories.papers import DOCX, JPEG, PAGE, PDF, PNG, PPTX, PROGRAM, WEBP, office, workbook, zipped

GOOD = {
    "批复.pdf": PDF,
    "楼.PNG": PNG,
    "照片.jpg": JPEG,
    "照片.jpeg": JPEG,
    "图.webp": WEBP,
    "说明.docx": DOCX,
    "台账.xlsx": workbook(),
    "介绍.pptx": PPTX,
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_accepted(name: str) -> None:
    assert kind_of(name, GOOD[name]) == KINDS[name.rpartition(".")[2].lower()]


PRETENDING = {
    "a program as a paper": ("批复.pdf", PROGRAM),
    "a page as a picture": ("楼.png", PAGE),
    "a page with a paper inside": ("批复.pdf", PAGE + PDF),
    "a picture as a paper": ("批复.pdf", PNG),
    "one picture as another": ("楼.png", JPEG),
    "a paper as a workbook": ("台账.xlsx", PDF),
    "a document as a workbook": ("台账.xlsx", DOCX),
    "any ZIP as a document": ("说明.docx", zipped({"a.txt": b"a"})),
    "a broken ZIP": ("说明.docx", DOCX[:-30]),
    "a document with macros": (
        "说明.docx",
        office("wordprocessingml.document", inside={"word/vbaProject.bin": b"x"}),
    ),
    "a document of the kind that has macros": (
        "说明.docx",
        zipped(
            {"[Content_Types].xml": b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"'}
        ),
    ),
    "a ZIP that unpacks to a flood": (
        "说明.docx",
        zipped({"[Content_Types].xml": b" " * 20_000_000 + DOCX}),
    ),
    "a beginning and nothing more": ("楼.webp", b"RIFF\x24\0\0\0WAVEfmt "),
}


@pytest.mark.parametrize("how", PRETENDING)
def test_a_file_that_is_not_what_its_name_says_is_refused(how: str) -> None:
    with pytest.raises(Refusal) as refused:
        kind_of(*PRETENDING[how])
    assert (refused.value.code, refused.value.path) == ("FILE_TYPE_MISMATCH", ("file",))


@pytest.mark.parametrize("name", ["脚本.exe", "网页.html", "图.svg", "旧表.xls", "pdf", "", "批复.pdf.zip"])
def test_other_kinds_are_not_accepted_whatever_is_inside(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        kind_of(name, PDF)
    assert (refused.value.code, refused.value.path) == ("FILE_KIND_NOT_ACCEPTED", ("file",))


@pytest.mark.parametrize(("size", "code"), [(0, "FILE_EMPTY"), (LARGEST + 1, "FILE_TOO_LARGE")])
def test_nothing_and_too_much_are_refused(size: int, code: str) -> None:
    check_size(1)
    check_size(LARGEST)
    with pytest.raises(Refusal, match=code):
        check_size(size)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/批复.pdf", "批复.pdf"),
        ("C:\\桌面\\批复.pdf", "批复.pdf"),
        ("批\0复\n 第2 号.pdf", "批 复 第2 号.pdf"),
        ("报\u202efdp.exe", "报 fdp.exe"),
        (" .批复.pdf ", "批复.pdf"),
        ("é.pdf", "é.pdf"),
        ("字" * 200 + ".pdf", "字" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept
