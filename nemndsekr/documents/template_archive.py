"""One file that carries a template from office to office: ``.nemndmall``, a zip with the TOML text and the logo."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
import zlib
from typing import Final, NamedTuple

import tomli_w
from PIL import Image

from nemndsekr.documents.template_files import template_of_bytes, template_text
from nemndsekr.documents.templates import Template
from nemndsekr.support.errors import UserError

SUFFIX: Final = "nemndmall"
FORMAT: Final = 1
"""Grows when an older program could no longer read what is written."""
MOST_LOGO: Final = 2_000_000
"""Bytes of a logo."""
MOST_FILE: Final = 4_000_000
"""Bytes of a whole file."""
_MOST_TEXT: Final = 300_000
_MOST_PIXELS: Final = 25_000_000
_MOST_PARTS: Final = 20
_ABOUT, _TEXT = "nemndmall.toml", "mall.toml"
_PICTURES: Final = {"PNG": "logo.png", "JPEG": "logo.jpg"}
_PART_HEAD: Final = re.compile(r"^\s*\[\[\s*blocks\s*\]\]|^\s*label\s*=", re.MULTILINE)
# The earliest time that a zip can tell: the same template gives the same bytes whenever it is saved.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_MODES: Final = {"1", "L", "LA", "P", "RGB", "RGBA"}


class TemplateFile(NamedTuple):
    """What such a file holds."""

    template: Template
    logo: bytes


def archive_of(template: Template, logo: bytes) -> bytes:
    """The bytes of a ``.nemndmall`` file; the same for the same template."""
    parts = {_ABOUT: tomli_w.dumps({"format": FORMAT}).encode(), _TEXT: template_text(template).encode()}
    if logo:
        parts[_PICTURES[_picture_format(logo)]] = logo
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def template_of_file(content: bytes, stem: str, called: str) -> TemplateFile:
    """The template and the logo of a ``.nemndmall`` file, or of a bare ``.toml`` file, which has no logo.

    Raises:
        UserError: it is neither, is too large, was made by a newer program, or holds what is no template.
    """
    if len(content) > MOST_FILE:
        raise UserError(f"{called} är för stor för att vara en mall.", "Välj en annan fil.")
    if not content.startswith(b"PK"):
        if len(content) > _MOST_TEXT:
            raise UserError(f"{called} är för stor för att vara en mall.", "Välj en annan fil.")
        # Who writes a template by hand calls it .toml and is told what is wrong with it; anything else is another's.
        if not called.lower().endswith(".toml") and not _is_like_template(content):
            raise _no_template(called)
        return TemplateFile(template_of_bytes(content, stem, called), b"")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _opened(archive, stem, called)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zipfile.LargeZipFile,
    ) as error:
        raise UserError(f"{called} är skadad och går inte att öppna.", "Be om filen på nytt.") from error


def _no_template(called: str) -> UserError:
    return UserError(
        f"{called} är ingen mall för Nämndsekr.", f"Välj en fil som slutar på .{SUFFIX}, eller en mall som .toml."
    )


def _is_like_template(content: bytes) -> bool:
    """Whether the bytes are a text with a part of a template in it."""
    try:
        return bool(_PART_HEAD.search(content.decode()))
    except UnicodeDecodeError:
        return False


def _opened(archive: zipfile.ZipFile, stem: str, called: str) -> TemplateFile:
    names = archive.namelist()
    if len(names) > _MOST_PARTS or _TEXT not in names:
        raise _no_template(called)
    _check_format(_part(archive, _ABOUT, _MOST_TEXT, called) if _ABOUT in names else b"", called)
    template = template_of_bytes(_part(archive, _TEXT, _MOST_TEXT, called), stem, called)
    picture = next((name for name in _PICTURES.values() if name in names), "")
    logo = _part(archive, picture, MOST_LOGO, called) if picture else b""
    return TemplateFile(template, checked_logo(logo, f"Logotypen i {called}") if logo else b"")


def _check_format(about: bytes, called: str) -> None:
    try:
        made = tomllib.loads(about.decode()).get("format", FORMAT)
    except ValueError:
        made = FORMAT
    if not isinstance(made, int) or made > FORMAT:
        raise UserError(
            f"{called} är gjord med en nyare version av Nämndsekr.", "Uppdatera programmet, och ta in den igen."
        )


def _part(archive: zipfile.ZipFile, name: str, most: int, called: str) -> bytes:
    # What the archive says of its own sizes is not to be trusted: no more is unpacked than is wanted.
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise UserError(f"{called} är för stor för att vara en mall.", "Välj en annan fil.")
    return content


def checked_logo(content: bytes, called: str = "Bilden") -> bytes:
    """The bytes of a logo that every writer can draw: a PNG or a JPEG, at most 2 MB.

    A picture in printing colours (CMYK) comes as PNG in the colours of the screen: the archived PDF has no others.

    Raises:
        UserError: it is no picture of these kinds, is damaged, or is too large.
    """
    if len(content) > MOST_LOGO:
        megabytes = f"{len(content) / 1_000_000:.1f}".replace(".", ",")
        raise UserError(f"{called} är för stor: {megabytes} MB.", "Välj en bild på högst 2 MB.")
    shape = _picture_format(content)
    if shape not in _PICTURES:
        raise UserError(f"{called} är varken PNG eller JPEG.", "Spara bilden som PNG och välj den igen.")
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise UserError(
                    f"{called} har för många bildpunkter: {picture.width} × {picture.height}.",
                    "Förminska den till högst 5 000 × 5 000.",
                )
            picture.load()
            if picture.mode in _PLAIN_MODES:
                return content
            plain = io.BytesIO()
            picture.convert("RGB").save(plain, "PNG")
            return plain.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(f"{called} är skadad och går inte att visa.", "Spara den på nytt och välj den igen.") from error


def _picture_format(content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "JPEG" if content.startswith(b"\xff\xd8\xff") else ""
