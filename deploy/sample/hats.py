"""The accounts of the sample, and the one mandate each of them holds."""

from dataclasses import dataclass
from datetime import timedelta

from alliance.branches.models import PartyOrganisation
from deploy.sample import branches, neighbour, zhongde
from deploy.sample.inventing import PHONE
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Account, Contact, District, Mandate, Person, Principal, PrincipalKind

_SINCE = timedelta(days=200)


@dataclass(frozen=True, kw_only=True)
class Hat:
    """`acts_for`: the trade of an enterprise, a kind of office, or the name of a Party organisation."""

    login: str
    name: str
    label: str
    role: str
    district: str
    acts_for: str


HATS = (
    Hat(login="zhongde-liaison", name="林知微", label="liaison",
        role="LIAISON", district=zhongde.SLUG, acts_for="software"),
    Hat(login="zhongde-liaison-2", name="周望舒", label="liaison",
        role="LIAISON", district=zhongde.SLUG, acts_for="hotel"),
    Hat(login="zhongde-property", name="宋建业", label="property_manager",
        role="PROPERTY_MANAGER", district=zhongde.SLUG, acts_for="BUILDING_OFFICE"),
    Hat(login="zhongde-secretariat", name="孟清越", label="secretariat",
        role="SECRETARIAT", district=zhongde.SLUG, acts_for="SECRETARIAT"),
    Hat(login="zhongde-sub-district", name="高立新", label="sub_district",
        role="SUB_DISTRICT", district=zhongde.SLUG, acts_for="SUB_DISTRICT"),
    Hat(login="zhongde-branch", name="柳青岚", label="branch_secretary",
        role="BRANCH_SECRETARY", district=zhongde.SLUG, acts_for=branches.WITH_A_SECRETARY),
    Hat(login="yunting-liaison", name="白听澜", label="neighbour_liaison",
        role="LIAISON", district=neighbour.SLUG, acts_for="software"),
)  # fmt: skip


def appoint(plan: DistrictPlan, district: District, enterprises: Enterprises) -> None:
    """Make the accounts of a district, without secrets yet, and give them their mandates."""
    with scope(district), act("sample.appoint", by=OPERATOR, summary=plan.name) as record:
        for number, hat in enumerate(HATS):
            if hat.district == plan.slug:
                account = Account.objects.create_user(hat.login)
                _put_on(record, hat, account, PHONE.format(99_000 + number), plan, enterprises)


def _put_on(
    record: Record, hat: Hat, account: Account, phone: str, plan: DistrictPlan, enterprises: Enterprises
) -> None:
    person = record.create(Person(account=account, name=hat.name, phone=phone))
    if hat.role == "LIAISON":
        enterprise = enterprises[id(next(one for one in plan.enterprises if one.trade == hat.acts_for))]
        record.create(Contact(enterprise=enterprise, person=person, role="LIAISON"))
        principal = Principal.objects.get(id=enterprise.id)
    elif hat.role == "BRANCH_SECRETARY":
        principal = Principal.objects.get(id=PartyOrganisation.objects.get(name=hat.acts_for).id)
    else:
        principal = _office(record, hat.acts_for)
    record.create(Mandate(principal=principal, account=account, role=hat.role, starts=today() - _SINCE))


def _office(record: Record, kind: str) -> Principal:
    found = Principal.objects.filter(kind=kind).first()
    # A sub-district looks after several districts; none is made with a new one.
    return found or record.create(Principal(kind=PrincipalKind(kind), name="样例街道办事处"))
