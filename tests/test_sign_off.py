"""Signing a month off: who signs when, what state that gives, what is refused, and how far a folder has come."""

from __future__ import annotations

import datetime as dt
import json
import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from commands import run as run_command
from final_files import confirm
from samples import SAMPLES
from test_month import edit
from xlkpi.actions.check import check
from xlkpi.actions.checks.computed import differing
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.sign import next_role, sign, take_back
from xlkpi.domain.signing import STATES, Signature, mistakes, reached, state_of, together
from xlkpi.drawing.kind import Kind
from xlkpi.schemes import kind_named, kinds
from xlkpi.schemes.period_sheet import period_kind
from xlkpi.schemes.sign_off import DATES, NAMES, state

MAY_END = dt.date(2024, 5, 31)
TODAY = dt.date(2024, 6, 20)


class Done(NamedTuple):
    """What came of a command."""

    code: int
    output: str
    complaint: str


def run(*arguments: str) -> Done:
    return Done(*run_command(*arguments))


def june(day: int) -> dt.date:
    return dt.date(2024, 6, day)


def steps(*signed: tuple[str, dt.date | None]) -> list[Signature]:
    """The steps of 附件3 (rules A5) with names and dates of the first ones."""
    rest = [("", None)] * (len(STATES) - len(signed))
    return [Signature(f"岗位{at}", STATES[at], *who) for at, who in enumerate([*signed, *rest])]


def test_the_states_are_those_of_the_documents_in_their_order() -> None:
    """rules A5: 审核, 审批, 备案, and the results go back."""
    assert STATES == ("草稿", "已提交", "经理已审", "总经理已批", "已备案", "已反馈")
    assert reached("已备案", "总经理已批")
    assert not reached("经理已审", "总经理已批")


def test_the_state_is_that_of_the_last_signature_without_a_gap() -> None:
    signed = [("甲", june(1)), ("乙", june(3)), ("丙", june(4))]
    assert state_of(steps()) == "草稿"
    assert [state_of(steps(*signed[:count])) for count in (1, 2, 3)] == ["草稿", "已提交", "经理已审"]
    assert state_of(steps(signed[0], ("", None), signed[2])) == "草稿"
    assert state_of(steps(signed[0], ("乙", None), signed[2])) == "草稿"


@pytest.mark.parametrize(
    ("signed", "wrong"),
    [
        ([("甲", june(1)), ("乙", june(1))], []),
        ([("甲", MAY_END)], []),
        ([("甲", None)], [(0, "date")]),
        ([("", june(1))], [(0, "name")]),
        ([("甲", june(1)), ("", None), ("丙", june(4))], [(2, "gap")]),
        ([("甲", june(21))], [(0, "future")]),
        ([("甲", TODAY)], []),
        ([("甲", dt.date(2024, 5, 30))], [(0, "early")]),
        ([("甲", june(3)), ("乙", june(2))], [(1, "order")]),
        ([("甲", june(3)), ("乙", None), ("丙", june(2))], [(1, "date"), (2, "order")]),
    ],
)
def test_what_a_signature_may_not_be(signed: list[tuple[str, dt.date | None]], wrong: list[tuple[int, str]]) -> None:
    assert mistakes(steps(*signed), MAY_END, TODAY) == wrong


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("韩梅、杨柳", ()),
        ("杨柳,韩 梅", ()),
        ("韩梅", ("杨柳",)),
        ("韩梅梅、杨柳", ("韩梅",)),
        ("李四（代杨柳）、韩梅", ()),
        ("", ("韩梅", "杨柳")),
    ],
)
def test_the_supervisors_of_a_branch_sign_one_step_together(name: str, missing: tuple[str, ...]) -> None:
    """rules A5: the supervisor submits; of two departments each one's does, and the manager comes after both."""
    due = together(["韩梅", "", "杨柳", "韩 梅"])
    assert due == ("韩梅", "杨柳")
    step = Signature("客服主管", "已提交", name, june(3) if name else None, due)
    assert (step.missing, step.signed) == (missing, not missing)
    made, manager = Signature("制表人", "草稿", "甲", june(3)), Signature("主管经理", "经理已审", "丙", june(4))
    assert state_of([made, step]) == ("草稿" if missing else "已提交")
    assert mistakes([made, step], MAY_END, TODAY) == []
    if name:
        assert mistakes([made, step, manager], MAY_END, TODAY) == ([(1, "part")] if missing else [])


