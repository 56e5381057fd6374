"""Checks of a machine: Python, the DLL, Excel, what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import PurePath, PureWindowsPath

from xlkpi.errors import sentence
from xlkpi.places import ADDIN, SERVICE, places
from xlkpi.setup.doctor import NOTICE, OK, WRONG, Finding, not_here
from xlkpi.setup.excel_checks import excel, macros
from xlkpi.setup.install import interpreters, remembered
from xlkpi.setup.machine import Machine
from xlkpi.setup.office_check import libreoffice

OLDEST_PYTHON = (3, 11)
STARTS = "import udfs.service; udfs.service.load()"
"""What the interpreter must be able to do."""
REINSTALL = sentence("请重新运行 xlkpi install", "run xlkpi install again")


def system(machine: Machine) -> Finding:
    """What works on this system at all."""
    title = sentence("系统", "system")
    said = {
        "windows": sentence("Windows：单元格公式、按钮、功能区均可用", "Windows: functions, buttons and ribbon"),
        "mac": sentence(
            "Mac：按钮和功能区可用；单元格公式不能在 Excel 中计算，请用 xlkpi recompute",
            "Mac: buttons and ribbon; functions are computed by xlkpi recompute, not in cells",
        ),
    }
    if machine.system in said:  # not asked for its description: Windows looks that up for seconds, in WMI
        return Finding(title, OK, said[machine.system])
    zh, en = "{name}：没有 Excel，使用命令行", "{name}: no Excel here, use the command line"
    return Finding(title, OK, sentence(zh, en, name=machine.description))


def python(machine: Machine) -> Finding:
    """A Python that Excel can start and that is new enough."""
    title = sentence("Python", "Python")
    major, minor = machine.python_version
    seen = sentence("{version} {path}", "{version} {path}", version=f"{major}.{minor}", path=machine.python)
    if (major, minor) < OLDEST_PYTHON:
        mend = sentence("需要 Python 3.11 以上：从 python.org 安装后运行 xlkpi install", "install Python 3.11 or later")
        return Finding(title, WRONG, seen, mend)
    if "WindowsApps" in machine.python:
        zh = "Microsoft Store 版 Python 不能被 Excel 调用：请从 python.org 安装，再运行 xlkpi install"
        en = "Excel cannot start the Python of the Microsoft Store: install one from python.org, then xlkpi install"
        mend = sentence(zh, en)
        return Finding(title, WRONG, seen, mend)
    return Finding(title, OK, seen)


def planted(machine: Machine) -> Finding:
    """Whether the program's folder is the user's own: who else could write to it could run anything in their name."""
    title = sentence("程序文件夹", "the program's folder")
    if machine.system == "other":
        return not_here(title)
    where = places(machine.system, machine.environ)
    seen = sentence("{path}", "{path}", path=str(where.home))
    for path in (where.home, where.environment, where.home / SERVICE):
        if machine.exists(path) and not machine.trustworthy(path):
            zh = "{path} 不属于您，也不属于管理员：请勿使用，联系管理员删除后重新安装"
            en = "{path} belongs neither to you nor to an administrator: have it removed, then install again"
            return Finding(title, WRONG, seen, sentence(zh, en, path=str(path)))
    return Finding(title, OK, seen)


def interpreter(machine: Machine) -> Finding:
    """The Python that every workbook gets, and whether the calculation service starts with it."""
    title = sentence("工作簿所用的 Python", "the Python of the workbooks")
    if machine.system == "other":
        return not_here(title)
    where = places(machine.system, machine.environ)
    path = next((one for one in interpreters(machine, where) if machine.exists(one)), where.python)
    seen = sentence("{path}", "{path}", path=str(path))
    if not machine.exists(path):
        zh = "文件不存在：请运行安装包中的“安装.cmd”，或 xlkpi install"
        en = "it is not there: run 安装.cmd, or xlkpi install"
        mend = sentence(zh, en)
        return Finding(title, WRONG, seen, mend)
    failed, said = machine.run((str(path), "-I", "-B", "-c", STARTS))
    if failed:  # files are missing, or the Python under an environment was removed or is another user's own
        zh = "不能启动（{cause}）：请重新运行安装包中的“安装.cmd”；用 xlkpi install 安装的，"
        zh += "其依赖的 Python 可能已卸载或属于另一个用户，"
        zh += "请从 python.org 安装时选“为所有用户安装”，运行 xlkpi uninstall，再运行 xlkpi install"
        en = "it does not start ({cause}): run 安装.cmd again; after xlkpi install, the Python under it may be gone or "
        en += "belong to another user: install one for all users, run xlkpi uninstall, then xlkpi install"
        cause = said.strip().splitlines()[-1] if said.strip() else str(failed)
        return Finding(title, WRONG, seen, sentence(zh, en, cause=cause))
    return Finding(title, OK, seen)


def library(machine: Machine) -> Finding:
    """The DLL between VBA and Python, of the version that the workbooks name."""
    title = sentence("连接 VBA 与 Python 的 DLL", "the DLL between VBA and Python")
    if machine.system != "windows":
        return not_here(title)
    home = places(machine.system, machine.environ).environment
    name = f"xlwings64-{version('xlwings')}.dll"
    if machine.exists(home / name):
        return Finding(title, OK, sentence("{name}", "{name}", name=name))
    mend = sentence(
        "缺少 {name}（版本不符，或被杀毒软件隔离）：把 {home} 加入杀毒软件白名单，再运行 xlkpi install",
        "{name} is missing (another version, or taken by an antivirus program): exclude {home} there, "
        "then run xlkpi install",
        name=name,
        home=str(home),
    )
    return Finding(title, WRONG, None, mend)


def installed_files(machine: Machine) -> Finding:
    """Whether what was installed is still there: antivirus programs take add-ins away."""
    title = sentence("已安装的文件", "installed files")
    where = places(machine.system, machine.environ)
    if where.addins is None:
        return not_here(title)
    traces = remembered(machine, where)
    if not traces:
        return Finding(
            title,
            WRONG,
            sentence("尚未安装", "nothing is installed"),
            sentence("请运行 xlkpi install", "run xlkpi install"),
        )
    gone = [trace.path for trace in traces if trace.kind != "registry" and not machine.exists(PurePath(trace.path))]
    if gone:
        seen = sentence("{path} 不见了（可能被杀毒软件隔离）", "{path} is gone (antivirus?)", path=gone[0])
        zh = "在杀毒软件中恢复并加入白名单，或重新运行 xlkpi install"
        en = "restore and exclude it there, or run xlkpi install again"
        mend = sentence(zh, en)
        return Finding(title, WRONG, seen, mend)
    return Finding(title, OK, sentence("{count} 项齐全", "all {count} are there", count=len(traces)))


def other_addins(machine: Machine) -> Finding:
    """An add-in of xlwings' own, which antivirus programs dislike and which we do not need."""
    title = sentence("xlwings 自带加载项", "xlwings' own add-in")
    addins = places(machine.system, machine.environ).addins
    if addins is None:
        return not_here(title)
    if machine.exists(addins / "xlwings.xlam"):
        zh = "本系统不需要它；如杀毒软件报警，可删除 {path}"
        en = "it is not needed here; if the antivirus program complains, delete {path}"
        mend = sentence(zh, en, path=str(addins / "xlwings.xlam"))
        return Finding(title, NOTICE, sentence("存在", "is there"), mend)
    return Finding(title, OK)


