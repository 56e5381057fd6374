"""One person's form: indicators with weights and scores, or scores out of full marks, and the results below."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from adopt.drawing import Formula, rounded
from adopt.recombined.pieces import Drawing, head, header, title
from adopt.recombined.words import (
    CATEGORIES,
    DEPARTMENTS,
    FORM_NOISE,
    FORM_TITLES,
    FORM_WORDS,
    INDICATORS,
    LEVELS,
    MONTHS,
    POSTS,
    STANDARDS,
)
from adopt.staff import NAMES


@dataclass
class Form:
    """How one form is built."""

    at: Drawing
    marks: str
    """`percent` weights, weights of a `hundred`, or `full` marks."""
    keys: list[str]
    columns: list[tuple[str, str]]
    """Key (empty for what is none) and word of each column."""
    weights: list[int]
    scores: list[float]
    category: bool
    sections: bool
    blank: bool
    """Whether it still waits to be filled in."""
    texts: bool
    """Whether numbers are kept as texts with their units."""
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def last(self) -> int:
        """The column whose sum is the total."""
        return self.numbers.get("weighted", self.numbers["score"])

    def letter(self, key: str) -> str:
        return get_column_letter(self.numbers[key])


def form_on(at: Drawing) -> None:
    """Draw a form from the next row on."""
    form = _planned(at)
    at.kind = "form"
    title(at, FORM_TITLES, form.width)
    _head(form)
    groups = {}
    if "self_score" in form.keys and at.chance(0.5):
        groups = dict.fromkeys(("self_score", "score", "weighted"), "评分")
    if {"target", "actual"} <= {*form.keys} and at.chance(0.15):
        groups = dict.fromkeys(("target", "actual"), "完成情况")
    form.numbers = header(at, form.columns, groups)
    at.columns |= {key: form.letter(key) for key in form.keys}
    _body(form)
    if at.chance(0.1):
        _legend(form)
    _results(form)
    if at.chance(0.3):
        at.line(form.width, "考核人评语：", "改进建议：", "备注：得分保留两位小数")
    if at.chance(0.6):
        at.row += at.chance(0.5)
        signed = "被考核人签字：          考核人签字：          日期："
        at.line(form.width, signed, "员工签名：", "制表：      审核：      批准：")


def _planned(at: Drawing) -> Form:
    rng, count = at.rng, at.rng.randint(3, 9)
    marks = rng.choice(("percent", "percent", "hundred", "full", "full"))
    category = at.chance(0.4) and count >= 4
    keys = ["indicator", *(["standard"] if at.chance(0.6) else []), "weight"]
    keys += [key for key in ("target", "actual", "self_score") if at.chance(0.4)]
    keys += ["score", *(["weighted"] if marks != "full" and at.chance(0.5) else [])]
    keys += ["remark"] if at.chance(0.4) else []
    if "standard" in keys and at.chance(0.3):
        keys[1:3] = ["weight", "standard"]
    columns = [("", "序号")] if at.chance(0.6) else []
    columns += [("", rng.choice(("考核类别", "类别", "维度", "指标类别", "考核维度")))] if category else []
    first = len(columns) + 1
    for key in keys:
        word = at.word(FORM_WORDS, "mark" if key == "weight" and marks == "full" else key)
        unit = rng.choice(("", "", "（%）", "(%)")) if key == "weight" and marks == "hundred" else ""
        columns.append((key, word + unit))
    for noise in rng.sample(sorted(FORM_NOISE), rng.choice((0, 0, 1, 1, 2))):
        columns.insert(rng.randint(first, len(columns)), ("", noise))
    weights = _weights(rng, count)
    scores: list[float] = [rng.choice((100, 98, 96, 95, 92, 90, 88, 85)) for _ in weights]
    if marks == "full":
        scores = [max(0, weight - rng.choice((0, 0, 1, 2, 0.5))) for weight in weights]
    sections = not category and count >= 5 and at.chance(0.15)
    return Form(at, marks, keys, columns, weights, scores, category, sections, at.chance(0.08), at.chance(0.08))


def _weights(rng: random.Random, count: int) -> list[int]:
    parts = [5] * count
    while sum(parts) < 100:
        parts[rng.randrange(count)] += 5
    return parts


def _head(form: Form) -> None:
    at, rng = form.at, form.at.rng
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
    keys = ["name", *(key for key in list(values)[1:] if at.chance(0.45))]
    if "rater" in keys and "supervisor" in keys:
        keys.remove("rater")
    noise = [item for item in (("入职日期", "2019-03-01"), ("学历", "本科"), ("表单编号", "HR-012")) if at.chance(0.15)]
    head(at, keys, form.width, values, noise)


def _body(form: Form) -> None:
    at, count = form.at, len(form.weights)
    names = at.rng.sample(INDICATORS, count)
    for number in range(count):
        if form.sections and number in (0, count // 2):
            at.section(f"{'一二'[number > 0]}、{CATEGORIES[2 * (number > 0)]}", form.width)
        at.first = at.first or at.row
        for column, (key, word) in enumerate(form.columns, 1):
            if key or word in FORM_NOISE or word == "序号":
                at.write(at.row, column, *_cell(form, key, word, number, names[number]))
        at.row += 1
    if form.category:
        _categories(form, 2 if form.columns[0][1] == "序号" else 1)
    for _ in range(at.rng.choice((0, 0, 0, 1, 2))):
        at.frame(form.width)
    at.last = at.row - 1


def _cell(form: Form, key: str, word: str, number: int, name: str) -> tuple[Any, str]:
    """What stands in one cell of a line, and how it looks."""
    rng, weight, mark = form.at.rng, form.weights[number], form.scores[number]
    own = min(weight if form.marks == "full" else 100, mark + rng.choice((0, 1, 0.5)))
    waits = form.blank and key in ("score", "self_score", "actual")
    noise = number + 1 if word == "序号" else FORM_NOISE[word](rng, number) if word in FORM_NOISE else None
    values: dict[str, Any] = {
        "": noise,
        "indicator": name,
        "standard": rng.choice(STANDARDS),
        "weight": weight / 100 if form.marks == "percent" else weight,
        "target": rng.choice((0.95, 0.98, 100, 30, "≥95%", "0起", 1)),
        "actual": rng.choice((0.93, 0.97, 98, 29, "96%", "1起", 1)),
        "self_score": f"{own}分" if form.texts else own,
        "score": f"{mark}分" if form.texts else mark,
        "remark": rng.choice((None, None, None, "超时1单")),
    }
    if key == "weighted":
        text = f"={form.letter('weight')}{form.at.row}*{form.letter('score')}{form.at.row}"
        due = 0.0 if form.blank else rounded(weight * mark / 100)
        return Formula(text + ("/100" if form.marks == "hundred" else ""), due), "box center n2"
    if key == "weight" and form.marks == "percent":
        return (f"{weight}%", "box center") if form.texts else (values[key], "box center pct")
    return None if waits else values[key], "box left" if key in ("indicator", "standard") else "box center"


def _categories(form: Form, column: int) -> None:
    at, count = form.at, len(form.weights)
    half = at.rng.randint(2, count - 2) if count > 4 else 2
    for word, top, rows in ((CATEGORIES[0], at.first, half), (CATEGORIES[2], at.first + half, count - half)):
        last = at.place(top + rows - 1, column)
        at.sheet.write(f"{at.place(top, column)}:{last}" if rows > 1 else last, word, "box center")


def _legend(form: Form) -> None:
    """The levels explained right of the table, a column away."""
    at = form.at
    rows = [("等级", "分数线", "系数"), *((name, line, factor) for line, name, factor in LEVELS)]
    for row, words in enumerate(rows, at.first - 1):
        for column, value in enumerate(words, form.width + 2):
            at.write(row, column, value)


def _results(form: Form) -> None:
    """The total in its row or beside its label, with what is added before it and what follows from it."""
    at, rng = form.at, form.at.rng
    shape = rng.choice(("row", "row", "label", "none"))
    if shape == "none" or (shape == "label" and form.width < 4):
        return
    total, formula = _total(form)
    before = min(form.numbers["weight"], form.last) - 1
    if shape == "row" and not form.blank and not form.texts and at.chance(0.15):
        extra = rng.choice((2, -3, 1.5))
        at.write(at.row, 1, rng.choice(("加减分", "奖惩加减分", "附加分")), "box center", to=before)
        at.fields["adjust"] = at.write(at.row, form.last, extra)
        formula, total = f"{formula}+{get_column_letter(form.last)}{at.row}", rounded(total + extra)
        at.row += 1
    wrong = at.chance(0.15) and not form.blank
    typed = wrong or form.texts or (at.chance(0.4) and not form.blank)
    stands: Any = total + 3.7 * wrong if typed else Formula(formula, total)
    column = form.last if shape == "row" else 2
    word = rng.choice(("合计", "总分", "总计", "考核总分", "合计得分", "最终得分", "综合得分"))
    at.write(at.row, 1, word, "box center bold", to=before if shape == "row" else 0)
    at.fields["total"] = at.write(at.row, column, stands, "box center n2")
    if wrong:
        at.wrong(at.row, column)
    if shape == "row":
        _beside_total(form, before)
    grade = next(step for step in LEVELS if total >= step[0])
    if shape == "label" and at.chance(0.5):
        at.write(at.row, 3, rng.choice(("考核等级", "等级", "绩效等级")), "box center bold")
        at.fields["level"] = at.write(at.row, 4, grade[1])
    at.row += 1
    levels = ("level", rng.choice(("考核等级", "等级", "绩效等级", "评定等级")), grade[1])
    factors = ("coefficient", rng.choice(("绩效系数", "等级系数", "系数")), grade[2])
    for key, word, value in (levels, factors) if shape == "row" and not form.blank and at.chance(0.3) else ():
        at.write(at.row, 1, word, "box center bold", to=max(1, form.numbers["weight"] - 1))
        at.fields[key] = at.write(at.row, form.last, value)
        at.row += 1


def _total(form: Form) -> tuple[float, str]:
    """The total of the lines and the formula that a company writes for it."""
    rows = form.at.entries()[: len(form.weights)]
    first, last = rows[0], rows[-1]
    letter, weight, score = get_column_letter(form.last), form.letter("weight"), form.letter("score")
    if form.marks == "full" or "weighted" in form.keys:
        formula = f"=SUM({letter}{first}:{letter}{last})"
    else:
        formula = f"=SUMPRODUCT({weight}{first}:{weight}{last},{score}{first}:{score}{last})"
        formula += "/100" if form.marks == "hundred" else ""
    if form.blank:
        return 0.0, formula
    products = rounded(sum(w * s for w, s in zip(form.weights, form.scores)) / 100)
    return (sum(form.scores) if form.marks == "full" else products), formula


def _beside_total(form: Form, before: int) -> None:
    """The sums of the weights and of the self ratings, in the row of the total."""
    at = form.at
    if at.chance(0.6) and form.numbers["weight"] > before:
        percent = form.marks == "percent"
        at.write(at.row, form.numbers["weight"], 1 if percent else 100, "box center pct" if percent else "box center")
    if "self_score" in form.keys and not form.texts and not form.blank and at.chance(0.3):
        letter, column = form.letter("self_score"), form.numbers["self_score"]
        own = [at.sheet.cells[row, column].value for row in at.entries()[: len(form.weights)]]
        at.write(at.row, column, Formula(f"=SUM({letter}{at.first}:{letter}{at.last})", sum(own)))
