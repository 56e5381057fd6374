"""What clings to a file beside its bytes, carried over to the file that takes its place.

On NTFS that is the mark of the web (`Zone.Identifier`, by which Excel opens a downloaded workbook protected), every
other named stream, and the list of who may do what; on Linux the extended attributes, access lists among them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

NOT_HELD: Final = (errno.ENOTSUP, errno.EOPNOTSUPP)
"""A file system that knows no such attributes at all cannot keep them."""
LAWFUL: Final = ("user.", "system.posix_acl_")
"""Extended attributes that an owner may set; the others belong to the system, which gives a new file its own."""


class Extras(Protocol):
    """Named pieces of data that a file system keeps with a file."""

    def names(self, path: Path) -> Sequence[str]:
        """What is kept with a file."""

    def read(self, path: Path, name: str) -> bytes:
        """One of them."""

    def attach(self, path: Path, name: str, content: bytes) -> None:
        """Keep something with a file."""


class ExtendedAttributes:
    """Those of Linux."""

    def names(self, path: Path) -> Sequence[str]:
        """Attributes that may be set again; none where the file system has none."""
        try:
            return [name for name in os.listxattr(path) if name.startswith(LAWFUL)]
        except OSError as error:
            if error.errno in NOT_HELD:
                return []
            raise

    def read(self, path: Path, name: str) -> bytes:
        """The value of an attribute."""
        return os.getxattr(path, name)

    def attach(self, path: Path, name: str, content: bytes) -> None:
        """Set an attribute; on a file system that has none it is lost."""
        try:
            os.setxattr(path, name, content)
        except OSError as error:
            if error.errno not in NOT_HELD:
                raise


class Streams:
    """The named streams of NTFS; `listed` gives their names as Windows does, `:Zone.Identifier:$DATA`."""

    def __init__(self, listed: Callable[[Path], Sequence[str]]) -> None:
        self._listed = listed

    def names(self, path: Path) -> Sequence[str]:
        """Names without the type; the stream without a name is the file's own content."""
        parts = [full.split(":") for full in self._listed(path)]
        return [part[1] for part in parts if len(part) == 3 and part[1] and part[2] == "$DATA"]

    def read(self, path: Path, name: str) -> bytes:
        """The bytes of a stream."""
        return Path(f"{path}:{name}").read_bytes()

    def attach(self, path: Path, name: str, content: bytes) -> None:
        """Write a stream."""
        Path(f"{path}:{name}").write_bytes(content)


class Nothing:
    """A system that keeps nothing, or nothing that Python can reach."""

    def names(self, path: Path) -> Sequence[str]:  # noqa: ARG002 - the port's shape
        """Nothing is kept."""
        return ()

    def read(self, path: Path, name: str) -> bytes:
        """There is nothing to read."""
        raise FileNotFoundError(errno.ENOENT, name, str(path))

    def attach(self, path: Path, name: str, content: bytes) -> None:
        """There is nothing to keep."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _END_OF_STREAMS: Final = (38, 87)
    """ERROR_HANDLE_EOF: no (further) stream. ERROR_INVALID_PARAMETER: a file system without streams."""
    _ACCESS_LIST: Final = 4
    """DACL_SECURITY_INFORMATION."""

    class _Found(ctypes.Structure):
        """WIN32_FIND_STREAM_DATA."""

        _fields_ = (("size", ctypes.c_longlong), ("name", ctypes.c_wchar * 296))

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.FindFirstStreamW.restype = wintypes.HANDLE
    _kernel.FindFirstStreamW.argtypes = (wintypes.LPCWSTR, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    _kernel.FindNextStreamW.argtypes = (wintypes.HANDLE, ctypes.c_void_p)
    _kernel.FindClose.argtypes = (wintypes.HANDLE,)
    _security = ctypes.WinDLL("advapi32", use_last_error=True)
    _security.GetFileSecurityW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    _security.SetFileSecurityW.argtypes = (wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p)

    def _listed(path: Path) -> Sequence[str]:
        found, names = _Found(), []
        handle = _kernel.FindFirstStreamW(str(path), 0, ctypes.byref(found), 0)
        if handle == wintypes.HANDLE(-1).value:
            if ctypes.get_last_error() in _END_OF_STREAMS:
                return []
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            more = True
            while more:
                names.append(found.name)
                more = bool(_kernel.FindNextStreamW(handle, ctypes.byref(found)))
        finally:
            _kernel.FindClose(handle)
        return names

    def _copy_access(source: Path, target: Path) -> None:
        """Give a file the access list of another; a file system without lists answers with nothing to copy."""
        needed = wintypes.DWORD()
        _security.GetFileSecurityW(str(source), _ACCESS_LIST, None, 0, ctypes.byref(needed))
        if not needed.value:
            return
        held = ctypes.create_string_buffer(needed.value)
        read = _security.GetFileSecurityW(str(source), _ACCESS_LIST, held, needed, ctypes.byref(needed))
        if not read or not _security.SetFileSecurityW(str(target), _ACCESS_LIST, held):
            raise ctypes.WinError(ctypes.get_last_error())

    NATIVE: Extras = Streams(_listed)
else:
    NATIVE: Extras = ExtendedAttributes() if hasattr(os, "listxattr") else Nothing()

    def _copy_access(source: Path, target: Path) -> None:
        """Give a file the owner of another where we may; its access list is an extended attribute."""
        found = source.stat()
        with contextlib.suppress(PermissionError):
            os.chown(target, found.st_uid, found.st_gid)


def dress(draft: Path, destination: Path, origin: Path | None, extras: Extras = NATIVE) -> None:
    """Give a draft the mode, owner and extras of the file whose place it takes.

    A new file takes them from the file it was made of, save for the access list, which is the folder's affair. Over
    another file, what clung to the origin travels too: a workbook out of a downloaded one is no less a downloaded one.
    """
    sources = [path for path in (origin, destination) if path is not None and path.exists()]
    for source in sources:
        for name in extras.names(source):
            extras.attach(draft, name, extras.read(source, name))
    if sources:
        draft.chmod(sources[-1].stat().st_mode & 0o7777)
    else:  # a temporary file is closed to others, a new one only as far as the user wants it
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
    if sources and (sources[-1] == destination or sys.platform != "win32"):
        _copy_access(sources[-1], draft)
