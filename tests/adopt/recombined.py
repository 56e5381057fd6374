"""Workbooks put together at random from known habits: words, shapes of heads, headers and bodies, columns that mean nothing.

Each is a layout with its truth, known because it was drawn from it; a seed gives the same one every time. The words are a
list of this module's own, gathered from public forms (document-sharing sites, exports of office systems), not the lexicon.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.layout import HABIT, NOT_OURS, Layout
from adopt.staff import NAMES

FORM_WORDS = {
    "indicator": "考核指标 KPI指标 指标名称 考核项目 考核内容 关键绩效指标 评价指标 绩效指标 评价项目 考评项目 评估指标 关键业绩指标 考核要素 评估因素 工作任务",
    "standard": "评分标准 考核标准 计分方法 评价标准 评分细则 考核细则 计分规则 扣分标准 衡量标准 评分办法 考评标准",
    "weight": "权重 比重 指标权重 权重占比 考核权重 所占权重",
    "mark": "分值 标准分 满分 标准分值 配分 满分值 基准分",
    "target": "目标值 目标 指标值 考核目标 计划值 月度目标 目标要求",
    "actual": "实际完成 完成情况 实际值 实际完成值 实际完成情况 实绩 完成值 实际达成",
    "self_score": "自评分 自评 自评得分 自我评分 员工自评 本人评分",
    "score": "得分 评分 上级评分 主管评分 领导评分 考核得分 直接上级评分 考评得分 考核评分 实际得分 评定分 主管打分",
    "weighted": "加权得分 加权分 折算得分 权重得分 折合得分",
    "remark": "备注 备注说明 扣分原因 扣分说明 加减分说明",
}
SUMMARY_WORDS = {
    "branch": "分公司 所属分公司 单位 所属公司 所在单位",
    "department": "部门 所属部门 所在部门 班组 部门名称 科室 所属班组 被考核部门",
    "employee_id": "工号 员工编号 员工工号 职工编号 人员编号 员工号 员工代码",
    "name": "姓名 员工姓名 被考核人 被考评人 人员姓名 被考核人姓名 被考核人员 坐席姓名",
    "post": "岗位 职务 岗位名称 职位 被考核岗位 所在岗位",
    "total": "考核得分 考核总分 总分 综合得分 绩效得分 最终得分 总得分 月度考核得分 本月得分 考核成绩 综合考核得分 绩效考核得分 得分 绩效分值",
    "rank": "排名 部门排名 名次 部门内排名 部门名次 组内排名",
    "level": "等级 考核等级 绩效等级 考评等级 评定等级 等次 考核结果等级 绩效评级",
    "coefficient": "系数 绩效系数 等级系数 考核系数 奖金系数 绩效考核系数 对应系数",
    "base_pay": "绩效工资基数 绩效基数 奖金基数 绩效工资标准 绩效奖金基数",
    "attendance": "考勤系数 出勤系数",
    "pay": "应发绩效工资 绩效工资 应发绩效 绩效奖金 实发绩效工资 应发绩效奖金",
    "eligible": "是否参评 是否参与考核 是否考核",
    "remark": "备注 备注说明 说明",
}
HEAD_WORDS = {
    "name": "姓名 员工姓名 被考核人 被考评人 被考核人姓名 被评价人",
    "department": "部门 所属部门 所在部门 部门名称 班组 被考核部门",
    "post": "岗位 职务 岗位名称 职位 被考核岗位",
    "employee_id": "工号 员工编号 员工工号 员工号",
    "month": "考核月份 月份 考核期间 考核周期 考核年月 考核期 考核期限 考核时间 评估周期",
    "rater": "考核人 考评人 评价人 评估人 评分人",
    "supervisor": "直接上级 直属上级 直接主管 直属领导 部门负责人",
    "branch": "分公司 所属分公司 所在单位 所属公司",
}
DEPARTMENTS = ("客服部", "热线一组", "抢修部", "营业厅", "收费班", "工程部", "物业服务中心", "北区")
POSTS = ("客服专员", "话务员", "楼栋管家", "维修工", "收费员", "安检员", "班长", "主管")
INDICATORS = [
    "接通率",
    "客户满意度",
    "工单及时率",
    "有责投诉",
    "抄表准确率",
    "入户安检率",
    "收缴率",
    "回访完成率",
    "服务规范",
    "劳动纪律",
    "团队协作",
    "培训学习",
    "首问解决率",
    "质检合格率",
    "报修到场及时率",
    "资料归档",
    "学习成长",
    "安全生产",
    "环境卫生",
    "派送准时率",
]
CATEGORIES = ("工作业绩", "服务质量", "工作态度", "工作能力", "日常管理")
STANDARDS = ("每低1%扣2分", "由主管评定", "有责投诉一起扣5分", "按制度执行，违者扣分", "迟到一次扣1分", "完成率×100")
MONTHS = ("2025年6月", "2025-06", "6月份", "2025.06", "2025年06月")
LEVELS = ((95, "A+", 1.2), (90, "A", 1.1), (85, "B", 1.0), (80, "C", 0.8), (0, "C-", 0.0))
WORD_LEVELS = ((95, "优秀", 1.2), (90, "良好", 1.1), (85, "合格", 1.0), (80, "需改进", 0.8), (0, "不合格", 0.0))
FORM_TITLES = (
    "员工月度绩效考核表",
    "绩效考核评分表",
    "员工考核表",
    "客服人员绩效考评表",
    "岗位绩效考核表",
    "月度KPI考核表",
)
SUMMARY_TITLES = (
    "员工绩效考核汇总表",
    "绩效考核结果汇总",
    "部门月度考核成绩表",
    "员工月度绩效考核统计表",
    "绩效奖金核算表",
)
LATIN = {
    "indicator": "KPI",
    "weight": "Weight",
    "score": "Score",
    "target": "Target",
    "name": "Name",
    "department": "Department",
    "level": "Rating",
    "remark": "Remarks",
    "post": "Position",
}
FORM_NOISE: dict[str, Callable[[random.Random, int], Any]] = {
    "数据来源": lambda rng, n: rng.choice(("系统", "质检组", "财务部")),
    "完成率": lambda rng, n: rng.choice((0.97, 0.95, 1, 0.88)),
    "考核频率": lambda rng, n: "月度",
    "责任人": lambda rng, n: rng.choice(NAMES),
    "指标编号": lambda rng, n: f"K{n:02d}",
    "单位": lambda rng, n: rng.choice(("%", "次", "户")),
    "上月得分": lambda rng, n: rng.choice((90, 95, 88)),
    "计划完成时间": lambda rng, n: "6月30日",
    "数据提供部门": lambda rng, n: rng.choice(DEPARTMENTS),
}
SUMMARY_NOISE: dict[str, Callable[[random.Random, int], Any]] = {
    "身份证号": lambda rng, n: f"3201011990{n % 12 + 1:02d}1{n:05d}",
    "入职日期": lambda rng, n: f"20{10 + n % 14}-0{n % 9 + 1}-15",
    "手机号码": lambda rng, n: f"139{n:08d}",
    "公司排名": lambda rng, n: n * 7 % 90 + 1,
    "上月得分": lambda rng, n: 80 + n % 17,
    "上月等级": lambda rng, n: "B",
    "部门系数": lambda rng, n: 1.05,
    "岗位工资": lambda rng, n: 3000 + n * 10,
    "出勤天数": lambda rng, n: 22 - n % 2,
    "部门编号": lambda rng, n: f"D{n % 3:02d}",
    "性别": lambda rng, n: "男女"[n % 2],
    "职级": lambda rng, n: f"P{n % 4 + 2}",
    "岗位等级": lambda rng, n: rng.choice(("A", "B", "C")),
    "学历": lambda rng, n: rng.choice(("本科", "大专")),
    "考勤扣款": lambda rng, n: rng.choice((0, 50, 100)),
    "质检得分": lambda rng, n: 88 + n % 9,
    "工龄": lambda rng, n: n % 11 + 1,
    "初评得分": lambda rng, n: rng.choice((85, 88, 91, 94)),
    "部门评分": lambda rng, n: rng.choice((85, 88, 91, 94)),
    "业绩得分": lambda rng, n: rng.choice((55, 58, 60)),
    "平时得分": lambda rng, n: rng.choice((85, 88, 91, 94)),
    "考勤得分": lambda rng, n: rng.choice((100, 98, 95)),
    "上月排名": lambda rng, n: n * 5 % 13 + 1,
    "班次": lambda rng, n: rng.choice(("早", "中", "晚")),
    "接听量": lambda rng, n: 2000 + n * 31,
    "投诉次数": lambda rng, n: n % 3,
    "直接上级": lambda rng, n: "孔令辉",
    "同级评分": lambda rng, n: 85 + n % 10,
}

PLAIN_NOISE = sorted(set(SUMMARY_NOISE) - {"初评得分", "部门评分", "业绩得分", "平时得分", "考勤得分", "直接上级"})


@dataclass
class Drawing:
    """A sheet being put together, with what is true of it."""

    rng: random.Random
    sheet: Sheet
    row: int = 1
    fields: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    skip: list[str] = field(default_factory=list)
    optional: set[str] = field(default_factory=set)
    across: dict[str, int] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def word(self, words: dict[str, str], key: str) -> str:
        return self.rng.choice(words[key].split())

    def place(self, row: int, column: int) -> str:
        return f"{get_column_letter(column)}{row}"

    def write(self, row: int, column: int, value: Any, style: str = "box center", *, to: int = 0) -> str:
        """One cell, or one merged to the column `to`; its address."""
        ref = self.place(row, column)
        self.sheet.write(ref if to <= column else f"{ref}:{self.place(row, to)}", value, style)
        return ref

    def wrong(self, row: int, column: int) -> None:
        self.conflicts.append(f"{self.sheet.name}!{self.place(row, column)}")


def form(seed: int) -> Layout:
    """One person's form."""
    rng = random.Random(f"form {seed}")

    def draw() -> tuple[Sheet, Drawing, dict[str, Any]]:
        own = random.Random(f"form {seed} cells")
        at = Drawing(own, Sheet(own.choice(("考核表", "Sheet1", "6月", "绩效考核表"))))
        return at.sheet, at, _form(at)

    return _layout("form", seed, draw, rng)


