"""What a 附件3 hands back to each 附件2: rank, head-count, level and coefficient of its person."""

from __future__ import annotations

from xlkpi.books.book import Block
from xlkpi.domain.plain_names import same_name
from xlkpi.drawing.kind import Give
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault
from xlkpi.functions.arguments import written
from xlkpi.schemes.gas.gas_collect import other_branch, read_form, roster_row, rows_by_person


def give_form(summary: Reading, form: Reading) -> tuple[dict[str, Block] | None, list[Fault]]:
    """Return the results for a form; its person, month and total must be those of the summary."""
    rows = rows_by_person(summary)
    row, _ = roster_row(summary, read_form(form, form.book.title), rows)
    if row is None:
        return _elsewhere(summary, form)
    faults = _differences(summary, form, row)
    department = as_text(summary.column("名单_部门")[row])
    same = [at for at in summary.roster if as_text(summary.column("名单_部门")[at]) == department]
    count = float(sum(summary.appraised(at) for at in same))
    blocks: dict[str, Block] = {
        "结果_名次": [[summary.column("名单_部门排名")[row]]],
        "结果_人数": [[count]],
        "结果_等级": [[summary.column("名单_最终等级")[row]]],
        "结果_系数": [[summary.column("名单_等级系数")[row]]],
    }
    return blocks, faults


def _elsewhere(summary: Reading, form: Reading) -> tuple[None, list[Fault]]:
    """A form of another branch is passed over; one of this branch without a person in the roster is a fault."""
    ours, theirs = as_text(summary.field("分公司")), as_text(form.field("分公司"))
    if ours and theirs and ours != theirs:
        return None, []
    zh, en = "工号 {id} 不在汇总表名单中，请核对", "工号 {id} is not in the summary's roster: is it right?"
    return None, [form.fault("工号", 0, zh, en, id=as_text(form.field("工号")))]


def _differences(summary: Reading, form: Reading, row: int) -> list[Fault]:
    """Return a fault where the form is not the one the summary was computed from."""
    month = form.month
    if month != summary.month and form.has("考核月份"):
        zh, en = "考核月份是 {found}，汇总表是 {month}", "the form is of {found}, the summary of {month}"
        return [form.fault("考核月份", 0, zh, en, found=month or "", month=summary.month or "")]
    name, listed = as_text(form.field("姓名")), as_text(summary.column("名单_姓名")[row])
    if not same_name(name, listed):
        zh, en = "姓名是 {name}，名单上是 {listed}，请核对", "the name is {name} here but {listed} in the roster"
        return [form.fault("姓名", 0, zh, en, name=name, listed=listed)]
    other = other_branch(summary, read_form(form, form.book.title))
    if other is not None:
        return [Fault(form.book.place("分公司"), other)]
    total, counted = as_number(form.field("总分")), as_number(summary.column("名单_总分")[row])
    if summary.appraised(row) and total != counted:
        zh = "总分是 {total}，汇总表按 {counted} 计算：请重新取数并计算附件3"
        en = "the total is {total} but the summary counts {counted}: collect and recompute it first"
        shown = ["—" if number is None else written(number) for number in (total, counted)]
        return [form.fault("总分", 0, zh, en, total=shown[0], counted=shown[1])]
    return []


GIVE_FORMS = Give("form", ("附件2", "forms"), ("工号", "姓名", "指标", "权重", "主管评分"), give_form)
