"""Why the file engine says no: one class for each cause, each with a sentence that names the cause and the mend.

CannotRead
└── ReadRefusal
    ├── NotReadable             no such file, a folder, or no permission
    ├── EmptyFile               0 bytes, typical of a broken download or synchronisation
    ├── FileTooLarge            above the size limit
    ├── EncryptedWorkbook       opens with a password
    ├── LegacyWorkbook          the binary .xls of Excel 97-2003
    ├── NotAPackage             not a zip package at all
    ├── TruncatedPackage        the end of the file is missing
    ├── Zip64Package            zip64 is not needed for any file we accept
    ├── OddLayout               bytes before, between or after the entries that no spreadsheet program writes
    ├── TooManyEntries          more parts than any workbook has
    ├── EncryptedEntry          a part is zip-encrypted
    ├── UnknownCompression      a part is packed with a method that Excel does not know
    ├── UnsafeEntryName         a part's name leads out of the package
    ├── DuplicateEntry          two parts have one name
    ├── HeaderMismatch          the two headers of a part contradict each other
    ├── OverlappingEntries      two parts share the same bytes
    ├── PackageBomb             a small file that unpacks to an enormous one
    ├── DamagedPart             a part does not inflate, has the wrong checksum or is not well-formed
    ├── ContentTooLarge         more cells, texts or merged areas than fit into memory
    ├── DoctypeRefused          a part declares a DTD
    ├── PartMissing             a part that must be there is not
    ├── NotAWorkbook            a package, but not an .xlsx or .xlsm workbook
    │   └── OtherFormat         the format of another program or an older Excel: .ods, .xlsb
    ├── SignedWorkbook          digitally signed; a change would break the signature
    ├── SheetMissing            no worksheet of that name
    └── SheetUnclear            the sheet's XML can be read in more than one way

Refusals to write stand in `write_refusals`.
"""

from __future__ import annotations

from xlkpi.books.refusal import Refusal
from xlkpi.errors import CannotRead

SAVE_AS = (
    "没有读取：{suffix} 文件请用 Excel 或 LibreOffice 另存为 .xlsx 或 .xlsm",
    "was not read: save the {suffix} file as .xlsx or .xlsm with Excel or LibreOffice",
)
"""What is to be done with a workbook of another format, in both languages."""


class ReadRefusal(Refusal, CannotRead):
    """The file is not used at all; nothing was changed."""


class NotReadable(ReadRefusal):
    """No such file, a folder, or no permission."""

    zh = "无法打开文件 {file}（{why}）。请检查路径和权限。"
    en = "Cannot open {file} ({why}). Check the path and the permissions."


class EmptyFile(ReadRefusal):
    """0 bytes."""

    zh = "文件 {file} 是空的（0 字节），可能下载或同步中断。请重新取得该文件。"
    en = "{file} is empty (0 bytes); a download or synchronisation may have broken off. Get the file again."


class FileTooLarge(ReadRefusal):
    """Above the size limit."""

    zh = "文件 {file} 有 {size} MB，超过上限 {limit} MB。请删去图片等附件或拆分后再处理。"
    en = "{file} has {size} MB, above the limit of {limit} MB. Remove pictures or split the workbook."


class EncryptedWorkbook(ReadRefusal):
    """Opens with a password."""

    zh = "文件 {file} 设有打开密码。请在 Excel 中取消密码（文件 → 信息 → 保护工作簿）后再处理。"
    en = "{file} is encrypted with a password. Remove the password in Excel (File, Info, Protect Workbook) first."


class LegacyWorkbook(ReadRefusal):
    """The binary .xls of Excel 97-2003, or another OLE document."""

    zh = "文件 {file} 是旧版 .xls（或其他 OLE）格式，没有读取。请用 Excel 或 LibreOffice 另存为 .xlsx 或 .xlsm。"
    en = "{file} is a legacy .xls (or another OLE document). Save it as .xlsx or .xlsm with Excel or LibreOffice."


class NotAPackage(ReadRefusal):
    """Not a zip package at all, or one without any part."""

    zh = "文件 {file} 不是 .xlsx/.xlsm 工作簿（不是 zip 包，或包里没有内容）。请用 Excel 或 LibreOffice 另存为 .xlsx。"
    en = "{file} is not an .xlsx/.xlsm workbook (no zip package, or empty). Save it so with Excel or LibreOffice."


class TruncatedPackage(ReadRefusal):
    """The end of the file is missing."""

    zh = "文件 {file} 不完整，缺少结尾。请重新下载或复制该文件。"
    en = "{file} is incomplete: its end is missing. Copy or download it again."


class Zip64Package(ReadRefusal):
    """Zip64 is not needed for any file we accept."""

    zh = "文件 {file} 使用 zip64 格式，本程序不处理。请在 Excel 中打开并重新保存。"
    en = "{file} uses zip64, which is not handled here. Open it in Excel and save it again."


class OddLayout(ReadRefusal):
    """Bytes where no spreadsheet program writes any."""

    zh = "文件 {file} 的 zip 结构异常（{why}）。请在 Excel 中打开并重新保存。"
    en = "{file} has an odd zip layout ({why}). Open it in Excel and save it again."


