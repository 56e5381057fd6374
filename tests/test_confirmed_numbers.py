"""What is confirmed is a number: another one in its cell is not confirmed, and a printed one that was changed is told."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from commands import run
from final_files import make_ready
from test_month import edit
from xlkpi.actions.company_scheme import exported
from xlkpi.actions.opening import open_book
from xlkpi.actions.refresh import refresh
from xlkpi.drawing.layout import CONFIRMED_NAME

pytestmark = pytest.mark.usefixtures("chinese")

# the document prints 95/90/85/80 as minimums and 1.0 and 0 as coefficients; those of 优秀, 良好, 需改进 are assumed (A2)
OTHER = "“优秀”的系数：赵敏确认的是 1.2，现在是 1.5；按没有确认处理"
PRINTED = "“合格”的最低分：制度原文是 85，现在是 84"


@pytest.fixture
def summary(month: Path, tmp_path: Path) -> Path:
    (tmp_path / "m").mkdir()
    return Path(shutil.copy(month / "江北分公司" / "附件3 江北分公司.xlsm", tmp_path / "m"))


def without_name(path: Path) -> None:
    """Make it one of a release that did not keep what was confirmed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = f'<definedName name="{CONFIRMED_NAME}"[^>]*>[^<]*</definedName>'.encode()
    parts["xl/workbook.xml"] = re.sub(name, b"", parts["xl/workbook.xml"])
    with zipfile.ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)


def said(path: Path) -> list[str]:
    return [line for line in run("check", "-v", str(path))[1].splitlines() if "现在是" in line]


def test_another_number_than_was_confirmed_is_not_confirmed(summary: Path, tmp_path: Path) -> None:
    assert run("confirm", str(summary), "--all", "--name", "赵敏")[0] == 0
    assert "没有待确认的数值" in run("confirm", str(summary))[1]
    edit(summary, {"等级_系数": {0: 1.5}})
    [line] = said(summary)
    assert "参数!D5" in line
    assert OTHER in line
    assert run("recompute", str(summary))[0] == 0
    assert run("next", "2024-06", str(summary.parent), "-o", str(tmp_path / "juni"))[0] == 0
    [later] = said(tmp_path / "juni" / summary.name)
    assert OTHER in later, "next month it is as little confirmed"
    text = exported(str(summary))
    [level] = [line for line in text.splitlines() if line.startswith("coefficient") and "value = 1.5" in line]
    assert "assumed = true" in level
    edit(summary, {"员工系数_倍数": {0: 1.4}})
    shown = run("check", str(summary))[1]
    assert OTHER in shown, "each is told, never only how many there are"
    assert "“A+”的系数：赵敏确认的是 1.2，现在是 1.4" in shown
    edit(summary, {"员工系数_倍数": {0: 1.2}})
    code, out, _ = run("confirm", str(summary))
    assert "等级、分数线与系数/优秀" in out
    assert run("confirm", str(summary), "--number", "等级、分数线与系数/优秀", "--name", "钱进")[0] == 0
    assert (code, said(summary)) == (0, [])
    edit(summary, {"等级_系数": {0: 1.3}})
    assert "钱进确认的是 1.5，现在是 1.3" in said(summary)[0]
    edit(summary, {"等级_系数": {0: 1.5}})
    assert said(summary) == [], "it is the number again"


def test_it_is_in_the_way_of_approval_and_of_final(summary: Path) -> None:
    make_ready(summary)
    assert run("recompute", str(summary))[0] == 0
    edit(summary, {"参数_满分": {0: 120.0}})
    assert run("recompute", str(summary))[0] == 0
    code, out, err = run("finalize", str(summary), "--name", "李")
    assert code == 1
    assert "“满分”：" in out + err
    assert "确认的是 100，现在是 120" in out + err


def test_a_printed_number_that_was_changed_is_told_until_somebody_answers_for_it(summary: Path) -> None:
    edit(summary, {"等级_最低分": {2: 84.0}, "参数_预算": {0: 90000.0}})
    [line] = said(summary)
    assert "参数!C7" in line
    assert PRINTED in line
    assert "提示" in line
    # beside assumed numbers of its row a printed one is known as well, before and after these are confirmed by hand
    edit(summary, {"等级_最低分": {1: 88.0}})
    assert any("“良好”的最低分：制度原文是 90，现在是 88" in one for one in said(summary))
    assert run("confirm", str(summary), "--all", "--name", "赵敏")[0] == 0
    assert said(summary) == []


def test_answering_by_hand_confirms_what_stands_there(summary: Path) -> None:
    edit(summary, {"等级_系数": {0: 1.5}, "等级_已确认": {0: "是"}})
    assert said(summary) == []
    assert run("recompute", str(summary))[0] == 0
    edit(summary, {"等级_系数": {0: 1.2}})
    assert "“优秀”的系数：已确认的是 1.5，现在是 1.2" in said(summary)[0]
    edit(summary, {"等级_已确认": {0: "否"}})
    assert run("recompute", str(summary))[0] == 0
    edit(summary, {"等级_已确认": {0: "是"}})
    assert run("recompute", str(summary))[0] == 0
    assert said(summary) == []


def test_a_longer_roster_keeps_what_was_confirmed(summary: Path) -> None:
    assert run("confirm", str(summary), "--all", "--name", "赵敏")[0] == 0
    assert run("people", str(summary), "--rows", "70")[0] == 0
    edit(summary, {"等级_系数": {0: 1.5}})
    assert OTHER in said(summary)[0]


def test_an_older_workbook_without_a_record_is_read_as_before(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"等级_系数": {0: 1.5}, "等级_最低分": {2: 84.0}, "等级_已确认": {0: "是"}})
    without_name(summary)
    assert CONFIRMED_NAME not in open_book(summary).names()
    edit(summary, {"等级_系数": {0: 1.6}})
    assert said(summary) == []
    assert run("recompute", str(summary))[0] == 0
    assert run("next", "2024-06", str(summary.parent), "-o", str(tmp_path / "juni"))[0] == 0
    assert said(tmp_path / "juni" / summary.name) == []
    assert refresh(summary)
    assert said(summary) == []
    edit(summary, {"等级_系数": {0: 1.2}})
    assert "已确认的是 1.6，现在是 1.2" in said(summary)[0]
