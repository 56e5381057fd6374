"""What head office makes of everything branches hand in: every figure recomputed by plain Python, every fault told."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import shutil
import zipfile
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from branches import (
    Branch,
    Someone,
    blank_summary,
    change_result,
    random_branch,
    write_branch,
    write_plan,
)
from commands import run
from spoilt import OLE, WITH_PASSWORD
from test_month import edit
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.domain.numbers import exact, rounded
from xlkpi.domain.signing import STATES
from xlkpi.errors import CannotRead, CannotWrite, CellError, Unusable
from xlkpi.functions import call
from xlkpi.headoffice.company_pages import PEOPLE
from xlkpi.headoffice.everybody_table import export
from xlkpi.headoffice.gather import ALL
from xlkpi.headoffice.incoming import Mailbox
from xlkpi.headoffice.rolling_up import Wanted, roll_up
from xlkpi.headoffice.spool import SUFFIX
from xlkpi.schemes import kind_named

COUNT = 8
LEVELS = ("A+", "A", "B", "C", "C-")


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    return blank_summary(tmp_path_factory.mktemp("blank"))


@pytest.fixture(scope="session")
def branches():
    chance = random.Random(16)
    return [random_branch(f"第{at}分公司", chance, 1000 * at) for at in range(1, COUNT + 1)]


@pytest.fixture(scope="session")
def handed_in(blank, branches, tmp_path_factory):
    """Random branches, as they are handed in; copied by whoever changes them."""
    folder = tmp_path_factory.mktemp("handed-in")
    for at, branch in enumerate(branches):
        branch.signed = at % 7
        write_branch(blank, branch, folder / branch.name / f"附件3 {branch.name}.xlsm")
    return folder


@pytest.fixture
def inbox(handed_in, tmp_path):
    return Path(shutil.copytree(handed_in, tmp_path / "收件箱"))


@pytest.fixture
def one(blank, tmp_path):
    """Make a branch of some people and hand it in."""

    def made(name, *people, file="", **more):
        branch = Branch(name, list(people), {name: (91.0, 91.0)}, **more)
        return write_branch(blank, branch, tmp_path / "收件箱" / f"{file or name}.xlsm")

    return made


def rolled(sources, tmp_path, **more):
    out = tmp_path / "总公司汇总.xlsx"
    wanted = {key: more.pop(key) for key in list(more) if key in Wanted.__dataclass_fields__}
    sources = sources if isinstance(sources, list) else [sources]
    company = roll_up([str(one) for one in sources], out, Wanted(**wanted), overwrite=True, **more)
    return company, out


def page(out, title, heads_at=None):
    """The rows of a page of the workbook as records; headings of two lines are joined."""
    rows = [list(row) for row in openpyxl.load_workbook(out)[title].values]
    at = next(i for i, row in enumerate(rows) if sum(cell is not None for cell in row) > 2 and _is_head(row))
    groups = _filled(rows[at - 1]) if at and any(cell in ("实评人数", "应评名额") for cell in rows[at - 1]) else []
    heads = [
        f"{group}:{head}" if groups and head in LEVELS else head for group, head in zip(groups or [""] * 99, rows[at])
    ]
    return [dict(zip(heads, row)) for row in rows[at + 1 :] if any(cell is not None for cell in row)]


def _is_head(row):
    return any(cell in ("分公司", "级别", "类别") for cell in row)


def _filled(row):
    last = None
    found = []
    for cell in row:
        last = cell if cell is not None else last
        found.append(last)
    return found


def plain_company(branches):
    """What the documents' rules say of the branches, a person at a time, in fractions."""
    found = []
    for branch in branches:
        for department in branch.plans:
            people = [p for p in branch.people if p.department == department]
            heads = [p for p in people if p.takes_part]
            composite = sum(map(exact, branch.plans[department]), Fraction(0)) / 2
            level = next(name for least, name in LINES if rounded(composite) >= least)
            seats = SEATS[level](len(heads))
            ordered = sorted((p.score for p in heads), reverse=True)
            given = {p.id: level_of(ordered.index(p.score) + 1, seats) for p in heads}
            pay = [pay_of(p, given[p.id]) for p in heads if p.base is not None]
            points = [rounded(exact(p.score)) for p in heads]
            found.append(
                {
                    "分公司": branch.name,
                    "部门": department,
                    "主管": branch.supervisors[department],
                    "部门得分": float(rounded(composite)),
                    "部门等级": level,
                    "名单人数": len(people),
                    "参评人数": len(heads),
                    "points": points,
                    "levels": Counter(given.values()),
                    "seats": dict(zip(LEVELS, seats)),
                    "factors": [COEFFICIENT[given[p.id]] for p in heads],
                    "pay": pay,
                    "given": given,
                    "rank": {p.id: ordered.index(p.score) + 1 for p in heads},
                }
            )
    return found


