import graphene

from api.graphql.base import READ_DIRECTORY, HouseType
from tenants.models import BusinessFormat, Industry, Tag


class TagType(HouseType):
    class Meta:
        name = "Tag"
        model = Tag
        permission = READ_DIRECTORY
        description = "A word that members use to be found by, e.g. 会议室."

    label = graphene.String(required=True, description="The word as it was first written, e.g. `会议室`.")


class IndustryType(HouseType):
    class Meta:
        name = "Industry"
        model = Industry
        permission = READ_DIRECTORY
        description = "A section or division of GB/T 4754-2017 (行业), e.g. I 信息传输、软件和信息技术服务业."

    code = graphene.String(
        required=True, description="A section's letter or a division's digits, e.g. `I`, `65`."
    )
    name = graphene.String(
        required=True, description="Its name in the standard, e.g. `软件和信息技术服务业`."
    )


class BusinessFormatType(HouseType):
    class Meta:
        name = "BusinessFormat"
        model = BusinessFormat
        permission = READ_DIRECTORY
        description = "A format of business (业态) of the district's own list, e.g. 旗舰零售."

    name = graphene.String(required=True, description="Its name in the district, e.g. `旗舰零售`.")
