"""The command that makes pictures of a workbook's pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "preview",
        preview,
        "把工作簿的打印页存成图片（需要 LibreOffice）",
        "Pictures of the printed pages (needs LibreOffice)",
        [
            options.files(),
            options.out(
                "图片放进哪个文件夹，默认当前文件夹", "folder of the pictures; this one by default", folder=True
            ),
            options.value(
                ("--dpi", "resolution"),
                "N",
                "分辨率，30 到 600，默认 110",
                "dots per inch, 30 to 600, 110 by default",
                type=click.FloatRange(30, 600),
                default=110,
            ),
        ],
        examples=(("preview 附件3.xlsm -o 图片", "每页一张 PNG，放进文件夹“图片”", "one PNG per page, into a folder"),),
    )


def preview(files: Sequence[Path], out: Path | None, resolution: float) -> None:
    """Write every printed page of workbooks as a picture."""
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.progress import progress
    from xlkpi.libreoffice.preview import preview as make_pictures

    meant = workbooks(files)
    pictures: list[Path] = []
    with progress(len(meant), words("存图", "drawing")) as tick:
        for named in meant:
            pictures += make_pictures(named.path, out or Path(), dots_per_inch=resolution)
            tick(named.path.name)
    for path in pictures:
        tell(str(path))