def test_one_supervisor_of_two_departments_signs_alone_and_may_be_stood_in_for() -> None:
    assert together(["韩梅", "韩　梅", ""]) == ()
    assert Signature("客服主管", "已提交", "李四", june(3), together(["韩梅"])).signed


TWO_DEPARTMENTS = """分公司,部门,工号,姓名,绩效基数,总分
城东,一部,001,甲,2000,90
城东,二部,002,乙,2000,91
"""
TWO_SUPERVISORS = """分公司,部门,主管,计划,主管经理评分,客户服务部评分,主管绩效基数
城东,一部,韩梅,第1期,96,96,4000
城东,二部,杨柳,第1期,91,91,4000
"""


def test_two_supervisors_of_one_branch_both_sign_before_the_manager(tmp_path: Path) -> None:
    data = [Path(tmp_path, "名单.csv"), Path(tmp_path, "主管.csv")]
    for file, text in zip(data, (TWO_DEPARTMENTS, TWO_SUPERVISORS), strict=True):
        file.write_text(text, encoding="utf-8")
    made = run("new", "附件3", "-o", f"{tmp_path}/三", "--period", "2024-05", *(f"--data={file}" for file in data))
    assert made.code == 0, made.output
    [path] = Path(tmp_path, "三").rglob("*.xlsm")
    confirm_all(path)

    def signs(role: str, name: str, day: int) -> Done:
        return run("sign", str(path), "--as", role, "--name", name, "--date", str(june(day)))

    def missing() -> list[str]:
        [standing] = json.loads(run("status", str(path.parent), "--json").output)["workbooks"]
        assert standing["state"] == state_in(path)
        return standing["missing"]

    assert signs("制表人", "赵敏", 3).code == 0
    assert missing() == []
    assert "还缺 韩梅、杨柳；王五不用签，代签请写“王五（代韩梅）”" in signs("客服主管", "王五", 4).output
    assert "还缺 杨柳的签批" in signs("客服主管", "韩梅", 5).output
    assert (state_in(path), missing()) == ("草稿", ["杨柳"])
    assert "草稿（还缺：杨柳）" in run("status", str(path.parent)).output
    assert signs("客服主管", "韩梅", 5).code == 1
    assert "应先由客服主管（杨柳）签批，再由主管经理签批" in signs("主管经理", "陈", 6).output
    assert "客服主管（杨柳）、主管经理、总经理还没有签批" in run("finalize", str(path), "--name", "王芳").output
    assert signs("客服主管", "杨柳", 4).code == 0
    book = open_book(path)
    assert (state_in(path), book.read(NAMES)[1]) == ("已提交", ["韩梅、杨柳"])
    assert str(book.read(DATES)[1][0])[:10] == "2024-06-05"
    undo = ("sign", str(path), "--as", "客服主管", "--undo", "--name")
    assert "客服主管一栏没有李四的签批，只有 韩梅、杨柳" in run(*undo, "李四").output
    assert run(*undo, "杨 柳").code == 0
    assert (state_in(path), missing(), open_book(path).read(NAMES)[1]) == ("草稿", ["杨柳"], ["韩梅"])
    assert run(*undo, "韩梅").code == 0
    assert (missing(), open_book(path).read(DATES)[1]) == ([], [None])
    assert signs("客服主管", "杨柳", 4).code == 0
    assert signs("客服主管", "韩梅", 5).code == 0
    assert signs("主管经理", "陈", 6).code == 0
    edit(path, {NAMES: {1: "杨柳"}})
    assert "客服主管由各部门主管都签，还缺 韩梅" in run("check", str(path)).output
    edit(path, {NAMES: {1: "杨柳、韩梅"}})
    assert signs("总经理", "张", 7).code == 0
    assert run("finalize", str(path), "--name", "王芳").code == 0
    edit(path, {NAMES: {1: "韩梅"}})  # as an earlier release let it become final
    assert state_in_python(path) == "总经理已批"


