from typing import Any
from uuid import UUID

from alliance.ledger.actions import (
    drop_rule,
    reverse,
    set_category,
    set_limits,
    set_rule,
    transfer,
)
from api.graphql.acts.types import ActType
from api.graphql.context import Context
from api.graphql.keys import key_in, optional_key_in, principal_in
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .inputs import (
    DropCreditRuleInput,
    ReverseTransferInput,
    SetCreditCategoryInput,
    SetCreditLimitsInput,
    SetCreditRuleInput,
    TransferCreditsInput,
)
from .statements import CreditStatementType
from .tables import CreditCategoryType, CreditRuleType
from .transfers import TransferType


class TransferCredits(RetriableMutation):
    class Meta:
        description = "Give credits of whoever you act for. The secretariat issues new ones this way."
        permission = ("transfer", "credits")
        input = TransferCreditsInput
        answer = ("transfer", TransferType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        assert author.principal_id is not None  # whoever names a mandate acts as somebody
        return transfer(
            by=author,
            giver_id=author.principal_id,
            receiver_id=principal_in(given, "receiver"),
            amount=given.amount,
            category_id=key_in(given, "category", "CreditCategory"),
            reason=given.get("reason") or "",
            expires_on=given.get("expires_on"),
        )


class ReverseTransfer(RetriableMutation):
    class Meta:
        description = (
            "Take a transfer back by its opposite, once: as whoever received it, or as the secretariat. "
            "Answers the reversal."
        )
        permission = ("reverse", "credits")
        input = ReverseTransferInput
        answer = ("transfer", TransferType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return reverse(by=author, transfer_id=key_in(given, "transfer", "Transfer"), reason=given.reason)


class SetCreditCategory(RetriableMutation):
    class Meta:
        description = "Name what credits are given for. The secretariat keeps the list."
        permission = ("set", "credit_category")
        input = SetCreditCategoryInput
        answer = ("category", CreditCategoryType)
        paths = {"NAME_TAKEN": ("name",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return set_category(
            by=author,
            name=given.name,
            ordinal=given.get("ordinal") or 0,
            category_id=optional_key_in(given, "id", "CreditCategory"),
        )


class SetCreditRule(RetriableMutation):
    class Meta:
        description = "Set what a confirmed exchange credits; the rule for the same offers is changed."
        permission = ("set", "credit_rule")
        input = SetCreditRuleInput
        answer = ("rule", CreditRuleType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return set_rule(
            by=author,
            listing_category=given.listing_category.value,
            measure=given.get("measure") or "",
            credits_per_unit=given.credits_per_unit,
            category_id=key_in(given, "category", "CreditCategory"),
        )


class DropCreditRule(RetriableMutation):
    class Meta:
        description = "Drop a rule: such exchanges credit nothing from now on. Answers the act that does so."
        permission = ("set", "credit_rule")
        input = DropCreditRuleInput
        answer = ("act", ActType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return drop_rule(by=author, rule_id=key_in(given, "rule", "CreditRule"))


class SetCreditLimits(RetriableMutation):
    class Meta:
        description = "Say how far somebody's balance may go. Answers their statement of this month."
        permission = ("limit", "credits")
        input = SetCreditLimitsInput
        answer = ("statement", CreditStatementType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        principal = principal_in(given, "principal")
        said = {name: given[name] for name in ("floor", "ceiling") if name in given}
        set_limits(by=author, principal_id=principal, **said)
        return principal


class CreditMutations:
    """Mutations of the credits ledger."""

    transfer_credits = TransferCredits.Field()
    reverse_transfer = ReverseTransfer.Field()
    set_credit_category = SetCreditCategory.Field()
    set_credit_rule = SetCreditRule.Field()
    drop_credit_rule = DropCreditRule.Field()
    set_credit_limits = SetCreditLimits.Field()
