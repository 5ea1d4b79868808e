"""The signing step, tried with a certificate that was made for the test."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.binaries import signature_of, signer_of
from installer.msi import build_msi
from installer.nsis import build_exe
from installer.sign import PASSWORD, sign
from nemndsekr.support.errors import UserError
from tests.installer.small_payload import VERSION, lay_small_payload

MISSING = [tool for tool in ("osslsigncode", "openssl", "makensis", "wixl", "msibuild") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} saknas på datorn")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .pfx of its own, with a password."""
    folder = tmp_path_factory.mktemp("certificate")
    key, pem, pfx = folder / "key.pem", folder / "certificate.pem", folder / "certificate.pfx"
    asked = ["-subj", "/O=Ekhamra kommun/CN=Ekhamra kommun", "-addext", "extendedKeyUsage=codeSigning"]
    commands: tuple[list[str | Path], ...] = (
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *asked, "-keyout", key, "-out", pem],
        ["pkcs12", "-export", "-inkey", key, "-in", pem, "-out", pfx, "-passout", "pass:hemligt ord"],
    )
    for command in commands:
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    return pfx


def test_the_exe_and_the_msi_bear_the_signature_of_the_certificate(tmp_path, certificate, monkeypatch):
    monkeypatch.setenv(PASSWORD, "hemligt ord")
    payload = lay_small_payload(tmp_path / "payload")
    exe = build_exe(payload, tmp_path, VERSION, fast=True)
    package = build_msi(payload, tmp_path, VERSION)
    unsigned = package.stat().st_size

    sign(exe, certificate)
    sign(package, certificate)

    assert signer_of(signature_of(exe.read_bytes())) == "Ekhamra kommun"
    assert package.stat().st_size > unsigned


def test_a_wrong_password_leaves_the_package_as_it_was(tmp_path, certificate, monkeypatch):
    monkeypatch.setenv(PASSWORD, "fel ord")
    exe = build_exe(lay_small_payload(tmp_path / "payload"), tmp_path, VERSION, fast=True)
    before = exe.read_bytes()
    with pytest.raises(UserError, match="kunde inte signeras"):
        sign(exe, certificate)
    assert exe.read_bytes() == before
    assert not list(tmp_path.glob("*.signed"))


def test_a_certificate_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(UserError, match="finns inte"):
        sign(tmp_path / "a.exe", tmp_path / "b.pfx")