SIGNED_OFF = sorted(kind.key for kind in kinds() if NAMES in kind.by_name and kind.key in SAMPLES)


def test_every_system_signs_its_results_off() -> None:
    """rules F4; the year's tracker of weekly targets is told at meetings, week by week, and is not signed as one."""
    assert SIGNED_OFF == ["bids", "calls", "groups", "period", "rubric", "shop", "summary"]
    assert all(NAMES in kind.by_name for kind in kinds() if kind.key.startswith("period"))


def kind_of(key: str) -> Kind:
    kind = kind_named(key)
    assert kind is not None
    return kind


def state_in(path: Path) -> str | None:
    reading, _ = read_book(open_book(path))
    assert reading is not None
    shown = reading.field("状态")
    assert shown == state(reading)
    return state(reading)


def confirm_all(path: Path) -> None:
    """Confirm every assumed number of a file."""
    book = open_book(path)
    confirm(book)
    book.recalculate()
    book.save()


@pytest.mark.parametrize("key", SIGNED_OFF)
def test_a_month_goes_from_draft_to_fed_back(sample: Callable[[str], Path], key: str) -> None:
    path = sample(key)
    assert state_in(path) == "草稿"
    confirm_all(path)
    day = dt.date(2025, 1, 2)
    seen = []
    while role := next_role(open_book(path)):
        done = run("sign", str(path), "--as", role, "--name", "赵敏", "--date", str(day))
        if done.code:  # what is filed and fed back is final
            assert "在定稿之后：请先定稿" in done.output
            assert run("finalize", str(path), "--name", "王芳").code == 0
            done = run("sign", str(path), "--as", role, "--name", "赵敏", "--date", str(day))
        assert done.code == 0, done.output
        seen.append(state_in(path))
        day += dt.timedelta(days=1)
    assert seen[0] == "草稿"
    assert seen[-1] == "已反馈"
    assert seen == sorted(seen, key=STATES.index)
    assert [fault for fault in check(open_book(path)) if not fault.notice] == []


def test_refused_are_steps_out_of_order_two_names_and_days_that_cannot_be(sample: Callable[[str], Path]) -> None:
    path = sample("summary")
    before = path.read_bytes()

    def said(role: str, name: str, day: dt.date | None = None) -> str:
        signed = sign(open_book(path), role, name, day)
        assert len(signed.faults) == 1
        assert path.read_bytes() == before
        return signed.faults[0].say()

    assert said("主管经理", "陈") == "应先由制表人签批，再由主管经理签批"
    assert "早于考核期末 2024-05-31" in said("制表人", "甲", dt.date(2024, 5, 30))
    assert "还没有到" in said("制表人", "甲", dt.date(2099, 1, 1))
    assert "没有岗位“保安”，可用：制表人、客服主管" in said("保安", "甲")
    book = open_book(path)
    assert sign(book, "制表人", "甲", june(3)).faults == ()
    book.save()
    before = path.read_bytes()
    assert "制表人已签批（甲，2024-06-03），不能再签" in said("制表人", "乙")
    assert "早于上一环节" in said("客服主管", "乙", june(2))


@pytest.mark.parametrize(("changed", "told"), [(lambda x: math.nextafter(x, 999), False), (lambda x: x + 0.01, True)])
def test_results_that_differ_in_the_last_digit_are_still_those_of_today(sample, changed, told) -> None:
    """Excel and we may differ in the 16th digit: a month is not stopped by it, and a hundredth of a point is told."""
    reading, _ = read_book(open_book(sample("summary")))
    first, *others = reading.blocks["名单_绩效工资"]
    other = replace(reading, blocks={**reading.blocks, "名单_绩效工资": [[changed(first[0])], *others]})
    assert differing(reading, other) == ([("名单_绩效工资", 0, 0)] if told else [])


