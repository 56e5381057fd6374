"""The bundle's parts that need neither Windows nor a network: the lock file, what goes into it, how it is laid out."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement

from xlkpi.build import ROOT
from xlkpi.errors import CannotRead, CannotWrite, Unusable
from xlkpi.places import Places
from xlkpi.setup import bundle, itself, start, unpack

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def locked():
    lines = [line.split(" \\")[0] for line in LOCK.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    return {requirement.name.lower(): requirement for requirement in map(Requirement, lines)}


def test_the_lock_file_holds_what_the_project_asks_for():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    for wanted in map(Requirement, asked):
        (pin,) = locked()[wanted.name.lower()].specifier
        assert pin.operator == "=="
        assert wanted.specifier.contains(pin.version), f"run .ci/lock: {wanted}"


def test_every_locked_package_has_hashes():
    for entry in LOCK.split("\n\n")[0].split("\n    # via"):
        if "==" in entry:
            assert "--hash=sha256:" in entry


def test_what_goes_to_windows_has_no_markers_and_nothing_large():
    lines = list(bundle.for_windows(LOCK))
    names = {line.split("==")[0].lower() for line in lines}
    assert {"xlwings", "pywin32", "click", "lxml"} <= names
    assert not names & {"appscript", "psutil", "pandas", "numpy", "scipy", "formulas", *bundle.LEFT_OUT}
    for line in lines:
        assert ";" not in line
        assert line.count("--hash=sha256:") >= 1
    assert set(bundle.LEFT_OUT) <= set(locked()), "what is left out is locked, or need not be named"


LOCKED = """# made by hand
alpha==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via nobody
beta==2.0 ; sys_platform == 'darwin' \\
    --hash=sha256:cc
gamma==3.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
delta==4.0 \\
    --hash=sha256:ee
"""


def test_markers_are_answered_for_the_pc_it_is_for():
    assert list(bundle.for_windows(LOCKED)) == [
        "alpha==1.0 --hash=sha256:aa --hash=sha256:bb",
        "delta==4.0 --hash=sha256:ee",
    ]


def packed(folder, name="xlkpi-1.0-py3-none-any.whl"):
    (folder / "wheels").mkdir(parents=True)
    (folder / "python").mkdir()
    (folder / "python/python.exe").write_bytes(b"python")
    (folder / "python/python313._pth").write_bytes(b"python313.zip\r\n.\r\n")
    with zipfile.ZipFile(folder / "wheels" / name, "w") as wheel:
        wheel.writestr("xlkpi/__init__.py", "")
        wheel.writestr("xlkpi-1.0.data/data/xlwings64-1.0.dll", "dll")
        wheel.writestr("xlkpi-1.0.data/purelib/more.py", "")
        wheel.writestr("xlkpi-1.0.data/scripts/xlkpi", "not needed")
    listed = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    (folder / unpack.CONTENTS).write_text(json.dumps(listed), encoding="utf-8")
    return folder


def test_wheels_are_laid_out_in_the_runtime(tmp_path):
    unpack.lay_out(packed(tmp_path / "bundle"), tmp_path / "into")
    found = {
        path.relative_to(tmp_path / "into").as_posix() for path in (tmp_path / "into").rglob("*") if path.is_file()
    }
    assert found == {
        "python.exe",
        "python313._pth",
        "xlwings64-1.0.dll",
        "Lib/site-packages/xlkpi/__init__.py",
        "Lib/site-packages/more.py",
    }
    assert "import site" in (tmp_path / "into/python313._pth").read_text()


def test_what_is_loaded_is_compiled_and_names_its_later_place(tmp_path):
    unpack.lay_out(packed(tmp_path / "bundle"), tmp_path / "into")
    unpack.compiled(tmp_path / "into", tmp_path / "later")
    (made,) = (tmp_path / "into").rglob("*.pyc")
    assert str(tmp_path / "later").encode() in made.read_bytes()
    assert str(tmp_path / "into").encode() not in made.read_bytes()


@pytest.mark.parametrize("spoil", ["change", "remove", "list"])
def test_a_bundle_that_is_not_whole_is_refused(tmp_path, spoil):
    folder = packed(tmp_path / "bundle")
    unpack.verify(folder)
    victim = folder / {"change": "python/python.exe", "remove": "python/python.exe", "list": unpack.CONTENTS}[spoil]
    victim.write_bytes(b"other") if spoil == "change" else victim.unlink()
    with pytest.raises(CannotRead) as refused:
        unpack.verify(folder)
    assert victim.name in str(refused.value)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A home of this test's own, as a Windows installer sees it."""
    home = tmp_path / "home/xlkpi"
    found = Places("windows", home, home / "python/python.exe", None, tmp_path, home / "xlkpi.log")
    monkeypatch.setattr(unpack, "places", lambda: found)
    return home


