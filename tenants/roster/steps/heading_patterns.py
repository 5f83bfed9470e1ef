"""Headings that no table foresees, known by how they are put together; the table's own words come first."""

import re

# After every word of the table; earlier ones are better headings of their field.
_RANK = 10_000
_SPAN = r"(租赁|合同|租约|承租|租用|入驻|计租|租)(合同)?(期限|期间|日期|时间|期|信息|情况)?"
_PATTERNS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("from", rf"{_SPAN}(起始|开始|起租|起|自|从|始)(日期|时间|日)?"),
        ("from", r"(LEASE|CONTRACT|TENANCY)?(START|COMMENCEMENT|BEGIN|FROM)(DATE)?|MOVEINDATE|COMMENCES?"),
        ("contract_to", rf"{_SPAN}(终止|结束|到期|截止|届满|止|至|到|终)(日期|时间|日)?"),
        ("contract_to", r"(LEASE|CONTRACT|TENANCY)?(END|EXPIRY|EXPIRATION|UNTIL)(DATE)?|EXPIRES"),
        ("from", r"(入驻|进驻|入住|起租|签约)(年月|日|日期|时间)"),
        ("uscc", r".*(信用代码|纳税人识别号)(号)?(注册号)?"),
        ("name", r".*(企业|单位|公司|商户|租户|商家|客户|店铺|承租人|承租方|使用人)(的)?(全称|名称|名|字号)"),
        ("name", r"TENANT|LESSEE|OCCUPIER"),
        ("floor", r".*楼层(号)?"),
        (
            "units",
            r".*(房间|铺位|商铺|店铺|单元|门牌|房|铺|室)(编号|号码|号)|(所在|租赁|具体|承租)?(位置|房间|区域)",
        ),
        ("units", r"(UNIT|ROOM|SHOP|SUITE)(NO|NUMBER|S)?"),
        ("building", r".*(楼栋|楼宇|大厦|楼座|栋座|塔楼)(名称|编号|号|名)?"),
        ("area", r"(租赁|承租|计租|出租|合同|实租|签约).*面积"),
        (
            "area",
            r"(房屋|店铺|商铺|单元|房间|办公|使用|套内)面积|(NLA|GFA|GLA|(NET|LEASED|LETTABLE|RENTED)?AREA)(SQM|M2)?",
        ),
        ("contact", r"(联系人|负责人|联络员)(姓名)?[及和与、&](联系)?(电话|方式|手机)(号码)?"),
        ("phone", r".*(电话|手机|联系方式)(号码|号)?|(MOBILE|CONTACT|TELE)?(PHONE|MOBILE|TEL)(NO|NUMBER)?"),
        ("person", r"(?!.*党).*(联系人|联络员|联络人|经办人|负责人|店长)(姓名)?|(CONTACT)(PERSON|NAME)?"),
        ("format", r"(主营|所属|经营|主要)?(业态|业种)(类型|类别|分类)?"),
        ("note", r"备注.*|其他说明|REMARKS?|COMMENTS?"),
        ("name", r"(品牌|店招|招牌|店)(名称|名)?"),
    )
)


def by_pattern(key: str) -> tuple[str, int] | None:
    """Takes a heading as it is compared; returns its field and rank, or None."""
    for rank, (field, pattern) in enumerate(_PATTERNS):
        if pattern.fullmatch(key):
            return field, _RANK + rank
    return None
