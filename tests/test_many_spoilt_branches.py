"""Three hundred files, every way of spoiling one among them: each is told, and of the others every figure is the same."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

import spoilt
from branches import Branch, Someone, blank_summary, change_result, inbox_of, typed, write_branch
from commands import run
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.errors import CellError
from xlkpi.schemes import kind_named

pytestmark = pytest.mark.usefixtures("chinese")
COUNT = 280
PEOPLE = {f"K{at}": 80.0 + at for at in range(3)}
"""Of every branch; `inbox_of` gives those of the branch N the numbers N-0, N-1 and N-2."""


def twice(path: Path) -> None:
    """The same file once more: it counts, once."""
    shutil.copy(path, path.with_name(f"再发 {path.name}"))


def another_version(path: Path) -> None:
    """The branch and people of the file, another score."""
    typed(open_book(path), {"名单_总分": [70.0, 71.0, 72.0]}).save(path.with_name(f"改后 {path.name}"))


def namesake(path: Path) -> None:
    """Another branch of that name, with people of its own."""
    typed(open_book(path), {"名单_工号": ["Z1", "Z2", "Z3"]}).save(path.with_name(f"同名 {path.name}"))


def another_month(path: Path) -> None:
    typed(open_book(path), {"考核月份": [dt.date(2024, 4, 1)]}).save(path)


def another_scheme(path: Path) -> None:
    columns = {"单位": ["江城"], "考核月份": [dt.date(2024, 5, 1)], "组员_工号": ["F1"], "组员_姓名": ["甲"]}
    typed(open_book(build_blank(kind_named("groups"), path, rows=12)), columns).save(path)


def nobodys(path: Path) -> None:
    typed(open_book(path), {"分公司": [None]}).save(path)


def undated(path: Path) -> None:
    typed(open_book(path), {"考核月份": [None]}).save(path)


def complaint(path: Path) -> None:
    change_result(path, "名单_绩效工资", 1, CellError.NA)


def foreign(path: Path) -> None:
    openpyxl.Workbook().save(path)


def bomb(path: Path) -> None:
    """An archive of 60 MB of zeros in place of the file."""
    path.unlink()
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("附件3.xlsm", bytes(60 << 20))


OUT = {  # what spoils a file so that it does not count -> a word of what is told of it
    spoilt.old: ".xls",
    spoilt.locked: "密码",
    spoilt.torn: "不完整",
    spoilt.a_text: "不是",
    spoilt.empty: "空",
    another_version: "两个版本",
    namesake: "同名的两个分公司",
    another_month: "2024-04",
    another_scheme: "gubang",
    nobodys: "分公司",
    undated: "月份",
    complaint: "结果不是最新",
    bomb: "异常膨胀",
}
IN = (twice, spoilt.open_in_excel)
"""What happens to a file that counts nevertheless."""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    """Branches of three people; from the first on one spoilt in each way, at the end one with somebody of branch 200."""
    folder = tmp_path_factory.mktemp("spoilt")
    inbox = inbox_of(folder, COUNT)
    for at, spoil in enumerate((*OUT, *IN), 1):
        spoil(inbox / f"{at}.xlsm")
    (inbox / "日报.docx").write_bytes(b"PK")
    guest = Branch("借调", [Someone("200-0", "人0", "借调", 90.0)], {"借调": (91.0, 91.0)})
    write_branch(blank_summary(folder), guest, inbox / "借调.xlsm")
    return inbox


def test_each_is_told_and_the_others_are_whole(inbox, tmp_path):
    out = tmp_path / "总公司汇总.xlsx"
    code, said, err = run("rollup", str(inbox), "-o", str(out), "--data", str(tmp_path / "名单.csv"))
    assert "Traceback" not in err
    assert code == 1
    book = openpyxl.load_workbook(out)
    told = {
        str(place): str(text) for _, place, text in book["问题清单"].iter_rows(min_row=3, max_col=3, values_only=True)
    }
    for at, word in enumerate(OUT.values(), 1):
        assert word in " ".join(text for place, text in told.items() if Path(place).stem.split()[-1] == str(at)), at
    lines = (tmp_path / "名单.csv").read_text("utf-8-sig").splitlines()[1:]
    left = [at for at in range(COUNT) if not 1 <= at <= len(OUT)]
    people = [f"{at}-{number}" if at else f"K{number}" for at in left for number in range(3)]
    assert sorted(line.split(",")[2] for line in lines) == sorted([*people, "200-0"])
    assert any("200-0" in text for text in told.values())
    assert f"计入 {len(left) + 1} 个" in said