def stacked(seed: int) -> Layout:
    """Two or three forms, below each other on one sheet or each on a sheet of its own."""

    def draw() -> tuple[list[Sheet], list[dict[str, Any]], list[Drawing]]:
        own = random.Random(f"stacked {seed} cells")
        one, drawings, truths = own.random() < 0.5, [], []
        shape = own.randrange(10**6)
        sheet, row = Sheet("考核表"), 1
        for number in range(own.choice((2, 3))):
            at = Drawing(
                random.Random(shape if own.random() < 0.7 else shape + number),
                sheet if one else Sheet(f"{number + 1}号"),
                row,
            )
            extra = _form(at)
            truths.append(
                {
                    "kind": "form",
                    "sheet": at.sheet.name,
                    "fields": at.fields,
                    "columns": at.columns,
                    "first_row": extra["first"],
                    "last_row": extra["last"],
                }
            )
            drawings.append(at)
            row = at.row + own.choice((2, 3)) if one else 1
        return ([sheet] if one else [at.sheet for at in drawings]), truths, drawings

    _, truths, drawings = draw()
    return Layout(
        f"stacked_{seed}",
        "put together at random",
        HABIT,
        lambda: Book(draw()[0]),
        {"parts": truths},
        optional=frozenset("month" for at in drawings if "month" in at.optional),
        conflicts=tuple(where for at in drawings for where in at.conflicts),
        skip=tuple(where for at in drawings for where in at.skip),
        marks="other",
    )


