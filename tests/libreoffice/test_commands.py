"""The commands and the doctor where LibreOffice is concerned."""

import os

import pytest
from click.testing import CliRunner

from xlkpi.cli.app import build_app
from xlkpi.libreoffice.extension import extension
from xlkpi.libreoffice.office_install import State, install, state
from xlkpi.libreoffice.program import find_libreoffice
from xlkpi.setup.doctor import NOT_HERE, NOTICE, OK, WRONG
from xlkpi.setup.machine import Machine
from xlkpi.setup.office_check import libreoffice

from .test_trouble import installation


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


@pytest.mark.libreoffice
@pytest.mark.slow
def test_the_life_of_an_installation(program, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
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
