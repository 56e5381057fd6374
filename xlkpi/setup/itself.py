"""Installing what is running now: a clone installs its own folder, an installed package is packed again as a wheel."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath

from xlkpi.errors import Unusable, sentence
from xlkpi.places import Places
from xlkpi.setup.machine import Machine
from xlkpi.setup.steps import Step, Trace, program

MADE_BY_PIP = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
PROJECT = "pyproject.toml"
ROOT = Path(__file__).resolve().parents[2]


def into_environment(where: Places, python: PurePath, source: str | None) -> list[Step]:
    """The steps that put xlkpi into an environment: from `source`, from the clone it runs in, or from itself."""
    pip = (str(python), "-m", "pip", "install", "--disable-pip-version-check", "--upgrade")
    zh, en = "安装 xlkpi", "install xlkpi into it"
    if source or (ROOT / PROJECT).is_file():
        return [program(zh, en, (*pip, source or str(ROOT)))]
    wheel = where.home / wheel_name(_installed())
    return [_packed(wheel), program(zh, en, (*pip, str(wheel)))]


def wheel_name(package: Distribution) -> str:
    """The file name of a wheel of a pure Python package."""
    return f"{package.metadata['Name']}-{package.version}-py3-none-any.whl"


def _installed() -> Distribution:
    try:
        return distribution("xlkpi")
    except PackageNotFoundError as error:
        zh = "找不到 xlkpi 的安装信息。请用 --from 指定 wheel 文件或源代码目录"
        en = "xlkpi does not know where it was installed; name a wheel or the source folder with --from"
        raise Unusable(sentence(zh, en)) from error


def _packed(wheel: PurePath) -> Step:
    def do(machine: Machine) -> list[Trace]:
        machine.write(wheel, wheel_of(_installed()))
        return [Trace("file", str(wheel), machine.fingerprint(wheel) or "")]

    return Step(sentence("把自身打包为 {path}", "pack itself as {path}", path=str(wheel)), do)


def wheel_of(package: Distribution) -> bytes:
    """The wheel an installed pure Python package came from: its files, with a record of them."""
    buffer, record = io.BytesIO(), []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in package.files or ():
            outside = file.is_absolute() or ".." in file.parts  # scripts: pip makes them anew
            if outside or file.suffix == ".pyc" or file.name in MADE_BY_PIP:
                continue
            data = Path(str(package.locate_file(file))).read_bytes()
            wheel.writestr(file.as_posix(), data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{file.as_posix()},sha256={digest},{len(data)}")
        name = f"{package.metadata['Name']}-{package.version}.dist-info/RECORD"
        wheel.writestr(name, "\n".join([*record, f"{name},,"]) + "\n")
    return buffer.getvalue()
