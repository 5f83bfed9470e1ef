"""Names sort as they are read: after a change of a local reading, and where undo puts a name back."""

from alliance.branches.models import PartyOrganisation
from tenants.actions.rekeying import Holds
from tenants.acts.worked_out import worked_out
from tenants.isolation.scope import current_district_id
from tenants.reading.sort_keys import initial, sort_key
from tenants.selectors.readings import held_readings


@worked_out("branches.PartyOrganisation", "sort_key", "initial")
def keys_of(organisation: PartyOrganisation) -> dict[str, str]:
    readings = held_readings()
    return {
        "sort_key": sort_key(organisation.name, readings),
        "initial": initial(organisation.name, readings),
    }


def rekey(holds: Holds) -> None:
    """The keys of those whose names hold what changed. Harmless to repeat; a district has some hundreds."""
    here = PartyOrganisation.objects.filter(district=current_district_id()).order_by("id")
    named = [one for one, name in here.values_list("id", "name") if holds(name)]
    for organisation in here.filter(id__in=named).select_for_update(of=("self",), no_key=True):
        here.filter(id=organisation.id).update(**keys_of(organisation))
