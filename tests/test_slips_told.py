"""What slips say of passwords, of people who are not appraised and of days that nobody registered."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_month import edit
from test_slips import texts_of
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


def test_a_day_nobody_gave_is_left_to_be_written_and_no_last_day_is_made_up(summary: Path) -> None:
    """A slip that names a day on which nobody was told would state a last day of appeal that is not so."""
    edit(summary, {"告知_日期": {0: dt.date(2024, 6, 3), 1: None}})
    assert run("recompute", str(summary))[0] == 0
    folder = summary.parent / "单"
    code, said, _ = run("slips", str(summary), "-o", str(folder))
    assert (code, "10 人的告知日期没有登记，通知单上留空" in said) == (0, True), said
    untold, told = (next(folder.glob(name)) for name in ("KF002*", "KF001*"))
    last = [text for text in texts_of(untold) if "告知本人" in text]
    assert last == [
        "结果于＿＿＿＿年＿＿月＿＿日告知本人。有异议的，请先与主管面谈；仍未解决的，自告知次日起5个工作日内可以提出申诉。"
    ]
    assert any("结果于2024年6月3日告知本人" in text and "最迟于2024年6月11日" in text for text in texts_of(told))


UPHELD = {
    "申诉_工号": {0: "KF003"},
    "申诉_面谈日期": {0: dt.date(2024, 6, 4)},
    "申诉_面谈结果": {0: "未解决"},
    "申诉_日期": {0: dt.date(2024, 6, 5)},
    "申诉_内容": {0: "漏计一次表扬"},
    "申诉_受理人": {0: "人力资源部"},
    "申诉_答复日期": {0: dt.date(2024, 6, 12)},
    "申诉_成立": {0: "是"},
    "申诉_更正等级": {0: "A+"},
    "申诉_考核人": {0: "周建国"},
}
TELLING = {
    # told on the 3rd, answered on the 12th: the slip of the corrected result is of the 12th
    "the first telling is registered": (
        dt.date(2024, 6, 3),
        "申诉成立，更正后的结果于2024年6月12日告知本人，代替2024年6月3日告知的结果。",
    ),
    "the telling of the correction is registered": (
        dt.date(2024, 6, 14),
        "申诉成立，更正后的结果于2024年6月14日告知本人，代替此前告知的结果。",
    ),
    "none is registered": (None, "申诉成立，更正后的结果于2024年6月12日告知本人，代替此前告知的结果。"),
}


@pytest.mark.parametrize("case", TELLING)
def test_a_corrected_result_says_when_it_was_told_and_what_it_replaces(summary: Path, case: str) -> None:
    day, last = TELLING[case]
    edit(summary, {**UPHELD, "告知_日期": {2: day, 0: dt.date(2024, 6, 3)}})
    assert run("recompute", str(summary))[0] == 0
    assert slips(summary)[0] == 0
    corrected, other = (next((summary.parent / "单").glob(name)) for name in ("KF003*", "KF001*"))
    texts = texts_of(corrected)
    assert [text for text in texts if "告知本人" in text] == [last]
    assert not [text for text in texts if "最迟于" in text]
    assert any("结果于2024年6月3日告知本人。" in text for text in texts_of(other))


def test_an_appeal_that_was_not_upheld_leaves_the_day_of_telling(summary: Path) -> None:
    refused = {"申诉_成立": {0: "否"}, "申诉_更正等级": {0: None}, "申诉_考核人": {0: None}}
    edit(summary, {**UPHELD, **refused, "告知_日期": {2: dt.date(2024, 6, 3)}})
    assert run("recompute", str(summary))[0] == 0
    assert slips(summary)[0] == 0
    texts = texts_of(next((summary.parent / "单").glob("KF003*")))
    assert any(text.startswith("结果于2024年6月3日告知本人。") for text in texts)


def test_one_person_is_meant_by_name_too_unless_two_have_it(summary: Path) -> None:
    assert slips(summary, "--only", "刘敏")[0] == 0
    assert [path.name for path in (summary.parent / "单").iterdir()] == ["KF003 刘敏.xlsx"]
    edit(summary, {"名单_姓名": {3: "刘敏"}})
    assert run("recompute", str(summary))[0] == 0
    code, said = slips(summary, "--only", "刘敏", "--force")
    assert (code, "有几个人叫 刘敏，请写工号：KF003、KF004" in said) == (1, True), said


def test_for_one_slip_the_lines_of_strangers_do_not_matter(summary: Path) -> None:
    more = Path(passwords(summary.parent))
    more.write_text(more.read_text(encoding="utf-8") + "\nXX001,geheim-x", encoding="utf-8")
    code, said = slips(summary, "--only", "KF003", "--passwords", str(more))
    assert (code, "XX001" in said) == (0, False), said
    code, said = slips(summary, "--passwords", str(more), "--force")
    assert (code, "工号 XX001 没有通知单" in said) == (1, True), said


def test_the_last_day_of_an_appeal_stands_once(summary: Path) -> None:
    assert slips(summary)[0] == 0
    one = next((summary.parent / "单").glob("KF001*"))
    cells = [str(cell) for row in openpyxl.load_workbook(one).active.values for cell in row if cell is not None]
    assert [text for text in cells if text.startswith("申诉截止")] == []
    assert len([text for text in cells if "最迟于" in text]) == 1
