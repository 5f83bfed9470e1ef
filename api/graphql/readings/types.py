from typing import Any

import graphene

from api.graphql.base import HouseType
from tenants.models import LocalReading
from tenants.reading.local_readings import LOCAL_READINGS
from tenants.reading.pinyin import spoken


class LocalReadingType(HouseType):
    class Meta:
        name = "LocalReading"
        model = LocalReading
        permission = ("read", "local_reading")
        description = "How a phrase is read in this district (本地读音): names sort, and are found, by it."

    phrase = graphene.String(required=True, description="The phrase, simplified, e.g. 单县.")
    reading = graphene.String(
        description="Its syllables with tone digits, e.g. `shan4 xian4`; null: as the dictionary has it."
    )
    otherwise = graphene.String(
        required=True, description="How it would be read without this entry, e.g. `dan4 xian4`."
    )

    def resolve_reading(entry: Any, info: Any) -> str | None:
        return entry.reading or None

    def resolve_otherwise(entry: Any, info: Any) -> str:
        return " ".join(spoken(entry.phrase, LOCAL_READINGS))