LINES = ((95, "优秀"), (90, "良好"), (85, "合格"), (80, "需改进"), (-1, "不合格"))
"""rules A3."""
SUPERVISORS = {"优秀": 1.2, "良好": 1.1, "合格": 1.0, "需改进": 0.8, "不合格": 0.0}
"""rules A3."""
COEFFICIENT = {"A+": Fraction(12, 10), "A": Fraction(11, 10), "B": Fraction(1), "C": Fraction(8, 10), "C-": Fraction(0)}


def by_shares(*shares):
    """Seats by rounding half up, the largest share takes what is left (rules A4)."""

    def seats(people):
        found = [int(people * share / 100 + Fraction(1, 2)) for share in map(Fraction, shares)]
        base = shares.index(max(shares))
        left = people
        for at in range(5):
            if at != base:
                found[at] = min(left, found[at])
                left -= found[at]
        found[base] = left
        return found

    return seats


SEATS = {
    "优秀": by_shares(20, 30, 50, 0, 0),
    "良好": by_shares(10, 30, 60, 0, 0),
    "合格": by_shares(5, 25, 60, 10, 0),
    "需改进": by_shares(0, 20, 60, 20, 0),
    "不合格": by_shares(0, 10, 50, 30, 10),
}


def level_of(rank, seats):
    """Equal scores share the better level: the rank is that of the first of them."""
    reached = 0
    for level, count in zip(LEVELS, seats):
        reached += count
        if rank <= reached:
            return level
    raise AssertionError


def pay_of(person, level):
    attendance = Fraction(1) if person.attendance is None else exact(person.attendance)
    return rounded(exact(person.base) * COEFFICIENT[level] * attendance)


def expected(rows):
    """The figures of departments together, as one line of a page."""
    points = [p for row in rows for p in row["points"]]
    factors = [f for row in rows for f in row["factors"]]
    pay = [p for row in rows for p in row["pay"]]
    mean = sum(points, Fraction(0)) / len(points) if points else None
    spread = None
    if points:
        spread = float(sum((p - sum(points) / len(points)) ** 2 for p in points) / len(points)) ** 0.5
    return {
        "名单人数": sum(row["名单人数"] for row in rows),
        "参评人数": sum(row["参评人数"] for row in rows),
        "平均分": None if mean is None else float(rounded(mean)),
        "标准差": None if spread is None else pytest.approx(spread, abs=0.0051),
        "最高分": float(max(points)) if points else None,
        "最低分": float(min(points)) if points else None,
        **{f"实评人数:{level}": sum(row["levels"][level] for row in rows) for level in LEVELS},
        **{f"应评名额:{level}": sum(row["seats"][level] for row in rows) for level in LEVELS},
        "平均系数": float(rounded(sum(factors, Fraction(0)) / len(factors), 3)) if factors else None,
        "绩效工资": float(sum(pay, Fraction(0))) if pay else None,
    }


def assert_line(line, wanted):
    assert {key: line[key] for key in wanted} == wanted


def test_every_figure_is_that_of_plain_python(inbox, branches, tmp_path):
    company, out = rolled(inbox, tmp_path)
    plain = plain_company(branches)
    lines = page(out, "部门")
    assert [(line["分公司"], line["部门"]) for line in lines] == [(row["分公司"], row["部门"]) for row in plain]
    for line, row in zip(lines, plain, strict=True):
        assert_line(line, {key: row[key] for key in ("主管", "部门得分", "部门等级")} | expected([row]))
    *of_branches, total = page(out, "分公司")
    for line, branch in zip(of_branches, branches, strict=True):
        assert_line(line, {"分公司": branch.name} | expected([row for row in plain if row["分公司"] == branch.name]))
    assert_line(total, {"分公司": "合计", "部门": len(plain)} | expected(plain))
    people = page(out, "名单")
    typed = [(branch, p) for branch in branches for p in branch.people]
    given = {id_: level for row in plain for id_, level in row["given"].items()}
    ranks = {id_: rank for row in plain for id_, rank in row["rank"].items()}
    assert len(people) == len(typed)
    for line, (branch, person) in zip(people, typed, strict=True):
        level = given.get(person.id, "不参评")
        wanted = {"分公司": branch.name, "部门": person.department, "工号": person.id, "姓名": person.name}
        wanted |= {"参评": "是" if person.takes_part else "否", "得分": person.score, "等级": level}
        wanted["绩效工资"] = float(pay_of(person, level)) if level in COEFFICIENT and person.base is not None else None
        wanted |= {
            "算出等级": level,
            "排名": ranks.get(person.id),
            "绩效基数": person.base,
            "出勤率": person.attendance,
        }
        wanted["系数"] = float(COEFFICIENT[level]) if level in COEFFICIENT else None
        wanted["文件"] = f"{branch.name}/附件3 {branch.name}.xlsm"
        assert_line(line, wanted)
        assert set(line) == set(wanted)
    faults = [fault.say() for fault in company.faults if not fault.notice]
    assert faults == []
    over = {(row["分公司"], row["部门"]) for row in plain if any(row["levels"][c] > row["seats"][c] for c in LEVELS)}
    assert {(o.branch, o.department) for o in company.odd if o.what == "超名额"} == over
    assert over


