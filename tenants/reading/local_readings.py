"""How places here are pronounced where the dictionary would guess wrong: Jining, its neighbours, Shandong.

A phrase maps to its syllables with tone digits (5: neutral). Longer phrases win over shorter ones. This is
the table that comes with the product; a district's own entries stand above it (`LocalReading`). Changing it
changes sort keys and index documents: `manage.py readings --rekey` after it. A phrase is found inside other
words too (长清 in 家长清单), so only what is nearly always the place belongs here.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from tenants.reading.dictionary import syllable
from tenants.reading.names import NAMES


class Readings:
    """A table of readings, ready to be found in text. Compared by identity, so it can key a cache.

    `syllables` are those of phrases, which go before every dictionary (`pattern` finds them); `alone` those
    of single characters, for where they are in no word. `beneath` are the tables that this one stands above,
    in order: how others say the same.
    """

    def __init__(self, phrases: Mapping[str, str], *, above: "Readings | None" = None):
        """Takes phrase → syllables ("单县" → "shan4 xian4"). Raises ValueError where the counts differ.

        The entries of `above` hold on, unless this table has the phrase too; an empty reading leaves it to
        the dictionary.
        """
        for phrase, reading in phrases.items():
            if reading and len(phrase) != len(reading.split()):
                raise ValueError(f"{phrase}: {len(phrase)} characters, but the reading is {reading!r}")
        given: dict[str, str] = {**above.given, **phrases} if above else dict(phrases)
        said = {phrase: tuple(map(syllable, reading.split())) for phrase, reading in given.items() if reading}
        self.given: Mapping[str, str] = given
        self._made_of = tuple(phrases.items()), above
        self.beneath: tuple[Readings, ...] = (DICTIONARY_ONLY,) if phrases else ()
        if above:
            self.beneath = (above, *above.beneath)
        self.syllables = {phrase: sounds for phrase, sounds in said.items() if len(phrase) > 1}
        self.alone = {phrase: sounds for phrase, sounds in said.items() if len(phrase) == 1}
        self.pattern = _any_of(self.syllables)
        self._disputed = _any_of(given)
        self._begins = frozenset(phrase[0] for phrase in given)

    def __reduce__(self) -> Any:
        """To another process, where the same table is the same object however often it is sent."""
        return _same, self._made_of

    def may_differ(self, text: str) -> bool:
        """Whether the tables beneath may read this text in another way."""
        return not self._begins.isdisjoint(text) and bool(self._disputed.search(text))


@lru_cache(maxsize=512)
def _same(phrases: tuple[tuple[str, str], ...], above: Readings | None) -> Readings:
    known = [LOCAL_READINGS, DICTIONARY_ONLY]
    made_of = (phrases, above)
    return next((one for one in known if one._made_of == made_of), None) or Readings(
        dict(phrases), above=above
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    return re.compile("|".join(longest_first) or "(?!)")


DICTIONARY_ONLY = Readings({})
LOCAL_READINGS = Readings(
    {
        **NAMES,
        # Jining: districts, counties, waters, hills
        "任城": "ren2 cheng2",
        "兖州": "yan3 zhou1",
        "曲阜": "qu1 fu4",
        "邹城": "zou1 cheng2",
        "泗水": "si4 shui3",
        "汶上": "wen4 shang4",
        "嘉祥": "jia1 xiang2",
        "金乡": "jin1 xiang1",
        "鱼台": "yu2 tai2",
        "微山": "wei1 shan1",
        "梁山": "liang2 shan1",
        "洙水": "zhu1 shui3",
        "洙泗": "zhu1 si4",
        "洸河": "guang1 he2",
        "洸府河": "guang1 fu3 he2",
        "泗河": "si4 he2",
        "峄山": "yi4 shan1",
        "尼山": "ni2 shan1",
        "喻屯": "yu4 tun2",
        "柳行": "liu3 hang2",
        "仙营": "xian1 ying2",
        "李营": "li3 ying2",
        "中德": "zhong1 de2",
        # Heze
        "单县": "shan4 xian4",
        "单州": "shan4 zhou1",
        "单父": "shan4 fu3",
        "郓城": "yun4 cheng2",
        "鄄城": "juan4 cheng2",
        "巨野": "ju4 ye3",
        "成武": "cheng2 wu3",
        # Liaocheng, Dezhou, Jinan, Tai'an, Zaozhuang, Linyi and further
        "莘县": "shen1 xian4",
        "茌平": "chi2 ping2",
        "东阿": "dong1 e1",
        "阿胶": "e1 jiao1",
        "乐陵": "lao4 ling2",
        "长清": "chang2 qing1",
        "平阴": "ping2 yin1",
        "泺口": "luo4 kou3",
        "泺源": "luo4 yuan2",
        "大汶口": "da4 wen4 kou3",
        "汶河": "wen4 he2",
        "台儿庄": "tai2 er2 zhuang1",
        "峄城": "yi4 cheng2",
        "薛城": "xue1 cheng2",
        "莒县": "ju3 xian4",
        "莒南": "ju3 nan2",
        "郯城": "tan2 cheng2",
        "费县": "fei4 xian4",
        "临朐": "lin2 qu2",
        "临淄": "lin2 zi1",
        "芝罘": "zhi1 fu2",
        "即墨": "ji2 mo4",
        "无棣": "wu2 di4",
        "高密": "gao1 mi4",
        "乐安": "le4 an1",
        "砀山": "dang4 shan1",
        "涡阳": "guo1 yang2",
        "浚县": "xun4 xian4",
        "洪洞": "hong2 tong2",
        "九华山": "jiu3 hua2 shan1",
        "宝华山": "bao3 hua2 shan1",
    }
)
