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
    """A .pfx of its own, with a password; beside it a .pem with its certificate and key, and the certificate alone."""
    folder = tmp_path_factory.mktemp("certificate")
    key, alone, pfx = folder / "key.pem", folder / "alone.pem", folder / "certificate.pfx"
    asked = ["-subj", "/O=Ekhamra kommun/CN=Ekhamra kommun", "-addext", "extendedKeyUsage=codeSigning"]
    commands: tuple[list[str | Path], ...] = (
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *asked, "-keyout", key, "-out", alone],
        ["pkcs12", "-export", "-inkey", key, "-in", alone, "-out", pfx, "-passout", "pass:hemligt ord"],
    )
    for command in commands:
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    pfx.with_suffix(".pem").write_bytes(key.read_bytes() + alone.read_bytes())
    return pfx


def verdict(package: Path, certificate: Path) -> str:
    """What osslsigncode says of a signed package, when it trusts the certificate."""
    trusted = certificate.with_name("alone.pem")
    done = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", trusted, "-in", package],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize("kind", ["pfx", "pem"])
def test_the_exe_and_the_msi_bear_the_signature_of_the_certificate(tmp_path, certificate, monkeypatch, kind):
    monkeypatch.setenv(PASSWORD, "hemligt ord" if kind == "pfx" else "")
    payload = lay_small_payload(tmp_path / "payload")
    exe = build_exe(payload, tmp_path, VERSION, fast=True)
    package = build_msi(payload, tmp_path, VERSION)

    for made in (exe, package):
        sign(made, certificate.with_suffix(f".{kind}"))

    assert signer_of(signature_of(exe.read_bytes())) == "Ekhamra kommun"
    assert [verdict(made, certificate).splitlines()[-1] for made in (exe, package)] == ["Succeeded"] * 2


def test_a_package_that_is_changed_after_it_was_signed_is_not_what_was_signed(tmp_path, certificate, monkeypatch):
    monkeypatch.setenv(PASSWORD, "hemligt ord")
    exe = build_exe(lay_small_payload(tmp_path / "payload"), tmp_path, VERSION, fast=True)
    sign(exe, certificate)
    content = bytearray(exe.read_bytes())
    content[len(content) // 2] ^= 1
    exe.write_bytes(content)

    assert "Succeeded" not in verdict(exe, certificate)


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