def test_the_first_page_says_the_company_and_its_charts(inbox, branches, tmp_path):
    _, out = rolled(inbox, tmp_path, budget={("第1分公司", ""): 100000.0})
    sheet = openpyxl.load_workbook(out)["公司"]
    cells = [cell for row in sheet.values for cell in row if cell is not None]
    figures = dict(pairwise(cells))
    wanted = expected(plain_company(branches))
    assert figures["参评人数"] == wanted["参评人数"]
    assert figures["平均分"] == wanted["平均分"]
    assert figures["绩效工资"] == wanted["绩效工资"]
    assert figures["结余"] == round(100000 - wanted["绩效工资"], 2)
    for name in ("名单人数", "标准差", "平均系数"):
        assert figures[name] == wanted[name]
    assert [figures[name] for name in ("交来文件", "计入文件", "无法计入", "无需汇总")] == [COUNT, COUNT, 0, 0]
    assert (figures["分公司"], figures["部门"]) == (COUNT, sum(len(branch.plans) for branch in branches))
    heads, *of_levels = [row[:4] for row in sheet.values if row[0] in ("等级", *LEVELS)]
    assert heads == ("等级", "应评名额", "实评人数", "占比")
    assert of_levels == [
        (
            level,
            wanted[f"应评名额:{level}"],
            wanted[f"实评人数:{level}"],
            pytest.approx(wanted[f"实评人数:{level}"] / wanted["参评人数"]),
        )
        for level in LEVELS
    ]
    assert len(sheet._charts) == 2
    rows = list(sheet.values)
    first = next(at for at, row in enumerate(rows) if row[:4] == ("名称", "最高", "最低", "其他"))
    shown = {row[0]: row[1:4] for row in rows[first + 1 :] if row[0]}
    plain = plain_company(branches)
    means = {b.name: expected([row for row in plain if row["分公司"] == b.name])["平均分"] for b in branches}
    best, worst = max(means.values()), min(means.values())
    for name, mean in means.items():
        assert shown[name] == tuple(mean if yes else None for yes in (mean == best, mean == worst, worst < mean < best))


def test_a_budget_without_a_workbook_is_told_and_in_no_total(inbox, branches, tmp_path):
    first = branches[0]
    department = next(iter(first.plans))
    budget = {
        (first.name, department): 9000.5,
        ("第 2分公司", ""): 8000.0,
        ("没有分公司", ""): 7.0,
        (first.name, "没有"): 6.0,
    }
    company, out = rolled(inbox, tmp_path, budget=budget)
    told = [fault.say() for fault in company.faults if fault.place == "预算"]
    assert ["没有分公司" in told[0], f"{first.name}／没有" in told[1]] == [True, True]
    *lines, total = page(out, "分公司")
    assert [line["预算"] for line in lines[:3]] == [9000.5, 8000.0, None]
    assert (total["预算"], total["结余"]) == (17000.5, round(17000.5 - total["绩效工资"], 2))
    assert next(line["预算"] for line in page(out, "部门")) == 9000.5


def test_a_number_changed_after_it_was_confirmed_is_an_exception(one, tmp_path):
    """赵敏 confirms the assumed 1.2 of 优秀, then somebody makes it 1.5; the rulebook prints 85 for 合格 (rules A2)."""
    changed, untouched = one("东分公司", *group("东分公司", 1)), one("西分公司", *group("西分公司", 11))
    for path in (changed, untouched):
        assert run("confirm", str(path), "--all", "--name", "赵敏")[0] == 0
    edit(changed, {"等级_系数": {0: 1.5}, "等级_最低分": {2: 84.0}})
    assert run("recompute", str(changed))[0] == 0
    company, out = rolled(changed.parent, tmp_path)
    told = [(odd.branch, odd.fault.place, odd.fault.say()) for odd in company.odd if odd.what == "数值改动"]
    assert [branch for branch, *_ in told] == ["东分公司"] * 2
    assert [(place, text.partition("；")[0]) for _, place, text in told] == [
        ("东分公司.xlsm 参数!D5", "“优秀”的系数：赵敏确认的是 1.2，现在是 1.5"),
        ("东分公司.xlsm 参数!C7", "“合格”的最低分：制度原文是 85，现在是 84"),
    ]
    said = {fault.say().replace(str(changed), changed.name) for fault in check(open_book(changed))}
    assert {text for *_, text in told} <= said, "as check says it"
    assert [line["文件"] for line in page(out, "例外") if line["类别"] == "数值改动"] == [place for _, place, _ in told]