def test_whoever_submits_answers_for_a_workbook_without_faults_whose_results_are_up_to_date(
    sample: Callable[[str], Path],
) -> None:
    path = sample("summary")
    book = open_book(path)
    totals = book.read("名单_总分")
    book.write("名单_总分", [["九十"], *totals[1:]])
    book.save()
    refused = sign(open_book(path), "制表人", "甲", june(3))
    assert [fault.place for fault in refused.faults] == ["附件3!H7"]
    book = open_book(path)
    book.write("名单_总分", [[60.0], *totals[1:]])
    book.save()
    refused = sign(open_book(path), "制表人", "甲", june(3))
    assert "结果不是最新的" in refused.faults[0].say()
    assert run("recompute", str(path)).code == 0
    book = open_book(path)
    assert sign(book, "制表人", "甲", june(3)).faults == ()
    book.save()
    assert sign(open_book(path), "客服主管", "周建国", june(4)).after == "已提交"


def test_what_is_filed_by_hand_before_it_is_final_is_a_fault_everywhere(sample: Callable[[str], Path]) -> None:
    """One answer: sign refuses, check and status tell, recompute writes nothing, and taking it back is the way out."""
    path = sample("summary")
    confirm_all(path)
    book = open_book(path)
    book.write(NAMES, [["赵敏"]] * 5 + [[None]])
    book.write(DATES, [[june(3)]] * 5 + [[None]])
    book.recalculate()
    book.save()
    done = run("check", str(path))
    assert (done.code, "客户服务部已签批，而表还没有定稿" in done.output) == (1, True), done.output
    assert run("recompute", str(path)).code == 1
    assert "客户服务部已签批，而表还没有定稿" in run("finalize", str(path), "--name", "王芳").output
    [standing] = json.loads(run("status", str(path.parent), "--json").output)["workbooks"]
    assert standing["faults"] == 1
    assert "没有定稿" not in run("sign", str(path), "--as", "客户服务部", "--undo").output
    assert run("finalize", str(path), "--name", "王芳").code == 0
    assert run("sign", str(path), "--as", "客户服务部", "--name", "赵敏").code == 0
    assert run("reopen", str(path), "--name", "王芳", "--reason", "更正一处错别字").code == 0
    done = run("check", str(path))
    assert (done.code, "客户服务部签的是重新打开以前的定稿" in done.output) == (0, True), done.output


OBJECTING = {"申诉_工号": {0: "KF004"}, "申诉_面谈日期": {0: june(6)}, "申诉_面谈结果": {0: "未解决"}}
APPEALING = {**OBJECTING, "申诉_日期": {0: june(7)}, "申诉_受理人": {0: "人力资源部"}}
TODAY_TOLD = {"告知_日期": {3: dt.datetime.now().astimezone().date()}, "告知_意见": {3: "有异议"}}


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"告知_日期": {3: june(5)}, "告知_意见": {3: "有异议"}}, "陈静 有异议，「申诉」页还没有面谈或申诉的记录"),
        ({"告知_日期": {3: june(5)}, **APPEALING}, "陈静 的申诉还没有答复（期限 2024-06-17）"),
        ({**TODAY_TOLD, **OBJECTING}, "陈静 的面谈没有解决异议，申诉截止日"),
    ],
)
def test_nobody_makes_final_or_closes_a_month_over_an_open_objection(sample, filled, told) -> None:
    """The documents give everybody an answer to an appeal (rules B8); a stamp that goes over one says so."""
    path = sample("summary")
    confirm_all(path)
    edit(path, filled)
    assert run("recompute", str(path)).code == 0
    for role in ("制表人", "客服主管", "主管经理", "总经理"):
        done = run("sign", str(path), "--as", role, "--name", "赵敏")
        assert done.code == 0, done.output
    done = run("finalize", str(path), "--name", "王芳")
    assert (done.code, told in done.output, "--with-open-appeals" in done.output) == (1, True, True), done.output
    done = run("finalize", str(path), "--name", "王芳", "--with-open-appeals")
    assert (done.code, told in done.output) == (0, True), done.output
    assert "定稿时有 1 人的异议或申诉没有处理完：陈静" in run("history", str(path)).output
    assert run("verify", str(path)).code == 0
    assert run("sign", str(path), "--as", "客户服务部", "--name", "赵敏").code == 0
    done = run("sign", str(path), "--as", "人力资源部", "--name", "赵敏")
    assert (done.code, told in done.output) == (1, True), done.output
    answered = {"申诉_答复日期": {0: june(12)}, "申诉_成立": {0: "否"}}
    edit(path, {**APPEALING, **answered, "告知_日期": {3: june(5)}})
    assert run("recompute", str(path)).code == 0
    done = run("sign", str(path), "--as", "人力资源部", "--name", "赵敏")
    assert (done.code, "已反馈" in done.output) == (0, True), done.output


