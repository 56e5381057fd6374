"""The sample month end to end, as HR would run it from the command line; expected values are worked by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from commands import run
from xlkpi.books.generations import generations


@pytest.fixture
def summary(month: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(month / "城东分公司" / "附件3 城东分公司.xlsm", tmp_path / "附件3.xlsm"))


def people_of(path: Path) -> dict[str, dict]:
    code, out, _ = run("recompute", str(path), "--json", "--dry-run")
    assert code == 0, out
    return {person["id"]: person for person in json.loads(out)[0]["people"]}


def test_the_month_leaves_24_forms_and_three_summaries(month: Path) -> None:
    assert len(list(month.rglob("附件2*.xlsm"))) == 24
    assert sorted(path.parent.name for path in month.rglob("附件3*.xlsm")) == ["城东分公司", "城西分公司", "江北分公司"]


# 李芳: 92x25% + 98.5x20% + 91.5x20% + 96.5x15% + 89x10% + 94x10% = 93.775, half away from zero 93.78
# 周建国's plans: (96+95.5)/2 = 95.75 and (97+94.5)/2 = 95.75, mean 95.75: 优秀 (rules A2, A3)
# 优秀 20/30/50 of 11 people: 2.2 -> 2, 3.3 -> 3, the rest 6 (rules A4); 2400 x 1.2 x 0.9 = 2592 (rules A6)
def test_json_of_a_recomputed_summary(summary: Path) -> None:
    code, out, _ = run("recompute", str(summary), "--json")
    assert code == 0
    [answer] = json.loads(out)
    assert set(answer) == {"file", "departments", "people", "faults"}
    assert answer["faults"] == []
    assert answer["departments"] == [
        {"department": "城东分公司", "supervisor": "周建国", "score": 95.75, "level": "优秀"}
    ]
    people = {person["id"]: person for person in answer["people"]}
    assert len(people) == 12
    assert people["KF001"] == {
        "id": "KF001",
        "name": "李芳",
        "department": "城东分公司",
        "total": 93.78,
        "rank": 4,
        "level": "A",
        "coefficient": 1.1,
        "pay": 2200.0,
        "why": "第4名/共11人；优秀部门名额 A+2 A3 B6；第4名落在A",
    }
    assert (people["KF003"]["level"], people["KF003"]["pay"]) == ("A+", 2592.0)
    assert people["KF010"]["level"] == "不参评"
    assert [people["KF010"][key] for key in ("total", "rank", "coefficient", "pay")] == [None] * 4
    levels = [person["level"] for person in people.values()]
    assert {level: levels.count(level) for level in ("A+", "A", "B")} == {"A+": 2, "A": 3, "B": 6}


def test_results_stand_in_the_cells_and_the_formulas_are_still_there(summary: Path) -> None:
    values = openpyxl.load_workbook(summary, data_only=True, keep_vba=True)
    formulas = openpyxl.load_workbook(summary, keep_vba=True)
    area = formulas.defined_names["名单_等级"].attr_text.replace("$", "").split("!")[1]
    sheet = formulas.defined_names["名单_等级"].attr_text.split("!")[0].strip("'")
    shown = [row[0].value for row in values[sheet][area]]
    assert shown[:4] == ["A", "B", "A+", "A"]
    assert set(shown[12:]) <= {None, ""}
    first = formulas[sheet][area.split(":")[0]].value
    assert "KPI_GRADES" in first.text


def test_a_changed_score_moves_the_level(summary: Path, tmp_path: Path) -> None:
    # 陈静 has 95.53 and A; with 96.16 she is first, 吴艳 (96.15) second, 刘敏 (96.05) third and so A
    edit(summary, {"名单_总分": {3: 96.16}})
    people = people_of(summary)
    assert [people[who]["level"] for who in ("KF004", "KF009", "KF003")] == ["A+", "A+", "A"]


def test_hr_changes_a_quota_in_the_workbook_and_it_counts(summary: Path) -> None:
    # 优秀 40/10/50 of 11: 4.4 -> 4, 1.1 -> 1, rest 6
    edit(summary, {"名额比例": {1: ["优秀", 0.4, 0.1, 0.5, None, None]}})
    levels = [person["level"] for person in people_of(summary).values()]
    assert {level: levels.count(level) for level in ("A+", "A", "B")} == {"A+": 4, "A": 1, "B": 6}


def test_two_departments_in_one_branch(summary: Path) -> None:
    # 客服一部: 优秀 (95.75), 6 people: 1.2 -> 1, 1.8 -> 2, rest 3. 客服二部: 88, 合格 5/25/60/10 of 5: 0.25 -> 0, 1.25 -> 1, C 0.5 -> 1, rest 3
    edit(
        summary,
        {
            "计划_部门": {0: "客服一部", 1: "客服一部", 2: "客服二部"},
            "计划_名称": {2: "第1期双周计划"},
            "计划_主管经理评分": {2: 88.0},
            "计划_客户服务部评分": {2: 88.0},
            "主管_部门": {0: "客服一部", 1: "客服二部"},
            "主管_姓名": {1: "何主管"},
            "名单_部门": {row: "客服一部" if row < 6 else "客服二部" for row in range(12)},
        },
    )
    code, out, _ = run("recompute", str(summary), "--json")
    assert code == 0, out
    [answer] = json.loads(out)
    assert [(d["department"], d["score"], d["level"]) for d in answer["departments"]] == [
        ("客服一部", 95.75, "优秀"),
        ("客服二部", 88.0, "合格"),
    ]
    people = {person["id"]: person["level"] for person in answer["people"]}
    # one: 96.05 95.53 93.78 90.75 90.75 89.63 ; two: 96.15 92.45 86.70 84.33 80.13 and 徐勇 不参评
    assert [people[f"KF{n:03}"] for n in (3, 4, 1, 5, 6, 2)] == ["A+", "A", "A", "B", "B", "B"]
    assert [people[f"KF{n:03}"] for n in (9, 11, 12, 8, 7, 10)] == ["A", "B", "B", "B", "C", "不参评"]


def test_explain_a_form_and_a_person(month: Path, summary: Path) -> None:
    code, out, _ = run("explain", str(summary), "KF003")
    assert code == 0
    assert "2400 × 1.2 × 0.9 = 2592.00" in out
    assert "第2名/共11人；优秀部门名额 A+2 A3 B6；第2名落在A+" in out
    code, out, _ = run("explain", str(next(month.rglob("附件2 KF001*.xlsm"))))
    assert "投诉处理满意率：96.5 × 15% = 14.475" in out
    assert "93.78" in out
    assert "绩效工资" in run("explain", str(summary), "刘敏")[1]
    code, out, _ = run("explain", str(summary), "KF999")
    assert code == 1
    assert "没有工号 KF999" in out


def test_collect_gathers_plans_too(month: Path, summary: Path, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(month / "城东分公司", forms)
    next(forms.glob("附件3*")).unlink()
    table = tmp_path / "plans.csv"
    table.write_text("分公司,主管,计划,主管经理评分,客户服务部评分\n城东分公司,周建国,第3期双周计划,80,80\n", "utf-8")
    code, out, _ = run("new", "plan", "-o", str(forms / "计划.xlsm"), "--period", "2024-05", "--data", str(table))
    assert code == 0, out
    code, out, _ = run("collect", str(summary), str(forms))
    assert code == 0, out
    assert "11 份附件2、3 份双周计划" in out
    # (95.75 + 95.75 + 80) / 3 = 90.5
    code, out, _ = run("recompute", str(summary), "--json")
    assert json.loads(out)[0]["departments"][0]["score"] == 90.5


def test_dry_run_and_out_leave_the_file(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"名单_总分": {3: 96.16}})
    before = summary.read_bytes()
    assert run("recompute", str(summary), "--dry-run")[0] == 0
    assert run("recompute", str(summary), "-o", str(tmp_path / "out.xlsm"))[0] == 0
    assert summary.read_bytes() == before
    assert people_of(tmp_path / "out.xlsm")["KF004"]["level"] == "A+"


def test_in_place_keeps_the_previous_version(summary: Path) -> None:
    edit(summary, {"名单_总分": {3: 96.16}})
    before = summary.read_bytes()
    assert run("recompute", str(summary))[0] == 0
    assert generations(summary)[0].path.read_bytes() == before


def test_text_from_data_is_never_a_formula(tmp_path: Path) -> None:
    table = tmp_path / "forms.csv"
    head = "分公司,工号,姓名,岗位,指标,权重,目标值,考核标准,主管评分"
    table.write_text(f"{head}\n甲,001,=1+1,@SUM(A1),+指标,1,-5,=HYPERLINK(0),90\n", "gb18030")
    out = tmp_path / "a.xlsm"
    assert run("new", "form", "-o", str(out), "--period", "2024-05", "--data", str(table))[0] == 0
    book = openpyxl.load_workbook(out, keep_vba=True)
    area = book.defined_names["姓名"].attr_text.split("!")
    cell = book[area[0].strip("'")][area[1].replace("$", "").split(":")[0]]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    code, shown, _ = run("recompute", str(out), "--json")
    assert code == 0
    assert json.loads(shown)[0]["people"][0]["total"] == 90.0
    assert json.loads(shown)[0]["people"][0]["id"] == "001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_encodings(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "roster.csv"
    table.write_text("分公司,工号,姓名,岗位,用工,参评,绩效基数,出勤率\n东,1,李芳,前台,在编,是,2000,90%\n", encoding)
    out = tmp_path / "附件3.xlsm"
    assert run("new", "summary", "-o", str(out), "--data", str(table), "--period", "2024-05")[0] == 0
    assert out.exists()


def edit(path: Path, changes: dict[str, dict[int, object]]) -> None:
    """Type values into rows of named blocks, as a user would in Excel."""
    from xlkpi.books.file import FileBook

    book = FileBook.open(path)
    for name, rows in changes.items():
        block = book.read(name)
        for row, value in rows.items():
            block[row] = value if isinstance(value, list) else [value]
        book.write(name, block)
    book.save()


def test_ties_beyond_the_seats_are_told(summary: Path) -> None:
    # 优秀 20% of 11: 2 seats of A+; three people share the best score and, 同分就高, all get A+, so A has 2 of its 3 seats
    edit(summary, {"名单_总分": {2: 97.0, 3: 97.0, 8: 97.0}})
    code, out, _ = run("recompute", str(summary), "--dry-run")
    assert code == 0
    assert "因同分，部门“城东分公司”的实评人数超过名额（实评/应评）：A+ 3/2" in out