def test_signatures_are_told_and_the_general_manager_approves(inbox, branches, tmp_path):
    company, out = rolled(inbox, tmp_path)
    lines = {line["分公司"]: line for line in page(out, "主管") if line["主管"]}
    for branch in branches:
        line = lines[branch.name]
        assert line["总经理审批"] == ("签字3 2024-06-04" if branch.signed > 3 else "未批")
        assert (line["主管经理评分"], line["客户服务部评分"]) == branch.plans[line["部门"]]
    unsigned = {odd.branch for odd in company.odd if odd.what == "未签批"}
    assert unsigned == {branch.name for branch in branches if branch.signed < 4}


def test_each_supervisor_has_the_ratings_of_the_own_department(inbox, branches, tmp_path):
    _, out = rolled(inbox, tmp_path)
    lines = [line for line in page(out, "主管") if line["主管"]]
    found = sorted((x["分公司"], x["部门"], x["主管经理评分"], x["客户服务部评分"]) for x in lines)
    assert found == sorted(
        (branch.name, department, *scores) for branch in branches for department, scores in branch.plans.items()
    )
    plain = {(row["分公司"], row["部门"]): row for row in plain_company(branches)}
    for line in lines:
        row = plain[line["分公司"], line["部门"]]
        assert (line["综合得分"], line["等级"]) == (row["部门得分"], row["部门等级"])
        assert line["等级系数"] == SUPERVISORS[row["部门等级"]]
        assert line["绩效工资"] is None  # nobody gave a supervisor a base
        assert line["状态"] in ("草稿", *STATES)


def test_a_signature_without_a_day_is_none(one, tmp_path):
    path = one("东分公司", *group("东分公司", 1), signed=4)
    book = open_book(path)
    days = book.read("签批_日期")
    book.write("签批_日期", [*days[:3], [None], *days[4:]])
    book.save()
    company, _ = rolled(path.parent, tmp_path)
    (odd,) = [odd for odd in company.odd if odd.what == "未签批"]
    assert odd.fault.say() == "状态“经理已审”，未签：总经理"


def test_a_result_that_does_not_follow_is_stale(inbox, branches, tmp_path):
    files = {branch.name: inbox / branch.name / f"附件3 {branch.name}.xlsm" for branch in branches}
    change_result(files["第1分公司"], "名单_等级", 0, "C-")
    change_result(files["第2分公司"], "名单_部门排名", 1, 99.0)
    paid = next(at for at, p in enumerate(branches[2].people) if p.base and p.takes_part)
    change_result(files["第3分公司"], "名单_绩效工资", paid, 1.0)
    company, _ = rolled(inbox, tmp_path)
    assert {odd.branch for odd in company.odd if odd.what == "结果过期"} == {"第1分公司", "第2分公司", "第3分公司"}
    text = " ".join(odd.fault.say() for odd in company.odd if odd.what == "结果过期")
    assert "C-→" in text
    assert branches[1].people[1].id in text


def test_verify_computes_afresh_what_the_seats_do_not_show(inbox, branches, tmp_path):
    path = inbox / "第4分公司" / "附件3 第4分公司.xlsm"
    change_result(path, "名单_说明", 0, "第1名")
    company, _ = rolled(inbox, tmp_path, verify=ALL)
    told = [fault for fault in company.faults if "重新计算是" in fault.say()]
    assert [fault.place.partition(" ")[0] for fault in told] == ["第4分公司/附件3"]
    assert "“第1名”" in told[0].say()
    assert {odd.branch for odd in company.odd if odd.what == "结果过期"} == {"第4分公司"}


def test_a_sample_is_the_same_for_the_same_seed(inbox, tmp_path):
    for branch in inbox.iterdir():
        change_result(next(branch.iterdir()), "名单_说明", 0, "改过")

    def sampled(seed):
        company, _ = rolled(inbox, tmp_path, verify=3, seed=seed)
        return {odd.branch for odd in company.odd if odd.what == "结果过期"}

    assert sampled("a") == sampled("a")
    assert len(sampled("a")) == 3
    assert sampled("a") != sampled("b")


def somebody(number, score=90.0, **more):
    return Someone(f"K{number:03d}", f"人{number}", more.pop("department", ""), score, **more)


def group(name, first, count=3):
    return [somebody(first + at, 80.0 + at, department=name) for at in range(count)]


def faults_of(company):
    found = defaultdict(list)
    for fault in company.faults:
        found[fault.place].append(fault.say())
    return found


