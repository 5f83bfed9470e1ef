"""Why something was found, as the schema tells it."""

from typing import Any

import graphene

from search.because import Fragment as Piece
from search.because import Reason
from search.because import fragments as cut

from .base import READ_DIRECTORY, HouseType
from .enums import choices_of

BecauseFieldEnum = choices_of(
    "BecauseField",
    "What of a hit matched.",
    {
        "NAME": "Its registered name.",
        "SHOP_SIGN": "What stands above its door.",
        "FORMER_NAME": "A name it had.",
        "UNIT": "The number of a unit it is on (房号).",
        "FLOOR": "A floor it is on.",
        "BUILDING": "A building it is in, or another name of it.",
        "USCC": "Its 统一社会信用代码, or a part of it.",
        "TAG": "A word it is found by.",
        "FORMAT": "Its format of business (业态).",
        "INDUSTRY": "Its industry (行业).",
        "DESCRIPTION": "What an enterprise says about itself.",
        "TITLE": "A listing's title.",
        "CATEGORY": "A listing's category.",
        "DETAILS": "What a listing says in detail.",
    },
)

MatchKindEnum = choices_of(
    "MatchKind",
    "How what was typed and what is stored are the same.",
    {
        "EXACT": "As typed: letters, digits, a door in any spelling, a part of a code.",
        "HANZI": "By its characters, traditional or simplified.",
        "PINYIN": "By pinyin, e.g. `zhongde`.",
        "INITIALS": "By the first letters of its pinyin, e.g. `zd`.",
        "MIXED": "By characters and pinyin together, e.g. `中de`.",
        "TYPO": "Nearly: a character wrong, missing or swapped, or others of the same sound.",
    },
)


class FragmentType(HouseType):
    class Meta:
        name = "Fragment"
        permission = READ_DIRECTORY
        description = "A piece of a text. All pieces, put together, are the text as it is stored."

    text = graphene.String(required=True, description="The piece, e.g. `中德`.")
    hit = graphene.Boolean(required=True, description="Whether it is to be marked.")


class BecauseType(HouseType):
    class Meta:
        name = "Because"
        permission = READ_DIRECTORY
        description = "One reason why something was found."

    field = BecauseFieldEnum(required=True, description="What matched.")
    kind = MatchKindEnum(required=True, description="How it matched.")
    fragments = graphene.List(
        graphene.NonNull(FragmentType),
        required=True,
        description="What is stored there, cut so that what matched can be marked.",
    )

    def resolve_field(reason: Reason, info: Any) -> str:
        return reason.field.value

    def resolve_kind(reason: Reason, info: Any) -> str:
        return reason.kind.value

    def resolve_fragments(reason: Reason, info: Any) -> list[Piece]:
        return cut(reason.text, reason.hits)
