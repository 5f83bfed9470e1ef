"""Names, codes and numbers that look like real ones and cannot be anybody's."""

from functools import cache
from itertools import count
from pathlib import Path

from deploy.sample.chance import Chance
from deploy.sample.plan import ContactPlan
from tenants.rules.uscc import ALPHABET, check_digit

# No administrative division has this number, so no registered code contains it.
NOWHERE = "379999"
# Mobile numbers begin with 13 to 19, and no local number begins with 0.
PHONE, LANDLINE = "120000{:05d}", "0537-0000{:03d}"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单"
)
_GIVEN = (
    "秋禾知微望舒一鸣思远书白若溪明澈景行清越怀瑾南乔子衿亦舟沐阳青禾云起以宁星野听澜"
    "静姝建业国栋秀兰海燕志强红梅晓东丽华永安春生立新玉珍卫民佳慧浩然雨桐天佑欣怡振邦"
)


class Inventor:
    """Hands out words, codes and phones, each once. `first`: the number at which the counting begins.

    Words come from the end for one that does not begin at 1, so that two districts share none.
    """

    def __init__(self, chance: Chance, *, first: int = 1) -> None:
        self._chance = chance
        self._words = iter(words() if first == 1 else reversed(words()))
        self._phones, self._landlines, self._codes = count(first), count(first), count(first)

    def word(self) -> str:
        """A pair of characters that no company of our lists of real names begins with."""
        return next(self._words)

    def uscc(self, begin: str) -> str:
        """A code with a right check digit, of a place that does not exist. `begin`: 91, 92, 31 …"""
        # 2,311 has no factor in common with 31^4: the serials look unordered and never repeat.
        serial = next(self._codes) * 2311 % 31**4
        body = "".join(ALPHABET[serial // 31**place % 31] for place in range(4))
        first = f"{begin}{NOWHERE}MA{body}{self._chance.below(1000):03d}"
        return first + check_digit(first)

    def landline(self) -> str:
        return LANDLINE.format(next(self._landlines))

    def person(self, role: str = "IN_CHARGE") -> ContactPlan:
        name = self._chance.pick(_SURNAMES) + _given(self._chance)
        return ContactPlan(role=role, name=name, phone=PHONE.format(next(self._phones)))


def _given(chance: Chance) -> str:
    place = 2 * chance.below(len(_GIVEN) // 2)
    return _GIVEN[place : place + 2]


@cache
def words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "words.txt").read_text("utf-8").split())