def test_only_the_last_signature_is_taken_back(sample: Callable[[str], Path]) -> None:
    path = sample("groups")
    for role in ("制表人", "客服主管"):
        assert run("sign", str(path), "--as", role, "--name", "赵敏", "--date", "2024-06-04").code == 0
    refused = take_back(open_book(path), "制表人")
    assert "客服主管已在制表人之后签批" in refused.faults[0].say()
    assert "没有可取消的" in take_back(open_book(path), "客户服务部").faults[0].say()
    assert run("sign", str(path), "--as", "客服主管", "--undo").code == 0
    assert state_in(path) == "草稿"
    assert open_book(path).read(NAMES)[1] == [None]


@pytest.mark.parametrize(
    ("names", "dates", "said"),
    [
        (["甲"], [None], "签批!E15 制表人签批有姓名没有日期"),
        ([None], [june(3)], "签批!C15 制表人签批有日期没有姓名"),
        (["甲", None, "丙"], [june(3), None, june(5)], "签批!C17 客户服务部已签批，而之前的环节还没有签"),
        (["甲", "乙"], [june(5), june(3)], "签批!E16 客服主管签批日期 2024-06-03 早于上一环节"),
        (["甲"], [dt.date(2024, 5, 8)], "签批!E15 制表人签批日期 2024-05-08 早于考核期末 2024-05-31"),
        (["甲"], [dt.date(2098, 5, 8)], "签批!E15 制表人签批日期 2098-05-08 还没有到"),
        (["甲"], ["六月初"], "签批!E15 日期“六月初”不是日期"),
    ],
)
def test_check_tells_signatures_that_cannot_be(
    tmp_path: Path, names: list[str | None], dates: list[object], said: str
) -> None:
    path = build_blank(kind_of("groups"), tmp_path / "g.xlsm", period=dt.date(2024, 5, 1))
    book = open_book(path)
    book.write(NAMES, [[name] for name in names])
    book.write(DATES, [[day] for day in dates])
    found = [f"{fault.place} {fault.say()}" for fault in check(book)]
    assert any(text.startswith(said) for text in found), found


def test_a_state_or_a_step_that_was_typed_is_a_fault(sample: Callable[[str], Path]) -> None:
    path = sample("summary")
    book = openpyxl.load_workbook(path, keep_vba=True)
    book["附件3"]["J4"] = "已反馈"
    page, place = book.defined_names["签批_环节"].attr_text.replace("$", "").split("!")
    book[page.strip("'")][place.partition(":")[0]] = "总经理已批"
    book.save(path)
    said = [fault.say() for fault in check(open_book(path)) if not fault.notice]
    assert "“状态”是直接填写的：状态由签批得出，请恢复公式，在签批表签字（xlkpi sign）" in said
    assert "签批的环节或岗位被改动，应为“草稿”，请改回" in said
    assert state_in_python(path) == "草稿"


def state_in_python(path: Path) -> str | None:
    reading, _ = read_book(open_book(path))
    assert reading is not None
    return state(reading)


