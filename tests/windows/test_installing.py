"""The bundle under Wine as a user meets it: unpack, double-click, upgrade, remove; and what must be refused."""

from __future__ import annotations

import hashlib
import os
import shutil

import pytest
import xlwings

from xlkpi.errors import Unusable
from xlkpi.setup import bundle

from .conftest import Windows, at, fresh

pytestmark = pytest.mark.wine

STEPS = ("核对安装包的文件", "展开到", "写入工作簿启动计算服务的命令", "安装加载项", "安装完成", "检查本机")


LARGEST = 60_000_000
"""Bytes of the package: what is sent round by mail and messenger."""


def test_one_command_makes_what_a_release_page_offers(released):
    package, *others, sums = released
    assert [path.suffix for path in (package, *others)] == [".zip", ".whl", ".gz"]
    assert package.stat().st_size < LARGEST
    listed = dict(reversed(line.split("  ")) for line in sums.read_text("utf-8").splitlines())
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (package, *others)}


def test_excel_of_32_bits_finds_its_dll_too(windows):
    """The service is a program of its own, so that an Excel of 32 bits may ask a Python of 64."""
    assert {path.name for path in (windows.home / "python").glob("xlwings*.dll")} >= {
        f"xlwings{bits}-{xlwings.__version__}.dll" for bits in (32, 64)
    }


def test_a_double_click_installs_for_the_user_and_says_every_step(windows, installing):
    code, said = installing
    assert code == 0
    assert [step for step in STEPS if step not in said] == []
    assert "Traceback" not in said
    assert {path.name for path in windows.home.iterdir()} >= {"python", "service.cmd", "uninstall.cmd", "xlkpi.cmd"}
    assert not (windows.prefix / "drive_c/ProgramData/xlkpi").exists()
    assert (windows.user / "AppData/Roaming/Microsoft/Excel/XLSTART/xlkpi.xlam").is_file()
    assert not list(windows.home.glob("python.*")), "nothing is left of the unpacking"


def test_the_doctor_finds_everything_in_order_but_excel(windows):
    code, said = windows.cmd(windows.home / "xlkpi.cmd", "doctor")
    assert code == 1
    wrong = [line for line in said.splitlines() if line.startswith("✗")]
    assert wrong == ["✗ Excel"], said


def test_nothing_is_fetched_and_a_dry_run_changes_nothing(windows):
    before = sorted(str(path) for path in windows.home.rglob("*"))
    code, said = windows.cmd(windows.home / "xlkpi.cmd", "install", "--dry-run", "--trust", r"D:\考核")
    assert code == 0
    assert "程序已在" in said
    assert "不经询问直接运行" in said
    assert "pip" not in said
    assert sorted(str(path) for path in windows.home.rglob("*")) == before


def test_a_command_computes_with_it(windows, tmp_path):
    code, said = windows.cmd(windows.home / "xlkpi.cmd", "call", "KPI_TOTAL", "[[[92],[88]],[[0.5],[0.5]]]")
    assert code == 0, said
    assert "90" in said


def test_an_upgrade_from_a_network_share_leaves_the_dll_of_earlier_workbooks(windows, unpacked):
    r"""Unpacked on \\server\share and run from there: cmd takes no such folder for its current one."""
    earlier = windows.home / "python/xlwings64-0.36.0.dll"
    earlier.write_bytes(b"of an earlier release")
    code, said = windows.cmd(windows.share(unpacked) + r"\安装.cmd", "/quiet")
    assert code == 0, said
    assert [step for step in STEPS if step not in said] == []
    assert "Traceback" not in said
    assert not list((windows.user / "AppData/Local/Temp").glob("xlkpi-*")), "the copy is gone"
    assert earlier.read_bytes() == b"of an earlier release"
    assert list((windows.home / "python").glob("xlwings64-0.37*.dll"))
    earlier.unlink()


@pytest.mark.parametrize("spoil", ["changed", "missing"])
def test_a_bundle_that_is_not_whole_changes_nothing(windows, unpacked, tmp_path, spoil):
    copy = tmp_path / "半个"
    shutil.copytree(unpacked, copy)
    wheel = next((copy / "wheels").glob("click-*.whl"))
    if spoil == "changed":
        wheel.write_bytes(wheel.read_bytes()[:-1] + b"X")
    else:
        wheel.unlink()
    marker = windows.home / "python/marker.txt"
    marker.write_text("the earlier program")
    code, said = windows.cmd(copy / "安装.cmd", "/quiet")
    assert code == 2
    assert "click-" in said
    assert "Traceback" not in said
    assert marker.is_file(), "the earlier program is as it was"
    marker.unlink()


