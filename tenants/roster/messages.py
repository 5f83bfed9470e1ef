"""What is said to people about a file or a cell, in both languages. `{found}`, `{right}`: the problem's."""

from dataclasses import dataclass
from typing import Literal

from tenants.roster.problems import Problem

# refused: the row cannot be taken; asked: a person must decide; noted: the row is taken, look at it once.
Level = Literal["refused", "asked", "noted"]


@dataclass(frozen=True, slots=True)
class Message:
    """`level` says what becomes of the row."""

    level: Level
    zh: str
    en: str


MESSAGES: dict[str, Message] = {
    # one cell
    "name_missing": Message(
        "refused", "缺少单位名称，请填写营业执照上的名称", "the name is missing; give it as on the licence"
    ),
    "not_a_name": Message(
        "refused",
        "“{found}”不像单位名称：应有文字，且不超过 {right} 个字",
        "“{found}” is no name: it needs letters, and {right} characters at most",
    ),
    "several_names": Message(
        "refused",
        "“{found}”里有几家单位，请每家写一行；合租的写同一房号，再答复“合租”",
        "“{found}” names several companies; give each a row of its own, and answer that they share",
    ),
    "too_long": Message(
        "noted",
        "“{found}……”太长，未采用；最多 {right} 个字",
        "“{found} …” is too long and was left out; {right} characters at most",
    ),
    "uscc_length": Message(
        "refused",
        "统一社会信用代码“{found}”位数不对，应为 {right} 位；尚未办理请写“办理中”",
        "“{found}” is not a credit code: it has {right} characters; write 办理中 if there is none yet",
    ),
    "uscc_characters": Message(
        "refused",
        "统一社会信用代码“{found}”含有不允许的字符（I、O、S、V、Z 不使用），只能用 {right}",
        "“{found}” has characters that a credit code never has (no I, O, S, V, Z); allowed are {right}",
    ),
    "uscc_check_digit": Message(
        "refused",
        "统一社会信用代码“{found}”校验不通过，按前 17 位末位应为“{right}”，请对照营业执照",
        "“{found}” fails the check: after these 17 characters the last must be “{right}”; see the licence",
    ),
    "uscc_as_number": Message(
        "refused",
        "“{found}”是被表格软件改成数字的信用代码，末几位已丢失，请把单元格设为文本后重填",
        "“{found}” is a credit code made a number and cut off by Excel; format the cell as text",
    ),
    "not_a_date": Message(
        "refused",
        "“{found}”不是日期，应写成 2025-03-01",
        "“{found}” is not a date; write it as 2025-03-01",
    ),
    "before_start": Message(
        "refused",
        "结束日期 {found} 早于开始日期，应不早于 {right}",
        "the end {found} is before the start; it would have to be {right} or later",
    ),
    "not_an_area": Message(
        "refused",
        "“{found}”不是面积，应为大于 0 的平方米数，如 120.5",
        "“{found}” is not an area; give square metres above 0, such as 120.5",
    ),
    "not_a_unit": Message(
        "refused",
        "“{found}”看不出是哪个单元，应写成 1203 或 1203/1204、B1-04、12A05",
        "“{found}” names no unit; write 1203, or 1203/1204, B1-04, 12A05",
    ),
    "not_a_term": Message(
        "refused",
        "“{found}”看不出起止日期，应写成 2025-03-01 至 2027-02-28",
        "“{found}” does not tell from when to when; write 2025-03-01 至 2027-02-28",
    ),
    "other_tower": Message(
        "refused",
        "房号“{found}”写的是另一栋楼，与本行的楼宇“{right}”不一致",
        "the unit “{found}” names another tower than the row does ({right})",
    ),
    "floor_differs": Message(
        "noted",
        "楼层“{found}”与房号不一致，按房号取 {right} 层",
        "the floor “{found}” is not the unit's; floor {right} was taken",
    ),
    "identity_number": Message(
        "refused",
        "这里填的是身份证号，不得保存；请填统一社会信用代码，尚未办理请写“办理中”",
        "an identity number stands here, which must not be kept; give the credit code or 办理中",
    ),
    "said_to_be_gone": Message(
        "asked",
        "表中写着“{found}”，但仍列在表里：还在场吗？",
        "the sheet says “{found}” and lists it all the same: is it still there?",
    ),
    "unit_missing": Message("refused", "缺少房号", "the unit is missing"),
    "no_such_building": Message(
        "refused",
        "没有“{found}”这栋楼，本商圈的楼宇为：{right}",
        "there is no building “{found}”; those of the district are: {right}",
    ),
    "unreadable": Message(
        "refused",
        "单元格里是出错的公式“{found}”，请填写实际内容",
        "the cell holds a broken formula, “{found}”; write what should stand there",
    ),
    "area_approximate": Message(
        "noted", "面积“{found}”按约数取值", "the area “{found}” was taken without “about”"
    ),
    "unit_approximate": Message(
        "noted", "房号“{found}”按约数取值", "the unit “{found}” was taken without “about”"
    ),
    "not_a_phone": Message(
        "noted",
        "电话“{found}”不像电话号码，未采用；应如 13800000000 或 0537-2345678",
        "“{found}” is not a phone number and was left out; write 13800000000 or 0537-2345678",
    ),
    "several_phones": Message("noted", "有多个电话，只取第一个", "of several phones the first was taken"),
    # against the rest of the file and what is there
    "unit_taken": Message(
        "asked",
        "单元 {found} 已有“{right}”：是更名、替换、合租，还是写错？",
        "unit {found} has “{right}” in it: renamed, replaced, sharing, or a slip?",
    ),
    "row_repeated": Message("asked", "与第 {right} 行重复", "this repeats row {right}"),
    "same_code_other_name": Message(
        "asked",
        "信用代码相同的单位叫“{right}”：是更名，还是另一家（如分店）？",
        "the company with this code is called “{right}”: renamed, or another one (a branch)?",
    ),
    "similar_name": Message(
        "asked",
        "“{found}”与“{right}”很像：是同一家吗？",
        "“{found}” looks like “{right}”: are they the same company?",
    ),
    "move_undated": Message(
        "asked",
        "这家从 {right} 迁到 {found}，但看不出哪天搬的；请填写新单元的开始日期，或加 --gone-on",
        "it moved from {right} to {found}, but when? give the start on the new unit, or add --gone-on",
    ),
    "no_such_unit": Message(
        "refused",
        "{right}没有单元 {found}；如确有此单元，请加 --create-units",
        "{right} has no unit {found}; if there is one, add --create-units",
    ),
    # the file as a whole
    "file_missing": Message("refused", "打不开文件“{found}”", "the file “{found}” cannot be opened"),
    "file_empty": Message("refused", "文件“{found}”是空的", "the file “{found}” is empty"),
    "file_password": Message(
        "refused",
        "文件“{found}”有密码，请去掉密码后再导入",
        "the file “{found}” has a password; remove it first",
    ),
    "file_damaged": Message(
        "refused",
        "文件“{found}”已损坏或不是表格，请用 Excel 打开后另存为 .xlsx",
        "the file “{found}” is damaged or no spreadsheet; open it in Excel and save it as .xlsx",
    ),
    "file_not_text": Message(
        "refused",
        "文件“{found}”不是 .xlsx、.xls，也不是 UTF-8 或 GB18030 的 .csv",
        "the file “{found}” is neither .xlsx nor .xls nor a .csv in UTF-8 or GB18030",
    ),
    "no_header": Message(
        "refused",
        "文件“{found}”里没有找到表头；需要有单位名称、房号等列，别的叫法用 --mapping 说明",
        "no row of headings in “{found}”; name and unit are needed, other words go into --mapping",
    ),
    "answers_wrong": Message(
        "refused",
        "答复文件“{found}”不可用：应为 --dry-run 写出的文件，answer 只能从 choices 中选",
        "the answers “{found}” are of no use: take the file of --dry-run, each answer one of its choices",
    ),
    "answers_unwritable": Message(
        "refused", "写不了答复文件“{found}”", "the file of answers “{found}” cannot be written"
    ),
    "scope_unknown": Message(
        "refused",
        "--scope 中没有“{found}”这栋楼，本商圈的楼宇为：{right}",
        "--scope names “{found}”, which is no building; those of the district are: {right}",
    ),
    "left_out": Message(
        "noted",
        "未导入的行已写入 {found}，改好标红的单元格后可直接再次导入",
        "The rows left out are in {found}; correct the red cells and import that file",
    ),
    "left_out_unwritable": Message(
        "refused",
        "未导入的行无法写入文件夹 {found}",
        "the rows left out cannot be written into the folder {found}",
    ),
    "no_such_district": Message("refused", "没有地址为“{found}”的商圈", "there is no district at “{found}”"),
    "taken_back": Message("noted", "已撤销：{found}", "Taken back: {found}"),
    "waiting_for_import": Message(
        "noted",
        "另一份台账正在导入本商圈，等待其完成……",
        "another roster is being imported into this district; waiting for it …",
    ),
    "file_unwritable": Message("refused", "写不了文件：{found}", "the file cannot be written: {found}"),
    "no_such_kind": Message(
        "refused",
        "导出的文件应为 .xlsx 或 .csv，“{found}”不是",
        "what is written out is .xlsx or .csv, which “{found}” is not",
    ),
    "csv_one_table": Message(
        "refused",
        "这份台账有几张表，.csv 只能放一张；请导出为 .xlsx",
        "this roster has several tables and a .csv holds one; write it out as .xlsx",
    ),
    "exported": Message("noted", "已导出：{found}{right}", "Written: {found}{right}"),
    "no_such_batch": Message("refused", "没有这个导入批次“{found}”", "there is no such batch: {found}"),
    "mapping_wrong_file": Message(
        "refused",
        '对照表“{found}”读不出来，应为 TOML 或 JSON，如 name = ["客商"]',
        'the mapping “{found}” cannot be read; it is TOML or JSON, such as name = ["客商"]',
    ),
    "mapping_wrong_fields": Message(
        "refused",
        "对照表“{found}”每行应为一个字段和它的几种叫法，字段只能是 {right}",
        "each line of the mapping “{found}” is a field and a list of words for it; the fields are {right}",
    ),
}


def level_of(problem: Problem) -> Level:
    """What the problem does to its row."""
    return MESSAGES[problem.code].level


def spoken(code: str, language: str, *, found: str = "", right: str = "") -> str:
    """Takes a code and a Django language code, returns the sentence in Chinese for zh*, else in English."""
    message = MESSAGES[code]
    text = message.zh if language.lower().startswith("zh") else message.en
    return text.format(found=found, right=right)
