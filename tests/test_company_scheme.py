"""A company's own numbers: exported, confirmed in the file or in the workbook, and there again in new workbooks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_month import edit
from xlkpi.actions.company_scheme import HEAD, as_toml, exported
from xlkpi.actions.opening import open_book
from xlkpi.domain.scheme import load_scheme, read_scheme, scheme_ids, scheme_text
from xlkpi.drawing.choices import ROUNDING_WORDS, ROUNDINGS

LAST = list(ROUNDING_WORDS)[-1]

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "公司.toml"
    code, out, err = run("scheme", "export", "gas", "-o", str(path))
    assert code == 0, out + err
    return path


def summary(folder: Path, scheme: Path, name: str = "s.xlsm") -> tuple[int, str, Path]:
    path = folder / name
    code, out, err = run("new", "附件3", "-o", str(path), "--period", "2024-05", "--scheme", str(scheme))
    return code, out + err, path


def texts(path: Path) -> str:
    return "\n".join(str(cell) for row in openpyxl.load_workbook(path)["参数"].values for cell in row if cell)


@pytest.mark.parametrize("scheme", scheme_ids())
def test_what_is_written_is_what_was_read(scheme: str) -> None:
    document = tomllib.loads(scheme_text(scheme))
    assert tomllib.loads(as_toml(document)) == document
    assert tomllib.loads(exported(scheme)) == document


def test_a_number_confirmed_in_the_file_is_confirmed_in_the_workbook_with_its_source(own: Path, tmp_path: Path) -> None:
    text = own.read_text("utf-8")
    was = 'advisory_below = { value = 5, unit = "人", source = "原文未列：人数少时比例难以执行，部门不足5人时比例仅供参考", assumed = true }'
    assert was in text
    own.write_text(text.replace(was, 'advisory_below = { value = 4, unit = "人", source = "公司制度第8条" }'), "utf-8")
    code, said, path = summary(tmp_path, own)
    assert code == 0, said
    book = open_book(path)
    assert book.read("名额_参考人数") == [[4.0]]
    answers = dict(zip([r[0] for r in book.read("参数_项目")], [r[0] for r in book.read("参数_已确认")], strict=True))
    assert answers["名额参考人数"] == "是"
    assert answers["满分"] == "否"
    assert "公司制度第8条" in texts(path)


def test_what_is_confirmed_in_a_workbook_stays_confirmed(own: Path, tmp_path: Path) -> None:
    _, _, path = summary(tmp_path, own)
    edit(
        path,
        {"等级_系数": {0: 1.3}, "等级_已确认": {0: "是"}, "参数_已确认": {0: "是"}, "舍入方式": {0: ROUNDINGS[-1]}},
    )
    again = tmp_path / "again.toml"
    code, out, err = run("scheme", "export", str(path), "-o", str(again))
    assert code == 0, out + err
    scheme, faults = read_scheme(tomllib.loads(again.read_text("utf-8")), "again")
    assert faults == []
    best, second, *_ = scheme.levels
    assert (best.coefficient.value, best.coefficient.assumed) == (1.3, False)
    assert best.coefficient.source.startswith("本公司设定，取自 s.xlsm；原为 1.2：客服主管考核等级评定表")
    assert (second.coefficient.value, second.coefficient.assumed) == (1.1, True)
    assert (scheme.settings["rounding"].value, scheme.settings["rounding"].assumed) == (LAST, False)
    code, said, new = summary(tmp_path, again, "n.xlsm")
    assert code == 0, said
    book = open_book(new)
    for name in ("等级_系数", "等级_已确认", "参数_已确认", "舍入方式", "名额比例", "员工系数_倍数"):
        assert book.read(name) == open_book(path).read(name), name
    assert HEAD in again.read_text("utf-8")


def test_a_confirmed_row_of_shares_stays_confirmed(own: Path, tmp_path: Path) -> None:
    _, _, path = summary(tmp_path, own)
    answers = ("名额_已确认", "等级_已确认", "参数_已确认", "员工系数_已确认")
    book = open_book(path)
    edit(path, {name: dict.fromkeys(range(len(book.read(name))), "是") for name in answers})
    again = tmp_path / "again.toml"
    assert run("scheme", "export", str(path), "-o", str(again))[0] == 0
    assert "assumed" not in again.read_text("utf-8").removeprefix(HEAD)
    _, _, new = summary(tmp_path, again, "n.xlsm")
    made = open_book(new)
    assert {str(answer) for name in answers for [answer] in made.read(name) if answer is not None} == {"是"}


def test_next_month_goes_on_with_the_file(own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "5"
    folder.mkdir()
    _, _, path = summary(folder, own, "附件3.xlsm")
    edit(path, {"名单_工号": {0: "1"}, "名单_姓名": {0: "李"}, "名单_部门": {0: "甲"}, "名额_参考人数": {0: 9.0}})
    was = 'advisory_below = { value = 5, unit = "人"'
    own.write_text(own.read_text("utf-8").replace(was, was.replace("5", "4")), "utf-8")
    for arguments, value in (((), 9.0), (("--scheme", str(own)), 4.0)):
        out = tmp_path / f"6{len(arguments)}"
        code, said, err = run("next", "2024-06", str(folder), "-o", str(out), *arguments)
        assert code == 0, said + err
        assert open_book(out / "附件3.xlsm").read("名额_参考人数") == [[value]]


BAD = {
    "no TOML": (lambda text: text.replace("[setting]", "[setting"), "不是有效的 UTF-8 TOML 文件"),
    "shares of 110%": (lambda text: text.replace('"A+" = 0.20', '"A+" = 0.30'), "比例合计不是 100%"),
    "a number that is none": (lambda text: text.replace("value = 95", 'value = "九十五"'), "不是数字"),
    "a coefficient of 12": (lambda text: text.replace("value = 1.2", "value = 12"), "不在 0～10 之间"),
    "a level too few": (lambda text: text[: text.rindex("[[level]]")] + text[text.index("[[quota]]") :], "等级"),
    "a setting gone": (lambda text: text.replace("rounding =", "runding ="), "缺少 rounding"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_file_makes_nothing(own: Path, tmp_path: Path, case: str) -> None:
    change, told = BAD[case]
    before = own.read_text("utf-8")
    own.write_text(change(before), "utf-8")
    assert own.read_text("utf-8") != before
    code, said, path = summary(tmp_path, own)
    assert code in (1, 2)
    assert told in said
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("scheme", "export", "gas", "-o", "x.txt"), "应以 .toml 结尾"),
        (("scheme", "import", "gas", "-o", "x.toml"), "应写 export"),
        (("scheme", "export", "gaz", "-o", "x.toml"), "没有方案 gaz"),
        (("scheme", "export", "missing.xlsm", "-o", "x.toml"), "missing.xlsm"),
        (("new", "附件3", "-o", "x.xlsm", "--scheme", "missing.toml"), "无法读取方案文件 missing.toml：没有这个文件"),
    ],
)
def test_what_cannot_be_exported_is_said(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert code == 2
    assert told in out + err
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept(own: Path) -> None:
    before = own.read_bytes()
    assert run("scheme", "export", "gas", "-o", str(own))[0] == 2
    assert own.read_bytes() == before


def test_a_workbook_without_parameters(own: Path, tmp_path: Path) -> None:
    form = tmp_path / "f.xlsm"
    assert run("new", "附件2", "-o", str(form))[0] == 0
    code, _, err = run("scheme", "export", str(form), "-o", str(tmp_path / "f.toml"))
    assert code == 2
    assert "没有“参数”页" in err


def test_what_is_printed_names_no_company_but_the_one_that_says_so(tmp_path: Path) -> None:
    """A scheme that comes with xlkpi has a title any company can print; a company's own file says its own."""
    for name in scheme_ids():
        assert not re.search("公司|燃气|顾邦|GPS", load_scheme(name).title), name
    own = tmp_path / "own.toml"
    assert run("scheme", "export", "gas", "-o", str(own))[0] == 0
    text = own.read_text("utf-8")
    assert "title 是制度的名称" in text
    own.write_text(re.sub("(?m)^title = .*$", 'title = "城北热力客服考核办法"', text), "utf-8")
    _, _, path = summary(tmp_path, own)
    sheet = openpyxl.load_workbook(path)["参数"]
    assert sheet["A2"].value.startswith("方案：城北热力客服考核办法。")
    assert sheet.oddFooter.left.text.startswith("城北热力客服考核办法")


def test_the_title_of_a_company_stays_with_its_workbooks(own: Path, tmp_path: Path) -> None:
    """Next month's workbook, and the numbers exported from one, bear the name that stands in this month's."""
    own.write_text(
        re.sub(r'^title = ".*"$', 'title = "华北客服考核办法（2024）"', own.read_text("utf-8"), flags=re.MULTILINE)
    )
    code, said, path = summary(tmp_path / "五月", own)
    assert code == 0, said
    assert "方案：华北客服考核办法（2024）。" in texts(path)
    assert run("next", "2024-06", str(path.parent), "-o", str(tmp_path / "六月"))[0] == 0
    later = tmp_path / "六月" / path.name
    assert "方案：华北客服考核办法（2024）。" in texts(later)
    assert "华北客服考核办法（2024）" in openpyxl.load_workbook(later)["参数"].oddFooter.left.text
    assert tomllib.loads(exported(str(later)))["title"] == "华北客服考核办法（2024）"
