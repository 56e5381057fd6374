"""A workbook that an older version made final stays one: genuine, found out when changed, and opened again as it was.

`data/final-of-an-older-version.xlsm` is 附件3 of 城东分公司, the sample month, made final by the version before the marks of
rows (kpi.rows) were left out of the record and before signatures and headers were kept there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import run
from xlkpi.actions.final.stamp_record import read_record
from xlkpi.books.ooxml import WorkbookFile, patch
from xlkpi.drawing.layout import ROWS_SHEET

OLD = Path(__file__).parent / "data" / "final-of-an-older-version.xlsm"
pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def final(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "附件3.xlsm"))


def test_its_record_holds_what_today_is_left_out() -> None:
    record = read_record(WorkbookFile.open(OLD))
    assert ROWS_SHEET in record.sheets
    assert record.headers == {}


def test_it_is_genuine_and_so_is_one_saved_again(final: Path) -> None:
    import openpyxl

    code, out, _ = run("verify", str(final))
    assert (code, "定稿时一致" in out) == (0, True), out
    openpyxl.load_workbook(final).save(final.with_suffix(".xlsx"))
    assert run("verify", str(final.with_suffix(".xlsx")))[0] == 0


@pytest.mark.parametrize(("name", "value"), [("名单_绩效基数", 9000.0), ("名单_最终等级", "A+"), ("名额_应评", 5.0)])
def test_a_changed_cell_is_found(name: str, value, final: Path) -> None:
    area = WorkbookFile.open(final).resolve(name)
    patch(final, {area.sheet: {area._replace(bottom=area.top, right=area.left).reference.partition(":")[0]: value}})
    code, out, _ = run("verify", str(final))
    assert (code, "不一致" in out) == (1, True), out


def test_it_is_tried_out_filed_opened_again_and_made_final_by_todays_version(final: Path) -> None:
    assert run("whatif", str(final), "--level", "城东分公司=良好")[0] == 0
    assert run("sign", str(final), "--as", "客户服务部", "--name", "赵敏")[0] == 0
    assert run("reopen", str(final), "--name", "李强", "--reason", "申诉成立需要更正")[0] == 0
    code, out, err = run("recompute", str(final))
    assert (code, "2200.00" in out) == (0, True), out + err  # 李芳: 2000 x 1.1, see test_month
    assert run("finalize", str(final), "--name", "王芳")[0] == 0
    code, out, _ = run("verify", str(final))
    assert (code, "定稿时一致" in out) == (0, True), out
