"""`suggest`: what somebody may mean who has not finished typing."""

from typing import Any

import graphene

from search.because import Fragment, Reason, fragments
from search.selectors import Group, Suggestion, suggest
from search.selectors.suggesting import MOST_OF_A_GROUP
from tenants.selectors.readings import readings_of

from .base import READ_DIRECTORY, HouseType, Node
from .because import BecauseType, FragmentType
from .enums import choices_of
from .errors import problem
from .peers import together

DEFAULT = 5

SuggestionGroupEnum = choices_of(
    "SuggestionGroup",
    "What a suggestion leads to.",
    {
        "NAME": "An enterprise: `node` is it.",
        "BUILDING": "A building: `node` is it; its id is a value of `filter: { buildings: … }`.",
        "TAG": "A word: `node` is the tag; its label is a value of `filter: { tags: … }`.",
        "LISTING": "A listing that you may see: `node` is it.",
    },
)


class SuggestionType(HouseType):
    class Meta:
        name = "Suggestion"
        permission = READ_DIRECTORY
        description = "Something that may be meant by what has been typed so far."

    group = SuggestionGroupEnum(required=True, description="What it leads to.")
    text = graphene.String(required=True, description="What it is called, e.g. `济宁新众通信息技术有限公司`.")
    fragments = graphene.List(
        graphene.NonNull(FragmentType),
        required=True,
        description="The same, cut so that what was typed can be marked. Nothing is marked in it where "
        "something else matched; then `because` says what.",
    )
    because = graphene.Field(BecauseType, required=True, description="Why it is here.")
    node = graphene.Field(Node, required=True, description="The thing itself.")

    def resolve_group(suggestion: Suggestion, info: Any) -> str:
        return suggestion.group.value

    def resolve_fragments(suggestion: Suggestion, info: Any) -> list[Fragment]:
        return fragments(suggestion.text, suggestion.hits)

    def resolve_because(suggestion: Suggestion, info: Any) -> Reason:
        return suggestion.because

    def resolve_node(suggestion: Suggestion, info: Any) -> Any:
        return suggestion.row


class SuggestQueries:
    """The root field that proposes."""

    suggest = graphene.List(
        graphene.NonNull(SuggestionType),
        text=graphene.Argument(
            graphene.String, required=True, description="What has been typed so far, e.g. `zhongd`."
        ),
        first=graphene.Argument(graphene.Int, description="How many of each group, 0 to 10. Default 5."),
        description="Enterprises, buildings, tags and listings that may be meant, in this order of groups.",
    )

    def resolve_suggest(root: Any, info: Any, text: str, first: int | None = None) -> list[Suggestion]:
        count = DEFAULT if first is None else first
        if not 0 <= count <= MOST_OF_A_GROUP:
            raise problem("BAD_PAGE_SIZE", argument="first", given=count, allowed=MOST_OF_A_GROUP)
        context = info.context
        found = suggest(reader=context.reader, text=text, first=count, readings=readings_of(context.district))
        for group in Group:
            together(one.row for one in found if one.group is group)
        return found
