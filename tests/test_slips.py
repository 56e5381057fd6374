"""Each person's result: everything of that person, nothing of anybody else, locked with its own password."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from commands import run
from final_files import make_ready
from samples import SUMMARIES
from test_month import edit
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.recompute import recompute
from xlkpi.libreoffice.pdf_pages import pages

pytestmark = pytest.mark.usefixtures("chinese")

DATE = ("--date", "2024-06-05")


@pytest.fixture(scope="session")
def months(demonstrated: Callable[[str], Path]) -> Callable[[str], Path]:
    """The summary of May 2024 of a scheme, beside its forms."""
    return lambda scheme: demonstrated(scheme) / SUMMARIES[scheme]


@pytest.fixture
def summary(months: Callable[[str], Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(months("gas"), tmp_path / "附件3.xlsm"))


def everything_in(data: bytes) -> str:
    """All parts of a workbook as one text, names of parts included."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(f"{name}\n{package.read(name).decode('utf-8', 'replace')}" for name in package.namelist())


def texts_of(path: Path) -> list[str]:
    [sheet] = openpyxl.load_workbook(path).worksheets
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def says(text: str, word: str) -> bool:
    """Whether a 工号 or name stands in a text; 1 does not stand in 10."""
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(word)}(?![0-9A-Za-z])", text) is not None


@pytest.mark.parametrize("scheme", SUMMARIES)
@pytest.mark.parametrize("more", [(), ("--with-pay",)])
def test_nobody_elses_name_or_number_is_in_a_slip(
    months: Callable[[str], Path], tmp_path: Path, scheme: str, more: tuple
) -> None:
    path = months(scheme)
    people = recompute(open_book(path), dry_run=True).people
    supervisors = {unit.supervisor for unit in recompute(open_book(path), dry_run=True).departments} - {""}
    forms = ("--forms", str(path.parent)) if scheme == "gas" else ()
    assert run("slips", str(path), "-o", str(tmp_path), *DATE, *forms, *more)[0] == 0
    files = sorted(tmp_path.glob("*.xlsx"))
    reading, _ = read_book(open_book(path))
    rows = zip(reading.roster, people, strict=True)
    told = [person for row, person in rows if reading.appraised(row) or person.pay]
    assert len(files) == len(told)
    for person in told:
        [mine] = [file for file in files if says(file.stem, person.id)]
        inside = everything_in(mine.read_bytes())
        own = {person.id, person.name}
        others = {word for other in people for word in (other.id, other.name)} - own
        found = [word for word in others | supervisors if says(inside, word) and not any(word in one for one in own)]
        assert found == []
        assert says(inside, person.id)
        assert says(inside, person.name)


@pytest.mark.parametrize("scheme", SUMMARIES)
def test_a_slip_without_pay_tells_no_money(months: Callable[[str], Path], tmp_path: Path, scheme: str) -> None:
    path = months(scheme)
    people = [one for one in recompute(open_book(path), dry_run=True).people if one.pay]
    assert run("slips", str(path), "-o", str(tmp_path), *DATE)[0] == 0
    for person in people:
        [mine] = tmp_path.glob(f"{person.id}*.xlsx")
        inside = everything_in(mine.read_bytes())
        amounts = {f"{person.pay:.2f}", f"{person.pay:g}", f"{person.pay:,.2f}"}
        assert [amount for amount in amounts if says(inside, amount)] == []
        assert not re.search("工资|提成|奖惩|奖金|基数", inside)


def test_the_page_of_one_person_by_hand(months: Callable[[str], Path], tmp_path: Path) -> None:
    # 李芳 of the sample month: test_month.py works her numbers by hand; the holiday of 10 June 2024 is no working day
    path = months("gas")
    more = ("--forms", str(path.parent), "--with-pay", "--only", "KF001")
    assert run("slips", str(path), "-o", str(tmp_path), *DATE, *more)[0] == 0
    texts = texts_of(tmp_path / "KF001 李芳.xlsx")
    for told in ("城东分公司", "2024年5月绩效考核结果通知单", "营业厅前台", "93.78", "4", "A", "1.1", "2200"):
        assert told in texts
    assert "第4名/共11人；优秀部门名额 A+2 A3 B6；第4名落在A" in texts
    assert "绩效工资 = 绩效基数 × 等级系数 × 出勤率：2000 × 1.1 × 1 = 2200.00 元" in texts
    assert [texts[texts.index("服务满意度") + at] for at in range(5)] == ["服务满意度", "0.25", "≥98%", "92", "23"]
    assert any("结果于2024年6月5日告知本人" in text and "最迟于2024年6月13日（5个工作日内）" in text for text in texts)
    assert not any("总分：" in text for text in texts)