def test_it_takes_the_place_of_the_earlier_one_and_leaves_its_dll(tmp_path, here):
    (here / "python").mkdir(parents=True)
    for name in ("xlwings64-0.9.dll", "of-before.txt"):
        (here / "python" / name).write_text("earlier")
    unpack.install(packed(tmp_path / "bundle"))
    assert {path.name for path in here.iterdir()} == {"python"}
    assert {path.name for path in (here / "python").glob("*.dll")} == {"xlwings64-0.9.dll", "xlwings64-1.0.dll"}
    assert not (here / "python/of-before.txt").exists()


def test_an_upgrade_cut_off_between_two_steps_loses_nothing(tmp_path, here):
    (here / "python.old").mkdir(parents=True)
    (here / "python.old/xlwings64-0.9.dll").write_text("earlier")
    unpack.install(packed(tmp_path / "bundle"))
    assert (here / "python/xlwings64-0.9.dll").is_file()


@pytest.mark.parametrize("stuck", ["python", "python.new"], ids=["the program in use", "the new one held open"])
def test_a_program_in_use_stays_as_it_was(tmp_path, here, monkeypatch, stuck):
    (here / "python").mkdir(parents=True)
    (here / "python/running.exe").write_text("in use")
    rename = unpack.Path.rename

    def refused(self, target):
        if self.name == stuck:
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(unpack.Path, "rename", refused)
    with pytest.raises(CannotWrite) as said:
        unpack.install(packed(tmp_path / "bundle"))
    assert "关闭 Excel" in str(said.value)
    assert (here / "python/running.exe").is_file()
    assert {path.name for path in here.iterdir()} == {"python"}


def test_a_program_that_is_not_signed_is_refused(tmp_path):
    (tmp_path / "python.exe").write_bytes(b"MZ not signed at all")
    with pytest.raises(Unusable):
        bundle.check_signature(tmp_path / "python.exe")


def test_without_a_source_tree_there_is_no_bundle(tmp_path):
    with pytest.raises(Unusable):
        bundle.make(tmp_path, tmp_path)


def test_command_files_are_ascii_with_line_ends_of_windows():
    files = (start.service_lines(), start.command_lines(), start.uninstall_lines())
    for data in files:
        assert data.isascii()
        assert data.count(b"\r\n") == data.count(b"\n")
        assert data.startswith(b"@echo off\r\n")
    assert start.CLOSE_EXCEL.encode("unicode_escape") in start.uninstall_lines()


def test_the_installer_looks_where_it_lies_before_its_words_are_shifted():
    """Under Windows `shift` moves the file's own name too: 安装.cmd /quiet looked for Python in the root of the drive."""
    before, shift, after = bundle.INSTALL.partition("shift")
    assert shift
    assert "%~dp0" in before
    assert "%~" not in after.replace("%~1", "")
    assert not re.search(r"%0|%~\w*0", after)


def test_an_installed_package_becomes_a_wheel_that_pip_takes(tmp_path):
    from importlib.metadata import distribution

    path = tmp_path / itself.wheel_name(distribution("xlsxwriter"))
    path.write_bytes(itself.wheel_of(distribution("xlsxwriter")))
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        record = next(name for name in names if name.endswith("/RECORD"))
        rows = [line.split(",")[0] for line in wheel.read(record).decode().splitlines()]
    assert sorted(rows) == sorted(names)
    assert any(name.endswith("METADATA") for name in names)
    assert not any(name.startswith("..") or name.endswith(".pyc") for name in names)
