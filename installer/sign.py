"""The signing step: needs nothing but a certificate, and looks at the signature afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from installer.binaries import signature_of
from installer.names import TITLE
from nemndsekr.support.errors import UserError

TOOL: Final = "osslsigncode"
PASSWORD: Final = "NEMNDSEKR_CERTIFICATE_PASSWORD"  # noqa: S105 - the variable's name
"""The environment variable with the certificate's password: everyone could read it on the command line."""
_PATIENCE: Final = 120


def sign(package: Path, certificate: Path, *, timestamp: str = "") -> None:
    """Sign an .exe or .msi in place with a .pfx, or with a .pem that has both certificate and key.

    ``timestamp`` is the address of a time-stamping service; without it the signature ends with the certificate.

    Raises:
        UserError: the tool or the certificate is missing, or the signing failed; the package is then as it was.
    """
    if shutil.which(TOOL) is None:
        raise UserError("osslsigncode saknas, så paketet kunde inte signeras.", f"Installera paketet {TOOL}.")
    if not certificate.is_file():
        raise UserError(f"Certifikatet {certificate} finns inte.", "Ange en .pfx- eller .pem-fil.")
    signed = package.with_name(f"{package.name}.signed")
    signed.unlink(missing_ok=True)
    is_pfx = certificate.suffix.lower() in {".pfx", ".p12"}
    by = ("-pkcs12", certificate) if is_pfx else ("-certs", certificate, "-key", certificate)
    command: list[str | Path] = [TOOL, "sign", *by, "-h", "sha256", "-n", TITLE]
    if os.environ.get(PASSWORD):
        command += ["-readpass", "/dev/stdin"]
    if timestamp:
        command += ["-ts", timestamp]
    done = subprocess.run(
        [*command, "-in", package, "-out", signed],
        input=os.environ.get(PASSWORD, ""),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode != 0 or not _has_signature(signed):
        signed.unlink(missing_ok=True)
        last = ((done.stdout + done.stderr).strip().splitlines() or ["okänt fel"])[-1]
        raise UserError(f"{package.name} kunde inte signeras: {last}", f"Kontrollera certifikatet och {PASSWORD}.")
    signed.replace(package)


def _has_signature(package: Path) -> bool:
    """Whether a file bears a signature: a PE file in its table, an .msi in a stream of its own."""
    if not package.is_file():
        return False
    if signature_of(package.read_bytes()):
        return True
    import olefile

    if not olefile.isOleFile(str(package)):
        return False
    with olefile.OleFileIO(str(package)) as whole:
        return bool(whole.exists("\x05DigitalSignature"))
