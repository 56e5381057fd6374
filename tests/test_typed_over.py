"""A total typed over after it was collected: told with its cell at check, when signing, and in the way of final."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from commands import run
from final_files import make_ready
from test_month import edit
from xlkpi.actions.opening import open_book
from xlkpi.drawing.workbook_reading import is_blank

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def branch(month: Path, tmp_path: Path) -> Path:
    """A small branch: five forms, two plans and the summary that collected them."""
    return Path(shutil.copytree(month / "江北分公司", tmp_path / "江北"))


def summary_of(branch: Path) -> Path:
    return branch / "附件3 江北分公司.xlsm"


def form_total(path: Path) -> Decimal:
    """Sum of weight x score and adjustment, half up to two decimals (rules A1), in plain decimals."""
    book = open_book(path)
    pairs = zip(book.read("权重"), book.read("主管评分"), strict=True)
    parts = [Decimal(repr(w)) * Decimal(repr(s)) for [w], [s] in pairs if isinstance(w, float) and isinstance(s, float)]
    more = book.read("加减分")[0][0]
    total = sum(parts, Decimal(repr(more)) if isinstance(more, float) else Decimal(0))
    return total.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def someone(branch: Path) -> tuple[int, str, Path]:
    """Row, name and form of the first person listed who has a form."""
    book = open_book(summary_of(branch))
    id_, name = book.read("名单_工号")[0][0], book.read("名单_姓名")[0][0]
    [form] = branch.glob(f"附件2 {id_}*.xlsm")
    return 0, str(name), form


def told(name: str, kept: Decimal, now: str) -> str:
    return f"{name} 的总分取数（或确认）时是 {kept:f}，现在是 {now}"


def test_a_total_typed_over_is_told_with_its_cell(branch: Path) -> None:
    row, name, form = someone(branch)
    summary = summary_of(branch)
    assert "取数（或确认）时" not in run("check", str(summary))[1]
    edit(summary, {"名单_总分": {row: 99.0}})
    assert run("recompute", str(summary))[0] == 0, "it may be meant"
    code, out, _ = run("check", str(summary))
    [line] = [line for line in out.splitlines() if "取数（或确认）时" in line]
    assert code == 0
    assert "附件3!H7" in line
    assert told(name, form_total(form), "99") in line
    assert run("collect", str(summary), str(branch))[0] == 0
    assert "取数（或确认）时" not in run("check", str(summary))[1]


def test_it_is_in_the_way_of_approval_and_of_final_until_it_is_confirmed(branch: Path) -> None:
    row, name, form = someone(branch)
    summary = summary_of(branch)
    make_ready(summary)
    edit(summary, {"名单_总分": {row: 99.0}})
    assert run("recompute", str(summary))[0] == 0
    code, out, err = run("finalize", str(summary), "--name", "李")
    assert code == 1
    assert told(name, form_total(form), "99") in out + err
    assert run("people", str(summary), "--as-is")[0] == 0
    assert "取数（或确认）时" not in run("check", str(summary))[1]
    edit(summary, {"名单_总分": {row: 98.5}})
    assert told(name, Decimal(99), "98.5") in run("check", str(summary))[1]


def test_whoever_signs_hears_of_it_and_the_last_one_may_not(branch: Path) -> None:
    row, name, form = someone(branch)
    summary = summary_of(branch)
    edit(summary, {"名单_总分": {row: 99.0}})
    book = open_book(summary)
    for answers in [one for one in book.names() if one.endswith("_已确认")]:
        book.write(answers, [["是"] for _ in book.read(answers)])
    book.save()
    assert run("recompute", str(summary))[0] == 0
    for role in ("制表人", "客服主管", "主管经理"):
        code, out, err = run("sign", str(summary), "--as", role, "--name", "甲", "--date", "2024-06-03")
        assert code == 0, out + err
        assert told(name, form_total(form), "99") in out + err
    code, out, err = run("sign", str(summary), "--as", "总经理", "--name", "甲", "--date", "2024-06-03")
    assert code == 1
    assert told(name, form_total(form), "99") in out + err


def test_what_was_collected_goes_along_with_its_person(branch: Path) -> None:
    _, name, form = someone(branch)
    summary = summary_of(branch)
    assert run("people", str(summary), "--sort", "姓名")[0] == 0
    assert run("people", str(summary), "--rows", "70")[0] == 0
    names = [cell[0] for cell in open_book(summary).read("名单_姓名")]
    assert "取数（或确认）时" not in run("check", str(summary))[1]
    edit(summary, {"名单_总分": {names.index(name): 99.0}})
    assert told(name, form_total(form), "99") in run("check", str(summary))[1]
    gone = str(open_book(form).read("工号")[0][0])
    assert run("people", str(summary), "--delete", gone)[0] == 0
    assert "取数（或确认）时" not in run("check", str(summary))[1]


def test_totals_that_were_only_ever_typed_are_nobodys_business(branch: Path, tmp_path: Path) -> None:
    """A company without forms types its totals, and changes them."""
    assert run("next", "2024-06", str(branch), "-o", str(tmp_path / "juni"))[0] == 0
    summary = tmp_path / "juni" / "附件3 江北分公司.xlsm"
    people = sum(not is_blank(cell) for [cell] in open_book(summary).read("名单_工号"))
    for score in (90.0, 91.0):
        edit(summary, {"名单_总分": dict.fromkeys(range(people), score)})
        run("recompute", str(summary))
        assert "取数（或确认）时" not in run("check", str(summary))[1]


def test_check_of_a_folder_holds_the_summary_against_its_forms(branch: Path, tmp_path: Path) -> None:
    row, name, form = someone(branch)
    summary = summary_of(branch)
    code, out, _ = run("check", str(branch))
    assert (code, "汇总表按" in out) == (0, False)
    edit(summary, {"名单_总分": {row: 99.0}, "计划_客户服务部评分": {0: 61.0}})
    assert run("recompute", str(summary))[0] == 0
    code, out, _ = run("check", str(branch))
    [line, plan] = sorted(line for line in out.splitlines() if "汇总表按" in line)
    if "双周计划" in line:
        line, plan = plan, line
    assert code == 1
    assert "附件3!H7" in line
    assert f"{name} 的附件2（{form.name}）总分是 {form_total(form):f}，汇总表按 99 计算：请重新取数并计算附件3" in line
    assert "的客户服务部评分是 " in plan
    assert "汇总表按 61 计算" in plan
    assert "取数（或确认）时" not in out, "once is enough"
    # what was not collected yet is no contradiction, nor is another month's form
    edit(summary, {"名单_总分": {row: None}, "计划_客户服务部评分": {0: None}})
    assert "汇总表按" not in run("check", str(branch))[1]
    edit(summary, {"名单_总分": {row: 99.0}})
    form.unlink()
    assert "汇总表按" not in run("check", str(branch))[1]


@pytest.mark.parametrize(
    "other",
    [{"考核月份": {0: dt.date(2024, 6, 1)}}, {"分公司": {0: "城西分公司"}}, {}],
    ids=["another month", "another branch", "a second form of the same person"],
)
def test_forms_that_are_not_collected_contradict_nothing(branch: Path, other: dict[str, dict[int, object]]) -> None:
    """What collecting complains of is its business: check does not guess which of two forms counts."""
    _, _, form = someone(branch)
    copy = Path(shutil.copy(form, branch / "另一份.xlsm"))
    edit(copy, {"主管评分": {0: 61.0}, **other})
    assert run("recompute", str(copy))[0] == 0
    assert "汇总表按" not in run("check", str(branch))[1]
    if other:
        form.unlink()
        assert "汇总表按" not in run("check", str(branch))[1]
        plan = min(branch.glob("双周滚动计划*"))
        edit(plan, {"客户服务部评分": {0: 61.0}, **other})
        assert "汇总表按" not in run("check", str(branch))[1]


def test_rows_torn_apart_and_people_not_appraised_are_not_told_as_typed_over(branch: Path) -> None:
    summary = summary_of(branch)
    totals = [cell for [cell] in open_book(summary).read("名单_总分")[:5]]
    edit(summary, {"名单_总分": dict(enumerate(sorted(totals)))})
    out = run("check", str(summary), "-v")[1]
    assert "只有总分这一列换了次序" in out
    assert "取数（或确认）时" not in out
    edit(summary, {"名单_总分": {**dict(enumerate(totals)), 0: 99.0}, "名单_参评": {0: "否"}})
    assert "取数（或确认）时" not in run("check", str(summary))[1]


def test_a_total_whose_form_was_taken_away_is_told_until_it_comes_back_or_is_confirmed(branch: Path) -> None:
    row, name, form = someone(branch)
    summary = summary_of(branch)
    total = f"{form_total(form):f}"
    away = form.rename(branch.parent / form.name)
    said = f"{name} 的总分 {total} 是以前取的，最近一次取数没有取到他的考核表"

    def collected() -> str:
        code, out, _ = run("collect", str(summary), str(branch))
        assert code == 0, out
        return run("check", str(summary))[1]

    [line] = [line for line in collected().splitlines() if "最近一次取数" in line]
    assert ("附件3!H7" in line, said in line) == (True, True), line
    assert said in run("sign", str(summary), "--as", "制表人", "--name", "赵敏")[1]
    assert said in collected(), "it stays until somebody settles it"
    away.rename(form)
    assert "最近一次取数" not in collected()
    form.rename(away)
    assert said in collected()
    assert run("people", str(summary), "--as-is")[0] == 0
    assert "最近一次取数" not in run("check", str(summary))[1]
    assert "最近一次取数" not in collected(), "it is the company's own number now"
    edit(summary, {"名单_总分": {row: None}})
    assert "最近一次取数" not in run("check", str(summary))[1], "and a blank is told as one"


def test_a_total_whose_form_is_wrong_now_is_told_too(branch: Path) -> None:
    _, name, form = someone(branch)
    edit(form, {"主管评分": {0: 193.0}})
    assert run("collect", str(summary_of(branch)), str(branch))[0] == 1
    assert f"{name} 的总分" in run("check", str(summary_of(branch)))[1]


def test_a_total_typed_without_a_form_is_nobody_elses_business(branch: Path) -> None:
    row, _, form = someone(branch)
    form.unlink()
    summary = summary_of(branch)
    edit(summary, {"名单_总分": {row: None}})
    assert run("people", str(summary), "--as-is")[0] == 0
    edit(summary, {"名单_总分": {row: 88.0}})
    assert run("collect", str(summary), str(branch))[0] == 0
    assert "最近一次取数" not in run("check", str(summary))[1]
