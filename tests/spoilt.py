"""Files that cannot be used: each function spoils the workbook at a path in one way."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: an old .xls, or a workbook behind a password."""
WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
"""The stream that tells the second from the first."""


def old(path: Path) -> None:
    path.write_bytes(OLE + bytes(4096))


def locked(path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as target:
        OOXMLFile(plain).encrypt("secret", target)


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def a_text(path: Path) -> None:
    path.write_text("工号,姓名\n", "utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def signed(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<x/>")


def open_in_excel(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"\x05user")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
