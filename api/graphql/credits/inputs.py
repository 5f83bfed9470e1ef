import graphene

from api.graphql.listings.enums import ListingCategory
from api.graphql.mutating import HouseInput


class TransferCreditsInput(HouseInput):
    class Meta:
        description = "What you give, and to whom."

    receiver = graphene.ID(required=True, description="To whom: a principal, or an enterprise as one.")
    amount = graphene.Int(required=True, description="How many credits, 1 to 1,000,000.")
    category = graphene.ID(required=True, description="What for: one of `creditCategories`.")
    reason = graphene.String(description="In words, up to 300 characters.")
    expires_on = graphene.Date(
        description="The last day on which the receiver can give them on. Left out: for ever."
    )


class ReverseTransferInput(HouseInput):
    class Meta:
        description = "Which transfer to take back, and why."

    transfer = graphene.ID(required=True, description="The transfer.")
    reason = graphene.String(required=True, description="Why, up to 300 characters; both sides read it.")


class SetCreditCategoryInput(HouseInput):
    class Meta:
        description = "A new category of credits, or what is to change of one."

    id = graphene.ID(description="The category to change. Left out: a new one.")
    name = graphene.String(required=True, description="Its name, up to 40 characters.")
    ordinal = graphene.Int(description="Its place in the list, 0 to 1000. Default 0.")


class SetCreditRuleInput(HouseInput):
    class Meta:
        description = "What exchanges of one kind credit from now on."

    listing_category = ListingCategory(required=True, description="For offers of this category.")
    measure = graphene.String(
        description="Counted in this measure, up to 20 characters. Left out: any without a rule of its own."
    )
    credits_per_unit = graphene.Int(required=True, description="Credits for one of these, 1 to 1,000,000.")
    category = graphene.ID(required=True, description="Booked under this one of `creditCategories`.")


class DropCreditRuleInput(HouseInput):
    class Meta:
        description = "Which rule to drop."

    rule = graphene.ID(required=True, description="The rule, one of `creditRules`.")


class SetCreditLimitsInput(HouseInput):
    class Meta:
        description = "How far somebody's balance may go. Left out: as it is; null: no limit."

    principal = graphene.ID(required=True, description="Whose: a principal, or an enterprise as one.")
    floor = graphene.Int(description="The lower limit, 0 or less.")
    ceiling = graphene.Int(description="The upper limit, 0 or more; none for the secretariat.")
