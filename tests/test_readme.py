"""Every line of the month by commands, in both languages, one after the other in an empty folder with the sample month's tables."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from commands import run

HOME = Path(__file__).resolve().parent.parent
SAMPLE = HOME / "workbooks" / "samples" / "gas" / "2024-05"
MONTH = {"docs/month.zh-CN.md": "# 用命令走完一个月", "docs/month.md": "# The month by commands"}


def lines_of(page: str) -> list[list[str]]:
    """The commands of the section about the month."""
    section = (HOME / page).read_text("utf-8").split(MONTH[page])[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [shlex.split(line, comments=True)[1:] for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("page", MONTH)
def test_the_month_runs_line_by_line(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("roster.csv", "forms.csv", "supervisors.csv", "tasks.csv", "指标库.csv"):
        shutil.copy(SAMPLE / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    commands = lines_of(page)
    assert {line[0] for line in commands} >= {
        "new",
        "collect",
        "check",
        "recompute",
        "explain",
        "feedback",
        "next",
        "scheme",
    }
    for command in commands:
        code, out, err = run(*command)
        assert code == 0, (command, out + err)
    assert (
        len(list((tmp_path / "2024-06").rglob("附件2*.xlsm"))) == 25
    )  # a form of each of 24 people, and the empty one
