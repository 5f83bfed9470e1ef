import graphene

from api.graphql.mutating import HouseInput, StandInInput

from .enums import ExchangeOutcome

VERSION = "Refuse with `VERSION_CHANGED` if it is at another one by now."


class ProposeMatchInput(HouseInput):
    class Meta:
        description = "An offer for a want, either of them your own; or an offer that you ask for."

    offer = graphene.ID(required=True, description="The offer: your own for somebody's want, or somebody's.")
    want = graphene.ID(description="The want it meets. Left out: you ask for the offer as it is.")
    quantity = graphene.Float(
        description="How much of the offer, no more than its `remaining`; left out where it is not counted."
    )
    message = graphene.String(description="A word to the other side, up to 500 characters.")
    due = graphene.Date(description="By which day, included, it should be done. Null: no day.")


class MatchInput(StandInInput):
    class Meta:
        description = "Which proposal."

    id = graphene.ID(required=True, description="The match.")
    expected_version = graphene.Int(description=VERSION)


class ExchangeInput(StandInInput):
    class Meta:
        description = "Which exchange."

    id = graphene.ID(required=True, description="The exchange.")
    expected_version = graphene.Int(description=VERSION)


class DisputeExchangeInput(ExchangeInput):
    class Meta:
        description = "What went otherwise than agreed."

    text = graphene.String(
        required=True, description="What the secretariat should know, up to 1,000 characters."
    )


class SettleExchangeInput(ExchangeInput):
    class Meta:
        description = "What the secretariat decides."

    outcome = graphene.InputField(ExchangeOutcome, required=True, description="Whether it was delivered.")
    text = graphene.String(required=True, description="The decision in words, up to 1,000 characters.")