def test_broken_files_are_rows_of_the_fault_list(one, tmp_path):
    good = one("东分公司", *group("东分公司", 1))
    inbox = good.parent
    (inbox / "半截.xlsm").write_bytes(good.read_bytes()[:5000])
    (inbox / "空.xlsx").write_bytes(b"")
    (inbox / "网页.xlsx").write_text("<html>", "utf-8")
    (inbox / "旧.xls").write_bytes(OLE[:4])
    (inbox / "加密.xlsx").write_bytes(OLE + WITH_PASSWORD)
    (inbox / "~$东分公司.xlsm").write_bytes(b"owner file")
    book = openpyxl.Workbook()
    book.save(inbox / "别的.xlsx")
    company, out = rolled(inbox, tmp_path)
    told = faults_of(company)
    assert set(told) == {"半截.xlsm", "空.xlsx", "网页.xlsx", "旧.xls", "加密.xlsx", "别的.xlsx"}
    assert "密码" in told["加密.xlsx"][0]
    assert company.files == {"files": 7, "counted": 1, "summaries": 1, "passed": 1, "broken": 5, "aside": 0}
    assert {line["文件与位置"] for line in page(out, "问题清单")} == set(told)


def test_faults_beyond_the_list_are_counted_where_few_are_told(one, tmp_path, monkeypatch):
    path = one("东分公司", *group("东分公司", 1))
    one("西分公司", *group("西分公司", 11))
    book = open_book(path)
    book.write("分公司", [[None]])
    book.write("考核月份", [[None]])
    book.save()
    monkeypatch.setattr("xlkpi.headoffice.company.MOST_FAULTS", 0)
    _, out, _ = run("rollup", str(path.parent), "-o", str(tmp_path / "汇总.xlsx"))
    assert "另有 2 个错误，见“问题清单”" in out


def test_files_of_one_name_are_told_apart_and_so_are_their_branches(one, tmp_path):
    """Two branches hand in 附件3.xlsm each: what is stale in one of them was told of the other."""
    paths = []
    for branch, number in (("东分公司", 1), ("西分公司", 11)):
        paths.append(tmp_path / branch / "附件3.xlsm")
        paths[-1].parent.mkdir()
        one(branch, *group(branch, number)).rename(paths[-1])
    book = open_book(paths[0])
    book.write("名单_总分", [[1.0 if cell is not None else None] for (cell,) in book.read("名单_总分")])
    book.save()
    company, _ = rolled([str(path) for path in paths], tmp_path)
    assert sorted(company.branches) == ["东分公司", "西分公司"]
    stale = [odd for odd in company.odd if odd.what == "结果过期"]
    assert stale
    assert {(odd.branch, odd.fault.place) for odd in stale} == {("东分公司", str(paths[0]))}


def test_one_file_in_two_folders_counts_once(one, tmp_path):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        shutil.copy(one("东分公司", *group("东分公司", 1)), tmp_path / folder)
    company, _ = rolled([str(tmp_path / "甲"), str(tmp_path / "乙")], tmp_path)
    assert company.branches == ["东分公司"]
    [(place, (said,))] = faults_of(company).items()
    assert place.startswith(str(tmp_path / "乙"))
    assert "内容完全相同，只计一次" in said


def test_archives_of_one_name_are_told_apart_with_what_is_in_them(one, tmp_path):
    for at, folder in enumerate(("甲", "乙")):
        (tmp_path / folder).mkdir()
        with zipfile.ZipFile(tmp_path / folder / "邮件.zip", "w") as archive:
            for name in ("一.xlsm", "二.xlsm"):
                archive.write(one(f"{folder}{name[0]}", *group(f"{folder}{name[0]}", 10 * at + 1)), name)
    with Mailbox() as mailbox:
        mailbox.look([str(tmp_path / folder / "邮件.zip") for folder in ("甲", "乙")])
        found = [Path(incoming.place).relative_to(tmp_path).as_posix() for incoming in mailbox.files]
    assert found == ["甲/邮件.zip/一.xlsm", "甲/邮件.zip/二.xlsm", "乙/邮件.zip/一.xlsm", "乙/邮件.zip/二.xlsm"]


def test_whatever_opens_with_a_password_is_named(tmp_path):
    for name in ("东.xlsb", "西.xlsx"):
        (tmp_path / name).write_bytes(OLE + WITH_PASSWORD)
    with Mailbox() as mailbox:
        mailbox.look([str(tmp_path)])
        assert mailbox.files == []
    [fault] = mailbox.faults
    assert not fault.notice
    assert "东.xlsb、西.xlsx" in fault.say()


def test_a_workbook_without_branch_month_or_names_does_not_count(one, tmp_path):
    path = one("东分公司", *group("东分公司", 1))
    one("西分公司", *group("西分公司", 11))
    book = open_book(path)
    book.write("分公司", [[None]])
    book.write("考核月份", [[None]])
    book.save()
    company, _ = rolled(path.parent, tmp_path)
    assert company.branches == ["西分公司"]
    assert sum("请填写" in text for texts in faults_of(company).values() for text in texts) == 2


