"""A certificate of one's own: what is in it, and that a program really is signed with it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import subprocess
from pathlib import Path

import distlib
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from commands import run

PROGRAM = Path(distlib.__file__).with_name("t64.exe")
"""Some program for Windows, from a package that the tests bring along."""
PASSWORD = "钥匙 in der Lade 42"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "密码.txt").write_text(PASSWORD + "\n第二行", "utf-8")
    code, said, told = run(
        "certificate",
        "--company",
        "江城燃气",
        "-o",
        str(folder),
        "--years",
        "2",
        "--password-file",
        str(folder / "密码.txt"),
    )
    assert code == 0, told
    assert PASSWORD not in said + told
    return folder


def test_what_is_in_it(made):
    public = x509.load_der_x509_certificate((made / "江城燃气.cer").read_bytes())
    assert public.subject == public.issuer
    assert public.subject.rfc4514_string() == "CN=江城燃气"
    purposes = public.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert ExtendedKeyUsageOID.CODE_SIGNING in purposes
    assert not public.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    length = public.not_valid_after_utc - public.not_valid_before_utc
    assert length == dt.timedelta(days=730)
    key, inside, _ = pkcs12.load_key_and_certificates((made / "江城燃气.pfx").read_bytes(), PASSWORD.encode())
    assert inside == public
    assert key.public_key() == public.public_key()
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_key_and_certificates((made / "江城燃气.pfx").read_bytes(), b"other")
    assert stat.S_IMODE((made / "江城燃气.pfx").stat().st_mode) == 0o600


@pytest.mark.skipif(
    shutil.which("osslsigncode") is None and "XLKPI_REQUIRE_WINE" not in os.environ, reason="osslsigncode is missing"
)
def test_a_program_is_signed_with_it(made, tmp_path):
    """With a program of others, as IT signs with signtool; Office asks the same of a certificate."""
    signed, root = tmp_path / "signed.exe", tmp_path / "root.pem"
    secret = tmp_path / "password"
    secret.write_text(PASSWORD, "utf-8")
    command = ["osslsigncode", "sign", "-pkcs12", made / "江城燃气.pfx", "-readpass", secret, "-h", "sha256"]
    subprocess.run([*command, "-in", PROGRAM, "-out", signed], check=True, capture_output=True)
    from cryptography.hazmat.primitives.serialization import Encoding

    root.write_bytes(x509.load_der_x509_certificate((made / "江城燃气.cer").read_bytes()).public_bytes(Encoding.PEM))
    checked = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", root, "-in", signed], check=False, capture_output=True, text=True
    )
    assert "Signature verification: ok" in checked.stdout, checked.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--company", "江城燃气"], "已存在"),
        (["--company", "a/b"], "不能"),
        (["--company", " "], "不能为空"),
        (["--company", "新", "--years", "99"], "1 到 10"),
        (["--company", "新", "--password-file", "没有.txt"], "没有.txt"),
        (["--company", "新", "--password-file", "短.txt"], "至少 8"),
    ],
)
def test_what_is_refused(made, monkeypatch, words, said):
    monkeypatch.chdir(made)
    (made / "短.txt").write_text("123", "utf-8")
    before = {path: path.read_bytes() for path in made.iterdir()}
    given = [] if "--password-file" in words else ["--password-file", "密码.txt"]
    code, _, told = run("certificate", "-o", str(made), *words, *given)
    assert code == 2
    assert said in told
    assert {path: path.read_bytes() for path in made.iterdir()} == before
