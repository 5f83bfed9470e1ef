"""What the documents name is there: a tour through files that moved leads nowhere."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
ROOMS = "tenants|alliance|search|api|deploy|tests|docs"
NAMED = re.compile(rf"`((?:{ROOMS})/[\w./-]*)`")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_files_named_in_a_document_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    missing = [name for name in NAMED.findall(text) if not (CHECKOUT / name).exists()]
    missing += [link for link in LINKED.findall(text) if not (document.parent / link).exists()]
    assert missing == []
