from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alliance.files.selectors import of_owner
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.errors import NotFound, Refusal
from tenants.models import Principal, PrincipalKind
from tenants.permissions import forbidden, require
from tenants.rules.versions import check_version

from ..models import Agreement, AgreementState, Promise, PromiseAudience
from ..rules import AgreementTerms, PromiseTerms, check
from ..rules.terms import ONE_DAY


@transaction.atomic
def draft_agreement(*, by: Author, terms: AgreementTerms) -> UUID:
    """Write down what is to be signed; the author's principal signs for the alliance. Returns its id.

    Nothing opens before it is signed. Raises NotFound for an institution or a file that is not here;
    Refusal `FORBIDDEN`, what `rules.check` raises, `SAME_PRINCIPAL`.
    """
    if by.principal_id is None:
        raise forbidden()
    require(by, "keep", "agreement", owner=by.principal_id)
    check(terms)
    _check_institution(terms.institution, partner=by.principal_id)
    with act("agreement.draft", by=by, summary=terms.title.strip()) as record:
        agreement = Agreement(partner_id=by.principal_id, **_columns(by.principal_id, terms))
        record.create(agreement)
        _write_promises(record, agreement, terms)
    return agreement.id


@transaction.atomic
def change_agreement(
    *, by: Author, agreement_id: UUID, terms: AgreementTerms, expected_version: int | None = None
) -> UUID:
    """Write a draft anew, promises included. Raises NotFound; Refusal `ALREADY_SIGNED`, `VERSION_CHANGED`,
    and those of `draft_agreement`."""
    agreement = locked(by, agreement_id, expected_version)
    check_draft(agreement)
    check(terms)
    _check_institution(terms.institution, partner=agreement.partner_id)
    with act("agreement.change", by=by, summary=terms.title.strip()) as record:
        _drop_promises(record, agreement)
        columns = _columns(agreement.partner_id, terms, keeps=agreement.file_id)
        record.update(agreement, version=agreement.version + 1, **columns)
        _write_promises(record, agreement, terms)
    return agreement.id


@transaction.atomic
def discard_agreement(*, by: Author, agreement_id: UUID, expected_version: int | None = None) -> UUID:
    """Throw a draft away. Raises as `change_agreement` does."""
    agreement = locked(by, agreement_id, expected_version)
    check_draft(agreement)
    with act("agreement.discard", by=by, summary=agreement.title) as record:
        _drop_promises(record, agreement)
        record.delete(agreement)
    return agreement_id


def locked(by: Author, agreement_id: UUID, expected_version: int | None) -> Agreement:
    """The agreement, locked, if the author may keep it and it is as the author believes."""
    agreement = Agreement.objects.select_for_update().filter(id=agreement_id).first()
    if agreement is None:
        raise NotFound(_("There is no such agreement."), ("id",))
    require(by, "keep", "agreement", owner=agreement.partner_id)
    check_version(agreement.version, expected_version)
    return agreement


def check_draft(agreement: Agreement) -> None:
    if agreement.state != AgreementState.DRAFT:
        raise Refusal("ALREADY_SIGNED", _("This agreement is signed: it can only be ended."), ("id",))


def _check_institution(institution: UUID, *, partner: UUID) -> None:
    if institution == partner:
        raise Refusal("SAME_PRINCIPAL", _("An agreement has two sides."), ("institution",))
    if not Principal.objects.filter(id=institution, kind=PrincipalKind.ENTERPRISE).exists():
        raise NotFound(_("There is no such enterprise."), ("institution",))


def _columns(partner: UUID, terms: AgreementTerms, *, keeps: UUID | None = None) -> dict[str, Any]:
    if terms.file is not None and terms.file != keeps and terms.file not in of_owner(partner, [terms.file]):
        raise NotFound(_("There is no such file of yours."), ("file",))
    return {
        "institution_id": terms.institution,
        "title": terms.title.strip(),
        "number": terms.number.strip(),
        "starts": terms.starts,
        "ends": terms.last_day + ONE_DAY if terms.last_day else None,
        "file_id": terms.file,
    }


def _write_promises(record: Record, agreement: Agreement, terms: AgreementTerms) -> None:
    rows = [_row(agreement, place, promise) for place, promise in enumerate(terms.promises)]
    record.create_many(rows)
    named = [
        PromiseAudience(promise=row, principal_id=one)
        for row, promise in zip(rows, terms.promises, strict=True)
        for one in sorted(promise.named)
    ]
    wanted = {one.principal_id for one in named}
    known = set(Principal.objects.filter(id__in=wanted).values_list("id", flat=True))
    for place, promise in enumerate(terms.promises):
        if promise.named - known:
            path = ("promises", str(place), "audience", "principals")
            raise NotFound(_("There is nobody of this kind here."), path)
    record.create_many(named)


def _row(agreement: Agreement, place: int, promise: PromiseTerms) -> Promise:
    return Promise(
        agreement=agreement,
        ordinal=place,
        side=promise.side,
        title=promise.title.strip(),
        description=promise.description,
        category=promise.category,
        quantity=promise.quantity,
        measure=promise.measure,
        frequency=promise.frequency,
        audience=promise.audience,
        starts=promise.starts or agreement.starts,
        ends=promise.last_day + ONE_DAY if promise.last_day else agreement.ends,
    )


def _drop_promises(record: Record, agreement: Agreement) -> None:
    promises = list(Promise.objects.filter(agreement=agreement))
    record.delete_many(list(PromiseAudience.objects.filter(promise__in=promises)))
    record.delete_many(promises)
