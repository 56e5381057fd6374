"""Whoever writes a 工号 otherwise than the roster - full-width, without its zeros - is found by every command alike."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.actions.opening import open_book
from xlkpi.drawing.same_person import Meant, how_written, who_is_meant

LISTED = ("0007", "12", "KF008", "0031", "31", "A 1")
NAMES = ("周琳", "赵磊", "蒋欣", "钱多多", "孙悦", "李思")

MEANT = [
    ("0007", None, Meant(0, "0007")),
    ("7", None, Meant(0, "0007")),  # 前面的 0 丢失
    ("７", None, Meant(0, "0007")),
    ("０００７", None, Meant(0, "0007")),
    ("7", "周琳", Meant(0, "0007")),
    ("7", "周 琳", Meant(0, "0007")),
    ("7", "赵磊", None),  # somebody else's name stands beside it
    ("7", "", None),
    ("0012", None, Meant(1, "0012")),  # the roster lost its zeros
    ("ＫＦ００８", None, Meant(2, "KF008")),
    ("KF 008", None, Meant(2, "KF008")),
    ("KF8", None, None),  # no number, so no zeros that Excel takes away
    ("31", None, Meant(4, "31")),  # written the same counts first
    ("031", None, None),  # 0031 or 31
    ("031", "钱多多", Meant(3, "0031")),
    ("３１", None, Meant(4, "31")),
    ("A1", None, Meant(5, "A1")),
    ("13", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("person", "name", "meant"), MEANT)
def test_who_is_meant(person: str, name: str | None, meant: Meant | None) -> None:
    assert who_is_meant(person, LISTED, NAMES, name) == meant


@pytest.mark.parametrize(
    ("person", "right", "said"),
    [
        ("45", "0045", "前面的 0 丢失"),
        ("００４５", "0045", "全角字母或数字"),
        ("４５", "0045", "全角字母或数字，前面的 0 丢失"),
        ("KF 008", "KF008", "有空格"),
    ],
)
def test_what_is_wrong_is_what_is_said(person: str, right: str, said: str) -> None:
    assert how_written(person, right).say("zh") == said


FORM = "附件2 KF021 李桂英.xlsm"
IN_FORM = {
    "０００７": "工号 ０００７ 按同名的 0007 取数（全角字母或数字），请把这份表的工号改成 0007",
    "7": "工号 7 按同名的 0007 取数（前面的 0 丢失），请把这份表的工号改成 0007",
}


@pytest.mark.parametrize("typed", IN_FORM)
def test_a_form_whose_number_is_written_otherwise_is_taken_handed_back_and_shown(
    branch: Path, summary: Path, tmp_path: Path, typed: str
) -> None:
    edit(summary, {"名单_工号": {0: "0007"}})
    edit(branch / FORM, {"工号": {0: typed}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0, out
    assert IN_FORM[typed] in out
    assert run("feedback", str(summary), str(branch))[0] == 0
    grade = open_book(branch / FORM).read("结果_等级")[0][0]
    assert grade == open_book(summary).read("名单_最终等级")[0][0]
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "out"), "--forms", str(branch))
    assert code == 0, out
    assert IN_FORM[typed] in out
    assert "没有考核表" not in out
    assert any(path.name.startswith("0007") for path in (tmp_path / "out").iterdir())


# the roster lost its zeros, the form has them: it is the roster that has to be mended
def test_a_roster_that_lost_its_zeros_is_told_with_its_cell(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_工号": {0: "7"}})
    edit(branch / FORM, {"工号": {0: "0007"}})
    place = open_book(summary).place("名单_工号", 0)
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0, out
    assert f"工号 0007 按同名的 7 取数（汇总表 {place} 的工号前面的 0 丢失），请在汇总表改成 0007" in out


@pytest.mark.parametrize("typed", ["0007", "7", "７", "ＫＦ０２２", "KF022"])
def test_a_person_is_found_by_every_command(summary: Path, branch: Path, tmp_path: Path, typed: str) -> None:
    edit(summary, {"名单_工号": {0: "0007"}})
    assert run("recompute", str(summary))[0] == 0
    who = "0007" if typed in ("0007", "7", "７") else "KF022"
    name = open_book(summary).read("名单_姓名")[0 if who == "0007" else 1][0]
    code, out, _ = run("explain", str(summary), typed)
    assert code == 0, out
    assert out.startswith(f"{who} {name}")
    code, out, _ = run("appeals", str(summary), "--try", f"{typed}=A")
    assert code == 0, out
    assert str(name) in out
    keys = tmp_path / "密码.csv"
    keys.write_text(f"工号,密码\n{typed},geheim-77\n", "utf-8")
    code, out, _ = run("slips", str(summary), "-o", str(tmp_path / "out"), "--only", typed, "--passwords", str(keys))
    assert code == 0, out
    assert [path.name.split()[0] for path in (tmp_path / "out").iterdir()] == [who]
    code, out, _ = run("people", str(summary), "--delete", typed)
    assert code == 0, out
    assert (f"工号 {typed} 当作名单中的 {who} {name}" in out) is (typed != who)
    assert who not in [row[0] for row in open_book(summary).read("名单_工号")]


def test_a_number_that_may_be_two_peoples_is_nobodys(summary: Path) -> None:
    edit(summary, {"名单_工号": {0: "0007", 1: "007"}})
    assert run("recompute", str(summary))[0] == 0
    for words in (("explain", str(summary), "7"), ("people", str(summary), "--delete", "7")):
        code, out, _ = run(*words)
        assert code == 1, out
        assert "没有工号 7" in out


def test_a_roster_in_full_width_letters_or_with_blanks_in_names_is_told(summary: Path) -> None:
    assert "普通写法" not in run("check", str(summary))[1]
    edit(summary, {"名单_工号": {0: "ＫＦ０２１"}, "名单_姓名": {1: "张 文", 2: "Li Lei"}})
    code, out, _ = run("check", str(summary))
    assert code == 0, out
    first, second = (
        open_book(summary).place(name, row).partition("!")[2] for name, row in (("名单_工号", 0), ("名单_姓名", 1))
    )
    assert f"工号有全角字母、数字或空格，别的表里按普通写法就对不上，请改：{first} ＫＦ０２１ → KF021" in out
    assert f"请改：{second} 张 文 → 张文" in out
    assert "Li Lei" not in out