@pytest.mark.parametrize(("key", "page"), [("summary", "附件3"), ("groups", "评比"), ("calls", "话务绩效")])
def test_the_first_page_shows_who_made_it_as_soon_as_that_is_signed(
    sample: Callable[[str], Path], key: str, page: str
) -> None:
    path = sample(key)

    def shown() -> list[object]:
        sheet = openpyxl.load_workbook(path, data_only=True)[page]
        return [str(cell.value) for row in sheet.iter_rows(max_row=5) for cell in row]

    assert run("sign", str(path), "--as", "制表人", "--name", "赵敏", "--date", "2024-06-03").code == 0
    assert "赵敏" in shown()
    assert ("2024-06-03 00:00:00" in shown()) == ("制表日期" in shown())
    assert run("sign", str(path), "--as", "制表人", "--undo").code == 0
    assert not {"赵敏", "2024-06-03 00:00:00"} & set(shown())


def test_a_form_is_not_signed_off(demonstrated: Callable[[str], Path], tmp_path: Path) -> None:
    form = next((demonstrated("gas") / "城东分公司").rglob("附件2*.xlsm"))
    copy = shutil.copy(form, tmp_path / "f.xlsm")
    done = run("sign", str(copy), "--as", "制表人", "--name", "甲")
    assert done.code == 1
    assert "没有签批环节" in done.output


