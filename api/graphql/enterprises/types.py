from datetime import date, datetime
from typing import Any
from uuid import UUID

import graphene

from api.graphql.base import READ_DIRECTORY, Guarded, HouseType
from api.graphql.classification.tagging import tags_of
from api.graphql.classification.types import BusinessFormatType, IndustryType, TagType
from api.graphql.connections import connection_of
from api.graphql.contacts.types import contacts_of_enterprise
from api.graphql.listings.queries import listings_of_enterprise
from api.graphql.peers import follow, listed, load
from api.graphql.places.types import AS_OF, BuildingType, UnitType
from api.graphql.tenancies.main import main_tenancy
from api.graphql.tenancies.types import TenancyType
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, EnterpriseTag, FormerName, Tag, Tenancy
from tenants.selectors.occupancy import by_weight, tenancies_on

from .enums import EnterpriseKindEnum, SectorEnum


class EnterpriseType(HouseType):
    class Meta:
        name = "Enterprise"
        model = Enterprise
        permission = READ_DIRECTORY
        description = "Who occupies or belongs (入驻单位): a company, a shop, an organisation, a counter."

    slug = graphene.String(
        required=True, description="Its page's address, e.g. `hualong-keji`; old ones go on answering."
    )
    name = graphene.String(required=True, description="Its registered name, e.g. `华龙科技有限公司`.")
    shop_sign = graphene.String(description="What stands above the door, e.g. `华龙数码`.")
    former_names = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Names it had, the oldest first."
    )
    uscc = graphene.String(
        description="统一社会信用代码, 18 characters; null while it is being issued (办理中)."
    )
    kind = EnterpriseKindEnum(required=True, description="What it is by law.")
    sector = Guarded(
        SectorEnum, permission=("read", "enterprise.sector"), description="Whose it is; null to the public."
    )
    industry = graphene.Field(IndustryType, description="What it does, by GB/T 4754-2017 (行业).")
    format = graphene.Field(
        BusinessFormatType, description="Its format of business, of the district's list (业态)."
    )
    tags = graphene.List(graphene.NonNull(TagType), required=True, description="Words it is found by.")
    description = graphene.String(description="What it says about itself.")
    public_phone = graphene.String(description="The number it shows to everybody, e.g. `0537-1234567`.")
    website = graphene.String(description="Its website, e.g. `https://example.cn/`.")
    logo_url = graphene.String(description="Where its logo lies, e.g. `https://example.cn/logo.svg`.")
    updated_at = graphene.DateTime(
        required=True, description="When anything of its page last changed (ISO 8601)."
    )
    version = graphene.Int(
        required=True, description="Counts the changes of its page; for `expectedVersion`."
    )
    unit = graphene.Field(UnitType, as_of=AS_OF, description="The unit of its main tenancy on that day.")
    building = graphene.Field(
        BuildingType, as_of=AS_OF, description="The building of its main tenancy on that day."
    )
    tenancies = graphene.List(
        graphene.NonNull(TenancyType),
        as_of=AS_OF,
        description="Where it is on that day, the main tenancy first.",
    )
    listings = listings_of_enterprise()
    contacts = contacts_of_enterprise()

    def resolve_former_names(enterprise: Any, info: Any) -> list[str]:
        def read(rows: list[Enterprise]) -> dict[UUID, list[FormerName]]:
            names = FormerName.objects.filter(
                district=current_district_id(), enterprise__in=[r.pk for r in rows]
            )
            return listed(names.order_by("until", "id"), "enterprise_id")

        return [former.name for former in load(enterprise, "former_names", read, [])]

    def resolve_shop_sign(enterprise: Any, info: Any) -> str | None:
        return enterprise.shop_sign or None

    def resolve_description(enterprise: Any, info: Any) -> str | None:
        return enterprise.description or None

    def resolve_public_phone(enterprise: Any, info: Any) -> str | None:
        return enterprise.public_phone or None

    def resolve_logo_url(enterprise: Any, info: Any) -> str | None:
        return enterprise.logo_url or None

    def resolve_website(enterprise: Any, info: Any) -> str | None:
        return enterprise.website or None

    def resolve_industry(enterprise: Any, info: Any) -> Any:
        return follow(enterprise, "industry")

    def resolve_format(enterprise: Any, info: Any) -> Any:
        return follow(enterprise, "format")

    def resolve_tags(enterprise: Any, info: Any) -> list[Tag]:
        return tags_of(enterprise, EnterpriseTag.objects.all(), "enterprise_id")

    def resolve_updated_at(enterprise: Any, info: Any) -> datetime:
        return enterprise.updated_at

    def resolve_unit(enterprise: Any, info: Any, as_of: date | None = None) -> Any:
        tenancy = main_tenancy(enterprise, info.context.day(as_of))
        return follow(tenancy, "unit") if tenancy else None

    def resolve_building(enterprise: Any, info: Any, as_of: date | None = None) -> Any:
        tenancy = main_tenancy(enterprise, info.context.day(as_of))
        return follow(follow(tenancy, "unit"), "building") if tenancy else None

    def resolve_tenancies(enterprise: Any, info: Any, as_of: date | None = None) -> list[Tenancy]:
        day = info.context.day(as_of)

        def read(rows: list[Enterprise]) -> dict[UUID, list[Tenancy]]:
            there = tenancies_on(day).filter(
                district=current_district_id(), enterprise__in=[r.pk for r in rows]
            )
            return listed(by_weight(there), "enterprise_id")

        return load(enterprise, ("tenancies", day), read, [])


EnterpriseConnection = connection_of(EnterpriseType, "Enterprise", "enterprises")
