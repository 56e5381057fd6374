"""What slips say of passwords, of people who are not appraised and of days that nobody registered."""

from __future__ import annotations

import pickle
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_month import edit
from xlkpi.errors import Unusable, sentence

DATE = ("--date", "2024-06-05")


@pytest.fixture
def summary(demonstrated, tmp_path: Path) -> Path:
    return Path(shutil.copy(demonstrated("gas") / "城东分公司" / "附件3 城东分公司.xlsm", tmp_path / "附件3.xlsm"))


def slips(summary: Path, *more: str) -> tuple[int, str]:
    code, out, err = run("slips", str(summary), "-o", str(summary.parent / "单"), *DATE, *more)
    return code, out + err


def passwords(folder: Path, password: str = "geheim-{}") -> str:
    path = folder / "密码.csv"
    lines = [f"KF{n:03d},{password.format(n)}" for n in range(1, 13)]
    path.write_text("\n".join(["工号,密码", *lines]), encoding="utf-8")
    return str(path)


def test_a_package_that_is_missing_is_named_before_anything_is_read(summary: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    code, said = slips(summary, "--passwords", passwords(summary.parent))
    assert (code, "pip install 'xlkpi[slips]'" in said) == (2, True), said
    assert not (summary.parent / "单").exists()


def test_what_a_worker_raises_comes_back_whole() -> None:
    error = Unusable(sentence("缺少{what}", "{what} is missing", what="钥匙"))
    again = pickle.loads(pickle.dumps(error))
    assert (again.say("zh"), again.say("en"), str(again)) == ("缺少钥匙", "钥匙 is missing", "缺少钥匙")


def test_short_passwords_are_told_without_being_repeated(summary: Path) -> None:
    code, said = slips(summary, "--passwords", passwords(summary.parent, "x{}"))
    assert code == 0
    assert "11 人的密码不到 6 个字符" in said
    assert "x1" not in said


def test_passwords_of_everybody_serve_one_slip(summary: Path) -> None:
    code, said = slips(summary, "--only", "KF003", "--passwords", passwords(summary.parent))
    assert (code, "没有通知单" in said) == (0, False), said
    assert len(list((summary.parent / "单").iterdir())) == 1


def test_who_is_not_appraised_gets_no_slip(summary: Path) -> None:
    edit(summary, {"名单_参评": {0: "否"}})
    assert run("recompute", str(summary))[0] == 0
    code, said = slips(summary)
    assert (code, "不参评，没有结果通知单：" in said) == (0, True), said
    assert [path.name for path in (summary.parent / "单").iterdir() if path.name.startswith("KF001")] == []
    code, said = slips(summary, "--only", "KF001")
    assert (code, "不参评，没有结果通知单：" in said) == (1, True), said


def test_a_day_that_is_not_registered_is_told(summary: Path) -> None:
    edit(summary, {"告知_日期": {0: None}})
    code, said = slips(summary)
    assert (code, "的告知日期没有登记，通知单按 2024-06-05 写" in said) == (0, True), said


def test_the_last_day_of_an_appeal_stands_once(summary: Path) -> None:
    assert slips(summary)[0] == 0
    one = next((summary.parent / "单").glob("KF001*"))
    cells = [str(cell) for row in openpyxl.load_workbook(one).active.values for cell in row if cell is not None]
    assert [text for text in cells if text.startswith("申诉截止")] == []
    assert len([text for text in cells if "最迟于" in text]) == 1
