"""One layout: a workbook as a company keeps it, and what a person reads in it, in the words of `adopt --json`.

How the truth is meant:

- `fields` names the cell in which the *value* stands: beside or below its label, or the very cell where both stand in
  one; of a merged area its first cell; an empty cell where the value is still to come.
- `columns` names the first column of what stands below a header; `across` the row of what stands beside one in a
  turned table. A turned table has no `first_row` unless rows of indicators stand in it as well.
- `first_row` to `last_row` is the body with the spare rows drawn for further entries; subtotals, group titles and
  repeated headers inside it are listed in `skip`.
- `made_of` says of what columns a list's total is made, `H=E*0.6+F*0.4+100-G`: of each column what it counts for, under
  "" what is added to everybody; in a turned table of what rows, `8=4*1+5*1`. A layout that says nothing of it is not asked for it.
- Several forms or tables: `parts`, each of the same shape. Sheets that hold neither are in no part.
- The serial number, a category, a date of entry, an identity card, a company rank are none of the keys: naming one of
  them is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from adopt.drawing import Book

KEYS = (
    *("branch", "department", "employee_id", "name", "post", "month", "rater", "indicator", "standard", "weight"),
    *("target", "actual", "self_score", "score", "weighted", "adjust", "total", "rank", "level", "coefficient"),
    *("base_pay", "attendance", "pay", "eligible", "remark", "department_level", "supervisor"),
)
"""The keys of the fields and columns."""

SCHEME = "printed by the appraisal scheme itself (附件3, two raters and their mean, a summary a branch)"
SHARED = "forms on document-sharing sites (客服专员绩效考核表, 月度绩效考核表, 考核评分表: head fields, 权重, 评分标准, 签字)"
OFFICE = (
    "appraisal pages of office-automation systems in public code (被考核人, 考核区间, 自评, 领导评, 本栏得分, 满分)"
)
QUALITY = "numbered forms of quality systems on such sites (表单编号, 版本, 实际值 and 完成率 under 实际完成情况)"
BILINGUAL = "appraisal forms of foreign-invested firms on such sites (姓名 Name, 评估者 Appraiser)"
FORUM = (
    "threads of personnel forums (KPI1 to KPI5 in columns, months across, 合计 and 平均 below, a sheet of parameters)"
)
TUTORIAL = "spreadsheet tutorials on ranking staff (RANK, SUMPRODUCT, COUNTIFS inside a group, lists in two halves)"
HABIT = "a habit of offices that is told everywhere; no single public form was looked at for it"
"""Where a habit is publicly seen. Nothing of such a form was copied, only how it is built."""

Truth = Mapping[str, Any]
Marks = Literal["weighted", "full", "other"]


@dataclass(frozen=True)
class Layout:
    """A workbook with the truth about it."""

    name: str
    habit: str
    """What companies do here."""
    seen: str
    """In which public forms it is seen."""
    draw: Callable[[], Book]
    truth: Truth
    ask: frozenset[str] = frozenset()
    """Keys where a person would ask too, also one that stands nowhere: a question is a right answer.

    `kind` where nothing says that it is an appraisal: it is asked, and the rest is read once a person has said so.
    """
    optional: frozenset[str] = frozenset()
    """Keys that may be left out without loss, such as a month that stands only inside the title."""
    conflicts: tuple[str, ...] = ()
    """Cells (`sheet!cell`) whose standing value or formula contradicts the rest: silence about one is a fault."""
    skip: tuple[str, ...] = ()
    """Rows (`sheet!row`) inside a body that are no entry."""
    marks: Marks = "weighted"
    """How the form adds up: weight times score, or scores out of full marks; `other` for rules of its own."""
    ranked: str = "all"
    """Among whom the ranks are counted: all, or those with the same `department`; empty where they are none."""

    @property
    def parts(self) -> tuple[Truth, ...]:
        return tuple(self.truth.get("parts", (self.truth,)))

    def entries(self, part: Truth) -> list[int]:
        """The rows of a part's body that are entries."""
        skipped = {int(where.partition("!")[2]) for where in self.skip if where.partition("!")[0] == part["sheet"]}
        return [row for row in range(part["first_row"], part["last_row"] + 1) if row not in skipped]


def pairs(text: str) -> dict[str, str]:
    """`month=B3 name=D3` as a dictionary."""
    return dict(pair.split("=") for pair in text.split())


def table(
    kind: str, sheet: str, columns: str = "", rows: tuple[int, int] | None = None, *, fields: str = "", across: str = ""
) -> dict[str, Any]:
    """What is read on one sheet, in the shape of `adopt --json`."""
    truth: dict[str, Any] = {"kind": kind, "sheet": sheet, "fields": pairs(fields), "columns": pairs(columns)}
    if rows:
        truth |= {"first_row": rows[0], "last_row": rows[1]}
    if across:
        truth["across"] = {key: int(row) for key, row in pairs(across).items()}
    return truth


def form(
    sheet: str, columns: str = "", rows: tuple[int, int] | None = None, *, fields: str = "", across: str = ""
) -> dict[str, Any]:
    """One person's form."""
    return table("form", sheet, columns, rows, fields=fields, across=across)


def summary(
    sheet: str,
    columns: str = "",
    rows: tuple[int, int] | None = None,
    *,
    fields: str = "",
    across: str = "",
    made_of: str = "",
) -> dict[str, Any]:
    """A table of many people."""
    truth = table("summary", sheet, columns, rows, fields=fields, across=across)
    return truth | ({"made_of": _sums(made_of)} if made_of else {})


def _sums(text: str) -> dict[str, dict[str, float]]:
    """`H=E*0.6+F*0.4+100-G` as what each column counts for."""
    found: dict[str, dict[str, float]] = {}
    for result, _, terms in (one.partition("=") for one in text.split()):
        own = found.setdefault(result, {})
        for sign, term in re.findall(r"([+-]?)([^+-]+)", terms):
            column, _, factor = ("", "", term) if term.isdecimal() else term.partition("*")
            own[column] = float(f"{sign}{factor or 1}")
    return found


NOT_OURS = {"kind": "not_ours"}


def layout(
    habit: str,
    *truths: Truth,
    seen: str,
    ask: str = "",
    optional: str = "",
    conflicts: Iterable[str] = (),
    skip: Iterable[str] = (),
    marks: Marks = "weighted",
    ranked: str = "all",
) -> Callable[[Callable[[], Book]], Layout]:
    """Make a drawing function the layout of its name."""
    truth = truths[0] if len(truths) == 1 else {"parts": list(truths)}

    def of(draw: Callable[[], Book]) -> Layout:
        return Layout(
            draw.__name__,
            habit,
            seen,
            draw,
            truth,
            frozenset(ask.split()),
            frozenset(optional.split()),
            tuple(conflicts),
            tuple(skip),
            marks,
            ranked,
        )

    return of


def foreign(habit: str) -> Callable[[Callable[[], Book]], Layout]:
    """Make a drawing function a workbook that is no appraisal."""
    return layout(habit, NOT_OURS, seen=HABIT)
