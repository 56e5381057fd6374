"""Options of the test run."""

from __future__ import annotations

import functools
import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import ecma376
from commands import run
from xlkpi.cli.speech import choose_language
from xlkpi.libreoffice.faults import LibreOfficeTrouble
from xlkpi.libreoffice.program import find_libreoffice

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
"""A law is not broken by a busy machine."""


def pytest_addoption(parser):
    parser.addoption("--corpus", metavar="DIR", help="also run the file engine over the workbooks in a folder")


@pytest.fixture
def chinese(monkeypatch):
    """A machine whose language is Chinese, whatever this one speaks."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    choose_language([])


SAMPLES = {
    "summary": ("gas", "城东分公司/附件3 城东分公司.xlsm"),
    "groups": ("gubang", "服务小组评比表 2024-05.xlsm"),
    "calls": ("call_centre", "话务绩效表 2024-05.xlsm"),
    "bids": ("call_centre", "投标激励表 2024.xlsm"),
    "shop": ("ecommerce", "电商客服考核表 2024-05.xlsm"),
    "rubric": ("gps", "管理人员评分表 2024-05.xlsm"),
}


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory):
    """The folder of a system's demonstration, made once."""
    made = {}

    def of(scheme):
        if scheme not in made:
            made[scheme] = tmp_path_factory.mktemp(scheme)
            with chdir(made[scheme]):
                assert run("demo", "--scheme", scheme)[0] == 0
        return made[scheme] / "xlkpi-demo"

    return of


@pytest.fixture
def sample(demonstrated, tmp_path):
    """A copy of a system's computed sample month."""

    def of(key):
        scheme, file = SAMPLES[key]
        return Path(shutil.copy(demonstrated(scheme) / file, tmp_path / f"{key}.xlsm"))

    return of


@functools.cache
def without_libreoffice() -> str:
    """Why tests that drive LibreOffice cannot run here, nothing where they can."""
    try:
        find_libreoffice()
    except LibreOfficeTrouble as trouble:
        return str(trouble)
    return ""


@functools.cache
def without_wine() -> str:
    """Why tests of the Windows half cannot run here, nothing where they can."""
    missing = [program for program in ("wine", "osslsigncode") if shutil.which(program) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


@functools.cache
def without_ecma376() -> str:
    """Why nothing can be held against the schemas of the standard here, nothing where it can."""
    return "" if ecma376.schemas() else f"{ecma376.FOLDER} names no folder that .ci/schemas has filled"


def pytest_runtest_setup(item):
    if item.get_closest_marker("ecma376") and without_ecma376():
        if os.environ.get("XLKPI_REQUIRE_ECMA_376"):
            pytest.fail(without_ecma376())
        pytest.skip(without_ecma376())
    if item.get_closest_marker("wine") and without_wine():
        if os.environ.get("XLKPI_REQUIRE_WINE"):
            pytest.fail(without_wine())
        pytest.skip(without_wine())
    if item.get_closest_marker("libreoffice") and without_libreoffice():
        if os.environ.get("XLKPI_REQUIRE_LIBREOFFICE"):
            pytest.fail(without_libreoffice())
        pytest.skip(without_libreoffice())
