"""What if: the same people under another level, rounding or tie rule; worked by hand, and nothing official changes."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_month import edit
from test_slips import months, summary  # noqa: F401  (fixtures)
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.whatif import Assumption, whatif
from xlkpi.actions.whatif_tables import CUT, compared
from xlkpi.errors import CannotWrite

pytestmark = pytest.mark.usefixtures("chinese")


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


# 良好 10/30/60 of 11: 1.1 -> 1, 3.3 -> 3, the rest 7 (rules A4). So the second of A+ and the third of A fall one level:
# 刘敏 1.2 -> 1.1 of 2400 x 0.9 loses 216.00, 孙军 1.1 -> 1.0 of 2400 loses 240.00; 24212 - 456 = 23756
def test_another_level_of_the_supervisor_by_hand(summary: Path) -> None:
    before = summary.read_bytes()
    code, out, _ = run("whatif", str(summary), "--level", "城东分公司=A")
    assert code == 0
    told = lines(out)
    assert ["城东分公司", "正式应评", "优秀", "2", "3", "6", "0", "0"] in told
    assert ["城东分公司", "测算应评", "良好", "1", "3", "7", "0", "0"] in told
    assert ["城东分公司", "测算实评", "良好", "1", "3", "7", "0", "0", "2", "人"] in told
    assert ["24,212.00", "23,756.00", "-456.00"] in told
    assert ["2", "KF003", "刘敏", "96.05", "A+", "A", "↓"] in told
    assert ["5", "KF011", "孙军", "92.45", "A", "B", "↓"] in told
    assert sum(line[-1:] == ["↓"] for line in told) == 2
    assert summary.read_bytes() == before


def test_cut_lines_stand_where_a_level_ends(summary: Path) -> None:
    found, _ = whatif(lambda: open_book(summary), Assumption({"": "良好"}))
    assert found is not None
    [ranked] = [sheet for sheet in compared(found) if sheet.title == "城东分公司"]
    columns = {at: [row[at] for row in ranked.rows] for at in (4, 5)}
    # 优秀 cuts after the second and the fifth, 良好 after the first and the fourth
    for at, ends in ((4, [2, 5]), (5, [1, 4])):
        people = 0
        cuts = []
        for row, cell in zip(ranked.rows, columns[at], strict=True):
            if cell == CUT:
                cuts.append(people)
            people += bool(row[1])
        assert cuts == ends


# 三人同分 97 stand at places 1 to 3; two seats of A+: 就高 gives all three A+, 就低 puts them where the third one is, A
def test_another_rule_for_ties(summary: Path) -> None:
    edit(summary, {"名单_总分": {2: 97.0, 3: 97.0, 8: 97.0}})
    assert run("recompute", str(summary))[0] == 0
    code, out, _ = run("whatif", str(summary), "--ties", "就低")
    assert code == 0
    assert sum(line[-3:] == ["A+", "A", "↓"] for line in lines(out)) == 3


# 合格 5/25/60/10 of 5 people (江北): floor leaves 0/1/4/0, half up 0/1/3/1 (rules A4)
def test_another_rounding_in_another_branch(months: Callable[[str], Path]) -> None:
    path = months("gas").parent.parent / "江北分公司" / "附件3 江北分公司.xlsm"
    code, out, _ = run("whatif", str(path), "--rounding", "只舍不入")
    assert code == 0
    assert ["江北分公司", "测算实评", "合格", "0", "1", "4", "0", "0", "1", "人"] in lines(out)
    assert ["5", "KF024", "陈玲", "85.85", "C", "B", "↑"] in lines(out)


def test_what_changes_nothing_is_the_same_on_both_sides(months: Callable[[str], Path]) -> None:
    for scheme, level in (("gas", "优秀"), ("call_centre", "")):
        levels = {"": level} if level else {}
        found, _ = whatif(partial(open_book, months(scheme)), Assumption(levels, "四舍五入", "同分就高"))
        assert found is not None
        assert found.official == found.assumed


def test_the_same_results_come_of_a_workbook_with_those_parameters(summary: Path) -> None:
    found, _ = whatif(lambda: open_book(summary), Assumption({}, "累计四舍五入", "同分就低"))
    edit(summary, {"舍入方式": {0: "累计四舍五入"}, "同分处理": {0: "同分就低"}})
    assert found is not None
    assert found.assumed.people == recompute(open_book(summary), dry_run=True).people


def test_the_copy_has_one_page_more_and_the_same_results(summary: Path, tmp_path: Path) -> None:
    to = tmp_path / "测算.xlsm"
    code, out, _ = run("whatif", str(summary), "--level", "B", "--sheet", "-o", str(to), "--without-pay")
    assert code == 0
    assert "24,212" not in out
    old, new = (openpyxl.load_workbook(path, data_only=True) for path in (summary, to))
    assert [sheet.title for sheet in new][:-1] == [sheet.title for sheet in old]
    for sheet in old.worksheets:
        assert [[c.value for c in row] for row in sheet.iter_rows()] == [
            [c.value for c in row] for row in new[sheet.title].iter_rows()
        ]
    cells = [cell.value for row in new["测算"].iter_rows() for cell in row]
    assert "测算（不改变正式结果）　各部门：合格" in cells
    assert 24212 not in cells
    code, _, err = run("whatif", str(summary), "--level", "B", "--sheet", "-o", str(to))
    assert (code, "已存在，未覆盖" in err) == (2, True)


REFUSED = {
    "nothing asked": ((), "请写要测算什么"),
    "no such department": (("--level", "城东=A"), "没有部门“城东”，可用：城东分公司"),
    "no such level": (("--level", "S"), "没有等级“S”，可用：优秀、良好、合格、需改进、不合格"),
    "no such rule of ties": (("--ties", "抽签"), "没有“抽签”，可用：同分就高、同分就低、按名单顺序、停下来问"),
    "no such rounding": (("--rounding", "进一"), "没有“进一”，可用：四舍五入、最大余数、只舍不入、累计四舍五入"),
    "a sheet without a copy": (("--level", "A", "--sheet"), "--sheet 和 -o 要一起写"),
    "a copy of another kind of file": (("--level", "A", "--sheet", "-o", "x.xlsx"), "扩展名应与"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_tried_is_said(summary: Path, case: str) -> None:
    arguments, words = REFUSED[case]
    code, _, err = run("whatif", str(summary), *arguments)
    assert (code, words in err) == (2, True), err


def test_the_official_file_is_never_the_copy(summary: Path) -> None:
    before = summary.read_bytes()
    code, _, err = run("whatif", str(summary), "--level", "A", "--sheet", "-o", str(summary), "--force")
    assert (code, "不写进正式文件" in err) == (2, True)
    assert summary.read_bytes() == before


def test_without_quotas_formulas_or_sound_results_there_is_nothing_to_try(
    months: Callable[[str], Path], summary: Path, tmp_path: Path
) -> None:
    for scheme in ("ecommerce", "gps"):
        for asked in (("--level", "a"), ("--rounding", "最大余数"), ("--ties", "就低")):
            code, _, err = run("whatif", str(months(scheme)), *asked)
            assert (code, "--set" in err) == (2, True)
    code, out, _ = run("whatif", str(months("call_centre").with_name("投标.xlsm")), "--set", "a=1")
    assert code == 2
    assert run("new", "投标激励表", "-o", str(tmp_path / "投标.xlsm"))[0] == 0
    code, out, _ = run("whatif", str(tmp_path / "投标.xlsm"), "--set", "a=1")
    assert (code, "没有个人结果" in out) == (1, True)
    assert run("export", str(summary), "-o", str(tmp_path / "out"), "--values")[0] == 0
    code, out, _ = run("whatif", str(tmp_path / "out" / "附件3.xlsx"), "--level", "A")
    assert (code, "表里没有公式" in out) == (1, True)
    edit(summary, {"名单_总分": {0: "优"}})
    code, out, _ = run("whatif", str(summary), "--level", "A")
    assert (code, "总分“优”不是数字" in out) == (1, True)


def test_a_book_that_assumes_something_is_never_saved(summary: Path) -> None:
    book = open_book(summary)
    block = book.read("主管_等级")
    book.assume("主管_等级", [["合格"], *block[1:]])
    assert book.read("主管_等级")[0] == ["合格"]
    with pytest.raises(CannotWrite):
        book.save()
    with pytest.raises(CannotWrite):
        book.assume("主管_等级", [["合格"]])


# 城东 has 80 points, 河东 101 (tests/by_hand_gubang.py); an a begins at the line, so that 75 makes 城东 one and 81 does not
def test_another_line_of_scores_where_there_are_no_quotas(months: Callable[[str], Path]) -> None:
    path = months("gubang")
    before = path.read_bytes()
    code, out, _ = run("whatif", str(path), "--set", "a 级分数线=75")
    assert code == 0
    assert ["城东", "80", "80", "b", "a", "变"] in lines(out)
    assert ["河东", "101", "101", "a", "a"] in lines(out)
    assert "城东：5 人中 0 人有变动" in out  # the supervisor decides who of the group gets what
    code, out, _ = run("whatif", str(path), "--set", "a级分数线=81")
    assert ["城东", "80", "80", "b", "b"] in lines(out)
    assert path.read_bytes() == before


# pay is in proportion to its share of the base, rounded to the cent (rules D5): a share of 20% in place of 30%
def test_another_share_of_pay_by_hand(months: Callable[[str], Path], tmp_path: Path) -> None:
    path = months("ecommerce")
    to = tmp_path / "测算.xlsm"
    code, out, _ = run("whatif", str(path), "--set", "绩效工资占岗位工资=20%", "--sheet", "-o", str(to))
    assert code == 0
    amounts = [
        [float(cell.replace(",", "")) for cell in line[-2:]] for line in lines(out) if line and line[0][:2] == "D0"
    ]
    assert len(amounts) == 20
    assert all(abs(old * 2 - new * 3) < 0.03 for old, new in amounts)
    cells = [cell.value for row in openpyxl.load_workbook(to, data_only=True)["测算"].iter_rows() for cell in row]
    assert all(new in cells for _, new in amounts)
    code, out, _ = run("whatif", str(path), "--set", "绩效工资占岗位工资=20%", "--without-pay")
    assert (code, "工资（元）" in out, "正式工资" in out) == (0, False, False)
    assert "人中 0 人有变动" in out


def test_another_number_of_a_table(summary: Path) -> None:
    # 周建国 is 优秀; whatever his own pay is, people's coefficients are those of their own levels (rules A4)
    code, out, _ = run("whatif", str(summary), "--set", "优秀/第2级=0.2", "--set", "优秀/第3级=0.6")
    assert code == 0, out
    # 20% of 11 are 2.2: one A less than with 30%
    assert ["城东分公司", "测算应评", "优秀", "2", "2", "7", "0", "0"] in lines(out)


UNKNOWN = {
    "no such number": ("x=1", "“参数”页没有“x”；可用：舍入方式、同分处理、"),
    "no number": ("名额参考人数=许多", "名额参考人数“许多”不是数字"),
    "out of range": ("申诉答复期限=0", "不在 1～60 之间"),
    "no word of the list": ("同分处理=抽签", "没有“抽签”，可用：同分就高"),
    "nothing": ("满分=", "--set 应如"),
    "half of it": ("满分", "--set 应如"),
    "shares that do not total 100%": ("优秀/第2级=0.2", "100%"),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_a_number_that_cannot_be_tried_is_said(summary: Path, case: str) -> None:
    asked, words = UNKNOWN[case]
    code, out, err = run("whatif", str(summary), "--set", asked)
    assert (code > 0, words in out + err) == (True, True), out + err