@pytest.mark.parametrize("result", ["出勤率应在 0 到 1 之间", CellError.DIV0], ids=str)
def test_a_complaint_in_a_computed_cell_keeps_the_workbook_out(one, tmp_path, result):
    bad = one("东分公司", *group("东分公司", 1))
    one("西分公司", *group("西分公司", 11))
    change_result(bad, "名单_绩效工资", 0, result)
    company, _ = rolled(bad.parent, tmp_path)
    assert company.branches == ["西分公司"]
    assert any("表里的结果不是最新的，请先 xlkpi recompute" in text for text in faults_of(company)["东分公司.xlsm"])


def test_another_month_does_not_count(one, tmp_path):
    one("东分公司", *group("东分公司", 1))
    one("西分公司", *group("西分公司", 11))
    other = one("北分公司", *group("北分公司", 21), month=dt.date(2024, 4, 1))
    company, _ = rolled(other.parent, tmp_path)
    assert company.branches == ["东分公司", "西分公司"]
    (text,) = faults_of(company)["北分公司.xlsm"]
    assert "2024-04" in text
    assert [fault.notice for fault in company.faults] == [False]
    company, _ = rolled(other.parent, tmp_path, month="2024-04")
    assert company.branches == ["北分公司"]
    assert all(fault.notice for fault in company.faults)


def test_another_scheme_does_not_count(one, tmp_path):
    good = one("东分公司", *group("东分公司", 1))
    groups = build_blank(kind_named("groups"), good.parent / "评比.xlsm", rows=12)
    book = open_book(groups)
    book.write("单位", [["江城"]])
    book.write("考核月份", [[dt.date(2024, 5, 1)]])
    book.write("组员_工号", [["F1"]])
    book.write("组员_姓名", [["甲"]])
    book.recalculate()
    book.save()
    company, _ = rolled(good.parent, tmp_path)
    assert company.branches == ["东分公司"]
    assert "gubang" in faults_of(company)["评比.xlsm"][0]


def test_the_same_file_twice_counts_once(one, tmp_path):
    good = one("东分公司", *group("东分公司", 1))
    shutil.copy(good, good.with_name("再发一次.xlsm"))
    company, _ = rolled(good.parent, tmp_path)
    assert company.of_all.heads[0] == 3
    assert company.files["counted"] == 1
    assert [fault.notice for fault in company.faults] == [True]


def test_of_two_versions_neither_counts(one, tmp_path):
    one("东分公司", *group("东分公司", 1))
    one("东 分公司", *[somebody(at, 70.0 + at, department="东 分公司") for at in range(1, 4)], file="改后")
    good = one("西分公司", *group("西分公司", 11))
    company, _ = rolled(good.parent, tmp_path, branches=["东分公司", "西分公司", "南分公司"])
    assert company.branches == ["西分公司"]
    told = faults_of(company)
    assert "两个版本" in told["改后.xlsm"][0]
    assert "两个版本" in told["东分公司.xlsm"][0]
    missing = {odd.branch: odd.fault.say() for odd in company.odd if odd.what == "缺分公司"}
    assert set(missing) == {"东分公司", "南分公司"}
    assert "改后.xlsm" in missing["东分公司"]
    assert missing["南分公司"] == "没有交表"


def test_two_branches_of_one_name_are_told_apart_from_two_versions(one, tmp_path):
    one("东分公司", *group("东分公司", 1))
    two = one("东分公司", *group("东分公司", 11), file="另一个")
    company, _ = rolled(two.parent, tmp_path)
    assert company.branches == []
    assert all("同名的两个分公司" in texts[0] for texts in faults_of(company).values())


def test_one_person_in_two_branches_is_told_and_a_shared_number_noticed(one, tmp_path):
    one("东分公司", *group("东分公司", 1))
    west = [somebody(1, 85.0, department="西分公司"), Someone("K002", "同号别人", "西分公司", 86.0)]
    path = one("西分公司", *west)
    company, _ = rolled(path.parent, tmp_path)
    texts = [(fault.notice, fault.say()) for fault in company.faults]
    assert [notice for notice, _ in texts] == [False, True]
    assert "K001 人1 同时在 东分公司、西分公司" in texts[0][1]
    assert "K002" in texts[1][1]
    assert company.of_all.heads[0] == 5


def test_a_branch_that_is_not_on_the_list_is_noticed(one, tmp_path):
    path = one("东分公司", *group("东分公司", 1))
    company, _ = rolled(path.parent, tmp_path, branches=["东 分公司 ", "西分公司"])
    assert {odd.branch for odd in company.odd if odd.what == "缺分公司"} == {"西分公司"}