class TooManyEntries(ReadRefusal):
    """More parts than any workbook has."""

    zh = "文件 {file} 含 {count} 个部件，超过上限 {limit}。这不像正常的工作簿，未处理。"
    en = "{file} holds {count} parts, above the limit of {limit}. It does not look like a workbook; left alone."


class EncryptedEntry(ReadRefusal):
    """A part is zip-encrypted."""

    zh = "文件 {file} 的部件 {part} 被 zip 加密。请用 Excel 重新保存一份不加密的文件。"
    en = "Part {part} of {file} is zip-encrypted. Save an unencrypted copy in Excel."


class UnknownCompression(ReadRefusal):
    """A part is packed with a method that Excel does not know."""

    zh = "文件 {file} 的部件 {part} 使用了不支持的压缩方式（{method}）。请在 Excel 中重新保存。"
    en = "Part {part} of {file} is packed with method {method}, not known to Excel. Save it again in Excel."


class UnsafeEntryName(ReadRefusal):
    """A part's name leads out of the package."""

    zh = "文件 {file} 含有不安全的部件名 {part}，可能被人改动过，未处理。请向发送人索取原文件。"
    en = "{file} holds a part with the unsafe name {part}; it may have been tampered with. Ask for the original."


class DuplicateEntry(ReadRefusal):
    """Two parts have one name."""

    zh = "文件 {file} 中部件 {part} 出现两次，无法判断哪个有效。请在 Excel 中打开并重新保存。"
    en = "{file} holds part {part} twice, and which one counts is unclear. Open it in Excel and save it again."


class HeaderMismatch(ReadRefusal):
    """The two headers of a part contradict each other."""

    zh = "文件 {file} 的部件 {part} 前后记录不一致，文件已损坏或被改动。请重新取得该文件。"
    en = "The two headers of part {part} in {file} disagree: damaged or tampered with. Get the file again."


class OverlappingEntries(ReadRefusal):
    """Two parts share the same bytes."""

    zh = "文件 {file} 的部件 {part} 与其他部件重叠，文件已损坏或被改动。请重新取得该文件。"
    en = "Part {part} of {file} overlaps another one: damaged or tampered with. Get the file again."


class PackageBomb(ReadRefusal):
    """A small file that unpacks to an enormous one."""

    zh = "文件 {file} 的部件 {part} 解压后达 {size} MB，异常膨胀，未处理。请确认来源。"
    en = "Part {part} of {file} unpacks to {size} MB, far too much; left alone. Check where it comes from."


class DamagedPart(ReadRefusal):
    """A part does not inflate, has the wrong checksum or is not well-formed."""

    zh = "文件 {file} 的部件 {part} 已损坏（{why}）。请用备份，或在 Excel 中打开修复后重新保存。"
    en = "Part {part} of {file} is damaged ({why}). Use a backup, or repair it by opening and saving it in Excel."


class ContentTooLarge(ReadRefusal):
    """More cells, texts or merged areas than fit into memory."""

    zh = "文件 {file} 的部件 {part} 内容超过 {limit} 项（{what}），无法处理。请拆分工作簿。"
    en = "Part {part} of {file} holds more than {limit} items ({what}). Split the workbook."


class DoctypeRefused(ReadRefusal):
    """A part declares a DTD."""

    zh = "文件 {file} 的部件 {part} 含有 DTD 声明，正常工作簿不会有，未处理。请确认来源。"
    en = "Part {part} of {file} declares a DTD, which no spreadsheet program writes; left alone. Check its source."


class PartMissing(ReadRefusal):
    """A part that must be there is not."""

    zh = "文件 {file} 缺少部件 {part}。请在 Excel 中打开并重新保存。"
    en = "{file} lacks the part {part}. Open it in Excel and save it again."


class NotAWorkbook(ReadRefusal):
    """A package, but not an .xlsx or .xlsm workbook."""

    zh = "文件 {file} 不是 .xlsx/.xlsm 工作簿（{why}）。请用 Excel 或 LibreOffice 另存为 .xlsx 或 .xlsm。"
    en = "{file} is not an .xlsx/.xlsm workbook ({why}). Save it as .xlsx or .xlsm with Excel or LibreOffice."


class OtherFormat(NotAWorkbook):
    """A workbook in the format of another program, or of Excel's own that are not read."""

    zh = "文件 {file} " + SAVE_AS[0]
    en = "{file} " + SAVE_AS[1]


class SignedWorkbook(ReadRefusal):
    """Digitally signed; a change would break the signature."""

    zh = "文件 {file} 带有数字签名，改动会使签名失效，未处理。请使用未签名的副本。"
    en = "{file} is digitally signed and a change would break the signature. Use an unsigned copy."


class SheetMissing(ReadRefusal):
    """No worksheet of that name."""

    zh = "文件 {file} 中没有工作表“{sheet}”。请检查工作表名称。"
    en = "{file} has no worksheet “{sheet}”. Check the sheet's name."


class SheetUnclear(ReadRefusal):
    """The sheet's XML can be read in more than one way."""

    zh = "工作表“{sheet}”的内部结构不明确（{why}）。请在 Excel 中打开并重新保存。"
    en = "The inner structure of sheet “{sheet}” is unclear ({why}). Open the file in Excel and save it again."
