"""The sample months of every scheme, end to end and through the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xlkpi.actions.demo import demo
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.errors import Unusable
from xlkpi.schemes import recognise, systems

PRINTED = {
    "gubang": ("城北", "严重警告", "连续2个月绩效分为0，提请人力资源部复核"),
    "call_centre": ("不参评", "优秀部门名额", "投标", "第四档"),
    "ecommerce": ("须提交", "天街旗舰店"),
    "gps": ("连续3周未完成，按制度处罚", "安装成功率", "客服主任助理", "投诉待客户满意", "本月走访缺1次"),
}


COMPUTED = {"gas": 3, "gubang": 4, "call_centre": 5, "ecommerce": 4, "gps": 5}
"""Workbooks: summaries of three branches, or of three months and their quarter; bids and weeks are a year's."""


@pytest.mark.parametrize("scheme", [system.id for system in systems()])
def test_the_demonstration_leaves_workbooks_that_recompute_in_place(scheme, tmp_path):
    steps = [step for step in demo(scheme, tmp_path) if step.outcome is not None]
    assert [step.outcome.faults for step in steps] == [()] * len(steps)
    assert len(steps) == COMPUTED[scheme]
    for step in steps:
        book = open_book(step.path)
        kind = recognise(book.names())
        before = {name: book.read(name) for name in kind.names}
        assert recompute(book).written_to == str(step.path)
        again = open_book(step.path)
        assert {name: again.read(name) for name in kind.names} == before


def test_a_scheme_without_a_sample_is_refused(tmp_path):
    with pytest.raises(Unusable, match="gubang"):
        demo("nowhere", tmp_path)


@pytest.mark.parametrize("scheme", sorted(PRINTED))
def test_the_command_prints_results_and_where_they_lie(scheme, tmp_path):
    command = [sys.executable, "-c", "from xlkpi.cli import main; main()", "demo", str(tmp_path), "--scheme", scheme]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) in done.stdout
    for words in PRINTED[scheme]:
        assert words in done.stdout, words


def test_the_command_rolls_months_up(tmp_path):
    demo("gps", tmp_path)
    files = sorted(map(str, tmp_path.glob("管理人员评分表*.xlsm")))
    base = [sys.executable, "-c", "from xlkpi.cli import main; main()", "period"]
    done = subprocess.run(
        [*base, "quarter", *files, "-o", str(tmp_path / "q.xlsm")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "石磊" in done.stdout
    wrong = subprocess.run(
        [*base, "week", *files, "-o", str(tmp_path / "w.xlsm")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert wrong.returncode == 2
    assert "quarter" in wrong.stderr
