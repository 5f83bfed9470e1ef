from typing import Any

import graphene

from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.invitations.types import InvitationConnection
from api.graphql.keyset import Order
from tenants.selectors.invitations import invitations_for

NEWEST = Order("invitations", ("created_at", "id"), descending=True)


class InvitationQueries:
    """Root fields about invitations."""

    invitations = graphene.Field(
        InvitationConnection,
        description="Invitations you may approve or have accepted, latest first.",
        **page_arguments(),
    )

    def resolve_invitations(root: Any, info: Any, **page: Any) -> Page:
        return Page(invitations_for(info.context.reader), NEWEST, Wanted(**page))