def addin(machine: Machine) -> Finding:
    """The ribbon's file."""
    title = sentence("功能区“绩效考核”", "the ribbon tab")
    addins = places(machine.system, machine.environ).addins
    if addins is None:
        return not_here(title)
    return Finding(title, OK) if machine.exists(addins / ADDIN) else Finding(title, WRONG, None, REINSTALL)


def leftovers(machine: Machine) -> Finding:
    """Calculation services that outlived their Excel."""
    title = sentence("残留的计算服务进程", "calculation services left behind")
    if machine.system != "windows":
        return not_here(title)
    _, listed = machine.run(("tasklist", "/fo", "csv", "/nh"))
    names = [line.split('","')[0].strip('"').lower() for line in listed.splitlines() if line.strip()]
    if "excel.exe" in names or not any(name.startswith("python") for name in names):
        return Finding(title, OK)
    zh = "Excel 已关闭但仍有 python.exe 在运行；如公式异常，请在任务管理器中结束它，再打开 Excel"
    en = "Excel is closed but a python.exe is running: end it in the task manager if functions misbehave"
    mend = sentence(zh, en)
    return Finding(title, NOTICE, None, mend)


def onedrive(machine: Machine) -> Finding:
    """Workbooks in OneDrive are known to Excel by a web address."""
    title = sentence("OneDrive", "OneDrive")
    if machine.system != "windows":
        return not_here(title)
    folder = machine.environ.get("OneDriveCommercial") or machine.environ.get("OneDrive")
    if not folder:
        return Finding(title, OK)
    documents = machine.registry(
        r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders", "Personal"
    )
    inside = documents is not None and PureWindowsPath(documents).is_relative_to(PureWindowsPath(folder))
    if not inside:
        return Finding(title, OK)
    seen = sentence("“文档”在 OneDrive 中", "Documents lies in OneDrive")
    zh = "公式和按钮不受影响；取数时请选择本机文件夹，或先让文件夹“始终保留在此设备上”"
    en = "functions and buttons work; for collecting pick a folder that is always kept on this device"
    mend = sentence(zh, en)
    return Finding(title, NOTICE, seen, mend)


def applescript(machine: Machine) -> Finding:
    """What lets Excel on a Mac start Python."""
    title = sentence("允许 Excel 启动 Python 的脚本", "the script that lets Excel start Python")
    if machine.system != "mac":
        return not_here(title)
    scripts = (
        places(machine.system, machine.environ).documents.parent / "Library/Application Scripts/com.microsoft.Excel"
    )
    path = scripts / f"xlwings-{version('xlwings')}.applescript"
    return Finding(title, OK) if machine.exists(path) else Finding(title, WRONG, None, REINSTALL)


def log(machine: Machine) -> Finding:
    """Whether something broke lately."""
    title = sentence("日志", "log")
    path = places(machine.system, machine.environ).log
    text = machine.text(path)
    if not text:
        return Finding(title, OK, sentence("没有错误记录", "no errors"))
    seen = sentence("有错误记录：{path}", "there are errors: {path}", path=str(path))
    return Finding(title, NOTICE, seen, sentence("请把日志发给维护人员", "send the log to your maintainer"))


CHECKS: tuple[Callable[[Machine], Finding], ...] = (
    system,
    python,
    planted,
    interpreter,
    library,
    installed_files,
    addin,
    excel,
    macros,
    other_addins,
    leftovers,
    onedrive,
    applescript,
    libreoffice,
    log,
)
"""Every check of a machine, in the order of the report."""
