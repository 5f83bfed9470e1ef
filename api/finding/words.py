"""What the page of the search says, in the reader's language: given to its script, which knows no words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "fields": {
        "NAME": _("name"),
        "SHOP_SIGN": _("shop sign"),
        "FORMER_NAME": _("former name"),
        "UNIT": _("unit"),
        "FLOOR": _("floor"),
        "BUILDING": _("building"),
        "USCC": _("credit code"),
        "TAG": _("tag"),
        "FORMAT": _("format of business"),
        "INDUSTRY": _("industry"),
        "DESCRIPTION": _("description"),
        "TITLE": _("title"),
        "CATEGORY": _("category"),
        "DETAILS": _("details"),
    },
    "ways": {
        "EXACT": "",
        "HANZI": "",
        "PINYIN": _("by pinyin"),
        "INITIALS": _("by initials"),
        "MIXED": _("by characters and pinyin"),
        "TYPO": _("nearly"),
    },
    "groups": {
        "NAME": _("Enterprises"),
        "BUILDING": _("Buildings"),
        "TAG": _("Tags"),
        "LISTING": _("Listings"),
    },
    "facets": {
        "BUILDING": _("building"),
        "FLOOR": _("floor"),
        "BRANCH": _("Party organisation"),
        "INDUSTRY": _("industry"),
        "FORMAT": _("format of business"),
        "TAG": _("tag"),
        "SECTOR": _("sector"),
        "KIND": _("kind"),
        "HAS_OPEN": _("has open"),
        "MEMBER": _("member of the alliance"),
        "CATEGORY": _("category"),
        "STATE": _("state"),
    },
    "kinds": {"OFFER": _("Offer"), "WANT": _("Want"), "PROJECT": _("Project")},
    "found": _("{count} found"),
    "more": _("Show more"),
    "nothing": _("Nothing fits “{text}”."),
    "elsewhere": _("Fewer letters, another spelling or the other list may help."),
    "lost": _("No answer came. Is there a connection?"),
    "again": _("Try again"),
    "searching": _("Searching…"),
    "proposed": _("{count} suggestions; arrow keys choose"),
}
