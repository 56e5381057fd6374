"""`xlkpi history` and `xlkpi undo` over a real month."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.books.generations import FOLDER
from xlkpi.books.ooxml import patch


@pytest.fixture
def edited(summary: Path) -> Path:
    """A summary in which a score was typed, then recomputed."""
    edit(summary, {"名单_总分": {3: 96.16}})
    assert run("recompute", str(summary))[0] == 0
    return summary


def test_history_tells_what_ran_and_what_changed(edited: Path) -> None:
    code, out, _ = run("history", str(edited), "--runs", "1", "--cells", "200")
    assert code == 0
    first, *cells, last = out.splitlines()
    assert first.split()[1:3] == ["重新计算", "recompute"]
    assert f"改了 {len(cells)} 格" in first
    assert any(" → " in cell for cell in cells)
    assert last.startswith("共有 ")
    assert " MB" in last


def test_pay_is_told_on_request_only(edited: Path) -> None:
    _, out, _ = run("history", str(edited), "--cells", "200")
    pay = [line for line in out.splitlines() if "附件3!R" in line]
    assert pay
    assert all("工资已隐去" in line and "→" not in line for line in pay)
    _, out, _ = run("history", str(edited), "--cells", "200", "--with-pay")
    pay = [line for line in out.splitlines() if "附件3!R" in line]
    assert pay
    assert all("→" in line for line in pay)


def test_the_output_is_bounded(edited: Path) -> None:
    _, out, _ = run("history", str(edited), "--runs", "1", "--cells", "2")
    lines = out.splitlines()
    assert len(lines) == 5
    assert lines[3].strip().startswith("另有 ")


def test_undo_and_back(edited: Path) -> None:
    after = edited.read_bytes()
    code, out, _ = run("undo", str(edited))
    assert code == 0
    assert "已恢复到" in out
    assert "recompute" in out
    assert edited.read_bytes() != after
    assert run("undo", str(edited))[0] == 0
    assert edited.read_bytes() == after


def test_undo_says_that_somebody_changed_the_file_since(edited: Path) -> None:
    patch(edited, {"参数": {"Z99": 1.0}}, backup=False)  # as Excel would
    typed = edited.read_bytes()
    _, out, _ = run("undo", str(edited))
    assert "有人改过" in out
    _, out, _ = run("undo", str(edited))
    assert "有人改过" not in out
    assert edited.read_bytes() == typed


def test_collect_then_recompute_keeps_the_state_before_collect(branch: Path, summary: Path) -> None:
    before = summary.read_bytes()
    edit(branch / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: 61.0}})
    assert run("collect", str(summary), str(branch))[0] == 0
    collected = summary.read_bytes()
    assert collected != before
    edit(summary, {"名单_出勤率": {0: 0.5}})
    assert run("recompute", str(summary))[0] == 0
    kept = [path.read_bytes() for path in (summary.parent / FOLDER / f"{summary.name} 历史").glob("*.old")]
    assert before in kept
    assert collected in kept


def test_a_run_that_changes_nothing_says_so_and_leaves_everything(edited: Path) -> None:
    before, stamp = edited.read_bytes(), edited.stat().st_mtime_ns
    kept = sorted(edited.parent.rglob("*.old"))
    code, out, _ = run("recompute", str(edited))
    assert code == 0
    assert "内容没有变化" in out
    assert (edited.read_bytes(), edited.stat().st_mtime_ns) == (before, stamp)
    assert sorted(edited.parent.rglob("*.old")) == kept


def test_a_hard_link_is_told(edited: Path, tmp_path: Path) -> None:
    edit(edited, {"名单_总分": {3: 91.0}})
    (tmp_path / "别名.xlsm").hardlink_to(edited)
    code, out, _ = run("recompute", str(edited))
    assert code == 0
    assert "别名（硬链接）" in out


@pytest.mark.parametrize("verb", ["history", "undo"])
def test_without_a_history(month: Path, tmp_path: Path, verb: str) -> None:
    lonely = tmp_path / "附件3.xlsm"
    lonely.write_bytes(next(month.rglob("附件3*.xlsm")).read_bytes())
    code, _, err = run(verb, str(lonely))
    assert code == 2
    assert "附件3.xlsm" in err
    code, _, err = run("--lang", "en", verb, str(tmp_path / "none.xlsm"))
    assert code == 2
    assert "none.xlsm" in err


def test_in_english(edited: Path) -> None:
    _, out, _ = run("--lang", "en", "history", str(edited), "--runs", "1", "--cells", "1")
    assert "cells changed" in out
    assert "earlier versions take" in out
    _, out, _ = run("--lang", "en", "undo", str(edited))
    assert "is as it was before recompute" in out


def test_a_line_says_whose_cell_it_is_and_how_it_is_called(branch: Path, summary: Path) -> None:
    edit(branch / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: 61.0}})
    assert run("recompute", str(branch / "附件2 KF021 李桂英.xlsm"))[0] == 0
    assert run("collect", str(summary), str(branch))[0] == 0
    _, out, _ = run("history", str(summary), "--runs", "1", "--cells", "200")
    assert "附件3!H7 李桂英 总分  96.8 → " in out
    assert "附件3!R7 李桂英 绩效工资  （工资已隐去" in out
    edit(summary, {"名单_绩效基数": {0: 4000.0}})
    assert run("recompute", str(summary))[0] == 0
    _, out, _ = run("history", str(summary), "--runs", "1")
    assert "附件3!Q4  （工资已隐去" in out  # the sum of everybody's pay, which has no name


def test_days_are_days_and_what_nobody_sees_is_no_change(summary: Path) -> None:
    assert run("sign", str(summary), "--as", "制表人", "--name", "赵敏", "--date", "2024-06-03")[0] == 0
    _, out, _ = run("history", str(summary), "--runs", "1")
    told = [line.split("  ", 2)[1:] for line in out.splitlines()[:-1]]
    assert told[0] == ["签批 sign", "改了 4 格"]  # the first page follows
    assert [line[1].strip() for line in told[1:]] == ["（空） → 赵敏", "（空） → 2024-06-03"] * 2
    edit(summary, {"名单_总分": {0: 60.0}})
    assert run("recompute", str(summary))[0] == 0
    _, out, _ = run("history", str(summary), "--cells", "999")
    assert "（空） → （空）" not in out
    assert "kpi" not in out


def test_words_beside_the_buttons_are_no_change(branch: Path) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    assert run("finalize", str(form), "--name", "王芳")[0] == 0
    _, out, _ = run("history", str(form), "--runs", "1")
    assert [line.split("  ")[1:] for line in out.splitlines()[1:2]] == [["定稿 finalize", "改了 0 格"]]
    assert "未启用宏" not in out
