"""A Windows made of Wine, with the bundle installed in it as a user would: unpacked, then 安装.cmd."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import et_xmlfile
import openpyxl
import pytest

from xlkpi.build import ROOT
from xlkpi.setup import bundle as packing

HERE = Path(__file__).parent
LOCAL = Path("AppData/Local")
AFTER = 10
"""Seconds for the last words of a program that has ended."""
WITHOUT_COPY_FILE_2 = "import _winapi\n\nvars(_winapi).pop('CopyFile2', None)\n"
"""Wine 8 ends a program that copies a file by this function of Windows 8; where it is missing, Python has another way."""
SUMMARY = next((ROOT / "workbooks").glob("附件3*.xlsm"))


@dataclass(frozen=True)
class Windows:
    """One Wine prefix; paths of the machine that runs the tests are under drive Z there."""

    prefix: Path

    @property
    def user(self) -> Path:
        """The folder of the user, seen from here."""
        return next(path for path in (self.prefix / "drive_c/users").iterdir() if path.name != "Public")

    @property
    def home(self) -> Path:
        """Where the program is installed, seen from here."""
        return self.user / LOCAL / "xlkpi"

    def run(self, *command: str | Path, folder: Path | None = None, seconds: float = 900) -> tuple[int, str]:
        """Run a program; its exit code and everything it said."""
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DISPLAY")},
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # it would ask in a window whether to fetch .NET and a browser
        }
        # Programs under Wine cannot write to a file of this machine; a pipe would stay open with Wine's own services.
        with (
            tempfile.NamedTemporaryFile() as said,
            subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=said) as cat,
        ):
            done = subprocess.run(
                ["wine", *map(str, command)],
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=cat.stdin,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            )
            cat.stdin.close()
            try:
                cat.wait(timeout=AFTER)
            except subprocess.TimeoutExpired:
                cat.kill()
            said.seek(0)
            return done.returncode, said.read().decode("utf-8", "replace").replace("\r\n", "\n")

    def at(self, path: Path) -> str:
        """A path of this machine as Windows sees it: on its own drive where it is there."""
        drive = self.prefix / "drive_c"
        return f"C:\\{path.relative_to(drive)}".replace("/", "\\") if path.is_relative_to(drive) else at(path)

    def share(self, folder: Path) -> str:
        """A folder of this machine as one on a server; Wine looks for those below dosdevices/unc."""
        server = self.prefix / "dosdevices/unc/server"
        server.mkdir(parents=True, exist_ok=True)
        if not (server / "share").exists():
            (server / "share").symlink_to(folder.parent)
        return rf"\\server\share\{folder.name}"

    def cmd(self, file: Path | str, *words: str, **options: object) -> tuple[int, str]:
        """Run a command file as a double click does."""
        return self.run("cmd", "/c", self.at(file) if isinstance(file, Path) else file, *words, **options)

    def python(self, *words: str | Path, **options: object) -> tuple[int, str]:
        """Run the installed Python."""
        return self.run(self.at(self.home / "python" / "python.exe"), "-I", "-B", "-X", "utf8", *words, **options)

    def excel(self, steps: list[dict], workbook: Path = SUMMARY, **options: object) -> list[dict]:
        """Let the stand-in for Excel do steps with the macros of a workbook; the answer of each."""
        return read_answers(self.python(*excel_command(self.prefix, steps, workbook), **options))

    def end(self) -> None:
        """End every program of this Windows."""
        subprocess.run(["wineserver", "-k"], env={**os.environ, "WINEPREFIX": str(self.prefix)}, check=False)


def at(path: Path) -> str:
    """A path of this machine as Windows sees it."""
    return "Z:" + str(path).replace("/", "\\")


def excel_command(prefix: Path, steps: list[dict], workbook: Path) -> list[str]:
    asked = prefix / f"steps-{abs(hash(str(steps)))}.json"
    asked.write_text("\n".join(json.dumps(step) for step in steps), encoding="utf-8")
    return [at(HERE / "excel_stand_in.py"), at(workbook), at(asked), at(readers(prefix))]


def readers(prefix: Path) -> Path:
    """Where the stand-in finds openpyxl, which is none of the bundle's packages."""
    folder = prefix / "readers"
    for package in (openpyxl, et_xmlfile):
        if not (folder / package.__name__).is_dir():
            shutil.copytree(Path(package.__file__).parent, folder / package.__name__)
    return folder


def read_answers(done: tuple[int, str]) -> list[dict]:
    code, said = done
    assert code == 0, said
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> list[Path]:
    """Everything a release page offers, made of this source tree by one command."""
    return packing.release(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def package(released) -> Path:
    """The bundle."""
    return released[0]


@pytest.fixture(scope="session")
def unpacked(package, tmp_path_factory) -> Path:
    """The bundle as a user unpacks it, into a folder with a Chinese name and a blank."""
    folder = tmp_path_factory.mktemp("下载 的")
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    (only,) = folder.iterdir()
    return only


def fresh(folder: Path) -> Windows:
    """An empty Windows."""
    made = Windows(folder)
    made.run("wineboot", "-i")
    made.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
    return made


@pytest.fixture(scope="session")
def empty_windows(tmp_path_factory) -> Windows:
    """A Windows where nothing was ever installed."""
    made = fresh(tmp_path_factory.mktemp("windows") / "prefix")
    yield made
    made.end()


@pytest.fixture(scope="session")
def installing(empty_windows, unpacked) -> tuple[int, str]:
    """What a double click on 安装.cmd said."""
    return empty_windows.cmd(unpacked / "安装.cmd", "/quiet")


@pytest.fixture
def windows(empty_windows, installing) -> Windows:
    """A Windows with the bundle installed."""
    assert installing[0] == 0, installing[1]
    (empty_windows.home / "python/Lib/site-packages/sitecustomize.py").write_text(WITHOUT_COPY_FILE_2)
    return empty_windows
