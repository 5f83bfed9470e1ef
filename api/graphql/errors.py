"""What goes wrong in the protocol: codes for programs, sentences for people, in their language.

Breaking the protocol is a GraphQL error with `extensions.code`; breaking a rule of the house is a
`UserError` of a mutation (see `user_errors`). Nothing internal is ever told: what nobody expected is
INTERNAL, with the request's id, under which the log has the rest.
"""

from typing import Any

from django.utils.translation import get_language
from graphql import GraphQLError

# code: (English, 中文). Both are filled with the same values, which also go into `extensions`.
SENTENCES = {
    "BAD_CHARACTER": (
        "A text holds U+0000, which cannot be kept.",
        "文本含有无法保存的字符 U+0000。",
    ),
    "BAD_CURSOR": (
        "`%(argument)s` is not a cursor of this list in this order.",
        "%(argument)s 不是本列表（按此排序）的游标。",
    ),
    "BAD_PAGE_SIZE": (
        "`%(argument)s` is a number from 0 to %(allowed)s; it was %(given)s.",
        "%(argument)s 应为 0 至 %(allowed)s 的数，收到的是 %(given)s。",
    ),
    "BOTH_DIRECTIONS": (
        "A page has `first` or `last`, not both.",
        "first 与 last 只能给一个。",
    ),
    "DATE_NOT_PUBLIC": (
        "Only mandate holders may ask about another day than today (%(today)s).",
        "查询今天（%(today)s）以外的日期，须持有授权。",
    ),
    "EXACTLY_ONE": (
        "Give exactly one of %(arguments)s.",
        "以下参数须且只须给一个：%(arguments)s。",
    ),
    "FACET_NOT_PUBLIC": (
        "Only holders of the right mandate may see counts by `%(facet)s`.",
        "按 %(facet)s 计数，须持有相应授权。",
    ),
    "FILTER_NOT_PUBLIC": (
        "Only holders of the right mandate may filter by `%(filter)s`.",
        "按 %(filter)s 筛选，须持有相应授权。",
    ),
    "INTERNAL": (
        "Something went wrong on our side. The log knows it as %(requestId)s.",
        "服务器内部出错，记录编号 %(requestId)s。",
    ),
    "METHOD_NOT_ALLOWED": (
        "GraphQL is asked by GET (queries only) or POST.",
        "GraphQL 只接受 GET（仅查询）与 POST。",
    ),
    "NOT_AN_OBJECT": (
        "`%(part)s` is to be one JSON object; batches are not taken.",
        "%(part)s 应为一个 JSON 对象；不接受批量请求。",
    ),
    "NOT_A_TEXT": (
        "`%(part)s` is to be a text.",
        "%(part)s 应为文本。",
    ),
    "NOT_FOUND": (
        "There is no such district.",
        "没有这个商圈。",
    ),
    "NOT_JSON": (
        "`%(part)s` is no JSON.",
        "%(part)s 不是 JSON。",
    ),
    "OUT_OF_RANGE": (
        "`%(argument)s` lies outside of what can be answered.",
        "%(argument)s 超出可查询的范围。",
    ),
    "QUERY_MISSING": (
        "There is no `query`.",
        "缺少 query。",
    ),
    "TOO_DEAR": (
        "This query is over the limit of %(limit)s: it takes %(cost)s, allowed are %(allowed)s.",
        "查询超出 %(limit)s 限制：需要 %(cost)s，上限 %(allowed)s。",
    ),
    "UNAUTHENTICATED": (
        "This token is not valid (any more).",
        "访问令牌无效或已失效。",
    ),
    "UNSUPPORTED_MEDIA_TYPE": (
        "Send the query as application/json.",
        "请以 application/json 发送查询。",
    ),
}
CODES = frozenset(SENTENCES) | {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}


def sentence(code: str, **values: Any) -> str:
    """The sentence of a code in the reader's language (Chinese unless it is English)."""
    english, chinese = SENTENCES[code]
    return (english if (get_language() or "").startswith("en") else chinese) % values


def problem(code: str, **values: Any) -> GraphQLError:
    """An error to raise in a resolver; the field becomes null."""
    return GraphQLError(sentence(code, **values), extensions={"code": code, **values})
