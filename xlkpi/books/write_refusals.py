"""Why the file engine does not write: one class for each cause; the file on the disk then stands as it was.

CannotWrite
└── WriteRefusal
    ├── OpenElsewhere           Excel or LibreOffice has the file open
    ├── SourceChanged           somebody else changed the file meanwhile
    ├── ReadOnlyFile            the file is set read-only
    ├── FolderClosed            no permission to write in the folder
    ├── DiskFull                no room on the disk, or over the quota
    ├── SaveFailed              the operating system refused for another reason
    ├── ResultTooLarge          the result would be over a limit that we set ourselves
    ├── ResultUnsound           the result did not pass the checks after writing; it was thrown away
    ├── MergedInterior          the cell is covered by a merged cell
    ├── TableHeader             the cell is the header of a table
    ├── FormulaBound            the cell's formula covers other cells too
    └── ValueRefused            a value that no cell can hold
"""

from __future__ import annotations

from xlkpi.books.refusal import Refusal
from xlkpi.errors import CannotWrite


class WriteRefusal(Refusal, CannotWrite):
    """Nothing was written; the file on the disk stands as it was."""


class OpenElsewhere(WriteRefusal):
    """Excel or LibreOffice has the file open."""

    zh = "文件 {file} 正被打开（存在 {lock}）。请先关闭；如确认无人打开，删除该锁文件后重试。"
    en = "{file} is open elsewhere ({lock} exists). Close it; if nobody has it open, delete that file and try again."


class SourceChanged(WriteRefusal):
    """Somebody else changed the file meanwhile."""

    zh = "文件 {file} 在处理期间被别人改动，未保存。请重新运行。"
    en = "{file} was changed by somebody else meanwhile; nothing was saved. Run again."


class ReadOnlyFile(WriteRefusal):
    """The file is set read-only, by whoever did not want it changed."""

    zh = "文件 {file} 是只读的，未保存。如需改动，请先去掉“只读”属性，或用 -o 另存。"
    en = "{file} is set read-only and was not saved. Clear that attribute to change it, or save elsewhere with -o."


class FolderClosed(WriteRefusal):
    """No permission to write in the folder, or over the file."""

    zh = "无法写入 {file}（{why}）。请检查文件夹权限，或另选保存位置。"
    en = "Cannot write {file} ({why}). Check the folder's permissions or choose another place."


class DiskFull(WriteRefusal):
    """No room on the disk, or over the quota."""

    zh = "磁盘空间不足或超出配额，{file} 未保存，原文件未动。请清理空间后重试。"
    en = "The disk is full or over quota; {file} was not saved and the old file stands. Make room and try again."


class SaveFailed(WriteRefusal):
    """The operating system refused for another reason."""

    zh = "保存 {file} 失败（{why}），原文件未动。"
    en = "Saving {file} failed ({why}); the old file stands."


class ResultTooLarge(WriteRefusal):
    """The result would be over a limit of ours, so that the next run would refuse it."""

    zh = "保存后的 {file} 会超过上限（{why}），未保存，原文件未动。请拆分工作簿。"
    en = "{file} would be over a limit once saved ({why}); nothing was saved, the old file stands. Split the workbook."


class ResultUnsound(WriteRefusal):
    """The result did not pass the checks after writing; it was thrown away."""

    zh = "保存前的检查未通过（{why}），{file} 未改动。请保留该文件并反馈。"
    en = "The result did not pass its checks ({why}); {file} was not changed. Keep the file and report it."


class MergedInterior(WriteRefusal):
    """The cell is covered by a merged cell."""

    zh = "{place} 被合并单元格 {area} 覆盖，写入的内容不会显示。请写入左上角的单元格。"
    en = "{place} is covered by the merged cell {area}; a value there would not show. Write to its top-left cell."


class TableHeader(WriteRefusal):
    """The cell is the header of a table."""

    zh = "{place} 是表格“{table}”的标题，改动会使文件需要修复。请在 Excel 中修改标题。"
    en = "{place} is a header of table “{table}”; a change would make Excel repair the file. Rename it in Excel."


class FormulaBound(WriteRefusal):
    """The cell's formula covers other cells too."""

    zh = "{place} 的公式与其他单元格共用（{area}），不能单独替换。请在 Excel 中修改。"
    en = "The formula of {place} also covers other cells ({area}) and cannot be replaced alone. Change it in Excel."


class ValueRefused(WriteRefusal):
    """A value that no cell can hold."""

    zh = "无法写入该值（{why}）：{value}"
    en = "This value cannot be written to a cell ({why}): {value}"
