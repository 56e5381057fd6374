"""What can go wrong with LibreOffice, each with what to do.

CannotRead
└── LibreOfficeTrouble      carries a sentence
    ├── NotInstalled        no LibreOffice found, or its Python cannot reach it
    ├── TooOld              a version we cannot use
    ├── ProfileInUse        the user's LibreOffice is open
    ├── Died                LibreOffice ended by itself
    ├── NoAnswer            LibreOffice took too long and was ended
    └── CannotLoad          LibreOffice does not open the file
"""

from __future__ import annotations

from xlkpi.errors import CannotRead, sentence


class LibreOfficeTrouble(CannotRead):
    """LibreOffice cannot do what was asked."""


class NotInstalled(LibreOfficeTrouble):
    """No usable LibreOffice on this machine."""

    def __init__(self, missing: str = "") -> None:
        super().__init__(
            sentence(
                "没有找到 LibreOffice{missing}。请安装 LibreOffice 7.2 或更高版本（Debian/Ubuntu："
                "apt install libreoffice-calc python3-uno），或用环境变量 XLKPI_SOFFICE 指明 soffice 的位置",
                "LibreOffice was not found{missing}. Install LibreOffice 7.2 or later (Debian/Ubuntu: "
                "apt install libreoffice-calc python3-uno), or say in XLKPI_SOFFICE where soffice is",
                missing=f" ({missing})" if missing else "",
            )
        )


class TooOld(LibreOfficeTrouble):
    """LibreOffice is older than we can use."""

    def __init__(self, version: str, needed: str) -> None:
        zh = "LibreOffice {version} 版本过低，需要 {needed} 或更高版本"
        en = "LibreOffice {version} is too old; {needed} or later is needed"
        super().__init__(sentence(zh, en, version=version, needed=needed))


class ProfileInUse(LibreOfficeTrouble):
    """The user's LibreOffice is open, so that its settings cannot be changed."""

    def __init__(self) -> None:
        zh = "LibreOffice 正在运行，请先关闭它的所有窗口（包括快速启动），再执行一次"
        en = "LibreOffice is running: close all its windows (and the quickstarter), then try again"
        super().__init__(sentence(zh, en))


class Died(LibreOfficeTrouble):
    """LibreOffice ended by itself."""

    def __init__(self, said: str = "") -> None:
        zh = "LibreOffice 意外退出{said}。原文件没有改动，请再试一次；仍不行时重装 LibreOffice"
        en = "LibreOffice ended unexpectedly{said}. Your file is as it was; try again, then reinstall LibreOffice"
        super().__init__(sentence(zh, en, said=f"（{said}）" if said else ""))


class NoAnswer(LibreOfficeTrouble):
    """LibreOffice took too long and was ended."""

    def __init__(self, seconds: float) -> None:
        zh = "LibreOffice 超过 {seconds} 秒没有响应，已将它结束。原文件没有改动"
        en = "LibreOffice did not answer within {seconds} s and was ended. Your file is as it was"
        super().__init__(sentence(zh, en, seconds=f"{seconds:g}"))


class CannotLoad(LibreOfficeTrouble):
    """LibreOffice does not open the file."""

    def __init__(self, file: str, why: str = "") -> None:
        zh = "LibreOffice 打不开“{file}”{why}：文件已损坏、加了密码，或不是电子表格"
        en = "LibreOffice cannot open “{file}”{why}: damaged, protected by a password, or no spreadsheet"
        super().__init__(sentence(zh, en, file=file, why=f"（{why}）" if why else ""))
