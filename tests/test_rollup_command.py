"""The command rollup as somebody at head office types it, on the sample month and on what may go wrong."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import openpyxl
import pytest

from branches import Branch, Someone, blank_summary, inbox_of, write_branch
from commands import INTERRUPTIBLE, run
from xlkpi.actions.opening import open_book
from xlkpi.headoffice.spool import SUFFIX

pytestmark = pytest.mark.usefixtures("chinese")
COMMAND = [sys.executable, "-c", INTERRUPTIBLE, "rollup"]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Sixty branches of three people."""
    return inbox_of(tmp_path_factory.mktemp("many"), 60)


def test_the_sample_month(month, tmp_path):
    branches, budget = tmp_path / "名单.csv", tmp_path / "预算.csv"
    branches.write_text("序号,分公司\n1,城东分公司\n2,南山分公司\n", "utf-8")
    budget.write_text('2024年预算,,\n分公司,部门,预算\n城东分公司,,25000\n城西分公司,城西分公司,"17,000"\n', "utf-8")
    out = tmp_path / "总公司汇总.xlsx"
    arguments = ("--branches", str(branches), "--budget", str(budget), "--draw", "2", "--verify", "1")
    code, said, err = run("rollup", str(month), "-o", str(out), *arguments)
    assert (code, err) == (1, "")  # a branch of the list is missing
    assert "34 个文件：计入 9 个" in said
    assert "2024-05：3 个分公司，3 个部门，参评 24 人，平均 90.28 分" in said
    assert "缺分公司 3" in said
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        "公司",
        "分公司",
        "部门",
        "主管",
        "双周计划",
        "本期安排",
        "例外",
        "问题清单",
        "来源",
        "名单",
    ]
    rows = [row for row in book["分公司"].values if row[1] == "城东分公司"]
    assert rows[0][-4:-1] == (24212, 25000, 788)
    code, said, _ = run("rollup", str(month), "-o", str(out), "--lang", "en", "--force")
    assert code == 0
    assert "24 people appraised, mean 90.28" in said


