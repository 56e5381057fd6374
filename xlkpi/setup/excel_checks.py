"""Checks of Excel itself: which one answers, and whether it lets macros run."""

from __future__ import annotations

from xlkpi.errors import sentence
from xlkpi.setup.doctor import OK, WRONG, Finding, not_here
from xlkpi.setup.machine import Machine

DISABLE_SILENTLY = "4"
SECURITY = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKEY_CURRENT_USER\Software\Policies\Microsoft\Office\16.0\Excel\Security"
EXCEL_PATH = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
EXCEL_CLASS = r"HKEY_CLASSES_ROOT\Excel.Application\CLSID"
WPS_SIGNS = ("wps", "kingsoft", "et.exe", "ksoapirelay")


def excel(machine: Machine) -> Finding:
    """Which Excel answers: the Store's is shut off, WPS takes its place."""
    title = sentence("Excel", "Excel")
    if machine.system != "windows":
        return not_here(title)
    path = (machine.registry(EXCEL_PATH) or "").strip('"')
    if not path:
        zh, en = "没有找到 Excel；WPS 不支持单元格公式，请用命令行", "no Excel was found; use the command line with WPS"
        mend = sentence(zh, en)
        return Finding(title, WRONG, None, mend)
    if "WindowsApps" in path:
        zh = "Microsoft Store 版 Excel 不能加载 DLL：请卸载后从 office.com 安装桌面版"
        en = "the Store's Excel cannot load the DLL: install the desktop version from office.com"
        mend = sentence(zh, en)
        return Finding(title, WRONG, sentence("{path}", "{path}", path=path), mend)
    answering = _com_server(machine).lower()
    if any(sign in answering for sign in WPS_SIGNS):
        zh = "WPS 接管了 Excel：在“WPS 配置工具”的“兼容设置”中取消 WPS 对 Excel 的兼容，或修复安装 Office"
        en = "WPS answers for Excel: switch off its compatibility in the WPS configuration tool, or repair Office"
        mend = sentence(zh, en)
        return Finding(title, WRONG, sentence("{path}", "{path}", path=answering), mend)
    return Finding(title, OK, sentence("{path}", "{path}", path=path))


def _com_server(machine: Machine) -> str:
    number = machine.registry(EXCEL_CLASS) or ""
    return machine.registry(rf"HKEY_CLASSES_ROOT\CLSID\{number}\LocalServer32") or "" if number else ""


def macros(machine: Machine) -> Finding:
    """Whether Excel lets macros run at all."""
    title = sentence("宏设置", "macro settings")
    if machine.system != "windows":
        return not_here(title)
    policy = machine.registry(POLICY, "VBAWarnings")
    if (policy or machine.registry(SECURITY, "VBAWarnings")) == DISABLE_SILENTLY:
        who = sentence("被组策略禁用", "forbidden by policy") if policy else sentence("已禁用且不通知", "off, silently")
        zh = "文件→选项→信任中心→宏设置，选“通过通知来禁用”；若由单位统一管理，请管理员放行或使用受信任位置"
        en = "File, Options, Trust Center, Macro Settings: disable with notification; or ask your administrator"
        mend = sentence(zh, en)
        return Finding(title, WRONG, who, mend)
    return Finding(title, OK)
