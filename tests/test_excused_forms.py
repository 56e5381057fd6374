"""The form of somebody who is not appraised holds nobody up, however unfinished it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import run
from test_month import edit
from xlkpi.actions.opening import open_book

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def month(demonstrated, tmp_path: Path) -> Path:
    """城东分公司 with KF001 not appraised, and her form without scores."""
    folder = Path(shutil.copytree(demonstrated("gas") / "城东分公司", tmp_path / "月"))
    form = next(folder.glob("附件2 KF001*"))
    edit(form, {"主管评分": dict.fromkeys(range(len(open_book(form).read("主管评分"))))})
    summary = next(folder.glob("附件3*"))
    edit(summary, {"名单_参评": {0: "否"}, "名单_总分": {0: None}})
    assert run("recompute", str(summary))[0] == 0
    return folder


def test_collect_passes_it_over(month: Path) -> None:
    summary = next(month.glob("附件3*"))
    code, out, err = run("collect", str(summary), str(month))
    assert (code, "不参评，附件2 已跳过" in out) == (0, True), out + err
    assert "还没有评分" not in out


def test_feedback_passes_it_over_and_serves_all_others(month: Path) -> None:
    summary = next(month.glob("附件3*"))
    form = next(month.glob("附件2 KF002*"))
    edit(form, {"结果_等级": {0: None}})
    code, out, err = run("feedback", str(summary), str(month))
    assert (code, "不参评，附件2 已跳过" in out) == (0, True), out + err
    assert open_book(form).read("结果_等级") != [[None]]
