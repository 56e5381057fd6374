"""What 安装.cmd runs, with the Python of the bundle and nothing but its standard library: check, unpack, hand over.

The new program is laid out beside the old one and takes its place in one step; whatever fails before leaves the old one
as it was. What remains to be done (add-in, registry, list of what was installed) the installed Python does itself.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from py_compile import PycInvalidationMode

from xlkpi.errors import CannotRead, CannotWrite, Sentence, XlkpiError, reason_of, sentence
from xlkpi.places import places
from xlkpi.setup.install import refuse_planted
from xlkpi.setup.machine import Machine

CONTENTS = "contents.json"
"""The SHA-256 of every file of the bundle, by path."""
RUNTIME, WHEELS = "python", "wheels"
PACKAGES = Path("Lib", "site-packages")
LIBRARIES = "xlwings*-*.dll"
"""The DLLs that workbooks name by version: an upgrade leaves the earlier ones, for workbooks made before it."""
LOADED = ("xlkpi", "udfs", "xlwings", "win32", "win32com", "click")
UNCHECKED = PycInvalidationMode.UNCHECKED_HASH
"""The sources never change after an installation; Windows' clock and a copied tree may."""
PATHS = "python313.zip\r\n.\r\nimport site\r\n"
"""The runtime's list of folders, with its packages: as it comes it looks into none."""


def main(bundle: Path, arguments: Sequence[str]) -> int:
    """Install from the unpacked bundle; `arguments` go to `xlkpi install`. Returns the exit code."""
    try:
        target = install(bundle)
    except XlkpiError as error:
        _say(error.text)
        return 2
    python = (str(target / "python.exe"), "-I", "-B", "-X", "utf8", "-m", "xlkpi")
    failed = subprocess.run([*python, "install", *arguments], check=False).returncode  # noqa: S603 - our own program
    if failed:
        return failed
    _say(sentence("检查本机：", "examining this machine:"))
    subprocess.run([*python, "doctor"], check=False)  # noqa: S603 - what it finds is told and is no failed installation
    return 0


def install(bundle: Path) -> Path:
    """Check the bundle and put its program in place; returns its folder. Raises CannotRead, CannotWrite, Unusable."""
    where = places()
    _say(sentence("核对安装包的文件", "checking the files of the bundle"))
    verify(bundle)
    refuse_planted(Machine(), where)
    target = Path(str(where.environment))
    fresh, old = target.with_name("python.new"), target.with_name("python.old")
    _say(sentence("展开到 {path}", "unpacking into {path}", path=str(target)))
    try:
        if old.exists() and not target.exists():  # an upgrade was cut off between the two renames
            old.rename(target)
        for rest in (fresh, old):
            shutil.rmtree(rest, ignore_errors=True)
        lay_out(bundle, fresh)
        compiled(fresh, target)
        for library in target.glob(LIBRARIES):
            if not (fresh / library.name).exists():
                _put(fresh / library.name, library.read_bytes())
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:
        if not target.exists() and old.exists():
            old.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        zh = "没有安装，原来的程序（如有）未动：{reason}。请关闭 Excel 后再运行一次“安装.cmd”"
        en = "nothing was installed and an earlier program is as it was: {reason}; close Excel and run 安装.cmd again"
        raise CannotWrite(sentence(zh, en, reason=reason_of(error))) from error
    shutil.rmtree(old, ignore_errors=True)
    return target


def verify(bundle: Path) -> None:
    """Raise CannotRead where a file of the bundle is missing or is not what was packed."""
    try:
        listed: dict[str, str] = json.loads((bundle / CONTENTS).read_text(encoding="utf-8"))
        for name, digest in listed.items():
            if hashlib.sha256((bundle / name).read_bytes()).hexdigest() != digest:
                zh = "安装包中的“{name}”与发布时不同：请重新下载并完整解压"
                raise CannotRead(sentence(zh, "“{name}” is not what was packed: download it again", name=name))
    except OSError as error:
        zh = "安装包不完整，缺少“{name}”：请先把压缩包完整解压，再运行“安装.cmd”"
        en = "“{name}” is missing: unpack the whole archive first, then run 安装.cmd"
        raise CannotRead(sentence(zh, en, name=Path(str(error.filename)).name)) from error


def lay_out(bundle: Path, into: Path) -> None:
    """Make the program's folder: the runtime with every wheel in it. Raises OSError."""
    for path in (bundle / RUNTIME).rglob("*"):
        if path.is_file():  # written anew, not copied: a copy on Windows carries the mark of a downloaded file along
            _put(into / path.relative_to(bundle / RUNTIME), path.read_bytes())
    (into / "python313._pth").write_text(PATHS, encoding="ascii", newline="")
    for wheel in sorted((bundle / WHEELS).glob("*.whl")):
        with zipfile.ZipFile(wheel) as package:
            for name, place in _places(package):
                _put(into / place, package.read(name))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def compiled(packages: Path, later: Path) -> None:
    """Compile what the calculation service loads: it starts in half the time, and nothing is written at run time."""
    for name in LOADED:
        folder = packages / PACKAGES / name
        shown = str(later / PACKAGES / name)
        compileall.compile_dir(folder, ddir=shown, quiet=2, workers=1, invalidation_mode=UNCHECKED)


def _places(package: zipfile.ZipFile) -> Iterator[tuple[str, Path]]:
    """Where the files of a wheel go: packages, files for the runtime's own folder; its scripts are not needed."""
    for name in package.namelist():
        first, *rest = name.split("/")
        if name.endswith("/"):
            continue
        if not first.endswith(".data"):
            yield name, PACKAGES / name
        elif rest[0] == "data":
            yield name, Path(*rest[1:])
        elif rest[0] in ("purelib", "platlib"):
            yield name, PACKAGES.joinpath(*rest[1:])


def _say(text: Sentence) -> None:
    print(text.say(), flush=True)  # noqa: T201 - a command line without its own library


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