def test_who_was_told_earlier_has_until_then(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"告知_日期": {0: dt.date(2024, 6, 3)}})
    assert run("recompute", str(summary))[0] == 0
    assert run("slips", str(summary), "-o", str(tmp_path / "out"), *DATE)[0] == 0
    until = {name: "".join(texts_of(tmp_path / "out" / f"{name}.xlsx")) for name in ("KF001 李芳", "KF002 张娜")}
    assert "最迟于2024年6月11日（5个工作日内）" in until["KF001 李芳"]  # 4, 5, 6, 7, 11 June
    assert "最迟于2024年6月13日（5个工作日内）" in until["KF002 张娜"]


def test_strips_stand_four_a_page(months: Callable[[str], Path], tmp_path: Path) -> None:
    code, out, _ = run("slips", str(months("gas")), "-o", str(tmp_path), "--strips", *DATE)
    assert (code, "结果通知条.xlsx 含全部人员" in out) == (0, True)
    book = openpyxl.load_workbook(tmp_path / "结果通知条.xlsx")
    titles = [
        sum("绩效考核结果通知单" in str(cell.value) for row in sheet.iter_rows() for cell in row)
        for sheet in book.worksheets
    ]
    assert titles == [4, 4, 3]  # one of the twelve is not appraised
    # a quarter of A4 without the margins each, (842 - 36) / 4: a pile of them is cut in one go
    for sheet in book.worksheets:
        heights = [sheet.row_dimensions[row].height or 15 for row in range(1, max(sheet.row_dimensions) + 1)]
        starts = [row for row in range(sheet.max_row) if "通知单" in str(sheet.cell(row + 1, 1).value)]
        strips = [sum(heights[one:other]) for one, other in pairwise([*starts, len(heights)])]
        assert all(abs(height - 201) < 2 for height in strips)  # rows are whole pixels, 0.75 points


def opened_with(path: Path, password: str) -> bytes:
    with path.open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        locked.load_key(password=password, verify_password=True)
        target = io.BytesIO()
        locked.decrypt(target)
    return target.getvalue()


def passwords_of(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(["工号,密码", *lines]), encoding="utf-8")
    return path


def test_every_slip_opens_with_its_own_password_only(summary: Path, tmp_path: Path) -> None:
    keys = passwords_of(tmp_path / "密码.csv", [f"KF{n:03d},密码-{n}!" for n in range(1, 13)])
    code, out, err = run("slips", str(summary), "-o", str(tmp_path / "out"), "--passwords", str(keys), *DATE)
    assert code == 0, out
    assert "密码-" not in out + err
    mine = tmp_path / "out" / "KF001 李芳.xlsx"
    assert says(everything_in(opened_with(mine, "密码-1!")), "李芳")
    assert not zipfile.is_zipfile(mine)
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened_with(mine, "密码-2!")


WRONG_PASSWORDS = {
    "one is missing": ({3: None}, "缺少工号 KF003 的密码"),
    "one is blank": ({3: "KF003,"}, "第4行", "工号 KF003 的密码应为 1～255 个字符"),
    "one ends in a blank": ({3: "KF003,geheim "}, "第4行", "首尾没有空格"),
    "one is too long": ({3: "KF003," + "x" * 256}, "第4行", "1～255 个字符"),
    "someone stands twice": ({3: "KF002,anders"}, "第4行", "工号 KF002 写了两次", "缺少工号 KF003"),
    "someone is not in the roster": ({3: "KF099,geheim"}, "第4行", "工号 KF099 没有通知单"),
    "a line has three fields": ({3: "KF003,geheim,ja"}, "第4行", "应有工号和密码两列"),
    "the heading is another": ({0: "编号,口令"}, "第1行", "第一行应是“工号,密码”"),
}


