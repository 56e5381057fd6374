"""Options of the test run."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import ecma376
from commands import run
from final_files import make_ready
from samples import SAMPLES
from xlkpi.books.ooxml import rewrite
from xlkpi.books.ooxml.writes import Exotic
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


@pytest.fixture(scope="session")
def shared():
    """Remembers what all tests share, each file or folder once it is made: at the end nobody has written into it."""
    made = {}

    def contents(place):
        files = place.rglob("*") if place.is_dir() else [place]
        return {path: hashlib.sha256(path.read_bytes()).digest() for path in files if path.is_file()}

    def keep(place):
        made[place] = contents(place)
        return place

    yield keep
    assert [place for place, before in made.items() if contents(place) != before] == []


@pytest.fixture(scope="session")
def demonstrated(shared, tmp_path_factory):
    """The folder of a system's demonstration, made once and without a fault: to be read or copied, never written."""

    @functools.cache
    def of(scheme):
        folder = tmp_path_factory.mktemp(scheme)
        with chdir(folder):
            code, out, _ = run("demo", "--scheme", scheme)
        assert code == 0, out
        return shared(folder) / "xlkpi-demo"

    return of


@pytest.fixture(scope="session")
def month(demonstrated):
    """The sample month of the gas company."""
    return demonstrated("gas")


@pytest.fixture(scope="session")
def ready(demonstrated, shared, tmp_path_factory):
    """A sample workbook that nothing keeps from being final, beside its month; made once, to be read or copied."""
    folder = tmp_path_factory.mktemp("ready")

    @functools.cache
    def of(key):
        scheme, file = SAMPLES[key]
        if not (folder / scheme).exists():
            shutil.copytree(demonstrated(scheme), folder / scheme)
        make_ready(folder / scheme / file)
        code, out, _ = run("recompute", str(folder / scheme / file))
        assert code == 0, out
        return shared(folder / scheme / file)

    return of


@pytest.fixture(scope="session")
def finals(ready, shared, tmp_path_factory):
    """A final sample workbook, made once: to be read or copied."""
    folder = tmp_path_factory.mktemp("finals")

    @functools.cache
    def of(key):
        path = Path(shutil.copy(ready(key), folder / f"{key}.xlsm"))
        code, out, _ = run("finalize", str(path), "--name", "王芳")
        assert code == 0, out
        return shared(path)

    return of


@pytest.fixture
def sample(demonstrated, tmp_path):
    """A copy of a system's computed sample month."""

    def of(key):
        scheme, file = SAMPLES[key]
        return Path(shutil.copy(demonstrated(scheme) / file, tmp_path / f"{key}.xlsm"))

    return of


@pytest.fixture(params=["splice", "tree"])
def way(request, monkeypatch):
    """Both ways of putting values into a sheet have to give the same."""
    if request.param == "tree":

        def never(*_):
            raise Exotic

        monkeypatch.setattr(rewrite, "splice", never)
    return request.param


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
