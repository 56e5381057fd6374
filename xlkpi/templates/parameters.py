"""The page 参数: levels, coefficients, quotas and settings of the scheme, each number with unit and source."""

from __future__ import annotations

from collections.abc import Mapping

from xlkpi.domain.scheme import Number, Scheme
from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page
from xlkpi.templates.layout import LEVEL_COUNT, ROUNDINGS, TIES, YES_NO

TITLE = "参数"
WIDTHS = (16, 10, 10, 10, 10, 10, 10, 50, 20, 10)
SUM, SOURCE, NOTE, CONFIRMED = 6, 7, 8, 9
LAST = CONFIRMED
FIELD = ("input", "grid", "center")
SOURCE_LOOK = ("open", "grid", "left", "wrap", "note")
UNCONFIRMED_NOTE = "原文缺失，请确认"

WORDS: Mapping[str, str] = {
    **dict(zip(("half_up", "largest_remainder", "floor", "cumulative"), ROUNDINGS, strict=True)),
    **dict(zip(("better", "worse", "order", "ask"), TIES, strict=True)),
}
"""The words HR chooses from, by the key that a scheme file carries."""

SETTINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("rounding", "舍入方式", ROUNDINGS),
    ("ties", "同分处理", TIES),
    ("advisory_below", "名额_参考人数", ()),
)
"""Key in the scheme, defined name, and the words to choose from (none: a number)."""


def draw_parameters(draft: Draft, scheme: Scheme) -> Page:
    """Draw the page of parameters with the numbers of a scheme that has LEVEL_COUNT levels and quotas."""
    page = draft.page(TITLE, landscape=True)
    page.widths(WIDTHS)
    page.height(0, 34)
    page.put(Area(0, 0, 1, LAST + 1), "参　数", "title")
    page.height(1, 30)
    page.put(
        Area(1, 0, 1, LAST + 1),
        f"方案：{scheme.title}。浅黄色格可修改，修改后全部结果随之重算；橙色底的数值原文缺失，系按假定填入，"
        "请核对后在「已确认」列选“是”。有未确认的数值时，汇总表只能作为草稿。",
        "note",
        "wrap",
    )
    row = _levels(page, scheme, 2)
    row = _quotas(page, scheme, row + 1)
    last = _settings(page, scheme, row + 1)
    page.printed(0, last, LAST)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.freeze_panes(2, 0)
    page.footer("附件3 参数")
    return page


def _section(page: Page, row: int, title: str) -> None:
    page.height(row, 24)
    page.put(Area(row, 0, 1, LAST + 1), title, "section")


def _confirmation(page: Page, area: Area, name: str, assumed: list[bool]) -> None:
    """The columns note and 已确认 of the rows of an area; what is still to be confirmed is shaded."""
    notes = [[UNCONFIRMED_NOTE if flag else ""] for flag in assumed]
    form = page.draft.format(SOURCE_LOOK)
    for line, (note,) in enumerate(notes):
        page.sheet.write_string(area.row + line, NOTE, note, form)
    cells = Area(area.row, CONFIRMED, area.rows)
    rule = rules.choice("已确认", YES_NO, "核对无误后选“是”。")
    answers = [["否" if flag else "是"] for flag in assumed]
    page.block(name, cells, *FIELD, rule=rule, values=answers)
    condition = f'{cells.at(fixed_column=True)}="否"'
    for shaded in (area, Area(area.row, NOTE, area.rows, 2)):
        page.when(shaded, condition, {"bg_color": style.ASSUMED})


def _levels(page: Page, scheme: Scheme, row: int) -> int:
    _section(page, row, "一、等级、分数线与系数")
    levels = scheme.levels
    page.height(row + 1, 32)
    heads = ("部门等级", "员工等级", f"最低分（{levels[0].minimum.unit}）", f"系数（{levels[0].coefficient.unit}）")
    page.row(row + 1, 0, heads, "head", "grid")
    page.put(Area(row + 1, 4, 1, 3), "含义", "head", "grid")
    page.row(row + 1, SOURCE, ("来源", "备注", "已确认"), "head", "grid")
    first, count = row + 2, len(levels)
    page.height(first, 30, count)
    page.block("等级_名称", Area(first, 0, count), *FIELD, values=[[level.name] for level in levels])
    page.block("等级_代码", Area(first, 1, count), *FIELD, values=[[level.code] for level in levels])
    minimums = [[_number(level.minimum)] for level in levels]
    page.block("等级_最低分", Area(first, 2, count), *FIELD, "points", rule=rules.score("最低分"), values=minimums)
    coefficients = [[_number(level.coefficient)] for level in levels]
    rule = rules.amount("系数", "等级系数，如 1.1。", 0, 10)
    page.block("等级_系数", Area(first, 3, count), *FIELD, "factor", rule=rule, values=coefficients)
    for line, level in enumerate(levels):
        bound = Area(first + line, 2).at()
        name, code = Area(first + line, 0).at(), Area(first + line, 1).at()
        meaning = f'=IF({bound}>0,"得分不低于 "&{bound}&" 分","低于以上各分数线")&"为"&{name}&"（"&{code}&"）"'
        page.put(Area(first + line, 4, 1, 3), meaning, "computed", "grid", "left", "note", "wrap")
        sources = f"最低分：{level.minimum.source}\n系数：{level.coefficient.source}"
        page.put(Area(first + line, SOURCE), sources, *SOURCE_LOOK)
    assumed = [level.minimum.assumed or level.coefficient.assumed for level in levels]
    _confirmation(page, Area(first, 3, count), "等级_已确认", assumed)
    return first + count