def test_archives_as_mailed_are_read_where_they_lie(one, tmp_path):
    east = one("东分公司", *group("东分公司", 1)).read_bytes()
    west = one("西分公司", *group("西分公司", 11)).read_bytes()
    mail = tmp_path / "邮件"
    mail.mkdir()
    with zipfile.ZipFile(mail / "东.zip", "w") as archive:
        archive.writestr("五月/附件3 东.xlsm", east)
        archive.writestr("__MACOSX/五月/._附件3 东.xlsm", b"x")
        archive.writestr("里面.zip", b"PK\5\6" + bytes(18))
        archive.writestr("说明.txt", "您好")
        archive.writestr("旧表.xls", b"x")
    gbk = io.BytesIO()
    with zipfile.ZipFile(gbk, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AAAA.xlsm", west)
    name = "西部".encode("gb18030")  # Windows in China: GBK, and no word of it
    (mail / "西.zip").write_bytes(gbk.getvalue().replace(b"AAAA", name))
    company, _ = rolled(mail, tmp_path)
    assert company.branches == ["东分公司", "西分公司"]
    told = faults_of(company)
    assert set(told) == {"东.zip/里面.zip", "东.zip/旧表.xls"}
    assert {one.place for one in company.departments()} == {"东.zip/五月/附件3 东.xlsm", "西.zip/西部.xlsm"}


def test_a_bomb_among_archives_is_refused_before_it_is_unpacked(one, tmp_path):
    good = one("东分公司", *group("东分公司", 1))
    with zipfile.ZipFile(good.parent / "炸弹.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("附件3.xlsx", bytes(60 << 20))
    (good.parent / "坏.zip").write_bytes(b"PK\3\4 nothing")
    (good.parent / "空.zip").write_bytes(b"")
    with zipfile.ZipFile(good.parent / "出去.zip", "w") as archive:
        archive.writestr("../../附件3.xlsx", b"x")
    company, _ = rolled(good.parent, tmp_path)
    assert company.branches == ["东分公司"]
    told = faults_of(company)
    assert set(told) == {"炸弹.zip", "坏.zip", "空.zip", "出去.zip"}


def test_urls_are_read_through_fsspec(one, tmp_path):
    import fsspec

    good = one("东分公司", *group("东分公司", 1))
    store = fsspec.filesystem("memory")
    store.pipe("/五月/东/附件3.xlsm", good.read_bytes())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("附件3 西.xlsm", one("西分公司", *group("西分公司", 11)).read_bytes())
    store.pipe("/五月/西.zip", packed.getvalue())
    store.pipe("/五月/备注.txt", b"x")
    company, _ = rolled(["memory://五月"], tmp_path)
    assert company.branches == ["东分公司", "西分公司"]
    company, _ = rolled(["memory://五月/东/*.xlsm"], tmp_path)
    assert company.branches == ["东分公司"]
    with pytest.raises(CannotRead, match="打不开"):
        rolled(["memory://没有/附件3.xlsm"], tmp_path)
    with pytest.raises(Unusable, match="打不开"):
        rolled(["nonsense://x/y"], tmp_path)


def test_plans_of_all_branches_with_followed_and_drawn_lines(one, tmp_path):
    path = one("东分公司", *group("东分公司", 1))
    lines = [(f"事项{at}", "完成", at == 0) for at in range(8)]
    write_plan(path.parent / "计划东.xlsm", "东分公司", lines)
    write_plan(path.parent / "计划东2.xlsm", "东分公司", lines[:2], "第2期")
    write_plan(path.parent / "计划西.xlsm", "西分公司", [("西的事项", "未完成", True)])
    company, out = rolled(path.parent, tmp_path, draw=3, seed="六月")
    lines = page(out, "双周计划")
    assert [line["分公司"] for line in lines] == ["东分公司"] * 10 + ["西分公司"]
    assert sum(line["抽查"] == "抽查" for line in lines) == 3
    assert not any(line["抽查"] for line in lines if line["督办"] == "是")
    _, out = rolled(path.parent, tmp_path, draw=99)
    assert all((line["抽查"] == "抽查") == (line["督办"] != "是") for line in page(out, "双周计划"))
    again, _ = rolled(path.parent, tmp_path, draw=3, seed="六月")
    assert again.tables == company.tables
    other, _ = rolled(path.parent, tmp_path, draw=3, seed="七月")
    assert other.tables != company.tables


def test_the_same_plan_twice_does_not_count(one, tmp_path):
    path = one("东分公司", *group("东分公司", 1))
    write_plan(path.parent / "计划.xlsm", "东分公司", [("甲", "完成", False)])
    write_plan(path.parent / "计划改.xlsm", "东分公司", [("乙", "完成", False)])
    company, _ = rolled(path.parent, tmp_path)
    assert "双周计划" not in company.tables
    assert all("两个版本" in texts[0] for texts in faults_of(company).values())


def test_without_pay_nobodys_money_is_anywhere(inbox, tmp_path):
    data = tmp_path / "名单.csv"
    _, out = rolled(inbox, tmp_path, pay=False, data=data)
    heads = {cell for sheet in openpyxl.load_workbook(out) for row in sheet.values for cell in row}
    assert not {"绩效工资", "绩效基数", "预算"} & heads
    assert "绩效" not in data.read_text("utf-8-sig").splitlines()[0]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@pytest.mark.parametrize("stopped", [KeyboardInterrupt, ValueError, OSError])
def test_a_table_stopped_half_way_leaves_the_old_one_alone(tmp_path, suffix, stopped):
    """Half a table of everybody's pay must not stand under the name of a whole one, nor beside it."""

    def rows():
        yield ["城东分公司", "客服部", "KF001", "李芳"]
        raise stopped

    path = tmp_path / f"名单.{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(CannotWrite if stopped is OSError else stopped):
        export(path, PEOPLE[:4], rows())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"old")]


