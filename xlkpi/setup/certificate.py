"""A certificate of a company's own, with which its IT signs the macros of the blank workbooks.

It vouches for whatever is signed with its key: the .cer goes to the PCs, the .pfx stays with one person.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from xlkpi.errors import CannotWrite, Unusable, cannot_write, sentence
from xlkpi.records import dataclass

BITS = 3072
"""Size of the RSA key; Office's VBA signatures know no elliptic curves."""
SHORTEST = 8
"""Letters of a password."""
OID_INDIVIDUAL_CODE_SIGNING = "1.3.6.1.4.1.311.2.1.21"
"""Microsoft's, beside the general purpose of signing code: what Office's own SelfCert writes, too."""


@dataclass(frozen=True)
class Certificate:
    """The two files that were made, and until when the certificate holds."""

    public: Path
    private: Path
    until: dt.date


def make_certificate(folder: Path, company: str, password: str, years: int) -> Certificate:
    """Make a certificate for signing code and its key. Raises CannotWrite, Unusable; files that exist stay."""
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.serialization import pkcs12
        from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
    except ImportError as error:
        zh, en = "证书请先安装：pip install 'xlkpi[signing]'", "for certificates install: pip install 'xlkpi[signing]'"
        raise Unusable(sentence(zh, en)) from error
    made = _places(folder, company, password)
    key = rsa.generate_private_key(65537, BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, company)])
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    until = now + dt.timedelta(days=365 * years)
    usage = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    purposes = [ExtendedKeyUsageOID.CODE_SIGNING, x509.ObjectIdentifier(OID_INDIVIDUAL_CODE_SIGNING)]
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(password.encode())
    packed = pkcs12.serialize_key_and_certificates(company.encode(), key, certificate, None, locked)
    _write(made[0], certificate.public_bytes(serialization.Encoding.DER))
    _write(made[1], packed, private=True)
    return Certificate(*made, until.date())


def _places(folder: Path, company: str, password: str) -> tuple[Path, Path]:
    """Return where the two files go; the name must do for a file, the password must be long enough."""
    if not company.strip() or any(letter in '\\/:*?"<>|' for letter in company):
        zh = '单位名称不能为空，也不能含有 \\ / : * ? " < > |'
        raise Unusable(sentence(zh, "the company's name must do as the name of a file"))
    if len(password) < SHORTEST:
        zh, en = "密码至少 {count} 个字符", "the password needs {count} letters at least"
        raise Unusable(sentence(zh, en, count=SHORTEST))
    places = folder / f"{company}.cer", folder / f"{company}.pfx"
    for path in places:
        if path.exists():
            zh = "{path} 已存在；已发出的证书不能重做，请另选文件夹"
            en = "{path} exists; a certificate that was handed out is not made again: choose another folder"
            raise CannotWrite(sentence(zh, en, path=str(path)))
    return places


def _write(path: Path, data: bytes, *, private: bool = False) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644), "wb") as out:
            out.write(data)
    except OSError as error:
        raise cannot_write(path, error) from error