def test_a_folder_somebody_else_made_is_refused_and_nothing_in_it_runs(windows, unpacked):
    """Windows tells who owns a folder; under Wine that is who owns it on this machine."""
    try:
        os.chown(windows.home, 65534, -1)
    except PermissionError:
        pytest.skip("needs to be root to give a folder away")
    try:
        code, said = windows.cmd(unpacked / "安装.cmd", "/quiet")
        assert code == 2
        assert "以您的身份运行" in said
        code, said = windows.cmd(windows.home / "xlkpi.cmd", "doctor")
        assert code == 1
        assert "✗ 程序文件夹" in said
    finally:
        os.chown(windows.home, os.getuid(), -1)


TOTAL = {"call": "KPI_TOTAL", "with": [[[92.0], [88.0]], [[0.5], [0.5]]]}


def test_programs_lying_where_others_can_write_are_not_started(windows, tmp_path):
    """A cmd.exe beside the workbook would be found first by its bare name, and %ProgramData% is open to every user."""
    evil = tmp_path / "evil.txt"
    lines = f'@echo started > "{at(evil)}"\r\n'
    planted = windows.prefix / "drive_c/ProgramData/xlkpi"
    (planted / "python/Scripts").mkdir(parents=True)
    (planted / "service.cmd").write_text(lines)
    folder = tmp_path / "表"
    folder.mkdir()
    for name in ("cmd.bat", "service.cmd", "python.bat"):
        (folder / name).write_text(lines)
    shutil.copy(windows.prefix / "drive_c/windows/system32/hostname.exe", folder / "cmd.exe")
    (folder / "udfs.py").write_text(f"open({at(evil)!r}, 'w')\n")
    answers = windows.excel([TOTAL], folder=folder)
    assert answers[0]["answer"] == 90.0
    assert not evil.exists()
    shutil.rmtree(planted)


def test_a_user_with_a_name_that_no_code_page_holds(windows, tmp_path):
    """A profile with Chinese, blanks and what means something to cmd (not %: Wine's cmd, unlike Windows', trips on it)."""
    local = windows.user / "李四 & 王五's (2)" / "Local"
    local.mkdir(parents=True)
    shutil.copytree(windows.home, local / "xlkpi")
    code, said = windows.python(
        "-c",
        "import os, sys, runpy; os.environ['LOCALAPPDATA'] = sys.argv[1]; sys.argv = sys.argv[2:];"
        "runpy.run_path(sys.argv[0], run_name='__main__')",
        windows.at(local),
        *excel_words(windows),
    )
    assert code == 0, said
    assert '"answer": 90.0' in said


def excel_words(windows):
    from .conftest import SUMMARY, excel_command

    return excel_command(windows.prefix, [TOTAL], SUMMARY)


def test_the_signature_of_python_is_looked_at(unpacked, tmp_path, monkeypatch):
    program = unpacked / "python/python.exe"
    bundle.check_signature(program)
    changed = tmp_path / "python.exe"
    data = bytearray(program.read_bytes())
    data[0x800] ^= 1
    changed.write_bytes(data)
    with pytest.raises(Unusable):
        bundle.check_signature(changed)
    monkeypatch.setattr(bundle, "SIGNER", "CN=Somebody Else")
    with pytest.raises(Unusable):
        bundle.check_signature(program)


def test_removing_it_takes_exactly_what_it_brought(unpacked, tmp_path_factory):
    windows = fresh(tmp_path_factory.mktemp("once") / "prefix")
    try:
        before = listed(windows)
        own = windows.user / "AppData/Local/mine.txt"
        own.write_text("mine")
        assert windows.cmd(unpacked / "安装.cmd", "/quiet")[0] == 0
        assert windows.excel([TOTAL])[0]["answer"] == 90.0
        code, said = windows.cmd(unpacked / "卸载.cmd", "/quiet")
        assert code == 0, said
        windows.run("wineboot", "-e")  # waits for what is still ending
        assert listed(windows) - before == {own}
        assert (
            "xlkpi" not in windows.run("reg", "query", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall")[1]
        )
        assert windows.cmd(unpacked / "卸载.cmd", "/quiet")[0] == 0, "twice does no harm"
    finally:
        windows.end()


def listed(windows: Windows) -> set:
    """Every file of the user and of all users; Wine's own registry files stand elsewhere."""
    roots = (windows.prefix / "drive_c/users", windows.prefix / "drive_c/ProgramData")
    found = {path for root in roots for path in root.rglob("*") if path.is_file()}
    return {path for path in found if "Temp" not in path.parts}
