"""Who owns a file: whether nobody but this user, an administrator or the system can have put it there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = 0
TRUSTED = ("S-1-5-18", "S-1-5-32-544", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464")
"""SYSTEM, Administrators, TrustedInstaller: who is one of them needs no trick to get into a machine."""
OWNER_OF_A_FILE = (1, 1)
"""SE_FILE_OBJECT and OWNER_SECURITY_INFORMATION of GetNamedSecurityInfo."""
TOKEN_QUERY, TOKEN_USER = 0x0008, 1


def trustworthy(path: Path) -> bool:
    """Whether a file or folder belongs to this user or to an administrator. Raises OSError where it is not there."""
    if sys.platform == "win32":
        return _windows_owner(str(path)) in (_windows_user(), *TRUSTED)
    return path.stat().st_uid in (os.getuid(), ROOT)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _advapi = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.LocalFree.argtypes = (ctypes.c_void_p,)
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    _advapi.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.c_void_p)
    _advapi.GetTokenInformation.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.c_void_p,
    )
    _advapi.ConvertSidToStringSidW.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    _advapi.GetNamedSecurityInfoW.argtypes = (wintypes.LPCWSTR, ctypes.c_int, wintypes.DWORD, *(ctypes.c_void_p,) * 5)

    def _windows_owner(path: str) -> str:
        """The owner of a file as a SID. Raises OSError."""
        owner, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
        failed = _advapi.GetNamedSecurityInfoW(
            path, *OWNER_OF_A_FILE, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)
        )
        if failed:
            raise ctypes.WinError(failed)
        try:
            return _text_of(owner)
        finally:
            _kernel.LocalFree(descriptor)

    def _windows_user() -> str:
        """Who runs this process, as a SID. Raises OSError."""
        token, needed = wintypes.HANDLE(), wintypes.DWORD()
        if not _advapi.OpenProcessToken(_kernel.GetCurrentProcess(), TOKEN_QUERY, ctypes.byref(token)):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            _advapi.GetTokenInformation(token, TOKEN_USER, None, 0, ctypes.byref(needed))
            buffer = ctypes.create_string_buffer(needed.value)
            if not _advapi.GetTokenInformation(token, TOKEN_USER, buffer, needed, ctypes.byref(needed)):
                raise ctypes.WinError(ctypes.get_last_error())
            return _text_of(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_void_p))[0])
        finally:
            _kernel.CloseHandle(token)

    def _text_of(sid: object) -> str:
        text = wintypes.LPWSTR()
        if not _advapi.ConvertSidToStringSidW(sid, ctypes.byref(text)):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return str(text.value)
        finally:
            _kernel.LocalFree(ctypes.cast(text, ctypes.c_void_p))