def summary(seed: int) -> Layout:
    """A table of many people."""
    rng = random.Random(f"summary {seed}")

    def draw() -> tuple[Sheet, Drawing, dict[str, Any]]:
        own = random.Random(f"summary {seed} cells")
        at = Drawing(own, Sheet(own.choice(("汇总", "Sheet1", "6月", "考核汇总表"))))
        return at.sheet, at, _summary(at)

    return _layout("summary", seed, draw, rng)


def _layout(
    kind: str, seed: int, draw: Callable[[], tuple[Sheet, Drawing, dict[str, Any]]], rng: random.Random
) -> Layout:
    sheet, at, extra = draw()
    truth = {
        "kind": kind,
        "sheet": sheet.name,
        "fields": at.fields,
        "columns": at.columns,
        "first_row": extra["first"],
        "last_row": extra["last"],
    }
    if at.across:
        truth["across"] = at.across
    return Layout(
        f"{kind}_{seed}",
        "put together at random",
        HABIT,
        lambda: Book([draw()[0]]),
        truth,
        optional=frozenset(at.optional),
        conflicts=tuple(at.conflicts),
        skip=tuple(at.skip),
        marks=extra.get("marks", "other"),
        ranked=extra.get("ranked", ""),
    )


def _title(at: Drawing, titles: Sequence[str], width: int) -> None:
    month = at.rng.choice(("", "", "2025年6月", "6月份"))
    text = f"{at.rng.choice(('', '安泰燃气', '恒信物业'))}{month}{at.rng.choice(titles)}"
    if at.chance(0.9):
        ref = at.write(at.row, 1, text, "title", to=width if at.chance(0.8) else 0)
        if month:
            at.fields["month"] = ref
            at.optional.add("month")
        at.row += 1
    else:
        at.write(at.row, 1, "附件2", "left")
        at.write(at.row + 1, 1, text, "title", to=width)
        if month:
            at.fields["month"] = at.place(at.row + 1, 1)
            at.optional.add("month")
        at.row += 2
    if at.chance(0.15):
        at.row += 1


