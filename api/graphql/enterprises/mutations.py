"""An enterprise's page, kept right by its liaison, its office or the secretariat."""

from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from api.graphql.context import Context
from api.graphql.keys import key_in, optional_key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.actions import enterprises
from tenants.acts.authors import Author
from tenants.errors import NotFound
from tenants.models import BusinessFormat, EnterpriseKind, Industry

from .enums import EnterpriseKindEnum
from .types import EnterpriseType

TEXTS = ("shop_sign", "description", "website", "logo_url", "public_phone")


class RegisterEnterpriseInput(HouseInput):
    class Meta:
        description = "Who becomes known."

    name = graphene.String(required=True, description="Its registered name, e.g. `华龙科技有限公司`.")
    uscc = graphene.String(description="统一社会信用代码, 18 characters; null while it is being issued.")
    kind = graphene.InputField(EnterpriseKindEnum, description="What it is by law. Default: `COMPANY`.")


class UpdateEnterpriseInput(HouseInput):
    class Meta:
        description = "What is to change on the page; what is left out stays, null empties."

    id = graphene.ID(required=True, description="The enterprise.")
    shop_sign = graphene.String(description="What stands above the door, e.g. `华龙数码`.")
    description = graphene.String(description="What it says about itself.")
    website = graphene.String(description="Its website, e.g. `https://example.cn/`.")
    logo_url = graphene.String(description="Where its logo lies, e.g. `https://example.cn/logo.svg`.")
    public_phone = graphene.String(description="The number it shows to everybody, e.g. `0537-1234567`.")
    industry = graphene.ID(description="What it does, one of the district's industries.")
    format = graphene.ID(description="Its format of business, one of the district's list.")
    expected_version = graphene.Int(
        description="Refuse with `VERSION_CHANGED` if it is at another one by now."
    )


class RenameEnterpriseInput(HouseInput):
    class Meta:
        description = "The new name."

    id = graphene.ID(required=True, description="The enterprise.")
    name = graphene.String(required=True, description="Its name from now on, up to 120 characters.")
    on = graphene.Date(description="The first day of the new name, today at the latest; null: nobody knows.")
    expected_version = graphene.Int(
        description="Refuse with `VERSION_CHANGED` if it is at another one by now."
    )


class RegisterEnterprise(RetriableMutation):
    class Meta:
        description = (
            "An enterprise or institution becomes known here: one that will move in, or be a member."
        )
        permission = ("register", "enterprise")
        input = RegisterEnterpriseInput
        answer = ("enterprise", EnterpriseType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return enterprises.register(
            by=author,
            name=given.name,
            uscc=(given.get("uscc") or "").strip().upper() or None,
            kind=given.get("kind") or EnterpriseKind.COMPANY,
        ).id


class UpdateEnterprise(RetriableMutation):
    class Meta:
        description = "Change what an enterprise's page says."
        permission = ("change", "enterprise")
        input = UpdateEnterpriseInput
        answer = ("enterprise", EnterpriseType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        fields: dict[str, Any] = {name: (given[name] or "").strip() for name in TEXTS if name in given}
        if "industry" in given:
            fields["industry"] = _chosen(given, "industry", Industry, "Industry")
        if "format" in given:
            fields["format"] = _chosen(given, "format", BusinessFormat, "BusinessFormat")
        return enterprises.change_page(
            by=author,
            enterprise_id=key_in(given, "id", "Enterprise"),
            expected_version=given.get("expected_version"),
            **fields,
        ).id


class RenameEnterprise(RetriableMutation):
    class Meta:
        description = "An enterprise has another name. The old one stays findable, its old address answers."
        permission = ("change", "enterprise")
        input = RenameEnterpriseInput
        answer = ("enterprise", EnterpriseType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        enterprise_id = key_in(given, "id", "Enterprise")
        return enterprises.rename(
            by=author,
            enterprise_id=enterprise_id,
            name=given.name,
            on=given.get("on"),
            expected_version=given.get("expected_version"),
        ).id


class EnterpriseMutations:
    """Pages of enterprises."""

    register_enterprise = RegisterEnterprise.Field()
    update_enterprise = UpdateEnterprise.Field()
    rename_enterprise = RenameEnterprise.Field()


def _chosen(given: Any, field: str, model: Any, type_name: str) -> Any:
    key = optional_key_in(given, field, type_name)
    if key is None:
        return None
    row = model.objects.filter(id=key).first()
    if row is None:
        raise NotFound(_("There is no such thing here."), (field,))
    return row
