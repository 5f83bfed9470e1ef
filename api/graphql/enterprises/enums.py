from api.graphql.enums import choices_of, enum_of
from tenants.models import EnterpriseKind, Sector

EnterpriseKindEnum = enum_of(
    EnterpriseKind,
    "What an enterprise (入驻单位) is by law.",
    {
        "COMPANY": "Company (企业).",
        "SOLE_TRADER": "Sole trader (个体工商户).",
        "BRANCH": "Branch of a company seated elsewhere (分支机构).",
        "SOCIAL_ORGANISATION": "Social organisation (社会组织).",
        "PUBLIC_INSTITUTION": "Public institution (事业单位).",
        "GOVERNMENT_COUNTER": "Counter of an authority (机关窗口).",
    },
)

SectorEnum = enum_of(
    Sector,
    "Whose an enterprise is (所有制/领域). For mandate holders.",
    {
        "STATE": "State-owned (国有).",
        "MIXED": "Mixed ownership (混合所有).",
        "NON_PUBLIC": "Non-public (非公有).",
        "SOCIAL_ORGANISATION": "Social organisation (社会组织).",
        "PUBLIC_INSTITUTION": "Public institution (事业单位).",
        "UNKNOWN": "Not known (未知).",
    },
)

OrderDirection = choices_of(
    "OrderDirection",
    "Which end comes first.",
    {"ASC": "Smallest first: A to Z, oldest to newest.", "DESC": "Largest first."},
)

EnterpriseOrderField = choices_of(
    "EnterpriseOrderField",
    "What enterprises are sorted by.",
    {
        "NAME": "The name as people expect it: by pinyin, then hanzi.",
        "UPDATED_AT": "When their page last changed.",
    },
)
