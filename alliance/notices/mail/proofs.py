"""The letter whose link proves an address. It names the district and nobody: it may reach a stranger."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tenants.models import District

from ..links import path_of_proof
from ..models import AddressProof
from ..rules.addresses import secret_of


def proof_letter(district: District, proof: AddressProof) -> EmailMultiAlternatives:
    """In the language of the account. Leaving twice, it has the same Message-ID and the same link."""
    account = proof.account
    with translation.override(account.language or settings.LANGUAGE_CODE):
        subject = _("Is this your address? %(district)s") % {"district": district.name}
        link = f"{settings.PUBLIC_URL}{path_of_proof(district.slug, secret_of(proof.id, account))}"
        shown = {"district": district, "link": link, "subject": subject}
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("notices/proof.txt", shown),
            to=[proof.address],
            headers={
                "Message-ID": f"<{proof.id.hex}@{urlsplit(settings.PUBLIC_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("notices/proof.html", shown), "text/html")
    return message