@pytest.mark.parametrize("case", WRONG_PASSWORDS)
def test_a_file_of_passwords_that_is_wrong_writes_nothing_and_is_not_repeated(
    summary: Path, tmp_path: Path, case: str
) -> None:
    changes, *told = WRONG_PASSWORDS[case]
    lines = ["工号,密码", *(f"KF{n:03d},geheim{n}" for n in range(1, 13))]
    lines = [changes.get(at, line) for at, line in enumerate(lines) if changes.get(at, line) is not None]
    keys = tmp_path / "密码.csv"
    keys.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run("slips", str(summary), "-o", str(tmp_path / "out"), "--passwords", str(keys), *DATE)
    assert code == 1
    assert [words for words in told if words not in out] == []
    assert not re.search("geheim|anders|xxx", out + err)
    assert not (tmp_path / "out").exists()


REFUSED = {
    "nobody has the 工号": (("--only", "KF999"), 1, "名单里没有工号 KF999，也没有人叫这个名字"),
    "passwords with strips": (("--passwords", "x.csv", "--strips"), 2, "那些文件含全部人员，没有密码"),
    "passwords with a PDF of everybody": (("--passwords", "x.csv", "--pdf"), 2, "那些文件含全部人员，没有密码"),
    "strips one by one": (("--strips", "--pdf-each"), 2, "不能同用"),
    "no such day": (("--date", "2024-06-31"), 2, "--date 应如 2024-06-05"),
    "holidays nobody knows yet": (("--date", "2099-06-05"), 1, "2099年的节假日安排未收录"),
    "no folder of forms": (("--forms", "nirgends"), 2, "没有文件夹 nirgends"),
    "no file of passwords": (("--passwords", "nirgends.csv"), 2, "没有文件 nirgends.csv"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_said_and_nothing_is_written(summary: Path, tmp_path: Path, case: str) -> None:
    arguments, expected, words = REFUSED[case]
    code, out, err = run("slips", str(summary), "-o", str(tmp_path / "out"), *DATE, *arguments)
    assert (code, words in out + err) == (expected, True), out + err
    assert not (tmp_path / "out").exists()


def test_results_out_of_date_or_wrong_give_no_slips(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"名单_总分": {0: 60.0}})
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "out"), *DATE)
    assert (code, "请先 xlkpi recompute" in out) == (1, True)
    edit(summary, {"名单_总分": {0: "优"}})
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "out"), *DATE)
    assert (code, "总分“优”不是数字" in out) == (1, True)
    assert not (tmp_path / "out").exists()