def _head(
    at: Drawing, keys: Sequence[str], width: int, values: dict[str, Any], noise: Sequence[tuple[str, Any]] = ()
) -> None:
    """Labels with their values in one of the usual shapes."""
    items: list[tuple[str, str, Any]] = [(key, at.word(HEAD_WORDS, key), values[key]) for key in keys]
    items += [("", word, value) for word, value in noise]
    at.rng.shuffle(items)
    if not items:
        return
    shape = at.rng.choice(("beside", "beside", "colon", "colon", "colon beside", "above", "line"))
    per_row = max(1, min(at.rng.choice((2, 3, 4)), width // 2))
    if "month" in keys:
        at.fields.pop("month", None)
        at.optional.discard("month")
    if shape == "above" and len(items) < 3:
        shape = "beside"
    if shape == "line":
        text = at.rng.choice(("    ", "      ")).join(f"{word}：{value}" for _, word, value in items)
        ref = at.write(at.row, 1, text, "left", to=width)
        at.fields |= {key: ref for key, _, _ in items if key}
        at.row += 1
        return
    if shape == "above":
        for number, (key, word, value) in enumerate(items[:width], 1):
            at.write(at.row, number, word, "box center bold")
            ref = at.write(at.row + 1, number, value)
            if key:
                at.fields[key] = ref
        at.row += 3 if at.chance(0.5) else 2
        return
    for start in range(0, len(items), per_row):
        step = width // per_row if shape == "colon" else 2
        column = 1
        for key, word, value in items[start : start + per_row]:
            if shape == "colon":
                last = column + max(1, step) - 1
                ref = at.write(
                    at.row, column, f"{word}{at.rng.choice('：:')}{value}", "left", to=last if at.chance(0.7) else 0
                )
                column = last + 1
            else:
                label = (
                    f"{word}："
                    if shape == "colon beside"
                    else (word if len(word) > 2 or at.chance(0.7) else f"{word[0]}  {word[1]}")
                )
                at.write(at.row, column, label, "box center")
                ref = at.write(at.row, column + 1, value)
                column += 2
            if key:
                at.fields[key] = ref
        at.row += 1
    if at.chance(0.2):
        at.row += 1


def _header(at: Drawing, columns: list[tuple[str, str]], groups: dict[str, str]) -> dict[str, int]:
    """The header row or rows; the number of each column by key or word. `groups` are words over several columns."""
    latin = at.rng.choice(("", "", "", "\n", "/", " "))
    numbers: dict[str, int] = {}
    two = bool(groups) and at.chance(0.4)
    bottom = at.row + two
    for number, (key, word) in enumerate(columns, 1):
        shown = f"{word}{latin}{LATIN[key]}" if latin and key in LATIN else word
        group = groups.get(key, "")
        if two and not group:
            at.sheet.write(f"{at.place(at.row, number)}:{at.place(bottom, number)}", shown, "box center bold grey wrap")
        else:
            at.write(bottom, number, shown, "box center bold grey wrap")
        numbers[key or word] = number
    if two:
        over: list[tuple[str, int, int]] = []
        for number, (key, _) in enumerate(columns, 1):
            group = groups.get(key, "")
            if group and over and over[-1][0] == group and over[-1][2] == number - 1:
                over[-1] = (group, over[-1][1], number)
            elif group:
                over.append((group, number, number))
        for group, first, last in over:
            at.write(at.row, first, group, "box center bold grey", to=last)
    at.row = bottom + 1
    return numbers


def _form(at: Drawing) -> dict[str, Any]:
    rng = at.rng
    marks = rng.choice(("percent", "percent", "hundred", "full", "full"))
    count = rng.randint(3, 9)
    chosen: list[tuple[str, str]] = []
    if at.chance(0.6):
        chosen.append(("", "序号"))
    category = at.chance(0.4) and count >= 4
    if category:
        chosen.append(("", rng.choice(("考核类别", "类别", "维度", "指标类别", "考核维度"))))
    keys = ["indicator"]
    keys += ["standard"] if at.chance(0.6) else []
    keys += ["weight"]
    keys += ["target"] if at.chance(0.4) else []
    keys += ["actual"] if at.chance(0.4) else []
    keys += ["self_score"] if at.chance(0.4) else []
    keys += ["score"]
    keys += ["weighted"] if marks != "full" and at.chance(0.5) else []
    keys += ["remark"] if at.chance(0.4) else []
    if at.chance(0.3) and "standard" in keys:
        keys.remove("weight")
        keys.insert(keys.index("standard"), "weight")
    for key in keys:
        words = FORM_WORDS["mark"] if key == "weight" and marks == "full" else FORM_WORDS[key]
        word = rng.choice(words.split())
        if key == "weight" and marks != "full":
            word += rng.choice(("", "", "（%）" if marks == "hundred" else "", "(%)" if marks == "hundred" else ""))
        chosen.append((key, word))
    for noise in rng.sample(sorted(FORM_NOISE), rng.choice((0, 0, 1, 1, 2))):
        start = 1 + next(n for n, (key, _) in enumerate(chosen) if key == "indicator")
        chosen.insert(rng.randint(start, len(chosen)), ("", noise))
    width = len(chosen)
    _title(at, FORM_TITLES, width)
    values = {
        "name": rng.choice(NAMES),
        "department": rng.choice(DEPARTMENTS),
        "post": rng.choice(POSTS),
        "employee_id": f"K{rng.randint(100, 999)}",
        "month": rng.choice(MONTHS),
        "rater": rng.choice(NAMES),
        "supervisor": rng.choice(NAMES),
        "branch": rng.choice(("城东分公司", "滨海分公司")),
    }
    head = ["name", *(key for key in list(values)[1:] if at.chance(0.45))]
    if "rater" in head and "supervisor" in head:
        head.remove("rater")
    extra = [item for item in (("入职日期", "2019-03-01"), ("学历", "本科"), ("表单编号", "HR-012")) if at.chance(0.15)]
    _head(at, head, width, values, extra)
    groups = (
        {"self_score": "评分", "score": "评分", "weighted": "评分"} if at.chance(0.5) and "self_score" in keys else {}
    )
    if groups and at.chance(0.3):
        groups = dict.fromkeys(("target", "actual"), "完成情况") if {"target", "actual"} <= set(keys) else groups
    numbers = _header(at, chosen, groups)
    first = at.row
    blank, texts = at.chance(0.08), at.chance(0.08)
    sections = not category and count >= 5 and at.chance(0.15)
    weights = _weights(rng, count)
    scores = [rng.choice((100, 98, 96, 95, 92, 90, 88, 85)) for _ in range(count)]
    if marks == "full":
        scores = [max(0, weight - rng.choice((0, 0, 1, 2, 0.5))) for weight in weights]
    names = rng.sample(INDICATORS, count)
    for number in range(count):
        if sections and number in (0, count // 2):
            at.write(at.row, 1, f"{'一二'[number > 0]}、{CATEGORIES[2 * (number > 0)]}", "box left bold", to=width)
            if number:
                at.skip.append(f"{at.sheet.name}!{at.row}")
            else:
                first += 1
            at.row += 1
        row = at.row
        for (key, word), column in zip(chosen, range(1, width + 1)):
            weight, mark = weights[number], scores[number]
            letter_w, letter_s = get_column_letter(numbers["weight"]), get_column_letter(numbers["score"])
            scale = 100 if marks == "hundred" else 1
            due = rounded(weight * mark / 100)
            value, style = {
                "indicator": (names[number], "box left"),
                "standard": (rng.choice(STANDARDS), "box left wrap"),
                "weight": (
                    weight / 100 if marks == "percent" else weight,
                    "box center pct" if marks == "percent" else "box center",
                ),
                "target": (rng.choice((0.95, 0.98, 100, 30, "≥95%", "0起", 1)), "box center"),
                "actual": (rng.choice((0.93, 0.97, 98, 29, "96%", "1起", 1)), "box center"),
                "self_score": (min(weight if marks == "full" else 100, mark + rng.choice((0, 1, 0.5))), "box center"),
                "score": (mark, "box center"),
                "weighted": (
                    Formula(f"={letter_w}{row}*{letter_s}{row}" + (f"/{scale}" if scale > 1 else ""), due),
                    "box center n2",
                ),
                "remark": (rng.choice((None, None, None, "超时1单")), "box"),
            }.get(key, (None, "box center"))
            if not key:
                value = number + 1 if word == "序号" else FORM_NOISE[word](rng, number) if word in FORM_NOISE else None
                style = "box center"
            if not key and word not in FORM_NOISE and word != "序号":
                continue
            if texts and key == "weight" and marks == "percent":
                value, style = f"{weight}%", "box center"
            if texts and key in ("score", "self_score"):
                value = f"{value}分"
            if blank and key in ("score", "self_score", "actual"):
                value = None
            if blank and key == "weighted":
                value = Formula(value.text, 0)
            at.write(row, column, value, style)
        at.row += 1
    last = at.row - 1
    if category:
        _categories(at, first, count, 2 if chosen[0][1] == "序号" else 1)
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        for column in range(1, width + 1):
            at.write(at.row, column, None, "box")
        last = at.row
        at.row += 1
    at.columns |= {key: get_column_letter(numbers[key]) for key in keys}
    if blank:
        scores = [0] * count
    rows = [row for row in range(first, last + 1) if f"{at.sheet.name}!{row}" not in at.skip][:count]
    if at.chance(0.1):
        for number, words in enumerate(
            (("等级", "分数线", "系数"), *((name, line, factor) for line, name, factor in LEVELS))
        ):
            for column, value in enumerate(words, width + 2):
                at.write(first - 1 + number, column, value)
    _form_end(at, keys, numbers, (rows[0], rows[-1]), weights, scores, marks, width, blank=blank, texts=texts)
    return {"first": first, "last": last, "marks": "full" if marks == "full" else "weighted"}


def self_sum(sheet: Sheet, column: int, first: int, last: int) -> float:
    return sum(sheet.cells[row, column].value for row in range(first, last + 1) if (row, column) in sheet.cells)


def _weights(rng: random.Random, count: int) -> list[int]:
    parts = [5] * count
    while sum(parts) < 100:
        parts[rng.randrange(count)] += 5
    return parts


def _categories(at: Drawing, first: int, count: int, column: int) -> None:
    half = at.rng.randint(2, count - 2) if count > 4 else 2
    for word, top, bottom in (
        (CATEGORIES[0], first, first + half - 1),
        (CATEGORIES[2], first + half, first + count - 1),
    ):
        where = f"{at.place(top, column)}:{at.place(bottom, column)}"
        at.sheet.write(where if bottom > top else at.place(top, column), word, "box center")


def _form_end(
    at: Drawing,
    keys: Sequence[str],
    numbers: dict[str, int],
    rows: tuple[int, int],
    weights: Sequence[float],
    scores: Sequence[float],
    marks: str,
    width: int,
    *,
    blank: bool,
    texts: bool,
) -> None:
    rng = at.rng
    total = sum(scores) if marks == "full" else rounded(sum(w * s for w, s in zip(weights, scores)) / 100)
    column = numbers.get("weighted", numbers["score"])
    letter_w, letter_s, letter = (get_column_letter(n) for n in (numbers["weight"], numbers["score"], column))
    first, last = rows
    if marks == "full" or "weighted" in keys:
        formula = f"=SUM({letter}{first}:{letter}{last})"
    else:
        formula = f"=SUMPRODUCT({letter_w}{first}:{letter_w}{last},{letter_s}{first}:{letter_s}{last})" + (
            "/100" if marks == "hundred" else ""
        )
    wrong = at.chance(0.15) and not blank
    shape = rng.choice(("row", "row", "label", "none"))
    if shape == "row" and not blank and not texts and at.chance(0.15):
        extra = rng.choice((2, -3, 1.5))
        end = min(numbers["weight"], column) - 1
        at.write(at.row, 1, rng.choice(("加减分", "奖惩加减分", "附加分")), "box center", to=end)
        at.fields["adjust"] = at.write(at.row, column, extra, "box center")
        formula, total = f"{formula}+{letter}{at.row}", rounded(total + extra)
        at.row += 1
    typed = texts or (at.chance(0.4) and not blank) or wrong
    stands: Any = total + (3 if wrong else 0) if typed else Formula(formula, total)
    word = rng.choice(("合计", "总分", "总计", "考核总分", "合计得分", "最终得分", "综合得分"))
    if shape == "row":
        end = min(numbers["weight"], column) - 1
        at.write(at.row, 1, word, "box center bold", to=end)
        if at.chance(0.6) and numbers["weight"] > end:
            whole = 1 if marks == "percent" else 100
            at.write(at.row, numbers["weight"], whole, "box center pct" if marks == "percent" else "box center")
        if "self_score" in keys and not texts and not blank and at.chance(0.3) and numbers["self_score"] != column:
            own = get_column_letter(numbers["self_score"])
            at.write(
                at.row,
                numbers["self_score"],
                Formula(f"=SUM({own}{first}:{own}{last})", self_sum(at.sheet, numbers["self_score"], first, last)),
                "box center",
            )
        at.fields["total"] = at.write(at.row, column, stands, "box center n2")
        if wrong:
            at.wrong(at.row, column)
        at.row += 1
    elif shape == "label" and width >= 4:
        at.write(at.row, 1, word, "box center bold")
        at.fields["total"] = at.write(at.row, 2, stands, "box center n2")
        if wrong:
            at.wrong(at.row, 2)
        if at.chance(0.5):
            at.write(at.row, 3, rng.choice(("考核等级", "等级", "绩效等级")), "box center bold")
            at.fields["level"] = at.write(at.row, 4, next(name for line, name, _ in LEVELS if total >= line))
        at.row += 1
    if shape == "row" and not blank and at.chance(0.3):
        grade = next(step for step in LEVELS if total >= step[0])
        for key, word, value in (
            ("level", rng.choice(("考核等级", "等级", "绩效等级", "评定等级")), grade[1]),
            ("coefficient", rng.choice(("绩效系数", "等级系数", "系数")), grade[2]),
        )[: rng.choice((1, 2))]:
            at.write(at.row, 1, word, "box center bold", to=max(1, numbers["weight"] - 1))
            at.fields[key] = at.write(at.row, column, value)
            at.row += 1
    if at.chance(0.3):
        at.write(at.row, 1, rng.choice(("考核人评语：", "改进建议：", "备注：得分保留两位小数")), "left", to=width)
        at.row += 1
    if at.chance(0.6):
        at.row += at.chance(0.5)
        at.write(
            at.row,
            1,
            rng.choice(
                ("被考核人签字：          考核人签字：          日期：", "员工签名：", "制表：      审核：      批准：")
            ),
            "left",
            to=width,
        )


def _summary(at: Drawing) -> dict[str, Any]:
    rng = at.rng
    count = rng.randint(4, 14)
    groups = rng.choice((1, 1, 1, 2, 3)) if count > 6 else 1
    keys = [*(["branch"] if at.chance(0.15) else [])]
    keys += ["department"] if groups > 1 or at.chance(0.5) else []
    keys += ["employee_id"] if at.chance(0.6) else []
    keys += ["name"]
    keys += ["post"] if at.chance(0.4) else []
    if at.chance(0.3):
        rng.shuffle(keys)
    keys += ["total"]
    keys += ["rank"] if at.chance(0.6) else []
    keys += ["level"] if at.chance(0.7) else []
    pays = at.chance(0.5)
    keys += ["coefficient"] if pays or at.chance(0.4) else []
    keys += ["base_pay"] if pays else []
    keys += ["attendance"] if pays and at.chance(0.3) else []
    keys += ["pay"] if pays else []
    keys += ["eligible"] if at.chance(0.1) else []
    keys += ["remark"] if at.chance(0.5) else []
    if len({*keys} & {"rank", "level", "coefficient", "pay"}) == 0:
        keys.insert(keys.index("total") + 1, "level")
    chosen: list[tuple[str, str]] = [(key, at.word(SUMMARY_WORDS, key)) for key in keys]
    items = rng.choice((0, 0, 0, 2, 3))
    for noise in rng.sample(PLAIN_NOISE, rng.choice((0, 0, 1, 2, 3))):
        chosen.insert(rng.randint(1, len(chosen)), ("", noise))
    at_total = next(n for n, (key, _) in enumerate(chosen) if key == "total")
    if not items and at.chance(0.25):
        chosen.insert(
            at_total, ("", rng.choice(("初评得分", "部门评分", "上月得分", "业绩得分", "平时得分", "考勤得分")))
        )
    raters = rng.choice((("业绩得分", "态度得分", "能力得分"), ("工作业绩", "服务质量", "劳动纪律")))[:items]
    chosen[at_total:at_total] = [("", word) for word in raters]
    if at.chance(0.7):
        chosen.insert(0, ("", "序号"))
    width = len(chosen)
    _title(at, SUMMARY_TITLES, width)
    values = {
        "department": rng.choice(DEPARTMENTS),
        "month": rng.choice(MONTHS),
        "branch": "城西分公司",
        "supervisor": rng.choice(NAMES),
    }
    head = [key for key in values if at.chance(0.3) and key not in keys]
    _head(at, head, width, values)
    over = {}
    if at.chance(0.5):
        over = dict.fromkeys(("name", "employee_id", "department", "post"), "基本信息") | dict.fromkeys(
            ("total", "rank", "level", "coefficient"), "考核结果"
        )
    numbers = _header(at, chosen, over)
    if raters:
        at.across["indicator"] = at.row - 1
        at.optional.add("indicator")
    at.columns |= {key: get_column_letter(numbers[key]) for key in keys}
    return _people(at, keys, chosen, numbers, raters, count, groups, width)


def _people(
    at: Drawing,
    keys: Sequence[str],
    chosen: Sequence[tuple[str, str]],
    numbers: dict[str, int],
    raters: Sequence[str],
    count: int,
    groups: int,
    width: int,
) -> dict[str, Any]:
    rng = at.rng
    ladder = rng.choice((LEVELS, WORD_LEVELS))
    sizes = [count // groups + (n < count % groups) for n in range(groups)]
    departments = rng.sample(DEPARTMENTS, groups)
    people = rng.sample(NAMES, count)
    formulas, wrong = at.chance(0.5), rng.choice(("", "", "", "rank", "pay", "level", "coefficient", "id"))
    by_department = groups > 1 and at.chance(0.6)
    subtotals = groups > 1 and at.chance(0.3)
    merged = groups > 1 and not subtotals and at.chance(0.4) and "department" in keys
    totals: list[float] = []
    parts: list[list[float]] = []
    for _ in range(count):
        own = [rng.choice((40, 38, 36, 35.5)), rng.choice((30, 29, 27)), rng.choice((28, 27, 26, 24))][: len(raters)]
        parts.append(own)
        totals.append(
            rounded(sum(own)) if own else rng.choice((99, 97.5, 96, 95, 93.2, 92, 90, 88.5, 87, 86, 84, 82, 79))
        )
    spans = [(sum(sizes[:n]), sum(sizes[: n + 1])) for n in range(groups)]
    ranks = [place for a, b in spans for place in places(totals[a:b])] if by_department else places(totals)
    first, number = at.row, 0
    if raters:
        top = {2: 70, 3: 98}[len(raters)]
        ladder = tuple((line * top / 100, name, factor) for line, name, factor in ladder)
    titled = groups > 1 and not subtotals and at.chance(0.25)
    for group, size in enumerate(sizes):
        if titled:
            at.write(at.row, 1, departments[group], "box left bold", to=width)
            if group:
                at.skip.append(f"{at.sheet.name}!{at.row}")
            else:
                first += 1
            at.row += 1
        top = at.row
        last_of_group = at.row + size - 1
        for _ in range(size):
            _person(
                at,
                keys,
                chosen,
                numbers,
                raters,
                people[number],
                departments[group],
                parts[number],
                totals[number],
                ranks[number],
                ladder,
                number,
                formulas,
                (top, last_of_group) if by_department else None,
                first,
                count,
                merged and at.row > top,
            )
            number += 1
            at.row += 1
        if merged and size > 1:
            letter = get_column_letter(numbers["department"])
            at.sheet.merges.append((top, numbers["department"], at.row - 1, numbers["department"]))
            del letter
        if subtotals:
            at.write(at.row, 1, rng.choice(("小计", f"{departments[group]}小计", "部门平均")), "box center bold", to=0)
            for column in range(2, width + 1):
                at.write(at.row, column, None, "box center")
            if group < groups - 1:
                at.skip.append(f"{at.sheet.name}!{at.row}")
            at.row += 1
    last = at.row - 1 - subtotals
    entries = [row for row in range(first, last + 1) if f"{at.sheet.name}!{row}" not in at.skip]
    if not subtotals and at.chance(0.2):
        for column in range(1, width + 1):
            at.write(at.row, column, None, "box")
        last = at.row
        at.row += 1
    if at.chance(0.3):
        at.write(at.row, 1, rng.choice(("平均", "平均分", "合计")), "box center bold")
        at.write(at.row, numbers["total"], rounded(sum(totals) / count), "box center n2")
        at.row += 1
    if at.chance(0.4):
        at.write(
            at.row,
            1,
            rng.choice(("注：考核得分为百分制。", "备注：名次相同者并列。", "说明：试用期员工不参加考核")),
            "left",
            to=width,
        )
        at.row += 1
    if at.chance(0.5):
        at.row += at.chance(0.5)
        at.write(
            at.row,
            1,
            rng.choice(("制表：          审核：          审批：", "制表人：陈丽华        部门负责人：", "总经理：")),
            "left",
            to=width,
        )
    _break(at, wrong, keys, numbers, entries, formulas, totals, ladder)
    return {"first": first, "last": last, "ranked": "department" if by_department else "all"}


def _person(
    at,
    keys,
    chosen,
    numbers,
    raters,
    name,
    department,
    parts,
    total,
    rank,
    ladder,
    number,
    formulas,
    span,
    first,
    count,
    covered,
):  # type: ignore[no-untyped-def]
    rng, row = at.rng, at.row
    _, level, factor = next(step for step in ladder if total >= step[0])
    base = rng.choice((2000, 2400, 3000))
    attendance = rng.choice((1, 1, 0.95)) if "attendance" in keys else 1
    letter = {key: get_column_letter(n) for key, n in numbers.items()}
    due = rounded(base * factor * attendance)
    made: dict[str, Any] = {}
    if formulas and "rank" in keys and not at.skip:
        top, bottom = span or (first, 0)
        if span:
            made["rank"] = Formula(
                f"=RANK({letter['total']}{row},{letter['total']}${top}:{letter['total']}${bottom})", rank
            )
    if formulas and "pay" in keys:
        more = f"*{letter['attendance']}{row}" if "attendance" in keys else ""
        made["pay"] = Formula(f"=ROUND({letter['base_pay']}{row}*{letter['coefficient']}{row}{more},2)", due)
    if formulas and raters:
        made["total"] = Formula("=" + "+".join(f"{letter[word]}{row}" for word in raters), total)
    values: dict[str, Any] = {
        "branch": "城东分公司",
        "department": None if covered else department,
        "employee_id": f"K{number * 37 % 100 + 100:04d}",
        "name": name if len(name) > 2 or number % 3 else f"{name[0]}  {name[1]}",
        "post": rng.choice(POSTS),
        "total": total,
        "rank": rank,
        "level": level,
        "coefficient": factor,
        "base_pay": base,
        "attendance": attendance,
        "pay": due,
        "eligible": "是",
        "remark": rng.choice((None, None, None, "表扬1次")),
    } | made
    for column, (key, word) in enumerate(chosen, 1):
        if key == "department" and covered:
            continue
        if key:
            value = values[key]
        elif word == "序号":
            value = number + 1
        else:
            value = parts[list(raters).index(word)] if word in raters else SUMMARY_NOISE[word](rng, number)
        at.write(row, column, value, "box center")


def _break(
    at: Drawing,
    wrong: str,
    keys: Sequence[str],
    numbers: dict[str, int],
    entries: Sequence[int],
    formulas: bool,
    totals: Sequence[float],
    ladder: Sequence[tuple[float, str, float]],
) -> None:
    """One thing that contradicts the rest."""
    if formulas or len(entries) < 5:
        return
    row = at.rng.choice(entries[1:])

    def put(key: str, value: Any) -> None:
        cell = at.sheet.cells[row, numbers[key]]
        at.sheet.cells[row, numbers[key]] = cell._replace(value=value)
        at.wrong(row, numbers[key])

    if wrong == "rank" and "rank" in keys:
        put("rank", len(entries) + 3)
    elif wrong == "pay" and "pay" in keys:
        put("pay", at.sheet.cells[row, numbers["pay"]].value + 100)
    elif wrong == "id" and "employee_id" in keys:
        put("employee_id", at.sheet.cells[entries[0], numbers["employee_id"]].value)


@dataclass(frozen=True)
class Other:
    """A workbook of another purpose."""

    titles: str
    columns: str
    values: str


FOREIGN = (
    Other(
        "供应商绩效考核表|供应商评分汇总表|供方业绩评价表",
        "序号|供应商名称|质量得分|交期得分|总分|等级|排名",
        "n|甲公司|38|28|66|B|1",
    ),
    Other(
        "工资表|6月工资明细|薪酬发放表",
        "序号|工号|姓名|部门|基本工资|岗位工资|绩效工资|应发工资|个税|实发工资",
        "n|K1|name|客服部|3000|800|1200|5000|30|4970",
    ),
    Other(
        "期末考试成绩表|初二3班成绩单|学生成绩统计表", "学号|姓名|语文|数学|英语|总分|班级名次", "n|name|90|88|92|270|1"
    ),
    Other(
        "考勤统计表|6月考勤汇总|员工出勤记录",
        "序号|姓名|部门|应出勤天数|实出勤天数|迟到|请假|备注",
        "n|name|客服部|22|21|1|0|",
    ),
    Other(
        "销售业绩排名表|6月销售统计|销售提成表",
        "序号|姓名|部门|销售额|完成率|提成比例|提成金额|排名",
        "n|name|一部|120000|0.95|0.02|2400|3",
    ),
    Other(
        "应聘人员面试评分表|招聘面试成绩汇总",
        "序号|姓名|应聘岗位|笔试成绩|面试得分|总分|名次",
        "n|name|客服专员|80|85|83|2",
    ),
    Other(
        "培训考试成绩表|安全培训签到表|新员工培训考核成绩",
        "序号|姓名|部门|理论成绩|实操成绩|总成绩|是否合格",
        "n|name|抢修部|80|90|85|合格",
    ),
    Other("设备点检表|车辆检查评分表|5S检查评分表", "序号|检查项目|检查标准|分值|得分|备注", "n|地面清洁|无积水|10|9|"),
    Other("客户满意度调查表|满意度问卷统计", "序号|调查项目|权重|得分|备注", "n|服务态度|20%|95|"),
    Other("文明宿舍评比表|卫生评比汇总", "宿舍号|姓名|卫生得分|纪律得分|总分|排名", "n|name|48|45|93|2"),
    Other(
        "员工花名册|通讯录",
        "序号|工号|姓名|部门|岗位|入职日期|手机号码|备注",
        "n|K1|name|客服部|客服|2020-01-01|13900000000|",
    ),
    Other(
        "项目评标打分表|投标评分汇总表",
        "序号|评审因素|评分标准|分值|投标人A得分|投标人B得分",
        "n|技术方案|完整|30|26|28",
    ),
    Other(
        "职工技能比武成绩表|歌唱比赛评分表|演讲比赛评分汇总",
        "序号|选手姓名|评委1|评委2|总分|名次",
        "n|name|9.1|9.3|18.4|2",
    ),
    Other("固定资产盘点表|库存台账", "序号|资产编号|名称|规格型号|数量|使用人|备注", "n|Z01|电脑|X1|1|name|"),
    Other("体能测试成绩表|年度体检汇总", "序号|姓名|部门|俯卧撑|3000米|总成绩|等级", "n|name|保安部|40|13|85|良好"),
)


def other(seed: int) -> Layout:
    """A workbook that is no appraisal of staff."""

    def draw() -> Book:
        rng = random.Random(f"other {seed}")
        kind = FOREIGN[seed % len(FOREIGN)]
        sheet = Sheet(rng.choice(("Sheet1", "汇总", "6月")))
        heads, values = kind.columns.split("|"), kind.values.split("|")
        titles = kind.titles.split("|")
        sheet.write(
            f"A1:{get_column_letter(len(heads))}1",
            rng.choice(("", "2025年6月", "安泰公司")) + titles[seed // len(FOREIGN) % len(titles)],
            "title",
        )
        sheet.row("A2", heads, "box center bold")
        for number in range(rng.randint(3, 9)):
            known = {"n": number + 1, "name": NAMES[number + 5]}
            for column, value in enumerate(values, 1):
                sheet.write(
                    f"{get_column_letter(column)}{number + 3}", known.get(value, _counted(value, number)), "box"
                )
        return Book([sheet])

    return Layout(f"other_{seed}", "another purpose", HABIT, draw, NOT_OURS)


def _counted(value: str, number: int) -> str | float:
    """A number as one, a little another in each line; words and long numbers as they are."""
    plain = value.replace(".", "", 1)
    return float(value) + (number if float(value) > 9 else 0) if plain.isdigit() and len(plain) < 9 else value
