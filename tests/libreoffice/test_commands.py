"""The commands and the doctor where LibreOffice is concerned."""

import dataclasses
import os
import shutil
import subprocess
import venv
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlkpi.cli.app import build_app
from xlkpi.libreoffice.extension import extension
from xlkpi.libreoffice.office_install import State, install, state
from xlkpi.libreoffice.program import (
    PLAIN_PATH,
    SYSTEM_PYTHON,
    clean_environment,
    find_libreoffice,
    mistaken_python,
)
from xlkpi.setup.doctor import NOT_HERE, NOTICE, OK, WRONG
from xlkpi.setup.machine import Machine
from xlkpi.setup.office_check import libreoffice

from .test_trouble import installation

FORM = Path(__file__).parents[2] / "workbooks" / "附件2 客服员工绩效考核表.xlsm"


def run(*words):
    return CliRunner().invoke(build_app(), [*words])


def test_build_writes_the_extension(tmp_path):
    assert run("build", "libreoffice", "-o", str(tmp_path)).exit_code == 0
    assert (tmp_path / "xlkpi.oxt").read_bytes() == extension()


@pytest.mark.parametrize("command", ["install", "uninstall", "build"])
def test_another_program_is_refused(command):
    assert "libreoffice" in str(run(command, "wps").exception)


def test_the_doctor_without_libreoffice(tmp_path):
    found = libreoffice(Machine(environ={"XLKPI_SOFFICE": str(tmp_path / "soffice")}))
    assert found.state == NOT_HERE


def test_the_doctor_with_an_old_one(tmp_path):
    soffice = installation(tmp_path / "program", "6.0")
    found = libreoffice(Machine(environ={"XLKPI_SOFFICE": str(soffice)}))
    assert found.state == WRONG
    assert "6.0 版本过低" in "".join(found.lines())


def python_in(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "python3").write_text("#!/bin/sh\n")
    (folder / "python3").chmod(0o755)
    return folder


@pytest.mark.libreoffice
def test_a_virtual_environment_first_on_path_is_found_and_any_other_place_is_not(program, tmp_path):
    plain = python_in(tmp_path / "shims")
    virtual = python_in(tmp_path / "venv" / "bin")
    (virtual.parent / "pyvenv.cfg").write_text("home = /usr/bin\n")
    system = program if program.python == SYSTEM_PYTHON else dataclasses.replace(program, python=SYSTEM_PYTHON)

    def found(*folders):
        return mistaken_python(system, {"PATH": ":".join(map(str, folders))})

    assert found(virtual, "/usr/bin") == virtual / "python3"
    assert found("/usr/bin", virtual) is None
    assert found(plain, virtual) is None  # a wrapper script, as pyenv has them
    assert found("/bin") is None
    other = python_in(tmp_path / "conda" / "bin")
    assert found(other) is None  # of another version: LibreOffice finds nothing of its own version there
    (tmp_path / "conda" / "lib" / SYSTEM_PYTHON.resolve().name).mkdir(parents=True)
    (tmp_path / "conda" / "lib" / SYSTEM_PYTHON.resolve().name / "os.py").touch()
    assert found(other) == other / "python3"
    assert found("/usr/bin") is None
    assert mistaken_python(dataclasses.replace(system, python=tmp_path / "python"), {"PATH": str(virtual)}) is None


# what the doctor says is what LibreOffice does: the same workbook, opened from a shell with and without an environment
@pytest.mark.libreoffice
@pytest.mark.slow
def test_a_workbook_opens_from_a_shell_without_an_environment_only(program, tmp_path, monkeypatch):
    if program.python != SYSTEM_PYTHON:
        pytest.skip("this LibreOffice has a Python of its own")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    install()
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    form = tmp_path / "form.xlsm"
    shutil.copy(FORM, form)
    for folders, opens in ((f"{tmp_path}/venv/bin:{PLAIN_PATH}", False), (PLAIN_PATH, True)):
        environ = {**clean_environment(), "PATH": folders}
        command = [
            str(program.soffice),
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path / "out"),
            str(form),
        ]
        subprocess.run(command, env=environ, check=False, capture_output=True, timeout=120)
        assert (tmp_path / "out" / "form.pdf").exists() is opens
        told = libreoffice(Machine(environ=environ))
        assert told.state == (OK if opens else NOTICE)
    monkeypatch.setenv("PATH", f"{tmp_path}/venv/bin:{PLAIN_PATH}")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "venv"))
    assert "deactivate" in libreoffice(Machine(environ=os.environ)).lines()[1]
    assert run("preview", str(form), "-o", str(tmp_path / "pages")).exit_code == 0  # what we start ourselves


@pytest.mark.libreoffice
@pytest.mark.slow
def test_the_life_of_an_installation(program, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", PLAIN_PATH)
    here = Machine(environ=os.environ)
    assert libreoffice(here).state == NOTICE
    assert "什么都没有改动" in run("install", "libreoffice", "--dry-run").output
    assert list(tmp_path.iterdir()) == []
    install()
    assert libreoffice(here).state == OK
    (component,) = tmp_path.rglob("uno_packages/cache/uno_packages/*/xlkpi.oxt/component.py")
    component.write_text("# older\n")
    assert libreoffice(here).state == WRONG
    assert "xlkpi install libreoffice" in libreoffice(here).lines()[1]
    assert "已装进" in run("install", "libreoffice").output
    assert state(find_libreoffice()) is State.CURRENT
    assert "已从" in run("uninstall", "libreoffice").output
    assert "没有绩效函数" in run("uninstall", "libreoffice").output
