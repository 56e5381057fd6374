"""Names that come out of files: what a terminal would obey, and what Windows keeps for its devices."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit, month  # noqa: F401  (fixtures)
from xlkpi.actions.create import file_name
from xlkpi.cli.screen import visible
from xlkpi.errors import sentence

UNSEEN = {
    "a colour": ("\x1b[31m李桂英", "\\x1b[31m李桂英"),
    "a screen wiped": ("李\x1b[2J\x1b[H桂英", "李\\x1b[2J\\x1b[H桂英"),
    "one character that is a whole sequence": ("李\x9b2J桂英", "李\\x9b2J桂英"),
    "a window's title": ("\x1b]0;x\x07李", "\\x1b]0;x\\x07李"),
    "back over what was said": ("李\b\b好\r桂", "李\\x08\\x08好\\x0d桂"),
    "written from right to left": ("李\u202e英桂", "李\\x202e英桂"),
    "half a character": ("李\ud800", "李\\xd800"),
    "rubbed out": ("李\x7f", "李\\x7f"),
    "nothing of the kind": ("李桂英\t é 😀\n㐀", "李桂英\t é 😀\n㐀"),
}


@pytest.mark.parametrize("case", UNSEEN)
def test_control_characters_are_spelled(case: str) -> None:
    given, shown = UNSEEN[case]
    assert visible(given) == shown
    outer = sentence(
        "姓名 {name}（{why}）", "name {name} ({why})", name=given, why=sentence("因 {x}", "for {x}", x=given)
    )
    assert outer.say("zh") == f"姓名 {shown}（因 {shown}）"
    assert outer.say("en") == f"name {shown} (for {shown})"


@pytest.mark.parametrize("verb", ["check", "recompute", "explain", "history"])
def test_no_escape_sequence_of_a_workbook_reaches_the_terminal(summary: Path, verb: str) -> None:
    edit(summary, {"名单_姓名": {0: "\x1b[2J李\x9b"}, "名单_部门": {1: "\x1b]0;x\x07"}, "主管_姓名": {0: "\x1b[31m"}})
    run("recompute", str(summary))
    _, out, err = run(verb, str(summary))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out + err)
    assert "\\x1b" in out


FILE_NAMES = {
    # words out of data: the file's name
    ("附件2", "KF021", "李桂英"): "附件2 KF021 李桂英",
    ("CON",): "_CON",
    ("con",): "_con",
    ("Nul ",): "_Nul",
    ("COM1",): "_COM1",
    ("LPT³",): "_LPT³",
    ("CON.2024",): "_CON.2024",
    ("con .x",): "_con .x",
    ("CONIN$",): "_CONIN$",
    ("COM",): "COM",
    ("COM10",): "COM10",
    ("CONSUL",): "CONSUL",
    ("附件2", "CON"): "附件2 CON",
    ("a/b\\c:d*e?",): "a_b_c_d_e_",
    ("\x1b[31m城东\u202e",): "_[31m城东_",
    ("..",): "_",
    ("",): "_",
    (" . ",): "_",
}


@pytest.mark.parametrize("words", FILE_NAMES)
def test_file_names_out_of_data(words: tuple[str, ...]) -> None:
    assert file_name(*words) == FILE_NAMES[words]


def test_a_branch_called_con(tmp_path: Path) -> None:
    table = tmp_path / "forms.csv"
    head = "分公司,工号,姓名,岗位,指标,权重,目标值,考核标准,主管评分"
    table.write_text(f"{head}\nCON,001,张三,客服,热线,1,5,无,90\nAUX,002,李四,客服,热线,1,5,无,80\n", "utf-8")
    out = tmp_path / "out"
    assert run("new", "form", "-o", str(out), "--period", "2024-05", "--data", str(table))[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["_AUX", "_CON"]
