"""Installation for a user, without administrator rights: planned as steps, remembered in a manifest, undone exactly."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from xlkpi.errors import Sentence, Unusable, sentence
from xlkpi.places import ADDIN, COMMAND, SERVICE, SERVICE_LOG, UNINSTALL, Places, places
from xlkpi.setup.itself import into_environment
from xlkpi.setup.machine import Machine
from xlkpi.setup.start import command_lines, service_lines, uninstall_lines
from xlkpi.setup.steps import Step, Trace, file, folder, here, program, registry_key, remark

TRUSTED = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations\xlkpi"

APPS = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Uninstall\xlkpi"

Say = Callable[[Sentence], None]


def plan(machine: Machine, *, source: str | None = None, trust: str | None = None) -> list[Step]:
    """The steps that install xlkpi on a machine; `source` is a wheel or folder instead of what is running now.

    `trust` is a folder of workbooks that Excel shall trust. Raises Unusable where there is no Excel, or where somebody
    else has put something in our place.
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
    trusted = [_trusted(machine, trust)] if trust else []
    refuse_planted(machine, where)
    steps = [folder(where.home)]
    steps += _brought(where) if runs_inside(machine, where) else _environment(machine, where, source)
    steps += _started_by_workbooks(where) if machine.system == "windows" else [_applescript(where)]
    zh, en = "安装加载项（功能区“绩效考核”）", "put the add-in (ribbon tab) in place"
    steps.append(file(where.addins / ADDIN, addin_bytes, zh, en))
    if machine.system == "windows":
        steps += trusted or [_how_to_trust()]
    return steps


def runs_inside(machine: Machine, where: Places) -> bool:
    """Whether the Python we run in is the installed one: the bundle brought it, nothing is left to fetch."""
    kind = PureWindowsPath if machine.system == "windows" else PurePosixPath
    return kind(machine.python).is_relative_to(where.environment)


def refuse_planted(machine: Machine, where: Places) -> None:
    """Refuse to build on a folder somebody else made: its contents would run in this user's name. Raises Unusable."""
    for path in (where.home, where.environment):
        if machine.exists(path) and not machine.trustworthy(path):
            zh = "文件夹 {path} 不是您或管理员建立的，其中的程序会以您的身份运行，因此不安装。"
            en = (
                "the folder {path} was made neither by you nor by an administrator, and its contents would run in your "
            )
            zh += "请联系管理员删除它，再重新安装"
            en += "name; nothing is installed. Have it removed, then install again"
            raise Unusable(sentence(zh, en, path=str(path)))


def _environment(machine: Machine, where: Places, source: str | None) -> list[Step]:
    tree = [Trace("tree", str(where.environment))]
    make = (machine.python, "-m", "venv", str(where.environment))
    zh, en = "建立独立的 Python 环境", "make a Python environment of its own"
    return [program(zh, en, make, tree), *into_environment(where, interpreters(machine, where)[-1], source)]


def interpreters(machine: Machine, where: Places) -> tuple[PurePath, ...]:
    """Where the installation's Python may stand: the bundle's own, or on Windows that of an environment made here."""
    made = (where.environment / r"Scripts\python.exe",) if machine.system == "windows" else ()
    return where.python, *made


def _brought(where: Places) -> list[Step]:
    """What a bundle's installation needs besides its own tree: a way to take it off again."""
    remove = where.home / UNINSTALL
    entry: dict[str, str | int] = {
        "DisplayName": "xlkpi 绩效考核",
        "DisplayVersion": version("xlkpi"),
        "InstallLocation": str(where.home),
        "UninstallString": f'"{remove}"',
        "NoModify": 1,
        "NoRepair": 1,
    }
    zh, en = "登记到 Windows“应用”列表", "enter it in Windows' list of apps"
    return [
        here(where.environment),
        file(remove, uninstall_lines, "写入卸载命令", "write the command that removes it"),
        registry_key(APPS, entry, zh, en),
    ]


def _started_by_workbooks(where: Places) -> list[Step]:
    return [
        file(where.home / SERVICE, service_lines, "写入工作簿启动计算服务的命令", "write what workbooks start"),
        file(where.home / COMMAND, command_lines, "写入命令 xlkpi", "write the command xlkpi"),
    ]


def _applescript(where: Places) -> Step:
    scripts = PurePath(where.documents).parent / "Library/Application Scripts/com.microsoft.Excel"
    left = Trace("file", str(scripts / f"xlwings-{version('xlwings')}.applescript"))
    command = (str(where.python.parent / "xlwings"), "runpython", "install")
    return program("允许 Excel 启动 Python", "let Excel start Python", command, [left])


def _trusted(machine: Machine, trust: str) -> Step:
    """Let Excel trust a folder, saying what that means. Raises Unusable for a folder that holds everything."""
    folder = PureWindowsPath(trust)
    profile = PureWindowsPath(machine.environ.get("USERPROFILE", "C:/Users"))
    wide = {profile, *profile.parents, profile / "Downloads", profile / "Desktop"}
    if not folder.is_absolute() or folder in wide or folder.parent == folder:
        zh = "不能信任“{path}”：下载的文件会落在其中。请为考核表单独建一个文件夹，写出完整路径，例如 D:\\考核"
        en = "“{path}” cannot be trusted: downloads land in it. Name a folder of its own for the workbooks, in full"
        raise Unusable(sentence(zh, en, path=trust))
    path = f"{folder}\\"
    values: dict[str, str | int] = {"Path": path, "AllowSubfolders": 1, "Description": "xlkpi"}
    zh = f"把 {path} 设为 Excel 受信任位置：从此其中（含子文件夹）任何工作簿的宏都不经询问直接运行，"
    zh += "包括别人放进去的；只应使用别人不能写入的文件夹"
    en = f"let Excel trust {path}: macros of any workbook in it and below run without being asked for, whoever put it "
    return registry_key(TRUSTED, values, zh, en + "there; use a folder that nobody else can write to")


def _how_to_trust() -> Step:
    return remark(
        "下载得来的工作簿若提示宏被阻止：右键“属性”勾选“解除锁定”；或把考核表放在一个文件夹里，"
        "用 xlkpi install --trust 文件夹 把它设为受信任位置",
        "where Excel blocks the macros of a downloaded workbook: file properties, Unblock; or keep the workbooks "
        "in one folder and run xlkpi install --trust FOLDER",
    )


def addin_bytes() -> bytes:
    """Build the add-in, the same bytes as the one among the workbooks."""
    from xlkpi.macros.addin import build_addin

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
    inside = runs_inside(machine, where)
    left = []
    for trace in reversed(traces):
        if inside and trace.path in (str(where.environment), str(where.home / UNINSTALL)):
            # neither a running Python nor the command file it was started from can go: that file does it at its end
            say(sentence("最后由“卸载.cmd”删除 {path}", "{path} is removed by 卸载.cmd at its end", path=trace.path))
        elif trace.kind != "folder" and not _removed(machine, trace, say, dry_run):
            left.append(trace)
    if dry_run:
        return True
    if left:
        machine.write(where.manifest, json.dumps([asdict(one) for one in reversed(left)], indent=1).encode())
        return False
    for path in (where.manifest, where.log, where.log.with_suffix(".old.log"), where.home / SERVICE_LOG):
        machine.remove(path)
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
