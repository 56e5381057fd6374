"""Ed25519 keys in PEM files: made, used to sign a seal, and used to tell whether a signature is genuine.

The package `cryptography` is an extra (`pip install xlkpi[signing]`); without a key nothing here is needed.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlkpi.errors import CannotWrite, Unusable, sentence

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PUBLIC_SUFFIX = ".pub"


def make_key(path: Path) -> Path:
    """Write a new private key, readable by its owner alone, and its public key beside it; return the latter's path.

    Raises CannotWrite where one of them exists, Unusable, OSError.
    """
    serialization = _cryptography("serialization")
    public = path.with_name(path.name + PUBLIC_SUFFIX)
    for one in (path, public):
        if one.exists():
            zh = "{path} 已存在，密钥不覆盖；请换个文件名"
            en = "{path} exists and keys are never overwritten: name another"
            raise CannotWrite(sentence(zh, en, path=str(one)))
    key = _cryptography("asymmetric.ed25519").Ed25519PrivateKey.generate()
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(private)
    public.write_bytes(key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo))
    return public


def read_private(path: Path) -> Ed25519PrivateKey:
    """Read a private key. Raises Unusable, OSError."""
    load = partial(_cryptography("serialization").load_pem_private_key, password=None)
    zh = "{path} 不是可用的私钥（应为没有口令的 Ed25519 PEM 文件，可用 xlkpi keygen 生成）"
    en = "{path} holds no private key that can be used (Ed25519, PEM, no passphrase; xlkpi keygen makes one)"
    found: Ed25519PrivateKey = _read(path, load, "Ed25519PrivateKey", zh, en)
    return found


def read_public(path: Path) -> Ed25519PublicKey:
    """Read a public key. Raises Unusable, OSError."""
    load = _cryptography("serialization").load_pem_public_key
    zh = "{path} 不是公钥（应为 Ed25519 PEM 文件，即 xlkpi keygen 生成的 .pub）"
    en = "{path} holds no public key (Ed25519, PEM: the .pub that xlkpi keygen makes)"
    found: Ed25519PublicKey = _read(path, load, "Ed25519PublicKey", zh, en)
    return found


def _read(path: Path, load: Callable[[bytes], Any], kind: str, zh: str, en: str) -> Any:
    """Read a key of one kind; the sentences say what else the file is not. Raises Unusable, OSError."""
    data = path.read_bytes()
    try:
        key = load(data)
    except (ValueError, TypeError, _cryptography_error()) as error:
        key = error
    if not isinstance(key, getattr(_cryptography("asymmetric.ed25519"), kind)):
        raise Unusable(sentence(zh, en, path=str(path)))
    return key


def signed(key: Ed25519PrivateKey, seal: str) -> str:
    """Return the signature of a seal, in base64."""
    return base64.b64encode(key.sign(seal.encode())).decode()


def is_signed_by(key: Ed25519PublicKey, seal: str, signature: str) -> bool:
    """Tell whether a signature of a seal was made with the private half of a key."""
    try:
        key.verify(base64.b64decode(signature, validate=True), seal.encode())
    except (binascii.Error, ValueError, importlib.import_module("cryptography.exceptions").InvalidSignature):
        return False
    return True


def _cryptography(module: str) -> Any:
    try:
        return importlib.import_module(f"cryptography.hazmat.primitives.{module}")
    except ImportError as error:
        zh = "密钥签名需要 cryptography：请运行 pip install xlkpi[signing]，或不用密钥"
        en = "signing with a key needs the package cryptography: pip install xlkpi[signing], or go without a key"
        raise Unusable(sentence(zh, en)) from error


def _cryptography_error() -> Any:
    return importlib.import_module("cryptography.exceptions").UnsupportedAlgorithm