def _number(number: Number) -> float:
    return float(number.value)


def _quotas(page: Page, scheme: Scheme, row: int) -> int:
    _section(page, row, f"二、名额比例（{scheme.quotas[0].unit}）")
    page.height(row + 1, 20)
    page.put(Area(row + 1, 0), "部门等级 ＼ 员工等级", "head", "grid", "shrink")
    page.put(Area(row + 1, 1, 1, LEVEL_COUNT), "员工各等级所占比例", "head", "grid")
    page.put(Area(row + 1, SUM, 2, 1), "合计", "head", "grid")
    for column, title in ((SOURCE, "来源"), (NOTE, "备注"), (CONFIRMED, "已确认")):
        page.put(Area(row + 1, column, 2, 1), title, "head", "grid")
    codes = [level.code for level in scheme.levels]
    values: list[list[str | float | None]] = [[None, *codes]]
    values += [[quota.department_level, *(quota.shares.get(code) or None for code in codes)] for quota in scheme.quotas]
    area = Area(row + 2, 0, LEVEL_COUNT + 1, LEVEL_COUNT + 1)
    page.height(row + 2, 24, area.rows)
    page.block("名额比例", area, *FIELD, "share", values=values)
    shares = Area(row + 3, 1, LEVEL_COUNT, LEVEL_COUNT)
    page.check(shares, rules.share("名额比例", "该部门等级下，此员工等级所占比例；空着为 0，每行合计须为 100%。"))
    odd = f"AND(ISNUMBER({shares.at()}),ABS({shares.at()}*100-ROUND({shares.at()}*100,0))>0.000001)"
    page.when(shares, odd, {"num_format": "0.0#%"})
    for line, quota in enumerate(scheme.quotas):
        span = f"{shares.at(line)}:{shares.at(line, LEVEL_COUNT - 1)}"
        page.put(Area(shares.row + line, SUM), f"=SUM({span})", "computed", "grid", "center", "share")
        page.put(Area(shares.row + line, SOURCE), quota.source, *SOURCE_LOOK)
    sums = Area(shares.row, SUM, LEVEL_COUNT)
    page.when(sums, f"ROUND({sums.at()},6)<>1", style.WRONG_LOOK)
    _confirmation(page, shares, "名额_已确认", [quota.assumed for quota in scheme.quotas])
    return area.last_row + 1


def _settings(page: Page, scheme: Scheme, row: int) -> int:
    _section(page, row, "三、计算方式")
    page.height(row + 1, 20)
    page.put(Area(row + 1, 0), "项目", "head", "grid")
    page.put(Area(row + 1, 1, 1, 2), "取值", "head", "grid")
    page.put(Area(row + 1, 3, 1, 4), "单位与可选值", "head", "grid")
    page.row(row + 1, SOURCE, ("来源", "备注", "已确认"), "head", "grid")
    for line, (key, name, options) in enumerate(SETTINGS, row + 2):
        page.height(line, 30)
        number = scheme.settings[key]
        page.put(Area(line, 0), name.replace("_", ""), "label", "grid")
        value = WORDS[str(number.value)] if options else _number(number)
        rule = rules.choice(name, options, "从列表中选择。") if options else rules.amount(name, number.unit, 0, 1000)
        page.field(name, Area(line, 1, 1, 2), *FIELD, *(() if options else ("count",)), rule=rule, value=value)
        meaning = (
            f"{number.unit}：{'／'.join(options)}"
            if options
            else f"单位：{number.unit}；参评人数不足此数时，比例仅供参考"
        )
        page.put(Area(line, 3, 1, 4), meaning, "grid", "left", "note", "wrap")
        page.put(Area(line, SOURCE), number.source, *SOURCE_LOOK)
        _confirmation(page, Area(line, 1, 1, 2), f"{name}_已确认", [number.assumed])
    return row + 1 + len(SETTINGS)