def test_everybody_as_csv_and_parquet(inbox, branches, tmp_path):
    import pyarrow.parquet as pq

    _, out = rolled(inbox, tmp_path, data=tmp_path / "名单.csv")
    people = page(out, "名单")
    lines = list(csv.DictReader((tmp_path / "名单.csv").read_text("utf-8-sig").splitlines()))
    rolled(inbox, tmp_path, data=tmp_path / "名单.parquet")
    table = pq.read_table(tmp_path / "名单.parquet").to_pylist()
    assert len(people) == len(lines) == len(table) == sum(len(branch.people) for branch in branches)
    for sheet, line, record in zip(people, lines, table, strict=True):
        assert (sheet["工号"], sheet["得分"]) == (line["工号"], float(line["得分"])) == (record["工号"], record["得分"])
        assert record["绩效工资"] == sheet["绩效工资"]
    with pytest.raises(Unusable, match=r"\.csv"):
        rolled(inbox, tmp_path, data=tmp_path / "名单.json")


def test_an_interrupted_run_goes_on_where_it_stopped(inbox, tmp_path, monkeypatch):
    whole, out = rolled(inbox, tmp_path)
    kept = Path(f"{out}{SUFFIX}")
    assert not kept.exists()
    monkeypatch.setattr("xlkpi.headoffice.spool.AT_ONCE", 1)
    read = []

    def stop(function, items):
        for at, item in enumerate(items):
            if at == 5:
                raise KeyboardInterrupt
            yield function(item)

    def note(function, items):
        for item in items:
            filed = function(item)
            read.append(filed)
            yield filed

    with pytest.raises(KeyboardInterrupt):
        rolled(inbox, tmp_path, map_=stop)
    assert kept.exists()
    changed = inbox / "第2分公司" / "附件3 第2分公司.xlsm"
    data = changed.read_bytes()
    changed.unlink()
    changed.write_bytes(data)  # another time stamp
    company, _ = rolled(inbox, tmp_path, map_=note, resume=True)
    assert [filed is None for filed in read] == [at < 5 and at != 1 for at in range(COUNT)]
    assert list(company.departments()) == list(whole.departments())
    assert company.of_all.cents.tolist() == whole.of_all.cents.tolist()
    assert not kept.exists()


def test_a_run_with_other_options_is_not_gone_on_with(inbox, tmp_path):
    def stop(function, items):
        yield function(items[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rolled(inbox, tmp_path, map_=stop)
    with pytest.raises(Unusable, match="--resume"):
        rolled(inbox, tmp_path, pay=False, resume=True)


def test_what_existed_stays(inbox, tmp_path, monkeypatch):
    out = tmp_path / "总公司汇总.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(CannotWrite, match="--force"):
        roll_up([str(inbox)], out, Wanted())
    assert out.read_bytes() == b"old"
    with pytest.raises(Unusable, match="xlsx"):
        roll_up([str(inbox)], tmp_path / "总公司汇总.xls", Wanted())
    with pytest.raises(CannotRead, match="没有文件或文件夹"):
        roll_up([str(tmp_path / "没有")], out, Wanted(), overwrite=True)
    (tmp_path / "空的").mkdir()
    with pytest.raises(CannotRead, match="没有找到工作簿"):
        roll_up([str(tmp_path / "空的")], out, Wanted(), overwrite=True)


def test_the_plain_figures_are_the_functions_own(branches):
    """The plain rules of this file against the functions of the workbook, so that both tell of the same documents."""
    for row in plain_company(branches):
        quotas = [[None, *LEVELS], *[[name, *(n / 100 for n in shares)] for name, shares in SHARES.items()]]
        due = call("KPI_SEATS", [row["参评人数"], row["部门等级"], quotas])
        assert [list(row["seats"].values())] == due


SHARES = {
    "优秀": (20, 30, 50, 0, 0),
    "良好": (10, 30, 60, 0, 0),
    "合格": (5, 25, 60, 10, 0),
    "需改进": (0, 20, 60, 20, 0),
    "不合格": (0, 10, 50, 30, 10),
}
