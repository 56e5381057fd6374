"""Installation for a user, without administrator rights: planned as steps, remembered in a manifest, undone exactly."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path, PurePath, PureWindowsPath

from xlkpi.errors import Sentence, Unusable, sentence
from xlkpi.places import ADDIN, Places, places
from xlkpi.setup.machine import Machine
from xlkpi.setup.steps import Step, Trace, file, folder, program, registry_key, remark

TRUSTED = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations\xlkpi"
USERS, ADMINISTRATORS, SYSTEM = "*S-1-5-32-545", "*S-1-5-32-544", "*S-1-5-18"
"""Well-known groups by number, for their names differ with the language of Windows."""

Say = Callable[[Sentence], None]


def plan(machine: Machine, *, source: str | None = None, trust: str | None = None) -> list[Step]:
    """The steps that install xlkpi on a machine; `source` is a wheel or folder instead of the package index.

    `trust` is a folder of workbooks that Excel shall trust. Raises Unusable where there is no Excel.
    """
    where = places(machine.system, machine.environ)
    if where.addins is None:
        zh = "这台机器上没有 Excel 可装，命令行 xlkpi 已经可用；加 --system windows --dry-run 可查看 Windows 上的步骤"
        en = "there is no Excel on this machine; the command line works as it is"
        raise Unusable(sentence(zh, en))
    if machine.system == "windows" and "WindowsApps" in machine.python:
        zh = "当前 Python 来自 Microsoft Store，Excel 无法调用。请从 python.org 安装 Python 3.11 以上版本后重试"
        en = "this Python comes from the Microsoft Store and Excel cannot start it; install one from python.org"
        raise Unusable(sentence(zh, en))
    steps = [folder(where.log.parent)]
    if _of_another_user(machine, where):
        zh = "{path} 已由本机其他用户安装，直接使用"
        steps.append(remark(zh.format(path=where.home), f"{where.home} was installed by another user and is used"))
    else:
        steps += [folder(where.home), *_environment(machine, where, source)]
        if machine.system == "windows":
            steps.append(_protected(machine, where))
    if machine.system == "mac":
        steps.append(_applescript(where))
    zh, en = "安装加载项（功能区“绩效考核”）", "put the add-in (ribbon tab) in place"
    steps.append(file(where.addins / ADDIN, addin_bytes, zh, en))
    if machine.system == "windows":
        steps.append(_trusted(trust) if trust else _how_to_trust())
    return steps


def _of_another_user(machine: Machine, where: Places) -> bool:
    """Whether the program stands there already without our having put it there."""
    own = {trace.path for trace in remembered(machine, where)}
    return machine.exists(where.python) and str(where.environment) not in own


def _environment(machine: Machine, where: Places, source: str | None) -> list[Step]:
    wanted = source or f"xlkpi=={_version()}"
    tree = [Trace("tree", str(where.environment))]
    pip = (str(where.python), "-m", "pip", "install", "--disable-pip-version-check", "--upgrade", wanted)
    return [
        program(
            "建立独立的 Python 环境",
            "make a Python environment of its own",
            (machine.python, "-m", "venv", str(where.environment)),
            tree,
        ),
        program("安装 xlkpi", "install xlkpi into it", pip),
    ]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("xlkpi")
    except PackageNotFoundError as error:
        zh = "当前是源代码目录，没有安装包版本号。请用 --from 指定 wheel 文件或源代码目录"
        en = "xlkpi runs from its source here; name a wheel or the source folder with --from"
        raise Unusable(sentence(zh, en)) from error


def _protected(machine: Machine, where: Places) -> Step:
    """Let other users of the machine run the program, but not change it."""
    user = machine.environ.get("USERNAME", "%USERNAME%")
    own = f"{machine.environ.get('USERDOMAIN', '')}\\{user}".lstrip("\\")
    rights = [f"{own}:(OI)(CI)F", f"{SYSTEM}:(OI)(CI)F", f"{ADMINISTRATORS}:(OI)(CI)F", f"{USERS}:(OI)(CI)RX"]
    command = ["icacls", str(where.home), "/inheritance:r", *(word for right in rights for word in ("/grant:r", right))]
    return program("只允许本人修改该文件夹", "let nobody else change the folder", command)


def _applescript(where: Places) -> Step:
    scripts = PurePath(where.documents).parent / "Library/Application Scripts/com.microsoft.Excel"
    left = Trace("file", str(scripts / f"xlwings-{version('xlwings')}.applescript"))
    command = (str(where.python.parent / "xlwings"), "runpython", "install")
    return program("允许 Excel 启动 Python", "let Excel start Python", command, [left])


def _trusted(trust: str) -> Step:
    path = str(PureWindowsPath(trust)) + "\\"
    values: dict[str, str | int] = {"Path": path, "AllowSubfolders": 1, "Description": "xlkpi"}
    return registry_key(TRUSTED, values, f"把 {path} 设为 Excel 受信任位置", f"let Excel trust {path}")


def _how_to_trust() -> Step:
    return remark(
        "下载得来的工作簿若提示宏被阻止：右键“属性”勾选“解除锁定”；或把考核表放在一个文件夹里，"
        "用 xlkpi install --trust 文件夹 把它设为受信任位置",
        "where Excel blocks the macros of a downloaded workbook: file properties, Unblock; or keep the workbooks "
        "in one folder and run xlkpi install --trust FOLDER",
    )


def addin_bytes() -> bytes:
    """Build the add-in, the same bytes as the one among the workbooks."""
    from xlkpi.templates.addin import build_addin

    with tempfile.TemporaryDirectory() as room:
        return build_addin(Path(room) / ADDIN).read_bytes()


def install(machine: Machine, steps: list[Step], say: Say, *, dry_run: bool = False) -> None:
    """Say and do every step; what was put where is remembered even if a later step fails. Raises CannotWrite."""
    where = places(machine.system, machine.environ)
    traces = [] if dry_run else remembered(machine, where)
    for step in steps:
        say(step.text)
        if not dry_run:
            for trace in step.do(machine):
                traces = [*(old for old in traces if old.path != trace.path), trace]
                machine.make_folder(where.manifest.parent)
                machine.write(where.manifest, json.dumps([asdict(one) for one in traces], indent=1).encode())


def remembered(machine: Machine, where: Places) -> list[Trace]:
    """What earlier installations put on the machine."""
    text = machine.text(where.manifest)
    return [Trace(**entry) for entry in json.loads(text)] if text else []


def uninstall(machine: Machine, say: Say, *, dry_run: bool = False) -> bool:
    """Remove exactly what was put there, last things first; a file changed since is left. Tells whether all is gone."""
    where = places(machine.system, machine.environ)
    traces = remembered(machine, where)
    if not traces:
        say(sentence("没有安装记录，无需卸载", "nothing was installed by xlkpi install"))
        return True
    left = [
        trace for trace in reversed(traces) if trace.kind != "folder" and not _removed(machine, trace, say, dry_run)
    ]
    if dry_run:
        return True
    if left:
        machine.write(where.manifest, json.dumps([asdict(one) for one in reversed(left)], indent=1).encode())
        return False
    machine.remove(where.manifest)
    for trace in reversed(traces):
        if trace.kind == "folder":
            machine.remove(PurePath(trace.path))
    return True


def _removed(machine: Machine, trace: Trace, say: Say, dry_run: bool) -> bool:
    path = PurePath(trace.path)
    if trace.kind == "file" and trace.fingerprint and machine.fingerprint(path) not in (None, trace.fingerprint):
        zh, en = "{path} 已被改动，保留不删", "{path} was changed since and is left"
        say(sentence(zh, en, path=trace.path))
        return True
    say(sentence("删除 {path}", "remove {path}", path=trace.path))
    if dry_run:
        return True
    gone = {"tree": machine.remove_tree, "file": machine.remove}
    done = machine.remove_registry(trace.path) if trace.kind == "registry" else gone[trace.kind](path)
    if not done:
        zh, en = "删不掉 {path}，请关闭 Excel 后再试", "cannot remove {path}: close Excel and try again"
        say(sentence(zh, en, path=trace.path))
    return done
