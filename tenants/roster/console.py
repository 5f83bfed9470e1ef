"""An outcome as people read it in a terminal."""

from rich.console import Console
from rich.table import Table

from tenants.roster.messages import spoken
from tenants.roster.plan import VERDICTS, RowPlan
from tenants.roster.report import in_short
from tenants.roster.running import Outcome

# A screenful or two; the rest is in --json.
SHOWN = 60

_FIELDS: dict[str, tuple[str, str]] = {
    "units": ("单元", "unit"),
    "unit_state": ("单元状态", "state of the unit"),
    "from": ("开始日期", "from"),
    "contract_to": ("合同到期", "contract to"),
    "until": ("最后一日", "last day"),
    "area": ("面积㎡", "area m²"),
    "name": ("名称", "name"),
    "former_names": ("曾用名", "former name"),
    "uscc": ("统一社会信用代码", "USCC"),
    "format": ("业态", "format"),
    "person": ("联系人", "contact"),
    "phone": ("电话", "phone"),
}
_WORDS: dict[str, tuple[str, str]] = {
    "scope": ("完整的楼宇：{}", "Towers it is complete for: {}"),
    "name": ("单位名称", "name"),
    "new": ("新入驻", "new"),
    "changed": ("有变化", "changed"),
    "moved": ("搬迁", "moved"),
    "gone": ("迁出", "gone"),
    "unchanged": ("无变化", "unchanged"),
    "unit": ("单元状态", "about a unit"),
    "asked": ("需要人工决定", "to be decided"),
    "refused": ("有错未采用", "refused"),
    "ignored": ("小计等，略过", "ignored"),
    "rows": ("行数", "rows"),
    "title_changes": ("变化", "What changes"),
    "change": ("变化", "change"),
    "title_problems": ("需要处理的单元格", "Cells to look at"),
    "where": ("位置", "where"),
    "column": ("列", "column"),
    "found": ("内容", "found"),
    "message": ("说明", "what would be right"),
    "more": ("……还有 {} 行，见 --json", "… {} more, see --json"),
    "dropped": ("依规不保存、已丢弃的列：{}", "Columns that must not be kept, dropped: {}"),
    "unread": ("不认识、只随批次保留的列：{}", "Columns not known, kept with the batch only: {}"),
    "skipped": ("没有读取的工作表：{}", "Sheets not read: {}"),
    "formats": ("新增的业态：{}", "Business formats added to the district's list: {}"),
    "blotted": ("已隐去证件号等的单元格：{} 个", "Cells from which identity numbers were blotted out: {}"),
    "unlisted": (
        "{} 处在场单位不在表中；如已迁出，请加 --gone-on 日期",
        "{} tenancies of these towers are not in the file; --gone-on DATE ends them",
    ),
    "applied": (
        "已导入。撤销：manage.py roster --undo {} --district {}",
        "Applied. Undo: manage.py roster --undo {} --district {}",
    ),
    "dry": ("仅预览，未写入。", "A dry run: nothing was written."),
    "nothing": ("没有变化，未写入。", "Nothing to change, nothing was written."),
    "stopped": (
        "有错误或待决定的行，整个文件未导入。请改正，或用 --answers 答复，或加 --skip-bad 略过这些行。",
        "Nothing was written: rows are refused or undecided. Correct them, give --answers, or --skip-bad.",
    ),
}


def show(outcome: Outcome, console: Console, language: str, *, dry_run: bool, slug: str) -> None:
    """Prints the counts, what changes, the cells that are wrong, and what became of the file."""
    chinese = language.lower().startswith("zh")

    def word(key: str) -> str:
        return _WORDS[key][0 if chinese else 1]

    report = in_short(outcome)
    if outcome.plan.scope:
        console.print(word("scope").format("、".join(outcome.plan.scope)), markup=False)
    counts = Table()
    counts.add_column("")
    counts.add_column(word("rows"), justify="right")
    for verdict in VERDICTS:
        if report["summary"][verdict]:
            counts.add_row(word(verdict), str(report["summary"][verdict]))
    console.print(counts)
    _table(console, word("title_changes"), ["where", "name", "change"], _change_lines(outcome, chinese), word)
    _table(
        console,
        word("title_problems"),
        ["where", "column", "found", "message"],
        _problem_lines(outcome, language),
        word,
    )
    for key, names in (
        ("dropped", report["dropped_columns"]),
        ("unread", report["unread_columns"]),
        ("skipped", report["skipped_sheets"]),
        ("formats", report["new_formats"]),
    ):
        if names:
            console.print(word(key).format("、".join(names)), markup=False)
    if report["blotted"]:
        console.print(word("blotted").format(report["blotted"]))
    if outcome.plan.unlisted:
        console.print(word("unlisted").format(outcome.plan.unlisted))
    if outcome.batch:
        console.print(word("applied").format(outcome.batch.id, slug), soft_wrap=True)
    else:
        console.print(word("dry" if dry_run else "stopped" if outcome.stopped else "nothing"))


def _table(console: Console, title: str, columns: list[str], lines: list[list[str]], word) -> None:  # type: ignore[no-untyped-def]
    if not lines:
        return
    table = Table(title=title)
    for column in columns:
        table.add_column(word(column) if column else "", overflow="fold")
    for line in lines[:SHOWN]:
        table.add_row(*map(_plain, line))
    console.print(table)
    if len(lines) > SHOWN:
        console.print(word("more").format(len(lines) - SHOWN))


def _plain(text: str) -> str:
    """Square brackets in a cell are text and no markup."""
    return text.replace("[", "\\[")


def _where(plan: RowPlan) -> str:
    """The sheet's row; of somebody who is gone, and so in no row, where she was."""
    row = plan.row
    if row.number:
        return f"{row.sheet} {row.number}"
    return f"{row.building or ''}{'、'.join(unit.text for unit in row.units)}"


def _change_lines(outcome: Outcome, chinese: bool) -> list[list[str]]:
    """What becomes different of what is known already; a new company's whole row is no news cell by cell."""
    return [
        [
            _where(plan),
            plan.row.name,
            f"{_field(one.field, chinese)}: {one.before or '—'} → {one.after or '—'}",
        ]
        for plan in outcome.plan.rows
        if plan.verdict in ("changed", "moved", "gone")
        for one in plan.changes
    ]


def _field(name: str, chinese: bool) -> str:
    """What has no field of its own goes by its heading."""
    return _FIELDS[name][0 if chinese else 1] if name in _FIELDS else name


def _problem_lines(outcome: Outcome, language: str) -> list[list[str]]:
    return [
        [
            _where(plan),
            problem.column,
            problem.found,
            spoken(problem.code, language, found=problem.found, right=problem.right),
        ]
        for plan in outcome.plan.rows
        for problem in plan.row.problems
    ]