def test_what_exists_is_not_overwritten_unasked(month, tmp_path):
    out = tmp_path / "总公司汇总.xlsx"
    out.write_bytes(b"old")
    code, _, err = run("rollup", str(month), "-o", str(out))
    assert code == 2
    assert "--force" in err
    assert out.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--verify", "some"], "--verify 应是份数或 all"),
        (["--scheme", "nonsense"], "没有方案 nonsense"),
        (["--month", "May"], "YYYY-MM"),
        (["--data", "名单.json"], ".csv 或 .parquet"),
        (["--branches", "没有.csv"], "没有文件"),
        (["--branches", "两列.csv"], "没有“分公司”"),
        (["--branches", "空.csv"], "没有“分公司”"),
        (["--budget", "两列.csv"], "缺少列：分公司、预算"),
        (["--budget", "坏.csv"], "第3行的预算“很多”不是金额"),
        (["--budget", "重复.csv"], "预算出现两次"),
        (["--budget", "无名.csv"], "第2行没有分公司"),
        (["--scheduler", "tcp://127.0.0.1:9"], "连不上调度器"),
        (["memory://nothing/x.xlsm"], "打不开"),
        (["没有的文件夹"], "没有文件或文件夹"),
        (["没有*.zip"], "没有符合"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_line_that_cannot_be_meant(month, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("xlkpi.headoffice.cluster.PATIENCE", "1s")
    (tmp_path / "两列.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "空.csv").write_text("分公司\n", "utf-8")
    (tmp_path / "坏.csv").write_text("分公司,预算\n东,1\n西,很多\n", "utf-8")
    (tmp_path / "重复.csv").write_text("分公司,预算\n东,1\n东,2\n", "utf-8")
    (tmp_path / "无名.csv").write_text("分公司,预算\n,1\n", "utf-8")
    sources = [str(month)] if arguments[0].startswith("-") else []
    code, _, err = run("rollup", *sources, *arguments, "-o", "总公司汇总.xlsx")
    assert code == 2
    assert said in err
    assert not (tmp_path / "总公司汇总.xlsx").exists()


def test_without_the_extra_it_says_what_to_install(month, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    code, _, err = run("rollup", str(month), "-o", str(tmp_path / "a.xlsx"))
    assert code == 2
    assert "xlkpi[headoffice]" in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_shows_rate_and_time_left(many, tmp_path):
    import pty

    parent, child = pty.openpty()
    command = [*COMMAND, str(many), "-o", str(tmp_path / "a.xlsx")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=child) as process:
        os.close(child)
        shown = b""
        while piece := _piece(parent):
            shown += piece
    os.close(parent)
    assert process.returncode == 0
    text = shown.decode()
    assert re.search(r"读取 60/60 {2}\d+/s {2}0:00", text)
    assert all(len(line) <= 80 for line in re.split(r"[\r\n]+", text))


def _piece(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupted_run_says_how_to_go_on_and_does(many, tmp_path):
    out = tmp_path / "总公司汇总.xlsx"
    kept = tmp_path / f"{out.name}{SUFFIX}"
    with subprocess.Popen(
        [*COMMAND, str(many), "-o", str(out)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 60
        while (not kept.exists() or kept.stat().st_size < 40_000) and time.monotonic() < deadline:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "--resume" in err.decode()
    assert "Traceback" not in err.decode()
    assert kept.exists()
    assert not out.exists()
    code, said, _ = run("rollup", str(many), "-o", str(out), "--resume")
    assert code == 0
    assert "60 个文件：计入 60 个" in said
    assert not kept.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("full", ["while reading", "while writing"])
def test_a_disk_that_fills_leaves_what_existed(many, tmp_path, full):
    out = tmp_path / "总公司汇总.xlsx"
    out.write_bytes(b"old")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
    if full == "while reading":
        prepare = limit.format(40_000)
    else:
        prepare = "import xlkpi.headoffice.rolling_up as room; write = room.write_company\n"
        prepare += f"def limited(*a):\n    {limit.format(3000)}\n    write(*a)\nroom.write_company = limited"
    command = [sys.executable, "-c", f"{prepare}\n{COMMAND[2]}", "rollup", str(many), "-o", str(out), "--force"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "写" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.name not in (out.name, f"{out.name}{SUFFIX}")] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("full", [2_000, 20_000, 60_000])
def test_a_disk_that_fills_leaves_nothing_of_a_page(many, tmp_path, full):
    """`report` cannot be resumed: what it read, names and pay among it, does not stay on the disk."""
    prepare = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({full}, {full}))"
    out = tmp_path / "报告.html"
    command = [sys.executable, "-c", f"{prepare}\n{COMMAND[2]}", "report", str(many), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "写" in done.stderr
    assert "--resume" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("way", "levels"), [("同分就高", ["A", "A"]), ("同分就低", ["B", "B"])])
def test_a_tie_at_the_last_seat_is_told_as_it_was_decided(tmp_path, way, levels):
    """Five people of a 合格 department have one seat A (rules A5); two share the best score."""
    people = [Someone(f"K{at}", f"人{at}", "东", score) for at, score in enumerate((95.0, 95.0, 90.0, 85.0, 80.0))]
    blank = blank_summary(tmp_path)
    book = open_book(blank)
    book.write("同分处理", [[way]])
    book.save()
    inbox = tmp_path / "收件箱"
    path = write_branch(blank, Branch("东", people, {"东": (85.0, 85.0)}), inbox / "东.xlsm")
    assert [level for (level,) in open_book(path).read("名单_等级")[:2]] == levels
    out = tmp_path / "总公司汇总.xlsx"
    run("rollup", str(inbox), "-o", str(out))
    odd = [str(cell) for row in openpyxl.load_workbook(out)["例外"].values for cell in row if cell]
    told = [words for words in odd if "同分，名额只够其中一部分" in words]
    assert told == [f"部门“东”有 2 人同分，名额只够其中一部分，按“{way}”定为：K0（{levels[0]}）、K1（{levels[1]}）"]
