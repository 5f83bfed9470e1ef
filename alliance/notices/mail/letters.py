"""What stands in a letter: one notice, or the day's. In the language its reader chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tenants.models import District

from ..kinds import text_of, title_of
from ..links import path_of
from ..models import Delivery

NAMES = UUID("0197b0f6-7f2e-7c1c-8c53-0d8f5e8f7a11")  # of digests, made from what is in them


@dataclass(frozen=True)
class Item:
    title: str
    text: str
    link: str


def letter(district: District, deliveries: Sequence[Delivery]) -> EmailMultiAlternatives:
    """The letter with these notices, all of one person. Asked in an open scope.

    Its Message-ID is made from the deliveries: one that leaves twice, because somebody was killed between
    sending and noting it, is recognised by its receiver.
    """
    account: Any = deliveries[0].receipt.account  # type: ignore[union-attr]
    with translation.override(account.language or settings.LANGUAGE_CODE):
        items = [item_of(district, one) for one in deliveries]
        subject = items[0].title
        if len(items) > 1:
            subject = _("%(count)d notices from %(district)s") % {
                "count": len(items),
                "district": district.name,
            }
        shown = {"items": items, "district": district, "subject": subject}
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),  # a header has one line
            body=render_to_string("notices/letter.txt", shown),
            to=[account.email],
            headers={"Message-ID": message_id(deliveries), "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("notices/letter.html", shown), "text/html")
    return message


def item_of(district: District, delivery: Delivery) -> Item:
    """A notice in words, in the active language, with the address of what it is about ("" if none)."""
    notice = delivery.notice
    path = path_of(district.slug, notice.about_type, notice.about_id)
    link = f"{settings.PUBLIC_URL}{path}" if path and settings.PUBLIC_URL else ""
    return Item(title_of(notice.kind, notice.params), text_of(notice.kind, notice.params), link)


def message_id(deliveries: Sequence[Delivery]) -> str:
    ids = sorted(one.id.hex for one in deliveries)
    name = ids[0] if len(ids) == 1 else uuid5(NAMES, " ".join(ids)).hex
    return f"<{name}@{urlsplit(settings.PUBLIC_URL).hostname}>"