def test_slips_that_are_there_are_not_overwritten_unless_asked(summary: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("slips", str(summary), "-o", str(out), "--only", "KF002", *DATE)[0] == 0
    before = (out / "KF002 张娜.xlsx").read_bytes()
    code, _, err = run("slips", str(summary), "-o", str(out), "--with-pay", *DATE)
    assert (code, "已存在，未覆盖" in err) == (2, True)
    assert [path.name for path in out.iterdir()] == ["KF002 张娜.xlsx"]
    assert (out / "KF002 张娜.xlsx").read_bytes() == before
    assert run("slips", str(summary), "-o", str(out), "--with-pay", "--force", *DATE)[0] == 0
    assert (out / "KF002 张娜.xlsx").read_bytes() != before


def test_forms_that_changed_or_lack_are_told(months: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "城东"
    shutil.copytree((months("gas")).parent, folder, ignore=shutil.ignore_patterns("双周*", "*历史*"))
    file = folder / "附件3 城东分公司.xlsm"
    (folder / "附件2 KF002 张娜.xlsm").unlink()
    _, out, _ = run("slips", str(file), "-o", str(tmp_path / "out"), "--forms", str(folder), *DATE)
    assert "KF002 张娜 没有考核表，通知单上没有指标" in out
    assert "服务满意度" not in texts_of(tmp_path / "out" / "KF002 张娜.xlsx")
    edit(folder / "附件2 KF001 李芳.xlsm", {"主管评分": {0: 60.0}})
    code, out, _ = run("slips", str(file), "-o", str(tmp_path / "neu"), "--forms", str(folder), *DATE)
    assert (code, "汇总表按 93.78 计算" in out) == (1, True)
    shutil.copy(months("gas").parent / "附件2 KF001 李芳.xlsm", folder / "附件2 KF001 李芳.xlsm")
    shutil.copy(folder / "附件2 KF001 李芳.xlsm", folder / "又一份.xlsm")
    code, out, _ = run("slips", str(file), "-o", str(tmp_path / "neu"), "--forms", str(folder), *DATE)
    assert (code, "工号 KF001 有两份考核表" in out) == (1, True)
    assert not (tmp_path / "neu").exists()


def test_points_added_to_a_total_stand_on_the_slip_with_their_reason(
    months: Callable[[str], Path], tmp_path: Path
) -> None:
    """Rule A3: the total is the weighted points and what was added or taken off; an employee adds up the page."""
    folder = tmp_path / "城东"
    shutil.copytree((months("gas")).parent, folder, ignore=shutil.ignore_patterns("双周*", "*历史*"))
    file = folder / "附件3 城东分公司.xlsm"
    edit(folder / "附件2 KF001 李芳.xlsm", {"加减分": {0: 1.5}, "加减分事由": {0: "客户来信表扬"}})
    assert run("collect", str(file), str(folder))[0] == 0
    slips = ("slips", str(file), "--forms", str(folder), "--only", "KF001", *DATE)
    assert run(*slips, "-o", str(tmp_path / "out"))[0] == 0
    told = texts_of(tmp_path / "out" / "KF001 李芳.xlsx")
    assert "加减分 +1.5（客户来信表扬）" in told
    assert run(*slips, "-o", str(tmp_path / "strips"), "--strips")[0] == 0
    [strips] = (tmp_path / "strips").glob("*.xlsx")
    [scores] = [text for text in texts_of(strips) if text.startswith("加权得分：")]
    *points, added = scores.removeprefix("加权得分：").split("　")
    assert added == "加减分 +1.5（客户来信表扬）"
    worth = [point.rpartition(" ")[2] for point in points]
    assert all(len(number.partition(".")[2]) <= 2 for number in worth), "as the form shows them"


def test_a_kind_without_forms_or_people_says_so(months: Callable[[str], Path], tmp_path: Path) -> None:
    calls, bids = months("call_centre"), tmp_path / "投标.xlsm"
    code, out, _ = run("slips", str(calls), "-o", str(tmp_path / "out"), "--forms", str(tmp_path), *DATE)
    assert (code, "没有对应的个人考核表" in out) == (1, True)
    assert run("new", "投标激励表", "-o", str(bids))[0] == 0
    code, out, _ = run("slips", str(bids), "-o", str(tmp_path / "out"), *DATE)
    assert (code, "没有个人结果" in out) == (1, True)


def test_a_name_like_a_formula_stays_text_and_makes_a_file(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"名单_姓名": {1: '=HYPERLINK("http://x")'}})
    assert run("recompute", str(summary))[0] == 0
    assert run("slips", str(summary), "-o", str(tmp_path / "out"), "--only", "KF002", *DATE)[0] == 0
    [path] = (tmp_path / "out").glob("*.xlsx")
    [sheet] = openpyxl.load_workbook(path).worksheets
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")] == ["s"]
    assert "<f>" not in everything_in(path.read_bytes())


def test_what_an_exported_file_shows_is_enough_for_slips(months: Callable[[str], Path], tmp_path: Path) -> None:
    assert run("export", str(months("gas")), "-o", str(tmp_path), "--values")[0] == 0
    file = tmp_path / "附件3 城东分公司.xlsx"
    assert run("slips", str(file), "-o", str(tmp_path / "out"), "--with-pay", *DATE)[0] == 0
    again = run("slips", str(months("gas")), "-o", str(tmp_path / "neu"), "--with-pay", *DATE)
    assert again[0] == 0
    for path in (tmp_path / "neu").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.libreoffice
def test_a_page_each_on_paper(months: Callable[[str], Path], tmp_path: Path) -> None:
    path = months("gps")
    assert run("slips", str(path), "-o", str(tmp_path), "--pdf", *DATE)[0] == 0
    assert len(list(pages((tmp_path / "结果通知单.pdf").read_bytes(), 30))) == 5
    assert run("slips", str(path), "-o", str(tmp_path), "--pdf-each", "--only", "石磊", "--force", *DATE)[0] == 0
    assert len(list(pages((tmp_path / "石磊.pdf").read_bytes(), 30))) == 1


def test_a_table_of_passwords_may_be_a_workbook(summary: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(["工号,密码", "KF001,geheim"]):
        book.active.append(row)
    book.save(tmp_path / "密码.xlsx")
    more = ("--passwords", str(tmp_path / "密码.xlsx"), "--only", "KF001")
    assert run("slips", str(summary), "-o", str(tmp_path / "out"), *more, *DATE)[0] == 0
    assert says(everything_in(opened_with(tmp_path / "out" / "KF001 李芳.xlsx", "geheim")), "KF001")


def test_what_a_person_said_of_others_stays_out(months: Callable[[str], Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(months("call_centre"), tmp_path / "话务.xlsm"))
    book = open_book(path)
    ratings = book.read("互评_评分")
    for row in range(3):
        ratings[row][:3] = [91.0, 92.0, 93.0]
    book.write("互评_评分", ratings)
    book.recalculate()
    book.save()
    assert run("slips", str(path), "-o", str(tmp_path / "out"), "--only", "H001", *DATE)[0] == 0
    [mine] = (tmp_path / "out").iterdir()
    inside = everything_in(mine.read_bytes())
    names = [str(row[0]) for row in open_book(path).read("坐席_姓名") if row[0]]
    assert [name for name in names if name in inside] == ["孙超"]
    assert "互评_姓名" not in inside


@pytest.mark.libreoffice
def test_a_pdf_opens_with_the_password_of_its_person_only(summary: Path, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument, PdfiumError  # not the program that locked it

    keys = passwords_of(tmp_path / "密码.csv", [f"KF{n:03d},密码-{n}!" for n in (1, 2)])
    out = tmp_path / "out"
    for person, at in (("KF001", 1), ("KF002", 2)):
        one = passwords_of(tmp_path / f"{at}.csv", [keys.read_text("utf-8").splitlines()[at]])
        more = ("--pdf-each", "--passwords", str(one), "--only", person)
        code, said, err = run("slips", str(summary), "-o", str(out), *more, *DATE)
        assert code == 0, said + err
        assert "密码-" not in said + err
    assert sorted(path.suffix for path in out.iterdir()) == [".pdf", ".pdf", ".xlsx", ".xlsx"]
    mine = (out / "KF001 李芳.pdf").read_bytes()
    assert b"/AESV3" in mine  # AES with 256 bits: ISO 32000-2, table 25
    text = PdfDocument(mine, password="密码-1!")[0].get_textpage().get_text_bounded()
    assert "李芳" in text
    for wrong in ("密码-2!", "", None):
        with pytest.raises(PdfiumError):
            PdfDocument(mine, password=wrong)
    assert says(everything_in(opened_with(out / "KF001 李芳.xlsx", "密码-1!")), "李芳")


@pytest.mark.parametrize("password", ["x" * 128, "密" * 43, "ｐａｓｓ１"])
def test_what_readers_of_pdf_would_not_take_is_no_password_of_one(summary: Path, tmp_path: Path, password: str) -> None:
    keys = passwords_of(tmp_path / "密码.csv", [f"KF001,{password}"])
    more = ("--passwords", str(keys), "--only", "KF001")
    code, out, err = run("slips", str(summary), "-o", str(tmp_path / "out"), "--pdf-each", *more, *DATE)
    assert (code, "用于 PDF 太长" in out, password in out + err) == (1, True, False)
    assert not (tmp_path / "out").exists()
    assert run("slips", str(summary), "-o", str(tmp_path / "out"), *more, *DATE)[0] == 0


def first_slip(folder: Path) -> str:
    """All that the first slips of a folder say."""
    sheet = openpyxl.load_workbook(min(folder.glob("*.xlsx"))).worksheets[0]
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


@pytest.mark.parametrize("more", [(), ("--strips",)])
def test_a_slip_of_a_draft_says_so(summary: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    """Nobody shall take for his result what the manager has not approved, on the screen or on paper."""
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "a"), *more)
    assert (code, "状态是“草稿”，总经理还没有批准：通知单只是草稿" in out) == (0, True)
    assert "草稿（未定稿）" in first_slip(tmp_path / "a")
    make_ready(summary)
    assert run("recompute", str(summary))[0] == 0
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "b"), *more)
    assert (code, "只是草稿" in out) == (0, False)
    assert "草稿（未定稿）" in first_slip(tmp_path / "b"), "approved, not final"
    assert run("finalize", str(summary), "--name", "王芳")[0] == 0
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "c"), *more)
    assert (code, "草稿" in out) == (0, False)
    assert "草稿" not in first_slip(tmp_path / "c")
