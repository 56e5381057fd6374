"""What the commands build, install and uninstall do for LibreOffice."""

from __future__ import annotations

from pathlib import Path

from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence


def is_libreoffice(what: str, otherwise: str) -> bool:
    """Tell whether a command means LibreOffice; `otherwise` is the other word it takes. Raises Unusable."""
    if what not in (otherwise, "libreoffice"):
        zh, en = "没有“{what}”，可用：{other}、libreoffice", "there is no {what}; use {other} or libreoffice"
        raise Unusable(sentence(zh, en, what=what, other=otherwise))
    return what == "libreoffice"


def build_extension(folder: Path) -> None:
    """Write the extension into a folder."""
    from xlkpi.libreoffice.extension import build

    tell(str(build(folder)))


def install_extension(*, dry_run: bool = False) -> None:
    """Put the functions into the user's LibreOffice."""
    from xlkpi.libreoffice.office_install import install
    from xlkpi.libreoffice.program import find_libreoffice

    program = find_libreoffice()
    if dry_run:
        tell(
            words(
                f"将把绩效函数装进 {program.title}（配置文件夹 {program.profile}），什么都没有改动",
                f"would put the functions into {program.title} (profile {program.profile}); nothing was done",
            )
        )
        return
    install(program)
    tell(
        words(
            f"绩效函数已装进 {program.title}：打开考核表即可计算",
            f"the functions are in {program.title}: open a workbook and it computes",
        )
    )


def uninstall_extension(*, dry_run: bool = False) -> None:
    """Take the functions out of the user's LibreOffice."""
    from xlkpi.libreoffice.office_install import State, state, uninstall
    from xlkpi.libreoffice.program import find_libreoffice

    program = find_libreoffice()
    if state(program) is State.ABSENT:
        tell(words(f"{program.title} 里没有绩效函数", f"there are no functions of ours in {program.title}"))
        return
    if not dry_run:
        uninstall(program)
    done = words(f"已从 {program.title} 删除绩效函数", f"the functions are gone from {program.title}")
    tell(words("什么都没有改动", "nothing was done") if dry_run else done)
