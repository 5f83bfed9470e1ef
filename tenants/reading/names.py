"""How companies' names are read where the dictionaries, made for running text, err. Found by reading the
212,000 names of a public list of brands; behind some, how many of those names they concern.

A single character is read so only where it stands in no word: 长城 and 店长 are words of the dictionary, the
长 of 长信科技 is none.
"""

NAMES = {
    "都": "du1",  # 492: 绿都; 都是 is a word
    "长": "chang2",  # 387: 长信
    "晟": "sheng4",  # 252
    "勒": "le4",  # 151: 泰勒
    "靓": "liang4",  # 143
    "佛": "fo2",  # 128
    "泊": "bo2",  # 84: 泊寓
    "参": "shen1",  # 55: 参茸, 大参林; 参考 is a word
    "伽": "jia1",
    "爪": "zhua3",
    "什": "shi2",  # 什么 is a word
    "卜": "bu3",
    "薄": "bo2",
    "茄": "qie2",
    "鹄": "hu2",
    "珩": "heng2",
    "媞": "ti2",
    # Surnames
    "曾": "zeng1",
    "缪": "miao4",
    "仇": "qiu2",
    "翟": "zhai2",
    "阚": "kan4",
    "任氏": "ren2 shi4",
    "单氏": "shan4 shi4",
    "解氏": "xie4 shi4",
    "查氏": "zha1 shi4",
    "曾子": "zeng1 zi3",
    "曾庙": "zeng1 miao4",
    "曾国藩": "zeng1 guo2 fan1",
    # Firms of a trade
    "支行": "zhi1 hang2",
    "总行": "zong3 hang2",
    "投行": "tou2 hang2",
    "药行": "yao4 hang2",
    "茶行": "cha2 hang2",
    "布行": "bu4 hang2",
    "鱼行": "yu2 hang2",
    "珠宝行": "zhu1 bao3 hang2",
    "烟酒行": "yan1 jiu3 hang2",
    "典当行": "dian3 dang4 hang2",
    "拍卖行": "pai1 mai4 hang2",
    # Words that the dictionary has otherwise, or finds where there are two
    "和药": "he2 yao4",
    "必得": "bi4 de2",
    "简朴": "jian3 pu3",
    "敦朴": "dun1 pu3",
    "拙朴": "zhuo1 pu3",
    "缪斯": "miu4 si1",
    "缪思": "miu4 si1",
    "鸿鹄": "hong2 hu2",
    "大黄鱼": "da4 huang2 yu2",
    "便宜坊": "bian4 yi2 fang1",
    "呷哺": "xia1 bu3",
    "水泊": "shui3 po1",
    "湖泊": "hu2 po1",
    "梁山泊": "liang2 shan1 po1",
    "罗布泊": "luo2 bu4 po1",
    "镜泊湖": "jing4 po1 hu2",
}
