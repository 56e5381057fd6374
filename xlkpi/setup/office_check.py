"""How xlkpi stands in this machine's LibreOffice."""

from __future__ import annotations

from xlkpi.errors import sentence
from xlkpi.libreoffice.faults import LibreOfficeTrouble, NotInstalled
from xlkpi.libreoffice.program import find_libreoffice, mistaken_python
from xlkpi.setup.doctor import NOT_HERE, NOTICE, OK, WRONG, Finding
from xlkpi.setup.machine import Machine


def libreoffice(machine: Machine) -> Finding:
    """Whether LibreOffice is here, recent enough, and holds this version of the functions."""
    title = sentence("LibreOffice 里的绩效函数", "appraisal functions in LibreOffice")
    try:
        program = find_libreoffice(machine.environ)
    except NotInstalled:
        return Finding(title, NOT_HERE, sentence("没有安装 LibreOffice", "LibreOffice is not installed"))
    except LibreOfficeTrouble as trouble:
        mend = sentence("升级 LibreOffice", "install a later LibreOffice")
        return Finding(title, WRONG, trouble.text, mend)
    from xlkpi.libreoffice.office_install import State, in_use, state

    seen = {
        State.CURRENT: sentence("{title}，已安装", "{title}, installed", title=program.title),
        State.OTHER: sentence("{title}，装的是另一个版本", "{title}, another version of them", title=program.title),
        State.ABSENT: sentence("{title}，未安装", "{title}, not installed", title=program.title),
    }
    found = state(program)
    mistaken = mistaken_python(program, machine.environ)
    if found is State.CURRENT and mistaken is not None:
        zh = "{title}，已安装；但从这个命令行窗口启动的 LibreOffice 打不开考核表：它会误用 {python}"
        en = "{title}, installed; but a LibreOffice started from this shell opens none of our workbooks: "
        en += "it takes {python} for its own"
        seen_here = sentence(zh, en, title=program.title, python=str(mistaken))
        zh = "从桌面图标或新的命令行窗口启动 LibreOffice，或先 deactivate；也可以用 env PATH=/usr/bin:/bin soffice 文件"
        en = "start LibreOffice from its icon or a new shell, deactivate first, or env PATH=/usr/bin:/bin soffice FILE"
        return Finding(title, NOTICE, seen_here, sentence(zh, en))
    if found is State.CURRENT:
        return Finding(title, OK, seen[found])
    mend = sentence("运行 xlkpi install libreoffice", "run xlkpi install libreoffice")
    if in_use(program):
        zh = "关闭 LibreOffice 的所有窗口，再运行 xlkpi install libreoffice"
        mend = sentence(zh, "close all windows of LibreOffice, then run xlkpi install libreoffice")
    return Finding(title, WRONG if found is State.OTHER else NOTICE, seen[found], mend)
