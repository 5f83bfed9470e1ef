"""An approved liaison is somebody here: a person with her account, a contact of her enterprise."""

from tenants.acts.recording import Record
from tenants.models import Account, Contact, ContactRole, Invitation, Mandate, Person, Role


def introduce(record: Record, invitation: Invitation) -> None:
    """The step of an approval that makes who she said she is known here.

    Whoever said nothing, and is not known yet, stays unknown: there is no number of hers to look at.
    """
    account_id = invitation.accepted_by_id
    if account_id is None:
        return
    # Two approvals of one account make one person.
    list(Account.objects.select_for_update(no_key=True).filter(pk=account_id))
    person = _person(record, invitation)
    if person is not None:
        role = {"enterprise_id": invitation.principal_id, "person": person, "role": ContactRole.LIAISON}
        if not Contact.objects.filter(**role).exists():
            record.create(Contact(**role))
    record.update(invitation, accepted_phone="")  # from here on it is the person's, in one place


def part_with(record: Record, mandate: Mandate) -> None:
    """The step of a revocation after which nobody calls her for the enterprise any more."""
    if mandate.role == Role.LIAISON:
        hers = Contact.objects.filter(person__account=mandate.account_id, role=ContactRole.LIAISON)
        record.delete_many(list(hers.filter(enterprise=mandate.principal_id).select_for_update()))


def _person(record: Record, invitation: Invitation) -> Person | None:
    account, name, phone = invitation.accepted_by_id, invitation.accepted_name, invitation.accepted_phone
    known = Person.objects.select_for_update().filter(account=account).first()
    if known is not None:  # what the district knows stands; what it lacks is filled in
        return record.update(known, name=known.name or name, phone=known.phone or phone)
    if not name and not phone:
        return None
    if phone and (listed := _listed(invitation)) is not None:
        return record.update(listed, account_id=account, name=listed.name or name)
    return record.create(Person(account_id=account, name=name, phone=phone))


def _listed(invitation: Invitation) -> Person | None:
    """Whom the enterprise's contacts name already, by this number and no other name. Of no other enterprise:
    whoever knows a stranger's number would become them."""
    contacts = Contact.objects.filter(enterprise=invitation.principal_id).values("person")
    same = Person.objects.filter(id__in=contacts, account=None, phone=invitation.accepted_phone)
    for person in same.order_by("id").select_for_update():
        if not (person.name and invitation.accepted_name) or person.name == invitation.accepted_name:
            return person
    return None