def test_status_tells_how_far_each_branch_has_come_and_who_is_missing(
    demonstrated: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "2024-05"
    shutil.copytree(demonstrated("gas"), folder)
    one = folder / "城东分公司" / "附件3 城东分公司.xlsm"
    for role in ("制表人", "客服主管"):
        assert run("sign", str(one), "--as", role, "--name", "赵敏", "--date", "2024-06-04").code == 0
    (folder / "坏.xlsx").write_bytes(b"PK no workbook")
    branches = tmp_path / "分公司.csv"
    branches.write_text("应交名单\n序号,所属分公司\n1,城东分公司\n2,城西 分公司\n3,江南分公司\n", "utf-8")
    done = run("status", str(folder), "--branches", str(branches), "--json")
    assert done.code == 2  # one file cannot be read
    told = json.loads(done.output)
    by_owner = {one["owner"]: one for one in told["workbooks"]}
    assert (by_owner["城东分公司"]["state"], by_owner["城东分公司"]["since"]) == ("已提交", "2024-06-04")
    assert (by_owner["江北分公司"]["state"], by_owner["江北分公司"]["since"]) == ("草稿", None)
    assert by_owner["江北分公司"]["faults"] == 0
    assert by_owner["江北分公司"]["unconfirmed"] > 10
    assert by_owner[""]["file"] == "坏.xlsx"
    assert told["silent"] == ["江南分公司"]
    assert told["unsubmitted"] == ["城西 分公司"]
    said = run("status", str(folder), "--branches", str(branches)).output
    assert "没有交：江南分公司" in said


def test_two_files_of_one_table_are_told(demonstrated: Callable[[str], Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demonstrated("gas"), tmp_path / "月"))
    assert "同一张表" not in run("status", str(folder)).output
    one = folder / "城东分公司" / "附件3 城东分公司.xlsm"
    shutil.copy(one, folder / "附件3 旧.xlsm")
    said = run("status", str(folder)).output
    assert "同一张表有 2 份，请只留一份：城东分公司/附件3 城东分公司.xlsm、附件3 旧.xlsm" in said


def test_a_list_without_branches_is_refused(tmp_path: Path) -> None:
    names = tmp_path / "n.csv"
    names.write_text("姓名\n赵\n", "utf-8")
    done = run("status", str(tmp_path), "--branches", str(names))
    assert done.code == 2
    assert "没有“分公司”" in done.complaint


def test_an_empty_workbook_is_signed_by_nobody(tmp_path: Path) -> None:
    """The one who draws it up signs no more than the one who submits it: there is nothing in it."""
    path = tmp_path / "附件3.xlsm"
    assert run("new", "附件3", "-o", str(path), "--period", "2024-05").code == 0
    done = run("sign", str(path), "--as", "制表人", "--name", "赵敏")
    assert (done.code, "表还是空的，没有可以签批的内容" in done.output) == (1, True), done.output


def test_of_a_folder_those_are_signed_that_are_signed_off(sample: Callable[[str], Path], tmp_path: Path) -> None:
    sample("summary")
    for name in ("一", "二"):
        assert run("new", "附件2", "-o", str(tmp_path / f"附件2 {name}.xlsm"), "--period", "2024-05").code == 0
    code, out, _ = run("sign", str(tmp_path), "--as", "制表人", "--name", "赵敏")
    assert code == 0
    assert out.splitlines()[1:] == ["共 3 个文件：1 个已签批，2 个没有签批环节，已跳过；错误 0 处，提示 0 处"]
    code, out, _ = run("sign", str(tmp_path / "附件2 一.xlsm"), "--as", "制表人", "--name", "赵敏")
    assert (code, "没有签批环节，不用签批" in out) == (1, True)  # asked for by its name
    (tmp_path / "坏的.xlsx").write_bytes(b"PK")
    code, out, _ = run("sign", str(tmp_path), "--as", "制表人", "--undo")
    assert (code, "坏的.xlsx" in out, "1 个已取消签批" in out) == (2, True, True)


def test_what_is_fed_back_is_told_to_people_and_after_it_was_final(
    finals: Callable[[str], Path], tmp_path: Path
) -> None:
    """rules F4: results are final first, then filed, and fed back to the people they are about."""
    path = Path(shutil.copy(finals("summary"), tmp_path))
    today, before = (f"{dt.datetime.now().astimezone().date() - dt.timedelta(days=days)}" for days in (0, 1))
    code, out, err = run("sign", str(path), "--as", "客户服务部", "--name", "周", "--date", before)
    told = f"客户服务部签批日期 {before} 早于定稿日期 {today}：备案、反馈在定稿之后"
    assert (code, told in out + err) == (0, True), out + err
    assert told in run("check", str(path))[1]
    code, out, err = run("sign", str(path), "--as", "人力资源部", "--name", "周", "--date", today)
    assert (code, "早于定稿日期" in out + err) == (0, False)
    assert "11 人还没有登记告知日期（如 李芳）" in out + err
    assert run("sign", str(path), "--as", "人力资源部", "--undo")[0] == 0
    edit(path, {"告知_日期": dict.fromkeys(range(60), dt.date(2024, 6, 3))})
    assert "告知日期" not in "".join(run("sign", str(path), "--as", "人力资源部", "--name", "周")[1:])


def test_a_quarter_is_signed_off_too_and_one_of_an_earlier_release_is_read_as_it_was(
    sample: Callable[[str], Path], tmp_path: Path
) -> None:
    """Bonus and probation follow from a quarter or year (rules B6, D4): nobody makes it final unsigned."""
    path = sample("period")
    done = run("finalize", str(path), "--name", "王芳")
    assert (done.code, "制表人、主管经理、总经理还没有签批" in done.output) == (1, True), done.output
    early = sign(open_book(path), "制表人", "甲", june(29))
    assert "早于考核期末 2024-06-30" in early.faults[0].say()
    [standing] = json.loads(run("status", str(path.parent), "--json").output)["workbooks"]
    assert (standing["month"], standing["state"]) == ("2024年第2季度", "草稿")
    older = build_blank(period_kind(None, unsigned=True), tmp_path / "older" / "期间.xlsm")
    reading, faults = read_book(open_book(older))
    assert (faults, reading is not None and state(reading)) == ([], None)


def test_two_quarters_of_one_company_are_two_tables(sample: Callable[[str], Path], tmp_path: Path) -> None:
    path = sample("period")
    other = Path(shutil.copy(path, tmp_path / "三季度.xlsm"))
    assert "同一张表有 2 份" in run("status", str(tmp_path)).output
    edit(other, {"期间_名称": {0: "2024年第3季度"}})
    assert "同一张表" not in run("status", str(tmp_path)).output
