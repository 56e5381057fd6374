"""Names that come out of files: nothing in them is an order to the terminal."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit


@pytest.mark.parametrize("verb", ["check", "recompute", "explain", "history"])
def test_no_escape_sequence_of_a_workbook_reaches_the_terminal(summary: Path, verb: str) -> None:
    edit(summary, {"名单_姓名": {0: "\x1b[2J李\x9b"}, "名单_部门": {1: "\x1b]0;x\x07"}, "主管_姓名": {0: "\x1b[31m"}})
    run("recompute", str(summary))
    _, out, err = run(verb, str(summary))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out + err)
    assert "\\x1b" in out
