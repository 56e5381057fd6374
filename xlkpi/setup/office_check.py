"""How xlkpi stands in this machine's LibreOffice."""

from __future__ import annotations

from xlkpi.errors import sentence
from xlkpi.libreoffice.faults import LibreOfficeTrouble, NotInstalled
from xlkpi.libreoffice.program import find_libreoffice
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
    if found is State.CURRENT:
        return Finding(title, OK, seen[found])
    mend = sentence("运行 xlkpi install libreoffice", "run xlkpi install libreoffice")
    if in_use(program):
        zh = "关闭 LibreOffice 的所有窗口，再运行 xlkpi install libreoffice"
        mend = sentence(zh, "close all windows of LibreOffice, then run xlkpi install libreoffice")
    return Finding(title, WRONG if found is State.OTHER else NOTICE, seen[found], mend)
